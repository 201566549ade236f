"""Serves the chat page and keeps the duties at work until it is told to stop."""

import asyncio
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache, partial
from socket import socket as Socket  # noqa: N812 - a type

from starlette.applications import Starlette
from uvicorn.server import HANDLED_SIGNALS

from bot import logs
from bot.app import App, build
from bot.config import Config
from bot.web.demo import Demo
from bot.web.server import Server, application, listening, server
from handlers.texts import render
from programme import jobs, samples
from storage import messages
from storage.database import Transaction
from storage.lock import alone
from talk import Line


def serve(config: Config, *, sow: bool = False) -> None:
    """Run until Ctrl+C or SIGTERM; what is being answered then is finished first."""
    with logs.writing(config.logs, config.log_days):
        with (
            closing(listening(config.host, config.port)) as socket,
            alone(config.database),
            closing(build(config, connect=True)) as app,
        ):
            if sow:
                sow_samples(app)
            _release_leases(app)
            with asyncio.Runner(loop_factory=loop_factory()) as runner:
                runner.run(_serve(app, socket))
        logs.event("stopped")


def sow_samples(app: App) -> None:
    """The demo's invented people, once, each with the papers of their story."""
    with app.storage.transaction() as tx:
        samples.sow(tx.session, app.clock.now(), partial(_sample_paper, app, tx))


def _sample_paper(app: App, tx: Transaction, kind: str, address: str) -> str:
    """Keep one as if it had been sent from there; pictures of one kind are the same file."""
    assert app.storage.files is not None  # noqa: S101 - the demo has a file store
    picture = _picture(kind)
    return messages.add_media(
        tx,
        channel=app.local.name,
        address=address,
        file=app.storage.files.put(picture),
        content_type="image/png",
        size=len(picture),
        now=app.clock.now(),
    )


@cache
def _picture(kind: str) -> bytes:
    from handlers.documents.sample_paper import sample_paper

    return sample_paper(render("id", Line(f"document-{kind}")))


def _release_leases(app: App) -> None:
    """What a killed service left on the wire goes again at once; on SQLite no other one can be sending it."""
    if app.storage.is_sqlite:
        with app.storage.transaction() as tx:
            messages.release(tx, app.clock.now())
            jobs.release(tx.session, app.clock.now())


def web(app: App) -> Starlette:
    """The HTTP side of the service; the demo's controls only in the demo."""
    return application(
        app.local,
        office=app.config.office.name,
        zone=app.config.zone,
        ready=app.why_not_ready,
        upload_limit=app.config.upload_megabytes * 1_000_000,
        public_names=app.config.public_hosts,
        webhooks=app.webhooks,
        metrics=app.metrics_text if app.metrics else None,
        demo=Demo(samples.SAMPLES, app.clock.today, app.move_clock) if app.config.demo else None,
    )


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where it exists; offices run Windows, where it does not."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


async def _serve(app: App, socket: Socket) -> None:
    host, port = app.config.host, socket.getsockname()[1]
    page = server(web(app), host=host, port=port)
    async with app.running():
        announcing = asyncio.create_task(_announce(page, f"http://{host}:{port}"))
        with _stopped_by_signals(page):
            await page.serve([socket])
        announcing.cancel()


@contextmanager
def _stopped_by_signals(page: Server) -> Iterator[None]:
    """The first one ends the service in good order, a second one at once."""

    def stop(_number: int, _frame: object) -> None:
        page.force_exit = page.should_exit
        page.should_exit = True

    before = {number: signal.signal(number, stop) for number in HANDLED_SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


async def _announce(page: Server, url: str) -> None:
    while not page.started:  # noqa: ASYNC110 - uvicorn offers no event
        await asyncio.sleep(0.05)
    logs.event("started", url=url)
    print(f"Tuntas: {url} (Ctrl+C to stop)", file=sys.stderr, flush=True)
