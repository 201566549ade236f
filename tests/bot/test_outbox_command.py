"""What staff see of messages that have not gone out, and of what is billed: numbers and reasons, nobody's name."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.commands.outbox import outbox
from bot.config import load
from storage import messages
from storage.crypto import Vault, create_key_file
from storage.database import Storage
from storage.messages import Receipt

DAY = timedelta(days=1)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    create_key_file(tmp_path / "tuntas.key")
    written = tmp_path / "config.toml"
    written.write_text("", encoding="utf-8")
    return written


def fill(config: Path) -> None:
    """One message waits for three days, one failed, one arrived."""
    settings = load(config)
    at = Clock(settings.zone).now() - 3 * DAY
    storage = Storage(settings.database, Vault.from_file(settings.key_file))
    storage.upgrade()
    with storage.transaction() as tx:
        ids = []
        for number in range(3):
            contact = messages.conversation(tx, "whatsapp", f"+628120000100{number}", at)
            of = {"contact_id": contact.contact_id, "address_id": contact.address_id, "channel": "whatsapp"}
            ids.append(messages.queue(tx, content={"lines": ["Budi"]}, due_at=at, now=at, **of))  # type: ignore[arg-type]
        messages.claim(tx, "whatsapp", at, DAY, 10)
        messages.window_closed(tx, ids[0], {"whatsapp": DAY}, at)
        messages.mark_failed(tx, ids[1], "not_on_whatsapp", None)
        receipt = Receipt(ids[2], "wamid.1", "delivered", at, "service", "100200")
        messages.receive(tx, "whatsapp", receipt, month="2026-03", window=DAY, now=at)
    storage.close()


def test_what_waits_and_what_failed_is_listed_with_age_and_reason(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(config)
    outbox(config)
    shown = capsys.readouterr().out
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in shown.splitlines() if line.startswith("│")]
    assert [row[2:] for row in rows] == [
        ["whatsapp", "3 d", "failed", "not_on_whatsapp"],
        ["whatsapp", "3 d", "waits for them", "window_closed"],
    ]
    assert "628" not in shown
    assert "Budi" not in shown


def test_what_is_billed_is_listed_by_month(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(config)
    outbox(config, billing=True)
    assert "2026-03" in capsys.readouterr().out


def test_where_all_has_gone_out_that_is_said(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outbox(config)
    outbox(config, billing=True)
    assert capsys.readouterr().out == "Every message has gone out.\nNothing was billed yet.\n"
