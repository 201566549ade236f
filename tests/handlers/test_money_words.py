"""Amounts as people read them."""

import pytest

from handlers.money_words import rupiah


@pytest.mark.parametrize(
    ("amount", "written"),
    [(0, "Rp0"), (75_000, "Rp75.000"), (1_500_000, "Rp1.500.000"), (-200_000, "-Rp200.000")],
)
def test_an_amount_is_written_in_full(amount: int, written: str) -> None:
    assert rupiah(amount) == written
