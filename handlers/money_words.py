"""Amounts of rupiah as they are written to people."""

from programme.reports import Amount
from talk import Line


def rupiah(amount: int) -> str:
    """In full: Rp1.500.000; what is owed or lost with a minus: -Rp200.000."""
    return f"{'-' if amount < 0 else ''}Rp{abs(amount):,}".replace(",", ".")


def about(amount: int) -> Line:
    """An amount that is only reckoned."""
    return Line("money-about", {"amount": rupiah(amount)})


def in_period(amount: Amount) -> Line:
    """An amount with its period, and whether it is only reckoned."""
    key = "money-about_in_period" if amount.is_estimate else "money-in_period"
    return Line(key, {"amount": rupiah(amount.rupiah), "period": Line(f"period_in-{amount.period}")})
