"""One case as staff see it: the answers, the age that counts, the papers, what to look at, what was noted."""

from collections.abc import Iterable, Iterator
from datetime import date

from handlers.correction import plain
from handlers.desk import Desk
from handlers.on_record import NOTHING, rows
from handlers.status import stacked
from programme import corrections, verification
from programme.eligibility import Finding, age_on
from programme.reading import places
from programme.registers import matches as registers
from programme.registers.matches import Match
from storage.tables import Application, Document
from talk import Argument, Line

#: Said by the head of the card, or of no use to whoever verifies.
_ELSEWHERE = frozenset({"full_name"})
#: Findings that the list of papers shows already.
_SHOWN = frozenset({"document_missing"})
#: Arguments of a finding that are ids with a text of their own.
_NAMED = {"document": "document-{}", "relation": "relation-{}"}


def card(desk: Desk, application: Application) -> tuple[Line, ...]:
    """The case, part by part."""
    return tuple(Line("lines", {"text": part}) for part in _parts(desk, application))


def _parts(desk: Desk, application: Application) -> Iterator[Line]:
    yield stacked([_head(desk, application), _age(application)])
    yield stacked(list(_answers(desk, application)))
    yield _section("case-papers", (_paper(document) for document in application.documents))
    found = [one for one in verification.findings(desk.session, application) if one.rule not in _SHOWN]
    yield _section("case-findings" if found else "case-no_findings", map(_finding, found))
    listed = registers.matches(desk.session, application.person)
    if listed:
        yield _section("case-registers", (_match(desk, match) for match in listed))
    notes = verification.notes(desk.session, application)
    if notes:
        yield _section("case-notes", (_note(desk, note) for note in notes))


def _head(desk: Desk, application: Application) -> Line:
    since = application.state_since.astimezone(desk.zone).date()
    about: dict[str, Argument] = {
        "name": application.person.full_name,
        "number": application.number,
        "state": Line(f"state-{application.state}"),
        "day": since,
        "days": (desk.today - since).days,
    }
    return Line("case-head", about)


def _age(application: Application) -> Line:
    day = application.intake.reference_date
    return Line("case-age", {"age": age_on(application.person.birth_date, day), "day": day})


def _answers(desk: Desk, application: Application) -> Iterator[Line]:
    values = plain(corrections.on_record(desk.session, application))
    for row in rows(values, desk.office.region):
        if row.value != NOTHING and row.name not in _ELSEWHERE:
            yield Line("case-row", {"label": row.label, "value": row.value})


def _section(key: str, lines: Iterable[Line]) -> Line:
    text = Line(key)
    for line in lines:
        text = Line("bullet", {"before": text, "next": line})
    return text


def _paper(document: Document) -> Line:
    key = "case-paper_wanted" if document.wanted_why else "case-paper"
    stands = Line("case-paper_seen") if _is_on_paper(document) else Line(f"data-paper_{document.state}")
    shown: dict[str, Argument] = {"paper": Line(f"document-{document.kind}"), "stands": stands}
    return Line(key, {**shown, "why": document.wanted_why} if document.wanted_why else shown)


def _is_on_paper(document: Document) -> bool:
    """It was seen at the office and no file of it is kept."""
    return document.state == "received" and document.media_id is None


def _finding(found: Finding) -> Line:
    args: dict[str, Argument] = {name: _said(name, value) for name, value in found.args.items()}
    return Line(f"case-finding_{found.rule}", args)


def _said(name: str, value: str | int) -> Argument:
    if name in _NAMED:
        return Line(_NAMED[name].format(value))
    return Line(f"sex-{value}") if value in ("male", "female") else value


def _match(desk: Desk, match: Match) -> Line:
    """What the register says, how it was found, and what it says otherwise."""
    says = [Line(f"register-how_{match.how}")]
    says += [Line("register-desil", {"desil": match.desil})] if match.desil else []
    says += [Line(f"register-status_{match.status}")] if match.status else []
    says += [_difference(desk, name, value) for name, value in match.differs.items()]
    text = Line(f"register-{match.register}", {"day": match.as_of})
    for said in says:
        text = Line("listed", {"before": text, "next": said})
    return text


def _difference(desk: Desk, name: str, value: str | date) -> Line:
    return Line("register-differs", {"label": Line(f"label-{name}"), "value": _in_register(desk, name, value)})


def _in_register(desk: Desk, name: str, value: str | date) -> Argument:
    if isinstance(value, date):
        return value
    if name == "village":
        return places.region(desk.office.region).name(value)
    return Line(f"sex-{value}") if name == "sex" else value


def _note(desk: Desk, note: verification.Note) -> Line:
    day = note.visited_on or note.at.astimezone(desk.zone).date()
    return Line("case-note_visit" if note.visited_on else "case-note", {"day": day, "by": note.by, "text": note.text})
