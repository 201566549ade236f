"""Talks to the service as a person would: says, presses, sends, and reads what comes back.

Everything goes through the real turn, the real database and the real rendering; only the network is left out.
"""

import itertools
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.channels.channel import Incoming, MediaIn, Outgoing
from bot.channels.local import LocalChannel
from bot.clock import Clock
from bot.duties.clock import Ticker
from bot.duties.delivery import outgoing
from bot.duties.jobs import Jobs
from bot.duties.wire import Wire
from bot.runners import RUNNERS
from bot.turn import Turn
from handlers.reply import Drawing, Enclosure, Stored
from programme import alumni, answers, businesses, check_ins, staff
from programme.businesses import Described
from programme.office import Office
from programme.reading import code as reading_code
from programme.staff import Invited
from storage import messages
from storage.database import Storage
from storage.files import content_type
from storage.tables import Address, Intake, IntakeSkill
from tests.programme.people import ANI, bring, submit

ZONE = ZoneInfo("Asia/Makassar")
#: A Monday morning at the office.
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)
#: What people write from; to the core they differ only in their names.
CHANNELS = ("local", "telegram", "whatsapp")
SKILLS = ("perbengkelan", "tata_boga", "tata_rias", "barista")


class FixedClock(Clock):
    """A clock that stands until it is moved."""

    def __init__(self, instant: datetime = MONDAY) -> None:
        super().__init__(ZONE)
        self.instant = instant.astimezone(UTC)

    def now(self) -> datetime:
        """The instant it was set to."""
        return self.instant

    def move(self, by: timedelta) -> None:
        """Let time pass."""
        self.instant += by


class Phone:
    """The abilities of a channel that shows everything; nothing is sent through it here."""

    name = "local"
    abilities = LocalChannel.abilities

    async def send(self, message: object) -> str:
        """Never called: the tester takes messages out of the outbox itself."""
        raise NotImplementedError


class NobodyWaits:
    """Whoever is woken looks into the outbox; the tester looks by itself, so every reply waits there."""

    lease = timedelta(minutes=1)

    def wake(self, channel: str) -> None:
        """Nothing to do."""

    def wire(self, _channel: str) -> Wire:
        """Without a place."""
        return Wire(0)

    def send(self, channel: str, claimed: messages.Claimed) -> None:
        """Never called, since no place was taken."""
        raise NotImplementedError


class NoThreads(Executor):
    """The tester calls the turn itself."""


@dataclass(frozen=True)
class Shown:
    """One message as a person sees it."""

    text: str
    #: Label to payload.
    buttons: dict[str, str] = field(default_factory=dict)
    drawing: Drawing | None = None
    file: Stored | None = None

    @classmethod
    def of(cls, message: Outgoing, enclosure: Enclosure | None) -> "Shown":
        """A message as it arrived; what goes with it is not drawn or opened here."""
        buttons = {button.label: button.payload for button in message.buttons}
        if isinstance(enclosure, Stored):
            return cls(message.text, buttons, file=enclosure)
        return cls(message.text, buttons, drawing=enclosure)


