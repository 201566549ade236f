"""Meta's webhooks as they are read, and messages as bodies within Meta's limits: whatever comes, whatever is said."""

import json
import random
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.channel import Button, Incoming, MediaIn, Outgoing, Picture, Said, SendError, WindowClosed
from bot.channels.whatsapp_bodies_format import bodies
from bot.channels.whatsapp_errors_format import verdict
from bot.channels.whatsapp_format import KEPT_FOR, Read, read
from bot.channels.whatsapp_templates_format import Template, template_for
from tests.bot.channels.whatsapp_office import choices, text_of
from tests.standins import graph_api
from tests.standins.graph_api import Person, problems

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
ANI = Person("6281200001001", "ID.1a2b3c")
IMAGE = {"id": "900", "mime_type": "image/jpeg", "sha256": "x", "caption": "KTP"}


def read_one(message: Any, person: Person | None = ANI) -> Incoming:
    found = read(graph_api.webhook(graph_api.value(person, messages=[message])), NOW)
    assert found.unread == []
    (incoming,) = found.messages
    return incoming


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        ("text", {"body": "halo"}, {"text": "halo"}),
        ("button", {"payload": "reminder|go_on", "text": "Lanjutkan"}, {"button": "reminder|go_on"}),
        ("button", {"payload": "Berhenti", "text": "Berhenti"}, {"text": "Berhenti"}),
        ("interactive", {"type": "button_reply", "button_reply": {"id": "a|b", "title": "B"}}, {"button": "a|b"}),
        ("interactive", {"type": "list_reply", "list_reply": {"id": "a|b", "title": "B"}}, {"button": "a|b"}),
        ("interactive", {"type": "nfm_reply", "nfm_reply": {"response_json": "{}"}}, {"problem": "not_kept"}),
        ("image", IMAGE, {"text": "KTP", "kind": "photo", "reference": "900", "content_type": "image/jpeg"}),
        ("document", {"id": "9", "mime_type": "application/pdf"}, {"kind": "document", "reference": "9"}),
        ("document", {"id": "9", "mime_type": "application/x-msdownload"}, {"problem": "wrong_type"}),
        ("audio", {"id": "9", "mime_type": "audio/ogg; codecs=opus", "voice": True}, {"content_type": "audio/ogg"}),
        ("sticker", {"id": "9", "mime_type": "image/webp"}, {"kind": "sticker", "problem": "not_kept"}),
        ("video", {"id": "9", "mime_type": "video/mp4"}, {"kind": "other", "problem": "not_kept"}),
        ("location", {"latitude": -1.9, "longitude": 116.2}, {"kind": "location", "problem": "not_kept"}),
        ("contacts", [{"phones": [{"wa_id": "6281299999999"}]}], {"kind": "other", "problem": "not_kept"}),
        ("order", {"catalog_id": "1"}, {"kind": "other", "problem": "not_kept"}),
        ("unsupported", {"type": "poll"}, {"kind": "other", "problem": "not_kept"}),
        ("something_of_2027", {"new": True}, {"kind": "other", "problem": "not_kept"}),
        ("reaction", {"message_id": "wamid.1", "emoji": "👍"}, {"happening": "reaction", "opens_window": False}),
        ("reaction", {"message_id": "wamid.1"}, {"happening": "reaction"}),
        ("edit", {"original_message_id": "wamid.1", "message": {}}, {"happening": "edit", "opens_window": False}),
        ("revoke", {"original_message_id": "wamid.1"}, {"happening": "deletion", "opens_window": False}),
        ("request_welcome", None, {"text": "menu", "opens_window": True}),
    ],
)
def test_every_kind_of_message(kind: str, content: Any, expected: dict[str, Any]) -> None:
    incoming = read_one(ANI.message(kind, content))
    media = incoming.media or MediaIn("other")
    found = {name: getattr(incoming, name, None) or getattr(media, name, None) for name in expected}
    assert {name: bool(found[name]) and found[name] for name in expected} == expected
    assert incoming.happening == expected.get("happening", "message")


def test_a_file_is_asked_for_before_meta_forgets_it() -> None:
    media = read_one(ANI.message("image", IMAGE)).media
    assert media is not None
    assert media.fetch_within == KEPT_FOR == 7 * 24 * 3600


