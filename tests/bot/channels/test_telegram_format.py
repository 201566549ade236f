"""What an update says, and how a text is parted."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.channel import Button, MediaIn, Outgoing
from bot.channels.telegram_format import calls, pieces
from bot.channels.telegram_update_format import read
from bot.channels.utf16_format import units
from handlers.commands import COMMANDS, LISTED
from handlers.understanding import global_word, intent

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SENDER = {"id": 81000001, "is_bot": False, "first_name": "Ani", "language_code": "id"}


def message(**content: Any) -> dict[str, Any]:
    chat = {"id": 81000001, "type": "private"}
    return {
        "update_id": 5,
        "message": {"message_id": 1, "date": 1_772_413_200, "chat": chat, "from": SENDER, **content},
    }


@given(st.text(alphabet="ab. \n😀é", max_size=200), st.integers(2, 30))
def test_pieces_fit_and_hold_every_word(text: str, limit: int) -> None:
    parts = list(pieces(text, limit))
    assert all(units(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=9), min_size=1, max_size=40))
def test_no_word_is_broken_that_fits(words: list[str]) -> None:
    assert [word for part in pieces(" ".join(words), 20) for word in part.split()] == words


def test_buttons_stand_one_a_row_and_nothing_is_markup() -> None:
    (call,) = calls(Outgoing(1, "5", "a < b & c", (Button("menu|a", "A & B"), Button("menu|b", "B"))))
    assert call.body["text"] == "a &lt; b &amp; c"
    rows = call.body["reply_markup"]["inline_keyboard"]
    assert rows == [[{"text": "A & B", "callback_data": "menu|a"}], [{"text": "B", "callback_data": "menu|b"}]]


def test_paid_broadcast_is_asked_for_only_where_it_is_set() -> None:
    outgoing = Outgoing(1, "5", "halo")
    assert ["allow_paid_broadcast" in calls(outgoing, paid=paid)[0].body for paid in (False, True)] == [False, True]


def test_every_listed_command_stands_for_words_that_are_understood() -> None:
    for listed in LISTED.values():
        for name, _ in listed:
            assert global_word(COMMANDS[name]) or intent(COMMANDS[name]), name


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        ("/daftar", "daftar", None),
        ("/Daftar@ContohTuntasBot", "daftar", None),
        ("/start", "mulai", None),
        ("/start s_poster-pasar", "mulai", "poster-pasar"),
        ("/start something", "mulai", None),
        ("/unknown thing", "/unknown thing", None),
        ("daftar", "daftar", None),
        ("a\0b \ud83d", "ab \ufffd", None),
    ],
)
def test_words_commands_and_links(text: str, words: str, source: str | None) -> None:
    incoming = read(message(text=text), NOW)
    assert incoming is not None
    assert (incoming.text, incoming.source) == (words, source)


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (
            {"document": {"file_id": "f", "mime_type": "application/pdf", "file_size": 9}},
            MediaIn("document", content_type="application/pdf", reference="f", size=9, fetch_within=3600),
        ),
        (
            {"document": {"file_id": "f", "mime_type": "image/png"}},
            MediaIn("photo", content_type="image/png", reference="f", fetch_within=3600),
        ),
        ({"document": {"file_id": "f", "file_size": 21_000_000}}, MediaIn("document", problem="too_big")),
        ({"animation": {}, "document": {"file_id": "f"}}, MediaIn("other", problem="not_kept")),
        (
            {"voice": {"file_id": "f", "mime_type": "audio/ogg", "file_size": 9}},
            MediaIn("voice", content_type="audio/ogg", reference="f", size=9, fetch_within=3600),
        ),
        ({"audio": {"file_id": "f"}}, MediaIn("voice", reference="f", fetch_within=3600)),
        ({"video_note": {"file_id": "f"}}, MediaIn("other", problem="not_kept")),
        ({"sticker": {"file_id": "f"}}, MediaIn("sticker", problem="not_kept")),
        ({"location": {"latitude": 0, "longitude": 0}}, MediaIn("location", problem="not_kept")),
    ],
)
def test_files_and_what_is_not_kept(content: dict[str, Any], media: MediaIn) -> None:
    incoming = read(message(**content, caption="ini"), NOW)
    assert incoming is not None
    assert (incoming.media, incoming.text) == (media, "ini")


@pytest.mark.parametrize("content", [{"pinned_message": {}}, {"new_chat_title": "x"}, {}])
def test_what_nobody_sent_is_nothing(content: dict[str, Any]) -> None:
    assert read(message(**content), NOW) is None


@pytest.mark.parametrize(
    ("contact", "phone", "text"),
    [
        ({"phone_number": "6281200001001", "user_id": 81000001}, "+6281200001001", ""),
        ({"phone_number": "+62 812-0000-1001", "user_id": 81000002}, None, "+6281200001001"),
        ({"phone_number": "+6281200001001"}, None, "+6281200001001"),
    ],
)
def test_only_ones_own_contact_proves_a_number(contact: dict[str, Any], phone: str | None, text: str) -> None:
    incoming = read(message(contact=contact), NOW)
    assert incoming is not None
    assert (incoming.phone, incoming.text) == (phone, text)
