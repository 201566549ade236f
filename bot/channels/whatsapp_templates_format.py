"""Templates: texts that Meta has approved, the only ones that go to people who have not written for a day; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.channel import Outgoing, Said, SendError

_LINE = re.compile(r"\s*([a-z][a-z0-9_-]*)\s*:\s*([a-z0-9_]{1,512})\s+([a-z]{2,3}(?:_[A-Z]{2,4})?)((?:\s+[a-z_]+)*)\s*")
_BUTTONS = "buttons"
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Template:
    """One template: of which texts it takes the place, and how it is filled in."""

    #: A text key, or its beginning: "reminder" stands for "reminder-papers" as well.
    key: str
    name: str
    language: str
    #: Which arguments of the text are {{1}}, {{2}} …
    arguments: tuple[str, ...] = ()
    #: Whether it has a quick reply for each choice of the message, in the same order.
    buttons: bool = False

    @classmethod
    def read(cls, line: str) -> "Template":
        """As the office writes it: "reminder-papers: berkas_kurang id name papers buttons". Raises ValueError."""
        found = _LINE.fullmatch(line)
        if found is None:
            raise ValueError('write "text key: template language", then its arguments and, if it has them, buttons')
        key, name, language, rest = found.groups()
        words = rest.split()
        arguments = tuple(word for word in words if word != _BUTTONS)
        return cls(key, name, language, arguments, _BUTTONS in words)

    def takes(self, key: str) -> bool:
        """Whether it takes the place of that text."""
        return key == self.key or key.startswith(f"{self.key}-")

    def parts(self, outgoing: Outgoing, said: Said) -> list[dict[str, Any]]:
        """What it is filled in with: Meta takes no line breaks there, few blanks, and nothing empty.

        Raises SendError where it asks for what the message has not.
        """
        lacking = [name for name in self.arguments if name not in said.arguments]
        if lacking:
            log = f"whatsapp.templates: {said.key} has no {lacking[0]}, which {self.name} asks for; correct the line."
            raise SendError(log, reason="template_wrong", retry_after=None)
        texts = [_BLANKS.sub(" ", said.arguments[name]).strip() or "–" for name in self.arguments]
        body = [{"type": "body", "parameters": [{"type": "text", "text": text} for text in texts]}]
        replies = outgoing.buttons if self.buttons else ()
        return [*(body if texts else ()), *(_quick_reply(at, button.payload) for at, button in enumerate(replies))]


def template_for(templates: Sequence[Template], said: Said, language: str) -> Template | None:
    """The one with the most fitting key, in the person's language where there is one."""
    fitting = [template for template in templates if template.takes(said.key)]
    return max(fitting, key=lambda one: (len(one.key), one.language.startswith(language)), default=None)


def _quick_reply(at: int, payload: str) -> dict[str, Any]:
    parameters = [{"type": "payload", "payload": payload}]
    return {"type": "button", "sub_type": "quick_reply", "index": str(at), "parameters": parameters}
