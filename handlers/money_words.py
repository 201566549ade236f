"""Amounts of rupiah as they are written to people."""


def rupiah(amount: int) -> str:
    """In full: Rp1.500.000; what is owed or lost with a minus: -Rp200.000."""
    return f"{'-' if amount < 0 else ''}Rp{abs(amount):,}".replace(",", ".")
