"""Telegram over httpx alone: for where python-telegram-bot cannot be used, and the quicker of the two."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import orjson
from httpx_aiohttp import AiohttpTransport

from bot.channels.telegram_connections import CONNECT_WITHIN, leaving, opened
from bot.channels.telegram_format import FILE_BYTES, Call, Refused, result


class HttpxCalls:
    """Calls the Bot API."""

    def __init__(self, token: str, api_base_url: str) -> None:
        self._methods = f"{api_base_url}/bot{token}"
        self._files = f"{api_base_url}/file/bot{token}"
        self._opened: httpx.AsyncClient | None = None

    async def call(self, call: Call, within: float, written: Callable[[], None] | None = None) -> Any:
        """What the call returns; `written` is told when it leaves. Raises Refused and NoAnswer."""
        with leaving(written):
            async with asyncio.timeout(within):
                response = await self._client.post(f"{self._methods}/{call.method}", **_content(call))
        return result(response.status_code, response.content)

    async def download(self, path: str, within: float) -> bytes | None:
        """A file of that path below the API's own address; None where it is too large. Raises Refused and NoAnswer."""
        data = bytearray()
        with leaving(None):
            async with asyncio.timeout(within), self._client.stream("GET", f"{self._files}/{path}") as response:
                if response.status_code != httpx.codes.OK:
                    raise Refused(response.status_code)
                async for part in response.aiter_bytes():
                    data += part
                    if len(data) > FILE_BYTES:
                        return None
        return bytes(data)

    async def close(self) -> None:
        """Let go of the connections."""
        if self._opened is not None:
            await self._opened.aclose()
            self._opened = None

    @property
    def _client(self) -> httpx.AsyncClient:
        """Opened when it is first needed, on the loop that needs it."""
        if self._opened is None:
            # Whole calls are timed here; in between only the connection has a time of its own.
            timeout = httpx.Timeout(None, connect=CONNECT_WITHIN)
            self._opened = httpx.AsyncClient(transport=AiohttpTransport(client=opened), timeout=timeout)
        return self._opened


def _content(call: Call) -> dict[str, Any]:
    """JSON, or a form where a file goes with it."""
    if not call.files:
        return {"content": orjson.dumps(call.body), "headers": {"Content-Type": "application/json"}}
    form = {
        name: value if isinstance(value, str) else orjson.dumps(value).decode() for name, value in call.body.items()
    }
    files = {name: (file.name, file.content, file.content_type) for name, file in call.files.items()}
    return {"data": form, "files": files}
