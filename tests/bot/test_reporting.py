"""Reports of a business: what is kept of what was told, in whose name, for which check-in, and what counts."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.channels.channel import MediaIn
from programme import reports
from programme.reports import Amount, Kept
from storage.database import Storage
from storage.tables import AuditEntry, Business, BusinessReport, CheckIn, Media, Person
from tests.tester import Tester, World

DAY = timedelta(days=1)
#: From the first question on, with half a million of sales a day.
TOLD = ("Masih jalan", "500rb sehari", "300rb", "Benar", "1", "2", "Masih bagus", "Sepi pembeli", "Tidak")


@pytest.fixture
def world(storage: Storage) -> World:
    world = World(storage)
    world.open_intake()
    return world


@pytest.fixture
def ani(world: World) -> Tester:
    return world.applicant("Ani Lestari", "lulus")


@pytest.fixture
def garage(world: World, ani: Tester) -> int:
    return world.business("Bengkel Ani", address=ani.address)


def tell(person: Tester, *answers: str) -> str:
    for answer in answers:
        person.answer(answer)
    return person.last.text


def kept(world: World, business_id: int) -> list[Kept]:
    with world.storage.transaction() as tx:
        return reports.of_business(tx.session, business_id)


def check_in(world: World) -> CheckIn:
    with world.storage.transaction() as tx:
        return tx.session.scalars(select(CheckIn).order_by(CheckIn.id).limit(1)).one()


def invited(world: World, person: Tester) -> None:
    """A month later, at a good hour."""
    world.clock.move(31 * DAY + timedelta(hours=2))
    world.tick()
    assert "Masih jalan?" in person.arrived()[-1].text


def test_what_was_told_is_kept_as_it_was_said(world: World, ani: Tester, garage: int) -> None:
    tell(ani, "lapor usaha", *TOLD)
    ani.photo()
    [report] = kept(world, garage)
    told = report.report
    assert (told.sales, told.spending) == (Amount(500_000, "day"), Amount(300_000, "day"))
    assert (told.helpers_paid, told.helpers_unpaid, told.tools) == (1, 2, "good")
    assert (told.obstacle, told.obstacle_words, told.wants_help) == ("buyers", None, False)
    assert report.photo_id is not None
    assert report.made_at == world.clock.now()


def test_what_is_not_known_is_kept_as_nothing(world: World, ani: Tester, garage: int) -> None:
    unknown = ("Masih jalan", "Sebulan", "ga tau", "tidak tahu", "tidak tahu", "tidak tahu", "Masih bagus")
    shown = tell(ani, "lapor usaha", *unknown, "Lancar saja", "Tidak", "Lewati")
    assert "Terima kasih" in shown
    assert ani.last.drawing is None
    [report] = kept(world, garage)
    told = report.report
    assert (told.sales, told.spending, told.helpers_paid, told.helpers_unpaid) == (None, None, None, None)


def test_the_picture_shows_the_month_that_was_reckoned(ani: Tester, garage: int) -> None:
    tell(ani, "lapor usaha", *TOLD, "Lewati")
    assert ani.last.drawing is not None
    shown = ani.last.drawing.args
    assert (shown["points"], shown["sales-0"], shown["profit-0"], shown["about-0"]) == (1, 13_000_000, 5_200_000, 0)


def test_the_answer_to_an_invitation_is_the_first_answer_and_closes_it(world: World, ani: Tester, garage: int) -> None:
    invited(world, ani)
    tell(ani, *TOLD, "Lewati")
    [report] = kept(world, garage)
    assert report.check_in_id == check_in(world).id
    assert check_in(world).state == "answered"
    assert "sudah masuk" in ani.press("Sudah tutup").text
    assert len(kept(world, garage)) == 1


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("masih kak alhamdulillah", "Uang masuknya"),
        ("iya masih", "Uang masuknya"),
        ("1", "Uang masuknya"),
        ("libur dulu min", "istirahat dulu"),
        ("sudah tutup", "Apa sebabnya Bengkel Ani tutup"),
        ("sudah tutup karena sepi", "Apa sebabnya Bengkel Ani tutup"),
        ("tidak", "masih jalan, Kak?"),
        ("engga kak", "masih jalan, Kak?"),
    ],
)
def test_an_invitation_is_answered_in_words_too(world: World, ani: Tester, garage: int, said: str, asked: str) -> None:
    assert garage
    invited(world, ani)
    assert asked in ani.say(said).text


def test_an_answer_that_comes_weeks_late_is_kept_with_its_date(world: World, ani: Tester, garage: int) -> None:
    invited(world, ani)
    for days in (2, 5, 20):
        world.clock.move(days * DAY)
        world.tick()
        ani.arrived()
    assert check_in(world).state == "silent"
    tell(ani, *TOLD, "Lewati")
    [report] = kept(world, garage)
    assert (report.made_at, report.check_in_id) == (world.clock.now(), check_in(world).id)
    assert check_in(world).state == "answered"


def test_a_report_that_is_being_told_goes_on_when_the_invitation_is_pressed(
    world: World, ani: Tester, garage: int
) -> None:
    invited(world, ani)
    tell(ani, "lapor usaha", "Masih jalan", "500rb sehari")
    with world.storage.transaction() as tx:
        number = tx.session.scalars(select(CheckIn.id).order_by(CheckIn.id).limit(1)).one()
    [again] = ani.send(button=f"check_in:{number}|running")
    assert "Belanja usahanya" in again.text
    assert "dulu" not in again.text


def test_one_that_is_put_right_counts_no_more_and_stays_in_the_history(world: World, ani: Tester, garage: int) -> None:
    invited(world, ani)
    tell(ani, *TOLD, "Lewati")
    [first] = kept(world, garage)
    world.clock.move(2 * DAY)
    assert "dibetulkan" in tell(ani, "betulkan laporan", "Masih jalan", "1jt sehari", *TOLD[2:], "Lewati")
    [second] = kept(world, garage)
    assert second.report.sales == Amount(1_000_000, "day")
    assert (second.made_at, second.check_in_id) == (first.made_at, first.check_in_id)
    with world.storage.transaction() as tx:
        assert [one.is_replaced for one in reports.history(tx.session, garage)] == [True, False]


def test_within_a_week_it_is_asked_whether_it_is_another_one(world: World, ani: Tester, garage: int) -> None:
    tell(ani, "lapor usaha", *TOLD, "Lewati")
    world.clock.move(6 * DAY)
    assert "kabar baru, atau" in ani.say("lapor usaha").text
    tell(ani, "Kabar baru", *TOLD, "Lewati")
    assert len(kept(world, garage)) == 2
    world.clock.move(8 * DAY)
    assert "masih jalan" in ani.say("lapor usaha").text


def test_a_closed_business_is_closed_until_it_runs_again(world: World, ani: Tester, garage: int) -> None:
    tell(ani, "lapor usaha", "Sudah tutup", "modal habis", "Ya")
    with world.storage.transaction() as tx:
        assert tx.session.get_one(Business, garage).state == "closed"
    world.clock.move(30 * DAY)
    tell(ani, "lapor usaha", "Masih tutup")
    assert len(kept(world, garage)) == 1
    tell(ani, "lapor usaha", "Jalan lagi", *TOLD[1:], "Lewati")
    with world.storage.transaction() as tx:
        assert tx.session.get_one(Business, garage).state == "running"


def test_a_voice_note_is_kept_where_it_is_asked_for_and_nowhere_else(world: World, ani: Tester, garage: int) -> None:
    tell(ani, "lapor usaha", "Masih jalan")
    assert "pesan suara belum bisa" in ani.voice().text
    tell(ani, *TOLD[1:7])
    ani.voice()
    tell(ani, "Tidak", "Lewati")
    [report] = kept(world, garage)
    assert report.report.obstacle == "other"
    with world.storage.transaction() as tx:
        files = {row.id: row.address for row in tx.session.scalars(select(Media))}
    assert files.pop(report.voice_id or "") == ani.address
    assert list(files.values()) == [""]


def test_a_voice_note_is_fetched_from_the_platform_only_where_it_is_asked_for(
    world: World, ani: Tester, garage: int
) -> None:
    assert garage
    voice = MediaIn("voice", content_type="audio/ogg", reference="f1")
    tell(ani, "lapor usaha", "Masih jalan")
    ani.send(media=voice)
    tell(ani, *TOLD[1:7])
    with world.storage.transaction() as tx:
        assert tx.session.scalars(select(Media)).all() == []
    assert "Mau dihubungi" in ani.send(media=voice)[0].text
    with world.storage.transaction() as tx:
        assert [row.state for row in tx.session.scalars(select(Media))] == ["waiting"]


def test_where_no_files_come_by_chat_neither_photo_nor_voice_is_asked_for(storage: Storage) -> None:
    world = World(storage)
    world.office = type(world.office)(documents_by_chat=False)
    world.open_intake()
    ani = world.applicant("Ani Lestari", "lulus")
    garage = world.business("Bengkel Ani", address=ani.address)
    tell(ani, "lapor usaha", *TOLD[:7])
    assert "suara" not in ani.last.text
    assert "pesan suara belum bisa" in ani.voice().text
    assert "Terima kasih" in tell(ani, *TOLD[7:])
    assert len(kept(world, garage)) == 1


def test_of_somebody_whose_record_is_only_kept_nothing_is_written_down(world: World, ani: Tester, garage: int) -> None:
    tell(ani, "lapor usaha", *TOLD)
    with world.storage.transaction() as tx:
        tx.session.scalars(select(Person)).one().restricted_at = world.clock.now()
    assert "ditangguhkan" in ani.press("Lewati").text
    assert kept(world, garage) == []


def test_somebody_else_s_invitation_says_nothing_of_their_business(world: World, ani: Tester, garage: int) -> None:
    invited(world, ani)
    budi = world.person("guest-budi")
    budi.say("halo")
    [answer] = budi.send(button=f"check_in:{check_in(world).id}|running")
    assert "Bengkel" not in answer.text
    [answer] = budi.send(button=f"own_business:{garage}|history")
    assert "Bengkel" not in answer.text


@pytest.mark.parametrize("about", ["", "x", "0", "9" * 40, "-1"])
def test_a_forged_invitation_is_answered_kindly(ani: Tester, garage: int, about: str) -> None:
    assert garage
    assert ani.send(button=f"check_in:{about}|running")[0].text


def test_a_mentor_writes_down_what_they_are_told_and_it_is_in_the_trail(world: World, ani: Tester, garage: int) -> None:
    mentor = world.staff("Bu Ratna", "mentor")
    mentor.say("binaan")
    [card] = mentor.send(button=f"mentee:{garage}|report")
    assert "Ani Lestari" in card.text
    assert "sudah dicatat" in tell(mentor, *TOLD, "Lewati")
    assert ani.arrived() == []
    with world.storage.transaction() as tx:
        row = tx.session.scalars(select(BusinessReport)).one()
        assert row.staff_id is not None
        assert row.contact_id is None
        written = tx.session.scalars(select(AuditEntry.action).where(AuditEntry.staff_id == row.staff_id))
        assert "report_written" in set(written)


def test_a_mentor_opens_the_voice_note_and_the_photo_and_the_trail_keeps_it(
    world: World, ani: Tester, garage: int
) -> None:
    tell(ani, "lapor usaha", *TOLD[:7])
    ani.voice()
    tell(ani, "Tidak")
    ani.photo()
    [report] = kept(world, garage)
    mentor = world.staff("Bu Ratna", "mentor")
    mentor.say("binaan")
    [heard] = mentor.send(button=f"mentee:{garage}|voice")
    assert heard.file is not None
    assert heard.file.media_id == report.voice_id
    seen = mentor.press("Lihat foto")
    assert seen.file is not None
    assert seen.file.media_id == report.photo_id
    with world.storage.transaction() as tx:
        opened = tx.session.scalars(select(AuditEntry.subject).where(AuditEntry.action == "document_opened"))
        assert list(opened) == ["report_voice", "report_photo"]


def test_where_a_chat_leaves_the_office_no_file_is_opened(world: World, ani: Tester, garage: int) -> None:
    tell(ani, "lapor usaha", *TOLD)
    ani.photo()
    mentor = world.staff("Bu Ratna", "mentor", address="telegram:81000009")
    [refused] = mentor.send(button=f"mentee:{garage}|photo")
    assert refused.file is None
    assert "halaman kantor" in refused.text
