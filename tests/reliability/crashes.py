"""A process that dies at its n-th step: a statement, a commit or a call to a platform."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy.pool.base import _ConnectionFairy


class Died(BaseException):
    """The process is no more: nothing catches it, and nothing reaches the database or the network afterwards."""


class Steps:
    """Counts steps, and dies at one of them."""

    def __init__(self, dies_at: int, at_death: Callable[[], None]) -> None:
        self.taken = 0
        self.is_dead = False
        self._dies_at = dies_at
        self._at_death = at_death
        self._lock = threading.Lock()

    def step(self) -> None:
        """Raises Died at the chosen step and ever after."""
        with self._lock:
            self.taken += 1
            if not self.is_dead and self.taken == self._dies_at:
                self._at_death()
                self.is_dead = True
            if self.is_dead:
                raise Died


class _Cursor:
    """The driver's, each of whose statements is a step."""

    def __init__(self, cursor: Any, steps: Steps) -> None:
        self._cursor = cursor
        self._steps = steps

    def execute(self, *what: Any) -> Any:
        self._steps.step()
        return self._cursor.execute(*what)

    def executemany(self, *what: Any) -> Any:
        self._steps.step()
        return self._cursor.executemany(*what)

    def __iter__(self) -> Any:
        return iter(self._cursor)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)


@contextmanager
def dying(steps: Steps) -> Iterator[None]:
    """Every cursor, commit and HTTP call of this process counts; a commit and a call before and after."""

    def cursor(self: Any, *args: Any, **kwargs: Any) -> Any:
        return _Cursor(self.dbapi_connection.cursor(*args, **kwargs), steps)

    def commit(self: Any) -> None:
        steps.step()
        self.dbapi_connection.commit()
        steps.step()

    send = httpx.AsyncClient.send

    async def called(self: Any, *args: Any, **kwargs: Any) -> Any:
        steps.step()
        response = await send(self, *args, **kwargs)
        steps.step()
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_ConnectionFairy, "cursor", cursor)
        patch.setattr(_ConnectionFairy, "commit", commit, raising=False)
        patch.setattr(httpx.AsyncClient, "send", called)
        yield


def copy_as_it_lies(database: Path, to: Path) -> None:
    """What a killed process leaves: the file and its log, in the middle of whatever was being written."""
    to.mkdir(parents=True, exist_ok=True)
    for file in database.parent.glob(f"{database.name}*"):
        if not file.name.endswith("-shm"):
            shutil.copy(file, to / file.name)
