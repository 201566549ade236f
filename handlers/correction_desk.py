"""Where a correction's facts come from, and what becomes of it: saved at once, or kept for staff to do."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from handlers.correction import correction, plain, rows
from handlers.correction_form import Correction, Facts, Record
from handlers.desk import Desk
from handlers.guardian_code import code_line
from handlers.menu import short_menu
from handlers.registration_desk import facts_for
from handlers.reply import Reply
from handlers.subject import Subject
from handlers.texts import render
from programme import applications, corrections, intakes, people, reminders, rights
from programme.states import INCOMPLETE
from storage.tables import Application
from talk import Answers, Choice, Line

_FOR_WHOM = {role: for_whom for for_whom, role in people.ROLES.items()}


def facts(desk: Desk) -> Facts | Reply:
    """Everybody's answers as they are on record now."""
    mine = applications.newest_of_each(desk.session, desk.contact_id)
    if not mine:
        return short_menu(desk, Line("correction-nobody"))
    return Facts(tuple(_record(desk, application) for application in mine))


def finish(desk: Desk, result: Correction, known: Facts, _answers: Answers) -> Reply:
    """Put the new values on record, or leave them to staff where others have worked with the old ones."""
    if not result.changes:
        return short_menu(desk, Line("correction-declined" if result.declined else "correction-same"))
    application = applications.for_contact_by_number(desk.session, desk.contact_id, result.number)
    if application is None:
        return short_menu(desk, Line("correction-nobody"))
    if not corrections.is_correctable(application):
        return _left_to_staff(desk, application, result.changes, rows(known.record(result.number), result.changes))
    age_change = corrections.correct(
        desk.session,
        application,
        values(result.changes),
        contact_id=desk.contact_id,
        at=desk.now,
        checklist=desk.office.checklist,
        zone=desk.zone,
    )
    if age_change is not None:
        reminders.plan(desk.session, application, desk.office)
    return _saved(desk, application, age_change)


def _record(desk: Desk, application: Application) -> Record:
    form = facts_for(desk, intakes.snapshot(application.intake))
    chosen = [skill for skill in (application.first_skill, application.second_skill) if skill]
    # What they chose stays theirs, also where it is not offered any more.
    skills = tuple(dict.fromkeys((*form.intake.skills, *chosen)))
    kept = plain(corrections.on_record(desk.session, application))
    is_minimum = kept["last_school"] is None
    return Record(
        number=application.number,
        name=application.person.full_name,
        for_whom=_FOR_WHOM[people.role(desk.session, desk.contact_id, application.person_id)],
        values=kept,
        form=replace(form, begun=(), intake=replace(form.intake, skills=skills), minimum_until_guardian=is_minimum),
    )


def values(changes: Mapping[str, Any]) -> dict[str, Any]:
    """As they go on record."""
    found = dict(changes)
    if "birth_date" in found:
        found["birth_date"] = date.fromisoformat(found["birth_date"])
    return found


def _left_to_staff(desk: Desk, application: Application, changes: Mapping[str, Any], shown: Line) -> Reply:
    """With its values, so that staff put them on record by one button."""
    words = render("id", Line("correction-for_staff", {"number": application.number, "rows": shown}))
    request = rights.ask(
        desk.session,
        "correction",
        contact_id=desk.contact_id,
        person_id=application.person_id,
        at=desk.now,
        wanted={"words": words, "number": application.number, "changes": dict(changes)},
    )
    due = request.due_at.astimezone(desk.zone)
    return short_menu(
        desk,
        Line(
            "correction-left_to_staff",
            {"name": application.person.full_name, "day": due.date(), "time": f"{due:%H.%M}"},
        ),
    )


def _saved(desk: Desk, application: Application, age_change: corrections.AgeChange | None) -> Reply:
    lines = [Line("correction-saved", {"name": application.person.full_name})]
    if age_change == "guardian_needed":
        lines += [Line("correction-guardian_needed"), code_line(desk, application.person)]
    elif age_change == "guardian_not_needed":
        lines.append(Line("correction-guardian_not_needed"))
    more: tuple[str, ...] = (
        ("complete",) if age_change == "guardian_not_needed" and application.state in INCOMPLETE else ()
    )
    choices = tuple(Choice(name, Line(f"menu-{name}")) for name in (*more, "change_data", "my_data", "status"))
    return Reply(tuple(lines), choices, place="menu")


SUBJECT = Subject(correction, Facts, facts, finish)
