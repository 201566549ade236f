"""The long work that the duty does, by its kind (bot.duties.jobs)."""

from collections.abc import Mapping
from functools import partial

from bot.duties.jobs import Later, Runner, Work
from bot.importing import Order, Outcome, apply, read_in
from handlers import import_report, importing, outcomes
from handlers.documents.workbook import CONTENT_TYPE
from handlers.reply import Reply, Stored
from programme import contacts, media, outcome_records, staff
from programme.outcomes import Life
from programme.registers import imports
from programme.registers.sheet import Unreadable
from storage import messages
from storage.database import Transaction


def read_list(work: Work) -> Reply | None:
    """Read a list that staff sent; nothing of it counts yet. The file goes as soon as it is read."""
    order = work.step(lambda tx: _order(work, tx, work.taken.args["kind"]))
    data = _file(work) if order else None
    if order is None:
        return None
    if data is None:
        return importing.gone()
    try:
        found = read_in(work, order, data, told=importing.TOLD)
    except Unreadable as problem:
        _let_go(work)
        return importing.unreadable(problem.why)
    _let_go(work)
    if found.state in ("applying", "applied"):
        return importing.read_before()
    return importing.read(found.import_id, found.head, found.report, found.first, _mistakes(work, found))


def register_list(work: Work) -> Reply | None:
    """Make registrations of a list of applicants, or alumni of a list of theirs."""
    kind = work.taken.args.get("kind", "applicants")
    order = work.step(lambda tx: _order(work, tx, kind))
    if order is None:
        return None
    try:
        return importing.registered(kind, apply(work, order, work.taken.args["import"]))
    except Unreadable as problem:
        return importing.unreadable(problem.why)


def reckon_outcomes(work: Work) -> Reply | None:
    """What became of many alumni, for whoever may still see it."""
    member = work.step(lambda tx: staff.get(tx.session, work.taken.args["staff"]))
    if member is None or not member.may("alumni"):
        return None
    today, lives = work.clock.today(), list[Life]()
    while page := work.step(partial(_lives, work, after=lives[-1].id if lives else 0)):
        lives += page
    cohort = work.taken.args["cohort"]
    return outcomes.reckoned(lives, cohort, work.office, today, may_export=member.may("export"))


RUNNERS: Mapping[str, Runner] = {
    importing.READ: read_list,
    importing.REGISTER: register_list,
    outcomes.RECKON: reckon_outcomes,
}


def _lives(work: Work, tx: Transaction, after: int) -> list[Life]:
    known_days, today = work.office.mentoring.known_days, work.clock.today()
    return outcome_records.page(tx.session, today=today, known_days=known_days, zone=work.clock.zone, after=after)


def _order(work: Work, tx: Transaction, kind: str) -> Order | None:
    """None where whoever asked may no longer do that."""
    member = staff.get(tx.session, work.taken.args["staff"])
    if member is None or not member.may("import"):
        return None
    return Order(kind, work.office, work.clock.zone, work.clock.now(), member.id)  # type: ignore[arg-type]


def _file(work: Work) -> bytes | None:
    """The bytes of the list; None where they cannot be had. Raises Later while they are being fetched."""
    media_id, files = work.taken.args["media"], work.storage.files
    file, is_coming = work.step(lambda tx: media.standing(tx.session, media_id))
    if is_coming:
        raise Later
    try:
        return files.get(file) if files is not None and file is not None else None
    except FileNotFoundError:
        return None


def _let_go(work: Work) -> None:
    work.step(lambda tx: media.let_go(tx.session, [work.taken.args["media"]]))


def _mistakes(work: Work, found: Outcome) -> Stored | None:
    """The list of everything that is wrong, as a file that goes with the message."""
    faulty = work.step(lambda tx: imports.faulty(tx.session, found.import_id))
    if not faulty or work.storage.files is None or work.taken.contact_id is None:
        return None
    content = import_report.mistakes_workbook(faulty, work.step(lambda tx: _language(work, tx)))
    name = work.storage.files.put(content)
    media_id = work.step(lambda tx: _kept(work, tx, name, len(content)))
    return Stored(media_id, import_report.FILE_NAME) if media_id else None


def _language(work: Work, tx: Transaction) -> str:
    assert work.taken.contact_id is not None  # noqa: S101 - the caller looked
    return contacts.language(tx.session, work.taken.contact_id)


def _kept(work: Work, tx: Transaction, name: str, size: int) -> str | None:
    assert work.taken.contact_id is not None  # noqa: S101 - the caller looked
    address = contacts.reach(tx.session, work.taken.contact_id)
    if address is None:
        return None
    where = {"channel": address.channel, "address": address.address}
    now = work.clock.now()
    return messages.add_media(tx, **where, file=name, content_type=CONTENT_TYPE, size=size, now=now, drawn=True)
