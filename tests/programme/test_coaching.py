"""Coaching: whom a group holds, whose answer counts, and who is left out."""

from datetime import date, timedelta

from sqlalchemy import select

from programme import coaching, staff
from programme.coaching import Plan
from programme.office import ZONE, Office
from programme.staff import Invited, Member
from storage.database import Storage, Transaction
from storage.tables import Reminder
from tests.programme.following import alumnus, business
from tests.programme.people import NOW, contact

PLAN = Plan(date(2026, 3, 10), "09.00 WITA", "Aula", "Menghitung untung", "all")


def ratna(tx: Transaction) -> Member:
    code = staff.invite(tx.session, Invited("Bu Ratna", ("verifier",)), by=None, now=NOW)
    member = staff.accept(tx.session, code, contact(tx.session), NOW)
    assert isinstance(member, Member)
    return member


def test_groups_tell_how_many_there_are_and_how_many_have_a_chat(storage: Storage) -> None:
    with storage.transaction() as tx:
        business(tx.session, alumnus(tx.session, NOW, "Ani Lestari").person_id, NOW)
        alumnus(tx.session, NOW, "Budi Karangan", has_chat=False)
        paused = alumnus(tx.session, NOW, "Citra Kuaro")
        paused.person.restricted_at = NOW
        tx.session.flush()
        found = {group.id: (group.people, group.reached) for group in coaching.groups(tx.session)}
        assert found == {
            "all": (2, 1),
            "running": (1, 1),
            "kecamatan:64.01.04": (2, 1),
            "skill:tata_boga": (2, 1),
            "year:2026": (2, 1),
        }


def test_nobody_is_reminded_on_a_sunday_nor_twice_for_one_coaching(storage: Storage) -> None:
    with storage.transaction() as tx:
        alumnus(tx.session, NOW, "Ani Lestari")
        monday = Plan(date(2026, 3, 9), "09.00 WITA", "Aula", "Menghitung untung", "all")
        made, chats = coaching.make(tx.session, monday, by=ratna(tx), office=Office(), now=NOW, zone=ZONE)
        assert list(chats) == [guest.id for guest in made.guests]
        (row,) = tx.session.scalars(select(Reminder).where(Reminder.about.startswith("coaching"))).all()
        assert row.due_at.astimezone(ZONE).date() == date(2026, 3, 7)


def test_only_whoever_acts_for_a_guest_answers_and_cancelling_twice_tells_once(storage: Storage) -> None:
    with storage.transaction() as tx:
        member = ratna(tx)
        alumnus(tx.session, NOW, "Ani Lestari")
        made, chats = coaching.make(tx.session, PLAN, by=member, office=Office(), now=NOW, zone=ZONE)
        (guest,) = made.guests
        assert coaching.guest_of(tx.session, guest.id, chats[guest.id]) is guest
        assert coaching.guest_of(tx.session, guest.id, contact(tx.session)) is None
        assert coaching.cancel(tx.session, made, by=member, now=NOW + timedelta(hours=1)) == chats
        assert coaching.cancel(tx.session, made, by=member, now=NOW + timedelta(hours=2)) == {}
