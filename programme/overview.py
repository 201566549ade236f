"""How many there are, by state, intake, skill and kecamatan.

What staff see may be small numbers; what is meant for the public goes through programme.suppression, and always of one
intake: of two that are told and their sum the one could be taken from the other.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from programme.eligibility import OUTSIDE
from programme.reading.places import KECAMATAN_LENGTH, Region
from programme.staff import Member
from programme.states import SEATED, STATES
from programme.suppression import Published, publish
from storage.tables import Application, Intake, Person

#: So many signs of a village's code name its kecamatan; "outside" is shorter.


@dataclass(frozen=True, slots=True)
class Overview:
    """The counts of one intake, or of all; each table has only what there is, the largest first."""

    total: int
    #: Of these, kept and not worked with, because they asked for it.
    paused: int
    #: In the order in which a case passes through them.
    states: Mapping[str, int]
    #: By number of the intake.
    intakes: Mapping[int, int]
    #: By first choice.
    skills: Mapping[str, int]
    #: By code; OUTSIDE for other regencies.
    kecamatan: Mapping[str, int]

    @property
    def seated(self) -> int:
        """For how many a seat is held."""
        return sum(count for state, count in self.states.items() if state in SEATED)


@dataclass(frozen=True, slots=True)
class PublicTables:
    """The counts of one intake as they may be told; every table has all its categories."""

    states: Published
    skills: Published
    kecamatan: Published

    @property
    def total(self) -> int | None:
        """The same in each of them."""
        return self.states.total


def overview(session: Session, *, intake_id: int | None = None, member: Member | None = None) -> Overview:
    """Count what there is; a village officer's is what they registered and what is of their villages."""
    kecamatan = func.substr(Person.village, 1, KECAMATAN_LENGTH)
    columns = (Application.intake_id, Application.state, Application.first_skill, kecamatan)
    counted = select(*columns, func.count(), func.count(Person.restricted_at)).join(Person).group_by(*columns)
    if intake_id is not None:
        counted = counted.where(Application.intake_id == intake_id)
    limit = None if member is None else _own(member)
    rows = session.execute(counted if limit is None else counted.where(limit)).all()
    tables: Sequence[Counter[str | int]] = [Counter(), Counter(), Counter(), Counter()]
    for *names, count, _ in rows:
        for table, name in zip(tables, names, strict=True):
            table[name] += count
    intakes, states, skills, places = tables
    return Overview(
        total=sum(count for *_, count, _ in rows),
        paused=sum(paused for *_, paused in rows),
        states={state: states[state] for state in STATES if states[state]},
        intakes={int(intake): intakes[intake] for intake in sorted(intakes, reverse=True)},
        skills=_largest_first(skills),
        kecamatan=_largest_first(places),
    )


def for_public(session: Session, intake: Intake, region: Region) -> PublicTables:
    """One intake's counts, none below five and none to be reckoned from the others."""
    counts = overview(session, intake_id=intake.id)
    skills = [offered.skill for offered in intake.skills]
    return PublicTables(
        states=_published(STATES, counts.states),
        skills=_published(skills, counts.skills),
        kecamatan=_published((*region.kecamatan, OUTSIDE), counts.kecamatan),
    )


def _own(member: Member) -> ColumnElement[bool] | None:
    if member.only_villages is None:
        return None
    return or_(Person.village.in_(member.only_villages), Application.registered_by == member.id)


def _largest_first(table: Counter[str | int]) -> dict[str, int]:
    return {str(name): count for name, count in sorted(table.items(), key=lambda row: (-row[1], str(row[0])))}


def _published(categories: Iterable[str], counts: Mapping[str, int]) -> Published:
    """All categories, and those that are no longer offered but were chosen."""
    return publish({name: counts.get(name, 0) for name in dict.fromkeys((*categories, *counts))})
