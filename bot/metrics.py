"""Figures for whoever looks after the service, in the words of Prometheus; none says anything about a person."""

import logging
from datetime import timedelta

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.clock import Clock
from bot.meter import Came, Outcome
from storage import messages
from storage.database import Storage, Unreachable

log = logging.getLogger(__name__)

#: Seconds: a turn takes milliseconds, a message out from some to the days after which it is given up.
TURN = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5)
LAG = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300, 3600, 86400)


class Metrics:
    """Counts what happens, and looks into the database when it is asked."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock
        self._registry = registry = CollectorRegistry()
        kinds = ["channel", "outcome"]
        self._came = Counter("tuntas_messages_in", "Messages that came.", kinds, registry=registry)
        self._went = Counter("tuntas_messages_out", "Tries to send a message.", kinds, registry=registry)
        self._turn = Histogram("tuntas_turn_seconds", "Time of a turn.", buckets=TURN, registry=registry)
        self._lag = Histogram(
            "tuntas_delivery_lag_seconds",
            "From when a message was queued until the platform took it.",
            ["channel"],
            buckets=LAG,
            registry=registry,
        )
        self._up = Gauge("tuntas_database_up", "Whether the database answers.", registry=registry)
        self._queue = Gauge("tuntas_queue_messages", "Messages yet to go.", ["channel"], registry=registry)
        self._age = Gauge(
            "tuntas_queue_oldest_seconds", "Age of the oldest message yet to go.", ["channel"], registry=registry
        )
        self._files = Gauge("tuntas_files_waiting", "Files yet to be fetched.", registry=registry)
        self._talks = Gauge("tuntas_talks_open", "Forms being filled in.", registry=registry)
        self._billed = Gauge(
            "tuntas_messages_billed",
            "Messages that arrived from a number in a month, by what the platform bills them as.",
            ["channel", "number", "month", "kind"],
            registry=registry,
        )

    def came(self, channel: str, outcome: Came, seconds: float) -> None:
        """A turn was done, in so many seconds of a thread's."""
        self._came.labels(channel, outcome).inc()
        self._turn.observe(seconds)

    def unreadable(self, channel: str) -> None:
        """Something came that cannot be read."""
        self._came.labels(channel, "unreadable").inc()

    def sent(self, channel: str, lag: timedelta) -> None:
        """A message was taken by the platform, so long after it was queued."""
        self._went.labels(channel, "sent").inc()
        self._lag.labels(channel).observe(lag.total_seconds())

    def not_sent(self, channel: str, outcome: Outcome) -> None:
        """A message was not."""
        self._went.labels(channel, outcome).inc()

    def text(self) -> bytes:
        """All of them; on a thread, since it reads the database. What cannot be read there is left out."""
        for gauge in (self._queue, self._age, self._billed):
            gauge.clear()
        try:
            self._look()
            self._up.set(1)
        except Unreachable as error:
            log.warning("The figures of the database are left out: %s", type(error).__name__)
            self._up.set(0)
        return generate_latest(self._registry)

    def _look(self) -> None:
        now = self._clock.now()
        with self._storage.transaction() as tx:
            found, billed = messages.gauges(tx), messages.billed(tx)
        for waiting in found.waiting:
            self._queue.labels(waiting.channel).set(waiting.count)
            self._age.labels(waiting.channel).set((now - waiting.since).total_seconds())
        self._files.set(found.files_waiting)
        self._talks.set(found.talks_open)
        for one in billed:
            self._billed.labels(one.channel, one.number, one.month, one.kind).set(one.count)
