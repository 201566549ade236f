"""Options of the test run."""

import os

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` writes golden conversations anew, to be reviewed as a diff."""
    parser.addoption("--update", action="store_true", help="write the golden conversations anew")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are processors: a third of the tests' time is spent waiting for a clock or a disk."""
    return max(2, (os.cpu_count() or 1) * 3 // 2)
