"""The rules of retention are said where people look for them."""

from dataclasses import fields
from pathlib import Path

from bot.config import SETTINGS, load
from programme.retention import RULES, Retention

ROOT = Path(__file__).parents[2]


def test_the_document_says_what_the_rules_say() -> None:
    written = (ROOT / "docs/retention.md").read_text(encoding="utf-8").splitlines()
    for rule in RULES:
        days = getattr(Retention(), rule.days)
        cells = (rule.what, rule.becomes, days, rule.since, rule.why, f"`retention.{rule.days}`")
        assert "| " + " | ".join(map(str, cells)) + " |" in written
    assert len([line for line in written if line.startswith("|")]) == len(RULES) + 2


def test_every_number_of_days_is_a_setting_and_is_used() -> None:
    names = {field.name for field in fields(Retention)}
    assert {setting.name for setting in SETTINGS if setting.name.startswith("retention.")} == {
        f"retention.{name}" for name in names
    }
    assert {rule.days for rule in RULES} == names


def test_the_guardians_days_are_the_same_for_the_reminder_and_for_the_end() -> None:
    read = load(None, {"TUNTAS_RETENTION_GUARDIAN_DAYS": "10"})
    assert (read.retention.guardian_days, read.office.guardian_days) == (10, 10)
