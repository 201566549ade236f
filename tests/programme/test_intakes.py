"""Which intake takes registrations, and what a talk keeps of it."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.intakes import OpenIntake, open_intake
from storage.database import Storage
from tests.programme.people import intake

days = st.dates()


@pytest.mark.parametrize(
    ("today", "is_open"),
    [
        (date(2026, 1, 4), False),
        (date(2026, 1, 5), True),
        (date(2026, 4, 30), True),
        (date(2026, 5, 1), False),
    ],
)
def test_the_first_and_the_last_day_count(sqlite_storage: Storage, today: date, is_open: bool) -> None:
    with sqlite_storage.transaction() as tx:
        intake(tx.session)
        assert (open_intake(tx.session, today) is not None) == is_open


def test_of_two_open_intakes_the_one_that_closes_first_is_meant(storage: Storage) -> None:
    with storage.transaction() as tx:
        intake(tx.session, name="later", closes=date(2026, 6, 30))
        intake(tx.session, name="sooner")
        found = open_intake(tx.session, date(2026, 3, 2))
    assert found is not None
    assert (found.name, found.skills) == ("sooner", ("tata_boga", "barista"))


@given(
    st.builds(
        OpenIntake,
        reference_date=days,
        closes=days,
        news_by=st.none() | days,
        skills=st.lists(st.text()).map(tuple),
    )
)
def test_what_a_talk_keeps_comes_back_the_same(known: OpenIntake) -> None:
    assert OpenIntake.from_json(json.loads(json.dumps(known.to_json()))) == known
