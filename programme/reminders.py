"""Due work as rows: what somebody is reminded of, made when its cause arises and looked at when its time has come.

A row is what keeps a reminder from being said twice, whichever process looks and however often. What has become
pointless meanwhile is skipped, and so is what is days late: after a week without the service, or with a clock that
jumped, nobody is flooded.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT is SQLite's too, and compiles for both
from sqlalchemy.orm import Session

from programme import digests, holidays, intakes, staff, staff_work
from programme.digests import Digest
from programme.office import Office
from programme.quiet import morning_before, next_allowed, next_day, spread
from programme.sealing import vault_of
from programme.staff_work import Work
from storage.tables import Application, CalledPerson, CoachingGuest, Consent, Contact, Reminder, Talk
from storage.tables.base import of
from storage.tables.reminders import PENDING

#: About the day on which they gather to leave for the training.
DEPARTURE = "departure"
#: The only talk whose end somebody is reminded of.
REGISTRATION = "registration"
#: That registration closes soon, and what members of staff should look at: planned once a day (programme.nearing).
CLOSES, STAFF = "closes", "staff"
#: A mentor's week, on Monday morning: it comes beside whatever else there is for staff that day.
DIGEST = "digest"
#: Of tomorrow's coaching: the day after is too late.
COACHING = "coaching"
#: What does not wait for another day because somebody was reminded of something else.
BESIDE = frozenset({DIGEST, COACHING})
#: How somebody fares who has graduated: planned and said by programme.check_in_asking, and noted here.
CHECK_IN = "check_in"
#: What is unfinished when registration closes, and what lacks papers.
NEAR_CLOSING = frozenset({"wali_setuju", "berkas_kurang"})
#: Later than this a reminder is not worth saying any more.
TOO_LATE = timedelta(days=3)
#: So many days before a child's minimum is erased its chat hears of it.
BEFORE_ERASURE = 3

#: Due so long after a state began, so a pause moves them; others have a day in the calendar.
COUNTED = frozenset({"papers", "guardian"})
#: Its case is paused: looked at again when that ends.
HELD = "held"

#: News of their own case while it is in that state: it needs no consent, and `stop` does not stop it.
_OWN_CASE = {"guardian": "menunggu_wali", DEPARTURE: "dipanggil"}

_DAY = timedelta(days=1)
#: A run of holidays longer than this would be seen anew on its last day.
_AHEAD = 30
#: So far back working days are counted.
_BEHIND = 90


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder to be said now; its row says already that it was."""

    contact_id: int
    #: "talk", "papers", "guardian", CLOSES, DEPARTURE, STAFF or DIGEST.
    about: str
    #: None for a talk, and for staff.
    application: Application | None
    #: The last day to register, where that is what it is about.
    closes: date | None = None
    #: For staff: what they should look at.
    work: Work | None = None
    #: The invitation to a coaching that it is about, where it is about one.
    guest: CoachingGuest | None = None
    #: For a mentor: their week.
    digest: Digest | None = None
    #: The call to the training that it is about, where it is about one.
    called: CalledPerson | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the rows that were due: how many were looked at, and what is to be said."""

    looked_at: int
    due: list[Due]


def plan(session: Session, application: Application, office: Office) -> None:
    """What somebody will be reminded of now that the application came into its state."""
    if application.state == "berkas_kurang":
        for step, days in enumerate(office.reminding.papers_days, start=1):
            _remember(session, application, "papers", step, days)
    elif application.state == "menunggu_wali":
        _remember(session, application, "guardian", 1, max(0, office.guardian_days - BEFORE_ERASURE))


def plan_talk(session: Session, contact_id: int, talk_id: int, office: Office, now: datetime) -> None:
    """A registration was begun; when its time comes it is seen when it was last answered."""
    for step, days in enumerate(office.reminding.unfinished_days, start=1):
        _put(session, contact_id, f"talk:{talk_id}", step, now + timedelta(days=days), None)


def plan_departure(
    session: Session, application: Application, gathering: datetime, office: Office, now: datetime
) -> None:
    """They were called: so many days before they gather, or earlier where nobody is reminded on that day, since later
    may be too late. What would be past by now is not said.
    """
    zone = gathering.tzinfo or UTC
    closed = holidays.between(session, now.astimezone(zone).date(), gathering.date())
    for step, days in enumerate(sorted(office.reminding.departure_days, reverse=True), start=1):
        due_at = gathering - days * _DAY
        while due_at > now and next_allowed(due_at, office.reminding, closed, zone) != due_at:
            due_at -= _DAY
        if application.contact_id is not None and due_at > now:
            _put(session, application.contact_id, f"{DEPARTURE}:{application.id}", step, due_at, application.id)


def plan_coaching(session: Session, contact_id: int, guest_id: int, on: date, office: Office, zone: tzinfo) -> None:
    """They were invited: in the morning of the day before, or earlier where nobody is reminded on that day."""
    closed = holidays.between(session, on - _AHEAD * _DAY, on)
    due_at = morning_before(on, office.reminding, closed, zone)
    _put(session, contact_id, f"{COACHING}:{guest_id}", 1, due_at, None)


def take(session: Session, now: datetime, office: Office, zone: tzinfo, limit: int) -> Taken:
    """Take some rows whose time has come; each is said now, or moved, or skipped. What others hold is stepped over.

    The contact is locked with its row, so that two processes never remind one person at the same instant.
    """
    rows = session.execute(
        select(Reminder, Contact)
        .join(Contact, Contact.id == Reminder.contact_id)
        .where(of("reminders", PENDING), Reminder.due_at <= now)
        .order_by(Reminder.due_at, Reminder.id)
        .limit(limit)
        .with_for_update(of=(Reminder, Contact), skip_locked=True)
    ).all()
    look = _Look(session, now, office, zone) if rows else None
    due = [look.at(reminder, contact) for reminder, contact in rows] if look else []
    session.flush()
    return Taken(len(rows), [one for one in due if one is not None])


class _Look:
    """One look at what is due."""

    def __init__(self, session: Session, now: datetime, office: Office, zone: tzinfo) -> None:
        self._session = session
        self._now = now
        self._office = office
        self._zone = zone
        self._today = now.astimezone(zone).date()
        self._holidays = holidays.between(session, self._today - _BEHIND * _DAY, self._today + _AHEAD * _DAY)

    def at(self, reminder: Reminder, contact: Contact) -> Due | None:
        """What is to be said now, if anything; the row says what became of it."""
        about = reminder.about.partition(":")[0]
        application = self._session.get(Application, reminder.application_id) if reminder.application_id else None
        if application is not None and application.person.restricted_at is not None:
            reminder.state = HELD
            return None
        fires_at = self._fires_at(reminder, contact, about, application)
        if fires_at is None or self._now - max(fires_at, reminder.due_at) > TOO_LATE:
            reminder.state = "skipped"
            return None
        later = self._later(reminder, fires_at)
        if later is not None:
            reminder.due_at = later
            return None
        reminder.state, reminder.due_at = "queued", self._now
        self._session.flush()
        return self._due(reminder, contact, about, application)

    def _due(self, reminder: Reminder, contact: Contact, about: str, application: Application | None) -> Due:
        if about == STAFF:
            return Due(contact.id, about, None, work=self._work(contact))
        if about == DIGEST:
            return Due(contact.id, about, None, digest=self._digest(contact))
        if about == COACHING:
            return Due(contact.id, about, None, guest=self._guest(reminder))
        if about == DEPARTURE and application is not None:
            return Due(contact.id, about, application, called=self._called(application))
        return Due(contact.id, about, application, closes=self._closes(application) if about == CLOSES else None)

    def _called(self, application: Application) -> CalledPerson | None:
        theirs = select(CalledPerson).filter_by(application_id=application.id).order_by(CalledPerson.id.desc())
        return self._session.scalar(theirs.limit(1))

    def _later(self, reminder: Reminder, fires_at: datetime) -> datetime | None:
        """When it will go, where it may not go now."""
        if fires_at > self._now:
            return fires_at
        rules = self._office.reminding, self._holidays, self._zone
        allowed = next_allowed(self._now, *rules)
        if allowed > self._now:
            return allowed + spread(reminder.id)
        is_beside = reminder.about.partition(":")[0] in BESIDE
        if not is_beside and said_on(self._session, [reminder.contact_id], self._today, self._zone):
            return next_day(self._now, *rules) + spread(reminder.id)
        return None

    def _fires_at(
        self, reminder: Reminder, contact: Contact, about: str, application: Application | None
    ) -> datetime | None:
        """When it should go; None where it has become pointless or is not wished."""
        if about == "talk":
            return self._of_talk(reminder, contact)
        return reminder.due_at if self._is_wanted(reminder, contact, about, application) else None

    def _is_wanted(self, reminder: Reminder, contact: Contact, about: str, application: Application | None) -> bool:
        if about == STAFF:
            return self._is_work(reminder, contact)
        if about == DIGEST:
            return contact.stopped_at is None and bool(self._digest(contact))
        if about == COACHING:
            return contact.stopped_at is None and self._is_expected(reminder)
        if application is not None and application.person.anonymised_at is not None:
            return False
        if about == CLOSES:
            return self._is_closing(reminder, contact, application)
        if about == DEPARTURE and application is not None and not self._is_ahead(application):
            return False
        if application is None or about in _OWN_CASE:
            return application is not None and application.state == _OWN_CASE[about]
        wished = contact.stopped_at is None and _agreed(self._session, contact.id, None)
        return wished and application.state == "berkas_kurang"

    def _is_ahead(self, application: Application) -> bool:
        """Whether they gather on a day that is yet to come."""
        called = self._called(application)
        return called is not None and called.call.gather_on > self._today

    def _of_talk(self, reminder: Reminder, contact: Contact) -> datetime | None:
        """So long after the last answer, if there is still something to go on with."""
        talk = self._session.scalar(select(Talk).filter_by(contact_id=contact.id, name=REGISTRATION))
        days = self._office.reminding.unfinished_days
        if talk is None or reminder.about != f"talk:{talk.id}" or reminder.step > len(days):
            return None
        if contact.stopped_at is not None or not _agreed(self._session, contact.id, talk):
            return None
        if intakes.open_intake(self._session, self._today) is None:
            return None
        return talk.updated_at + timedelta(days=days[reminder.step - 1])

    def _is_closing(self, reminder: Reminder, contact: Contact, application: Application | None) -> bool:
        """Whether that day still stands, and something is still unfinished by it that they want to hear of."""
        closes = self._closes(application)
        if closes is None or closes < self._today or not reminder.about.startswith(closes_on(closes)):
            return False
        if application is not None and application.state not in NEAR_CLOSING:
            return False
        talk = self._session.scalar(select(Talk).filter_by(contact_id=contact.id, name=REGISTRATION))
        is_unfinished = application is not None or talk is not None
        return is_unfinished and contact.stopped_at is None and _agreed(self._session, contact.id, talk)

    def _closes(self, application: Application | None) -> date | None:
        if application is not None:
            return application.intake.closes
        intake = intakes.open_intake(self._session, self._today)
        return None if intake is None else intake.closes

    def _is_work(self, reminder: Reminder, contact: Contact) -> bool:
        """Of today, and only what is still there; `stop` stops it, as everything that answers nothing."""
        is_of_today = reminder.about == f"{STAFF}:{self._today}"
        return is_of_today and contact.stopped_at is None and bool(self._work(contact))

    def _guest(self, reminder: Reminder) -> CoachingGuest | None:
        return self._session.get(CoachingGuest, int(reminder.about.partition(":")[2]))

    def _is_expected(self, reminder: Reminder) -> bool:
        """Whether the coaching is yet to come, and nothing keeps them from it."""
        guest = self._guest(reminder)
        if guest is None or guest.answer == "hindered" or guest.person.restricted_at is not None:
            return False
        return guest.coaching.cancelled_at is None and guest.coaching.on > self._today

    def _digest(self, contact: Contact) -> Digest:
        member = staff.of_contact(self._session, contact.id)
        if member is None or not member.may("mentor"):
            return Digest()
        return digests.of_member(self._session, member, self._now, self._zone)

    def _work(self, contact: Contact) -> Work:
        member = staff.of_contact(self._session, contact.id)
        if member is None:
            return Work()
        return staff_work.of_member(self._session, member, self._now, self._office, self._zone, self._holidays)


def said(session: Session, things: Collection[tuple[int, str, int]], now: datetime) -> None:
    """So many were told something unasked, each by contact, matter and step; nothing else is said to them that day."""
    if things:
        new = insert(Reminder)
        values = {"due_at": new.excluded.due_at, "state": new.excluded.state}
        told = [
            {"contact_id": contact_id, "about": about, "step": step, "due_at": now, "state": "queued"}
            for contact_id, about, step in things
        ]
        again = new.on_conflict_do_update(index_elements=["contact_id", "about", "step"], set_=values)
        session.execute(again.values(told))


def said_on(session: Session, contact_ids: Collection[int], day: date, zone: tzinfo) -> set[int]:
    """Those of them to whom something was said unasked on that day."""
    midnight = datetime.combine(day, time(0), zone)
    that_day = Reminder.due_at >= midnight, Reminder.due_at < midnight + _DAY
    theirs = select(Reminder.contact_id).where(Reminder.contact_id.in_(contact_ids), Reminder.state == "queued")
    return set(session.scalars(theirs.where(*that_day)))


def closes_on(day: date) -> str:
    """What a reminder of that last day to register is about; another day is another matter."""
    return f"{CLOSES}:{day:%y%m%d}"


def erased_on(application: Application, office: Office, zone: tzinfo) -> date:
    """The day on which a child's minimum is erased if no guardian agrees."""
    return (application.clock_since + timedelta(days=office.guardian_days)).astimezone(zone).date()


