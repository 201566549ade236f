"""The machine's clock is held against the platforms': a wrong one reminds people at night."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.channels.date_of_platform import date_of
from bot.clock import Clock
from bot.config import Config, WhatsApp
from bot.doctor import Finding, examine
from tests.bot.office import ready


class Platform(BaseHTTPRequestHandler):
    """Answers everything with 404, and with the time."""

    def do_HEAD(self) -> None:
        """As any server."""
        self.send_error(404)

    def do_GET(self) -> None:
        """The same."""
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Platform)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def config(tmp_path: Path, address: str) -> Config:
    return ready(tmp_path, whatsapp=WhatsApp("t", "1", "s", "v", "", address, "v26.0", (), 80))


def clocks(config: Config, ahead: timedelta) -> list[Finding]:
    clock = Clock(config.zone, ahead)
    return [found for found in examine(config, clock) if found.check == "clock" and "WhatsApp" in found.text]


@pytest.mark.parametrize(
    ("ahead", "level", "says"),
    [
        (timedelta(0), "ok", "goes as that of WhatsApp does"),
        (timedelta(minutes=1), "warning", "ahead of that of WhatsApp"),
        (timedelta(hours=-1), "error", "behind that of WhatsApp"),
    ],
)
def test_a_clock_that_goes_wrong_is_told(config: Config, ahead: timedelta, level: str, says: str) -> None:
    (found,) = clocks(config, ahead)
    assert (found.level, says in found.text) == (level, True)


def test_a_platform_that_cannot_be_reached_says_nothing_of_the_clock() -> None:
    assert date_of("http://127.0.0.1:1") is None
