"""Numbers have no gaps and no twins, whoever counts at the same time."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from itertools import chain

import pytest

from programme.numbering import next_number, registration_number
from storage.crypto import Keys, Vault
from storage.database import Storage
from tests.apart import processes


def take(storage: Storage, how_many: int) -> list[int]:
    """Take numbers, each in a transaction of its own."""
    taken = []
    for _ in range(how_many):
        with storage.transaction() as tx:
            taken.append(next_number(tx.session, "seats"))
    return taken


def take_in_a_process(url: str, keys: Keys, how_many: int) -> list[int]:
    storage = Storage(url, Vault(keys))
    try:
        return take(storage, how_many)
    finally:
        storage.close()


def test_a_year_counts_for_itself(storage: Storage) -> None:
    with storage.transaction() as tx:
        numbers = [registration_number(tx.session, "PSR", year) for year in (2026, 2026, 2027)]
    assert numbers == ["PSR-2026-0001", "PSR-2026-0002", "PSR-2027-0001"]


def test_the_number_of_a_transaction_that_failed_goes_to_the_next(storage: Storage) -> None:
    def fail() -> None:
        with storage.transaction() as tx:
            next_number(tx.session, "seats")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert take(storage, 1) == [1]


def test_threads_take_different_numbers(storage: Storage) -> None:
    with ThreadPoolExecutor(4) as threads:
        taken = list(chain.from_iterable(threads.map(partial(take, storage), [10] * 4)))
    assert sorted(taken) == list(range(1, 41))


@pytest.mark.parametrize("database", ["postgresql_url", "sqlite_url"])
def test_processes_take_different_numbers(database: str, keys: Keys, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue(database)
    work: Callable[[int], list[int]] = partial(take_in_a_process, url, keys)
    with ProcessPoolExecutor(2, mp_context=processes) as pool:
        taken = list(chain.from_iterable(pool.map(work, [25, 25])))
    assert sorted(taken) == list(range(1, 51))
