"""The service in a process of its own, set up for Telegram, and the process that is Telegram and its people."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app import build
from bot.config import load
from storage.crypto import create_key_file
from tests.bench.steps import open_intake
from tests.standins.bot_api import TOKEN

SECRET = "bench-secret"


@dataclass
class People:
    """Telegram and its people."""

    process: subprocess.Popen[str]
    api: str

    def do(self, what: str, **how: Any) -> dict[str, Any]:
        """One round; what breaks Telegram's rules ends the measurement."""
        self.begin(what, **how)
        return self.end()

    def begin(self, what: str, **how: Any) -> None:
        """Let it begin."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": what, "secret": SECRET, **how}) + "\n")
        self.process.stdin.flush()

    def end(self) -> dict[str, Any]:
        """What was measured."""
        assert self.process.stdout is not None
        result: dict[str, Any] = json.loads(self.process.stdout.readline())
        assert not result["problems"], result["problems"]
        return result


@contextmanager
def people() -> Iterator[People]:
    """In a process of their own."""
    command = [sys.executable, "-m", "tests.bench.people"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdin is not None
        assert process.stdout is not None
        yield People(process, f"http://127.0.0.1:{json.loads(process.stdout.readline())}")
        process.stdin.close()


def prepared(
    folder: Path, api: str, *, library: str = "httpx", mode: str = "webhook", more: str = "", per_minute: int = 10_000
) -> Path:
    """A configuration whose database and key exist and whose registration is open."""
    folder.mkdir()
    file = folder / "config.toml"
    file.write_text(f"""{more}
[database]
url = "sqlite:///{folder / "bench.db"}"
key_file = "{folder / "key"}"
[files]
folder = "{folder / "files"}"
[inbound]
per_minute = {per_minute}
[logs]
folder = "{folder / "logs"}"
[telegram]
token = "{TOKEN}"
library = "{library}"
mode = "{mode}"
webhook_url = "https://chat.example.go.id/webhooks/telegram"
secret_token = "{SECRET}"
api_base_url = "{api}"
paid_broadcast = {"true" if "in_flight" in more else "false"}
""")
    config = load(file)
    create_key_file(config.key_file)
    app = build(config)
    open_intake(app)
    app.close()
    return file


@dataclass
class Service:
    """A running service."""

    process: subprocess.Popen[str]
    port: int
    #: Seconds from the start of the process until it served.
    ready_after: float

    @property
    def pid(self) -> int:
        """Its process."""
        return self.process.pid

    def memory(self) -> tuple[float, float]:
        """MiB: PSS and RSS."""
        lines = Path(f"/proc/{self.pid}/smaps_rollup").read_text().splitlines()
        sizes = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines[1:]}
        return sizes["Pss"], sizes["Rss"]


@contextmanager
def service(config: Path, module: Sequence[str] = ("bot",)) -> Iterator[Service]:
    """`tuntas run`, ended in good order."""
    command = [sys.executable, "-m", *module, "run", "--config", str(config), "--port", "0"]
    began = time.monotonic()
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own command
        assert process.stderr is not None
        line = process.stderr.readline()
        assert line.startswith("Tuntas: http://"), line
        yield Service(process, int(line.split()[1].rpartition(":")[2]), time.monotonic() - began)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
