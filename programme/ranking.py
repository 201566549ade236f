"""In which order verified applicants are looked at for a seat, and why: criteria with weights, each with its reason.

No machine decides: staff see every point with its reason, move whom they have cause to move, and confirm. Which
criteria count and how much is the office's to set (`selection.weights`); Paser's own were not found, so these are
defaults after what comparable programmes say: from a poor family, not too old for another year, willing to live in the
dormitory, papers in order. The day of registration is one of the smallest: whoever comes first is not served first.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Self

from programme.eligibility import age_on

#: The only state from which somebody is chosen: staff have looked at the case and found it in order.
VERIFIED = "diverifikasi"

#: How much each criterion is worth at most; together 100, so that a score reads like a mark.
WEIGHTS: Mapping[str, int] = {
    "age": 30,
    "poverty": 25,
    "aid": 5,
    "papers": 10,
    "waiting": 10,
    "dormitory": 10,
    "district": 10,
}

#: From this DTSEN desil on, poverty gives no point: social aid goes to desil 1 to 5 at most.
LAST_POOR_DESIL = 5
#: So many years before the last possible one age begins to count.
YEARS_AHEAD = 3
#: After so many weeks waiting counts no more.
WEEKS = 10
#: Of a kecamatan the first gets all points for balance, the second half of them.
SHARES = (Fraction(1), Fraction(1, 2))


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the criteria need to know of an applicant. None is what is not known."""

    number: str
    state: str
    submitted_at: datetime
    birth_date: date
    #: The code of the kecamatan.
    district: str
    desil: int | None = None
    #: The desil stands in a register that staff imported; otherwise the family says so.
    desil_registered: bool = False
    #: What the family receives, by id; empty where none.
    aid: tuple[str, ...] | None = None
    #: Of the required papers, how many are here and how many there are.
    papers: int = 0
    papers_of: int = 0
    dormitory: bool | None = None
    #: The person asked that the record be kept and not worked with, or it names nobody any more.
    set_aside: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """The intake's rules and the office's weights."""

    age_max: int
    reference_date: date
    #: The moment of the ranking: waiting is reckoned to it.
    now: datetime
    weights: Mapping[str, int] = field(default_factory=lambda: WEIGHTS)


@dataclass(frozen=True, slots=True)
class Reason:
    """What one criterion gave, and the key and values by which a text explains it."""

    criterion: str
    points: int
    of: int
    key: str
    args: Mapping[str, str | int] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be kept with the selection."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The reason that `to_json` wrote."""
        return cls(**stored)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with every reason; the score is their sum and nothing else."""

    candidate: Candidate
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> int:
        """The points of all criteria."""
        return sum(reason.points for reason in self.reasons)


def may_be_chosen(candidate: Candidate) -> bool:
    """Verified, and not set aside by its person's wish or the end of its time."""
    return candidate.state == VERIFIED and not candidate.set_aside


def rank(candidates: Iterable[Candidate], terms: Terms) -> list[Ranked]:
    """Everybody who may be chosen, the highest score first; the same whatever order they are handed in."""
    own = [Ranked(one, _own(one, terms)) for one in candidates if may_be_chosen(one)]
    of_district: dict[str, list[Ranked]] = defaultdict(list)
    for one in sorted(own, key=_order):
        of_district[one.candidate.district].append(one)
    balanced = [
        Ranked(one.candidate, (*one.reasons, _balance(one.candidate, place, terms)))
        for same in of_district.values()
        for place, one in enumerate(same, start=1)
    ]
    return sorted(balanced, key=_order)


def moved(numbers: Sequence[str], moves: Iterable[tuple[str, int]]) -> list[str]:
    """The order after staff's moves, one after another: each puts a number at a place, counted from 1."""
    order = list(numbers)
    for number, place in moves:
        if number in order:
            order.remove(number)
            order.insert(max(place, 1) - 1, number)
    return order


def _order(one: Ranked) -> tuple[int, datetime, str]:
    """The score; where it is the same, who registered first, then the number."""
    return -one.score, one.candidate.submitted_at, one.candidate.number


def _own(candidate: Candidate, terms: Terms) -> tuple[Reason, ...]:
    """What a candidate gets whoever else there is."""
    return tuple(criterion(candidate, terms) for criterion in _CRITERIA)


def _reason(
    terms: Terms, criterion: str, share: Fraction | int, key: str, args: Mapping[str, str | int] | None = None
) -> Reason:
    """That share of the weight, in whole points: a half rounds up."""
    most = terms.weights.get(criterion, 0)
    return Reason(criterion, int(most * share + Fraction(1, 2)), most, key, args or {})


def _age(candidate: Candidate, terms: Terms) -> Reason:
    """Who will be too old on next year's reference date has no other chance; a year before that it counts less."""
    age = age_on(candidate.birth_date, terms.reference_date)
    left = max(terms.age_max - age, 0)
    share = Fraction(max(YEARS_AHEAD - left, 0), YEARS_AHEAD)
    return _reason(terms, "age", share, "last_chance" if left == 0 else "years_left", {"age": age, "left": left})


def _poverty(candidate: Candidate, terms: Terms) -> Reason:
    """DTSEN desil, 1 the poorest tenth; as the family says it, it is worth half of what a register says."""
    desil = candidate.desil
    if desil is None:
        return _reason(terms, "poverty", 0, "desil_unknown")
    share = Fraction(max(LAST_POOR_DESIL + 1 - desil, 0), LAST_POOR_DESIL)
    if candidate.desil_registered:
        return _reason(terms, "poverty", share, "desil_registered", {"desil": desil})
    return _reason(terms, "poverty", share / 2, "desil_said", {"desil": desil})


def _aid(candidate: Candidate, terms: Terms) -> Reason:
    """Who receives aid for the poor has been found poor by somebody else already."""
    if candidate.aid is None:
        return _reason(terms, "aid", 0, "aid_unknown")
    return _reason(terms, "aid", 1, "aid_received") if candidate.aid else _reason(terms, "aid", 0, "aid_none")


def _papers(candidate: Candidate, terms: Terms) -> Reason:
    """How many of the required papers are here."""
    here, needed = min(candidate.papers, candidate.papers_of), candidate.papers_of
    share = Fraction(here, needed) if needed else Fraction(1)
    return _reason(terms, "papers", share, "papers_here", {"here": here, "of": needed})


def _waiting(candidate: Candidate, terms: Terms) -> Reason:
    """A little more with every whole week since they registered."""
    weeks = max((terms.now - candidate.submitted_at).days // 7, 0)
    return _reason(terms, "waiting", Fraction(min(weeks, WEEKS), WEEKS), "weeks_waited", {"weeks": weeks})


def _dormitory(candidate: Candidate, terms: Terms) -> Reason:
    """Trainees live in the dormitory for months: who would not cannot take part in full."""
    keys = {True: "dormitory_yes", False: "dormitory_no", None: "dormitory_unknown"}
    return _reason(terms, "dormitory", int(candidate.dormitory is True), keys[candidate.dormitory])


def _balance(candidate: Candidate, place: int, terms: Terms) -> Reason:
    """Far kecamatan hear of it last: the highest of each gets more, so that not all seats go to the nearest."""
    share = SHARES[place - 1] if place <= len(SHARES) else 0
    return _reason(terms, "district", share, "place_in_district", {"place": place, "district": candidate.district})


_CRITERIA: tuple[Callable[[Candidate, Terms], Reason], ...] = (_age, _poverty, _aid, _papers, _waiting, _dormitory)