@pytest.mark.parametrize(
    ("number", "user_id", "address", "also", "phone"),
    [
        ("6281200001001", None, "+6281200001001", (), "+6281200001001"),
        ("6281200001001", "ID.1a2b3c", "ID.1a2b3c", ("+6281200001001",), "+6281200001001"),
        (None, "ID.1a2b3c", "ID.1a2b3c", (), None),
        ("ID.1a2b3c", None, "ID.1a2b3c", (), None),  # some put the id where the number was
    ],
)
def test_who_writes_with_and_without_a_number(
    number: str | None, user_id: str | None, address: str, also: tuple[str, ...], phone: str | None
) -> None:
    person = Person(number, user_id)
    incoming = read_one(person.says("halo"), person)
    assert (incoming.address, incoming.also, incoming.phone) == (address, also, phone)


def test_what_stands_only_beside_the_message_counts_where_it_can_only_be_about_the_sender() -> None:
    bare = {"id": "wamid.1", "timestamp": "1772413200", "type": "text", "text": {"body": "halo"}}
    assert read_one(bare, Person(None, "ID.1a2b3c")).address == "ID.1a2b3c"
    older = {**bare, "from": "6281200001001"}
    assert read_one(older, Person("6281200001001", "ID.1a2b3c")).address == "ID.1a2b3c"
    assert read_one(older, Person("6281200009999", "ID.stranger")).address == "+6281200001001"


def test_another_number_is_the_same_person() -> None:
    system = {"body": "moved", "wa_id": "6281200001002", "type": "user_changed_number"}
    incoming = read_one(Person("6281200001001").message("system", system), None)
    assert (incoming.happening, incoming.address, incoming.moved_to) == ("moved", "+6281200001001", "+6281200001002")
    assert incoming.phone == "+6281200001002"
    assert not incoming.opens_window
    other = graph_api.value(messages=[ANI.message("system", {"type": "customer_identity_changed"})])
    assert read(graph_api.webhook(other), NOW) == Read()


def test_a_message_is_never_of_the_future_and_an_odd_time_is_now() -> None:
    odd: list[Any] = ["99999999999", "soon", None, 10**30, [], "1772413200"]
    for written in odd:
        incoming = read_one({**ANI.says("halo"), "timestamp": written})
        assert incoming.at == NOW, written
    assert read_one({**ANI.says("halo"), "timestamp": 1772413000}).at == NOW - timedelta(seconds=200)


def test_one_message_that_cannot_be_read_takes_nothing_with_it() -> None:
    odd: list[Any] = [
        None,
        7,
        {},
        {"type": "text"},
        {**ANI.says("x"), "id": 7},
        {**ANI.says("x"), "id": "nul\x00"},
        {**ANI.says("x"), "id": "w" * 300},
        {**ANI.says("x"), "text": {"body": ["x"]}},
        {**ANI.says("x"), "from": "\ud800", "from_user_id": "\ud800"},
        {**ANI.says("x"), "group_id": "Y2FwaV9"},
    ]
    messages = [message for one in odd for message in (one, ANI.says("halo"))]
    found = read(graph_api.webhook(graph_api.value(ANI, messages=messages)), NOW)
    assert len(found.messages) == len(found.unread) == len(odd)
    assert len({unread.platform_id for unread in found.unread}) == len(odd)
    kept = {unread.error for unread in found.unread}
    assert kept <= {"KeyError", "TypeError", "ValueError", "AttributeError"}


def test_words_about_messages_that_are_not_ours_are_nothing_to_us() -> None:
    statuses = [graph_api.status("sent", "wamid.1", callback) for callback in (None, "other:7", "tuntas:x:service")]
    statuses.append(graph_api.status("warned", "wamid.1", "tuntas:7:service"))
    assert read(graph_api.webhook(graph_api.value(statuses=statuses)), NOW) == Read()


def test_a_failure_comes_without_contacts_and_says_what_follows() -> None:
    words = [graph_api.status("failed", "wamid.1", "tuntas:7:template", code=code) for code in (131026, 131050, 131047)]
    words += [
        graph_api.status("failed", "wamid.1", "tuntas:7:template"),
        graph_api.status("played", "w", "tuntas:7:service"),
    ]
    receipts = read(graph_api.webhook(graph_api.value(statuses=words)), NOW).receipts
    assert [receipt.shows for receipt in receipts] == ["unreachable", "opted_out", "window_closed", "", ""]
    assert [receipt.says for receipt in receipts] == ["failed"] * 4 + ["read"]
    assert {receipt.outbox_id for receipt in receipts} == {7}


PARTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.binary(max_size=200))
def test_any_bytes_are_read(body: bytes) -> None:
    found = read(body, NOW)
    assert found.messages == []


@given(st.randoms(use_true_random=False), PARTS)
def test_a_webhook_with_anything_anywhere_is_read(chance: random.Random, part: Any) -> None:
    messages = [
        ANI.says("halo"),
        ANI.message("image", IMAGE),
        ANI.message("interactive", {"list_reply": {"id": "a|b"}}),
    ]
    statuses = [graph_api.status("failed", "wamid.1", "tuntas:7:service", code=131026)]
    payload = json.loads(graph_api.webhook(graph_api.value(ANI, messages=messages, statuses=statuses)))
    for _ in range(chance.randint(1, 3)):
        spoil(payload, chance, part)
    found = read(json.dumps(payload).encode(), NOW)
    for incoming in found.messages:
        assert Incoming.from_bytes(incoming.to_bytes()) == incoming


def spoil(payload: Any, chance: random.Random, part: Any) -> None:
    """Put something else somewhere."""
    place = payload
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return
        key = chance.choice(keys)
        inner = place[key]
        if not isinstance(inner, dict | list) or chance.random() < 0.2:
            place[key] = deepcopy(part)
            return
        place = inner


LABELS = st.lists(st.text(st.characters(categories=("L", "N", "So", "Zs")), min_size=1, max_size=48), max_size=10)
WORDS = st.text(st.characters(categories=("L", "N", "P", "So", "Zs"), include_characters="\n"), min_size=1, max_size=60)


@given(
    WORDS,
    st.integers(1, 120),
    LABELS,
    st.sampled_from([None, "image/png", "text/plain"]),
    st.sampled_from(["+628123456", "ID.1"]),
)
def test_whatever_is_said_keeps_to_metas_limits_and_loses_no_word(
    words: str, times: int, labels: list[str], picture: str | None, address: str
) -> None:
    text = (words.strip() or "a") * times
    labels = [label.strip() or "b" for label in labels]
    buttons = tuple(Button(f"t1.question|{number}", label) for number, label in enumerate(labels))
    file = Picture(b"x", picture, "file.png") if picture else None
    sent = bodies(Outgoing(7, address, text, buttons, file), "900" if file else None)
    assert [problem for body in sent for problem in problems(body)] == []
    assert squeezed("".join(map(text_of, sent))) == squeezed(text)
    shown = [label for body in sent for label in choices(body)]
    assert sorted(map(squeezed, shown)) == sorted(set(map(squeezed, labels)))


def squeezed(text: str) -> str:
    return "".join(text.split())


def shown_as(text: str, *labels: str, picture: str | None = None) -> list[str]:
    buttons = tuple(Button(f"place|{number}", label) for number, label in enumerate(labels))
    file = Picture(b"x", picture, "kartu.png") if picture else None
    sent = bodies(Outgoing(7, "+628123456", text, buttons, file), "900")
    return [body["interactive"]["type"] if body["type"] == "interactive" else body["type"] for body in sent]


def test_one_message_wherever_one_can_hold_it() -> None:
    assert shown_as("Ya?", "Ya", "Tidak") == ["button"]
    assert shown_as("Ya?", "Ya", "Tidak", "Lewati", "Nanti") == ["list"]
    assert shown_as("Ya?", "Tanya petugas di kantor", "Tidak") == ["list"]
    assert shown_as("a" * 2000, "Ya", "Tidak") == ["list"]
    assert shown_as("a " * 3000, "Ya", "Tidak") == ["text", "list"]
    assert shown_as("Kartumu", picture="image/png") == ["image"]
    assert shown_as("Datamu", picture="text/plain") == ["document"]
    assert shown_as("Kartumu", "Menu", picture="image/png") == ["button"]
    assert shown_as("Kartumu", "a", "b", "c", "d", picture="image/png") == ["image", "list"]


