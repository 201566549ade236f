"""Reads a list in a process of its own: a workbook with one stray cell far away asks for more memory than there is,
which ends the process that reads it, and a large one keeps a processor busy for seconds.

The list goes in through the standard input; out come lines of JSON: the head, then records, or why there are none.
"""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from threading import Thread
from typing import IO, Any

from handlers import understanding
from programme.reading import places
from programme.registers.reading import Head, Kind, Reader, read
from programme.registers.record import Record
from programme.registers.sheet import Unreadable

#: What a reading may take; 50,000 rows of 20 columns take 130 MB and 8 seconds of CPU.
MEMORY = 2_000_000_000
SECONDS = 600


@contextlib.contextmanager
def reading(data: bytes, kind: Kind, region: str, today: date) -> Iterator[tuple[Head, Iterator[Record]]]:
    """The head and the records of a list, while the other process reads on. Raises Unreadable, also in the middle."""
    command = [sys.executable, "-m", "bot.workbooks", kind, region, today.isoformat()]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, env=_same_code()) as child:  # noqa: S603
        assert child.stdin is not None  # noqa: S101 - both are pipes
        assert child.stdout is not None  # noqa: S101
        Thread(target=_feed, args=(child.stdin, data), daemon=True).start()
        try:
            head = _answer(child.stdout)
            yield Head(**head), _records(child.stdout)
        finally:
            child.kill()


def _same_code() -> dict[str, str]:
    """The other process is of this very version, wherever it lies."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path or os.curdir for path in sys.path)}


def _feed(pipe: IO[bytes], data: bytes) -> None:
    """Whoever has died reads no more."""
    with contextlib.suppress(OSError), pipe:
        pipe.write(data)


def _records(lines: IO[bytes]) -> Iterator[Record]:
    while (found := _answer(lines)) != "end":
        yield Record.from_json(found)


def _answer(lines: IO[bytes]) -> Any:
    """What the other process says; that it has died says that the list asks too much."""
    line = lines.readline()
    said = json.loads(line) if line.endswith(b"\n") else {"why": "too_big"}
    if isinstance(said, dict) and "why" in said:
        raise Unreadable(said["why"])
    return said


def main(kind: Kind, region: str, today: str) -> None:
    """The other process."""
    _limit()
    reader = Reader(kind, places.region(region), date.fromisoformat(today), understanding.skill)
    try:
        head, records = read(sys.stdin.buffer.read(), reader)
        _say(asdict(head))
        for record in records:
            _say(record.to_json())
        _say("end")
    except Unreadable as problem:
        _say({"why": problem.why})
    except MemoryError:
        _say({"why": "too_big"})


def _say(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")


def _limit() -> None:
    """Where the system lets a process be limited; elsewhere it fails by itself."""
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


if __name__ == "__main__":
    main(*sys.argv[1:])  # type: ignore[arg-type]
