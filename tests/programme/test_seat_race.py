"""Two at once: two acceptances for one seat, two services that look, two members of staff."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy.orm import Session

from programme import seat_filling, seat_offers, seating
from programme.office import ZONE
from programme.seat_filling import Terms
from programme.seat_offers import OPEN
from storage.crypto import Vault
from storage.database import Storage
from storage.tables import Intake, IntakeSkill, SeatOffer
from tests.programme.people import NOW, intake
from tests.programme.test_seat_offers import OFFICE, SKILLS, member, tick, waiting

LATER = NOW + timedelta(days=1)
ROUNDS = 5


@pytest.fixture
def services(database_url: str, vault: Vault) -> Iterator[tuple[Storage, Storage]]:
    """Two services on one database, each with connections of its own."""
    with closing(Storage(database_url, vault)) as one, closing(Storage(database_url, vault)) as other:
        yield one, other


def two_asked(storage: Storage) -> tuple[int, list[int]]:
    """An intake of two seats for which two people were asked; then one seat is taken back. The two offers."""
    with storage.transaction() as tx:
        skills = [IntakeSkill(skill=SKILLS[0], position=0)]
        intake_id = intake(tx.session, quota=1, granted=1, skills=skills)
        people = waiting(tx.session, intake_id, (SKILLS[0], None), (SKILLS[0], None), (SKILLS[0], None))
        asked = tick(tx.session, intake_id, LATER)
        assert [offer.application_id for offer in asked] == people[:2]
        tx.session.get_one(Intake, intake_id).granted = 0
        return intake_id, [offer.id for offer in asked]


def at_once(services: tuple[Storage, Storage], does: Callable[[Session, int], object]) -> list[object]:
    """Both services do it at the same moment, each in its own transaction; it is given 0 and 1."""
    ready = Barrier(2)

    def work(which: int) -> object:
        ready.wait(10)
        with services[which].transaction() as tx:
            return does(tx.session, which)

    with ThreadPoolExecutor(2) as both:
        return [doing.result() for doing in [both.submit(work, which) for which in (0, 1)]]


def test_two_acceptances_for_one_seat_cannot_both_win(services: tuple[Storage, Storage]) -> None:
    for _ in range(ROUNDS):
        intake_id, offers = two_asked(services[0])

        def accept(session: Session, which: int, offers: list[int] = offers) -> object:
            offer = seat_offers.get(session, offers[which])
            assert offer is not None
            return seat_offers.say_yes(session, offer, LATER, LATER.date())

        assert sorted(map(str, at_once(services, accept))) == ["gone", "seated"]
        with services[0].transaction() as tx:
            assert len(seating.seated(tx.session, intake_id)) == 1
            kept = [seat_offers.get(tx.session, offer_id) for offer_id in offers]
            [loser] = [offer for offer in kept if offer is not None and offer.state == "withdrawn"]
            # The loser lost nothing but the seat: they are still the first to be asked.
            assert next(iter(seat_offers.wishes(tx.session, intake_id)))[0].id == loser.application_id


def test_the_same_yes_twice_takes_one_seat(services: tuple[Storage, Storage]) -> None:
    intake_id, [first, _] = two_asked(services[0])

    def accept(session: Session, _: int) -> object:
        offer = seat_offers.get(session, first)
        assert offer is not None
        return seat_offers.say_yes(session, offer, LATER, LATER.date())

    assert sorted(map(str, at_once(services, accept))) == ["over", "seated"]
    with services[0].transaction() as tx:
        [application] = seating.seated(tx.session, intake_id)
        assert [event.state for event in application.history].count("ditetapkan") == 1


def test_a_yes_and_a_member_who_passes_on_at_the_same_moment_do_not_both_count(
    services: tuple[Storage, Storage],
) -> None:
    for _ in range(ROUNDS):
        intake_id, [first, _] = two_asked(services[0])
        with services[0].transaction() as tx:
            ratna = member(tx.session)

        def do(session: Session, which: int, first: int = first, ratna: object = ratna) -> object:
            offer = seat_offers.get(session, first)
            assert offer is not None
            if which:
                return seat_offers.pass_on(session, offer, ratna, LATER)  # type: ignore[arg-type]
            return seat_offers.say_yes(session, offer, LATER, LATER.date())

        outcome = at_once(services, do)
        assert outcome in (["seated", False], ["kept", True])
        with services[0].transaction() as tx:
            assert len(seating.seated(tx.session, intake_id)) == (outcome[0] == "seated")


def test_two_services_that_look_ask_one_person_for_one_seat(services: tuple[Storage, Storage]) -> None:
    for _ in range(ROUNDS):
        with services[0].transaction() as tx:
            skills = [IntakeSkill(skill=SKILLS[0], position=0)]
            intake_id = intake(tx.session, quota=1, skills=skills)
            waiting(tx.session, intake_id, (SKILLS[0], None), (SKILLS[0], None))

        def look(session: Session, _: int, intake_id: int = intake_id) -> None:
            seat_filling.look(session, intake_id, Terms.read(session, LATER, OFFICE, ZONE))

        at_once(services, look)
        with services[0].transaction() as tx:
            offers = tx.session.query(SeatOffer).filter_by(intake_id=intake_id).all()
            assert [offer.state in OPEN for offer in offers] == [True]
