"""Telegram through python-telegram-bot: its `Bot` and its way of making requests, over aiohttp.

The library's own objects are not built from what the API answers. One that it cannot build raises after the call has
been done: a message would seem not to have been sent, and polling would meet the same update for ever. What it is
asked for is the answer as it came (docs/telegram.md).
"""

import io
from collections.abc import Callable
from typing import Any

import aiohttp
import telegram
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter  # RequestData is made of nothing else

from bot.channels.channel import Picture
from bot.channels.telegram_connections import CONNECT_WITHIN, leaving, opened
from bot.channels.telegram_format import FILE_BYTES, Call, NoAnswer, loads, result


class LibraryCalls:
    """Calls the Bot API through the library."""

    def __init__(self, token: str, api_base_url: str) -> None:
        request = AiohttpRequest()
        self._bot = telegram.Bot(
            token,
            base_url=f"{api_base_url}/bot",
            base_file_url=f"{api_base_url}/file/bot",
            request=request,
            get_updates_request=request,
        )

    async def call(self, call: Call, within: float, written: Callable[[], None] | None = None) -> Any:
        """What the call returns; `written` is told when it leaves. Raises Refused and NoAnswer."""
        url = f"{self._bot.base_url}/{call.method}"
        with leaving(written):
            try:
                return await self._bot.request.post(url, _data(call), read_timeout=within)
            except TelegramError as error:
                return _otherwise(error)

    async def download(self, path: str, within: float) -> bytes | None:
        """A file of that path below the API's own address; None where it is too large. Raises Refused and NoAnswer."""
        with leaving(None):
            try:
                return await self._bot.request.retrieve(f"{self._bot.base_file_url}/{path}", read_timeout=within)
            except TooLarge:
                return None
            except TelegramError as error:
                _otherwise(error)
                return None

    async def close(self) -> None:
        """Let go of the connections."""
        await self._bot.request.shutdown()


class Answered(TelegramError):  # noqa: N818 - an answer
    """An answer that is no success, as it came."""

    def __init__(self, status: int, content: bytes) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status
        self.content = content


class TooLarge(TelegramError):  # noqa: N818 - a state of affairs
    """More than a file of the Bot API's can be."""


class AiohttpRequest(BaseRequest):
    """The library's requests over aiohttp; its own way costs 20 times as much for each message."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Each request names its own."""
        return None

    async def initialize(self) -> None:
        """The session is opened by the first request, on the loop that needs it."""

    async def shutdown(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - the whole request has one time
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Status and content of a success; Answered and TooLarge are raised, and what aiohttp raises."""
        if self._session is None:
            self._session = opened()
        within = read_timeout if isinstance(read_timeout, int | float) else None
        times = aiohttp.ClientTimeout(total=within, sock_connect=CONNECT_WITHIN)
        sent = self._session.request(method, url, timeout=times, allow_redirects=False, **_content(request_data))
        async with sent as response:
            content = await _read(response)
        if response.status >= 300:
            raise Answered(response.status, content)
        return response.status, content

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer; unlike the library's own reader it logs none that it cannot read."""
        try:
            answer = loads(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or "result" not in answer:
            raise TelegramError("This is no answer of the Bot API.")
        return answer


def _otherwise(error: TelegramError) -> Any:
    """What the library raised, as both channels raise it."""
    if isinstance(error, Answered):
        return result(error.status, error.content)
    if isinstance(error, NetworkError) and error.__cause__ is not None:
        raise error.__cause__
    raise NoAnswer("UnreadableAnswer", is_out=True)


def _data(call: Call) -> RequestData:
    files = {name: _file(picture) for name, picture in call.files.items()}
    return RequestData([RequestParameter.from_input(name, value) for name, value in {**call.body, **files}.items()])


def _file(picture: Picture) -> telegram.InputFile:
    """Of the type that we know it to be; the library only guesses by the name."""
    file = telegram.InputFile(picture.content, filename=picture.name)
    file.mimetype = picture.content_type
    return file


def _content(data: RequestData | None) -> dict[str, Any]:
    """JSON, or a form where a file goes with it."""
    if data is None:
        return {}
    if not data.contains_files:
        return {"json": data.parameters}
    form = aiohttp.FormData(data.json_parameters, quote_fields=False)  # else a blank in a name arrives as %20
    for name, (file_name, content, content_type) in data.multipart_data.items():
        file = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, file, filename=file_name, content_type=content_type)
    return {"data": form}


async def _read(response: aiohttp.ClientResponse) -> bytes:
    data = bytearray()
    async for part in response.content.iter_any():
        data += part
        if len(data) > FILE_BYTES:
            raise TooLarge("The answer is too large.")
    return bytes(data)
