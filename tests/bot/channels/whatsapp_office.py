"""The whole service with WhatsApp, over HTTP on loopback between a stand-in for Meta and itself."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.app import build
from bot.channels.whatsapp_templates_format import Template
from bot.config import Config, WhatsApp
from tests.bot.office import Running, ready, served, until
from tests.standins import graph_api
from tests.standins.graph_api import APP_SECRET, NUMBER, TOKEN, Body, GraphApi, Person
from tests.tester import FixedClock

VERIFY_TOKEN = "kata-rahasia"


@dataclass
class Office(Running):
    """The running service, and Meta."""

    graph: GraphApi
    url: str

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


def configuration(folder: Path, graph_url: str, *templates: str) -> Config:
    """An office's, with WhatsApp."""
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
    return ready(folder, whatsapp=account)


@asynccontextmanager
async def office(folder: Path, *templates: str, database: str | None = None) -> AsyncIterator[Office]:
    """The service at work; Meta breaks off when it is over, and has found nothing that is against its rules."""
    async with graph_api.graph_api() as graph:
        config = configuration(folder, graph.url, *templates)
        if database is not None:
            config = replace(config, database=database)
        clock = FixedClock()
        app = build(config, clock=clock, connect=True)
        try:
            async with app.running(), served(app) as url:
                yield Office(app, clock, graph, f"{url}/webhooks/whatsapp")
        finally:
            app.close()
        assert graph.problems == []


def running(work: Callable[[Office], Awaitable[None]], folder: Path, *templates: str, **more: Any) -> None:
    """Run a test's work in an office."""

    async def run() -> None:
        async with office(folder, *templates, **more) as service:
            await work(service)

    asyncio.run(run())
