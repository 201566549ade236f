"""What a channel has on the wire: claimed and not yet marked, and so perhaps said twice after a crash."""

import threading
from collections import deque
from collections.abc import Sequence
from typing import Self

from storage.messages import Claimed


class Wire:
    """The places of one channel, and what went out and is yet to be marked; turns use both on their own threads."""

    def __init__(self, places: int) -> None:
        self.places = places
        #: Outbox ids with the platform's own.
        self.sent: deque[tuple[int, str]] = deque()
        self._free = places
        self._is_open = True
        self._lock = threading.Lock()

    def take(self, at_most: int) -> int:
        """Take up to so many places and say how many there were."""
        with self._lock:
            taken = min(at_most, self._free) if self._is_open else 0
            self._free -= taken
        return taken

    def take_sent(self) -> list[tuple[int, str]]:
        """What is to be marked now, by whoever has a transaction open anyway; its places are free once that commits."""
        taken = []
        while self.sent:
            try:
                taken.append(self.sent.popleft())
            except IndexError:  # another thread was quicker
                break
        return taken

    def put_back_sent(self, sent: Sequence[tuple[int, str]]) -> None:
        """It could not be marked; somebody else will."""
        self.sent.extend(sent)

    def give_back(self, count: int) -> None:
        """What was sent is marked, or will not be sent now."""
        with self._lock:
            self._free += count

    def shut(self) -> None:
        """Nobody takes a place until it opens: the platform wants no messages for a while."""
        self._is_open = False

    def open(self) -> None:
        """Places are taken again."""
        self._is_open = True


class Place:
    """A turn's part in the wire: it marks what went out before it, and may take a place for its own reply.

    Both are undone where the turn comes to nothing.
    """

    __slots__ = ("_taken", "_wire", "reply", "sent")

    def __init__(self, wire: Wire) -> None:
        self.sent = wire.take_sent()
        self.reply: Claimed | None = None
        self._wire = wire
        self._taken = 0

    def take(self) -> bool:
        """Whether there was a free place."""
        self._taken = self._wire.take(1)
        return self._taken == 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._wire.put_back_sent(self.sent)
            self._wire.give_back(self._taken)
        else:
            self._wire.give_back(len(self.sent) + (self._taken if self.reply is None else 0))
