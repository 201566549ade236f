"""Connections to the Bot API over aiohttp, which tell when a request leaves: from then on it may have been done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace
from urllib.request import getproxies

import aiohttp
import httpx

from bot.channels.telegram_format import NoAnswer

#: Connections at once: what may be on the wire, the long poll, and files that are fetched.
MOST = 100
#: Seconds within which a connection must be open.
CONNECT_WITHIN = 5


#: What the libraries raise where the network, or whoever stands at the other end, fails.
NETWORK = (aiohttp.ClientError, httpx.HTTPError, TimeoutError, OSError)


class Leaving:
    """One request on its way out."""

    def __init__(self, written: Callable[[], None] | None) -> None:
        self.is_out = False
        self._written = written

    def left(self) -> None:
        """The connection is open and the request is being written."""
        self.is_out = True
        if self._written is not None:
            self._written()


_leaving: ContextVar[Leaving | None] = ContextVar("leaving", default=None)


@contextmanager
def leaving(written: Callable[[], None] | None) -> Iterator[None]:
    """Around one request: whatever goes wrong on the network is NoAnswer, which knows whether the request had left."""
    request = Leaving(written)
    token = _leaving.set(request)
    try:
        yield
    except NETWORK as error:
        raise NoAnswer(type(error).__name__, is_out=request.is_out) from error
    finally:
        _leaving.reset(token)


def opened() -> aiohttp.ClientSession:
    """A session that tells; it stores no cookies, and goes through a proxy where the machine names one."""
    trace = aiohttp.TraceConfig()
    trace.on_request_headers_sent.append(_left)
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=MOST, keepalive_timeout=60),
        cookie_jar=aiohttp.DummyCookieJar(),
        trace_configs=[trace],
        trust_env=bool(getproxies()),
    )


async def _left(_session: aiohttp.ClientSession, _context: SimpleNamespace, _headers: object) -> None:
    request = _leaving.get()
    if request is not None:
        request.left()
