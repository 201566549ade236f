"""Invented people for the demo: nobody here exists.

Names are common ones put together at will; every NIK has a serial from 9001, which Dukcapil would reach only after nine
thousand births of one day in one district, and every phone number lies in 0812-0000-xxxx. Dates are reckoned from the
day on which the demo starts, so that the stories are always recent.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import applications, notice, reminders, sample_alumni, staff
from programme.applications import ConsentAnswer, DocumentAnswer, Form
from programme.checklist import DEFAULT, OPTIONAL
from programme.office import ZONE, Office
from storage.tables import Address, Contact, Intake, IntakeSkill

SKILLS = ("perbengkelan", "tata_boga", "tata_rias", "barista")


@dataclass(frozen=True, slots=True)
class Sample:
    """Somebody whom a visitor of the demo can be."""

    address: str
    name: str
    stage: str
    who: str


@dataclass(frozen=True, slots=True)
class _Story:
    """One application: who it is about, when it came (days ago), and what became of it since."""

    address: str
    full_name: str
    #: Age today, and how many days ago it was reached.
    age: int
    birthday: int
    sex: str
    village: str
    skills: tuple[str, str | None]
    registered: int
    #: Later states, each with how many days ago it was entered.
    since: tuple[tuple[str, int], ...] = ()
    reason: str | None = None
    for_whom: str = "self"
    guardian: tuple[str, str] | None = None
    guardian_agreed: bool | None = None
    #: Papers that are not here.
    lacking: Mapping[str, str] = field(default_factory=dict)
    earlier_intake: bool = False


SAMPLES: tuple[Sample, ...] = (
    Sample("sample-rahmat", "Rahmat Hidayat", "Baru mendaftar", "18 tahun, mau belajar perbengkelan"),
    Sample("sample-sari", "Sari Wulandari", "Berkas belum lengkap", "19 tahun, mau belajar tata boga"),
    Sample("sample-dewi", "Dewi Anggraini", "Berkas lengkap", "18 tahun, mau belajar tata rias"),
    Sample("sample-yoga", "Yoga Pratama", "Sudah diverifikasi", "19 tahun, mau jadi barista"),
    Sample("sample-nurul", "Nurul Hasanah", "Cadangan", "19 tahun, menunggu kursi kosong"),
    Sample("sample-agus", "Agus Setiawan", "Terpilih", "20 tahun, segera berangkat"),
    Sample("sample-fitri", "Fitri Ramadhani", "Menunggu persetujuan wali", "16 tahun, walinya belum setuju"),
    Sample(
        "sample-mariani", "Ibu Mariani (wali)", "Belum menulis kode", "Ibu dari Fitri, menulis kode izinnya di sini"
    ),
    Sample("sample-hendra", "Hendra Saputra", "Tidak lolos", "22 tahun, diarahkan ke tempat lain"),
    Sample("sample-rohani", "Ibu Rohani", "Mendaftarkan dua anaknya", "Ibu dari Bayu dan Lestari"),
    Sample("sample-maya", "Maya Puspita", "Alumni, punya usaha", "Dapur Maya, empat hari lagi ditanya kabarnya"),
    Sample("sample-rizky", "Rizky Maulana", "Alumni, belum punya usaha", "Lulus perbengkelan, sedang mencari kerja"),
    Sample("sample-ratna", "Bu Ratna (admin)", "Petugas", "Mengatur angkatan, seleksi, dan petugas"),
    Sample("sample-hasan", "Pak Hasan (verifikator)", "Petugas", "Memeriksa pendaftaran satu per satu"),
    Sample("sample-tini", "Bu Tini (verifikator)", "Petugas", "Memutus keberatan atas keputusan Pak Hasan"),
    Sample("sample-aminah", "Bu Aminah (pendamping)", "Petugas", "Mendampingi usaha di Tanah Grogot dan Kuaro"),
    Sample("sample-jono", "Pak Jono (petugas desa)", "Petugas", "Mendaftarkan orang di desanya"),
)

#: Who works at the demo's office, and as what.
_STAFF: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "sample-ratna": ("Bu Ratna", ("admin",)),
    "sample-hasan": ("Pak Hasan", ("verifier",)),
    "sample-tini": ("Bu Tini", ("verifier",)),
    "sample-aminah": ("Bu Aminah", ("mentor",)),
    "sample-jono": ("Pak Jono", ("village_officer",)),
}
#: Where the village officer looks after people.
_OFFICERS_VILLAGES = ("64.01.04.1001", "64.01.04.2002")

_STORIES: tuple[_Story, ...] = (
    _Story("sample-rahmat", "Rahmat Hidayat", 18, 150, "male", "64.01.04.1001", ("perbengkelan", None), registered=1),
    _Story(
        "sample-sari",
        "Sari Wulandari",
        19,
        90,
        "female",
        "64.01.05.1001",
        ("tata_boga", "tata_rias"),
        registered=6,
        lacking={"poverty_proof": "later", "guardian_permission": "office"},
    ),
    _Story(
        "sample-dewi",
        "Dewi Anggraini",
        18,
        205,
        "female",
        "64.01.06.1001",
        ("tata_rias", "tata_boga"),
        registered=12,
        since=(("berkas_lengkap", 8),),
    ),
    _Story(
        "sample-yoga",
        "Yoga Pratama",
        19,
        120,
        "male",
        "64.01.01.2011",
        ("barista", "perbengkelan"),
        registered=25,
        since=(("berkas_lengkap", 21), ("diverifikasi", 5)),
    ),
    _Story(
        "sample-nurul",
        "Nurul Hasanah",
        19,
        60,
        "female",
        "64.01.08.1001",
        ("tata_boga", "barista"),
        registered=110,
        since=(("berkas_lengkap", 104), ("diverifikasi", 90), ("diusulkan", 60), ("cadangan", 30)),
        earlier_intake=True,
    ),
    _Story(
        "sample-agus",
        "Agus Setiawan",
        20,
        35,
        "male",
        "64.01.03.2004",
        ("perbengkelan", None),
        registered=108,
        since=(("berkas_lengkap", 100), ("diverifikasi", 88), ("diusulkan", 60), ("ditetapkan", 30)),
        earlier_intake=True,
    ),
    _Story(
        "sample-fitri",
        "Fitri Ramadhani",
        16,
        170,
        "female",
        "64.01.07.1001",
        ("barista", "tata_rias"),
        registered=3,
        guardian=("Mariani", "+6281200000107"),
        guardian_agreed=False,
    ),
    _Story(
        "sample-hendra",
        "Hendra Saputra",
        22,
        80,
        "male",
        "64.01.09.2001",
        ("perbengkelan", "barista"),
        registered=20,
        since=(("berkas_lengkap", 18), ("tidak_lolos", 4)),
        reason="Umur pada tanggal acuan sudah lewat 20 tahun.",
    ),
    _Story(
        "sample-rohani",
        "Bayu Firmansyah",
        17,
        45,
        "male",
        "64.01.10.2001",
        ("perbengkelan", None),
        registered=15,
        since=(("berkas_lengkap", 9),),
        for_whom="child",
        guardian=("Rohani", "+6281200000109"),
        guardian_agreed=True,
    ),
    _Story(
        "sample-rohani",
        "Lestari Firmansyah",
        18,
        100,
        "female",
        "64.01.10.2001",
        ("tata_rias", "tata_boga"),
        registered=15,
        for_whom="child",
        lacking={"identity": "later", "photo": "later"},
    ),
)


#: Keeps the picture of a paper of that kind as if it had been sent from that address, and returns its id.
KeepPaper = Callable[[str, str], str | None]


def no_picture(_kind: str, _address: str) -> None:
    """The paper was shown at the office."""


def sow(session: Session, now: datetime, keep: KeepPaper = no_picture) -> None:
    """Put the invented people and their intakes into an empty demo; what is there stays as the visitor left it."""
    today = now.astimezone(ZONE).date()
    earlier, current = _intakes(session, today)
    new = {sample.address for sample in SAMPLES if _address(session, sample.address) is None}
    contacts = {address: _contact(session, address, now) for address in sorted(new)}
    stories = [(serial, story) for serial, story in enumerate(_STORIES, start=9001) if story.address in new]
    for serial, story in sorted(stories, key=lambda numbered: -numbered[1].registered):
        intake = earlier if story.earlier_intake else current
        _tell(session, contacts[story.address].id, _form(story, serial, today, keep), story, intake, serial, today)
    for address in sorted(new & set(_STAFF)):
        _employ(session, contacts[address].id, *_STAFF[address], now)
    alumni = {address: contacts[address].id for address in sample_alumni.ADDRESSES if address in new}
    sample_alumni.sow(session, alumni, now)


def _employ(session: Session, contact_id: int, name: str, roles: tuple[str, ...], now: datetime) -> None:
    """Invited as everybody of an office is."""
    villages = _OFFICERS_VILLAGES if staff.VILLAGE_OFFICER in roles else ()
    code = staff.invite(session, staff.Invited(name, roles, villages), by=None, now=now)
    staff.accept(session, code, contact_id, now)


def _intakes(session: Session, today: date) -> tuple[Intake, Intake]:
    """One whose applicants were chosen already, and one that takes registrations for some weeks yet."""
    found = session.scalars(select(Intake).order_by(Intake.id)).all()
    if not found:
        found = [
            _intake("Angkatan I", today, quota=1, opens=-130, closes=-70, news_by=10, starts=20),
            _intake("Angkatan II", today, quota=4, opens=-40, closes=35, news_by=49, starts=75),
        ]
        session.add_all(found)
    earlier, current = found[0], found[-1]
    if current.closes < today:  # a demo of long ago, started again
        current.closes, current.news_by = today + timedelta(days=35), today + timedelta(days=49)
    session.flush()
    return earlier, current


def _intake(name: str, today: date, *, quota: int, **days: int) -> Intake:
    dates = {what: today + timedelta(days=offset) for what, offset in days.items()}
    skills = [IntakeSkill(skill=skill, seats=1, position=place) for place, skill in enumerate(SKILLS)]
    return Intake(
        year=today.year,
        name=f"{name} {today.year}",
        place="Samarinda",
        quota=quota,
        reference_date=dates["starts"],
        ends=dates["starts"] + timedelta(days=120),  # three months in the dormitory and one of internship (2024)
        skills=skills,
        **dates,
    )


def _address(session: Session, address: str) -> Address | None:
    return session.scalar(select(Address).filter_by(channel="local", address=address))


def _contact(session: Session, address: str, now: datetime) -> Contact:
    contact = Contact(last_message_at=now, created_at=now)
    session.add(contact)
    session.flush()
    session.add(Address(contact_id=contact.id, channel="local", address=address, created_at=now))
    return contact


def _tell(
    session: Session, contact_id: int, form: Form, story: _Story, intake: Intake, serial: int, today: date
) -> None:
    """Register as anybody does, then let the later states follow on their days."""
    application = applications.submit(
        session,
        contact_id,
        form,
        intake_id=intake.id,
        prefix=Office().prefix,
        now=_moment(today, story.registered, serial),
        checklist=DEFAULT,
    )
    reminders.plan(session, application, Office())
    for state, days_ago in story.since:
        applications.enter(application, state, _moment(today, days_ago, serial), by="staff")
    application.history[-1].reason = story.reason
    session.flush()


def _form(story: _Story, serial: int, today: date, keep: KeepPaper) -> Form:
    birth = _birth(story, today)
    at = _moment(today, story.registered, serial)
    asked = story.guardian_agreed is not False
    guardian_name, guardian_phone = story.guardian or (None, None)
    return Form(
        for_whom=story.for_whom,
        full_name=story.full_name,
        birth_date=birth,
        sex=story.sex if asked else None,
        village=story.village,
        guardian_name=guardian_name,
        guardian_phone=guardian_phone,
        guardian_agreed=story.guardian_agreed,
        nik=_nik(story, birth, serial) if asked else None,
        phone=f"+6281200000{serial % 1000:03d}",
        address_note=None,
        last_school="smp" if asked else None,
        last_class="9" if asked else None,
        year_left=birth.year + 16 if asked else None,
        still_in_school=False,
        reason_left="cost" if asked else None,
        aid=("pkh",) if asked else None,
        desil=None,
        first_skill=story.skills[0],
        second_skill=story.skills[1],
        dormitory=True if asked else None,
        documents=_documents(story, keep) if asked else {},
        consents=_consents(story, at),
        notice_version=notice.VERSION,
        language="id",
    )


def _birth(story: _Story, today: date) -> date:
    """A birth date that makes them as old as the story says, whenever the demo starts."""
    birthday = today - timedelta(days=story.birthday)
    return birthday.replace(year=birthday.year - story.age, day=min(birthday.day, 28))


def _nik(story: _Story, birth: date, serial: int) -> str:
    day = birth.day + (40 if story.sex == "female" else 0)
    return f"{story.village[:8].replace('.', '')}{day:02d}{birth:%m%y}{serial}"


def _documents(story: _Story, keep: KeepPaper) -> dict[str, DocumentAnswer]:
    """All but the optional ones are here, unless the story says otherwise."""
    states = {rule.id: "received" for rule in DEFAULT if rule.need != OPTIONAL} | dict(story.lacking)
    return {
        kind: DocumentAnswer(state, keep(kind, story.address) if state == "received" else None)
        for kind, state in states.items()
    }


def _consents(story: _Story, at: datetime) -> tuple[ConsentAnswer, ...]:
    given = {"notice": True, "reminders": True, "announcements": False, "photos": False}
    if story.guardian_agreed is not None:
        given["guardian"] = story.guardian_agreed
    return tuple(ConsentAnswer(purpose, agreed, at) for purpose, agreed in given.items())


def _moment(today: date, days_ago: int, serial: int) -> datetime:
    """Some minute of the office's hours on that day."""
    return datetime.combine(today - timedelta(days=days_ago), time(9 + serial % 6, serial * 7 % 60), ZONE)
