"""Mentors: by kecamatan to whoever has the fewest, by hand for good, and on to the next when one leaves."""

from datetime import date

import pytest

from programme import businesses, mentors, staff
from programme.businesses import Described
from programme.office import ZONE, Office
from programme.staff import Invited, Member
from storage.database import Storage, Transaction
from storage.tables import Person
from tests.programme.people import NOW, contact

GROGOT, KUARO = "64.01.04", "64.01.06"


@pytest.fixture
def people(storage: Storage) -> list[int]:
    """Four with a business, in one kecamatan."""
    with storage.transaction() as tx:
        session, found = tx.session, []
        for name in ("Ani Lestari", "Budi Karangan", "Citra Kuaro", "Dodi Sempulang"):
            person = Person(full_name=name, birth_date=date(2006, 1, 5), village=f"{GROGOT}.1001", created_at=NOW)
            session.add(person)
            session.flush()
            told = Described("food", name, person.village, date(2026, 1, 5), with_others=False)
            businesses.record(session, person.id, told, office=Office(), now=NOW, zone=ZONE)
            found.append(person.id)
        return found


def join(tx: Transaction, name: str, *roles: str) -> Member:
    code = staff.invite(tx.session, Invited(name, roles or ("mentor",)), by=None, now=NOW)
    member = staff.accept(tx.session, code, contact(tx.session), NOW)
    assert isinstance(member, Member)
    return member


def mentor_of(tx: Transaction, person_id: int) -> str | None:
    found = mentors.of_person(tx.session, tx.session.get_one(Person, person_id), NOW)
    return found.name if found else None


def test_who_has_the_kecamatan_and_the_fewest_people_is_next(storage: Storage, people: list[int]) -> None:
    with storage.transaction() as tx:
        assert mentors.assign(tx.session, NOW) == 4
        mega, tono = join(tx, "Bu Mega"), join(tx, "Pak Tono")
        join(tx, "Bu Rina")
        mentors.set_areas(tx.session, mega, [GROGOT], by=mega, now=NOW)
        assert {mentor_of(tx, one) for one in people} == {"Bu Mega"}
        mentors.set_areas(tx.session, tono, [GROGOT, KUARO], by=tono, now=NOW)
        assert [(one.member.name, one.people) for one in mentors.mentors(tx.session)] == [
            ("Bu Mega", 4),
            ("Pak Tono", 0),
            ("Bu Rina", 0),
        ]
        told = Described("food", "Warung Eka", f"{GROGOT}.1001", None, with_others=False)
        eka = Person(full_name="Eka", birth_date=date(2006, 1, 5), village=f"{GROGOT}.1001", created_at=NOW)
        tx.session.add(eka)
        tx.session.flush()
        businesses.record(tx.session, eka.id, told, office=Office(), now=NOW, zone=ZONE)
        assert mentor_of(tx, eka.id) == "Pak Tono"


def test_who_was_chosen_by_hand_stays_when_areas_change(storage: Storage, people: list[int]) -> None:
    with storage.transaction() as tx:
        mega, tono = join(tx, "Bu Mega"), join(tx, "Pak Tono")
        mentors.set_areas(tx.session, mega, [GROGOT], by=mega, now=NOW)
        mentors.hand_over(tx.session, tx.session.get_one(Person, people[0]), mega, by=mega, now=NOW)
        mentors.set_areas(tx.session, tono, [GROGOT], by=tono, now=NOW)
        mentors.set_areas(tx.session, mega, [KUARO], by=mega, now=NOW)
        assert [mentor_of(tx, one) for one in people] == ["Bu Mega", "Pak Tono", "Pak Tono", "Pak Tono"]


def test_the_people_of_a_mentor_who_left_are_the_next_ones(storage: Storage, people: list[int]) -> None:
    with storage.transaction() as tx:
        admin, mega, tono = join(tx, "Bu Ratna", "admin"), join(tx, "Bu Mega"), join(tx, "Pak Tono")
        mentors.set_areas(tx.session, mega, [GROGOT], by=admin, now=NOW)
        mentors.set_areas(tx.session, tono, [GROGOT], by=admin, now=NOW)
        staff.remove(tx.session, mega.id, by=admin, now=NOW)
        assert mentors.assign(tx.session, NOW) == 0
        assert {mentor_of(tx, one) for one in people} == {"Pak Tono"}
        staff.remove(tx.session, tono.id, by=admin, now=NOW)
        assert mentor_of(tx, people[0]) is None
