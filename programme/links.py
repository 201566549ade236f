"""Links that open a chat with the office: for campaigns, and so that a code need not be typed."""

from dataclasses import dataclass
from urllib.parse import quote

from programme.reading import code, deep_link
from programme.reading.code import Purpose


@dataclass(frozen=True, slots=True)
class Link:
    """How one channel's chat is opened: its address with a place for {parameter}, or for the {text} of a message.

    Where the address has no place for a parameter, the person sends the text that stands there already.
    """

    #: Name of the channel.
    channel: str
    address: str

    def for_source(self, source: str, text: str) -> str:
        """The link of a campaign; `text` is what the person then says, where the channel lets a link say it."""
        parameter, message = deep_link.source_parameter(source), deep_link.words(text, source)
        return self._filled(parameter, message)

    def for_code(self, signs: str, purpose: Purpose) -> str:
        """The link that writes this code."""
        return self._filled(deep_link.code_parameter(signs, purpose), code.written(signs, purpose))

    def _filled(self, parameter: str, text: str) -> str:
        return self.address.replace("{parameter}", quote(parameter)).replace("{text}", quote(text))
