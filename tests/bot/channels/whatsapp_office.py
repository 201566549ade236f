"""The whole service with WhatsApp, over HTTP on loopback between a stand-in for Meta and itself."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.app import App, build
from bot.channels.whatsapp_templates_format import Template
from bot.config import Config, WhatsApp, load
from bot.serving import web
from bot.web.server import listening, server
from storage.crypto import create_key_file
from tests.standins import graph_api
from tests.standins.graph_api import APP_SECRET, NUMBER, TOKEN, Body, GraphApi, Person
from tests.tester import FixedClock, World

VERIFY_TOKEN = "kata-rahasia"


@dataclass
class Office:
    """The running service, and Meta."""

    app: App
    graph: GraphApi
    url: str
    clock: FixedClock

    async def call(self, *values: Body, entries: int = 1) -> int:
        """Meta calls the webhook; returns the status."""
        return await graph_api.call(self.url, graph_api.webhook(*values, entries=entries))

    async def write(self, person: Person, *messages: Body) -> Body:
        """Somebody writes, and reads the one message that comes back."""
        before = len(self.to(person))
        assert await self.call(graph_api.value(person, messages=messages)) == 200
        await until(lambda: len(self.to(person)) > before)
        assert len(self.to(person)) == before + 1, "one reply a message"
        return self.to(person)[-1]

    async def say(self, person: Person, text: str) -> Body:
        """The same with words."""
        return await self.write(person, person.says(text, at=self.now))

    async def press(self, person: Person, label: str) -> Body:
        """The same with a choice of the last message."""
        kind, choice = choices(self.to(person)[-1])[label]
        return await self.write(
            person, person.message("interactive", {"type": kind, kind: {"id": choice, "title": label}}, at=self.now)
        )

    async def answer(self, person: Person, text: str) -> Body:
        """Press the choice of that label if the last message has it, and write it otherwise."""
        shown = self.to(person)[-1:]
        return await (self.press if shown and text in choices(shown[0]) else self.say)(person, text)

    def to(self, person: Person) -> list[Body]:
        """What they were sent."""
        return self.graph.to(person.user_id or f"+{person.number}")

    async def said(self, body: Body, *says: str, code: int | None = None) -> None:
        """Meta says something of a message that it took."""
        words = [
            graph_api.status(word, self.graph.wamid(body), body["biz_opaque_callback_data"], at=self.now, code=code)
            for word in says
        ]
        assert await self.call(graph_api.value(statuses=words)) == 200

    @property
    def now(self) -> float:
        """Seconds, as Meta writes times."""
        return self.clock.now().timestamp()

    @property
    def world(self) -> World:
        """The same database, to be looked at and prepared."""
        return World(self.app.storage, self.clock, self.app.config.office)

    def rows(self, sql: str) -> list[Any]:
        """What the database says."""
        with self.app.storage.transaction() as tx:
            return [tuple(row) for row in tx.connection.exec_driver_sql(sql)]


def choices(body: Body) -> dict[str, tuple[str, str]]:
    """Label to the kind and id of what comes back when it is chosen."""
    action = body.get("interactive", {}).get("action", {})
    buttons = [("button_reply", button["reply"]) for button in action.get("buttons", ())]
    rows = [("list_reply", row) for section in action.get("sections", ()) for row in section["rows"]]
    return {_label(shown): (kind, shown["id"]) for kind, shown in [*buttons, *rows]}


def _label(shown: Body) -> str:
    return " ".join(filter(None, (shown["title"], shown.get("description"))))


def text_of(body: Body) -> str:
    """The words of a message."""
    if "interactive" in body:
        return str(body["interactive"]["body"]["text"])
    kind = body["type"]
    return str(body[kind].get("body") or body[kind].get("caption") or "")


async def until(is_so: Callable[[], bool], seconds: float = 10) -> None:
    """Wait until it is so."""
    async with asyncio.timeout(seconds):
        while not is_so():  # noqa: ASYNC110 - the stand-in's lists have no event
            await asyncio.sleep(0.01)


def configuration(folder: Path, graph_url: str, *templates: str) -> Config:
    """An office's, with WhatsApp."""
    if not (folder / "key").exists():
        create_key_file(folder / "key")
    account = WhatsApp(
        token=TOKEN,
        phone_number_id=NUMBER,
        app_secret=APP_SECRET,
        verify_token=VERIFY_TOKEN,
        business_account_id="",
        graph_base_url=graph_url,
        graph_version="v26.0",
        templates=tuple(Template.read(line) for line in templates),
        messages_per_second=80,
    )
    return replace(
        load(None, {}),
        database=f"sqlite:///{folder / 'tuntas.db'}",
        key_file=folder / "key",
        files=folder / "files",
        logs=None,
        whatsapp=account,
    )


@asynccontextmanager
async def office(folder: Path, *templates: str, database: str | None = None) -> AsyncIterator[Office]:
    """The service at work; Meta breaks off when it is over, and has found nothing that is against its rules."""
    async with graph_api.graph_api() as graph:
        config = configuration(folder, graph.url, *templates)
        if database is not None:
            config = replace(config, database=database)
        clock = FixedClock()
        app = build(config, clock=clock, connect=True)
        socket = listening("127.0.0.1", 0)
        page = server(web(app), host="127.0.0.1", port=socket.getsockname()[1])
        url = f"http://127.0.0.1:{socket.getsockname()[1]}/webhooks/whatsapp"
        try:
            async with app.running():
                serving = asyncio.create_task(page.serve([socket]))
                await until(lambda: page.started)
                try:
                    yield Office(app, graph, url, clock)
                finally:
                    page.should_exit = True
                    await serving
        finally:
            app.close()
        assert graph.problems == []


def running(work: Callable[[Office], Awaitable[None]], folder: Path, *templates: str, **more: Any) -> None:
    """Run a test's work in an office."""

    async def run() -> None:
        async with office(folder, *templates, **more) as service:
            await work(service)

    asyncio.run(run())
