"""Meta's Graph API over HTTP: calls, and what an answer or its lack means."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlsplit

import aiohttp
import httpx
import orjson
from httpx_aiohttp import AiohttpTransport

from bot.channels.channel import FetchError, Picture, SendError
from bot.channels.whatsapp_bodies_format import Body
from bot.channels.whatsapp_errors_format import Verdict, verdict
from bot.config import WhatsApp

#: Seconds within which Graph must have answered; well below any lease.
WITHIN = 15
#: After no answer: where nothing was written yet, and where the message may be out.
NOT_OUT, MAYBE_OUT = timedelta(seconds=2), timedelta(minutes=1)
#: Meta's own hosts of files; beside them only the host that is configured is ever given the token.
_FILE_HOST = "lookaside.fbsbx.com"
_FILE_HOSTS = ".whatsapp.net"

NO_ANSWER = (httpx.HTTPError, aiohttp.ClientError, TimeoutError, OSError)


class GraphError(Exception):
    """Graph refused, or did not answer."""

    def __init__(self, found: Verdict) -> None:
        super().__init__(found.error.log)
        self.verdict = found


class Graph:
    """Meta's API over HTTP."""

    def __init__(self, account: WhatsApp) -> None:
        self._base = f"{account.graph_base_url.rstrip('/')}/{account.graph_version}"
        self._number = account.phone_number_id
        self._headers = {"Authorization": f"Bearer {account.token}"}
        self._opened: httpx.AsyncClient | None = None

    async def close(self) -> None:
        """Let go of the connections."""
        if self._opened is not None:
            await self._opened.aclose()
            self._opened = None

    async def post(
        self, what: str, body: Body, *, attempts: int = 1, written: Callable[[], None] = lambda: None
    ) -> dict[str, Any]:
        """Call with a JSON body. Raises GraphError."""
        is_out = False
        content = orjson.dumps(body)

        async def stream() -> AsyncIterator[bytes]:
            """Read once the connection is open: until then nothing can have gone out."""
            nonlocal is_out
            is_out = True
            written()
            yield content

        headers = {"Content-Type": "application/json", "Content-Length": str(len(content))}
        try:
            return await self._call(what, attempts, content=stream(), headers=headers)
        except NO_ANSWER as error:
            raise _no_answer(error, is_out=is_out) from error

    async def upload(self, picture: Picture, attempts: int) -> dict[str, Any]:
        """Hand in a file, to be sent by its id within 30 days. Raises GraphError."""
        form = {"messaging_product": "whatsapp", "type": picture.content_type}
        files = {"file": (picture.name, picture.content, picture.content_type)}
        try:
            return await self._call("media", attempts, data=form, files=files)
        except NO_ANSWER as error:
            raise _no_answer(error, is_out=False) from error

    async def ask(self, what: str, **query: str) -> dict[str, Any]:
        """What Graph knows of a number, an account or a file. Raises GraphError."""
        try:
            async with asyncio.timeout(WITHIN):
                return _object(await self._client.get(f"{self._base}/{what}", params=query, headers=self._headers))
        except NO_ANSWER as error:
            raise _no_answer(error, is_out=False) from error

    async def file(self, reference: str, limit: int) -> bytes:
        """The bytes of a file, at most so many. Raises FetchError."""
        try:
            async with asyncio.timeout(WITHIN * 4):
                said = await self.ask(quote(reference, safe=""))
                return await self._download(str(said.get("url")), limit)
        except GraphError as error:
            raise FetchError(error.verdict.error.log, retry_after=error.verdict.error.retry_after) from error
        except NO_ANSWER as error:
            raise FetchError(f"No answer: {type(error).__name__}.", retry_after=MAYBE_OUT) from error

    async def _download(self, url: str, limit: int) -> bytes:
        if not self._is_metas(url):
            raise FetchError("A file is said to lie where no file of WhatsApp's lies.", retry_after=None)
        data = bytearray()
        async with self._client.stream("GET", url, headers=self._headers) as response:
            if response.status_code != httpx.codes.OK:
                # The address has expired, or the file is gone; asking anew tells which.
                raise FetchError(f"The file is answered with {response.status_code}.", retry_after=MAYBE_OUT)
            async for part in response.aiter_bytes():
                data += part
                if len(data) > limit:
                    raise FetchError("The file is larger than files.upload_megabytes.", retry_after=None, too_big=True)
        return bytes(data)

    def _is_metas(self, url: str) -> bool:
        """Only there the token is shown."""
        try:
            found, base = urlsplit(url), urlsplit(self._base)
            host = found.hostname or ""
        except ValueError:
            return False
        if (found.scheme, found.netloc) == (base.scheme, base.netloc):
            return True
        return (
            found.scheme == "https" and found.port in (None, 443) and (host == _FILE_HOST or host.endswith(_FILE_HOSTS))
        )

    async def _call(
        self, what: str, attempts: int, *, headers: Mapping[str, str] | None = None, **body: Any
    ) -> dict[str, Any]:
        async with asyncio.timeout(WITHIN):
            url = f"{self._base}/{self._number}/{what}"
            response = await self._client.post(url, headers={**self._headers, **(headers or {})}, **body)
        return _object(response, attempts)

    @property
    def _client(self) -> httpx.AsyncClient:
        """Opened when it is first needed: certificates take a moment to read."""
        if self._opened is None:
            transport = AiohttpTransport(limits=httpx.Limits(max_connections=200))
            timeout = httpx.Timeout(WITHIN, connect=5)
            self._opened = httpx.AsyncClient(transport=transport, timeout=timeout)
        return self._opened


def _object(response: httpx.Response, attempts: int = 1) -> dict[str, Any]:
    """What Graph answers where it did as it was told. Raises GraphError."""
    try:
        answer = orjson.loads(response.content)
    except orjson.JSONDecodeError:
        answer = None
    if isinstance(answer, dict) and response.is_success and "error" not in answer:
        return answer
    error = answer.get("error") if isinstance(answer, dict) else None
    said = error if isinstance(error, dict) else {}
    found = verdict(said.get("code"), attempts=attempts, status=response.status_code, subcode=said.get("error_subcode"))
    raise GraphError(found)


def _no_answer(error: BaseException, *, is_out: bool) -> GraphError:
    """Not sent, or perhaps sent: then it goes again once its lease is over, unless Meta says meanwhile that it has."""
    log_line = f"WhatsApp does not answer: {type(error).__name__}."
    retry_after = MAYBE_OUT if is_out else NOT_OUT
    return GraphError(Verdict(SendError(log_line, reason="no_answer", retry_after=retry_after, unsure=is_out)))
