"""The office's guide to start-up aid says what its table of states allows; `--update` writes it anew."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers import aid_step
from handlers.texts import render
from programme.aid_states import STATES, TRANSITIONS
from talk import Line

PAGE = Path(__file__).parent.parent / "docs" / "panduan" / "bantuan-stimulan.md"
ABOUT = {"name": "Ani Lestari", "number": "BST-2026-0001"}
#: Who may, and who acts, in the words of the guide; in this order they stand in a cell.
MAY = {"person": "penerima", "staff": "petugas", "approver": "admin"}
ACTS = {"office": "petugas", "approver": "admin", "person": "penerima", "nobody": "–"}


def states() -> Iterator[str]:
    yield "| Tahap | Giliran siapa | Kabar untuk penerima |"
    yield "|---|---|---|"
    for state, acts in STATES.items():
        yield f"| {called(state)} | {ACTS[acts]} | {render('id', Line(f'aid_news-{state}', ABOUT))} |"


def steps() -> Iterator[str]:
    yield "| Dari | Tombol | Menjadi | Siapa yang boleh |"
    yield "|---|---|---|---|"
    for state, following in TRANSITIONS.items():
        for to, who in following.items():
            button = render("id", aid_step.label(state, to)) if state else "Ajukan"
            actors = ", ".join(name for by, name in MAY.items() if by in who)
            yield f"| {called(state) if state else 'usulan baru'} | {button} | {called(to)} | {actors} |"


def called(state: str) -> str:
    return render("id", Line(f"aid_state-{state}"))


def written(page: str) -> str:
    """The page with its tables as the code has them."""
    for name, rows in (("tahap", states()), ("jalan", steps())):
        begins, ends = f"<!-- {name} -->", f"<!-- akhir {name} -->"
        before, _, rest = page.partition(begins)
        after = rest.partition(ends)[2]
        page = "\n".join((f"{before}{begins}\n", *rows, f"\n{ends}{after}"))
    return page


def test_the_guide_is_what_the_code_allows(request: pytest.FixtureRequest) -> None:
    page = PAGE.read_text(encoding="utf-8")
    if request.config.getoption("--update"):
        PAGE.write_text(written(page), encoding="utf-8")
        return
    assert written(page) == page
