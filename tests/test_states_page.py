"""The pages of states say what their tables allow, and what people are told; `--update` writes them anew."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from handlers.texts import render
from programme import aid_states, states
from talk import Line

DOCS = Path(__file__).parent.parent / "docs"


@dataclass(frozen=True)
class Page:
    """A page, the table it is about, and how its texts are called."""

    name: str
    states: Mapping[str, str]
    transitions: Mapping[str, Mapping[str, Collection[str]]]
    #: In this order they stand in a cell.
    actors: tuple[str, ...]
    number: str
    words: str
    news: str
    #: What is not in any state yet.
    new: str

    def tables(self) -> dict[str, Iterator[str]]:
        """By the name of their place on the page."""
        return {"transitions": self._transitions(), "states": self._states()}

    def _transitions(self) -> Iterator[str]:
        yield "| From | To | Who may |"
        yield "|---|---|---|"
        for state, following in self.transitions.items():
            for to, who in following.items():
                may = ", ".join(by for by in self.actors if by in who)
                yield f"| {self._called(state)} | {self._called(to)} | {may} |"

    def _states(self) -> Iterator[str]:
        about = {"name": "Ani Lestari", "number": self.number}
        yield "| State | In words | Who acts now | News of it |"
        yield "|---|---|---|---|"
        for state, acts in self.states.items():
            words, news = (render("en", Line(f"{key}-{state}", about)) for key in (self.words, self.news))
            yield f"| `{state}` | {words} | {acts} | {news} |"

    def _called(self, state: str) -> str:
        return f"`{state}`" if state else f"nothing ({self.new})"


PAGES = (
    Page(
        name="states",
        states=states.STATES,
        transitions=states.TRANSITIONS,
        actors=("person", "guardian", "staff", "system"),
        number="PSR-2026-0001",
        words="state",
        news="news",
        new="a new registration",
    ),
    Page(
        name="aid-states",
        states=aid_states.STATES,
        transitions=aid_states.TRANSITIONS,
        actors=("person", "staff", "approver"),
        number="BST-2026-0001",
        words="aid_state",
        news="aid_news",
        new="a new proposal",
    ),
)


def written(text: str, page: Page) -> str:
    """The page with its tables as the code has them."""
    for name, rows in page.tables().items():
        begins, ends = f"<!-- {name} -->", f"<!-- end of {name} -->"
        before, _, rest = text.partition(begins)
        after = rest.partition(ends)[2]
        text = "\n".join((f"{before}{begins}\n", *rows, f"\n{ends}{after}"))
    return text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_page_is_what_the_code_allows(page: Page, request: pytest.FixtureRequest) -> None:
    path = DOCS / f"{page.name}.md"
    text = path.read_text(encoding="utf-8")
    if request.config.getoption("--update"):
        path.write_text(written(text, page), encoding="utf-8")
        return
    assert written(text, page) == text
