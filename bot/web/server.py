"""The HTTP server: the chat page and health, behind one guard."""

from collections.abc import Awaitable, Callable, Iterable
from zoneinfo import ZoneInfo

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.local import LocalChannel
from bot.web.assets import Assets
from bot.web.chat import FRAME_LIMIT, Conversations
from bot.web.demo import Demo, DemoRoutes
from bot.web.guard import LOOPBACK, Guard, Origins


def application(
    local: LocalChannel,
    *,
    office: str,
    zone: ZoneInfo,
    ready: Callable[[], Awaitable[bool]],
    upload_limit: int,
    public_names: Iterable[str] = (),
    demo: Demo | None = None,
) -> Starlette:
    """Everything that is served; `public_names` are answered to beside this machine's own, `upload_limit` is bytes."""
    public = frozenset(name.lower() for name in public_names)
    origins = Origins(public)
    conversations = Conversations(local, origins, known=demo.knows if demo else _nobody, upload_limit=upload_limit)
    routes: list[BaseRoute] = [
        *Assets(office=office, zone=str(zone)).routes(),
        *conversations.routes(),
        *DemoRoutes(demo, origins).routes(),
        *_health(ready),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Guard, names=LOOPBACK | public)])


def server(app: Starlette, *, host: str, port: int) -> uvicorn.Server:
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
        log_level="warning",
        # An open page is no reason to stay: it comes back by itself.
        timeout_graceful_shutdown=3,
    )
    return uvicorn.Server(config)


def _health(ready: Callable[[], Awaitable[bool]]) -> list[BaseRoute]:
    async def live(_request: Request) -> Response:
        return JSONResponse({"live": True})

    async def health(_request: Request) -> Response:
        is_ready = await ready()
        return JSONResponse({"live": True, "ready": is_ready}, 200 if is_ready else 503)

    return [Route("/health", health), Route("/health/live", live)]


def _nobody(_address: str) -> bool:
    """Outside the demo only visitors' own addresses are served."""
    return False
