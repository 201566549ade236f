"""The demo's alumni month by month: they are asked, they answer, the mentor hears of it, and the figures agree."""

from datetime import timedelta

import pytest

from handlers.documents.drawings import draw
from programme import samples
from storage.database import Storage
from tests.tester import Shown, Tester, World

DAY = timedelta(days=1)


@pytest.fixture
def world(storage: Storage) -> World:
    """The demo on its first day, a Monday, in the afternoon."""
    world = World(storage)
    with storage.transaction() as tx:
        samples.sow(tx.session, world.clock.now())
    world.clock.move(timedelta(hours=5))
    world.tick()
    return world


def test_a_bad_month_is_told_by_chat_picture_card_digest_and_summary_alike(world: World) -> None:
    maya, rizky, aminah, ratna = (world.person(f"sample-{name}") for name in ("maya", "rizky", "aminah", "ratna"))
    before = summary_for(ratna).text
    assert "punya usaha yang jalan: 2\n• tidak menjalankan usaha: 1 (mencari kerja 1)\n" in before
    assert "perlu dilihat pendamping: 1" in before

    # In its first days the mentor hears of the week, and then both alumni are asked, each once.
    let_pass(world, days=8)
    assert any("1 perlu dilihat: Bengkel Ilham\n• 1 ditanyai minggu ini: Dapur Maya" in text for text in texts(aminah))
    asked = [text for text in texts(maya) if "ingin tahu kabar Dapur Maya" in text]
    assert len(asked) == 1
    assert "setelah pelatihan" in rizky.arrived()[0].text

    # A bad month: less came in, more was spent, and a tool is broken.
    for answer in ("Masih jalan", "90rb sehari", "100rb sehari", "Benar", "Tidak ada", "1 orang"):
        maya.answer(answer)
    for answer in ("Ada yang rusak", "Alat", "Ya", "Lewati"):
        maya.answer(answer)
    assert "sudah kucatat" in maya.last.text
    assert drawn(maya.last)
    card = aminah.arrived()[-1].text
    assert "Dapur Maya" in card
    assert "rugi Rp260.000 sebulan" in card
    assert "turun 50%: dari Rp4.680.000 menjadi Rp2.340.000" in card
    rizky.answer("Bekerja")

    # The next Monday's digest and the summary say the same.
    let_pass(world, days=6)
    digest = [text for text in texts(aminah) if "Minggu ini" in text][-1]
    assert "1 melapor: Dapur Maya" in digest
    assert "2 perlu dilihat: Dapur Maya, Bengkel Ilham" in digest
    summary = summary_for(ratna)
    assert "punya usaha yang jalan: 2\n• tidak menjalankan usaha: 1 (bekerja 1)\n" in summary.text
    assert "perlu dilihat pendamping: 2" in summary.text
    # Of 2,340,000 twice, and of a loss of 260,000 and one of 520,000, the middle.
    assert "uang masuk sebulan, nilai tengah: Rp2.340.000 (2 dari 2 usaha melapor)" in summary.text
    assert "untung sebulan, nilai tengah: rugi Rp390.000 (2 dari 2 usaha melapor)" in summary.text
    assert drawn(summary)

    # Once it is seen to, it is seen to everywhere.
    aminah.say("binaan")
    aminah.answer("Dapur Maya")
    aminah.answer("Sudah beres")
    aminah.answer("Alatnya sudah diperbaiki, besok jualan lagi.")
    assert "perlu dilihat pendamping: 1" in summary_for(ratna).text


def test_who_answers_nothing_for_months_is_not_known_and_a_card_says_so(world: World) -> None:
    maya, aminah, ratna = (world.person(f"sample-{name}") for name in ("maya", "aminah", "ratna"))
    let_pass(world, days=110)
    # The sixth and the ninth month: each asked once, reminded once, and then left alone.
    invitations = [shown.text for shown in maya.arrived() if "Masih jalan" in shown.buttons]
    assert len(invitations) == 4
    cards = [text for text in texts(aminah) if "tidak ada kabar selama 2 periode" in text]
    assert len(cards) == 1
    summary = summary_for(ratna).text
    assert "punya usaha yang jalan: 0\n" in summary
    assert "tidak ada kabar dalam 90 hari: 3\n" in summary
    assert "uang masuk" not in summary
    # A late report is taken gladly, and she is known again.
    maya.say("mau lapor usaha")
    for answer in ("Masih jalan", "200rb sehari", "120rb sehari", "Benar", "Tidak ada", "Tidak ada"):
        maya.answer(answer)
    for answer in ("Masih bagus", "Lancar saja", "Tidak", "Lewati"):
        maya.answer(answer)
    assert drawn(maya.last)
    assert "punya usaha yang jalan: 1\n" in summary_for(ratna).text


def let_pass(world: World, *, days: int) -> None:
    """Time passes, and the duties look every afternoon."""
    for _ in range(days):
        world.clock.move(DAY)
        world.work()
        world.tick()


def summary_for(staff: Tester) -> Shown:
    """What the summary says now, after whatever came meanwhile was read."""
    staff.arrived()
    return staff.say("ringkasan alumni")


def texts(person: Tester) -> list[str]:
    """Everything that came, also earlier."""
    person.arrived()
    return [shown.text for shown in person.shown]


def drawn(shown: Shown) -> bool:
    """Whether a picture goes with it."""
    assert shown.drawing is not None
    return draw(shown.drawing, "id")[1] == "image/png"
