"""One row of a register as plain values, with what is wrong in it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell: the text `import-problem-<what>` says it, and what to do."""

    #: What the column holds (programme.registers.columns), and how it is called in the file.
    column: str
    called: str
    what: str
    #: Whether the row is left out for it; else only this value is.
    is_fatal: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """What one row says; None is what it does not say, or not in a way that can be trusted."""

    #: Counting from 1, as the spreadsheet shows it.
    row: int
    nik: str | None = None
    kk: str | None = None
    full_name: str | None = None
    birth_date: date | None = None
    birth_place: str | None = None
    #: "male" or "female".
    sex: str | None = None
    #: Kemendagri's dotted codes, by name alone: others look alike and mean other places.
    village: str | None = None
    kecamatan: str | None = None
    #: Lives in another regency.
    is_outside: bool = False
    address: str | None = None
    phone: str | None = None
    desil: int | None = None
    #: Of a child out of school: "do", "ltm" or "bpb".
    status: str | None = None
    reason: str | None = None
    school: str | None = None
    first_skill: str | None = None
    second_skill: str | None = None
    guardian_name: str | None = None
    guardian_phone: str | None = None
    note: str | None = None
    #: Of an alumnus: the day or the year in which they graduated, as an ISO date or four digits; their business.
    graduated: str | None = None
    business: str | None = None
    business_name: str | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def is_left_out(self) -> bool:
        """Whether something is wrong without which it cannot be taken."""
        return any(problem.is_fatal for problem in self.problems)

    def to_json(self) -> dict[str, Any]:
        """Plain values, without what is not there."""
        values = {name: value for name in self.__dataclass_fields__ if (value := getattr(self, name))}
        if self.birth_date is not None:
            values["birth_date"] = self.birth_date.isoformat()
        if self.problems:
            values["problems"] = [asdict(problem) for problem in self.problems]
        return values

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The record that `to_json` wrote."""
        birth_date = date.fromisoformat(stored["birth_date"]) if "birth_date" in stored else None
        problems = tuple(Problem(**problem) for problem in stored.get("problems", ()))
        return cls(**{**stored, "birth_date": birth_date, "problems": problems})
