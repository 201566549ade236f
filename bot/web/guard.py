"""What stands before every route: the page is served to whoever calls it by its own name, and runs nothing foreign."""

from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """Refuses foreign host names (a page elsewhere may point its name at this machine) and sets the headers.

    What stands below `open_to_all` is answered under any name: it proves in another way who calls.
    """

    def __init__(self, app: ASGIApp, names: Collection[str], open_to_all: str) -> None:
        self._app = app
        self._names = names
        self._open_to_all = open_to_all

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is asked under a name of ours."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif self._is_ours(scope):
            await self._app(scope, receive, _with_headers(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            refusal = PlainTextResponse("This service is not known under that name: see web.public_hosts.", 421)
            await refusal(scope, receive, _with_headers(send))

    def _is_ours(self, scope: Scope) -> bool:
        if scope["type"] == "http" and scope["path"].startswith(self._open_to_all):
            return True
        return _name(Headers(scope=scope).get("host", "")) in self._names


class Origins:
    """Which pages may write to the service: its own, and no other that happens to be open in the browser."""

    def __init__(self, public_names: Iterable[str] = ()) -> None:
        self._public = frozenset(public_names)

    def allow(self, headers: Headers) -> bool:
        """The page stands at the address that it calls, or under a public name in front of a proxy."""
        try:
            origin = urlsplit(headers.get("origin", "").lower())
            host, port = origin.hostname, origin.port
        except ValueError:
            return False
        if origin.scheme not in ("http", "https") or not host:
            return False
        return origin.netloc == headers.get("host", "").lower() or (port is None and host in self._public)


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(HEADERS)
        await send(message)

    return sending
