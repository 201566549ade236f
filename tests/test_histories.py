"""Golden histories of released talks: each must end at the same question or result as when it was recorded.

A history is what the talk row held: the facts read at its beginning and the answers given since. They stay as they
were recorded; a form that changes must still take them.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handlers.registry import SUBJECTS
from talk import Answer, Waiting, run

FOLDER = Path(__file__).parent / "histories"
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_history(path: Path) -> None:
    history = json.loads(path.read_text(encoding="utf-8"))
    subject = SUBJECTS[history["talk"]]
    facts = subject.facts_type.from_json(history["facts"])
    answers = {name: Answer(value, datetime.fromisoformat(at)) for name, (value, at) in history["answers"].items()}
    for length in range(len(answers) + 1):
        given = dict(list(answers.items())[:length])
        outcome = run(subject.script, facts, given, now=NOW)
        assert isinstance(outcome, Waiting)
        assert outcome.question == history["questions"][length]
