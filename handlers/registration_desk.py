"""Where a registration's facts come from, and what becomes of it."""

from dataclasses import replace
from typing import Any

from handlers.desk import Desk
from handlers.guardian_code import code_line
from handlers.registration import LAST_PART, PARTS, registration
from handlers.registration_begun import Begun, on_record
from handlers.registration_form import Declined, Facts, Registration
from handlers.reply import Drawing, Reply
from handlers.subject import Subject
from programme import applications, consents, intakes, notice, people, reminders, staff
from programme.applications import AlreadyRegistered, ConsentAnswer, Form
from programme.eligibility import OUTSIDE
from programme.intakes import OpenIntake
from programme.reading import places
from storage.tables import Application
from talk import Answers, Argument, Choice, Line

#: Between the regency and the way to the house, where somebody lives in another one.
BETWEEN = " · "
PURPOSES = ("notice", "reminders", "announcements", "photos")


def facts(desk: Desk) -> Facts | Reply:
    """The open intake and the office's rules, as they are now."""
    intake = intakes.open_intake(desk.session, desk.today)
    if intake is None:
        return Reply((Line("registration-closed"),), menu_after(), place="menu")
    begun = applications.begun(desk.session, desk.contact_id, intake.id, desk.today)
    return replace(facts_for(desk, intake), begun=tuple(_begun(desk, application) for application in begun))


def facts_for(desk: Desk, intake: OpenIntake) -> Facts:
    """The same about an intake that need not be open any more."""
    return Facts(
        today=desk.today,
        intake=intake,
        notice=notice.VERSION,
        region=desk.office.region,
        office=desk.office.name,
        data_officer=desk.office.data_officer,
        proven_phone=desk.conversation.phone,
        papers_by_chat=desk.office.documents_by_chat,
        minimum_until_guardian=desk.office.minimum_until_guardian,
        checklist=desk.office.checklist,
        guardian_by_code=True,
        villages=_villages(desk),
    )


def _villages(desk: Desk) -> tuple[str, ...]:
    """A village officer registers people of their own villages only."""
    member = staff.of_contact(desk.session, desk.contact_id)
    return tuple(sorted(member.only_villages or ())) if member is not None else ()


def _begun(desk: Desk, application: Application) -> Begun:
    role = people.role(desk.session, desk.contact_id, application.person_id)
    return on_record(application, role, people.address_note(desk.session, application.person))


def finish(desk: Desk, result: Registration | Declined, known: Facts, answers: Answers) -> Reply:
    """Save the registration and give its number, or keep the no."""
    if isinstance(result, Declined):
        return _declined(desk, known, answers)
    try:
        application = applications.submit(
            desk.session,
            desk.contact_id,
            form(desk, result, known, answers),
            intake_id=known.intake.id,
            prefix=desk.office.prefix,
            now=desk.now,
            checklist=known.checklist,
            zone=desk.zone,
        )
    except AlreadyRegistered as already:
        return Reply((Line("registration-already", {"number": already.number}),), menu_after(), place="menu")
    reminders.plan(desk.session, application, desk.office)
    _note_helper(desk, application)
    return _registered(desk, application, known)


def _note_helper(desk: Desk, application: Application) -> None:
    """Where a member of staff registered somebody, the trail says who it was."""
    member = staff.of_contact(desk.session, desk.contact_id)
    if member is not None and member.may("register"):
        application.registered_by = member.id
        staff.note(desk.session, member, "registered", at=desk.now, person_id=application.person_id)


def form(desk: Desk, result: Registration, known: Facts, answers: Answers) -> Form:
    """The registration as the programme takes it."""
    return Form(
        **values(result),
        for_whom=result.who.for_whom,
        guardian_agreed=result.guardian.agrees if result.guardian else None,
        documents=result.papers,
        consents=_consents(result, answers),
        notice_version=known.notice,
        language=desk.language,
    )


def values(result: Registration) -> dict[str, Any]:
    """The answers as they are put on record, by the names of programme.applications.Form."""
    who, identity, school = result.who, result.identity, result.school
    note = identity.address_note if identity else None
    return {
        "full_name": who.full_name,
        "birth_date": who.birth_date,
        "sex": who.sex,
        "village": who.village,
        "guardian_name": result.guardian.name if result.guardian else None,
        "guardian_phone": result.guardian.phone if result.guardian else None,
        "nik": identity.nik if identity else None,
        "phone": result.phone,
        "address_note": BETWEEN.join(part for part in (who.outside_where, note) if part) or None,
        "last_school": school.last_school if school else None,
        "last_class": school.last_class if school else None,
        "year_left": school.year_left if school else None,
        "still_in_school": bool(school and school.still_in_school),
        "reason_left": school.reason_left if school else None,
        "aid": school.aid.aid if school else None,
        "desil": school.aid.desil if school else None,
        "first_skill": result.wish.first_skill,
        "second_skill": result.wish.second_skill,
        "dormitory": {"yes": True, "no": False}.get(result.wish.dormitory or ""),
    }


def _consents(result: Registration, answers: Answers) -> tuple[ConsentAnswer, ...]:
    agreed = {"notice": True, **result.consents}
    given = [ConsentAnswer(purpose, agreed[purpose], answers[purpose].at) for purpose in PURPOSES if purpose in answers]
    if result.guardian and "guardian_agrees" in answers:
        given.append(ConsentAnswer("guardian", result.guardian.agrees, answers["guardian_agrees"].at))
    return tuple(given)


def _declined(desk: Desk, known: Facts, answers: Answers) -> Reply:
    consents.record(
        desk.session,
        contact_id=desk.contact_id,
        person_id=None,
        purpose="notice",
        agreed=False,
        version=known.notice,
        language=desk.language,
        at=answers["notice"].at,
    )
    return Reply((Line("registration-declined"),), menu_after(), place="menu")


def _registered(desk: Desk, application: Application, known: Facts) -> Reply:
    """Number, what comes next, and a card to keep, in one message."""
    person = application.person
    waits = application.state == "menunggu_wali"
    line = Line(
        "registration-waits_for_guardian" if waits else "registration-done",
        {"number": application.number, "name": person.full_name, "guardian": person.guardian_name or ""},
    )
    lines = (line, code_line(desk, person)) if waits else (line,)
    region = places.region(known.region)
    village = Line("village-outside") if person.village == OUTSIDE else region.name(person.village)
    card: dict[str, Argument] = {
        "number": application.number,
        "name": person.full_name,
        "skill": Line(f"skill-{application.first_skill}"),
        "village": village,
        "registered_on": desk.today,
        "office": desk.office.name,
    }
    choices = (Choice("status", Line("menu-status")), Choice("register_another", Line("menu-register_another")))
    return Reply(lines, choices, place="menu", drawing=Drawing("card", card))


def menu_after() -> tuple[Choice, ...]:
    """What may come next when a talk has ended."""
    return tuple(Choice(name, Line(f"menu-{name}")) for name in ("status", "requirements", "ask_staff"))


SUBJECT = Subject(
    registration, Facts, facts, finish, PARTS, LAST_PART, said_once=frozenset({"notice", "papers", "confirm"})
)
