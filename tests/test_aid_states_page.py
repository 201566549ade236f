"""docs/aid-states.md says what the table of aid allows, and what people are told; `--update` writes it anew."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.texts import render
from programme.aid_states import STATES, TRANSITIONS
from talk import Line

PAGE = Path(__file__).parent.parent / "docs" / "aid-states.md"
ABOUT = {"name": "Ani Lestari", "number": "BST-2026-0001"}
#: In this order they stand in a cell.
ACTORS = ("person", "staff", "approver")


def transitions() -> Iterator[str]:
    yield "| From | To | Who may |"
    yield "|---|---|---|"
    for state, following in TRANSITIONS.items():
        for to, who in following.items():
            yield f"| {called(state)} | {called(to)} | {', '.join(by for by in ACTORS if by in who)} |"


def states() -> Iterator[str]:
    yield "| State | In words | Who acts now | News of it |"
    yield "|---|---|---|---|"
    for state, acts in STATES.items():
        words, news = render("en", Line(f"aid_state-{state}")), render("en", Line(f"aid_news-{state}", ABOUT))
        yield f"| `{state}` | {words} | {acts} | {news} |"


def called(state: str) -> str:
    return f"`{state}`" if state else "nothing (a new proposal)"


def written(page: str) -> str:
    """The page with its tables as the code has them."""
    for name, rows in (("transitions", transitions()), ("states", states())):
        begins, ends = f"<!-- {name} -->", f"<!-- end of {name} -->"
        before, _, rest = page.partition(begins)
        after = rest.partition(ends)[2]
        page = "\n".join((f"{before}{begins}\n", *rows, f"\n{ends}{after}"))
    return page


def test_the_page_of_states_is_what_the_code_allows(request: pytest.FixtureRequest) -> None:
    page = PAGE.read_text(encoding="utf-8")
    if request.config.getoption("--update"):
        PAGE.write_text(written(page), encoding="utf-8")
        return
    assert written(page) == page
