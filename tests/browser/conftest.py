"""A real Chromium, Debian's, on the page; skipped with its remedy where there is none."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from storage.database import Storage
from tests.bot.web.standin import StandIn, standing_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = Path("/usr/bin/chromium")

#: No sandbox, since tests may run as root; no background traffic, since they may run without a network.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# Its event loop runs in this thread while it is open, so it is gone before other folders' tests want their own.
@pytest.fixture(scope="package")
def chromium() -> Iterator["Browser"]:
    """The browser, one for all tests of this folder."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is missing: run `make test-browser`.")
    if not CHROMIUM.exists():
        pytest.skip("Chromium is missing: run `scripts/install-browser`.")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: "Browser") -> Iterator["BrowserContext"]:
    """A cheap phone that was never here before, held by somebody who reads Bahasa."""
    context = chromium.new_context(viewport={"width": 360, "height": 640}, locale="id-ID")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: "BrowserContext") -> Iterator["Page"]:
    """Its browser; whatever the console complains of is a failure."""
    page = context.new_page()
    # With a listener from the start, no chooser opens before Playwright intercepts them: Enter is faster than that.
    page.on("filechooser", lambda _chooser: None)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if _is_complaint(said.text, said.type) else None)
    yield page
    assert complaints == []


def _is_complaint(text: str, kind: str) -> bool:
    """A lost connection is told to the console by the browser itself, and is part of some tests."""
    expected = ("ERR_", "WebSocket connection", "status of 503")
    return kind in ("error", "warning") and not any(part in text for part in expected)


@pytest.fixture
def service(sqlite_storage: Storage) -> Iterator[StandIn]:
    """The real page before a service that echoes."""
    with standing_in(sqlite_storage) as service:
        yield service
