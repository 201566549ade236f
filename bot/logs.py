"""What the service writes down about its own work: ids, text keys and times; never a name, a number or a message.

One line a turn, and one for whatever goes wrong. Lines are JSON in a file of the day; a person at a terminal reads
them there as well. Outside of `writing` (commands, tests) no such line is written.
"""

import logging
import re
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

import orjson
import structlog
from structlog.typing import EventDict, WrappedLogger

from handlers.reply import Reply
from storage.messages import Conversation

#: Only our own lines are known to name nobody; of a library's line no argument and no error text is kept.
OURS = frozenset({"bot", "handlers", "talk", "programme", "storage"})
_SECONDS_A_DAY = 86_400
_MASKED = re.compile(r"\d{5,}|\?\S+|'[^']*'|\"[^\"]*\"")
_LONGEST = 200

_log: Any = None


@contextmanager
def writing(folder: Path | None, days: int) -> Iterator[None]:
    """Write until the end: into files in the folder, kept for so many days; without a folder only to the terminal."""
    global _log  # noqa: PLW0603 - logging is the process's, as it is in the standard library
    root, ours = logging.getLogger(), logging.getLogger("bot")
    before = root.handlers, root.level, ours.level
    with ExitStack() as open_file:
        file = open_file.enter_context(closing(DayFiles(folder, days))) if folder else None
        _log = _logger(file or _Nowhere(), is_watched=sys.stderr.isatty() or file is None)
        root.handlers = [_Forward()]
        root.setLevel(logging.WARNING)
        ours.setLevel(logging.INFO)
        try:
            yield
        finally:
            _log = None
            root.handlers = before[0]
            root.setLevel(before[1])
            ours.setLevel(before[2])


def _logger(file: object, *, is_watched: bool) -> Any:
    return structlog.wrap_logger(
        file,
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _Terminal(logging.INFO if is_watched else logging.WARNING),
            structlog.processors.JSONRenderer(serializer=orjson.dumps),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    ).bind()


def event(name: str, **values: str | float) -> None:
    """One line about the service itself, such as that it began."""
    if _log is not None:
        _log.info(name, **values)


class Step:
    """One turn, from the message's arrival to the line about it."""

    __slots__ = ("_began", "_contact", "_question", "_said", "_talk")

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._contact = 0
        self._talk = self._question = self._said = ""

    def at(self, conversation: Conversation) -> None:
        """Whose turn it is, and which question the message met."""
        self._contact = conversation.contact_id
        if conversation.talk is not None:
            self._talk, self._question = conversation.talk.name, conversation.talk.waiting_for

    def said(self, reply: Reply) -> None:
        """What was answered, by the key of its text."""
        line = reply.lines[0]
        while isinstance(inner := line.args.get("question"), type(line)):
            line = inner  # how far along they are stands around the question
        self._said = line.key

    def done(self) -> None:
        """Write the line, once the turn has committed."""
        if _log is not None:
            _log.info(
                "turn",
                contact=self._contact,
                talk=self._talk,
                question=self._question,
                outcome=self._said or "noted",
                ms=round((time.perf_counter() - self._began) * 1000, 1),
            )


def place_of(trace: TracebackType | None) -> str:
    """Where in the code an error came up; its text may hold what a person wrote."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"


class DayFiles:
    """One file a day, by UTC; a full disk costs lines and never a turn."""

    def __init__(self, folder: Path, days: int) -> None:
        self._folder = folder
        self._days = days
        self._day = -1
        self._file: Any = None

    def info(self, line: bytes) -> None:
        """Append a line."""
        day = int(time.time() // _SECONDS_A_DAY)
        with suppress(OSError):
            if day != self._day:
                self._turn_to(day)
            self._file.write(line + b"\n")

    warning = error = critical = info

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()

    def _turn_to(self, day: int) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self.close()
        # Unbuffered and appending: several processes may write whole lines into one file.
        self._file = (self._folder / f"tuntas-{_date(day)}.jsonl").open("ab", buffering=0)
        self._day = day
        for path in self._outdated(day):
            path.unlink(missing_ok=True)

    def _outdated(self, day: int) -> Iterator[Path]:
        oldest = f"tuntas-{_date(day - self._days)}.jsonl"
        return (path for path in self._folder.glob("tuntas-????-??-??.jsonl") if path.name < oldest)


def _date(day: int) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(day * _SECONDS_A_DAY))


class _Nowhere:
    """No file is wanted."""

    def info(self, line: bytes) -> None:
        """Dropped; the terminal has shown it."""

    warning = error = critical = info


class _Terminal:
    """Shows lines from a level on to whoever watches."""

    def __init__(self, level: int) -> None:
        self._level = level
        self._levels = logging.getLevelNamesMapping()
        self._render = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=0)

    def __call__(self, logger: WrappedLogger, method: str, line: EventDict) -> EventDict:
        """Pass the line on, shown or not."""
        if self._levels[method.upper()] >= self._level:
            sys.stderr.write(str(self._render(logger, method, dict(line))) + "\n")
        return line


class _Forward(logging.Handler):
    """What is said through the standard library's logging, by our own modules and by libraries."""

    def emit(self, record: logging.LogRecord) -> None:
        """As a line of ours, without what may be personal."""
        ours = record.name.partition(".")[0] in OURS
        values = {"logger": record.name}
        if record.exc_info and record.exc_info[0]:
            values |= {"error": record.exc_info[0].__name__, "at": place_of(record.exc_info[2])}
        getattr(_log, _method(record.levelno))(record.getMessage() if ours else _said_by_library(record.msg), **values)


def _method(level: int) -> str:
    return "error" if level >= logging.ERROR else "warning" if level >= logging.WARNING else "info"


def _said_by_library(message: object) -> str:
    """The first line of its template; numbers, quotations and query strings masked, arguments left out."""
    if not isinstance(message, str):
        return type(message).__name__
    return _MASKED.sub("…", message.strip().partition("\n")[0])[:_LONGEST]
