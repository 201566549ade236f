"""The page in a real browser, before a service that echoes."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.bot.web.standin import COPY, UPLOAD_LIMIT, StandIn, card
from tests.browser.hands import Hands, Keyboard, Mouse

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is missing: run `make test-browser`.")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing: run `make test-browser`.")
expect = sync_api.expect


@pytest.fixture(params=[Mouse, Keyboard], ids=["mouse", "keyboard"])
def hands(request: pytest.FixtureRequest, page: "Page") -> Hands:
    """The test runs twice: by mouse, and by keyboard alone."""
    hands: Hands = request.param(page)
    return hands


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A photo in the gallery."""
    path = tmp_path / "ijazah.png"
    path.write_bytes(card())
    return path


def begin(page: "Page", service: StandIn) -> None:
    """Open the page as a new applicant."""
    page.goto(service.url)
    page.locator(".person").first.click()
    page.locator(".invite").wait_for()


def say(page: "Page", text: str, reply: str | None = None) -> None:
    """Write, and wait for the answer."""
    page.locator("#text").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator(".bubble:not(.mine)").last).to_contain_text(reply or text)


def test_a_whole_conversation_with_one_pair_of_hands(
    page: "Page", service: StandIn, hands: Hands, picture: Path
) -> None:
    page.goto(service.url)
    hands.press(page.get_by_role("button", name=re.compile("Sari Rahmawati")))
    hands.press(page.get_by_role("button", name="Mulai", exact=True))
    replies = page.locator(".bubble:not(.mine)")
    expect(replies.last).to_contain_text("Halo")
    hands.write("sy mau daftar")
    expect(replies.last).to_contain_text("sy mau daftar")
    hands.press(replies.last.get_by_role("button", name="Status saya"))
    expect(replies.last).to_contain_text("tombol menu:status")
    hands.attach(picture)
    expect(replies.last).to_contain_text("berkas image/png")
    hands.press(replies.first.get_by_role("button", name="English"))
    expect(replies.last).to_contain_text("tombol menu:en")
    expect(page.locator(".bubble.mine")).to_have_count(5)
    expect(page.locator(".bubble.waiting")).to_have_count(0)
    assert {incoming.address for incoming in service.echo.received} == {"sample-sari"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(360, 640), (1280, 800)], ids=["phone", "desk"])
def test_nothing_stands_in_the_way_of_anyone(
    page: "Page", service: StandIn, picture: Path, scheme: Literal["light", "dark"], size: tuple[int, int]
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(service.url)
    page.locator(".person").first.wait_for()
    _assert_accessible(page)
    page.locator(".person").first.click()
    page.locator(".invite").wait_for()
    _assert_accessible(page)
    say(page, "desa")
    say(page, "kartu")
    page.locator(".save").wait_for()
    page.locator("#file-input").set_input_files(picture)
    page.locator("#attach").click()
    service.stop()
    expect(page.locator("#banner")).to_contain_text("Sinyal hilang")
    _assert_accessible(page)
    service.start()


def _assert_accessible(page: "Page") -> None:
    found = axe.Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []


@pytest.mark.parametrize("width", [320, 360, 640])
def test_nothing_has_to_be_scrolled_sideways(page: "Page", service: StandIn, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 400})
    begin(page, service)
    for text in ("desa", "kartu", "w" * 300, "تطبيق\u202eabc"):
        say(page, text)
    for view in ("chat", "people"):
        page.locator("body").evaluate("(body, view) => { body.dataset.view = view; }", view)
        wide = (
            "() => [document.documentElement, document.querySelector('#log')].some(e => e.scrollWidth > e.clientWidth)"
        )
        assert page.evaluate(wide) is False
    assert page.locator("body").evaluate("body => body.scrollHeight <= innerHeight")


def test_a_reload_keeps_the_conversation_and_what_was_not_sent(page: "Page", service: StandIn) -> None:
    begin(page, service)
    say(page, "satu")
    service.echo.out_of_order = True
    page.locator("#text").fill("dua")
    page.keyboard.press("Enter")
    expect(page.locator("#banner")).to_contain_text("Pesanmu disimpan dan dikirim nanti")
    page.reload()
    expect(page.locator(".bubble.waiting")).to_contain_text("dua")
    expect(page.locator(".bubble")).to_have_count(3)
    service.echo.out_of_order = False
    expect(page.locator(".bubble:not(.mine)").last).to_contain_text("dua", timeout=20_000)
    assert [incoming.text for incoming in service.echo.received] == ["satu", "dua"]


def test_the_page_comes_back_by_itself_when_the_service_does(page: "Page", service: StandIn, picture: Path) -> None:
    begin(page, service)
    service.stop()
    page.locator("#file-input").set_input_files(picture)
    page.locator("#send").click()
    page.locator("#text").fill("dan ini")
    page.keyboard.press("Enter")
    expect(page.locator(".bubble.waiting")).to_have_count(2)
    service.start()
    expect(page.locator(".bubble")).to_have_count(4, timeout=20_000)
    expect(page.locator("#banner")).to_be_empty()
    assert [bool(incoming.media) for incoming in service.echo.received] == [True, False]


def test_a_photo_that_a_reload_lost_is_asked_for_again(page: "Page", service: StandIn, picture: Path) -> None:
    begin(page, service)
    service.echo.out_of_order = True
    page.locator("#file-input").set_input_files(picture)
    page.locator("#send").click()
    expect(page.locator(".bubble.waiting")).to_have_count(1)
    page.reload()
    expect(page.locator(".note")).to_contain_text("Kirim lagi, ya")
    expect(page.locator(".bubble")).to_have_count(0)


