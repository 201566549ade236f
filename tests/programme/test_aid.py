"""Start-up aid, step by step: once each, by whom the table allows, and with what follows from it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import aid as aids
from programme import businesses, staff
from programme.aid import AlreadyOpen, Gone, HandOver, Item, Outdated, OwnProposal, Proposal
from programme.businesses import Described
from programme.office import ZONE, Office
from programme.staff import Invited, Member
from programme.states import NotAllowed
from storage.database import Storage
from storage.tables import Acting, Aid, Alumnus, AuditEntry, Business, CheckIn, Person
from tests.programme.people import NOW, contact

OFFICE = Office()
TOLD = Proposal("kedai kopi", "mau buka di rumah", (Item("mesin kopi", 3_500_000), Item("gelas", 250_000)))
HANDED = HandOver(date(2026, 3, 2), "BAST/12/2026")


@dataclass
class Desk:
    """Somebody who graduated, with a chat and a business, and the members who see to aid."""

    session: Session
    person: Person
    contact_id: int
    business: Business
    ratna: Member
    hasan: Member
    dewi: Member

    def propose(self, member: Member | None = None) -> Aid:
        return aids.propose(
            self.session,
            self.person.id,
            TOLD,
            office=OFFICE,
            now=NOW,
            zone=ZONE,
            contact_id=self.contact_id,
            member=member,
        )

    def step(self, aid: Aid, to: str, member: Member, **more: object) -> Aid:
        shown = aids.version(aid)
        return aids.step(
            self.session,
            aid.id,
            shown,
            to,
            member=member,
            office=OFFICE,
            now=NOW,
            zone=ZONE,
            **more,  # type: ignore[arg-type]
        )

    def handed_over(self) -> Aid:
        aid = self.propose(self.dewi)
        self.step(aid, "diverifikasi", self.dewi)
        self.step(aid, "disetujui", self.ratna)
        return self.step(aid, "diserahkan", self.dewi, handed=HANDED)


@pytest.fixture
def desk(storage: Storage) -> Iterator[Desk]:
    with storage.transaction() as tx:
        session = tx.session
        person = Person(full_name="Ani Lestari", birth_date=date(2005, 8, 17), village="64.01.04.1001", created_at=NOW)
        session.add(person)
        session.flush()
        contact_id = contact(session)
        session.add(Acting(contact_id=contact_id, person_id=person.id, role="self", since=NOW))
        session.add(
            Alumnus(person_id=person.id, skill="barista", graduated_on=date(2025, 12, 1), by_year=False, created_at=NOW)
        )
        told = Described("coffee", "Kopi Ani", "64.01.04.1001", None, with_others=False)
        before = NOW - timedelta(days=20)
        business = businesses.record(session, person.id, told, office=OFFICE, now=before, zone=ZONE)
        ratna, hasan = member(session, "Bu Ratna", "admin"), member(session, "Pak Hasan", "admin")
        yield Desk(session, person, contact_id, business, ratna, hasan, member(session, "Bu Dewi", "mentor"))


def member(session: Session, name: str, role: str) -> Member:
    code = staff.invite(session, Invited(name, (role,)), by=None, now=NOW)
    joined = staff.accept(session, code, contact(session), NOW)
    assert isinstance(joined, Member)
    return joined


def test_from_proposal_to_finished_with_who_when_and_why(desk: Desk) -> None:
    aid = desk.handed_over()
    aids.add_receipt(desk.session, aid, None, 3_500_000, now=NOW)
    aids.add_receipt(desk.session, aid, None, None, now=NOW, member=desk.dewi)
    assert aids.accounted(aid) == aids.Accounted(3_500_000, 2, 1)
    for to in ("dipertanggungjawabkan", "dipantau", "selesai"):
        desk.step(aid, to, desk.dewi, reason="Nota sudah dicocokkan." if to == "dipertanggungjawabkan" else None)
    assert aid.number == "BST-2026-0001"
    assert (aid.total, aids.told(desk.session, aid)) == (3_750_000, TOLD)
    assert [(event.state, event.staff_id) for event in aid.history] == [
        ("diajukan", desk.dewi.id),
        ("diverifikasi", desk.dewi.id),
        ("disetujui", desk.ratna.id),
        ("diserahkan", desk.dewi.id),
        ("dipertanggungjawabkan", desk.dewi.id),
        ("dipantau", desk.dewi.id),
        ("selesai", desk.dewi.id),
    ]
    assert aids.reason(desk.session, aid.history[4]) == "Nota sudah dicocokkan."
    trail = desk.session.scalars(select(AuditEntry).filter_by(action="aid_changed").order_by(AuditEntry.id)).all()
    assert [entry.subject for entry in trail] == [event.state for event in aid.history]
    assert aid.remind_at is None


def test_on_hand_over_the_months_of_the_check_ins_begin_anew(desk: Desk) -> None:
    aid = desk.handed_over()
    assert (aid.handed_on, aid.bast_number, aid.business_id) == (HANDED.on, "BAST/12/2026", desk.business.id)
    assert desk.business.monitored_since == date(2026, 3, 2)
    waiting = desk.session.scalars(select(CheckIn).filter_by(state="waiting")).one()
    assert (waiting.began_on, waiting.months) == (date(2026, 3, 2), 1)


def test_a_business_that_was_recorded_after_the_proposal_is_found_at_hand_over(desk: Desk) -> None:
    desk.session.delete(desk.business)
    desk.session.flush()
    aid = desk.propose()
    assert aid.business_id is None
    told = Described("food", "Warung Ani", "64.01.04.1001", None, with_others=False)
    later = businesses.record(desk.session, desk.person.id, told, office=OFFICE, now=NOW, zone=ZONE)
    desk.step(aid, "diverifikasi", desk.dewi)
    desk.step(aid, "disetujui", desk.ratna)
    desk.step(aid, "diserahkan", desk.dewi, handed=HANDED)
    assert aid.business_id == later.id


def test_the_second_of_two_is_told_that_it_has_moved_on(desk: Desk) -> None:
    aid = desk.propose()
    shown = aids.version(aid)
    both = {"office": OFFICE, "now": NOW, "zone": ZONE}
    aids.step(desk.session, aid.id, shown, "diverifikasi", member=desk.dewi, **both)  # type: ignore[arg-type]
    with pytest.raises(Outdated):
        aids.step(desk.session, aid.id, shown, "diverifikasi", member=desk.ratna, **both)  # type: ignore[arg-type]


def test_who_proposed_does_not_approve_as_long_as_another_could(desk: Desk) -> None:
    aid = desk.propose(desk.ratna)
    desk.step(aid, "diverifikasi", desk.ratna)
    assert "disetujui" not in aids.steps(desk.session, aid, desk.ratna)
    with pytest.raises(OwnProposal):
        desk.step(aid, "disetujui", desk.ratna)
    staff.remove(desk.session, desk.hasan.id, by=desk.ratna, now=NOW)
    desk.session.flush()
    assert "disetujui" in aids.steps(desk.session, aid, desk.ratna)
    assert desk.step(aid, "disetujui", desk.ratna).state == "disetujui"


def test_who_may_not_approve_is_refused_whatever_button_they_have(desk: Desk) -> None:
    aid = desk.propose()
    assert aids.steps(desk.session, aid, desk.dewi) == ["diverifikasi", "dibatalkan"]
    desk.step(aid, "diverifikasi", desk.dewi)
    for to in ("disetujui", "ditolak", "selesai"):
        with pytest.raises(NotAllowed):
            desk.step(aid, to, desk.dewi)


def test_one_at_a_time_for_each_person(desk: Desk) -> None:
    first = desk.propose()
    with pytest.raises(AlreadyOpen) as already:
        desk.propose(desk.ratna)
    assert already.value.number == first.number
    aids.take_back(desk.session, first.id, contact_id=desk.contact_id, office=OFFICE, now=NOW, zone=ZONE)
    assert desk.propose(desk.ratna).number == "BST-2026-0002"


def test_what_was_rejected_is_not_looked_at_again_while_another_is_under_way(desk: Desk) -> None:
    first = desk.propose()
    desk.step(first, "ditolak", desk.ratna, reason="Dananya habis.")
    second = desk.propose()
    with pytest.raises(AlreadyOpen):
        desk.step(first, "diajukan", desk.ratna, reason="Ternyata masih ada.")
    aids.take_back(desk.session, second.id, contact_id=desk.contact_id, office=OFFICE, now=NOW, zone=ZONE)
    assert desk.step(first, "diajukan", desk.ratna, reason="Ternyata masih ada.").state == "diajukan"


def test_its_person_takes_it_back_until_it_is_handed_over(desk: Desk) -> None:
    aid = desk.handed_over()
    with pytest.raises(NotAllowed):
        aids.take_back(desk.session, aid.id, contact_id=desk.contact_id, office=OFFICE, now=NOW, zone=ZONE)
    assert aid.state == "diserahkan"


@pytest.mark.parametrize("what", ["restricted_at", "anonymised_at"])
def test_nothing_is_done_with_a_record_that_is_only_kept_or_names_nobody(desk: Desk, what: str) -> None:
    aid = desk.propose()
    setattr(desk.person, what, NOW)
    desk.session.flush()
    attempts: tuple[Callable[[], object], ...] = (
        desk.propose,
        lambda: desk.step(aid, "diverifikasi", desk.ratna),
        lambda: aids.take_back(desk.session, aid.id, contact_id=desk.contact_id, office=OFFICE, now=NOW, zone=ZONE),
    )
    for attempt in attempts:
        with pytest.raises(Gone):
            attempt()


def test_lists_are_by_state_and_whose_chat_it_is(desk: Desk) -> None:
    aid = desk.propose()
    assert aids.counts(desk.session) == {"diajukan": 1}
    assert aids.in_state(desk.session, "diajukan", 5) == [aid]
    assert aids.of_contact(desk.session, desk.contact_id) == [aid]
    assert aids.for_contact(desk.session, desk.ratna.contact_id or 0, aid.id) is None
