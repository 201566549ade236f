"""Where platforms call: /webhooks/<path>, under whatever name they know this machine by."""

import asyncio
import logging
from collections.abc import Iterable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.channel import Called, Webhook
from bot.logs import place_of
from bot.web.bodies import body_of

log = logging.getLogger(__name__)

#: Everything below it is answered under any host name: who calls proves by a secret that it is the platform.
PREFIX = "/webhooks/"
#: Bytes: the most that any platform sends at once (WhatsApp, 3 MB).
BODY_LIMIT = 3 * 1024 * 1024
#: Seconds in which a body must have come.
BODY_WITHIN = 15


class Webhooks:
    """Hands each call to the channel whose platform makes it."""

    def __init__(self, webhooks: Iterable[Webhook]) -> None:
        self._webhooks = {webhook.path: webhook for webhook in webhooks}

    def routes(self) -> list[BaseRoute]:
        """What is served."""
        return [Route(PREFIX + "{path}", self.called, methods=["GET", "POST"])]

    async def called(self, request: Request) -> Response:
        """Whatever comes, the answer is an HTTP status."""
        webhook = self._webhooks.get(request.path_params["path"])
        if webhook is None:
            return PlainTextResponse("There is no such webhook.", 404)
        try:
            async with asyncio.timeout(BODY_WITHIN):
                body = await body_of(request, BODY_LIMIT)
        except (TimeoutError, ClientDisconnect):
            return PlainTextResponse("The body did not come.", 408)
        if body is None:
            return PlainTextResponse("The body is too large.", 413)
        return await _answered(webhook, Called(request.method, request.headers, request.query_params, body))


async def _answered(webhook: Webhook, call: Called) -> Response:
    try:
        answered = await webhook.called(call)
    except Exception as error:  # noqa: BLE001 - the platform calls again
        log.error("A webhook failed: %s at %s", type(error).__name__, place_of(error.__traceback__))  # noqa: TRY400
        return PlainTextResponse("Something went wrong.", 500)
    headers = {"Retry-After": "5"} if answered.status == 503 else None
    return PlainTextResponse(answered.body, answered.status, headers)