def test_a_file_that_is_too_big_stays_at_home_and_is_answered(page: "Page", service: StandIn, tmp_path: Path) -> None:
    begin(page, service)
    big = tmp_path / "besar.jpg"
    big.write_bytes(b"x" * (UPLOAD_LIMIT + 1))
    page.locator("#file-input").set_input_files(big)
    page.locator("#send").click()
    expect(page.locator(".bubble:not(.mine)").last).to_contain_text("berkas too_big")
    expect(page.locator(".bubble.mine").last).to_contain_text("terlalu besar")


def test_a_card_is_shown_and_can_be_saved(page: "Page", service: StandIn) -> None:
    begin(page, service)
    say(page, "kartu")
    expect(page.get_by_role("img", name="Gambar dari Tuntas: kartu-PSR-2026-0007.png")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Simpan").click()
    assert download.value.suggested_filename == "kartu-PSR-2026-0007.png"
    assert download.value.path().read_bytes() == card()


def test_a_picture_is_enlarged_to_be_read_and_closes_when_it_is_taken_back(page: "Page", service: StandIn) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    begin(page, service)
    say(page, "kartu")
    page.get_by_role("button", name="Perbesar").click()
    large = page.locator("#viewer img")
    expect(large).to_be_visible()
    expect(large).to_have_js_property("clientWidth", 640)  # its own
    _assert_accessible(page)
    page.keyboard.press("Escape")
    expect(large).to_be_hidden()
    page.get_by_role("button", name="Perbesar").click()
    page.evaluate("document.querySelector('#text').value = 'hapus yang tadi'; document.querySelector('#send').click()")
    expect(large).to_be_hidden()
    expect(page.locator(".picture")).to_have_count(0)


def test_a_message_that_is_taken_back_goes_from_the_page_and_stays_away(page: "Page", service: StandIn) -> None:
    begin(page, service)
    say(page, "kartu")
    expect(page.locator(".picture img")).to_be_visible()
    say(page, "hapus yang tadi")
    expect(page.locator(".bubble:not(.mine)")).to_have_count(1)
    expect(page.locator(".picture")).to_have_count(0)
    page.reload()
    expect(page.locator(".bubble:not(.mine)").last).to_contain_text("hapus yang tadi")
    expect(page.locator(".bubble")).to_have_count(3)


def test_a_text_file_is_a_card_with_its_name_and_can_be_saved(page: "Page", service: StandIn) -> None:
    begin(page, service)
    say(page, "data saya")
    expect(page.locator(".file-card").last).to_contain_text("data-saya.txt")
    with page.expect_download() as download:
        page.get_by_role("link", name="Simpan").click()
    assert download.value.suggested_filename == "data-saya.txt"
    assert download.value.path().read_text(encoding="utf-8") == COPY


def test_markup_is_shown_as_it_was_written(page: "Page", service: StandIn) -> None:
    begin(page, service)
    markup = "<img src=x onerror=alert(1)> <b>tebal</b> https://example.com"
    say(page, markup)
    expect(page.locator(".bubble-text").first).to_have_text(markup)
    expect(page.locator(".log b, .log .bubble-text a, .log .bubble-text img")).to_have_count(0)


def test_each_person_has_a_conversation_of_their_own(page: "Page", service: StandIn) -> None:
    begin(page, service)
    say(page, "aku orang baru")
    page.locator("#to-people").click()
    page.locator(".person", has_text="Budi").click()
    page.locator(".invite").wait_for()
    expect(page.locator("#playing")).to_have_text("Kamu jadi: Budi Santoso")
    page.locator("#to-people").click()
    page.locator(".person").first.click()
    expect(page.locator(".bubble")).to_have_count(2)


def test_escape_closes_what_was_opened(page: "Page", service: StandIn) -> None:
    begin(page, service)
    page.locator("#attach").click()
    page.keyboard.press("Escape")
    expect(page.locator("#attach-menu")).to_be_hidden()
    expect(page.locator("#attach")).to_be_focused()
    page.locator("#to-people").click()
    page.keyboard.press("Escape")
    expect(page.locator("#log")).to_be_visible()


def test_english_is_a_choice_that_stays(page: "Page", service: StandIn) -> None:
    begin(page, service)
    say(page, "halo")
    page.get_by_role("button", name="Switch to English").click()
    expect(page.locator("#text")).to_have_attribute("placeholder", "Write a message …")
    expect(page.locator(".bubble")).to_have_count(2)
    page.reload()
    expect(page.locator("#playing")).to_have_text("You are: New applicant")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_demos_clock_moves(page: "Page", service: StandIn) -> None:
    begin(page, service)
    for step in ("+1 hari", "+1 bulan"):
        before = service.today()
        page.get_by_role("button", name=step).click()
        expect(page.locator("#today")).not_to_have_attribute("datetime", before.isoformat())
        expect(page.locator("#today")).to_have_attribute("datetime", service.today().isoformat())


def test_old_buttons_are_dimmed_and_can_still_be_pressed(page: "Page", service: StandIn) -> None:
    begin(page, service)
    say(page, "satu")
    say(page, "dua")
    old = page.locator(".choices").first
    expect(old).to_have_class(re.compile("old"))
    expect(page.locator(".choices").last).not_to_have_class(re.compile("old"))
    old.get_by_role("button", name="Status saya").click()
    expect(page.locator(".bubble:not(.mine)").last).to_contain_text("tombol menu:status")


def test_whoever_wants_no_motion_sees_none(chromium: "Browser", service: StandIn) -> None:
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    begin(page, service)
    page.locator("#text").fill("halo")
    page.keyboard.press("Enter")
    page.locator(".bubble").first.wait_for()
    assert page.evaluate("() => document.getAnimations().length") == 0
    context.close()
