"""What is printed of a call: the letter of each person, and the list of one village for its head."""

from collections.abc import Sequence
from datetime import date

from handlers.documents.call_letter import CalledList, CalledRow, CallLetter, call_letter_args, called_list_args
from handlers.reply import Drawing
from handlers.texts import render, write_date
from programme.eligibility import OUTSIDE
from programme.office import Office
from programme.reading.places import Region
from storage.tables import Call, CalledPerson
from talk import Line

#: What is printed is in Bahasa, whatever language its reader chats in.
_PRINTED = "id"


def letter(called: CalledPerson, office: Office, region: Region) -> Drawing:
    """The letter, drawn when it is sent."""
    call, application = called.call, called.application
    fields = {
        "nomor": call.number,
        "tanggal_surat": _day(call.letter_date),
        "angkatan": call.intake.name,
        "nama": application.person.full_name,
        "nomor_pendaftaran": application.number,
        "alamat": _address(application.person.village, region),
        "keterampilan": _skill(called),
        "hari_kumpul": _weekday(call.gather_on),
        "tanggal_kumpul": _day(call.gather_on),
        "jam_kumpul": call.gather_at,
        "tempat_kumpul": call.gather_place,
        "hari_berangkat": _weekday(call.departs_on),
        "tanggal_berangkat": _day(call.departs_on),
        "tujuan": call.destination,
        "kantor": office.name,
        "telepon": office.phone,
    }
    bring = tuple(call.bring.split("\n"))
    printed = CallLetter(office.letter, call.letter_date, office.calling.template, fields, bring)
    return Drawing("call_letter", call_letter_args(printed))


def village_list(call: Call, people: Sequence[CalledPerson], village: str, office: Office, region: Region) -> Drawing:
    """Whom that letter called from one village."""
    rows = tuple(
        CalledRow(one.application.person.full_name, one.application.number, _skill(one), "")
        for one in people
        if one.application.person.village == village
    )
    when = (
        f"Berkumpul {_weekday(call.gather_on)}, {_day(call.gather_on)} pukul {call.gather_at} di {call.gather_place}; "
        f"berangkat {_weekday(call.departs_on)}, {_day(call.departs_on)} ke {call.destination}."
    )
    head = f"{'Lurah' if _is_kelurahan(village) else 'Kepala Desa'} {region.name(village)}"
    listed = CalledList(office.letter, call.letter_date, call.number, call.intake.name, head, when, rows)
    return Drawing("called_list", called_list_args(listed))


def _is_kelurahan(village: str) -> bool:
    """The last part of a kelurahan's code begins with 1, of a desa's with 2 (Kemendagri)."""
    return village.rpartition(".")[2].startswith("1")


def _skill(called: CalledPerson) -> str:
    application = called.application
    return render(_PRINTED, Line(f"skill-{application.seat_skill or application.first_skill}"))


def _address(village: str, region: Region) -> str:
    if village == OUTSIDE:
        return ""
    return f"{region.name(village)}, Kecamatan {region.name(village.rpartition('.')[0])}"


def _day(day: date) -> str:
    return write_date(_PRINTED, day)


def _weekday(day: date) -> str:
    return render(_PRINTED, Line(f"weekday-{day.isoweekday()}"))
