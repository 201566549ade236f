"""Serves the chat page and keeps the duties at work until it is told to stop."""

import asyncio
import sys
from collections.abc import Callable

from starlette.applications import Starlette
from uvicorn import Server

from bot.app import App, build
from bot.config import Config
from bot.web.demo import Demo
from bot.web.server import application, server
from programme import samples
from storage import messages


def serve(config: Config, *, sow: bool = False) -> None:
    """Run until Ctrl+C or SIGTERM."""
    app = build(config)
    try:
        if sow:
            sow_samples(app)
        _release_leases(app)
        with asyncio.Runner(loop_factory=loop_factory()) as runner:
            runner.run(_serve(app))
    finally:
        app.close()


def sow_samples(app: App) -> None:
    """The demo's invented people, once."""
    with app.storage.transaction() as tx:
        samples.sow(tx.session, app.clock.now())


def _release_leases(app: App) -> None:
    """What a killed service left on the wire goes again at once; on SQLite no other one can be sending it."""
    if app.storage.is_sqlite:
        with app.storage.transaction() as tx:
            messages.release(tx, app.clock.now())


def web(app: App) -> Starlette:
    """The HTTP side of the service; the demo's controls only in the demo."""
    return application(
        app.local,
        office=app.config.office.name,
        zone=app.config.zone,
        ready=app.is_ready,
        upload_limit=app.config.upload_megabytes * 1_000_000,
        public_names=app.config.public_hosts,
        demo=Demo(samples.SAMPLES, app.clock.today, app.move_clock) if app.config.demo else None,
    )


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where it exists; offices run Windows, where it does not."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


async def _serve(app: App) -> None:
    page = server(web(app), host=app.config.host, port=app.config.port)
    async with app.running():
        announcing = asyncio.create_task(_announce(page, app.config.host))
        await page.serve()
        announcing.cancel()


async def _announce(page: Server, host: str) -> None:
    while not page.started:  # noqa: ASYNC110 - uvicorn offers no event
        await asyncio.sleep(0.05)
    port = page.servers[0].sockets[0].getsockname()[1]
    print(f"Tuntas: http://{host}:{port} (Ctrl+C to stop)", file=sys.stderr, flush=True)
