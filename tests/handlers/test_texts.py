"""Every sentence: in both languages, used, and in the words that we use."""

import ast
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from handlers.registry import SUBJECTS
from handlers.texts import FOLDER, LANGUAGES
from programme import notice

ROOT = Path(__file__).parents[2]
#: Words of an office, not of a person who helps; each with what we say instead.
OFFICIALESE = {
    "Anda": "kamu",
    "anda": "kamu",
    "silakan": "coba",
    "Silakan": "coba",
    "silahkan": "coba",
    "dokumen": "berkas",
    "persyaratan": "syarat",
    "kelengkapan": "lengkap",
    "dimohon": "tolong",
    "mohon": "tolong",
    "Mohon": "tolong",
    "apabila": "kalau",
    "Apabila": "kalau",
    "tersebut": "itu",
    "bahwasanya": "bahwa",
    "yang bersangkutan": "dia",
    "guna": "untuk",
    "pemohon": "kamu",
    "menginput": "menulis",
    "diinput": "ditulis",
    "valid": "benar",
}


#: Fingerprint of the notice in all languages, by version: a changed text needs a new version and a new line here.
NOTICES = {"2026-01-15": "cdd1b71eaf7c32c6", "2026-02-15": "20e89d3d04d0d76c"}


def written(language: str) -> dict[str, str]:
    """Every text of a language by its key, as it stands in the file."""
    found: dict[str, str] = {}
    for path in sorted((FOLDER / language).glob("*.ftl")):
        source = path.read_text(encoding="utf-8")
        for entry in FluentParser().parse(source).body:
            assert not isinstance(entry, fluent.Junk), f"{path.name}: {str(entry.content)[:60]}"
            if isinstance(entry, fluent.Message):
                assert entry.id.name not in found, f"{entry.id.name} stands twice"
                span = entry.value.span if entry.value else None
                assert isinstance(span, fluent.Span)
                found[entry.id.name] = source[slice(span.start, span.end)]
    return found


def variables(text: str) -> set[str]:
    return set(re.findall(r"\{\s*\$(\w+)\s*\}", text))


TEXTS = {language: written(language) for language in LANGUAGES}


def test_both_languages_have_the_same_texts() -> None:
    assert set(TEXTS["id"]) == set(TEXTS["en"])


@pytest.mark.parametrize("key", sorted(TEXTS["id"]))
def test_a_text_uses_the_same_arguments_in_both_languages(key: str) -> None:
    assert variables(TEXTS["id"][key]) == variables(TEXTS["en"][key])


@pytest.mark.parametrize("word", OFFICIALESE)
def test_no_officialese(word: str) -> None:
    for key, text in TEXTS["id"].items():
        assert not re.search(rf"\b{re.escape(word)}\b", text), f"{key}: say {OFFICIALESE[word]!r}"


class Keys(ast.NodeVisitor):
    """Collects the keys that the code names: whole, or as a pattern where part of one is put together."""

    def __init__(self) -> None:
        self.whole: set[str] = set()
        self.patterns: set[str] = set()

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self.whole.add(node.value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
        if parts and isinstance(parts[0], str) and "-" in parts[0]:
            self.patterns.add("".join(re.escape(str(part)) if part is not None else "[a-z0-9_-]+" for part in parts))
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        strings = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in ("ask", "tell"):
            self.whole |= {f"{talk}-{string}" for talk in SUBJECTS for string in strings}
        if name in ("labelled", "option", "_choices") and strings:
            self.patterns.add(f"{re.escape(strings[0])}-[a-z0-9_-]+")
        self.generic_visit(node)


def sources() -> Iterator[Path]:
    for package in ("bot", "handlers"):
        yield from (ROOT / package).rglob("*.py")


def keys_in_code() -> Keys:
    keys = Keys()
    for path in sources():
        keys.visit(ast.parse(path.read_text(encoding="utf-8")))
    return keys


def test_no_text_is_unused() -> None:
    keys = keys_in_code()
    # The labels of a menu are found by its place, and consents are asked in a loop over their purposes.
    patterns = [*keys.patterns, r"registration-(reminders|announcements|photos)", r"(help|mundur|discard|resume)-\w+"]
    unused = [key for key in TEXTS["id"] if key not in keys.whole and not any(re.fullmatch(p, key) for p in patterns)]
    assert unused == []


def test_no_text_that_the_code_names_is_missing() -> None:
    named = set()
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Line", "say") and node.args:
                first = node.args[0]
                named |= {first.value} if isinstance(first, ast.Constant) else set()
    assert named - set(TEXTS["id"]) == set()


def test_a_changed_notice_has_a_new_version() -> None:
    """What was agreed to must be provable: the text of a version never changes (UU 27/2022 art. 21 and 24)."""
    texts = b"".join((FOLDER / language / "notice.ftl").read_bytes() for language in LANGUAGES)
    assert NOTICES[notice.VERSION] == hashlib.sha256(texts).hexdigest()[:16]
