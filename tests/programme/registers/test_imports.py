"""Imports: read in pieces, counted from one instant on, and the same person known again in the next one."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from programme import audit, erasure, intakes
from programme.applications import findings
from programme.checklist import DEFAULT
from programme.office import Office
from programme.registers import applicants, imports
from programme.registers.applicants import Registering
from programme.registers.matches import Match, matches
from programme.registers.reading import Kind
from programme.registers.record import Problem, Record
from storage.database import Storage
from storage.tables import Application, ImportRow, Person
from tests.programme.people import ANI, NOW, contact, intake, submit

NIK = ANI.nik
BUDI = Record(
    row=5,
    nik="6401041205079001",
    full_name="BUDI KARANGAN",
    birth_date=date(2007, 5, 12),
    sex="male",
    village="64.01.04.2015",
    kecamatan="64.01.04",
    first_skill="barista",
    school="SMP kelas 2",
)
ANI_LISTED = Record(
    row=4,
    nik=NIK,
    kk="6401041203159001",
    full_name="ANI LESTARI",
    birth_date=ANI.birth_date,
    sex="female",
    village="64.01.04.1001",
    kecamatan="64.01.04",
    desil=2,
)


def imported(session: Session, *records: Record, kind: Kind = "dtsen", days: int = 0, data: bytes | None = None) -> int:
    """A list that counts since so many days after the first."""
    now = NOW + timedelta(days=days)
    begun = imports.begin(session, kind, data or repr(records).encode(), member=None, now=now)
    imports.stage(session, begun.id, records)
    imports.checked(session, begun.id)
    imports.apply(session, begun.id, member=None, now=now)
    return begun.id


def ani(session: Session, **changes: Any) -> Person:
    person = submit(session, contact(session), ANI, intake(session)).person
    for name, value in changes.items():
        setattr(person, name, value)
    session.flush()
    return person


def listed(**changes: Any) -> Record:
    return Record(**{**{name: getattr(ANI_LISTED, name) for name in Record.__dataclass_fields__}, **changes})


def test_what_is_read_counts_only_once_it_is_applied(storage: Storage) -> None:
    with storage.transaction() as tx:
        person = ani(tx.session)
        begun = imports.begin(tx.session, "dtsen", b"file", member=None, now=NOW)
        imports.stage(tx.session, begun.id, [ANI_LISTED])
        imports.checked(tx.session, begun.id)
        assert matches(tx.session, person) == []
        imports.apply(tx.session, begun.id, member=None, now=NOW)
        assert matches(tx.session, person) == [Match("dtsen", date(2026, 3, 2), "nik", 2, None, {})]


def test_the_same_file_is_known_again_and_reading_goes_on_after_its_last_row(storage: Storage) -> None:
    with storage.transaction() as tx:
        begun = imports.begin(tx.session, "dtsen", b"file", member=None, now=NOW)
        imports.stage(tx.session, begun.id, [ANI_LISTED])
        again = imports.begin(tx.session, "dtsen", b"file", member=None, now=NOW)
        assert (again.id, imports.last_row(tx.session, again.id)) == (begun.id, 4)
        assert imports.begin(tx.session, "ats", b"file", member=None, now=NOW).id != begun.id
        imports.checked(tx.session, begun.id)
        assert imports.cancel(tx.session, begun.id)
        assert not imports.start(tx.session, begun.id)
        assert imports.begin(tx.session, "dtsen", b"file", member=None, now=NOW).id != begun.id


def test_the_report_says_what_was_taken_and_what_is_wrong_where(storage: Storage) -> None:
    doubtful = listed(row=6, nik=None, full_name="Siti", problems=(Problem("nik", "NIK", "digits_lost"),))
    no_name = Record(row=7, problems=(Problem("name", "Nama", "name_missing", is_fatal=True),))
    with storage.transaction() as tx:
        begun = imports.begin(tx.session, "dtsen", b"file", member=None, now=NOW)
        imports.stage(tx.session, begun.id, [ANI_LISTED, doubtful])
        imports.stage(tx.session, begun.id, [no_name, listed(row=8)])
        report = imports.report(tx.session, begun.id)
        assert (report.rows, report.taken, report.doubtful, report.repeated, report.left_out) == (4, 2, 1, 1, 1)
        assert report.mistakes == {"digits_lost": 1, "name_missing": 1, "repeated": 1}
        first = imports.faulty(tx.session, begun.id, 1)
        assert [(faulty.row, faulty.problems) for faulty in first] == [(6, doubtful.problems)]


def test_a_newer_list_says_anew_what_it_says_of_the_same_person(storage: Storage) -> None:
    with storage.transaction() as tx:
        person = ani(tx.session)
        imported(tx.session, ANI_LISTED)
        imported(tx.session, listed(desil=5), days=90)
        imported(tx.session, BUDI, days=91)
        (match,) = matches(tx.session, person)
        assert (match.desil, match.as_of) == (5, date(2026, 5, 31))


@pytest.mark.parametrize(
    ("changes", "how", "differs"),
    [
        ({"full_name": "Ani Lestari, S.Pd"}, "nik", {}),
        ({"birth_date": date(2007, 8, 18)}, "nik", {"birth_date": date(2007, 8, 18)}),
        (
            {"nik": None, "village": "64.01.05.2002", "kecamatan": "64.01.05"},
            "name_birth",
            {"village": "64.01.05.2002"},
        ),
        ({"nik": "6401045708079003"}, "name_birth", {"nik": "6401********9003"}),
        ({"nik": None, "birth_date": None, "sex": None}, "name_kecamatan", {}),
        ({"nik": None, "birth_date": date(2007, 7, 17)}, "name_kecamatan", {"birth_date": date(2007, 7, 17)}),
        ({"nik": None, "birth_date": date(1999, 1, 2)}, None, {}),
        ({"nik": None, "birth_date": None, "kecamatan": "64.01.05"}, None, {}),
        ({"nik": "6401045708079003", "birth_date": date(2007, 7, 17)}, None, {}),
        ({"nik": None, "full_name": "Anita Lestari"}, None, {}),
    ],
)
def test_how_somebody_is_found_and_what_differs(
    storage: Storage, changes: dict[str, Any], how: str | None, differs: dict[str, Any]
) -> None:
    with storage.transaction() as tx:
        person = ani(tx.session)
        imported(tx.session, listed(**changes))
        found = matches(tx.session, person)
        assert [match.how for match in found] == ([how] if how else [])
        assert not found or found[0].differs == differs


def test_a_member_has_the_desil_of_the_family_in_another_file(storage: Storage) -> None:
    head = Record(row=2, kk=ANI_LISTED.kk, full_name="Lestari", kecamatan="64.01.04", desil=1)
    with storage.transaction() as tx:
        person = ani(tx.session)
        imported(tx.session, listed(desil=None))
        imported(tx.session, head)
        assert [match.desil for match in matches(tx.session, person)] == [1]


def test_each_register_says_its_own(storage: Storage) -> None:
    with storage.transaction() as tx:
        person = ani(tx.session)
        imported(tx.session, ANI_LISTED)
        imported(tx.session, listed(nik=None, status="ltm"), kind="ats")
        assert [(match.register, match.how, match.status) for match in matches(tx.session, person)] == [
            ("dtsen", "nik", None),
            ("ats", "name_birth", "ltm"),
        ]
        person.full_name, person.anonymised_at = "", NOW
        assert matches(tx.session, person) == []


def test_nothing_of_a_list_stands_in_the_clear(storage: Storage) -> None:
    with storage.transaction() as tx:
        imported(tx.session, ANI_LISTED)
        stored = " ".join(map(str, tx.connection.exec_driver_sql("SELECT * FROM import_rows").one()))
        for value in (NIK, ANI_LISTED.kk, "LESTARI", "Lestari", "2007-08-17"):
            assert str(value) not in stored


def test_a_person_who_is_erased_leaves_the_register_as_it_is(storage: Storage) -> None:
    """It is kept on another ground, and the next list would bring it back."""
    with storage.transaction() as tx:
        person = ani(tx.session)
        imported(tx.session, ANI_LISTED)
        erasure.erase_person(tx.session, person.id, by="person", contact_id=None, why="asked", at=NOW)
        assert tx.session.query(Person).count() == 0
        assert tx.session.query(ImportRow).filter(ImportRow.content.is_not(None)).count() == 1


def test_how_many_people_the_lists_of_a_time_name(storage: Storage) -> None:
    with storage.transaction() as tx:
        imported(tx.session, ANI_LISTED, BUDI)
        imported(tx.session, listed(desil=5), days=90)
        assert imports.listed_between(tx.session, NOW - timedelta(days=1), NOW + timedelta(days=1)) == 2
        assert imports.listed_between(tx.session, NOW - timedelta(days=1), NOW + timedelta(days=100)) == 2
        assert imports.listed_between(tx.session, NOW + timedelta(days=100), NOW + timedelta(days=101)) == 0


def registering(session: Session, member: None = None) -> Registering:
    opened = intakes.open_intake(session, date(2026, 3, 2))
    assert opened is not None
    return Registering(opened, Office(), member, date(2026, 3, 2), NOW)


def listed_applicants(session: Session, *records: Record) -> int:
    by = registering(session)
    begun = imports.begin(session, "applicants", repr(records).encode(), member=None, now=NOW)
    imports.stage(session, begun.id, records, lambda record: applicants.look(session, record, by.intake))
    while applicants.register(session, begun.id, by, 1):
        pass
    return begun.id


def test_a_list_of_applicants_becomes_registrations_once(storage: Storage) -> None:
    with storage.transaction() as tx:
        intake(tx.session)
        import_id = listed_applicants(tx.session, BUDI)
        (application,) = tx.session.query(Application)
        assert (application.number, application.contact_id, application.first_skill) == (
            "PSR-2026-0001",
            None,
            "barista",
        )
        assert (application.state, application.last_school) == ("berkas_kurang", "smp")
        assert [event.state for event in application.history] == ["terdaftar", "berkas_kurang"]
        assert [line.action for line in audit.trail(tx.session, application.person_id)] == ["registered"]
        (row,) = tx.session.query(ImportRow).filter_by(import_id=import_id)
        assert (row.application_id, row.content, row.name_hash) == (application.id, None, None)
        again = listed_applicants(tx.session, Record(**{**_fields(BUDI), "row": 9, "nik": None}))
        assert imports.report(tx.session, again).mistakes == {"registered_already": 1}
        assert tx.session.query(Application).count() == 1


def test_who_registered_by_chat_is_not_registered_again(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani(tx.session)
        import_id = listed_applicants(tx.session, listed(first_skill="barista"))
        assert imports.report(tx.session, import_id).mistakes == {"registered_already": 1}


def test_the_same_nik_under_another_name_is_a_finding_for_staff(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani(tx.session)
        listed_applicants(
            tx.session, listed(full_name="Rina Contoh", first_skill="barista", birth_date=date(2009, 1, 2))
        )
        application = tx.session.query(Application).order_by(Application.id.desc()).first()
        assert application is not None
        rules = {finding.rule for finding in findings(tx.session, application)}
        assert rules >= {"nik_known_elsewhere", "guardian_missing", "document_missing"}
        assert {document.kind for document in application.documents} == {
            rule.id for rule in DEFAULT if rule.need == "required"
        }


def test_a_skill_that_is_not_offered_is_said(storage: Storage) -> None:
    with storage.transaction() as tx:
        intake(tx.session)
        import_id = listed_applicants(tx.session, Record(**{**_fields(BUDI), "first_skill": "perbengkelan"}))
        assert imports.report(tx.session, import_id).mistakes == {"skill_not_offered": 1}


def _fields(record: Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in Record.__dataclass_fields__}
