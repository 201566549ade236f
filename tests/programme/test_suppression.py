"""What is told to the public gives no small count away: not by itself, not by the total, not by the rule."""

from collections import defaultdict
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from programme.suppression import LEAST, publish

COUNTS = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 40), min_size=1, max_size=12)


@given(COUNTS)
def test_no_figure_is_below_five_and_together_they_are_the_total(counts: dict[str, int]) -> None:
    told = publish(counts)
    figures = [figure for figure in (told.total, told.together, *told.shown.values()) if figure is not None]
    assert all(figure >= LEAST for figure in figures)
    assert {name for name, count in counts.items() if count < LEAST} <= set(told.hidden)
    assert {**told.shown, **{name: counts[name] for name in told.hidden}} == counts
    if told.total is not None:
        assert sum(told.shown.values()) + (told.together or 0) == told.total == sum(counts.values())


@given(COUNTS)
def test_a_hidden_count_could_be_another_and_all_that_is_told_would_be_the_same(counts: dict[str, int]) -> None:
    told = publish(counts)
    for name in told.hidden:
        if counts[name] < LEAST:
            others = [_moved(counts, name, other, by) for other in told.hidden for by in range(-2, 3) if other != name]
            same = [one for one in others if min(one.values()) >= 0 and publish(one) == told]
            assert same or told.total is None, (name, counts)


def _moved(counts: dict[str, int], one: str, other: str, by: int) -> dict[str, int]:
    """One more here and one less there, or as they stand exchanged."""
    moved = {**counts, one: counts[one] + by, other: counts[other] - by}
    return moved if by else {**counts, one: counts[other], other: counts[one]}


def test_who_knows_the_rule_and_tries_every_table_finds_no_small_count() -> None:
    """Every table of three categories: those that are told alike leave each small count at least two values."""
    alike = defaultdict(list)
    for table in product(range(13), repeat=3):
        told = publish(dict(zip("abc", table, strict=True)))
        if told.total is not None:
            alike[told.total, tuple(told.shown.items()), told.hidden].append(table)
    for (_, _, hidden), tables in alike.items():
        for place in ("abc".index(name) for name in hidden):
            values = {table[place] for table in tables}
            assert len(values) > 1 or min(values) >= LEAST


def test_one_small_count_hides_the_next_larger_one_with_it() -> None:
    told = publish({"perbengkelan": 15, "tata_boga": 12, "tata_rias": 9, "barista": 2})
    assert told.shown == {"perbengkelan": 15, "tata_boga": 12}
    assert (told.hidden, told.together, told.total) == (("tata_rias", "barista"), 11, 38)


def test_so_few_people_are_not_told_at_all() -> None:
    told = publish({"perbengkelan": 3, "barista": 1})
    assert (told.total, told.shown, told.together) == (None, {}, None)