@dataclass
class World:
    """A service with its database, its clock and an open intake."""

    storage: Storage
    clock: FixedClock = field(default_factory=FixedClock)
    office: Office = field(default_factory=Office)
    #: What was delivered and nobody has looked at yet, by channel and address.
    mail: dict[tuple[str, str], list[tuple[Outgoing, Enclosure | None]]] = field(default_factory=dict)

    def deliver(self) -> None:
        """Bring everything that is queued to the phones."""
        now = self.clock.now()
        with self.storage.transaction() as tx:
            for channel in CHANNELS:
                while claimed := messages.claim(tx, channel, now, timedelta(minutes=1), 100):
                    messages.mark_sent(tx, [(message.id, f"m{message.id}") for message in claimed], now)
                    for message in claimed:
                        self.mail.setdefault((channel, message.address), []).append(outgoing(message, Phone()))

    def tick(self) -> None:
        """What the clock duty does every minute."""
        Ticker(self.storage, self.office, self.clock, NoThreads()).tick_now()

    def work(self) -> None:
        """What the duty of long work does every few seconds."""
        duty = Jobs(self.storage, self.office, self.clock, RUNNERS)
        while duty.do_next():
            pass

    def turn(self) -> Turn:
        """The turn, built anew: nothing of it lives in memory between two messages."""
        return Turn(self.storage, self.office, self.clock, NoThreads(), NobodyWaits())

    def open_intake(self, *, closes: date = date(2026, 4, 30), skills: tuple[str, ...] = SKILLS) -> None:
        """This year's intake, and the office's usual answers."""
        with self.storage.transaction() as tx:
            offered = [IntakeSkill(skill=skill, position=place) for place, skill in enumerate(skills)]
            intake = Intake(
                year=2026,
                name="Angkatan 2026",
                opens=date(2026, 1, 5),
                closes=closes,
                quota=4,
                age_min=15,
                age_max=20,
                reference_date=date(2026, 7, 1),
                news_by=date(2026, 5, 15),
                skills=offered,
            )
            tx.session.add(intake)
            answers.begin(tx.session, self.clock.now())

    def change_intake(self, *, closes: date | None = None, skills: tuple[str, ...] | None = None) -> None:
        """What staff change while people are filling in their forms."""
        with self.storage.transaction() as tx:
            intake = tx.session.query(Intake).one()
            intake.closes = closes or intake.closes
            if skills is not None:
                intake.skills = []
                tx.session.flush()
                intake.skills = [IntakeSkill(skill=skill, position=place) for place, skill in enumerate(skills)]

    def staff(self, name: str, *roles: str, villages: tuple[str, ...] = (), address: str = "guest-ratna") -> "Tester":
        """Somebody who works at the office: invited, and welcomed in their chat."""
        with self.storage.transaction() as tx:
            code = staff.invite(tx.session, Invited(name, roles, villages), by=None, now=self.clock.now())
        tester = self.person(address)
        tester.say(reading_code.written(code, "staff"))
        return tester

    def applicant(
        self, name: str, state: str = "diverifikasi", *, address: str = "guest-ani", **changes: Any
    ) -> "Tester":
        """Somebody who registered from that phone, and whose case the office has brought into that state."""
        tester = self.person(address)
        tester.say("halo")
        with self.storage.transaction() as tx:
            contact_id = tx.session.scalars(select(Address.contact_id).filter_by(address=tester.address)).one()
            intake_id = tx.session.scalars(select(Intake.id)).first()
            assert intake_id is not None
            form = replace(
                ANI, **{"full_name": name, "nik": None, "for_whom": "child", "guardian_agreed": True, **changes}
            )
            application = submit(tx.session, contact_id, form, intake_id, self.clock.now())
            bring(application, state, self.clock.now())
            if state == "lulus":
                alumnus = alumni.graduated(tx.session, application, self.clock.today())
                check_ins.begin_alumnus(tx.session, alumnus, self.clock.now(), self.office, ZONE)
        return tester

    def business(self, name: str, *, address: str = "guest-ani", **changes: Any) -> int:
        """A business of the alumnus who writes from that phone, recorded today; returns its number."""
        with self.storage.transaction() as tx:
            contact_id = tx.session.scalars(select(Address.contact_id).filter_by(address=address)).one()
            alumnus = alumni.of_contact(tx.session, contact_id)[-1]
            told = replace(Described("garage", name, "64.01.04.1001", None, with_others=False), **changes)
            return businesses.record(
                tx.session, alumnus.person_id, told, office=self.office, now=self.clock.now(), zone=ZONE
            ).id

    def person(self, address: str = "guest-ani") -> "Tester":
        """Somebody with a phone; "telegram:ani" writes from there."""
        return Tester(self, address)


