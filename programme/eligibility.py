"""What staff should look at in an application. Nothing here refuses anybody: findings with reasons, people decide.

(UU 27/2022 asks for more care where a machine decides or scores, art. 34; the house decides nothing by machine.)
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Self

from programme.checklist import DocumentRule, outstanding
from programme.reading import kk
from programme.reading import nik as reading_nik

#: A child is who is not yet 18 (UU 35/2014 art. 1).
ADULT = 18
#: Kept in place of a village code for somebody who lives in another regency.
OUTSIDE = "outside"
#: As the reader of NIK says it, and as we keep it.
_SEX = {"L": "male", "P": "female"}


@dataclass(frozen=True, slots=True)
class Applicant:
    """What the rules need to know of somebody."""

    birth_date: date
    village: str
    sex: str | None = None
    #: None where a guardian need not agree.
    guardian_agreed: bool | None = None
    #: Sixteen digits, as programme.reading reads them.
    nik: str | None = None
    still_in_school: bool = False
    #: State by kind of paper.
    documents: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rules:
    """The intake's rules and the office's list of papers."""

    age_min: int
    #: Through that year of age, so to the day before the next birthday; an office that reads "maksimal 20" as "not yet
    #: 20" sets 19.
    age_max: int
    #: The day on which the age is reckoned (of the training, not of the chat).
    reference_date: date
    #: The day of the registration: whether somebody is a child depends on it alone.
    today: date
    checklist: Sequence[DocumentRule] = ()
    #: The regency's code; None where a village that is not OUTSIDE is known to be one of its own.
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: the rule, what was found, and where else the person may go."""

    rule: str
    args: Mapping[str, str | int] = field(default_factory=dict)
    #: "blk" (training for adults), "paket_abc" (school by another road), "home_regency" (their own Dinas Sosial).
    referral: str | None = None
    #: Never told to the applicant: it would say something about somebody else.
    staff_only: bool = False

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be sealed with the application."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The finding that `to_json` wrote."""
        return cls(**stored)


def age_on(birth: date, day: date) -> int:
    """Completed years. Who was born on 29 February is a year older on 1 March where there is no such day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def is_minor(birth: date, day: date) -> bool:
    """Whether a guardian has to agree."""
    return age_on(birth, day) < ADULT


def check(applicant: Applicant, rules: Rules) -> list[Finding]:
    """Every finding, always in the same order."""
    return [finding for rule in _RULES for finding in rule(applicant, rules)]


def _age(applicant: Applicant, rules: Rules) -> Iterator[Finding]:
    """At most 20 (Paser, 2025); at least 15 is the common lower bound elsewhere, Paser's own was not found."""
    age = age_on(applicant.birth_date, rules.reference_date)
    if age > rules.age_max:
        yield Finding("too_old", {"age": age, "most": rules.age_max}, "blk")
    elif age < rules.age_min:
        yield Finding("too_young", {"age": age, "least": rules.age_min}, "paket_abc")


def _still_in_school(applicant: Applicant, _rules: Rules) -> Iterator[Finding]:
    """Paser sends those who have stopped school; the province also takes the poor who finished, so staff decide."""
    if applicant.still_in_school:
        yield Finding("still_in_school", referral="paket_abc")


def _outside_regency(applicant: Applicant, rules: Rules) -> Iterator[Finding]:
    """The quota is the regency's. Told by the village, never by the NIK, which keeps the place of its first issue."""
    outside = applicant.village == OUTSIDE
    if rules.region is not None:
        outside = not applicant.village.startswith(f"{rules.region}.")
    if outside:
        yield Finding("outside_regency", referral="home_regency")


def _guardian_missing(applicant: Applicant, rules: Rules) -> Iterator[Finding]:
    """A child's data may be used when a parent or guardian agrees (UU 27/2022 art. 25)."""
    if _waits_for_guardian(applicant, rules):
        yield Finding("guardian_missing")


def _nik_missing(applicant: Applicant, rules: Rules) -> Iterator[Finding]:
    """Some have none or do not know it: staff complete it. Of a child without the guardian's yes it was not asked."""
    if applicant.nik is None and not _waits_for_guardian(applicant, rules):
        yield Finding("nik_missing")


def _nik_differs(applicant: Applicant, rules: Rules) -> Iterator[Finding]:
    """A NIK is never re-issued when a birth date is corrected, so a difference can be right: staff look (Dukcapil)."""
    if applicant.nik is None:
        return
    if _looks_like_kk(applicant.nik, applicant.birth_date, rules.today):
        yield Finding("nik_looks_like_kk")
        return
    if reading_nik.born(applicant.nik, applicant.birth_date) != applicant.birth_date:
        yield Finding("nik_date_differs", {"given": applicant.birth_date.isoformat()})
    if applicant.sex is not None and _SEX[reading_nik.sex(applicant.nik)] != applicant.sex:
        yield Finding("nik_sex_differs", {"given": applicant.sex})


def _document_missing(applicant: Applicant, rules: Rules) -> Iterator[Finding]:
    """Which papers are required is the office's list; none of them ever holds up the chat."""
    if not _waits_for_guardian(applicant, rules):
        for rule in outstanding(rules.checklist, applicant.documents):
            yield Finding("document_missing", {"document": rule.id})


_RULES: tuple[Callable[[Applicant, Rules], Iterator[Finding]], ...] = (
    _age,
    _still_in_school,
    _outside_regency,
    _guardian_missing,
    _nik_missing,
    _nik_differs,
    _document_missing,
)


def _waits_for_guardian(applicant: Applicant, rules: Rules) -> bool:
    return is_minor(applicant.birth_date, rules.today) and applicant.guardian_agreed is not True


def _looks_like_kk(number: str, birth: date, today: date) -> bool:
    """A family card's number holds the day of its issue: one of this century that is no slip of the birth date.

    A slip, or a birth date corrected later, changes one part of it; another date altogether changes two or three.
    """
    issued = reading_nik.born(number, today)
    same = (issued.day == birth.day) + (issued.month == birth.month) + (issued.year == birth.year)
    return kk.is_possible(number) and issued <= today and same <= 1
