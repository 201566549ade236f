"""WhatsApp through Meta's Cloud API: called by its webhook, calling Graph over httpx.

A call of the webhook is answered with 200 once everything in it is committed, and never carries a reply. What Meta
says of our messages afterwards comes the same way (storage.messages.receipts).
"""

import asyncio
import hashlib
import hmac
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from bot.channels.channel import (
    Abilities,
    Answered,
    Called,
    Checked,
    Incoming,
    Limits,
    Outgoing,
    Picture,
    Receiver,
    SendError,
    Unavailable,
    WindowClosed,
)
from bot.channels.whatsapp_bodies_format import (
    FILES,
    ROW_DESCRIPTION,
    ROW_TITLE,
    ROWS,
    TEXT,
    Body,
    bodies,
    from_template,
)
from bot.channels.whatsapp_errors_format import Verdict
from bot.channels.whatsapp_format import NAME, Read, Unread, read
from bot.channels.whatsapp_graph import MAYBE_OUT, Graph, GraphError
from bot.channels.whatsapp_templates_format import Template, template_for
from bot.clock import Clock
from bot.config import WhatsApp
from bot.receipts import Receipts

log = logging.getLogger(__name__)

#: After a person's message anything may be sent to them for so long; then only templates.
WINDOW = timedelta(hours=24)
#: Seconds that a reply waits at most for the typing sign before it, which would stay if it came after.
SIGN_WITHIN = 1
#: Of one call so many people's messages are handled side by side.
PEOPLE = 50
#: So many signs are on the wire at most; they are a courtesy, and more are left out.
SIGNS = 50


