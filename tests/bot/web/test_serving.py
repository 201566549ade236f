"""The page's files, the demo's controls, health, and what stands before them all."""

from datetime import date, timedelta

import pytest

from bot.web.demo import next_month
from bot.web.guard import HEADERS
from tests.bot.web.standin import BUDI, SARI, StandIn
from tests.bot.web.visitor import ask


@pytest.mark.parametrize("path", ["/", "/people", "/health", "/nothing"])
def test_every_answer_forbids_what_is_foreign(service: StandIn, path: str) -> None:
    headers = ask(service, "GET", path).headers
    assert {name: headers.get(name.lower()) for name in HEADERS} == HEADERS
    assert "server" not in headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[", "evil.example:8080"])
def test_a_foreign_name_is_refused(service: StandIn, host: str) -> None:
    assert ask(service, "GET", "/people", headers={"Host": host}).status == 421
    headers = {"Host": host, "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    refused = ask(service, "GET", "/chat", headers={**headers, "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA=="})
    assert refused.status == 403


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8080", "[::1]:8080", "chat.example.go.id"])
def test_its_own_names_are_answered(service: StandIn, host: str) -> None:
    assert ask(service, "GET", "/", headers={"Host": host}).status == 200


def test_the_page_holds_nothing_inline_and_nothing_from_outside(service: StandIn) -> None:
    page = ask(service, "GET", "/").body.decode()
    assert "Dinas Sosial Kabupaten Paser" in page
    assert "Asia/Makassar" in page
    for foreign in ("<style", " style=", " onclick", "http://", "https://", "{static}"):
        assert foreign not in page


def test_a_files_name_changes_with_what_is_in_it_so_that_it_is_kept_forever(service: StandIn) -> None:
    page = ask(service, "GET", "/").body.decode()
    path = page.partition('src="')[2].partition('"')[0]
    script = ask(service, "GET", path, headers={"Accept-Encoding": "gzip"})
    assert (script.status, script.headers["content-encoding"]) == (200, "gzip")
    assert "immutable" in script.headers["cache-control"]
    assert script.headers["content-type"].startswith("text/javascript")
    assert ask(service, "GET", "/static/older/chat.js").headers["cache-control"] == "no-store"
    assert ask(service, "GET", "/static/older/assets.py").status == 404


def test_the_demo_says_who_one_can_be(service: StandIn) -> None:
    about = ask(service, "GET", "/people").json()
    assert about["demo"] is True
    assert about["today"] == service.today().isoformat()
    assert about["people"] == [vars(SARI), vars(BUDI)]


def test_the_demos_clock_moves_by_a_day_and_by_a_month(service: StandIn) -> None:
    before = service.today()
    day = ask(service, "POST", "/demo/clock", b'{"step": "day"}', {"Origin": service.url})
    assert day.json() == {"today": (before + timedelta(days=1)).isoformat()}
    month = ask(service, "POST", "/demo/clock", b'{"step":"month"}', {"Origin": service.url})
    assert month.json() == {"today": next_month(before + timedelta(days=1)).isoformat()}


def test_the_clock_is_moved_by_nobody_else_and_by_nothing_else(service: StandIn) -> None:
    before = service.today()
    assert ask(service, "POST", "/demo/clock", b'{"step": "day"}').status == 403
    assert ask(service, "POST", "/demo/clock", b'{"step": "day"}', {"Origin": "http://evil.example"}).status == 403
    assert ask(service, "POST", "/demo/clock", b"{}", {"Origin": service.url}).status == 400
    assert service.today() == before


def test_outside_the_demo_there_is_neither(office: StandIn) -> None:
    assert ask(office, "GET", "/people").json() == {"demo": False}
    assert ask(office, "POST", "/demo/clock", b'{"step": "day"}', {"Origin": office.url}).status == 404


def test_a_month_on_is_the_same_day_or_the_months_last() -> None:
    assert next_month(date(2026, 1, 31)) == date(2026, 2, 28)
    assert next_month(date(2026, 12, 15)) == date(2027, 1, 15)


def test_health_says_whether_it_lives_and_whether_it_is_ready(service: StandIn) -> None:
    assert ask(service, "GET", "/health").json() == {"live": True, "ready": True, "why_not": []}
    service.is_ready = False
    unready = ask(service, "GET", "/health")
    assert (unready.status, unready.json()["ready"]) == (503, False)
    assert unready.json()["why_not"] == ["The database cannot be written."]
    assert ask(service, "GET", "/health/live").status == 200
