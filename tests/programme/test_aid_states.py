"""The one table of aid's states: complete, and what it says of each actor."""

from typing import get_args

import pytest

from programme.aid_states import CANCELLABLE, HANDED_OVER, STATES, TRANSITIONS, By, demand, may_enter, needs_reason
from programme.states import NotAllowed


def test_every_state_is_in_the_table_and_can_be_come_to() -> None:
    assert set(TRANSITIONS) - {""} == set(STATES)
    assert {to for ways in TRANSITIONS.values() for to in ways} == set(STATES)


def test_who_may_approve_may_do_all_that_staff_may() -> None:
    for state, ways in TRANSITIONS.items():
        assert all(may_enter(state, to, "approver") for to, who in ways.items() if "staff" in who)


def test_only_an_approver_says_yes_or_no() -> None:
    into = {(state, to): who for state, ways in TRANSITIONS.items() for to, who in ways.items()}
    assert all(who == {"approver"} for (_, to), who in into.items() if to in ("disetujui", "ditolak"))


def test_what_was_handed_over_is_never_unmade() -> None:
    """Public money was spent: it cannot be cancelled or rejected afterwards."""
    for state in HANDED_OVER:
        assert set(TRANSITIONS[state]) <= HANDED_OVER
    assert all("person" in TRANSITIONS[state]["dibatalkan"] for state in CANCELLABLE)


def test_whatever_ends_early_or_goes_back_needs_a_reason() -> None:
    order = list(STATES)
    for state, ways in TRANSITIONS.items():
        for to in ways:
            is_back = bool(state) and order.index(to) < order.index(state)
            assert needs_reason(state, to) == (is_back or to in ("ditolak", "dibatalkan"))


@pytest.mark.parametrize("by", get_args(By))
def test_a_step_that_the_table_does_not_have_is_refused(by: By) -> None:
    with pytest.raises(NotAllowed):
        demand("diajukan", "diserahkan", by)
