"""The order of applicants: every point has its reason, and nobody is in it who may not be."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.ranking import VERIFIED, WEIGHTS, Candidate, Ranked, Reason, Terms, may_be_chosen, moved, rank
from programme.states import STATES

NOW = datetime(2026, 5, 4, 1, tzinfo=UTC)
TERMS = Terms(age_max=20, reference_date=date(2026, 7, 1), now=NOW)
#: 18 on the reference date.
ANI = Candidate("PSR-2026-0001", VERIFIED, NOW - timedelta(weeks=3), date(2007, 8, 17), "64.01.04")

KECAMATAN = ("64.01.01", "64.01.04", "64.01.07", "64.01.10")

weights = st.fixed_dictionaries({name: st.integers(0, 100) for name in WEIGHTS})


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    """Applicants of every state, each with a number of its own."""
    numbers = draw(st.lists(st.integers(1, 9999), unique=True, max_size=6))
    return [draw(candidate(f"PSR-2026-{number:04}")) for number in numbers]


def candidate(number: str) -> st.SearchStrategy[Candidate]:
    return st.builds(
        Candidate,
        number=st.just(number),
        state=st.sampled_from([VERIFIED] * len(STATES) + list(STATES)),
        submitted_at=st.integers(0, 200).map(lambda days: NOW - timedelta(days=days)),
        birth_date=st.dates(date(2003, 1, 1), date(2012, 12, 31)),
        district=st.sampled_from(KECAMATAN),
        desil=st.none() | st.integers(1, 10),
        desil_registered=st.booleans(),
        aid=st.none() | st.just(()) | st.just(("pkh",)),
        papers=st.integers(0, 5),
        papers_of=st.just(5),
        dormitory=st.none() | st.booleans(),
        set_aside=st.sampled_from([False, False, False, True]),
    )


@given(candidates().flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))), weights)
def test_the_order_is_the_same_whatever_order_they_come_in(
    found: tuple[list[Candidate], list[Candidate]], weight: dict[str, int]
) -> None:
    terms = replace(TERMS, weights=weight)
    assert rank(found[0], terms) == rank(found[1], terms)


@given(candidates(), weights)
def test_only_the_verified_are_in_it_each_once_and_every_point_is_explained(
    found: list[Candidate], weight: dict[str, int]
) -> None:
    ranked = rank(found, replace(TERMS, weights=weight))
    assert sorted(one.candidate.number for one in ranked) == sorted(one.number for one in found if may_be_chosen(one))
    assert all(one.candidate.state == VERIFIED and not one.candidate.set_aside for one in ranked)
    for one in ranked:
        assert [reason.criterion for reason in one.reasons] == list(WEIGHTS)
        assert all(0 <= reason.points <= reason.of == weight[reason.criterion] for reason in one.reasons)
        assert one.score == sum(reason.points for reason in one.reasons)
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)


BETTER = {
    "older": lambda one: replace(one, birth_date=one.birth_date - timedelta(days=366)),
    "poorer": lambda one: replace(one, desil=max((one.desil or 11) - 1, 1)),
    "in the register": lambda one: replace(one, desil_registered=True),
    "with aid": lambda one: replace(one, aid=("pkh",)),
    "one paper more": lambda one: replace(one, papers=one.papers + 1),
    "waiting longer": lambda one: replace(one, submitted_at=one.submitted_at - timedelta(days=7)),
    "willing to live there": lambda one: replace(one, dormitory=True),
}


@given(candidates(), weights, st.sampled_from(sorted(BETTER)))
def test_who_has_more_need_never_falls_back(found: list[Candidate], weight: dict[str, int], better: str) -> None:
    terms = replace(TERMS, weights=weight)
    for one in filter(may_be_chosen, found):
        changed = [BETTER[better](other) if other is one else other for other in found]
        assert place_of(one.number, rank(changed, terms)) <= place_of(one.number, rank(found, terms))


def place_of(number: str, ranked: list[Ranked]) -> int:
    return [one.candidate.number for one in ranked].index(number)


def reason(candidate: Candidate, criterion: str, terms: Terms = TERMS) -> Reason:
    (ranked,) = rank([candidate], terms)
    return next(reason for reason in ranked.reasons if reason.criterion == criterion)


@pytest.mark.parametrize(
    ("born", "points", "key", "left"),
    [
        (date(2006, 7, 1), 30, "last_chance", 0),  # 20 that day
        (date(2006, 7, 2), 20, "years_left", 1),  # 20 the day after
        (date(2007, 7, 2), 10, "years_left", 2),
        (date(2008, 7, 2), 0, "years_left", 3),
        (date(2004, 1, 1), 30, "last_chance", 0),  # too old already: staff verified the exception
    ],
)
def test_who_will_be_too_old_next_year_comes_first(born: date, points: int, key: str, left: int) -> None:
    found = reason(replace(ANI, birth_date=born), "age")
    assert (found.points, found.of, found.key, found.args["left"]) == (points, 30, key, left)


@pytest.mark.parametrize(
    ("desil", "registered", "points", "key"),
    [
        (1, True, 25, "desil_registered"),
        (1, False, 13, "desil_said"),
        (5, True, 5, "desil_registered"),
        (6, True, 0, "desil_registered"),
        (10, False, 0, "desil_said"),
        (None, False, 0, "desil_unknown"),
    ],
)
def test_a_register_is_worth_twice_the_family_s_word(
    desil: int | None, registered: bool, points: int, key: str
) -> None:
    found = reason(replace(ANI, desil=desil, desil_registered=registered), "poverty")
    assert (found.points, found.key) == (points, key)


def test_who_came_first_is_not_served_first() -> None:
    early = replace(ANI, number="PSR-2026-0002", submitted_at=NOW - timedelta(weeks=20))
    late = replace(ANI, number="PSR-2026-0003", submitted_at=NOW, birth_date=date(2006, 1, 1), dormitory=True)
    assert place_of(late.number, rank([early, late], TERMS)) == 0


def test_where_all_is_the_same_the_earlier_registration_then_the_number_decides() -> None:
    twins = [replace(ANI, number=f"PSR-2026-000{number}", district=f"64.01.0{number}") for number in (3, 2)]
    earlier = replace(ANI, number="PSR-2026-0009", submitted_at=ANI.submitted_at - timedelta(hours=1), district="x")
    order = [one.candidate.number for one in rank([*twins, earlier], TERMS)]
    assert order == ["PSR-2026-0009", "PSR-2026-0002", "PSR-2026-0003"]


def test_the_first_of_each_kecamatan_gets_more_than_the_second_and_the_third_nothing() -> None:
    three = [replace(ANI, number=f"PSR-2026-000{number}") for number in (1, 2, 3)]
    far = replace(ANI, number="PSR-2026-0004", district="64.01.07")
    given = {one.candidate.number: one.reasons[-1].points for one in rank([*three, far], TERMS)}
    assert given == {"PSR-2026-0001": 10, "PSR-2026-0002": 5, "PSR-2026-0003": 0, "PSR-2026-0004": 10}


def test_a_reason_is_kept_and_read_back() -> None:
    for ranked in rank([ANI], TERMS):
        assert [Reason.from_json(one.to_json()) for one in ranked.reasons] == list(ranked.reasons)


@pytest.mark.parametrize(
    ("moves", "order"),
    [
        ([], "abcd"),
        ([("d", 1)], "dabc"),
        ([("a", 4)], "bcda"),
        ([("a", 99)], "bcda"),
        ([("a", 0)], "abcd"),
        ([("c", 1), ("d", 1)], "dcab"),
        ([("z", 1)], "abcd"),  # withdrew meanwhile
    ],
)
def test_staff_s_moves_are_made_one_after_another(moves: list[tuple[str, int]], order: str) -> None:
    assert "".join(moved("abcd", moves)) == order
