"""A whole person is registered on the page of the real service, by mouse and by keyboard alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.bot.web.standin import card
from tests.browser.demonstration import Demonstration, demonstrating
from tests.browser.hands import Hands, Keyboard, Mouse

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is missing: run `make test-browser`.")
expect = sync_api.expect

NUMBER = re.compile(r"PSR-\d{4}-\d{4}")

#: Far more questions than there are: a talk that goes in circles ends here.
MOST_QUESTIONS = 60


@dataclass(frozen=True)
class Press:
    """The button of that name."""

    label: str


@dataclass(frozen=True)
class Photo:
    """A photo of a paper."""


Answer = Press | Photo | str

#: What is asked, by a few of its words, and what this applicant answers; the first that fits counts.
ANSWERS: tuple[tuple[str, Answer], ...] = (
    (r"Mau mulai dari mana", Press("Daftar pelatihan")),
    (r"Sebelum mulai", Press("Setuju")),
    (r"kirim pengingat", Press("Ya")),
    (r"kirim pengumuman", Press("Tidak")),
    (r"berita atau media sosial", Press("Tidak")),
    (r"Siapa yang mau didaftarkan", Press("Saya sendiri")),
    (r"nama lengkapmu", "dewi lestari putri"),
    (r"tanggal lahirmu", "{birth_date}"),
    (r"Laki-laki atau perempuan", Press("Perempuan")),
    (r"desa atau kelurahan mana", "tapis"),
    (r"Berapa NIK", Press("Belum tahu NIK")),
    (r"Nomor HP mana", "0812 0000 7788"),
    (r"petunjuk alamat", "RT 03, dekat masjid"),
    (r"Sekolah terakhirnya", Press("SMP / MTs / Paket B")),
    (r"Sampai kelas berapa", "kelas 8"),
    (r"Tahun berapa berhenti", "{last_year}"),
    (r"kenapa berhenti", Press("Biaya")),
    (r"bantuan apa", Press("PKH")),
    (r"Mau belajar apa", Press("Tata boga")),
    (r"pilihan keduanya", Press("Itu saja")),
    (r"tinggal di asrama", Press("Bersedia")),
    (r"Mau kirim bagaimana", Press("Foto sekarang")),
    (r"foto atau PDF: Kartu Keluarga", Photo()),
    (r"foto atau PDF", Press("Nanti")),
    (r"periksa dulu", Press("Kirim")),
)


@pytest.fixture
def demonstration(tmp_path: Path) -> Iterator[Demonstration]:
    """`tuntas demo`."""
    with demonstrating(tmp_path / "data") as demonstration:
        yield demonstration


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A photo of a family card, as far as anybody checks by machine."""
    path = tmp_path / "kk.png"
    path.write_bytes(card())
    return path


@dataclass
class Applicant:
    """Reads each question from the page and answers it there, with one pair of hands."""

    page: "Page"
    hands: Hands
    paper: Path

    @property
    def replies(self) -> "Locator":
        """What the service said."""
        return self.page.locator(".bubble:not(.mine)")

    def arrive(self, url: str) -> None:
        """As a new applicant of the demo."""
        self.page.goto(url)
        self.hands.press(self.page.get_by_role("button", name=re.compile("Pendaftar baru")))
        self.hands.press(self.page.get_by_role("button", name="Mulai", exact=True))
        expect(self.replies).to_have_count(1)

    def answer_until(self, question: str) -> str:
        """Answer what is asked until this is; return its text."""
        for _ in range(MOST_QUESTIONS):
            asked: str = self.replies.last.inner_text()
            if re.search(question, asked):
                return asked
            before = self.replies.count()
            self._answer(_answer_to(asked))
            expect(self.replies).to_have_count(before + 1)
        raise AssertionError(f"It was never asked: {question}")

    def say(self, text: str) -> str:
        """Write something, and return what comes back."""
        before = self.replies.count()
        self.hands.write(text)
        expect(self.replies).to_have_count(before + 1)
        reply: str = self.replies.last.inner_text()
        return reply

    def _answer(self, answer: Answer) -> None:
        if isinstance(answer, Press):
            self.hands.press(self.replies.last.get_by_role("button", name=answer.label, exact=True))
        elif isinstance(answer, Photo):
            self.hands.attach(self.paper)
        else:
            self.hands.write(answer)


def _answer_to(asked: str) -> Answer:
    for question, answer in ANSWERS:
        if re.search(question, asked):
            return answer.format(**_dates()) if isinstance(answer, str) else answer
    raise AssertionError(f"No answer is known to: {asked}")


def _dates() -> dict[str, str]:
    """Somebody of eighteen, today by the machine's clock, as the demo's is at its start."""
    year = date.today().year  # noqa: DTZ011 - the demo is a process of its own
    return {"birth_date": f"1 januari {year - 18}", "last_year": str(year - 1)}


@pytest.mark.timeout(240)
@pytest.mark.parametrize("way", [Mouse, Keyboard], ids=["mouse", "keyboard"])
def test_a_person_is_registered(
    page: "Page", demonstration: Demonstration, paper: Path, way: type[Mouse] | type[Keyboard]
) -> None:
    applicant = Applicant(page, way(page), paper)
    applicant.arrive(demonstration.url)
    number = NUMBER.search(applicant.answer_until(NUMBER.pattern))
    assert number is not None
    expect(applicant.replies.last.get_by_role("img")).to_be_visible()
    expect(applicant.replies.last.get_by_role("link", name=re.compile("Simpan"))).to_be_visible()
    assert number[0] in applicant.say("status")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.timeout(240)
def test_a_killed_service_goes_on_at_the_same_question(page: "Page", demonstration: Demonstration, paper: Path) -> None:
    applicant = Applicant(page, Mouse(page), paper)
    applicant.arrive(demonstration.url)
    applicant.answer_until("tanggal lahirmu")
    demonstration.kill()
    expect(page.locator("#banner")).to_contain_text("Sinyal hilang")
    applicant.hands.write(_dates()["birth_date"])
    expect(page.locator(".bubble.waiting")).to_have_count(1)
    demonstration.start()
    expect(applicant.replies.last).to_contain_text("Laki-laki atau perempuan", timeout=30_000)
    page.reload()
    expect(applicant.replies.last).to_contain_text("Laki-laki atau perempuan")
    assert NUMBER.search(applicant.answer_until(NUMBER.pattern))
