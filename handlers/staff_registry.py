"""Which commands and choices staff have, gathered from their subjects."""

from collections.abc import Mapping

from handlers import (
    aid_desk,
    alumni_desk,
    calling,
    claim_desk,
    coaching_desk,
    data_rights,
    exporting,
    finding_cases,
    guardian_form,
    importing,
    intake_desk,
    members,
    mentees,
    mentor_areas,
    objection_desk,
    outcomes,
    overview,
    participants,
    question_desk,
    seats,
    selection,
    trail,
    verification,
    writing_first,
)
from handlers.staff_commands import Command, Menu

#: In the order in which the menu shows them.
_SUBJECTS = (
    verification,
    finding_cases,
    guardian_form,
    selection,
    seats,
    calling,
    participants,
    alumni_desk,
    claim_desk,
    aid_desk,
    mentees,
    mentor_areas,
    coaching_desk,
    overview,
    outcomes,
    exporting,
    intake_desk,
    objection_desk,
    question_desk,
    writing_first,
    data_rights,
    importing,
    members,
    trail,
)

COMMANDS: Mapping[str, Command] = {command.name: command for subject in _SUBJECTS for command in subject.COMMANDS}

MENUS: Mapping[str, Menu] = {menu.place: menu for subject in _SUBJECTS for menu in subject.MENUS}
