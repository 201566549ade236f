"""How a young person, a parent or a helper registers somebody for the training."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from handlers.notice import full_notice
from handlers.papers import ask_papers
from handlers.questions import (
    Aid,
    Consent,
    DateOfBirth,
    FreeText,
    NikDiffers,
    NikNumber,
    OneOf,
    OwnPhone,
    PersonName,
    Phone,
    SkillWish,
    Summary,
    Village,
    YearLeft,
    YesNo,
    labelled,
)
from handlers.questions.dates import STILL
from handlers.registration_begun import Begun, OnRecord
from handlers.registration_form import Declined, Facts, Guardian, Identity, Registration, School, Who, Wish
from handlers.registration_summary import given, numbered, summary
from programme.eligibility import OUTSIDE, age_on, is_minor
from programme.reading import nik as reading_nik
from talk import Ask, Asking, Choice, Line, talk

#: Which of the parts a question belongs to, so that people see how far along they are.
PARTS: Mapping[str, int] = {
    **dict.fromkeys(("notice", "reminders", "announcements", "photos"), 1),
    **dict.fromkeys(("for_whom", "full_name", "birth_date", "sex", "village", "outside_where"), 2),
    **dict.fromkeys(("guardian_name", "guardian_phone", "guardian_agrees"), 3),
    **dict.fromkeys(("nik", "nik_differs", "phone", "address_note"), 4),
    **dict.fromkeys(("last_school", "last_class", "year_left", "reason_left", "aid"), 5),
    **dict.fromkeys(("first_skill", "second_skill", "dormitory"), 6),
    **dict.fromkeys(("papers", "paper"), 7),
    "confirm": 8,
}
LAST_PART = 8

SCHOOLS = ("none", "sd", "smp", "sma", "smk")
#: The official reasons of the national list of children out of school, those that a person may want to name.
REASONS = ("cost", "work", "far", "unwilling", "married", "hurt", "health", "other")


@talk("registration")
def registration(ask: Ask, facts: Facts) -> Registration | Declined:
    """Register somebody: one short question at a time, most important first, and nothing that refuses."""
    begun = ask_begun(ask, facts) if facts.begun else None
    if begun is not None:
        return confirmed(ask, facts, ask_everything(OnRecord(ask, begun.answers), facts, {}))
    if not ask_notice(ask, facts):
        return Declined()
    by_code = facts.guardian_by_code
    return confirmed(ask, facts, ask_everything(ask, facts, ask_consents(ask), by_code=by_code))


def ask_everything(ask: Asking, facts: Facts, consents: Mapping[str, bool], *, by_code: bool = False) -> Registration:
    """Whoever it is, and then everything, or the minimum until a guardian agrees."""
    who = ask_who(ask, facts)
    guardian = None
    if who.is_minor(facts.today):
        guardian = ask_guardian(ask, who, by_code=by_code and who.for_whom != "child")
    if guardian and not guardian.agrees and facts.minimum_until_guardian:
        ask.tell("rest_follows", guardian=guardian.name)
        phone = ask("phone", OwnPhone(facts.proven_phone))
        wish = Wish(*ask_skills(ask, facts), dormitory=None)
        return Registration(consents, who, guardian, phone, wish, identity=None, school=None, papers={})
    who = who if who.sex else replace(who, sex=ask_sex(ask))
    identity = ask_identity(ask, facts, who)
    school = ask_school(ask, facts)
    wish = Wish(*ask_skills(ask, facts), dormitory=ask("dormitory", dormitory()))
    papers = ask_papers(ask, facts.checklist, by_chat=facts.papers_by_chat)
    return Registration(consents, who, guardian, identity.phone, wish, identity, school, papers)


def confirmed(ask: Ask, facts: Facts, result: Registration) -> Registration:
    """Everything that was asked, once more, each answer open to change."""
    lines = tuple(line for line in summary(result, facts) if line.question in ask.order)
    ask("confirm", Summary(lines, given(ask)), lines=numbered(lines))
    return result


def ask_begun(ask: Ask, facts: Facts) -> Begun | None:
    """Which of the registrations that can go on, or None for a new one."""
    names = tuple(Choice(one.number, Line("begun-of", {"name": one.name})) for one in facts.begun)
    picked = ask("begun", OneOf((*names, *labelled("begun", "new")), "begun"))
    return next((one for one in facts.begun if one.number == picked), None)


def ask_notice(ask: Ask, facts: Facts) -> bool:
    """Whether they agree that the data are kept, and for what."""
    full = full_notice(facts.office, facts.data_officer, by_chat=facts.papers_by_chat)
    return ask("notice", Consent(facts.notice, full), office=facts.office)


def ask_consents(ask: Ask) -> dict[str, bool]:
    """Separate yes or no for each purpose, each off unless they say yes (UU 27/2022 art. 22)."""
    return {purpose: ask(purpose, YesNo()) for purpose in ("reminders", "announcements", "photos")}


def ask_who(ask: Asking, facts: Facts) -> Who:
    """Who it is; sex is asked now only where all may be asked."""
    for_whom = ask("for_whom", OneOf(labelled("for-whom", "self", "child", "other"), "for-whom"))
    full_name = ask("full_name", PersonName(), who=Line(f"registration-full_name_{for_whom}"))
    birth_date = ask("birth_date", DateOfBirth(facts.today), whose=whose(for_whom, full_name))
    tell_age(ask, facts, birth_date)
    minor = is_minor(birth_date, facts.today)
    sex = None if minor and facts.minimum_until_guardian else ask_sex(ask)
    lives = Line("registration-lives_self") if for_whom == "self" else Line("as-is", {"text": full_name})
    village = ask("village", Village(facts.region, facts.villages), who=lives)
    where = ask("outside_where", FreeText(most=100)) if village == OUTSIDE else None
    if village == OUTSIDE:
        ask.tell("outside")
    return Who(for_whom, full_name, birth_date, village, where, sex)


def whose(for_whom: str, full_name: str) -> Line:
    """Your, or somebody's."""
    return Line("registration-whose_self" if for_whom == "self" else "registration-whose_other", {"name": full_name})


