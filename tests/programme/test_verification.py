"""The queue: longest waiting first, in one pair of hands, decided on as it was shown, and told in the trail."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from programme import applications, audit, erasure, rights, staff, verification
from programme.applications import DocumentAnswer
from programme.checklist import DEFAULT
from programme.staff import Invited, Member
from programme.states import NotAllowed
from programme.verification import Gone, InOtherHands, Outdated
from storage.database import Storage
from storage.tables import Application
from tests.programme.people import ALL_PAPERS, ANI, NOW, bring, contact, intake, named, submit

LATER = NOW + timedelta(hours=1)
LACKING = {**ALL_PAPERS, "kk": DocumentAnswer("office")}


def member(session: Session, name: str = "Pak Hasan", role: str = "verifier") -> Member:
    code = staff.invite(session, Invited(name, (role,)), by=None, now=NOW)
    found = staff.accept(session, code, contact(session), NOW)
    assert isinstance(found, Member)
    return found


def three(session: Session) -> list[Application]:
    """Three whose turn it is, the first one waiting longest."""
    place = intake(session)
    return [
        submit(session, contact(session), named(name, serial), place, NOW + timedelta(minutes=serial))
        for serial, name in enumerate(("Ani Lestari", "Budi Karangan", "Citra Dewi"), start=1)
    ]


def test_the_one_that_waits_longest_comes_first_and_two_never_get_the_same(storage: Storage) -> None:
    with storage.transaction() as tx:
        first, second, third = three(tx.session)
        hasan, ratna = member(tx.session), member(tx.session, "Bu Ratna")
        assert verification.next_case(tx.session, hasan, LATER) is first
        assert verification.next_case(tx.session, ratna, LATER) is second
        assert verification.next_case(tx.session, hasan, LATER) is first, "still in their hands"
        assert verification.next_case(tx.session, hasan, LATER, after=first) is third
        assert verification.next_case(tx.session, hasan, LATER, after=third) is None


def test_what_nobody_decided_comes_back_when_its_time_is_over(storage: Storage) -> None:
    with storage.transaction() as tx:
        first, *_ = three(tx.session)
        hasan, ratna = member(tx.session), member(tx.session, "Bu Ratna")
        verification.next_case(tx.session, hasan, LATER)
        with pytest.raises(InOtherHands, match="other hands") as held:
            verification.take(tx.session, first.id, ratna, LATER)
        assert held.value.name == "Pak Hasan"
        assert verification.next_case(tx.session, ratna, LATER + verification.LEASE) is first


def test_two_processes_never_hand_out_the_same_case(postgresql_storage: Storage) -> None:
    with postgresql_storage.transaction() as tx:
        ids = [application.id for application in three(tx.session)]
        hasan, ratna = member(tx.session), member(tx.session, "Bu Ratna")
    with postgresql_storage.transaction() as one, postgresql_storage.transaction() as other:
        taken = [verification.next_case(one.session, hasan, LATER), verification.next_case(other.session, ratna, LATER)]
        assert [case.id for case in taken if case] == ids[:2]


def test_a_decision_is_taken_only_on_what_was_shown(storage: Storage) -> None:
    with storage.transaction() as tx:
        first, *_ = three(tx.session)
        hasan, ratna = member(tx.session), member(tx.session, "Bu Ratna")
        shown = verification.version(first)
        case = verification.decide_on(tx.session, first.id, shown, hasan, LATER)
        verification.verify(tx.session, case, hasan, LATER)
        with pytest.raises(Outdated):
            verification.decide_on(tx.session, first.id, shown, ratna, LATER)
        assert [event.state for event in first.history] == ["terdaftar", "diverifikasi"]


def test_an_erased_or_paused_case_is_decided_by_nobody(storage: Storage) -> None:
    with storage.transaction() as tx:
        first, second, third = three(tx.session)
        hasan = member(tx.session)
        shown = {case.id: verification.version(case) for case in (first, second)}
        erased, paused = first.id, second.id
        erasure.erase_person(tx.session, first.person_id, by="person", contact_id=None, why="asked", at=LATER)
        rights.restrict(tx.session, second.person, contact_id=second.contact_id or 0, at=LATER)
        for case in (erased, paused):
            with pytest.raises(Gone):
                verification.decide_on(tx.session, case, shown[case], hasan, LATER)
        assert verification.next_case(tx.session, hasan, LATER) is third


def test_a_paper_is_asked_for_with_its_reason_until_it_comes(storage: Storage) -> None:
    with storage.transaction() as tx:
        case = submit(tx.session, contact(tx.session), ANI, intake(tx.session))
        hasan = member(tx.session)
        verification.ask_for(tx.session, case, hasan, "school_record", "tulisannya tidak terbaca", LATER)
        assert case.state == "berkas_kurang"
        wanted = {paper.kind: paper.wanted_why for paper in case.documents}
        assert wanted["school_record"] == "tulisannya tidak terbaca"
        applications.papers_checked(tx.session, case, DEFAULT, LATER)
        assert case.state == "berkas_kurang", "it was asked for, required or not"
        applications.paper_seen(case, "school_record", LATER)
        applications.papers_checked(tx.session, case, DEFAULT, LATER)
        assert case.state == "berkas_lengkap"


def test_papers_seen_at_the_office_make_it_complete(storage: Storage) -> None:
    with storage.transaction() as tx:
        case = submit(tx.session, contact(tx.session), named("Ani Lestari", 1, documents=LACKING), intake(tx.session))
        hasan = member(tx.session)
        assert case.state == "berkas_kurang"
        verification.complete(tx.session, case, hasan, DEFAULT, LATER)
        assert case.state == "berkas_lengkap"
        assert applications.document_states(case)["kk"] == "received"
        seen = [entry for entry in audit.trail(tx.session, case.person_id) if entry.action == "document_seen"]
        assert [(entry.staff_id, entry.subject) for entry in seen] == [(hasan.id, "kk")]


def test_a_refusal_says_why_and_who_and_only_from_the_list(storage: Storage) -> None:
    with storage.transaction() as tx:
        case = submit(tx.session, contact(tx.session), ANI, intake(tx.session))
        hasan = member(tx.session)
        with pytest.raises(ValueError, match="no such reason"):
            verification.refuse(tx.session, case, hasan, "because", None, LATER)
        verification.refuse(tx.session, case, hasan, "too_old", "lahir 2004", LATER)
        event = case.history[-1]
        assert (event.state, event.staff_id, event.reason_id, event.reason) == (
            "tidak_lolos",
            hasan.id,
            "too_old",
            "lahir 2004",
        )
        entry = audit.trail(tx.session, case.person_id)[-1]
        assert (entry.by, entry.staff_id, entry.before, entry.after) == ("staff", hasan.id, "terdaftar", "tidak_lolos")
        with pytest.raises(NotAllowed):
            verification.verify(tx.session, case, hasan, LATER)


def test_a_visit_is_written_down_sealed_and_shown_with_its_day(storage: Storage) -> None:
    with storage.transaction() as tx:
        case = submit(tx.session, contact(tx.session), ANI, intake(tx.session))
        hasan = member(tx.session)
        verification.visit(tx.session, case, hasan, NOW)
        assert verification.visits(tx.session) == [case]
        assert verification.next_case(tx.session, hasan, LATER) is None
        verification.write_down(tx.session, case, hasan, "Ibunya setuju.", LATER, LATER.date())
        note = verification.notes(tx.session, case)[0]
        assert (note.by, note.visited_on, note.text) == ("Pak Hasan", LATER.date(), "Ibunya setuju.")


def test_cases_are_found_by_number_or_a_part_of_the_name_and_by_village_officers_only_at_home(storage: Storage) -> None:
    with storage.transaction() as tx:
        first, second, _ = three(tx.session)
        assert verification.find(tx.session, first.number.lower(), None) == [first]
        assert verification.find(tx.session, "karang", None) == [second]
        assert verification.find(tx.session, "karang", frozenset({"64.01.01.2011"})) == []
        assert verification.find(tx.session, "%", None) == []


def test_a_second_registration_of_the_same_person_shows_on_both_cards(storage: Storage) -> None:
    with storage.transaction() as tx:
        place = intake(tx.session)
        first = submit(tx.session, contact(tx.session), ANI, place)
        second = submit(tx.session, contact(tx.session), ANI, place)
        for case, other in ((first, second), (second, first)):
            found = {one.rule: one.args for one in verification.findings(tx.session, case)}
            assert found["nik_known_elsewhere"] == {"numbers": other.number}
            assert found["name_known_elsewhere"] == {"numbers": other.number}


def test_what_the_table_of_states_forbids_cannot_be_done(storage: Storage) -> None:
    with storage.transaction() as tx:
        case = submit(tx.session, contact(tx.session), ANI, intake(tx.session))
        bring(case, "lulus", LATER)
        hasan = member(tx.session)
        for act in (verification.verify, verification.visit):
            with pytest.raises(NotAllowed):
                act(tx.session, case, hasan, LATER)
        assert case.state == "lulus"
