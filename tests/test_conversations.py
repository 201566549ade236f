"""Golden conversations: whole talks as data in tests/conversations, written anew with `--update`.

A line that begins with `> ` is said, `* ` presses the button of that label, `+ ` sends a file or sticker, `~ ` lets
time pass, `@ ` changes who writes, `& ` makes them a member of staff, `= ` has somebody registered from their phone,
`? ` looks at what came unasked. Everything else is what comes back: the text, the buttons, the picture. A code is
another one each time: it is written down as KODE, and said as such.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from programme import samples
from storage.database import Storage
from tests.tester import Shown, Tester, World

FOLDER = Path(__file__).parent / "conversations"
FILES = sorted(FOLDER.rglob("*.txt"))
DIRECTIVES = (">", "*", "+", "~", "@", "&", "=", "?", "#")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(FOLDER).with_suffix("").as_posix())
def test_conversation(path: Path, sqlite_storage: Storage, request: pytest.FixtureRequest) -> None:
    written = path.read_text(encoding="utf-8")
    world = World(sqlite_storage)
    world.open_intake()
    spoken = "\n".join(Play(world).lines(written)) + "\n"
    if request.config.getoption("--update"):
        path.write_text(spoken, encoding="utf-8")
        return
    assert spoken == written


#: An example is said once, by the question or by what explains a wrong answer.
EXAMPLE = re.compile(r"(?:contoh|example): ([^\n.)]+)", re.IGNORECASE)
CODE = re.compile(r"(IZIN|SAMBUNG|PETUGAS) (?!123-4A5-6B7)([0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3})")

#: What may be longer: the notice, the summary, a refusal with its reasons, what to bring, a thread, a copy of data.
LONG = (
    "Sebelum mulai",
    "Before we begin",
    "Permintaan izin",
    "A guardian's consent",
    "Pemberitahuan data",
    "Privacy notice",
    "periksa dulu",
    "Please check",
    "Terakhir, berkasnya",
    "Last, the papers",
    "belum bisa ikut pelatihan",
    "can't take part this time",
    "Yang dibawa",
    "What to bring",
    "bring the usual",
    "Umur pada",
    "Age on",
    "Kenapa perlu dilihat",
    "Penanya: ",
    "Asker: ",
    "Why to look at it",
    "Laporan terakhir, sebulan",
    "Last reports, a month",
    "Ini data",
    "Ringkasan ",
    "Overview of ",
    "Jejak, yang",
    "The trail,",
    "Umur paling muda: ",
    "Lowest age: ",
    "Kursi Angkatan",
    "Seats of ",
    "These are the data",
    "Rincian biaya:",
    "Costs in detail:",
    " poin: ",
    " points: ",
    ": Dipulangkan",
    " baris. Bisa dipakai: ",
    "Tips: ",
    "A tip: ",
    " rows. Can be taken: ",
)


#: A list as an office has it; one NIK has lost its last digit, one row names nobody.
LIST = b"""DAFTAR CALON PESERTA PELATIHAN BARISTA;;;;
Nama;NIK;TTL;Desa;Kecamatan
BUDI KARANGAN;6401041205079001;Kuaro, 12-05-2007;Tapis;Tanah Grogot
SITI CONTOH;6,40104E+15;Tanah Grogot, 13-05-2008;Lolo;Kuaro
;6401045405089003;Kuaro, 14-05-2008;Lolo;Kuaro
"""


class Play:
    """Plays the directives of a file against the service and writes down what comes back."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.person = world.person()
        self.people = {self.person.address: self.person}
        #: The guardian's code that was shown last.
        self.code = ""

    def lines(self, written: str) -> Iterator[str]:
        """The file as it should be."""
        for line in written.splitlines():
            kind, _, what = line.partition(" ")
            if kind not in DIRECTIVES:
                continue
            yield line
            done = DOES[kind](self, what)
            for shown in done if isinstance(done, list) else [done]:
                yield from self.reply(shown)

    def reply(self, shown: Shown | None) -> Iterator[str]:
        """What came back, as it is written down."""
        if shown is None:
            return
        assert len(shown.text) <= 300 or any(words in shown.text for words in LONG), shown.text
        examples = EXAMPLE.findall(shown.text)
        assert len(examples) == len(set(examples)), shown.text
        if found := CODE.search(shown.text):
            self.code = found[2]
        text = CODE.sub(r"\1 KODE", shown.text)
        yield from (f"    {line}".rstrip() for line in text.splitlines())
        if shown.buttons:
            yield "    " + " ".join(f"[{label}]" for label in shown.buttons)
        if shown.drawing:
            yield f"    ({shown.drawing.name})"
        if shown.file:
            yield f"    (file: {shown.file.name})"
        yield ""

    def comment(self, _: str) -> None:
        """Nothing happens."""

    def say(self, text: str) -> Shown:
        """Write a message."""
        return self.person.say(text.replace("KODE", self.code))

    def look(self, _: str) -> list[Shown]:
        """What came unasked, also from the duties of the clock and of long work."""
        self.world.work()
        self.world.tick()
        return self.person.arrived()

    def press(self, label: str) -> Shown:
        """Press a button."""
        return self.person.press(label)

    def send(self, what: str) -> Shown:
        """Send a file: photo, pdf, list, big, program; or a sticker, a voice note."""
        if what == "list":
            return self.person.document(LIST)
        if what == "pdf":
            return self.person.photo("application/pdf")
        problems = {"big": "too_big", "program": "wrong_type"}
        if what == "photo" or what in problems:
            return self.person.photo(problem=problems.get(what))
        if what == "voice":
            return self.person.voice()
        return self.person.other(what)

    def wait(self, what: str) -> None:
        """Let time pass: `3 days`; or close registration: `closed`; or change the skills: `skills barista`."""
        if found := re.fullmatch(r"(\d+) (days|hours)", what):
            self.world.clock.move(timedelta(**{found[2]: int(found[1])}))
        elif what == "closed":
            self.world.change_intake(closes=date(2026, 3, 1))
        else:
            self.world.change_intake(skills=tuple(what.split()[1:]))

    def become(self, address: str) -> None:
        """Somebody else writes; `address phone` proves a number."""
        name, _, phone = address.partition(" ")
        self.person = self.people.setdefault(name, Tester(self.world, name))
        self.person.phone = phone or None

    def work(self, what: str) -> None:
        """Whoever writes now works at the office: `& admin,verifier Bu Ratna`."""
        roles, _, name = what.partition(" ")
        employed = self.world.staff(name, *roles.split(","), address=f"{self.person.channel}:{self.person.address}")
        self.person.shown += employed.shown

    def registered(self, what: str) -> None:
        """Somebody is registered from this phone, in that state: `= diverifikasi 2006-01-15 64.01.02.2001 Ani`.

        Or the demo's applicants are, from their own: `= samples`; or the alumnus has a business: `= usaha Bengkel Ani`.
        """
        if what.startswith("usaha "):
            self.world.business(what.removeprefix("usaha "), address=self.person.address)
            return
        if what == "samples":
            with self.world.storage.transaction() as tx:
                samples.sow(tx.session, self.world.clock.now())
            return
        state, born, village, name = what.split(" ", 3)
        address = f"{self.person.channel}:{self.person.address}"
        changes = {"birth_date": date.fromisoformat(born), "village": village}
        self.person.shown += self.world.applicant(name, state, address=address, **changes).shown


DOES: dict[str, Callable[[Play, str], Shown | list[Shown] | None]] = {
    "#": Play.comment,
    ">": Play.say,
    "*": Play.press,
    "+": Play.send,
    "~": Play.wait,
    "@": Play.become,
    "&": Play.work,
    "=": Play.registered,
    "?": Play.look,
}
