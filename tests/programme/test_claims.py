"""Claims: who is likely is found in spite of slips, and each is decided once; whose chat it is follows from that."""

from dataclasses import replace
from datetime import date, timedelta

from programme import alumni, claims, people, staff
from programme.claims import Said
from programme.office import ZONE, Office
from programme.staff import Invited, Member
from storage import messages
from storage.database import Storage, Transaction
from storage.tables import Acting, Alumnus, AlumnusClaim
from tests.programme.people import ANI, NOW

SAID = Said("Ani Lestary", date(2005, 3, 14), 2023, "barista", ANI.village)


def contact(tx: Transaction, address: str = "guest-new") -> int:
    return messages.conversation(tx, "local", address, NOW).contact_id


def known(tx: Transaction, name: str, born: date, *, year: int = 2023, skill: str = "barista") -> Alumnus:
    data = replace(ANI, full_name=name, birth_date=born, nik=None).personal()
    person = people.keep(tx.session, None, data, NOW)
    return alumni.enter_year(tx.session, person, skill, year, NOW, NOW.date())


def member(tx: Transaction, name: str) -> Member:
    code = staff.invite(tx.session, Invited(name, ("mentor",)), by=None, now=NOW)
    joined = staff.accept(tx.session, code, contact(tx, name), NOW)
    assert isinstance(joined, Member)
    return joined


def made(tx: Transaction) -> AlumnusClaim:
    claim = claims.make(tx.session, contact(tx), SAID, NOW)
    assert claim is not None
    return claim


def test_the_likeliest_stand_first_and_nobody_whose_record_may_not_be_worked_with(storage: Storage) -> None:
    with storage.transaction() as tx:
        same = known(tx, "Ani Lestari", date(2005, 3, 14))
        namesake = known(tx, "Ani Lestari", date(1999, 1, 1), year=2022)
        known(tx, "Budi Karangan", date(2005, 3, 14))
        paused = known(tx, "Ani Lestari", date(2005, 3, 14))
        paused.person.restricted_at = NOW
        assert claims.likely(tx.session, SAID) == [same, namesake]


def test_a_claim_waits_once_for_each_chat_and_is_decided_once(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani = known(tx, "Ani Lestari", SAID.birth_date)
        ratna, hasan = member(tx, "Bu Ratna"), member(tx, "Pak Hasan")
        claim = made(tx)
        assert claims.make(tx.session, contact(tx), SAID, NOW) is None
        assert claims.confirm(tx.session, claim.id, ani, by=ratna, at=NOW)
        assert not claims.confirm(tx.session, claim.id, ani, by=hasan, at=NOW)
        assert claims.reject(tx.session, claim.id, "Bukan.", by=hasan, at=NOW) is None
        assert (claim.state, claim.decided_by) == ("confirmed", ratna.id)
        assert [one.id for one in alumni.of_contact(tx.session, contact(tx))] == [ani.id]
        assert people.role(tx.session, contact(tx), ani.person_id) == "self"


def test_who_is_new_is_recorded_as_they_said_and_a_rejection_keeps_its_reason(storage: Storage) -> None:
    with storage.transaction() as tx:
        ratna = member(tx, "Bu Ratna")
        office = Office()
        new = claims.confirm_new(tx.session, made(tx).id, by=ratna, at=NOW, office=office, zone=ZONE)
        assert new is not None
        assert (new.person.full_name, new.graduated_on, new.by_year) == ("Ani Lestary", date(2023, 12, 31), True)
        second = made(tx)
        assert claims.reject(tx.session, second.id, "Tidak ada di daftar.", by=ratna, at=NOW) is not None
        assert claims.told(tx.session, second).reason == "Tidak ada di daftar."
        assert claims.confirm_new(tx.session, second.id, by=ratna, at=NOW, office=office, zone=ZONE) is None


def test_a_chat_that_was_taken_off_a_record_is_its_own_again_once_staff_say_so(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani = known(tx, "Ani Lestari", SAID.birth_date)
        people.act_for(tx.session, contact(tx), ani.person, "child", NOW)
        tx.session.query(Acting).update({"revoked_at": NOW})
        claim = made(tx)
        later = NOW + timedelta(days=1)
        assert claims.confirm(tx.session, claim.id, ani, by=member(tx, "Bu Ratna"), at=later)
        assert people.role(tx.session, contact(tx), ani.person_id) == "self"
        assert [one.id for one in alumni.of_contact(tx.session, contact(tx))] == [ani.id]
