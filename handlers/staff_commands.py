"""What staff can do in the chat: by a word or a button of their menu, and by the choices that follow from it."""

from collections.abc import Callable
from dataclasses import dataclass

from handlers.desk import Desk
from handlers.reply import Reply
from handlers.subject import Begin
from programme.staff import Duty, Member


@dataclass(frozen=True, slots=True)
class Command:
    """An entry of the staff's menu: its words stand in phrases/staff.toml, its label is the text `staff-<name>`."""

    name: str
    needs: Duty
    run: Callable[[Desk, Member], Reply | Begin]


@dataclass(frozen=True, slots=True)
class Menu:
    """What the choices of a place do; a place may say after a colon what it is about.

    Whoever may not do it is never shown such a choice, and one kept from earlier does nothing.
    """

    place: str
    needs: Duty
    #: Is given what the place is about, and the choice.
    chosen: Callable[[Desk, Member, str, str], Reply | Begin]
