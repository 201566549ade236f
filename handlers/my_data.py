"""`data saya`: everything that is kept about somebody, shortly in the chat and whole as a file (UU 27/2022 art. 32)."""

from collections.abc import Iterator
from typing import Any

from handlers import my_data_alumni, on_record
from handlers.desk import Desk
from handlers.menu import entries
from handlers.reply import Drawing, Reply
from handlers.trail_words import values, what
from handlers.when import when
from handlers.whose import of_alumni, picked, whose
from programme import (
    alumni,
    applications,
    audit,
    calls,
    consents,
    corrections,
    objections,
    office_questions,
    people,
    rights,
    seat_offers,
    verification,
)
from programme.audit import Entry
from storage.messages import StoredTalk
from storage.tables import Alumnus, Application, Person
from talk import Argument, Choice, Line

#: What the chat shows; the file has the rest.
SHORT = ("full_name", "birth_date", "nik", "phone", "village", "guardian_name", "last_school", "first_skill")
#: Of an open form: answers that are kept as they would be on record.
DRAFT = (
    "full_name",
    "birth_date",
    "sex",
    "village",
    "guardian_name",
    "guardian_phone",
    "nik",
    "phone",
    "address_note",
    "last_school",
    "last_class",
    "first_skill",
)
NEXT = ("change_data", "privacy", "status")


def my_data(desk: Desk) -> Reply:
    """The copy, or whose is wanted."""
    mine = alumni.unregistered(desk.session, desk.contact_id)
    registered = applications.newest_of_each(desk.session, desk.contact_id)
    if not registered and len(mine) < 2:
        return copy_of_alumnus(desk, mine[0]) if mine else _reply(desk, (Line("data-nobody"),), None)
    names = of_alumni(mine)
    if not registered:
        return Reply((Line("data-whose"),), names, place="data")
    return whose(desk, "data", copy, question=Line("data-whose"), nobody=Line("data-nobody"), more=names)


def chosen(desk: Desk, _about: str, number: str) -> Reply:
    """The copy of the one that was chosen."""
    alumnus = alumni.unregistered_one(desk.session, desk.contact_id, number)
    return copy_of_alumnus(desk, alumnus) if alumnus else picked(desk, number, copy)


def copy_of_alumnus(desk: Desk, alumnus: Alumnus) -> Reply:
    """The same of somebody who graduated before they could register here."""
    about: dict[str, Argument] = {"name": alumnus.person.full_name, "skill": Line(f"skill-{alumnus.skill}")}
    reply = _reply(desk, (Line("data-head_alumnus", about), Line("data-rest")), None, alumnus.person)
    rights.note(desk.session, "copied", contact_id=desk.contact_id, person_id=alumnus.person_id, at=desk.now)
    return reply


def copy(desk: Desk, application: Application) -> Reply:
    """A few lines and the file; that it was given is kept as well."""
    text = Line("data-head", {"name": application.person.full_name, "number": application.number})
    values = corrections.on_record(desk.session, application)
    for row in on_record.rows({name: values[name] for name in SHORT}, desk.office.region):
        if row.value != on_record.NOTHING:
            text = Line("data-row", {"before": text, "label": row.label, "value": row.value})
    reply = _reply(desk, (text, Line("data-rest")), application, application.person)
    rights.note(desk.session, "copied", contact_id=desk.contact_id, person_id=application.person_id, at=desk.now)
    return reply


def _reply(desk: Desk, lines: tuple[Line, ...], application: Application | None, person: Person | None = None) -> Reply:
    person_id = None if person is None else person.id
    rights.fulfilled(desk.session, "access", contact_id=desk.contact_id, person_id=person_id, at=desk.now)
    rows = {f"{number}": row for number, row in enumerate(_file(desk, application, person))}
    choices = tuple(Choice(name, Line(f"menu-{name}")) for name in NEXT) if application else entries(desk)
    return Reply(lines, choices, place="menu", drawing=Drawing("data", rows))


