"""Options of the test run."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` writes golden conversations anew, to be reviewed as a diff."""
    parser.addoption("--update", action="store_true", help="write the golden conversations anew")
