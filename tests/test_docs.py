"""What the documents promise is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_cell_of_the_words_table_is_a_golden_conversation() -> None:
    rows = [
        line.split("|")[1:-1]
        for line in (ROOT / "docs/words.md").read_text(encoding="utf-8").splitlines()
        if "|" in line
    ]
    columns = [re.search(r"`([a-z-]+)`", cell) for cell in rows[0][1:]]
    words = [word.replace(" ", "-") for row in rows[2:] for word in re.findall(r"`([\w ]+)`", row[0])]
    assert len(words) == 9
    for word in words:
        for column in columns:
            assert column is not None
            assert (ROOT / f"tests/conversations/words/{word}--{column[1]}.txt").exists(), (word, column[1])


def test_every_link_of_a_document_leads_somewhere() -> None:
    for document in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_the_transcript_is_the_golden_conversation() -> None:
    """docs/transcript.md is a conversation that is played in the tests, so it cannot go stale."""
    golden = (ROOT / "tests/conversations/registration-parent.txt").read_text(encoding="utf-8")
    assert golden in (ROOT / "docs/transcript.md").read_text(encoding="utf-8")


def test_every_test_that_a_document_names_is_there() -> None:
    named = {
        (path, name)
        for document in (ROOT / "docs").rglob("*.md")
        for path, name in re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", document.read_text(encoding="utf-8"))
    }
    assert len(named) > 15
    for path, name in named:
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), f"{path}::{name}"
