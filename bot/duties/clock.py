"""Ticks: says what has fallen due. Due work is rows; the ticking itself keeps nothing and may come late or twice."""

import asyncio
import logging
from collections.abc import Collection
from concurrent.futures import Executor
from typing import TYPE_CHECKING

from bot.clock import Clock
from handlers import aid_reminding, risk_news, seat_news
from handlers.called import silent_card
from handlers.check_in_asking import invitation, not_asked
from handlers.notify import OWN_CASE, REMINDER, notify, tell_staff
from handlers.reminding import reminder
from programme import (
    aid_reminders,
    calls,
    check_in_asking,
    codes,
    connecting,
    holidays,
    mentoring,
    mentors,
    nearing,
    reminders,
    seat_filling,
    settings,
)
from programme.check_in_asking import Taken
from programme.office import Office
from programme.reminders import DEPARTURE, Due
from programme.seat_filling import Terms
from storage.database import Storage, Transaction, Unreachable

if TYPE_CHECKING:
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)

EVERY_SECONDS = 60
#: So many rows a transaction, so that turns wait for moments only.
AT_ONCE = 50
#: So many people are asked a tick how they fare.
ASKED_A_TICK = 500
#: The office's day on which the daily chores were last done.
DONE_ON = "daily_chores_on"


class Ticker:
    """Looks every minute for what is due; APScheduler only ticks."""

    def __init__(
        self,
        storage: Storage,
        office: Office,
        clock: Clock,
        executor: Executor,
        *,
        tell_arrival: Collection[str] = (),
    ) -> None:
        """`tell_arrival` are the channels whose platform says when a message arrived."""
        self._storage = storage
        self._office = office
        self._clock = clock
        self._executor = executor
        self._tell_arrival = tell_arrival

    async def run(self) -> None:
        """Tick until cancelled."""
        scheduler = _scheduler()
        scheduler.add_job(
            self.tick, "interval", seconds=EVERY_SECONDS, max_instances=1, coalesce=True, misfire_grace_time=None
        )
        scheduler.start()
        try:
            await self.tick()
            await asyncio.Event().wait()
        finally:
            scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """Say what is due now; what goes wrong is left for the next tick."""
        try:
            await asyncio.get_running_loop().run_in_executor(self._executor, self.tick_now)
        except Unreachable as error:
            log.warning("What is due cannot be read: %s", type(error).__name__)
        except Exception as error:  # noqa: BLE001 - the next tick may go through
            log.error("A tick failed: %s", type(error).__name__)  # noqa: TRY400 - it may hold personal data

    def tick_now(self) -> None:
        """The same on this thread: some rows a transaction, until none is left that nobody else holds."""
        with self._storage.transaction() as tx:
            self._do_daily_chores(tx)
        while self._remind() == AT_ONCE:
            pass
        while self._tell_of_silence() == AT_ONCE:
            pass
        self._ask_how_it_goes()
        self._tell_mentors()
        while self._remind_of_aid() == AT_ONCE:
            pass
        self._fill_seats()

    def _tell_of_silence(self) -> int:
        """Who was called and has not answered is told to staff, by day."""
        now = self._clock.now()
        with self._storage.transaction() as tx:
            silent = calls.take_silent(tx.session, now, AT_ONCE)
            for called in silent:
                tell_staff(tx, "send", silent_card(called), now, priority=REMINDER)
        return len(silent)

    def _remind(self) -> int:
        now = self._clock.now()
        with self._storage.transaction() as tx:
            taken = reminders.take(tx.session, now, self._office, self._clock.zone, AT_ONCE)
            for due in taken.due:
                message = reminder(due, self._office, now, self._clock.zone)
                notify(tx, due.contact_id, message, now, priority=_priority(due))
        return taken.looked_at

    def _ask_how_it_goes(self) -> None:
        """So many a tick and no more: after days without the service people's own messages come first."""
        asked = 0
        while asked < ASKED_A_TICK:
            taken = self._ask_some()
            asked += len(taken.asked)
            if taken.looked_at < AT_ONCE:
                break
        self._tell_who_was_not_asked()

    def _ask_some(self) -> Taken:
        now = self._clock.now()
        with self._storage.transaction() as tx:
            taken = check_in_asking.take(tx.session, now, self._office, self._clock.zone, AT_ONCE)
            for asked in taken.asked:
                notify(tx, asked.contact_id, invitation(asked), now, priority=REMINDER)
            for business in taken.silent:
                risk_news.silent(tx, business, self._office, now, self._clock.zone)
        return taken

    def _tell_who_was_not_asked(self) -> None:
        now = self._clock.now()
        with self._storage.transaction() as tx:
            count = check_in_asking.take_late(tx.session, now, self._office)
            if count:
                tell_staff(tx, "mentor", not_asked(count), now, priority=REMINDER)

    def _tell_mentors(self) -> None:
        """Of tomorrow's visits, and administrators of what no mentor has looked at; by day."""
        now, zone = self._clock.now(), self._clock.zone
        with self._storage.transaction() as tx:
            if mentoring.may_tell(tx.session, now, self._office, zone):
                risk_news.visits(tx, mentoring.take_to_remind(tx.session, now, AT_ONCE), self._office, now, zone)
                risk_news.unhandled(tx, self._office, now, zone, AT_ONCE)

    def _remind_of_aid(self) -> int:
        """Whoever holds up aid: its person for receipts, staff for everything else."""
        now, zone = self._clock.now(), self._clock.zone
        with self._storage.transaction() as tx:
            taken = aid_reminders.take(tx.session, now, self._office, zone, AT_ONCE)
            aid_reminding.say(tx, taken, self._office, now, zone)
        return taken.looked_at

    def _fill_seats(self) -> None:
        """An intake a transaction, then an offer a transaction: whoever answers just now waits for moments only."""
        with self._storage.transaction() as tx:
            terms = Terms.read(tx.session, self._clock.now(), self._office, self._clock.zone, self._tell_arrival)
            intakes = seat_filling.to_look_at(tx.session, terms.today)
        for intake_id in intakes:
            with self._storage.transaction() as tx:
                seat_filling.look(tx.session, intake_id, terms)
        with self._storage.transaction() as tx:
            offers = seat_filling.to_say(tx.session) if terms.may_speak else []
        for offer_id in offers:
            with self._storage.transaction() as tx:
                seat_news.say(tx, offer_id, terms)

    def _do_daily_chores(self, tx: Transaction) -> None:
        """Holidays of this year and the next, since libraries learn them late; what codes left behind; what is near."""
        today = self._clock.today()
        if settings.read(tx.session, DONE_ON) == today.isoformat():
            return
        holidays.import_years(tx.session, (today.year, today.year + 1))
        codes.forget_tallies(tx.session, self._clock.now())
        connecting.forget_codes(tx.session, self._clock.now())
        mentors.assign(tx.session, self._clock.now())
        nearing.plan_day(tx.session, self._clock.now(), self._office, self._clock.zone)
        settings.write(tx.session, DONE_ON, today.isoformat())


def _priority(due: Due) -> int:
    return OWN_CASE if due.about in ("guardian", DEPARTURE) else REMINDER


def _scheduler() -> "AsyncIOScheduler":
    """Imported when the service starts and not before: the commands need none."""
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    return AsyncIOScheduler(timezone="UTC")
