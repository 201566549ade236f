"""The states of start-up aid (*bantuan stimulan*), by the office's own words, who acts in each, and who may change it.

The words are those of the papers: BAST (berita acara serah terima), pertanggungjawaban, pemantauan.
"""

from collections.abc import Mapping
from typing import Literal

from programme.states import NotAllowed

Acts = Literal["office", "approver", "person", "nobody"]

#: Who acts now, by state, in the order in which aid passes through them.
STATES: Mapping[str, Acts] = {
    # Proposed, by its person or by staff: somebody looks whether it is needed and what it really costs.
    "diajukan": "office",
    "diverifikasi": "approver",
    # It is bought and handed over next.
    "disetujui": "office",
    # Their turn: the receipts.
    "diserahkan": "person",
    # Every rupiah is accounted for; the office begins to visit.
    "dipertanggungjawabkan": "office",
    # From here on the check-ins ask how the business goes.
    "dipantau": "nobody",
    "selesai": "nobody",
    "ditolak": "nobody",
    "dibatalkan": "nobody",
}

#: Who brings aid into a state: its person (or who writes for them), staff who see to aid, or only whoever may approve.
By = Literal["person", "staff", "approver"]

_STAFF = frozenset[By]({"staff"})
_APPROVER = frozenset[By]({"approver"})
_PERSON_OR_STAFF = frozenset[By]({"person", "staff"})

#: Into which states aid may go from each, and who may bring it there. The only table of that: code asks it
#: (programme.aid), docs/aid-states.md is written from it.
TRANSITIONS: Mapping[str, Mapping[str, frozenset[By]]] = {
    "": {"diajukan": _PERSON_OR_STAFF},
    "diajukan": {"diverifikasi": _STAFF, "ditolak": _APPROVER, "dibatalkan": _PERSON_OR_STAFF},
    "diverifikasi": {
        "disetujui": _APPROVER,
        # Something has to be looked at again.
        "diajukan": _APPROVER,
        "ditolak": _APPROVER,
        "dibatalkan": _PERSON_OR_STAFF,
    },
    "disetujui": {"diserahkan": _STAFF, "dibatalkan": _PERSON_OR_STAFF},
    "diserahkan": {"dipertanggungjawabkan": _STAFF},
    # A receipt turned out to be wrong.
    "dipertanggungjawabkan": {"dipantau": _STAFF, "diserahkan": _STAFF},
    "dipantau": {"selesai": _STAFF},
    "selesai": {},
    # It is looked at once more.
    "ditolak": {"diajukan": _APPROVER},
    "dibatalkan": {},
}

#: Something still has to be done before the next proposal for the same person.
OPEN = frozenset({"diajukan", "diverifikasi", "disetujui", "diserahkan"})

#: Its person may still take it back.
CANCELLABLE = frozenset({"diajukan", "diverifikasi", "disetujui"})

#: Public money was spent: an official record, kept by the archive's schedule and not by the service's own.
HANDED_OVER = frozenset({"diserahkan", "dipertanggungjawabkan", "dipantau", "selesai"})

#: Back to where it was before: a reason says what is wanted.
_BACK = frozenset({("diverifikasi", "diajukan"), ("dipertanggungjawabkan", "diserahkan"), ("ditolak", "diajukan")})
#: It was not given.
ENDED_EARLY = frozenset({"ditolak", "dibatalkan"})


def may_enter(state: str, to: str, by: By) -> bool:
    """Whether that actor may bring aid from the one state into the other; who may approve does all that staff do."""
    allowed = TRANSITIONS[state].get(to, frozenset())
    return by in allowed or (by == "approver" and "staff" in allowed)


def is_back(state: str, to: str) -> bool:
    """Whether that is a step back."""
    return (state, to) in _BACK


def needs_reason(state: str, to: str) -> bool:
    """Whether its person is owed the reason."""
    return to in ENDED_EARLY or is_back(state, to)


def demand(state: str, to: str, by: By) -> None:
    """Raise NotAllowed where that actor cannot do that."""
    if not may_enter(state, to, by):
        raise NotAllowed(state, to, by)
