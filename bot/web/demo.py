"""The demo's two controls: who one can be, and the clock. They are not served outside the demo."""

from calendar import monthrange
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.web.guard import Origins


class Person(Protocol):
    """Somebody whom a visitor of the demo can be."""

    @property
    def address(self) -> str:
        """Their address on the local channel."""

    @property
    def name(self) -> str:
        """Their name."""

    @property
    def stage(self) -> str:
        """Where their application stands, in a few words."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo needs from the running service."""

    people: Sequence[Person]
    today: Callable[[], date]
    #: Moves the service's clock forward.
    move: Callable[[timedelta], Awaitable[None]]

    def knows(self, address: str) -> bool:
        """Whether it is the address of somebody to be."""
        return any(person.address == address for person in self.people)


class DemoRoutes:
    """The page asks whether this is the demo; only there it may move the clock."""

    def __init__(self, demo: Demo | None, origins: Origins) -> None:
        self._demo = demo
        self._origins = origins

    def routes(self) -> list[BaseRoute]:
        """What is served."""
        people: list[BaseRoute] = [Route("/people", self.people)]
        return [*people, Route("/demo/clock", self.clock, methods=["POST"])] if self._demo else people

    async def people(self, _request: Request) -> Response:
        """Who can be played."""
        if self._demo is None:
            return JSONResponse({"demo": False})
        people = [{"address": one.address, "name": one.name, "stage": one.stage} for one in self._demo.people]
        return JSONResponse({"demo": True, "today": self._demo.today().isoformat(), "people": people})

    async def clock(self, request: Request) -> Response:
        """Move the clock by a day or a month, and say what day it is then."""
        assert self._demo is not None  # noqa: S101 - the route exists only in the demo
        if not self._origins.allow(request.headers):
            return PlainTextResponse("Not from this page.", 403)
        today = self._demo.today()
        steps = {b'{"step":"day"}': timedelta(days=1), b'{"step":"month"}': next_month(today) - today}
        step = steps.get((await request.body()).replace(b" ", b""))
        if step is None:
            return PlainTextResponse('Send {"step": "day"} or {"step": "month"}.', 400)
        await self._demo.move(step)
        return JSONResponse({"today": self._demo.today().isoformat()})


def next_month(day: date) -> date:
    """The same day of the next month, or its last where it is shorter."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))
