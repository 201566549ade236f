"""Findings: never off by a day, always the same, and never a refusal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.checklist import DEFAULT
from programme.eligibility import OUTSIDE, Applicant, Finding, Rules, age_on, check, is_minor
from programme.reading import nik as reading_nik

ADULT = Applicant(birth_date=date(2007, 8, 17), village="64.01.04.1001", nik="6401041708079001", sex="male")
RULES = Rules(age_min=15, age_max=20, reference_date=date(2026, 7, 1), today=date(2026, 3, 2))

days = st.dates(date(1950, 1, 1), date(2060, 12, 31))
niks = st.from_regex(
    r"64(0[1-9]|7[1-4])(0[1-9]|1[0-9])([0246][1-9]|[15][0-9])(0[1-9]|1[0-2])[0-9]{2}9[0-9]{3}", fullmatch=True
)
applicants = st.builds(
    Applicant,
    birth_date=days,
    village=st.sampled_from(["64.01.04.1001", "63.10.02.2001", OUTSIDE]),
    sex=st.sampled_from(["male", "female", None]),
    guardian_agreed=st.sampled_from([True, False, None]),
    nik=st.none() | niks.filter(reading_nik.is_possible),
    still_in_school=st.booleans(),
    documents=st.dictionaries(
        st.sampled_from([rule.id for rule in DEFAULT]), st.sampled_from(["received", "later", "office", "missing"])
    ),
)
rules = st.builds(
    Rules,
    age_min=st.integers(0, 18),
    age_max=st.integers(18, 40),
    reference_date=days,
    today=days,
    checklist=st.just(DEFAULT),
    region=st.sampled_from([None, "64.01"]),
)


def found(applicant: Applicant, rules: Rules = RULES) -> dict[str, Finding]:
    return {finding.rule: finding for finding in check(applicant, rules)}


@given(days, st.integers(0, 90))
def test_a_birthday_changes_the_age_on_its_day_and_not_before(birth: date, years: int) -> None:
    leap_day = (birth.month, birth.day) == (2, 29)
    try:
        birthday = birth.replace(year=birth.year + years)
    except ValueError:
        assert leap_day
        birthday = date(birth.year + years, 3, 1)
    assert age_on(birth, birthday) == years
    assert age_on(birth, birthday - timedelta(days=1)) == years - 1


@pytest.mark.parametrize(
    ("day", "age"),
    [(date(2026, 2, 28), 17), (date(2026, 3, 1), 18), (date(2028, 2, 28), 19), (date(2028, 2, 29), 20)],
)
def test_who_was_born_on_a_leap_day_ages_on_it_or_on_the_first_of_march(day: date, age: int) -> None:
    assert age_on(date(2008, 2, 29), day) == age


def test_a_child_is_grown_up_on_the_eighteenth_birthday() -> None:
    assert is_minor(date(2008, 3, 3), date(2026, 3, 2))
    assert not is_minor(date(2008, 3, 2), date(2026, 3, 2))


@given(applicants, rules)
def test_the_same_applicant_always_gives_the_same_findings(applicant: Applicant, rules: Rules) -> None:
    first, second = check(applicant, rules), check(replace(applicant), replace(rules))
    assert first == second
    assert [Finding.from_json(finding.to_json()) for finding in first] == first


@given(applicants, rules)
def test_a_finding_about_age_agrees_with_the_age_on_the_reference_date(applicant: Applicant, rules: Rules) -> None:
    age = age_on(applicant.birth_date, rules.reference_date)
    names = {finding.rule for finding in check(applicant, rules)}
    assert ("too_old" in names) == (age > rules.age_max)
    assert ("too_young" in names) == (age < rules.age_min)


def test_maximal_twenty_lasts_to_the_day_before_the_twenty_first_birthday() -> None:
    assert "too_old" not in found(replace(ADULT, birth_date=date(2005, 7, 2)))
    too_old = found(replace(ADULT, birth_date=date(2005, 7, 1)))["too_old"]
    assert (too_old.args, too_old.referral) == ({"age": 21, "most": 20}, "blk")


def test_the_age_counts_on_the_reference_date_and_not_today() -> None:
    turning_fifteen_in_june = replace(ADULT, birth_date=date(2011, 6, 1), guardian_agreed=True)
    assert "too_young" not in found(turning_fifteen_in_june)
    assert found(replace(turning_fifteen_in_june, birth_date=date(2011, 7, 2)))["too_young"].referral == "paket_abc"


def test_somebody_at_school_is_shown_another_road() -> None:
    assert found(replace(ADULT, still_in_school=True))["still_in_school"].referral == "paket_abc"


def test_the_village_decides_about_the_regency_and_the_nik_never_does() -> None:
    born_in_sulawesi = replace(ADULT, nik="7371041708079001")
    assert found(born_in_sulawesi, replace(RULES, region="64.01")) == {}
    assert found(replace(ADULT, village=OUTSIDE))["outside_regency"].referral == "home_regency"
    elsewhere = replace(ADULT, village="64.011.1.2001")
    assert "outside_regency" in found(elsewhere, replace(RULES, region="64.01"))


@pytest.mark.parametrize("agreed", [False, None])
def test_a_child_s_guardian_must_have_said_yes(agreed: bool | None) -> None:
    child = replace(ADULT, birth_date=date(2010, 8, 17), nik=None, guardian_agreed=agreed)
    assert list(found(child, replace(RULES, checklist=DEFAULT))) == ["guardian_missing"]


def test_a_missing_nik_and_missing_papers_are_findings() -> None:
    without = replace(ADULT, nik=None, documents={"kk": "received", "photo": "later"})
    findings = check(without, replace(RULES, checklist=DEFAULT))
    assert findings[0] == Finding("nik_missing")
    assert [finding.args["document"] for finding in findings[1:]] == [
        "identity",
        "poverty_proof",
        "photo",
        "guardian_permission",
    ]


def test_a_date_in_the_nik_that_slipped_by_one_part_is_a_difference() -> None:
    assert found(replace(ADULT, nik="6401041808079001")).keys() == {"nik_date_differs"}


def test_a_number_with_another_date_altogether_looks_like_a_family_card() -> None:
    assert found(replace(ADULT, nik="6401042311159001")).keys() == {"nik_looks_like_kk"}


def test_a_date_that_only_a_woman_s_nik_can_hold_is_no_family_card() -> None:
    assert found(replace(ADULT, nik="6401046311159001")).keys() == {"nik_date_differs", "nik_sex_differs"}


def test_a_nik_of_the_other_sex_is_a_finding_only_where_the_sex_is_known() -> None:
    woman_s = replace(ADULT, nik="6401045708079001")
    assert found(woman_s).keys() == {"nik_sex_differs"}
    assert found(replace(woman_s, sex=None)) == {}
    assert found(replace(woman_s, sex="female")) == {}
