"""The service that the web's tests talk to over a real port."""

from collections.abc import Iterator

import pytest

from storage.database import Storage
from tests.bot.web.standin import StandIn, standing_in


@pytest.fixture
def service(sqlite_storage: Storage) -> Iterator[StandIn]:
    """The demo."""
    with standing_in(sqlite_storage) as service:
        yield service


@pytest.fixture
def office(sqlite_storage: Storage) -> Iterator[StandIn]:
    """The service of an office: no demo."""
    with standing_in(sqlite_storage, is_demo=False) as service:
        yield service
