"""Which papers a registration needs.

No list of the provincial home was found: this is the union of comparable official ones (Jawa Tengah, SIPPN standard of
PPSA Wira Adhi Karya; Riau, UPT Marsudi Putra), so every line is a default that the office changes by configuration.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

REQUIRED, OPTIONAL, IF_AVAILABLE = "required", "optional", "if_available"

#: A paper that is here, and one that will come by chat.
RECEIVED, LATER = "received", "later"
#: A paper that is still to come: promised by chat, to be brought to the office, or asked for and not answered.
EXPECTED = frozenset({LATER, "office", "missing"})


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """One paper: its id, whether it is "required", "optional" or "if_available", and whether the chat asks for it."""

    id: str
    need: str
    ask_in_chat: bool = True


DEFAULT: tuple[DocumentRule, ...] = (
    # The NIK stands on it, which matters to those who have no identity card yet.
    DocumentRule("kk", REQUIRED),
    # KTP, KIA or birth certificate, any one: a KTP is given only from 17 or on marriage.
    DocumentRule("identity", REQUIRED),
    # SKTM, or proof of the DTSEN desil. An SKTM alone no longer decides (Inpres 4/2025); staff look it up.
    DocumentRule("poverty_proof", REQUIRED),
    DocumentRule("photo", REQUIRED),
    # Of everybody, whatever their age: the trainees live in a dormitory.
    DocumentRule("guardian_permission", REQUIRED),
    # Many lost it or never finished: it must never hold up a registration.
    DocumentRule("school_record", IF_AVAILABLE),
    DocumentRule("health_letter", OPTIONAL),
    # Signed on the office's own form, so it is asked for there.
    DocumentRule("unmarried_statement", OPTIONAL, ask_in_chat=False),
)


def outstanding(rules: Sequence[DocumentRule], answers: Mapping[str, str]) -> list[DocumentRule]:
    """The required papers that are not here, in the order of the list; `answers` gives the state of each kind."""
    return [rule for rule in rules if rule.need == REQUIRED and answers.get(rule.id) != RECEIVED]


def expected(rules: Sequence[DocumentRule], answers: Mapping[str, str]) -> list[DocumentRule]:
    """What may still be sent: the required papers that are not here, and the others that were promised."""
    required = outstanding(rules, answers)
    return [rule for rule in rules if rule in required or answers.get(rule.id) in EXPECTED]