def test_a_long_label_goes_on_in_the_description() -> None:
    buttons = tuple(
        Button(f"p|{n}", label) for n, label in enumerate(("Ya", "SMP, MTs, Paket B atau yang sederajat lainnya"))
    )
    (body,) = bodies(Outgoing(7, "+628123456", "Sekolah?", buttons))
    row = body["interactive"]["action"]["sections"][0]["rows"][1]
    assert row == {"id": "p|1", "title": "SMP, MTs, Paket B atau", "description": "yang sederajat lainnya"}
    assert body["interactive"]["action"]["button"] == "Lihat pilihan"


def test_a_template_takes_the_place_of_the_texts_it_is_for_in_the_persons_language() -> None:
    lines = (
        "reminder: umum id",
        "reminder-papers: berkas id name papers buttons",
        "reminder-papers: papers en_GB name",
    )
    templates = [Template.read(line) for line in lines]
    papers, other = (
        Said("reminder-papers", {"name": "Budi", "papers": "\n• KTP\n• KK"}),
        Said("reminder-unfinished", {}),
    )

    def name(said: Said, language: str) -> str | None:
        found = template_for(templates, said, language)
        return None if found is None else found.name

    assert (name(papers, "id"), name(papers, "en"), name(other, "en")) == ("berkas", "papers", "umum")
    assert name(Said("remindered", {}), "id") is None
    outgoing = Outgoing(7, "+628123456", "…", (Button("reminder|send", "Kirim"), Button("reminder|stop", "Jangan")))
    body, *buttons = templates[1].parts(outgoing, papers)
    assert [parameter["text"] for parameter in body["parameters"]] == ["Budi", "• KTP • KK"]
    assert [(button["index"], button["parameters"][0]["payload"]) for button in buttons] == [
        ("0", "reminder|send"),
        ("1", "reminder|stop"),
    ]
    with pytest.raises(SendError, match="reminder-unfinished has no name"):
        templates[2].parts(outgoing, other)


@pytest.mark.parametrize(
    "line", ["", "reminder", "reminder: Umum id", "reminder: umum", "reminder: umum id 1", ": umum id"]
)
def test_a_template_that_is_not_written_right_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="text key"):
        Template.read(line)


@pytest.mark.parametrize(
    ("code", "waits", "seconds", "shows"),
    [
        (190, "channel", (300, 300, 300), ""),
        (131042, "channel", (300, 300, 300), ""),
        (130429, "channel", (1, 2, 4), ""),
        (80007, "channel", (60, 120, 240), ""),
        (131056, "message", (1, 4, 16), ""),
        (131016, "message", (2, 4, 8), ""),
        (131053, "message", (2, 4, 8), ""),
        (131049, "message", (86400, 86400, 86400), ""),
        (131026, "message", None, "unreachable"),
        (131050, "message", None, "opted_out"),
        (131047, "message", None, "window_closed"),
        (132001, "message", None, ""),
        (100, "message", None, ""),
        (999999, "message", None, ""),
    ],
)
def test_what_each_code_asks_for(code: int, waits: str, seconds: tuple[int, ...] | None, shows: str) -> None:
    found = [verdict(code, attempts=attempt) for attempt in (1, 2, 3)]
    delays = tuple(one.error.retry_after for one in found)
    assert delays == (tuple(timedelta(seconds=each) for each in seconds) if seconds else (None,) * 3)
    assert {one.error.waits for one in found} == {waits}
    assert {one.shows for one in found} == {shows}
    assert found[0].error.unreachable == (shows == "unreachable")
    assert isinstance(found[0].error, WindowClosed) == (shows == "window_closed")


def test_trying_again_ends_one_day_and_never_waits_for_long_at_a_time() -> None:
    for code in (1, 131053):
        delays = [verdict(code, attempts=attempt).error.retry_after for attempt in range(1, 300)]
        known = [delay for delay in delays if delay is not None]
        assert delays[-1] is None
        assert max(known) <= timedelta(minutes=10)
        assert sum(known, timedelta()) < timedelta(days=2)


def test_who_looks_after_the_service_is_told_what_to_do() -> None:
    for code in (190, 131031, 131048, 132001):
        alarm = verdict(code, attempts=1).alarm
        assert str(code) in alarm
        assert ":" in alarm
    assert verdict(100, attempts=1, subcode=33).error.waits == "channel"
    assert verdict(None, attempts=1, status=401).alarm
    assert verdict(None, attempts=1, status=502).error.retry_after is not None
