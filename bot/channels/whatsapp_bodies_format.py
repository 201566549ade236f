"""A message as bodies for Meta's Cloud API; pure. Meta's limits are counted in UTF-16 units, to be on the safe side.

A reply is one message, since each is billed. Choices go as buttons where they fit, else as a list, whose text may
also be longer; what is too many or too long even for that comes as a numbered text already (Abilities).
"""

from collections.abc import Sequence
from typing import Any

from bot.channels.channel import Button, Outgoing
from bot.channels.utf16_format import fitting, units
from bot.channels.whatsapp_format import callback, is_number
from handlers.texts import render
from talk import Line

TEXT, BUTTONS_TEXT, CAPTION = 4096, 1024, 1024
BUTTONS, BUTTON_TITLE = 3, 20
ROWS, ROW_TITLE, ROW_DESCRIPTION = 10, 24, 72

#: Pictures that WhatsApp shows; anything else goes as a document.
_SHOWN = ("image/jpeg", "image/png")
_DOCUMENTS = (
    "application/pdf",
    "text/plain",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
#: What Meta takes, with the most bytes.
FILES = dict.fromkeys(_SHOWN, 5_000_000) | dict.fromkeys(_DOCUMENTS, 100_000_000)

Body = dict[str, Any]


def bodies(outgoing: Outgoing, media_id: str | None = None) -> list[Body]:
    """The message, nearly always in one body: a text too long for one is cut between words, and so is a caption."""
    picture = None if outgoing.picture is None or media_id is None else _picture(outgoing, media_id)
    if picture is None:
        return _texts(outgoing)
    kind, file = picture
    if outgoing.buttons and _fit_as_buttons(outgoing.buttons, outgoing.text):
        return [_with_buttons(outgoing, outgoing.text, {"type": kind, kind: file})]
    if not outgoing.buttons and units(outgoing.text) <= CAPTION:
        caption = {"caption": outgoing.text} if outgoing.text else {}
        return [_message(outgoing, kind, {**file, **caption})]
    return [_message(outgoing, kind, file), *_texts(outgoing)]


def _texts(outgoing: Outgoing) -> list[Body]:
    *before, last = _pieces(outgoing.text)
    first = [_text(outgoing, piece) for piece in before]
    if not outgoing.buttons:
        return [*first, _text(outgoing, last)]
    if _fit_as_buttons(outgoing.buttons, last):
        return [*first, _with_buttons(outgoing, last)]
    return [*first, _with_list(outgoing, last)]


def _text(outgoing: Outgoing, text: str) -> Body:
    return _message(outgoing, "text", {"body": text, "preview_url": False})


def _fit_as_buttons(buttons: Sequence[Button], text: str) -> bool:
    labels = {button.label for button in buttons}
    return (
        len(labels) == len(buttons) <= BUTTONS
        and all(units(label) <= BUTTON_TITLE for label in labels)
        and units(text) <= BUTTONS_TEXT
    )


def _with_buttons(outgoing: Outgoing, text: str, header: Body | None = None) -> Body:
    buttons = [{"type": "reply", "reply": {"id": button.payload, "title": button.label}} for button in outgoing.buttons]
    shown = {"type": "button", "body": {"text": text}, "action": {"buttons": buttons}}
    return _message(outgoing, "interactive", {**shown, "header": header} if header else shown)


def _with_list(outgoing: Outgoing, text: str) -> Body:
    rows = [{"id": button.payload, **_row(button.label)} for button in outgoing.buttons]
    opens = render(outgoing.language, Line("choose-from_list"))
    action = {"button": opens, "sections": [{"rows": rows}]}
    return _message(outgoing, "interactive", {"type": "list", "body": {"text": text}, "action": action})


def _row(label: str) -> Body:
    """A label too long for a row's title goes on in its description."""
    title, rest = _cut(label, ROW_TITLE)
    if units(rest) > ROW_DESCRIPTION:
        at = fitting(label, ROW_TITLE)
        title, rest = label[:at].strip(), label[at:].strip()
    return {"title": title, "description": rest} if rest else {"title": title}


def _pieces(text: str) -> list[str]:
    pieces = []
    while units(text) > TEXT:
        piece, text = _cut(text, TEXT)
        pieces.append(piece)
    return [*pieces, text]


def _cut(text: str, most: int) -> tuple[str, str]:
    """What fits, cut between lines or else between words, and the rest."""
    at = fitting(text, most)
    if at == len(text):
        return text, ""
    for blank in ("\n", " "):
        end = text.rfind(blank, at // 2, at + 1)
        if end > 0:
            return text[:end].rstrip(), text[end:].strip()
    return text[:at], text[at:]


def _picture(outgoing: Outgoing, media_id: str) -> tuple[str, Body]:
    picture = outgoing.picture
    assert picture is not None  # noqa: S101 - the caller looked
    if picture.content_type in _SHOWN:
        return "image", {"id": media_id}
    return "document", {"id": media_id, "filename": picture.name}


def from_template(outgoing: Outgoing, name: str, language: str, parts: list[Body]) -> Body:
    """The message as a template that is filled in with those parts."""
    filled = {"name": name, "language": {"code": language}, "components": parts}
    return _message(outgoing, "template", filled, billed="template")


def _message(outgoing: Outgoing, kind: str, content: Body, *, billed: str = "service") -> Body:
    to = {"to": outgoing.address} if is_number(outgoing.address) else {"recipient": outgoing.address}
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **to,
        "type": kind,
        kind: content,
        "biz_opaque_callback_data": callback(outgoing.outbox_id, billed),
    }