def _file(desk: Desk, application: Application | None, person: Person | None) -> Iterator[Line]:
    """The file, one line after another."""
    person_id = None if person is None else person.id
    yield Line("data-title", {"office": desk.office.name, "when": when(desk.now, desk.zone)})
    yield from _contact(desk)
    if application is not None:
        yield from _applications(desk, application.person_id)
    if person is not None:
        yield from _graduated(desk, person, is_registered=application is not None)
    yield from _any("claims", my_data_alumni.claimed(desk))
    yield from _section("consents", _consents(desk, person_id))
    yield from _section("questions", _questions(desk))
    yield from _section("requests", _requests(desk, person_id))
    if person_id is not None:
        yield from _section("objections", _objections(desk, person_id))
        yield from _section("trail", (_step(desk, entry) for entry in audit.trail(desk.session, person_id)))
    yield Line("empty")
    yield Line("data-end", {"officer": desk.office.data_officer, "phone": desk.office.phone})


def _graduated(desk: Desk, person: Person, *, is_registered: bool) -> Iterator[Line]:
    """What is kept of an alumnus; nothing is said to whoever is none."""
    if not is_registered:
        yield from _section("person", _person(desk, person))
    yield from _any("alumnus", my_data_alumni.graduation(desk, person.id))
    yield from _any("businesses", my_data_alumni.owned(desk, person.id))
    yield from _any("aid", my_data_alumni.aid(desk, person.id))


def _person(desk: Desk, person: Person) -> Iterator[Line]:
    known = {name: getattr(person, name) for name in ("full_name", "sex", "village", "phone")}
    known |= {"birth_date": person.birth_date.isoformat(), "nik": people.nik(desk.session, person)}
    for row in on_record.rows({name: value for name, value in known.items() if value}, desk.office.region):
        yield Line("data-value", {"label": row.label, "value": row.value})


def _any(name: str, rows: Iterator[Line]) -> Iterator[Line]:
    """A heading and its lines, where there are any."""
    found = list(rows)
    return _section(name, iter(found)) if found else iter(())


def _section(name: str, rows: Iterator[Line]) -> Iterator[Line]:
    """A heading and its lines, or that there are none."""
    yield Line("empty")
    yield Line(f"data-part_{name}")
    nothing = True
    for row in rows:
        nothing = False
        yield row
    if nothing:
        yield on_record.NOTHING


def _contact(desk: Desk) -> Iterator[Line]:
    conversation = desk.conversation
    phone = on_record.in_words("phone", conversation.phone, desk.office.region)
    language = Line("menu-indonesian" if desk.language == "id" else "menu-english")
    yield Line("empty")
    yield Line("data-part_contact")
    yield Line("data-channel", {"channel": conversation.channel, "phone": phone})
    yield Line("data-language", {"language": language})
    if conversation.stopped_at:
        yield Line("data-stopped", {"when": when(conversation.stopped_at, desk.zone)})
    if conversation.talk is not None:
        yield from _talk(desk, conversation.talk)


def _talk(desk: Desk, talk: StoredTalk) -> Iterator[Line]:
    """The open form: how much of it there is, and what in it says who somebody is."""
    answers: dict[str, list[Any]] = talk.content["answers"]
    yield Line("data-talk", {"count": len(answers), "when": when(talk.updated_at, desk.zone)})
    known = {name: answers[name][0] for name in DRAFT if name in answers}
    for row in on_record.rows(known, desk.office.region):
        yield Line("data-value", {"label": row.label, "value": row.value})


def _applications(desk: Desk, person_id: int) -> Iterator[Line]:
    for application in applications.of_contact(desk.session, desk.contact_id):
        if application.person_id == person_id:
            yield from _section("application", _application(desk, application))


