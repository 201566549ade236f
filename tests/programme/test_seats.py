"""One ranking, walked down: never more than the seats, one seat a person, and nobody passed over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.seats import Placed, Wish, remaining, walk

SKILLS = ("perbengkelan", "tata_boga", "barista")

seats_of = st.dictionaries(st.sampled_from(SKILLS), st.none() | st.integers(0, 4))


@st.composite
def wishes(draw: st.DrawFn) -> list[Wish]:
    count = draw(st.integers(0, 15))
    first, second = st.sampled_from(SKILLS), st.none() | st.sampled_from(SKILLS)
    return [Wish(f"PSR-2026-{number:04}", draw(first), draw(second)) for number in range(count)]


@given(wishes(), seats_of, st.integers(0, 10))
def test_never_more_than_the_seats_and_one_seat_a_person(
    wanted: list[Wish], seats: dict[str, int | None], most: int
) -> None:
    placed = walk(wanted, seats, most)
    assert [one.number for one in placed] == [wish.number for wish in wanted]
    taken = [one.skill for one in placed if one.skill is not None]
    assert len(taken) <= most
    for skill in SKILLS:
        limit = seats.get(skill, 0)
        assert limit is None or taken.count(skill) <= limit
    for wish, one in zip(wanted, placed, strict=True):
        assert one.skill is None or one.skill in wish.skills


@given(wishes(), seats_of, st.integers(0, 10))
def test_nobody_is_passed_over(wanted: list[Wish], seats: dict[str, int | None], most: int) -> None:
    """Whoever waits has no free seat of their choices above them, and the second choice is taken only for want of the
    first."""
    placed = walk(wanted, seats, most)
    taken: list[str] = []
    for wish, one in zip(wanted, placed, strict=True):
        free = remaining(taken, seats, most)
        first_free = next((skill for skill in wish.skills if free.get(skill)), None)
        assert one.skill == first_free
        if one.skill:
            taken.append(one.skill)


@given(wishes(), seats_of, st.integers(0, 10))
def test_the_waiting_list_is_numbered_in_the_order_of_the_ranking(
    wanted: list[Wish], seats: dict[str, int | None], most: int
) -> None:
    waiting = [one.waiting for one in walk(wanted, seats, most) if one.waiting is not None]
    assert waiting == list(range(1, len(waiting) + 1))


@given(wishes(), seats_of, st.integers(0, 10), st.integers(0, 5))
def test_more_seats_take_a_seat_from_nobody(
    wanted: list[Wish], seats: dict[str, int | None], most: int, more: int
) -> None:
    seated = {one.number for one in walk(wanted, seats, most) if one.skill}
    assert seated <= {one.number for one in walk(wanted, seats, most + more) if one.skill}


@pytest.mark.parametrize(
    ("seats", "most", "skills"),
    [
        ({"barista": 1, "tata_boga": None}, 4, ["barista", "tata_boga", None]),
        ({"barista": None, "tata_boga": None}, 4, ["barista", "barista", "barista"]),
        ({"barista": 1, "tata_boga": 0}, 4, ["barista", None, None]),
        ({"barista": None}, 2, ["barista", "barista", None]),
        ({"barista": None, "tata_boga": None}, 0, [None, None, None]),
        ({}, 4, [None, None, None]),
    ],
    ids=["second choice", "no limit", "full", "quota", "quota 0", "no skill offered"],
)
def test_first_choice_else_second_else_the_waiting_list(
    seats: dict[str, int | None], most: int, skills: list[str | None]
) -> None:
    wanted = [Wish("a", "barista", "tata_boga"), Wish("b", "barista", "tata_boga"), Wish("c", "barista")]
    assert [one.skill for one in walk(wanted, seats, most)] == skills


def test_a_place_is_a_seat_or_a_place_on_the_waiting_list() -> None:
    placed = walk([Wish("a", "barista"), Wish("b", "barista")], {"barista": 1}, 4)
    assert placed == [Placed("a", "barista", None), Placed("b", None, 1)]


def test_what_remains_is_never_more_than_all_together() -> None:
    assert remaining(["barista"], {"barista": 2, "tata_boga": None}, 2) == {"barista": 1, "tata_boga": 1}
    assert remaining(["barista"] * 3, {"barista": 2, "tata_boga": None}, 2) == {"barista": 0, "tata_boga": 0}
