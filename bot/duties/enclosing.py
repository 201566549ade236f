"""Puts into a message what goes with it when it is sent: drawn, read and written, or kept."""

import asyncio
import logging
from concurrent.futures import Executor
from dataclasses import replace

from bot.channels.channel import Abilities, Outgoing, Picture
from bot.clock import Clock
from bot.exports import AlumniExport, Export, Making, Order
from handlers.documents.drawings import draw
from handlers.documents.workbook import CONTENT_TYPE as WORKBOOK
from handlers.exporting import APPLICANTS
from handlers.outcomes import ALUMNI
from handlers.reply import Drawing, Enclosure, Stored
from handlers.texts import render
from programme import staff
from programme.office import Office
from storage import messages
from storage.crypto import KeyProblem
from storage.database import Storage
from storage.files import ALLOWED
from storage.messages import StoredMedia
from talk import Line

log = logging.getLogger(__name__)

#: Of what the office writes itself, beside what people send.
_ENDINGS = {
    **ALLOWED,
    "text/plain": ".txt",
    WORKBOOK: ".xlsx",
}


class Enclosing:
    """Slow work, all of it off the event loop; nothing is held open while a channel sends."""

    def __init__(self, storage: Storage, executor: Executor, office: Office, clock: Clock) -> None:
        self._storage = storage
        self._executor = executor
        self._office = office
        self._clock = clock

    async def enclose(self, message: Outgoing, enclosure: Enclosure, abilities: Abilities) -> Outgoing:
        """The same message with its picture or file, or with a sentence that says why there is none."""
        if isinstance(enclosure, Drawing) and enclosure.name in (APPLICANTS, ALUMNI):
            return await self._listed(message, enclosure)
        if isinstance(enclosure, Drawing):
            return replace(message, picture=await asyncio.to_thread(_drawn, enclosure, message.language))
        file = await asyncio.get_running_loop().run_in_executor(self._executor, self._find, enclosure)
        if file is None:
            return _with(message, Line("file-gone"))
        if not _is_taken(file, abilities):
            return _with(message, Line("file-not_here"))
        picture = await asyncio.to_thread(self._open, enclosure, file)
        return _with(message, Line("file-gone")) if picture is None else replace(message, picture=picture)

    async def _listed(self, message: Outgoing, drawing: Drawing) -> Outgoing:
        """The applicants or alumni as they are now, for whoever may still have them."""
        loop = asyncio.get_running_loop()
        export = await loop.run_in_executor(self._executor, self._begun, drawing)
        if export is None:
            return _with(message, Line("file-gone"))
        while await loop.run_in_executor(self._executor, export.read):
            pass
        today = self._clock.today()
        content = await asyncio.to_thread(export.write, today)
        return replace(message, picture=Picture(content, WORKBOOK, f"{export.name}-{today}.xlsx"))

    def _begun(self, drawing: Drawing) -> Making | None:
        with self._storage.transaction() as tx:
            member = staff.get(tx.session, int(str(drawing.args["staff"])))
        if member is None or not member.may("export"):
            return None
        if drawing.name == ALUMNI:
            return AlumniExport(self._storage, self._office, self._clock.zone, self._clock.today())
        return Export(self._storage, Order.from_args(drawing.args), self._office, self._clock.zone)

    def _find(self, stored: Stored) -> StoredMedia | None:
        """None also for a file that was let go of: its bytes may lie there for some minutes more."""
        with self._storage.transaction() as tx:
            if stored.for_staff and staff.get(tx.session, stored.for_staff) is None:
                return None
            found = messages.media(tx, stored.media_id)
        return None if found is None or found.file is None or not found.address else found

    def _open(self, stored: Stored, file: StoredMedia) -> Picture | None:
        """None where the bytes are gone, or sealed with a key that is."""
        assert self._storage.files is not None  # noqa: S101 - whoever has rows of files has files
        content_type = file.content_type or "application/octet-stream"
        try:
            content = self._storage.files.get(file.file or "")
        except FileNotFoundError:
            return None
        except KeyProblem as problem:
            log.error("A file cannot be sent. %s", problem)  # noqa: TRY400 - one sentence with its remedy
            return None
        return Picture(content, content_type, stored.name + _ENDINGS.get(content_type, ""))


def _drawn(drawing: Drawing, language: str) -> Picture:
    return Picture(*draw(drawing, language))


def _is_taken(file: StoredMedia, abilities: Abilities) -> bool:
    if abilities.files is None:
        return True
    return (file.size or 0) <= abilities.files.get(file.content_type or "", -1)


def _with(message: Outgoing, line: Line) -> Outgoing:
    return replace(message, text=f"{message.text}\n\n{render(message.language, line)}")
