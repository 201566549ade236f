"""Members of staff, as an administrator sees them: who works here, inviting, changing roles, letting go."""

from handlers import risk_news
from handlers.desk import Desk
from handlers.reply import Reply
from handlers.roles import roles_line
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import row_number, said
from handlers.subject import Begin
from handlers.whose import was_just_asked
from programme import staff
from programme.staff import ROLES, VILLAGE_OFFICER, LastAdmin, Member
from talk import Choice, Line

_LIST, _ONE, _ROLE, _REMOVE = "members", "member", "member_role", "member_remove"


def members(desk: Desk, _member: Member) -> Reply:
    """Everybody of the office with what they are."""
    everybody = staff.members(desk.session)
    text = Line("members-list")
    for one in everybody:
        row = Line("members-row", {"name": one.name, "roles": roles_line(one.roles)})
        text = Line("bullet", {"before": text, "next": row})
    names = tuple(Choice(str(one.id), Line("as-is", {"text": one.name})) for one in everybody)
    return Reply((text,), (Choice("invite", Line("members-invite")), *names), place=_LIST)


def _listed(desk: Desk, member: Member, _about: str, choice: str) -> Reply | Begin:
    return Begin("invitation") if choice == "invite" else _about_one(desk, member, choice)


def _about_one(desk: Desk, member: Member, staff_id: str, *before: Line) -> Reply:
    one = _member(desk, staff_id)
    if one is None:
        return members(desk, member).after(Line("members-gone"))
    text = Line("members-one", {"name": one.name, "roles": roles_line(one.roles)})
    choices = tuple(Choice(name, Line(f"member-{name}")) for name in ("roles", "remove", "back"))
    return Reply((*before, text), choices, place=f"{_ONE}:{one.id}")


def _one(desk: Desk, member: Member, staff_id: str, choice: str) -> Reply:
    one = _member(desk, staff_id)
    if one is None or choice == "back":
        return members(desk, member)
    if choice == "roles":
        return _roles(one)
    sure = tuple(Choice(name, Line(f"member_remove-{name}")) for name in ("yes", "no"))
    return Reply((Line("member_remove-sure", {"name": one.name}),), sure, place=f"{_REMOVE}:{one.id}")


def _roles(one: Member, *before: Line) -> Reply:
    """Each role that can be given or taken by itself; villages come with an invitation."""
    text = Line("members-roles", {"name": one.name, "roles": roles_line(one.roles)})
    changeable = [role for role in ROLES if role != VILLAGE_OFFICER]
    rows = tuple(
        Choice(role, Line("members-take" if role in one.roles else "members-give", {"role": Line(f"role-{role}")}))
        for role in changeable
    )
    return Reply((*before, text), (*rows, Choice("back", Line("member-back"))), place=f"{_ROLE}:{one.id}")


def _role(desk: Desk, member: Member, staff_id: str, role: str) -> Reply:
    one = _member(desk, staff_id)
    if one is None or role not in ROLES:
        return members(desk, member)
    roles = one.roles ^ {role}
    if not roles:
        return _roles(one, Line("members-one_role"))
    try:
        staff.set_roles(desk.session, one.id, roles, one.villages, by=member, now=desk.now)
    except LastAdmin:
        return _roles(one, Line("members-last_admin"))
    alone = risk_news.handed_on(desk, one)
    changed = staff.get(desk.session, one.id)
    return _roles(changed or one, Line("members-changed"), *alone)


def _removed(desk: Desk, member: Member, staff_id: str, choice: str) -> Reply:
    one = _member(desk, staff_id)
    if one is None or choice != "yes" or not was_just_asked(desk, f"{_REMOVE}:{staff_id}"):
        return members(desk, member)
    try:
        staff.remove(desk.session, one.id, by=member, now=desk.now)
    except LastAdmin:
        return _about_one(desk, member, staff_id, Line("members-last_admin"))
    alone = risk_news.handed_on(desk, one)
    if one.id == member.id:
        return Reply((Line("members-left"),))
    also = ("members", "mentors") if alone else ("members",)
    return said(Line("members-removed", {"name": one.name}), *alone, also=also)


def _member(desk: Desk, staff_id: str) -> Member | None:
    return staff.get(desk.session, row_number(staff_id))


COMMANDS = (Command("members", "staff", members),)
MENUS = (
    Menu(_LIST, "staff", _listed),
    Menu(_ONE, "staff", _one),
    Menu(_ROLE, "staff", _role),
    Menu(_REMOVE, "staff", _removed),
)
