"""Options of the test run."""

import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

#: A disk in memory, where there is one: what the tests write need not outlive a power cut.
MEMORY, NEEDED = Path("/dev/shm"), 2 * 1024**3  # noqa: S108 - only its own folders below it are used
#: The fixture by which a test runs on each database (tests/conftest.py), and the tests that are about databases.
DATABASE, ABOUT_DATABASES = "database_url", "storage"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` writes golden conversations anew, to be reviewed as a diff."""
    parser.addoption("--update", action="store_true", help="write the golden conversations anew")
    parser.addoption("--every-database", action="store_true", help="run every test on both databases, not on either")


def pytest_configure() -> None:
    """Where a disk answers a commit slowly most of the tests' time is spent waiting for it."""
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > NEEDED:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are processors: a third of the tests' time is spent waiting for a clock or a disk."""
    return max(2, (os.cpu_count() or 1) * 3 // 2)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is not about databases runs on one of the two, half of it on each: that is what a developer waits for."""
    if not config.getoption("--every-database"):
        left_out = set(_other_halves(items))
        config.hook.pytest_deselected(items=[item for item in items if item in left_out])
        items[:] = [item for item in items if item not in left_out]


def _other_halves(items: list[pytest.Item]) -> Iterator[pytest.Item]:
    """Of each test that would run on both databases the one that is left out."""
    twice = [item for item in items if _database(item) and item.path.parent.name != ABOUT_DATABASES]
    for name, runs in groupby(sorted(twice, key=_apart), _apart):
        both = sorted(runs, key=_database)
        if len(both) == 2:
            yield both[zlib.crc32(name.encode()) % 2]


def _database(item: pytest.Item) -> str:
    return (
        str(item.callspec.params.get(DATABASE, ""))
        if isinstance(item, pytest.Function) and hasattr(item, "callspec")
        else ""
    )


def _apart(item: pytest.Item) -> str:
    """Its name without that of the database."""
    return item.nodeid.replace(_database(item), "", 1)
