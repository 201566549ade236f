"""How fast a channel may send: never above its platform's limits, and hardly below them.

What counts is the instant at which a message is written to the connection, not the one at which it was allowed to: on
its way there it may be held up, and two seconds' messages would then meet in one. So whoever was let go and has yet to
write counts as writing now, and then from its write on (docs/decisions/0013-pace.md).
"""

import asyncio
import heapq
from collections import deque
from collections.abc import Callable
from math import inf

from bot.channels.channel import Limits

#: A second with room for a clock that is read twice.
SECOND = 1.001
#: Announcements that came late, because the loop was busy, may catch up on so many seconds.
CATCH_UP = 0.02
#: Who waits is looked after so often at most: a thousand messages a second are let go four at a time.
LOOK_AFTER = 0.004
#: So many addresses are remembered before those whose time is over are forgotten.
REMEMBERED = 10_000


class Window:
    """At most so many writes in any stretch of a second; times are seconds of any steady clock."""

    def __init__(self, per_second: int) -> None:
        self._most = per_second
        self._spacing = 1 / per_second
        self._next_even = -inf
        self._writing = 0
        self._written: deque[float] = deque()

    def wait(self, now: float, *, evenly: bool) -> float:
        """Seconds until one more may go: 0 is now, infinity once another has written.

        `evenly` spaces what nobody waits for over the second, so that a reply always finds a gap soon.
        """
        written = self._written
        while written and written[0] + SECOND <= now:
            written.popleft()
        wait = self._next_even - CATCH_UP - now if evenly else 0.0
        if self._writing + len(written) >= self._most:
            return max(wait, written[0] + SECOND - now) if written else inf
        return max(wait, 0.0)

    def go(self, now: float) -> None:
        """One goes; it counts as written at every instant until it is."""
        self._writing += 1
        self._next_even = max(self._next_even, now) + self._spacing

    def wrote(self, now: float, *, has_slot: bool = True) -> None:
        """What was let go was written, or something else went too."""
        self._writing -= has_slot
        self._written.append(now)


class Addresses:
    """One message in so many seconds to each address, after a burst; what was not used is saved up to the burst."""

    def __init__(self, burst: int, seconds: float) -> None:
        self._seconds = seconds
        self._saved = (burst - 1) * seconds
        #: When everything that was sent to an address would have been sent without a burst.
        self._even: dict[str, float] = {}

    def wait(self, address: str, now: float) -> float:
        """Seconds until one more may go there."""
        return max(self._even.get(address, now) - self._saved - now, 0.0)

    def wrote(self, address: str, now: float) -> None:
        """One was written to that address."""
        if len(self._even) >= REMEMBERED:
            self._even = {known: even for known, even in self._even.items() if even > now}
        self._even[address] = max(self._even.get(address, now), now) + self._seconds


class Slot:
    """One message's leave to be written."""

    __slots__ = ("_address", "_is_used", "_pace")

    def __init__(self, pace: "Pace | None", address: str) -> None:
        self._pace = pace
        self._address = address
        self._is_used = False

    def written(self) -> None:
        """It is being written now, or another part of it, or once more in another form: each counts."""
        if self._pace is not None:
            self._pace.wrote(self._address, has_slot=not self._is_used)
            self._is_used = True

    def end(self) -> None:
        """It was answered or failed: if nobody said when it was written, it counts as written now."""
        if not self._is_used:
            self.written()


#: Where the platform has no limits.
UNPACED = Slot(None, "")


class Pace:
    """Lets messages go in the order of their priorities; used on the event loop's thread alone."""

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        self._window = Window(limits.per_second)
        self._addresses = Addresses(limits.address_burst, limits.address_seconds)
        self._clock = clock
        self._waiting: list[tuple[int, int, str, asyncio.Future[Slot | None]]] = []
        self._count = 0
        self._timer: asyncio.TimerHandle | None = None

    def wait(self, address: str) -> float:
        """Seconds until that address may be written to again, whatever the others do."""
        return self._addresses.wait(address, self._clock())

    async def turn(self, address: str, priority: int) -> Slot | None:
        """Wait until it may be written, replies first; None where everybody was sent away meanwhile."""
        now = self._clock()
        if not self._waiting and not self._window.wait(now, evenly=priority > 0):
            self._window.go(now)
            return Slot(self, address)
        let_go: asyncio.Future[Slot | None] = asyncio.get_running_loop().create_future()
        self._count += 1
        heapq.heappush(self._waiting, (priority, self._count, address, let_go))
        self._let_go()
        return await let_go

    def wrote(self, address: str, *, has_slot: bool) -> None:
        """A slot was used, or something went that has none of its own."""
        now = self._clock()
        self._window.wrote(now, has_slot=has_slot)
        self._addresses.wrote(address, now)
        if self._waiting and self._timer is None:
            self._let_go()

    def send_away(self) -> None:
        """Whoever waits goes back to where it came from."""
        waiting, self._waiting = self._waiting, []
        for *_, let_go in waiting:
            if not let_go.done():
                let_go.set_result(None)

    def _let_go(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        now = self._clock()
        while self._waiting:
            priority, _, address, let_go = self._waiting[0]
            if not let_go.cancelled():
                wait = self._window.wait(now, evenly=priority > 0)
                if wait > 0:
                    self._look_again_in(wait)
                    return
                self._window.go(now)
                let_go.set_result(Slot(self, address))
            heapq.heappop(self._waiting)

    def _look_again_in(self, wait: float) -> None:
        """Once something was written, where only that can help."""
        if wait < inf:
            self._timer = asyncio.get_running_loop().call_later(max(wait, LOOK_AFTER), self._let_go)
