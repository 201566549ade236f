"""Which commands and choices staff have, gathered from their subjects."""

from collections.abc import Mapping

from handlers import members
from handlers.staff_commands import Command, Menu

#: In the order in which the menu shows them.
COMMANDS: Mapping[str, Command] = {command.name: command for command in (*members.COMMANDS,)}

MENUS: Mapping[str, Menu] = {menu.place: menu for menu in (*members.MENUS,)}
