"""Who gets which seat: one ranking, walked down once, so that the outcome can be explained to anybody.

First choice if a seat is left there, else second, else the waiting list of both. One seat a person, and never more in
all skills together than the quota and what the province granted beside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """What an applicant wants, in the order of the ranking."""

    number: str
    first: str
    second: str | None = None

    @property
    def skills(self) -> tuple[str, ...]:
        """The first choice, and the second where there is another."""
        return tuple(dict.fromkeys(skill for skill in (self.first, self.second) if skill))


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an applicant came to stand: on a seat of that skill, or at a place of the waiting list."""

    number: str
    #: None on the waiting list.
    skill: str | None
    #: The place on the waiting list, counted from 1; None on a seat.
    waiting: int | None


def walk(wishes: Iterable[Wish], seats: Mapping[str, int | None], most: int) -> list[Placed]:
    """Give out the seats from the top; `seats` of a skill that is None has no limit of its own.

    A skill that is not offered any more has no seat. `most` is quota and granted together; 0 gives everybody a place
    on the waiting list.
    """
    free = dict(seats)
    placed: list[Placed] = []
    waiting = 0
    for wish in wishes:
        skill = _free(wish, free) if most > 0 else None
        if skill is None:
            waiting += 1
            placed.append(Placed(wish.number, None, waiting))
            continue
        most -= 1
        _take(free, skill)
        placed.append(Placed(wish.number, skill, None))
    return placed


def remaining(taken: Iterable[str], seats: Mapping[str, int | None], most: int) -> dict[str, int]:
    """How many seats each skill still has, when these are taken; never more than are left in all together."""
    held = list(taken)
    rest = max(most - len(held), 0)
    return {
        skill: rest if limit is None else min(rest, max(limit - held.count(skill), 0)) for skill, limit in seats.items()
    }


def _free(wish: Wish, seats: Mapping[str, int | None]) -> str | None:
    """The first of their choices in which a seat is left."""
    for skill in wish.skills:
        limit = seats.get(skill, 0)
        if limit is None or limit > 0:
            return skill
    return None


def _take(seats: dict[str, int | None], skill: str) -> None:
    limit = seats[skill]
    if limit is not None:
        seats[skill] = limit - 1