class WhatsAppChannel:
    """Fills the port for WhatsApp."""

    name = NAME
    path = NAME
    abilities = Abilities(
        buttons=3,
        list_rows=ROWS,
        text_length=TEXT,
        button_label_length=ROW_TITLE + ROW_DESCRIPTION,
        window=WINDOW,
        files=FILES,
        deletes=False,  # Meta takes nothing back
        tells_arrival=True,
    )

    #: Set by the composition root: whoever receives also sends, so one of the two comes first.
    receiver: Receiver

    def __init__(self, account: WhatsApp, receipts: Receipts, clock: Clock, *, file_limit: int) -> None:
        """`file_limit` is bytes."""
        # One person gets 45 at once, and then one in 6 seconds (error 131056).
        limits = Limits(per_second=account.messages_per_second, address_burst=45, address_seconds=6)
        self.abilities = replace(self.abilities, limits=limits)
        self._account = account
        self._graph = Graph(account)
        self._receipts = receipts
        self._clock = clock
        self._file_limit = file_limit
        self._signs: dict[str, asyncio.Task[None]] = {}
        self._alarmed: set[str] = set()

    async def run(self) -> None:
        """Wait until cancelled: Meta calls."""
        await asyncio.Event().wait()

    async def close(self) -> None:
        """Let go of connections; nothing is sent or fetched any more."""
        await self._graph.close()

    # What comes in

    async def called(self, call: Called) -> Answered:
        """Answer Meta's handshake, or take what it sends; 200 exactly where all of it is committed."""
        if call.method == "GET":
            return self._handshake(call.query)
        if not self._is_signed(call):
            return Answered(403, "The signature is not that of whatsapp.app_secret.")
        found = read(call.body, self._clock.now())
        try:
            await self._take(found)
        except Unavailable:
            return Answered(503, "Come again later.")
        return Answered(200)

    def _handshake(self, query: Mapping[str, str]) -> Answered:
        """Meta asks once, when the office enters the webhook's address."""
        same = hmac.compare_digest(
            query.get("hub.verify_token", "").encode("utf-8", "replace"), self._account.verify_token.encode()
        )
        if not same or query.get("hub.mode") != "subscribe":
            return Answered(403, "The token is not whatsapp.verify_token.")
        return Answered(200, query.get("hub.challenge", ""))

    def _is_signed(self, call: Called) -> bool:
        signature = hmac.new(self._account.app_secret.encode(), call.body, hashlib.sha256).hexdigest()
        given = call.headers.get("x-hub-signature-256", "")
        return hmac.compare_digest(f"sha256={signature}".encode(), given.encode("utf-8", "replace"))

    async def _take(self, found: Read) -> None:
        """Each person's messages in order, different people side by side. Raises Unavailable."""
        people: dict[str, list[Incoming]] = {}
        for incoming in found.messages:
            people.setdefault(incoming.address, []).append(incoming)
        for theirs in people.values():
            self._show_signs(theirs[-1])
        places = asyncio.Semaphore(PEOPLE)
        taking = [self._take_theirs(theirs, places) for theirs in people.values()]
        done = await asyncio.gather(*taking, self._take_rest(found), return_exceptions=True)
        for problem in done:
            if isinstance(problem, BaseException):
                raise problem

    async def _take_theirs(self, theirs: Sequence[Incoming], places: asyncio.Semaphore) -> None:
        async with places:
            for incoming in theirs:
                try:
                    await self.receiver.receive(incoming)
                except Unavailable:
                    raise
                except Exception as error:  # noqa: BLE001 - one message never takes its batch with it
                    log.error("A message cannot be taken: %s", type(error).__name__)  # noqa: TRY400 - no personal data
                    await self._step_over(Unread(incoming.platform_id, incoming.to_bytes(), type(error).__name__))

    async def _take_rest(self, found: Read) -> None:
        for unread in found.unread:
            await self._step_over(unread)
        await self._receipts.said(self.name, found.receipts, WINDOW)

    async def _step_over(self, unread: Unread) -> None:
        log.warning("A payload of WhatsApp cannot be read (%s); it is kept for a look.", unread.error)
        await self._receipts.unreadable(self.name, unread.platform_id, unread.payload, unread.error)

    def _show_signs(self, incoming: Incoming) -> None:
        """Mark their newest message as read, and show that an answer is being written; nobody waits for it."""
        if incoming.happening != "message" or len(self._signs) >= SIGNS:
            return
        body = {"messaging_product": "whatsapp", "status": "read", "message_id": incoming.platform_id}
        sign = asyncio.get_running_loop().create_task(self._sign({**body, "typing_indicator": {"type": "text"}}))
        self._signs[incoming.address] = sign
        sign.add_done_callback(partial(self._sign_is_over, incoming.address))

    def _sign_is_over(self, address: str, sign: asyncio.Task[None]) -> None:
        if self._signs.get(address) is sign:
            del self._signs[address]

    async def _sign(self, body: Body) -> None:
        try:
            await self._graph.post("messages", body)
        except GraphError as error:
            log.info("A sign was not shown: %s", error.verdict.error.log)

    # What goes out

    async def send(self, outgoing: Outgoing) -> str:
        """Send, as a template where nothing else may be sent, and return Meta's id. Raises SendError."""
        if (sign := self._signs.get(outgoing.address)) is not None:
            await asyncio.wait({sign}, timeout=SIGN_WITHIN)
        try:
            platform_id = await self._send(outgoing)
        except GraphError as error:
            await self._learn(outgoing, error.verdict)
            raise error.verdict.error from error
        self._alarmed.clear()
        return platform_id

    async def _send(self, outgoing: Outgoing) -> str:
        *first, last = await self._bodies(outgoing)
        for body in first:
            await self._graph.post("messages", body, attempts=outgoing.attempts)
        answer = await self._graph.post("messages", last, attempts=outgoing.attempts, written=outgoing.written)
        try:
            return str(answer["messages"][0]["id"])
        except (KeyError, IndexError, TypeError):
            log_line = "WhatsApp took a message and gave no id for it."
            raise SendError(log_line, reason="no_id", retry_after=MAYBE_OUT, unsure=True) from None

    async def _bodies(self, outgoing: Outgoing) -> list[Body]:
        if outgoing.said is None:
            media_id = await self._upload(outgoing.picture, outgoing.attempts) if outgoing.picture else None
            return bodies(outgoing, media_id)
        template = template_for(self._account.templates, outgoing.said, outgoing.language)
        if template is None:
            raise WindowClosed(
                f"WhatsApp: the window is closed, and no template takes the place of {outgoing.said.key}."
            )
        return [from_template(outgoing, template.name, template.language, template.parts(outgoing, outgoing.said))]

    async def _upload(self, picture: Picture, attempts: int) -> str:
        answer = await self._graph.upload(picture, attempts)
        return str(answer.get("id"))

    async def _learn(self, outgoing: Outgoing, found: Verdict) -> None:
        """What a refusal shows beyond this message: said once to whoever looks after the service, and recorded."""
        if found.alarm and found.alarm not in self._alarmed:
            self._alarmed.add(found.alarm)
            log.error("%s", found.alarm)
        if found.shows == "opted_out":
            await self._receipts.opted_out(outgoing.outbox_id)

    # Files

    async def fetch(self, reference: str) -> bytes:
        """The bytes of a file that came, by an address asked for anew: one serves five minutes. Raises FetchError."""
        return await self._graph.file(reference, self._file_limit)

    # Whether all is well

    async def check(self) -> list[Checked]:
        """Whether the number can be used, Meta calls this app, and the templates are approved. Never raises."""
        try:
            number = await self._graph.ask(self._account.phone_number_id, fields="display_phone_number,quality_rating")
            return [_of_number(number), *(await self._check_account())]
        except GraphError as error:
            return [Checked("wrong", f"WhatsApp: {error.verdict.alarm or error.verdict.error.log}")]
        except Exception as error:  # noqa: BLE001 - an answer that is none is a finding too
            return [Checked("wrong", f"WhatsApp answers oddly ({type(error).__name__}): see whatsapp.graph_base_url.")]

    async def _check_account(self) -> list[Checked]:
        account = self._account.business_account_id
        if not account:
            return [Checked("doubtful", "WhatsApp: set whatsapp.business_account_id to have the templates checked.")]
        apps = await self._graph.ask(f"{account}/subscribed_apps")
        known = await self._graph.ask(f"{account}/message_templates", fields="name,language,status", limit="500")
        return [_of_apps(apps), *(_of_template(template, known) for template in self._account.templates)]


def _of_number(number: Mapping[str, Any]) -> Checked:
    shown, quality = number.get("display_phone_number"), str(number.get("quality_rating", "UNKNOWN"))
    if quality in ("YELLOW", "RED"):
        return Checked("doubtful", f"WhatsApp: the quality of {shown} is {quality}: send only what people asked for.")
    return Checked("fine", f"WhatsApp: the token serves for {shown}.")


def _of_apps(apps: Mapping[str, Any]) -> Checked:
    if apps.get("data"):
        return Checked("fine", "WhatsApp: the account hands its messages to an app.")
    return Checked("wrong", "WhatsApp: no app gets the account's messages: subscribe it (docs/whatsapp.md).")


def _of_template(template: Template, known: Mapping[str, Any]) -> Checked:
    same = [
        one for one in known.get("data", ()) if (one["name"], one["language"]) == (template.name, template.language)
    ]
    state = same[0].get("status") if same else "not there"
    if state == "APPROVED":
        return Checked("fine", f"WhatsApp: the template {template.name} ({template.language}) is approved.")
    return Checked(
        "wrong", f"WhatsApp: the template {template.name} ({template.language}) is {state}: see the WhatsApp Manager."
    )
