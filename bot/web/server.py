"""The HTTP server: the chat page, the platforms' webhooks and health, behind one guard."""

import socket
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.channel import Webhook
from bot.channels.local import LocalChannel
from bot.config import ConfigError
from bot.web.assets import Assets
from bot.web.chat import FRAME_LIMIT, Conversations
from bot.web.demo import Demo, DemoRoutes
from bot.web.guard import LOOPBACK, Guard, Origins
from bot.web.webhooks import PREFIX, Webhooks


def application(
    local: LocalChannel,
    *,
    office: str,
    zone: ZoneInfo,
    ready: Callable[[], Awaitable[Sequence[str]]],
    upload_limit: int,
    public_names: Iterable[str] = (),
    webhooks: Iterable[Webhook] = (),
    metrics: Callable[[], Awaitable[bytes]] | None = None,
    demo: Demo | None = None,
) -> Starlette:
    """Everything that is served.

    `ready` says why messages cannot be taken, nothing where they can; `public_names` are answered to beside this
    machine's own; `upload_limit` is bytes.
    """
    public = frozenset(name.lower() for name in public_names)
    origins = Origins(public)
    conversations = Conversations(local, origins, known=demo.knows if demo else _nobody, upload_limit=upload_limit)
    routes: list[BaseRoute] = [
        *Assets(office=office, zone=str(zone)).routes(),
        *conversations.routes(),
        *DemoRoutes(demo, origins).routes(),
        *Webhooks(webhooks).routes(),
        *_health(ready),
        *_metrics(metrics),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Guard, names=LOOPBACK | public, open_to_all=PREFIX)])


class Server(uvicorn.Server):
    """Leaves signals to whoever serves: uvicorn's own way ends the process with messages still on the wire."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def listening(host: str, port: int) -> socket.socket:
    """The socket of the page. Raises ConfigError where it cannot be had."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as problem:
        mistake = (
            f"web.host, web.port: {host}:{port} cannot be listened on ({problem.strerror}): stop the program that "
            "holds it (another Tuntas?), or choose another port."
        )
        raise ConfigError([mistake]) from None


def server(app: Starlette, *, host: str, port: int) -> Server:
    """The server to `serve()`; it says of itself and of its visitors no more than it must."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        ws="websockets-sansio",
        ws_max_size=FRAME_LIMIT,
        lifespan="off",
        access_log=False,
        server_header=False,
        log_config=None,  # what it says goes where everything is said (bot.logs)
        log_level="warning",
        # An open page is no reason to stay: it comes back by itself.
        timeout_graceful_shutdown=3,
    )
    return Server(config)


def _health(ready: Callable[[], Awaitable[Sequence[str]]]) -> list[BaseRoute]:
    async def live(_request: Request) -> Response:
        return JSONResponse({"live": True})

    async def health(_request: Request) -> Response:
        why_not = list(await ready())
        return JSONResponse({"live": True, "ready": not why_not, "why_not": why_not}, 503 if why_not else 200)

    return [Route("/health", health), Route("/health/live", live)]


def _metrics(text: Callable[[], Awaitable[bytes]] | None) -> list[BaseRoute]:
    async def metrics(_request: Request) -> Response:
        assert text is not None  # noqa: S101 - without one there is no route
        return Response(await text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return [] if text is None else [Route("/metrics", metrics)]


def _nobody(_address: str) -> bool:
    """Outside the demo only visitors' own addresses are served."""
    return False
