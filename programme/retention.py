"""How long what is kept, and why: the office's rules, as data. The work is in programme/pruning.py.

UU 27/2022 art. 42-44: what is no longer needed is erased without being asked. The days are this service's proposal and
stand in the configuration; for records of a decision the archive's schedule (JRA) decides, so no rule here takes them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Retention:
    """Days after which each kind goes."""

    drafts_days: int = 1
    abandoned_days: int = 30
    guardian_days: int = 14
    questions_days: int = 90
    messages_days: int = 90
    payloads_days: int = 7
    inbox_days: int = 30
    claims_days: int = 90
    reports_days: int = 1826
    #: Until the selection of the year after, so that they can register again.
    refused_days: int = 730
    files_days: int = 1
    imports_days: int = 7
    #: DTSEN is refreshed every three months, other registers once a year.
    registers_days: int = 400
    invitations_days: int = 30
    #: As long as a registration that was not chosen.
    objections_days: int = 730
    left_staff_days: int = 90

    def after(self, rule: "Rule") -> timedelta:
        """How long what the rule is about is kept."""
        return timedelta(days=getattr(self, rule.days))

    def before(self, rule: "Rule", now: datetime) -> datetime:
        """What is older than this is due."""
        return now - self.after(rule)


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of what is kept: what becomes of it, after which of the days, counted from when, and why."""

    name: str
    days: str
    what: str
    since: str
    becomes: str
    why: str


RULES: tuple[Rule, ...] = (
    Rule(
        "drafts",
        "drafts_days",
        "Registrations begun without agreeing to the notice",
        "the last answer",
        "erased",
        "There is no consent to keep anything (art. 20, 22).",
    ),
    Rule(
        "abandoned",
        "abandoned_days",
        "Registrations and other forms left unfinished",
        "the last answer",
        "erased",
        "The notice promises it; what was not sent is needed by nobody (art. 43).",
    ),
    Rule(
        "guardian",
        "guardian_days",
        "Children whose guardian has not agreed",
        "the registration",
        "erased",
        "Without a guardian's consent a child's data must not be kept (art. 25).",
    ),
    Rule(
        "unfilled",
        "abandoned_days",
        "Children whose guardian agreed and who never filled in the rest",
        "the guardian's answer",
        "erased",
        "The notice promises it; what was not sent is needed by nobody (art. 43).",
    ),
    Rule(
        "questions",
        "questions_days",
        "Answered questions to the office, with all that was written",
        "the answer",
        "erased",
        "They have served their purpose (art. 27, 43).",
    ),
    Rule(
        "messages",
        "messages_days",
        "Messages sent, and the conversation as the local page shows it",
        "they were written",
        "erased",
        "Kept to settle what was said, no longer (art. 43).",
    ),
    Rule(
        "pictures",
        "messages_days",
        "Pictures drawn for people, such as the registration card",
        "they were drawn",
        "erased",
        "They belong to the messages that showed them, and can be drawn again.",
    ),
    Rule(
        "payloads",
        "payloads_days",
        "Messages that could not be read or handled, sealed",
        "they came",
        "erased",
        "Kept only to find out why (art. 27).",
    ),
    Rule(
        "inbox",
        "inbox_days",
        "That a message came (its number and address, no content)",
        "it came",
        "erased",
        "A platform may deliver a message again for days; then it must be known.",
    ),
    Rule(
        "refused",
        "refused_days",
        "Registrations not chosen or withdrawn, with their papers",
        "that state, or the last day to register where nothing was ever decided",
        "anonymised: counted by kecamatan, year, skill and state",
        "Until they could register again at the selection after (art. 43).",
    ),
    Rule(
        "files",
        "files_days",
        "Files that are no paper of anybody's and in no open form",
        "they came",
        "erased",
        "A better photo took their place, or the form was thrown away (art. 27).",
    ),
    Rule(
        "left_staff",
        "left_staff_days",
        "The chat of members of staff who were removed",
        "they were removed",
        "unlinked: their name stays with what they did",
        "Until then somebody who comes back is the same member; what they decided stays theirs (art. 27, 31).",
    ),
    Rule(
        "contacts",
        "messages_days",
        "Addresses that act for nobody, asked nothing and agreed to nothing",
        "their last message",
        "erased",
        "Nothing is left to tell them (art. 43).",
    ),
    Rule(
        "lists",
        "imports_days",
        "Rows of imported lists that were not taken, or became registrations",
        "the list was read",
        "erased",
        "Nobody wanted them, or they stand in the registration (art. 27).",
    ),
    Rule(
        "superseded",
        "imports_days",
        "What older imports of a register say of people of whom a newer one speaks",
        "the newer one was taken",
        "erased",
        "Only the newest is evidence; a few days are left to notice a wrong file (art. 27, 43).",
    ),
    Rule(
        "registers",
        "registers_days",
        "People in DTSEN and ATS whom no newer import mentions, sealed",
        "the import was taken",
        "erased",
        "Old evidence is none (art. 43).",
    ),
    Rule(
        "long_work",
        "imports_days",
        "Long work that is done, such as imports, with what it was about, sealed",
        "it was done",
        "erased",
        "It has served its purpose (art. 27).",
    ),
    Rule(
        "invitations",
        "invitations_days",
        "Invitations of staff, used or not",
        "they ran out",
        "erased",
        "The code serves no more, and the trail says who invited whom to what (art. 27).",
    ),
    Rule(
        "objections",
        "objections_days",
        "Objections that were answered, with their words and the answer, sealed",
        "the answer",
        "erased",
        "As long as the registration of who was not chosen; that there was one stays in the trail (art. 43).",
    ),
    Rule(
        "claims",
        "claims_days",
        "What people say who write that they graduated, once staff decided, sealed",
        "the decision",
        "erased",
        "Who was confirmed has a record of their own; of anybody else nothing is needed (art. 27, 43).",
    ),
    Rule(
        "reports",
        "reports_days",
        "Reports of businesses, check-ins, visits, notes and solved risks, with their photos",
        "they were made",
        "erased",
        "Five years show what became of the training; older finances of somebody serve nobody (art. 27, 43).",
    ),
)