class Tester:
    """Somebody with a phone."""

    __test__ = False  # not a class of tests, whatever its name

    _numbers = itertools.count(1)

    def __init__(self, world: World, address: str) -> None:
        self.world = world
        channel, _, self.address = address.rpartition(":")
        self.channel = channel or "local"
        self.phone: str | None = None
        self.shown: list[Shown] = []

    def say(self, text: str, *, key: str | None = None) -> Shown:
        """Write a message; returns the one reply."""
        return self._one(self.send(text=text, key=key))

    def press(self, label: str) -> Shown:
        """Press a button of the newest message that has it."""
        for shown in reversed(self.shown):
            if label in shown.buttons:
                return self._one(self.send(button=shown.buttons[label]))
        raise AssertionError(f"no message shows a button {label!r}; the last has {list(self.last.buttons)}")

    def answer(self, text: str) -> Shown:
        """Press the button of that label if the last message has it, and write it otherwise."""
        return self.press(text) if text in self.last.buttons else self.say(text)

    def photo(self, content_type: str = "image/jpeg", *, problem: str | None = None) -> Shown:
        """Send a photo, kept as the channel would keep it."""
        return self._one(self.send(media=self.media("photo", content_type, problem)))

    def voice(self) -> Shown:
        """Send a voice note, kept as the channel would keep it."""
        return self._one(self.send(media=self.media("voice", "audio/ogg")))

    def document(self, data: bytes) -> Shown:
        """Send a file as it is, kept by the channel as the local page's is."""
        found, files = content_type(data), self.world.storage.files
        assert found is not None
        assert files is not None
        with self.world.storage.transaction() as tx:
            media_id = messages.add_media(
                tx,
                channel=self.channel,
                address=self.address,
                file=files.put(data),
                content_type=found,
                size=len(data),
                now=self.world.clock.now(),
            )
        return self._one(self.send(media=MediaIn("document", media_id, found)))

    def other(self, kind: str) -> Shown:
        """Send a sticker, a voice note, a location."""
        return self._one(self.send(media=MediaIn(kind, problem="not_kept")))  # type: ignore[arg-type]

    def send(self, *, key: str | None = None, **what: object) -> list[Shown]:
        """Hand in one message and take out what was queued for it."""
        incoming = Incoming(
            channel=self.channel,
            platform_id=key or f"{self.address}-{next(self._numbers)}",
            address=self.address,
            at=self.world.clock.now(),
            phone=self.phone,
            **what,  # type: ignore[arg-type]
        )
        self.world.turn().handle(incoming)
        return self.arrived()

    def arrived(self) -> list[Shown]:
        """Everything that has been queued for this phone since the last look."""
        self.world.deliver()
        found = self.world.mail.pop((self.channel, self.address), [])
        shown = [Shown.of(message, enclosure) for message, enclosure in found]
        self.shown += shown
        return shown

    def media(self, kind: str, content_type: str, problem: str | None = None) -> MediaIn:
        """A file that the channel has kept, or refused."""
        if problem:
            return MediaIn(kind, problem=problem)  # type: ignore[arg-type]
        with self.world.storage.transaction() as tx:
            media_id = messages.add_media(
                tx,
                channel=self.channel,
                address=self.address,
                file="0" * 64,
                content_type=content_type,
                size=1000,
                now=self.world.clock.now(),
            )
        return MediaIn(kind, media_id, content_type)  # type: ignore[arg-type]

    @property
    def last(self) -> Shown:
        """The newest message on the phone."""
        return self.shown[-1]

    def _one(self, shown: list[Shown]) -> Shown:
        assert len(shown) == 1, f"one reply a message, and there were {len(shown)}"
        return shown[0]


#: A whole registration of an adult, as short as people answer. NIK, name and number are invented.
ADULT_ANSWERS = (
    "Daftar pelatihan",
    "Setuju",
    "ya",
    "ga",
    "tidak",
    "Saya sendiri",
    "Budi Karangan",
    "17-08-2007",
    "Laki-laki",
    "Tanah Grogot",
    "Tanah Grogot",
    "6401011708079001",
    "081200009001",
    "Lewati",
    "SMP / MTs / Paket B",
    "kelas 8",
    "2023",
    "Lewati",
    "PKH",
    "Perbengkelan",
    "Barista",
    "Bersedia",
    "Nanti",
)


def register(person: Tester, answers: tuple[str, ...] = ADULT_ANSWERS) -> Shown:
    """Greet, answer every question, and send the summary."""
    person.say("halo")
    for answer in answers:
        person.answer(answer)
    return person.press("Kirim")
