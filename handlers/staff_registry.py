"""Which commands and choices staff have, gathered from their subjects."""

from collections.abc import Mapping

from handlers import (
    data_rights,
    exporting,
    importing,
    intake_desk,
    members,
    overview,
    seats,
    selection,
    trail,
)
from handlers.staff_commands import Command, Menu

#: In the order in which the menu shows them.
COMMANDS: Mapping[str, Command] = {
    command.name: command
    for command in (
        *selection.COMMANDS,
        *seats.COMMANDS,
        *overview.COMMANDS,
        *exporting.COMMANDS,
        *intake_desk.COMMANDS,
        *data_rights.COMMANDS,
        *importing.COMMANDS,
        *members.COMMANDS,
        *trail.COMMANDS,
    )
}

MENUS: Mapping[str, Menu] = {
    menu.place: menu
    for menu in (
        *selection.MENUS,
        *seats.MENUS,
        *overview.MENUS,
        *exporting.MENUS,
        *intake_desk.MENUS,
        *data_rights.MENUS,
        *importing.MENUS,
        *members.MENUS,
        *trail.MENUS,
    )
}
