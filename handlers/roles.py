"""What members of staff are, in words."""

from collections.abc import Iterable

from programme.staff import ROLES
from talk import Line


def roles_line(roles: Iterable[str]) -> Line:
    """Roles one after another, always in the same order; a dash where there is none."""
    named = [Line(f"role-{role}") for role in ROLES if role in set(roles)]
    text = named[0] if named else Line("nothing")
    for role in named[1:]:
        text = Line("listed", {"before": text, "next": role})
    return text
