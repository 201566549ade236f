"""The one table of states: what it allows is done, and what it does not is refused."""

from itertools import product
from typing import get_args

import pytest

from programme import applications
from programme.states import STATES, TRANSITIONS, By, NotAllowed
from storage.tables import Application
from tests.programme.people import NOW

ACTORS = get_args(By)


@pytest.mark.parametrize(("state", "to"), list(product(STATES, STATES)))
def test_a_case_goes_only_where_the_table_lets_it_and_only_with_whom(state: str, to: str) -> None:
    for actor in ACTORS:
        application = Application(state=state, history=[])
        if actor in TRANSITIONS[state].get(to, ()):
            applications.enter(application, to, NOW, by=actor)
            assert (application.state, application.history[-1].by) == (to, actor)
        else:
            with pytest.raises(NotAllowed):
                applications.enter(application, to, NOW, by=actor)
            assert (application.state, application.history) == (state, [])


def test_every_state_is_in_the_table_and_can_be_come_to() -> None:
    assert set(TRANSITIONS) - {""} == set(STATES)
    assert {to for ways in TRANSITIONS.values() for to in ways} == set(STATES)