def _application(desk: Desk, application: Application) -> Iterator[Line]:
    yield Line("data-number", {"number": application.number, "intake": application.intake.name})
    if application.person.restricted_at:
        yield Line("data-restricted", {"when": when(application.person.restricted_at, desk.zone)})
    for row in on_record.rows(corrections.on_record(desk.session, application), desk.office.region):
        yield Line("data-value", {"label": row.label, "value": row.value})
    for event in application.history:
        state = Line(f"state-{event.state}")
        entered: dict[str, Argument] = {"when": when(event.at, desk.zone), "state": state}
        reason: dict[str, Argument] = {"reason": event.reason} if event.reason else {}
        yield Line("data-event_reason" if reason else "data-event", {**entered, **reason})
    for offer in seat_offers.of_application(desk.session, application.id):
        became = Line(f"seat_offer-became_{offer.state}")
        about: dict[str, Argument] = {"skill": Line(f"skill-{offer.skill}"), "when": when(offer.made_at, desk.zone)}
        yield Line("data-seat_offer", {**about, "became": became})
    yield from _of_staff(desk, application)
    for document in sorted(application.documents, key=lambda document: document.id):
        paper, stands = Line(f"document-{document.kind}"), Line(f"data-paper_{document.state}")
        yield Line("data-paper", {"paper": paper, "stands": stands, "when": when(document.at, desk.zone)})
    for finding in applications.findings(desk.session, application):
        # Some would say something about somebody else, and missing papers stand above.
        if not finding.staff_only and finding.rule != "document_missing":
            yield Line("data-finding", {"finding": Line(f"finding-{finding.rule}")})


def _consents(desk: Desk, person_id: int | None) -> Iterator[Line]:
    for consent in consents.given(desk.session, desk.contact_id, person_id):
        yield Line(
            "data-consent",
            {
                "purpose": Line(f"purpose-{consent.purpose}"),
                "answer": Line("choice-yes" if consent.agreed else "choice-no"),
                "when": when(consent.at, desk.zone),
                "version": consent.version,
            },
        )


def _questions(desk: Desk) -> Iterator[Line]:
    for question in office_questions.of_contact(desk.session, desk.contact_id):
        for written in question.thread:
            at = when(written.at, desk.zone)
            if written.by is None:
                yield Line("data-question", {"when": at, "text": written.text})
            else:
                yield Line("data-answer", {"when": at, "by": written.by, "text": written.text})


def _requests(desk: Desk, person_id: int | None) -> Iterator[Line]:
    for request in rights.requests_about(desk.session, desk.contact_id, person_id):
        ends = Line("data-due", {"when": when(request.due_at, desk.zone)})
        if request.done_at:
            ends = Line("data-done", {"when": when(request.done_at, desk.zone)})
        right, asked = Line(f"right-{request.right}"), when(request.asked_at, desk.zone)
        yield Line("data-request", {"right": right, "when": asked, "done": ends})
        if wanted := rights.wanted(desk.session, request.id):
            yield Line("as-is", {"text": wanted["words"]})


def _of_staff(desk: Desk, application: Application) -> Iterator[Line]:
    """Calls with what was answered, and what staff wrote down."""
    for called in calls.all_of(desk.session, application):
        about: dict[str, Argument] = {"number": called.call.number, "day": called.call.gather_on}
        answer = Line(f"call-stands_{called.answer or 'silent'}")
        why = calls.hindrance(desk.session, called) or "–"
        yield Line("data-call", {**about, "answer": answer, "why": why})
    for note in verification.notes(desk.session, application):
        yield Line("data-case_note", {"when": when(note.at, desk.zone), "text": note.text})


def _objections(desk: Desk, person_id: int) -> Iterator[Line]:
    for one in objections.of_person(desk.session, person_id):
        about = {"when": when(one.made_at, desk.zone), "decided": Line(f"state-{one.state}")}
        yield Line("data-objection", {**about, "words": objections.words(desk.session, one)})
        if one.decided_at is not None:
            reason = objections.reason(desk.session, one) or ""
            answered = {"when": when(one.decided_at, desk.zone), "outcome": Line(f"outcome-{one.outcome}")}
            yield Line("data-objection_answer", {**answered, "reason": reason})


def _step(desk: Desk, entry: Entry) -> Line:
    told = {"what": what(entry), "values": values(entry, desk.office.region)}
    return Line("data-step", {"when": when(entry.at, desk.zone), "by": Line(f"by-{entry.by}"), **told})