def go_on(session: Session, application: Application, stood: timedelta) -> None:
    """Its case is no longer paused: what is yet to be said is due by so much later, unless its day is fixed."""
    waiting = Reminder.state.in_(("pending", HELD)), Reminder.application_id == application.id
    for reminder in session.scalars(select(Reminder).where(*waiting)):
        reminder.state = "pending"
        if reminder.about.partition(":")[0] in COUNTED:
            reminder.due_at += stood


def _remember(session: Session, application: Application, about: str, step: int, days: int) -> None:
    if application.contact_id is not None:
        due_at = application.state_since + timedelta(days=days)
        _put(session, application.contact_id, f"{about}:{application.id}", step, due_at, application.id)


def _put(
    session: Session, contact_id: int, about: str, step: int, due_at: datetime, application_id: int | None
) -> None:
    """A cause that arises again is remembered again: numbers of talks, too, are given twice (SQLite)."""
    values = {"due_at": due_at, "state": "pending", "application_id": application_id}
    row = insert(Reminder).values(contact_id=contact_id, about=about, step=step, **values)
    session.execute(row.on_conflict_do_update(index_elements=["contact_id", "about", "step"], set_=values))


def _agreed(session: Session, contact_id: int, talk: Talk | None) -> bool:
    """Whether they want reminders: their latest answer, which may stand in the open form alone."""
    answers = select(Consent.at, Consent.agreed).filter_by(contact_id=contact_id, purpose="reminders")
    given = list(session.execute(answers).tuples())
    if talk is not None:
        stored = vault_of(session).open_json(talk.content)["answers"].get("reminders")
        given += [] if stored is None else [(datetime.fromisoformat(stored[1]), stored[0] is True)]
    return max(given, default=(None, False))[1]
