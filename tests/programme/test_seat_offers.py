"""Seats that came free: in any order of grants, answers, silence and withdrawals the seats and the order are kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import seat_filling, seat_offers, seating
from programme.office import ZONE, Office
from programme.seat_filling import Terms
from programme.seat_offers import OPEN
from programme.staff import Invited, Member, accept, invite
from programme.states import SEATED
from storage.database import Storage
from storage.tables import Application, Intake, IntakeSkill, SeatOffer
from tests.programme.people import ANI, NOW, bring, contact, intake, submit

OFFICE = Office()
SKILLS = ("tata_boga", "barista")
NAMES = ("Ani Lestari", "Budi Karangan", "Citra Dewi", "Dedi Arif", "Eka Sari", "Fajar Hadi")
PEOPLE = st.integers(0, len(NAMES) - 1)


def member(session: Session) -> Member:
    """An administrator."""
    code = invite(session, Invited("Bu Ratna", ("admin",)), by=None, now=NOW)
    found = accept(session, code, contact(session), NOW)
    assert isinstance(found, Member)
    return found


def waiting(session: Session, intake_id: int, *wishes: tuple[str, str | None]) -> list[int]:
    """Applicants on the waiting list, the first one first, each with their wishes."""
    numbers = []
    for place, (first, second) in enumerate(wishes):
        form = replace(ANI, full_name=NAMES[place], nik=None, first_skill=first, second_skill=second)
        application = submit(session, contact(session), form, intake_id)
        bring(application, "cadangan", NOW + timedelta(minutes=place))
        numbers.append(application.id)
    return numbers


def tick(session: Session, intake_id: int, now: datetime) -> list[SeatOffer]:
    """A look; whoever is to be asked is, and can read it at once. Returns who was asked now."""
    seat_filling.look(session, intake_id, Terms.read(session, now, OFFICE, ZONE))
    new = []
    for offer_id in seat_filling.to_say(session):
        offer = session.get_one(SeatOffer, offer_id)
        if offer.to_say == "ask":
            new.append(offer)
            seat_offers.reached(session, offer, now, office=OFFICE, zone=ZONE)
        offer.to_say, offer.staff_to_tell = None, False
    session.flush()
    return new


class Seats(RuleBasedStateMachine):
    """What may happen, in any order; the storage is set by the test."""

    storage: Storage

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW + timedelta(days=7)
        with self.session() as session:
            skills = [IntakeSkill(skill=SKILLS[0], seats=2, position=0), IntakeSkill(skill=SKILLS[1], position=1)]
            self.intake_id = intake(session, quota=1, skills=skills)
            self.ratna = member(session)
            both = (SKILLS[0], SKILLS[1])
            wishes = (both, (SKILLS[0], None), both[::-1], (SKILLS[1], None), both, both)
            self.people = waiting(session, self.intake_id, *wishes)
        self.seated: set[int] = set()

    @contextmanager
    def session(self) -> Iterator[Session]:
        with self.storage.transaction() as tx:
            yield tx.session

    @rule()
    def look(self) -> None:
        """Whoever is asked is the first of those who want that skill and may be asked."""
        with self.session() as session:
            before = {
                application.id: set(wish.skills) for application, wish in seat_offers.wishes(session, self.intake_id)
            }
            new = tick(session, self.intake_id, self.now)
            asked = {offer.application_id for offer in new}
            for offer in new:
                earlier = list(before)[: list(before).index(offer.application_id)]
                passed_over = [one for one in earlier if one not in asked and offer.skill in before[one]]
                still = {application.id for application, _ in seat_offers.wishes(session, self.intake_id)}
                assert not [one for one in passed_over if one in still]

    @rule(seats=st.integers(0, 4))
    def grant(self, seats: int) -> None:
        with self.session() as session:
            held = session.get_one(Intake, self.intake_id)
            held.granted = max(seats, len(seating.seated(session, self.intake_id)) - held.quota)

    @rule(one=PEOPLE)
    def yes(self, one: int) -> None:
        with self.session() as session:
            offer = seat_offers.newest(session, self.people[one])
            if offer is not None:
                was_open = offer.state in OPEN
                outcome = seat_offers.say_yes(session, offer, self.now, self.now.date())
                assert was_open or outcome != "seated" or self.people[one] in self.seated
                if outcome == "seated":
                    self.seated.add(self.people[one])

    @rule(one=PEOPLE)
    def no(self, one: int) -> None:
        with self.session() as session:
            offer = seat_offers.newest(session, self.people[one])
            if offer is not None:
                seat_offers.say_no(session, offer, self.now)

    @rule()
    def silence(self) -> None:
        self.now += timedelta(days=5)
        self.look()

    @rule(one=PEOPLE, gives_time=st.booleans())
    def staff_decide(self, one: int, *, gives_time: bool) -> None:
        with self.session() as session:
            offer = seat_offers.newest(session, self.people[one])
            if offer is not None and gives_time:
                seat_offers.extend(session, offer, 2, self.ratna, office=OFFICE, now=self.now, zone=ZONE)
            elif offer is not None:
                seat_offers.pass_on(session, offer, self.ratna, self.now)

    @rule(one=PEOPLE)
    def withdraw(self, one: int) -> None:
        with self.session() as session:
            application = session.get_one(Application, self.people[one])
            if application.state in ("cadangan", "ditetapkan"):
                bring(application, "mengundurkan_diri", self.now)

    @rule(one=PEOPLE)
    def pause_or_lift(self, one: int) -> None:
        with self.session() as session:
            person = session.get_one(Application, self.people[one]).person
            person.restricted_at = None if person.restricted_at else self.now

    @invariant()
    def never_more_seated_than_seats(self) -> None:
        with self.session() as session:
            held = session.get_one(Intake, self.intake_id)
            taken = seating.skills_taken(session, self.intake_id)
            assert len(taken) <= held.quota + held.granted
            assert taken.count(SKILLS[0]) <= 2

    @invariant()
    def never_two_open_offers_for_one_person(self) -> None:
        with self.session() as session:
            open_ones = [offer.application_id for offer in seat_offers.open_offers(session, self.intake_id)]
            assert len(open_ones) == len(set(open_ones))

    @invariant()
    def nobody_is_seated_without_having_said_so(self) -> None:
        with self.session() as session:
            states = select(Application.id).where(Application.state.in_(SEATED), Application.id.in_(self.people))
            assert set(session.scalars(states)) <= self.seated


@pytest.mark.usefixtures("storage")
def test_seats_and_order_are_kept_whatever_happens(storage: Storage) -> None:
    machine = type("SeatsHere", (Seats,), {"storage": storage})
    checks = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    run_state_machine_as_test(
        machine, settings=settings(max_examples=8, stateful_step_count=20, deadline=None, suppress_health_check=checks)
    )
