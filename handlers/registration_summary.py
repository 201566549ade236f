"""The summary at the end of a registration: every answer, numbered, so that each can be changed."""

from collections.abc import Iterator, Sequence

from handlers.papers import papers_line
from handlers.questions import AidAnswer, SummaryLine
from handlers.questions.villages import label
from handlers.registration_form import Facts, Registration, School, Who
from programme.eligibility import OUTSIDE
from programme.reading import nik as reading_nik
from programme.reading import places
from storage.tables import Person
from talk import Argument, Ask, Line


def given(ask: Ask) -> str:
    """Everything answered so far with its time; whatever is answered anew makes another string of it."""
    return repr([(name, ask.answers[name]) for name in ask.order])


def numbered(lines: tuple[SummaryLine, ...]) -> Line:
    """The summary as one text, each line with the number by which it is changed."""
    text = Line("empty")
    for number, line in enumerate(lines, start=1):
        row: dict[str, Argument] = {"before": text, "number": number, "label": line.label, "value": line.value}
        text = Line("summary-first" if number == 1 else "summary-row", row)
    return text


def summary(result: Registration, facts: Facts) -> tuple[SummaryLine, ...]:
    """Every answer, in the order of the talk."""
    return tuple(_lines(result, facts))


def _lines(result: Registration, facts: Facts) -> Iterator[SummaryLine]:
    yield from _who_lines(result.who, facts)
    if result.guardian:
        yield _line("guardian_name", result.guardian.name)
        yield _line("guardian_phone", phone_number(result.guardian.phone))
        yield _line("guardian_agrees", Line(f"guardian-agrees-{'agree' if result.guardian.agrees else 'later'}"))
    if result.identity:
        yield _line("nik", reading_nik.grouped(result.identity.nik) if result.identity.nik else None)
    yield _line("phone", phone_number(result.phone) if result.phone else None)
    if result.identity:
        yield _line("address_note", result.identity.address_note)
    if result.school:
        yield from _school_lines(result.school)
    yield _line("first_skill", Line(f"skill-{result.wish.first_skill}"))
    if len(facts.intake.skills) > 1:
        second = result.wish.second_skill
        yield _line("second_skill", Line(f"skill-{second}") if second else None)
    if result.wish.dormitory:
        yield _line("dormitory", Line(f"dormitory-{result.wish.dormitory}"))
    if result.papers:
        yield SummaryLine("papers", Line("label-papers"), papers_line(result.papers))


def _who_lines(who: Who, facts: Facts) -> Iterator[SummaryLine]:
    yield _line("for_whom", Line(f"for-whom-{who.for_whom}"))
    yield _line("full_name", who.full_name)
    yield _line("birth_date", Line("date", {"day": who.birth_date}))
    if who.sex:
        yield _line("sex", Line(f"sex-{who.sex}"))
    yield _line(
        "village", Line("village-outside") if who.village == OUTSIDE else village_name(who.village, facts.region)
    )
    if who.outside_where:
        yield _line("outside_where", who.outside_where)


def _school_lines(school: School) -> Iterator[SummaryLine]:
    yield _line("last_school", Line(f"last-school-{school.last_school}"))
    if school.last_school != "none":
        yield _line("last_class", school.last_class)
        year = Line("year-left-still") if school.still_in_school else school.year_left and str(school.year_left)
        yield _line("year_left", year or None)
    if not school.still_in_school:
        yield _line("reason_left", Line(f"reason-{school.reason_left}") if school.reason_left else None)
    yield _line("aid", aid_line(school.aid))


def village_name(code: str, region: str) -> str:
    """Village and kecamatan, as people tell them apart."""
    return label(code, places.region(region))


def phone_number(number: str) -> str:
    """A number as people read it aloud: 0812 3456 7890."""
    local = number.replace("+62", "0", 1)
    return f"{local[:4]} {local[4:8]} {local[8:]}".strip()


def phone_of(person: Person) -> str:
    """Where somebody, or else their guardian, is telephoned; a dash where nobody knows."""
    phone = person.phone or person.guardian_phone
    return phone_number(phone) if phone else "–"


def to_telephone(people: Sequence[Person]) -> list[Line]:
    """Who has no chat hears of it by telephone, so staff are given the numbers."""
    text = Line("trainees-telephone")
    for person in people:
        row: dict[str, Argument] = {"name": person.full_name, "phone": phone_of(person)}
        text = Line("bullet", {"before": text, "next": Line("trainees-telephone_row", row)})
    return [text] if people else []


def aid_line(answer: AidAnswer) -> Line:
    """What the family receives, in words."""
    aid = Line("as-is", {"text": ", ".join(name.upper() for name in answer.aid or ())})
    desil = Line("aid-desil", {"desil": answer.desil or ""})
    if answer.desil and answer.aid:
        return Line("listed", {"before": aid, "next": desil})
    if answer.desil or answer.aid:
        return desil if answer.desil else aid
    return Line("choice-unknown" if answer.aid is None else "aid-none")


def _line(question: str, value: str | Line | None) -> SummaryLine:
    shown = Line("nothing") if value is None else value
    text = shown if isinstance(shown, Line) else Line("as-is", {"text": shown})
    return SummaryLine(question, Line(f"label-{question}"), text)
