"""The office that runs the service: everything another regency changes by configuration, never in code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from zoneinfo import ZoneInfo

from programme.checklist import DEFAULT, DocumentRule
from programme.links import Link
from programme.ranking import WEIGHTS

#: Where nothing else is configured: days are reckoned and shown in the office's zone, times are kept in UTC.
ZONE = ZoneInfo("Asia/Makassar")


@dataclass(frozen=True, slots=True)
class Reminding:
    """When the office reminds people, in its own time zone; on Sundays and holidays never."""

    #: So many days after the last answer of an unfinished registration.
    unfinished_days: tuple[int, ...] = (1,)
    #: So many days after a registration whose papers are still missing.
    papers_days: tuple[int, ...] = (3, 10)
    #: So many days before registration closes, whose registration is unfinished or lacks papers.
    deadline_days: tuple[int, ...] = (7, 2)
    #: So many working days the office promises for verifying; then those who verify are told once a day.
    verify_days: int = 7
    #: So many days before they gather, whoever is called to the training.
    departure_days: tuple[int, ...] = (7, 3, 1)
    #: The quiet hours, in which nobody is reminded.
    quiet_from: time = time(20)
    quiet_until: time = time(7)


@dataclass(frozen=True, slots=True)
class Selecting:
    """How the office selects."""

    #: The list goes to the province and its answer is awaited; otherwise the office decides by itself.
    province: bool = True
    #: What each criterion is worth at most (programme.ranking).
    weights: Mapping[str, int] = field(default_factory=lambda: WEIGHTS)
    #: For so many working days a seat that came free is kept for who was asked, from when the question reached them.
    offer_days: int = 3


@dataclass(frozen=True, slots=True)
class Calling:
    """How people are called to the training."""

    #: What stands in the call letter; empty for the one that comes with the house.
    template: str = ""
    #: After so many days without an answer staff are given a card.
    answer_days: int = 3
    #: What they bring, where staff say nothing else.
    bring: tuple[str, ...] = (
        "KTP, KIA, atau akta lahir asli dan fotokopinya",
        "fotokopi Kartu Keluarga",
        "surat izin orang tua atau wali",
        "ijazah atau rapor terakhir kalau ada",
        "pas foto 3x4",
        "kartu BPJS atau KIS kalau ada, dan obat pribadi",
        "pakaian untuk satu minggu, baju olahraga, dan sepatu",
        "perlengkapan mandi dan ibadah",
    )


@dataclass(frozen=True, slots=True)
class Mentoring:
    """How the office stays with whoever has graduated: when it asks, and what makes it look more closely."""

    #: In these months after monitoring began its people are asked how a business goes.
    months: tuple[int, ...] = (1, 2, 3, 6, 9, 12, 18, 24)
    #: At this hour of the office's day, or somewhat later where many are due.
    hour: int = 10
    #: So many days without an answer, and they are asked once more.
    remind_days: int = 2
    #: So many days later still, and the period counts as silence.
    silent_days: int = 5
    #: What could not be asked for so many days is not asked any more.
    late_days: int = 14
    #: On so many days of a month a business is open: what it takes a day times this is what it takes a month.
    days_a_month: int = 26
    #: After so many days without a report it is not known any more how somebody does.
    known_days: int = 90
    #: So many periods of silence in a row are a risk.
    silent_periods: int = 2
    #: Sales that are lower by more than so many per cent than last time are a risk.
    fall_percent: int = 30
    #: A risk that nobody has looked at for so many days is told to administrators.
    unhandled_days: int = 7
    #: So many days a step of aid may take before whoever holds it up is reminded, and again after as many.
    aid_days: int = 14


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above and below everything that the office prints: its name, its place, and who signs."""

    heading: tuple[str, ...] = (
        "PEMERINTAH KABUPATEN PASER",
        "DINAS SOSIAL",
        "Jl. Contoh No. 1, Tanah Grogot, telepon 0543-000000",
    )
    #: Where letters are dated.
    place: str = "Tana Paser"
    signatory: str = "(nama kepala dinas)"
    title: str = "Kepala Dinas Sosial Kabupaten Paser"
    #: The signatory's staff number; empty where none is printed.
    nip: str = ""
    #: Who gets a copy of a letter (tembusan).
    copies: tuple[str, ...] = ("Kepala Dinas Sosial Provinsi Kalimantan Timur", "Arsip")


@dataclass(frozen=True, slots=True)
class Office:
    """Who the office is, and the rules it set for its registrations."""

    name: str = "Dinas Sosial Kabupaten Paser"
    address: str = "Jl. Contoh No. 1, Tanah Grogot"
    hours: str = "Senin-Jumat 08.00-15.30 WITA"
    phone: str = "0543-000000"
    #: The official responsible for personal data (UU 27/2022 art. 53), named in the notice.
    data_officer: str = "Sekretaris Dinas Sosial"
    #: Kemendagri code of the regency.
    region: str = "64.01"
    #: What registration numbers begin with.
    prefix: str = "PSR"
    #: Whether papers may be sent by chat at all; the platforms' computers stand abroad (UU 27/2022 art. 56).
    documents_by_chat: bool = True
    #: Whether staff may open papers in chats of platforms too; at the office's own page they always may.
    open_papers_in_chat: bool = False
    #: Until a guardian agrees, only the minimum about an under-18 is asked and kept (UU 27/2022 art. 25).
    minimum_until_guardian: bool = True
    #: How long the code serves with which a guardian agrees from a phone of their own.
    guardian_code_hours: int = 168
    #: After so many days without a guardian's yes the child's minimum is erased.
    guardian_days: int = 14
    #: So many days after a decision its person may object.
    objection_days: int = 14
    reminding: Reminding = field(default_factory=Reminding)
    checklist: tuple[DocumentRule, ...] = field(default=tuple(DEFAULT))
    letter: Letterhead = field(default_factory=Letterhead)
    calling: Calling = field(default_factory=Calling)
    selecting: Selecting = field(default_factory=Selecting)
    mentoring: Mentoring = field(default_factory=Mentoring)
    #: How its chats are opened, one for each channel that is set up.
    links: tuple[Link, ...] = ()
