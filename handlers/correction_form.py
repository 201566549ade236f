"""What a correction starts from: everybody's answers as they are on record, and what it ends with."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from handlers.questions import NikDiffers
from handlers.registration_desk import BETWEEN
from handlers.registration_form import Facts as RegistrationFacts
from programme.eligibility import OUTSIDE, is_minor
from talk import Stored

#: The questions that can be corrected, by the part in which they are looked for.
PARTS: Mapping[str, tuple[str, ...]] = {
    "self": ("full_name", "birth_date", "sex", "village", "outside_where"),
    "guardian": ("guardian_name", "guardian_phone"),
    "contact": ("nik", "phone", "address_note"),
    "school": ("last_school", "last_class", "year_left", "reason_left", "aid"),
    "wish": ("first_skill", "second_skill", "dormitory"),
}


@dataclass(frozen=True, slots=True)
class Record:
    """One person's newest application."""

    number: str
    name: str
    for_whom: str
    #: By the names of programme.applications.Form; plain values.
    values: Mapping[str, Any]
    form: RegistrationFacts

    @property
    def is_minimum(self) -> bool:
        """Whether the rest was never asked, since a guardian had yet to agree."""
        return self.values["last_school"] is None

    def answers(self) -> dict[str, Stored]:
        """As the registration's questions would have stored them; what was not asked is absent."""
        values = self.values
        outside, note = self._address()
        asked: dict[str, Stored] = {
            **{name: values[name] for name in ("full_name", "birth_date", "village", "nik", "phone", "first_skill")},
            "for_whom": self.for_whom,
            # Whether a guardian agrees is no answer that a correction could give.
            "guardian_agrees": "later",
            "nik_differs": self._nik_differs(),
            "address_note": note,
            "reason_left": values["reason_left"] or "skip",
            "second_skill": values["second_skill"] or "none",
            "dormitory": {True: "yes", False: "no"}.get(values["dormitory"], "unsure"),
            "aid": {"aid": values["aid"], "desil": values["desil"]},
            **self._school(),
        }
        where = {"outside_where": outside} if outside else {}
        others = {name: values[name] for name in ("sex", "guardian_name", "guardian_phone") if values[name] is not None}
        return {**asked, **where, **others}

    def questions(self, part: str) -> tuple[str, ...]:
        """What of that part can be corrected: what was asked, and what belongs to somebody of that age or school."""
        answers = self.answers()
        optional = {"sex", "outside_where", "last_class", "year_left", *PARTS["guardian"]}
        hidden = {name for name in optional if name not in answers}
        if not is_minor(date.fromisoformat(self.values["birth_date"]), self.form.today):
            hidden |= set(PARTS["guardian"])
        if self.is_minimum:
            hidden |= {*PARTS["school"], "sex", "nik", "address_note", "dormitory"}
        return tuple(name for name in PARTS[part] if name not in hidden)

    def _address(self) -> tuple[str | None, str | None]:
        note = self.values["address_note"]
        if self.values["village"] != OUTSIDE or note is None:
            return None, note
        outside, _, rest = note.partition(BETWEEN)
        return outside, rest or None

    def _nik_differs(self) -> Stored:
        """What is on record about the two was said before: it is asked only where one of them changes."""
        return NikDiffers(self.values["nik"] or "", date.fromisoformat(self.values["birth_date"])).pair()

    def _school(self) -> dict[str, Stored]:
        school = self.values["last_school"]
        if school is None:
            return {}
        if school == "none":
            return {"last_school": school}
        year = "still" if self.values["still_in_school"] else self.values["year_left"]
        return {"last_school": school, "last_class": self.values["last_class"], "year_left": year}


@dataclass(frozen=True, slots=True)
class Facts:
    """Everybody for whom this contact acts."""

    records: tuple[Record, ...]

    def record(self, number: str) -> Record:
        """The one of that number."""
        return next(record for record in self.records if record.number == number)

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be kept with the talk."""
        return {"records": [{**asdict(record), "form": record.form.to_json()} for record in self.records]}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The facts that `to_json` wrote."""
        records = ({**one, "form": RegistrationFacts.from_json(one["form"])} for one in stored["records"])
        return cls(tuple(Record(**record) for record in records))


@dataclass(frozen=True, slots=True)
class Correction:
    """The new values of one record; empty where nothing is to change, or nothing is different."""

    number: str
    changes: Mapping[str, Any]
    #: Whether they looked at the change and said no.
    declined: bool = False
