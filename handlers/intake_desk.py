"""`angkatan`: which intakes there are, and where the talk about one begins and ends."""

from datetime import date

from handlers import seat_grant
from handlers.desk import Desk
from handlers.intake import intake
from handlers.intake_form import SHOWN, Facts
from handlers.intake_summary import lines, rows
from handlers.reply import Reply
from handlers.staff_commands import Command, Menu
from handlers.staff_desk import member_for, said
from handlers.subject import Begin, Subject
from programme import intake_plans, intakes
from programme.intake_plans import NotPossible, Plan
from programme.staff import Member
from storage.tables import Intake
from talk import Answers, Choice, Line

_LIST, _ONE = "intakes", "intake"
NEW = "new"


def listed(desk: Desk, _member: Member) -> Reply:
    """Every intake with where it stands, and the way to a new one."""
    known = intakes.newest_first(desk.session)
    text = Line("intakes-list" if known else "intakes-none")
    for one in known:
        row = Line("intakes-row", {"name": one.name, "stands": _stands(one, desk.today), "seats": _seats(one)})
        text = Line("bullet", {"before": text, "next": row})
    names = tuple(Choice(str(one.id), Line("as-is", {"text": one.name})) for one in known)
    back = Choice("menu", Line("staff-menu"))
    return Reply((text,), (Choice(NEW, Line("intakes-new")), *names, back), place=_LIST)


def _chosen(desk: Desk, member: Member, _about: str, choice: str) -> Reply | Begin:
    if choice == NEW:
        return Begin("intake", _facts(desk, None))
    one = intakes.get(desk.session, choice)
    if one is None:
        return listed(desk, member)
    text = Line("intakes-one", {"name": one.name, "rows": rows(lines(intake_plans.plan_of(one), SHOWN))})
    choices = tuple(Choice(name, Line(f"intake-{name}")) for name in ("change", "granted", "back"))
    return Reply((text,), choices, place=f"{_ONE}:{one.id}")


def _one(desk: Desk, member: Member, intake_id: str, choice: str) -> Reply | Begin:
    one = intakes.get(desk.session, intake_id)
    if one is not None and choice == "change":
        return Begin("intake", _facts(desk, one))
    if one is not None and choice == "granted":
        return Begin("seat_grant", seat_grant.facts_of(desk, one))
    return listed(desk, member)


def facts(desk: Desk) -> Facts | Reply:
    """The intake of the open talk as it is now; without a talk a new one."""
    member = member_for(desk, "intakes")
    if isinstance(member, Reply):
        return member
    stored = desk.conversation.talk
    number = stored.content["facts"]["intake_id"] if stored is not None and stored.name == intake.name else None
    return _facts(desk, None if number is None else intakes.get(desk.session, str(number)))


def _facts(desk: Desk, one: Intake | None) -> Facts:
    others = [known.name for known in intakes.newest_first(desk.session) if known is not one]
    if one is None:
        return Facts(desk.today, names=tuple(others))
    return Facts(
        today=desk.today,
        intake_id=one.id,
        plan=intake_plans.plan_of(one),
        held=intake_plans.held(desk.session, one.id),
        chosen=intake_plans.chosen(desk.session, one.id),
        names=tuple(others),
    )


def finish(desk: Desk, plan: Plan, known: Facts, _answers: Answers) -> Reply:
    """Put it on record, or say why it cannot be so; nothing is half done."""
    member = member_for(desk, "intakes")
    if isinstance(member, Reply):
        return member
    try:
        line = _saved(desk, member, plan, known.intake_id)
    except NotPossible as not_possible:
        line = Line(f"intake-cannot_{not_possible.problem}")
    return said(line, also=("intakes",))


def _saved(desk: Desk, member: Member, plan: Plan, intake_id: int | None) -> Line:
    if intake_id is None:
        intake_plans.create(desk.session, plan, by=member, now=desk.now)
        return Line("intake-created", {"name": plan.name, "opens": plan.opens, "closes": plan.closes})
    changed = intake_plans.change(desk.session, intake_id, plan, by=member, now=desk.now)
    return Line("intake-changed" if changed else "intake-same", {"name": plan.name})


def _stands(one: Intake, today: date) -> Line:
    if today < one.opens:
        return Line("intakes-not_yet", {"day": one.opens})
    return Line("intakes-open" if today <= one.closes else "intakes-closed", {"day": one.closes})


def _seats(one: Intake) -> Line:
    if not one.granted:
        return Line("intakes-quota", {"quota": one.quota})
    return Line("intakes-quota_and_granted", {"quota": one.quota, "granted": one.granted})


COMMANDS = (Command("intakes", "intakes", listed),)
MENUS = (Menu(_LIST, "intakes", _chosen), Menu(_ONE, "intakes", _one))
SUBJECT = Subject(intake, Facts, facts, finish)
