"""An administrator invites somebody to work here: name, what they will do, and a code to pass on."""

from dataclasses import dataclass

from handlers.desk import Desk
from handlers.links import with_links
from handlers.questions import OneOf, PersonName, Sure, Village, YesNo, labelled
from handlers.reply import Reply
from handlers.roles import roles_line
from handlers.staff_desk import member_for, said
from handlers.subject import PlainFacts, Subject
from programme import staff
from programme.eligibility import OUTSIDE
from programme.reading import code as reading_code
from programme.staff import ROLES, VILLAGE_OFFICER, Invited
from talk import Answers, Ask, Line, talk

#: More villages than this are more than one officer looks after.
MOST_VILLAGES = 12


@dataclass(frozen=True, slots=True)
class Facts(PlainFacts):
    """Which villages there are."""

    region: str


@talk("invitation")
def invitation(ask: Ask, facts: Facts) -> Invited | None:
    """Who, what they will do (one may be several), and for a village officer which villages."""
    name = ask("name", PersonName())
    roles = ask_roles(ask)
    villages = ask_villages(ask, facts.region) if VILLAGE_OFFICER in roles else ()
    what = roles_line(roles)
    shown = "|".join((name, *roles, *villages))
    agreed = ask("sure", Sure(labelled("invitation-sure", "yes", "no"), "yes-no", shown), name=name, roles=what)
    return Invited(name, roles, villages) if agreed else None


def ask_roles(ask: Ask) -> tuple[str, ...]:
    """One after another, until it is enough."""
    roles: tuple[str, ...] = ()
    while len(roles) < len(ROLES):
        left = labelled("role", *(role for role in ROLES if role not in roles))
        if roles:
            left = (*left, *labelled("role", "enough"))
        picked = ask("role", OneOf(left, "role"), str(len(roles)), so_far=roles_line(roles))
        if picked == "enough":
            break
        roles = (*roles, picked)
    return roles


def ask_villages(ask: Ask, region: str) -> tuple[str, ...]:
    """The villages of a village officer."""
    villages: list[str] = []
    while len(villages) < MOST_VILLAGES:
        village = ask("village", Village(region), str(len(villages)))
        if village != OUTSIDE and village not in villages:
            villages.append(village)
        if not ask("another_village", YesNo(), str(len(villages))):
            break
    return tuple(villages)


def facts(desk: Desk) -> Facts | Reply:
    """Only an administrator invites."""
    member = member_for(desk, "staff")
    return member if isinstance(member, Reply) else Facts(desk.office.region)


def finish(desk: Desk, invited: Invited | None, _known: Facts, _answers: Answers) -> Reply:
    """The code, shown once, with links where the office has chats that can be opened by one."""
    member = member_for(desk, "staff")
    if isinstance(member, Reply):
        return member
    if invited is None:
        return said(Line("invitation-not_made"), also=("members",))
    code = staff.invite(desk.session, invited, by=member, now=desk.now)
    day = (desk.now + staff.INVITED_FOR).astimezone(desk.zone).date()
    text = Line("invitation-code", {"name": invited.name, "code": reading_code.written(code, "staff"), "day": day})
    return said(with_links(text, desk.office.links, code, "staff"), also=("members",))


SUBJECT = Subject(invitation, Facts, facts, finish)
