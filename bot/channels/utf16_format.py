"""Lengths as the platforms count them: in UTF-16 units, so most emoji are two."""


def units(text: str) -> int:
    """Its length."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fitting(text: str, limit: int) -> int:
    """How many characters have at most so many units."""
    used = 0
    for index, character in enumerate(text):
        used += 2 if ord(character) > 0xFFFF else 1
        if used > limit:
            return index
    return len(text)
