"""Serves the chat page and keeps the duties at work until it is told to stop."""

import asyncio
import logging
import sys
from collections.abc import Callable

import uvicorn

from bot.app import App, build
from bot.config import Config
from programme import samples

log = logging.getLogger(__name__)


def serve(config: Config, *, sow: bool = False) -> None:
    """Run until Ctrl+C or SIGTERM."""
    app = build(config)
    try:
        if sow:
            sow_samples(app)
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(_serve(app))
    finally:
        app.close()


def sow_samples(app: App) -> None:
    """The demo's invented people, once."""
    with app.storage.transaction() as tx:
        samples.sow(tx.session, app.clock.now())


async def _serve(app: App) -> None:
    from bot.web.server import application

    server = uvicorn.Server(
        uvicorn.Config(
            application(app),
            host=app.config.host,
            port=app.config.port,
            log_level="warning",
            access_log=False,
            ws="websockets-sansio",
            timeout_graceful_shutdown=5,
        )
    )
    async with app.running():
        started = asyncio.create_task(_announce(server, app))
        await server.serve()
        started.cancel()


async def _announce(server: uvicorn.Server, app: App) -> None:
    while not server.started:
        await asyncio.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    print(f"Tuntas: http://{app.config.host}:{port} (Ctrl+C to stop)", file=sys.stderr, flush=True)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where it exists; offices run Windows, where it does not."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop
