"""Who works here: invited once, limited to their tasks, out at once, and never without an administrator."""

from datetime import timedelta
from typing import get_args

import pytest
from sqlalchemy.orm import Session

from programme import staff
from programme.staff import DUTIES, ROLES, Duty, Invited, LastAdmin, Member
from storage.database import Storage
from storage.tables import AuditEntry, StaffInvitation
from tests.programme.people import NOW, contact

RATNA = Invited("Bu Ratna", ("admin",))
HASAN = Invited("Pak Hasan", ("verifier", "mentor"))
OFFICER = Invited("Bu Desa", ("village_officer",), ("64.01.04.1001", "64.01.04.2002"))


def joined(session: Session, invited: Invited) -> Member:
    code = staff.invite(session, invited, by=None, now=NOW)
    member = staff.accept(session, code, contact(session), NOW)
    assert isinstance(member, Member)
    return member


def test_a_code_makes_its_writer_a_member_with_the_roles_it_was_made_for(storage: Storage) -> None:
    with storage.transaction() as tx:
        member = joined(tx.session, HASAN)
    with storage.transaction() as tx:
        found = staff.of_contact(tx.session, member.contact_id or 0)
        assert found == member
        assert found.roles == {"verifier", "mentor"}
        assert found.may("verify")
        assert not found.may("staff")


def test_a_code_serves_once_and_not_for_ever(storage: Storage) -> None:
    with storage.transaction() as tx:
        code = staff.invite(tx.session, HASAN, by=None, now=NOW)
        late = NOW + staff.INVITED_FOR
        assert staff.accept(tx.session, code, contact(tx.session), late) == "expired"
        assert isinstance(staff.accept(tx.session, code, contact(tx.session), NOW), Member)
        assert staff.accept(tx.session, code, contact(tx.session), NOW) == "used"


def test_a_code_that_nobody_was_given_opens_nothing_and_who_guesses_waits(storage: Storage) -> None:
    with storage.transaction() as tx:
        guesser = contact(tx.session)
        tries = [staff.accept(tx.session, f"7KQ4X2P9{digit}", guesser, NOW) for digit in range(6)]
        assert tries == ["unknown"] * 5 + ["wait"]
        assert code_kept(tx.session) == []
        assert staff.accept(tx.session, "7KQ4X2P9W", guesser, NOW + timedelta(hours=2)) == "unknown"


def code_kept(session: Session) -> list[StaffInvitation]:
    return session.query(StaffInvitation).all()


def test_who_was_removed_may_do_nothing_from_that_moment_and_keeps_their_place_in_the_trail(storage: Storage) -> None:
    with storage.transaction() as tx:
        admin, hasan = joined(tx.session, RATNA), joined(tx.session, HASAN)
        staff.remove(tx.session, hasan.id, by=admin, now=NOW)
        assert staff.of_contact(tx.session, hasan.contact_id or 0) is None
        assert staff.get(tx.session, hasan.id) is None
        assert [member.name for member in staff.members(tx.session)] == ["Bu Ratna"]
        assert staff.name_of(tx.session, hasan.id) == "Pak Hasan"
        line = tx.session.query(AuditEntry).filter_by(action="staff_removed").one()
        assert (line.by, line.staff_id) == ("staff", admin.id)


def test_who_comes_back_is_the_same_member(storage: Storage) -> None:
    with storage.transaction() as tx:
        admin, hasan = joined(tx.session, RATNA), joined(tx.session, HASAN)
        staff.remove(tx.session, hasan.id, by=admin, now=NOW)
        code = staff.invite(tx.session, Invited("Pak Hasan", ("mentor",)), by=admin, now=NOW)
        again = staff.accept(tx.session, code, hasan.contact_id or 0, NOW)
        assert isinstance(again, Member)
        assert (again.id, again.roles) == (hasan.id, frozenset({"mentor"}))


def test_the_last_administrator_cannot_go(storage: Storage) -> None:
    with storage.transaction() as tx:
        admin, hasan = joined(tx.session, RATNA), joined(tx.session, HASAN)
        with pytest.raises(LastAdmin):
            staff.remove(tx.session, admin.id, by=admin, now=NOW)
        with pytest.raises(LastAdmin):
            staff.set_roles(tx.session, admin.id, {"verifier"}, (), by=admin, now=NOW)
        staff.set_roles(tx.session, hasan.id, {"admin", "verifier"}, (), by=admin, now=NOW)
        staff.remove(tx.session, admin.id, by=hasan, now=NOW)
        assert [member.roles for member in staff.members(tx.session)] == [{"admin", "verifier"}]


def test_a_village_officer_is_one_for_their_villages(storage: Storage) -> None:
    with storage.transaction() as tx:
        admin, officer = joined(tx.session, RATNA), joined(tx.session, OFFICER)
        assert officer.villages == set(OFFICER.villages)
        assert officer.only_villages == officer.villages
        staff.set_roles(tx.session, officer.id, {"verifier"}, officer.villages, by=admin, now=NOW)
        changed = staff.get(tx.session, officer.id)
        assert changed is not None
        assert changed.villages == frozenset()
        assert changed.only_villages is None


@pytest.mark.parametrize("duty", get_args(Duty))
@pytest.mark.parametrize("role", ROLES)
def test_every_duty_says_of_every_role_whether_it_may(role: str, duty: Duty) -> None:
    member = Member(1, 1, "Bu Ratna", frozenset({role}), frozenset())
    assert member.may(duty) == (role in DUTIES[duty])
    assert "admin" in DUTIES[duty]
