"""Which papers are outstanding."""

from hypothesis import given
from hypothesis import strategies as st

from programme.checklist import DEFAULT, REQUIRED, expected, outstanding

KINDS = [rule.id for rule in DEFAULT]
states = st.dictionaries(st.sampled_from(KINDS), st.sampled_from(["received", "later", "office", "missing", "none"]))


@given(states)
def test_only_required_papers_are_outstanding_and_all_of_them_are_expected(answers: dict[str, str]) -> None:
    lacking = outstanding(DEFAULT, answers)
    assert all(rule.need == REQUIRED and answers.get(rule.id) != "received" for rule in lacking)
    assert set(lacking) <= set(expected(DEFAULT, answers))
    assert all(answers.get(rule.id) != "received" for rule in expected(DEFAULT, answers))


def test_nothing_answered_leaves_every_required_paper_outstanding() -> None:
    assert [rule.id for rule in outstanding(DEFAULT, {})] == [rule.id for rule in DEFAULT if rule.need == REQUIRED]


def test_a_promised_optional_paper_is_expected_and_not_outstanding() -> None:
    answers = {rule.id: "received" for rule in DEFAULT} | {"health_letter": "later", "school_record": "none"}
    assert outstanding(DEFAULT, answers) == []
    assert [rule.id for rule in expected(DEFAULT, answers)] == ["health_letter"]


def test_a_school_record_never_holds_up_a_registration() -> None:
    assert all(rule.id != "school_record" for rule in outstanding(DEFAULT, {}))
