"""What the office counts, and what of it the public may be told."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from programme import applications, erasure
from programme.overview import for_public, overview
from programme.reading import places
from storage.database import Storage
from storage.tables import Application, Intake
from tests.programme.people import ANI, NOW, contact, intake, submit

PASER = places.region("64.01")


def _applicant(session: Session, intake_id: int, name: str, village: str, skill: str) -> Application:
    form = replace(ANI, full_name=name, village=village, first_skill=skill, second_skill=None, nik=None)
    return submit(session, contact(session), form, intake_id)


def _three(session: Session) -> tuple[int, list[Application]]:
    first, second = intake(session), intake(session, name="Angkatan II", reference_date=date(2026, 9, 1))
    return first, [
        _applicant(session, first, "Ani", "64.01.04.1001", "tata_boga"),
        _applicant(session, first, "Budi", "64.01.04.2003", "barista"),
        _applicant(session, second, "Citra", "outside", "barista"),
    ]


def test_each_table_counts_everybody_once(storage: Storage) -> None:
    with storage.transaction() as tx:
        first, (ani, *_) = _three(tx.session)
        applications.enter(ani, "berkas_lengkap", NOW, by="staff")
        ani.person.restricted_at = NOW
        tx.session.flush()
        counts = overview(tx.session)
        assert (counts.total, counts.paused) == (3, 1)
        assert counts.states == {"terdaftar": 2, "berkas_lengkap": 1}
        assert list(counts.states) == ["terdaftar", "berkas_lengkap"]
        assert counts.skills == {"barista": 2, "tata_boga": 1}
        assert counts.kecamatan == {"64.01.04": 2, "outside": 1}
        assert counts.intakes[first] == 2
        assert overview(tx.session, intake_id=first).total == 2


def test_who_was_anonymised_is_still_counted_in_their_kecamatan(storage: Storage) -> None:
    with storage.transaction() as tx:
        _, (ani, *_) = _three(tx.session)
        erasure.anonymise(tx.session, ani.person, by="system", why="time", at=NOW)
        assert overview(tx.session).kecamatan["64.01.04"] == 2


def test_the_public_hears_no_small_number_and_every_category_stands_there(storage: Storage) -> None:
    with storage.transaction() as tx:
        first = intake(tx.session)
        for number in range(7):
            village = "64.01.04.1001" if number else "64.01.05.1001"
            _applicant(tx.session, first, f"Ani {'I' * number}", village, "tata_boga")
        told = for_public(tx.session, tx.session.get_one(Intake, first), PASER)
        assert told.total == 7
        assert told.skills.shown == {}  # a seven alone would say that nobody chose barista
        assert set(told.kecamatan.hidden) == {*PASER.kecamatan, "outside"}
        assert told.states.together == 7


def test_so_few_that_the_public_hears_nothing(storage: Storage) -> None:
    with storage.transaction() as tx:
        first, _ = _three(tx.session)
        told = for_public(tx.session, tx.session.get_one(Intake, first), PASER)
        assert (told.total, told.skills.together, told.kecamatan.shown) == (None, None, {})
