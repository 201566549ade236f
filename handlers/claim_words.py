"""An alumnus in the words of staff: as they say themselves, and as they are on record."""

from handlers.registration_summary import village_name
from programme.claims import Said
from programme.eligibility import OUTSIDE
from programme.reading import places
from storage.tables import Alumnus
from talk import Argument, Line


def said(told: Said, region: str) -> dict[str, Argument]:
    """What somebody says of themselves."""
    return {
        "name": told.name,
        "born": told.birth_date,
        "year": told.year,
        "skill": Line(f"skill-{told.skill}"),
        "village": village(told.village, region),
    }


def on_record(alumnus: Alumnus, region: str) -> dict[str, Argument]:
    """What is on record of an alumnus."""
    return {
        "name": alumnus.person.full_name,
        "born": alumnus.person.birth_date,
        "year": graduated(alumnus),
        "skill": Line(f"skill-{alumnus.skill}"),
        "village": village(alumnus.person.village, region),
    }


def graduated(alumnus: Alumnus) -> Argument:
    """The day, or the year where only that is known."""
    return str(alumnus.graduated_on.year) if alumnus.by_year else alumnus.graduated_on


def village(code: str, region: str) -> Line:
    """A village in words, also one outside the region, and one that it has no longer."""
    if code == OUTSIDE:
        return Line("village-outside")
    is_known = code in places.region(region).names
    return Line("as-is", {"text": village_name(code, region) if is_known else code})
