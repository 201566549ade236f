"""The trail as an administrator reads it: pages, filters, names, numbers, and values of one person alone."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from programme import audit, erasure, staff, trail
from programme.audit import Wanted
from programme.office import ZONE
from programme.staff import Invited, Member
from storage.database import Storage
from tests.programme.people import ANI, NOW, contact, intake, submit


def _member(session: Session, name: str) -> Member:
    code = staff.invite(session, Invited(name, ("admin",)), by=None, now=NOW)
    member = staff.accept(session, code, contact(session), NOW)
    assert isinstance(member, Member)
    return member


def _lines(session: Session, member: Member, count: int) -> None:
    for number in range(count):
        staff.note(session, member, f"done_{number}", at=NOW + timedelta(hours=number))


def _shown(page: trail.Page) -> list[str]:
    return [row.entry.action for row in page.rows]


def test_pages_go_back_to_the_first_line_and_forward_again(storage: Storage) -> None:
    with storage.transaction() as tx:
        _lines(tx.session, _member(tx.session, "Bu Ratna"), 21)
        wanted = Wanted(staff_id=1)
        first = trail.page(tx.session, wanted)
        second = trail.page(tx.session, wanted, older=first.rows[-1].entry.id)
        third = trail.page(tx.session, wanted, older=second.rows[-1].entry.id)
        assert _shown(first) == [f"done_{number}" for number in range(20, 10, -1)]
        assert _shown(second) == [f"done_{number}" for number in range(10, 0, -1)]
        assert _shown(third) == ["done_0", "staff_joined"]
        assert [(page.has_newer, page.has_older) for page in (first, second, third)] == [
            (False, True),
            (True, True),
            (True, False),
        ]
        assert _shown(trail.page(tx.session, wanted, newer=third.rows[0].entry.id)) == _shown(second)
        again = trail.page(tx.session, wanted, newer=second.rows[0].entry.id)
        assert (_shown(again), again.has_newer) == (_shown(first), False)


def test_lines_of_one_member_of_one_day_or_of_one_person(storage: Storage) -> None:
    with storage.transaction() as tx:
        ratna, hasan = _member(tx.session, "Bu Ratna"), _member(tx.session, "Pak Hasan")
        ani = submit(tx.session, contact(tx.session), ANI, intake(tx.session))
        staff.note(tx.session, ratna, "verified", at=NOW, person_id=ani.person_id)
        staff.note(tx.session, hasan, "exported", at=NOW + timedelta(days=1))
        (one,) = trail.page(tx.session, Wanted(person_id=trail.person_of(tx.session, ani.number))).rows
        assert (one.staff, one.number, one.entry.action) == ("Bu Ratna", "PSR-2026-0001", "verified")
        assert _shown(trail.page(tx.session, Wanted(staff_id=hasan.id))) == ["exported", "staff_joined"]
        assert _shown(trail.page(tx.session, trail.of_day(date(2026, 3, 3), ZONE))) == ["exported"]
        assert trail.person_of(tx.session, "PSR-2026-0099") is None


def test_a_day_is_the_office_s_from_midnight_to_midnight(storage: Storage) -> None:
    with storage.transaction() as tx:
        ratna = _member(tx.session, "Bu Ratna")
        midnight = trail.of_day(date(2026, 3, 4), ZONE).since
        assert midnight is not None
        for action, at in (("before", midnight - timedelta(seconds=1)), ("first", midnight)):
            staff.note(tx.session, ratna, action, at=at)
        assert _shown(trail.page(tx.session, trail.of_day(date(2026, 3, 4), ZONE))) == ["first"]


def test_values_are_told_of_one_person_alone_and_only_while_their_key_lives(storage: Storage) -> None:
    with storage.transaction() as tx:
        ratna = _member(tx.session, "Bu Ratna")
        ani = submit(tx.session, contact(tx.session), ANI, intake(tx.session))
        staff.note(
            tx.session, ratna, "corrected", at=NOW, person_id=ani.person_id, subject="village", before="a", after="b"
        )
        of_ani = Wanted(person_id=ani.person_id)
        assert [(row.entry.before, row.entry.after) for row in trail.page(tx.session, of_ani).rows] == [("a", "b")]
        assert {row.entry.after for row in trail.page(tx.session, Wanted()).rows} == {None}
        audit.forget(tx.session, ani.person_id)
        assert [row.entry.after for row in trail.page(tx.session, of_ani).rows] == [None]


def test_after_an_erasure_the_lines_stay_and_name_no_registration(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani = submit(tx.session, contact(tx.session), ANI, intake(tx.session))
        person_id = ani.person_id
        erasure.erase_person(tx.session, person_id, by="person", contact_id=None, why="asked", at=NOW)
        page = trail.page(tx.session, Wanted(person_id=person_id))
        assert "erased" in _shown(page)
        assert {row.number for row in page.rows} == {None}