def ask_sex(ask: Asking) -> str:
    """As the identity card says it."""
    return ask("sex", OneOf(labelled("sex", "male", "female"), "sex"))


def tell_age(ask: Asking, facts: Facts, birth_date: date) -> None:
    """Say plainly which rule may not be met, that staff decide, and where else to go. Nothing is refused."""
    age = age_on(birth_date, facts.intake.reference_date)
    if age > facts.intake.age_max:
        ask.tell("too_old", age=age, most=facts.intake.age_max, day=facts.intake.reference_date)
    elif age < facts.intake.age_min:
        ask.tell("too_young", age=age, least=facts.intake.age_min, day=facts.intake.reference_date)


def ask_guardian(ask: Asking, who: Who, *, by_code: bool = False) -> Guardian:
    """Name and phone, and whether the guardian is here and agrees, unless that follows from a phone of their own."""
    name = ask("guardian_name", PersonName(), whose=whose(who.for_whom, who.full_name))
    phone = ask("guardian_phone", Phone(), name=name)
    if by_code:
        return Guardian(name, phone, agrees=False)
    choices = labelled("guardian-agrees", "agree", "later")
    agrees = ask("guardian_agrees", OneOf(choices, "guardian-agrees"), guardian=name, name=who.full_name)
    return Guardian(name, phone, agrees == "agree")


def ask_identity(ask: Asking, facts: Facts, who: Who) -> Identity:
    """NIK, phone and address; a date inside the NIK that disagrees is asked about, never decided."""
    nik = ask("nik", NikNumber())
    if nik is not None:
        inside = reading_nik.born(nik, who.birth_date)
        if inside != who.birth_date:
            ask("nik_differs", NikDiffers(nik, who.birth_date), inside=inside, given=who.birth_date)
    phone = ask("phone", OwnPhone(facts.proven_phone))
    return Identity(nik, phone, ask("address_note", FreeText(optional=True)))


def ask_school(ask: Asking, facts: Facts) -> School:
    """The last school, kindly, and what the family receives."""
    last_school = ask("last_school", OneOf(labelled("last-school", *SCHOOLS), "last-school"))
    attended = last_school != "none"
    last_class = ask("last_class", FreeText(most=20, optional=True)) if attended else None
    year_left = ask("year_left", YearLeft(facts.today)) if attended else None
    if year_left == STILL:
        ask.tell("still_in_school")
    reason = None if year_left == STILL else ask("reason_left", OneOf(reasons(), "reason"))
    return School(
        last_school=last_school,
        last_class=last_class,
        year_left=year_left if isinstance(year_left, int) else None,
        still_in_school=year_left == STILL,
        reason_left=None if reason == "skip" else reason,
        aid=ask("aid", Aid()),
    )


def reasons() -> tuple[Choice, ...]:
    """The reasons, and the right not to say."""
    return (*labelled("reason", *REASONS), *labelled("choice", "skip"))


def dormitory() -> OneOf:
    """Willing to live in the dormitory: yes, no, or not sure yet."""
    return OneOf(labelled("dormitory", "yes", "no", "unsure"), "dormitory")


def ask_skills(ask: Asking, facts: Facts) -> tuple[str, str | None]:
    """First and second choice among the skills open this year."""
    skills = facts.intake.skills
    first = ask("first_skill", SkillWish(labelled("skill", *skills)))
    if len(skills) < 2:
        return first, None
    rest = labelled("skill", *(skill for skill in skills if skill != first))
    second = ask("second_skill", SkillWish((*rest, *labelled("second", "none"))))
    return first, None if second == "none" else second
