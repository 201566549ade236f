"""A seat that came free, from the waiting list to the seat, with the clock moved and messages that do not arrive."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.duties.clock import Ticker
from handlers.documents.drawings import draw
from handlers.texts.phrases import phrases
from programme import erasure, rights, seat_offers, seating
from programme.reading import choice
from programme.seat_offers import OPEN
from storage import messages
from storage.database import Storage
from storage.tables import Address, Application, Holiday, Intake, IntakeSkill, Outbox, Person, SeatOffer
from tests.programme.people import bring
from tests.tester import MONDAY, NoThreads, Tester, World

MINUTE = timedelta(minutes=1)


@pytest.fixture
def world(storage: Storage) -> World:
    """One seat, which nobody holds."""
    world = World(storage)
    world.open_intake()
    seats(world, 1)
    return world


def seats(world: World, quota: int, granted: int = 0) -> None:
    with world.storage.transaction() as tx:
        tx.session.execute(update(Intake).values(quota=quota, granted=granted))


def waits(world: World, name: str, channel: str = "local", **changes: object) -> Tester:
    """Somebody on the waiting list; whoever came first is the first."""
    address = f"{channel}:guest-{name.split(maxsplit=1)[0].lower()}"
    world.clock.move(MINUTE)
    return world.applicant(name, "cadangan", address=address, **changes)


def offers(world: World) -> list[SeatOffer]:
    with world.storage.transaction() as tx:
        return list(tx.session.scalars(select(SeatOffer).order_by(SeatOffer.id)))


def states(world: World) -> list[str]:
    return [offer.state for offer in offers(world)]


def pause(world: World, name: str, *, on: bool = True) -> None:
    """They ask that their record be only kept, or used again."""
    with world.storage.transaction() as tx:
        person = tx.session.scalars(select(Person).where(Person.full_name == name)).one()
        contact_id = tx.session.scalars(select(Application.contact_id).where(Application.person_id == person.id)).one()
        assert contact_id is not None
        (rights.restrict if on else rights.lift)(tx.session, person, contact_id=contact_id, at=world.clock.now())


def texts(person: Tester) -> list[str]:
    return [shown.text for shown in person.arrived()]


def at(world: World, moment: datetime) -> None:
    world.clock.instant = moment.astimezone(world.clock.instant.tzinfo)


def test_only_the_next_is_asked_and_ticking_again_says_nothing_more(world: World) -> None:
    ani, budi = waits(world, "Ani Lestari"), waits(world, "Budi Karangan")
    for _ in range(3):
        world.tick()
    assert len(texts(ani)) == 1
    assert texts(budi) == []


def test_several_are_asked_at_once_where_several_seats_are_free(world: World) -> None:
    seats(world, 1, granted=1)
    people = [waits(world, name) for name in ("Ani Lestari", "Budi Karangan", "Citra Dewi")]
    world.tick()
    assert [len(texts(person)) for person in people] == [1, 1, 0]


def test_a_seat_that_somebody_leaves_is_offered_without_anybody_saying_so(world: World) -> None:
    dedi, ani = world.applicant("Dedi Arif", "ditetapkan", address="guest-dedi"), waits(world, "Ani Lestari")
    world.tick()
    assert texts(ani) == []
    with world.storage.transaction() as tx:
        application = tx.session.scalars(select(Application).where(Application.state == "ditetapkan")).one()
        bring(application, "mengundurkan_diri", world.clock.now())
    world.tick()
    assert "Masih berminat?" in texts(ani)[0]
    assert dedi.arrived() == []


def test_nobody_is_asked_at_night_on_sundays_and_on_holidays(world: World) -> None:
    ani = waits(world, "Ani Lestari")
    with world.storage.transaction() as tx:
        tx.session.add(Holiday(day=date(2026, 3, 9), name="Libur kantor"))
    for quiet in ((2, 21), (8, 10), (9, 10)):
        at(world, MONDAY.replace(day=quiet[0], hour=quiet[1]))
        world.tick()
        assert texts(ani) == []
    at(world, MONDAY.replace(day=10, hour=7))
    world.tick()
    assert len(texts(ani)) == 1


def test_the_time_counts_from_delivery_where_the_channel_can_tell(world: World) -> None:
    ani = waits(world, "Ani Lestari", "whatsapp")

    def tick() -> None:
        ticker = Ticker(world.storage, world.office, world.clock, NoThreads(), tell_arrival={"whatsapp"})
        ticker.tick_now()

    tick()
    assert len(texts(ani)) == 1  # it was sent; her phone is off
    world.clock.move(timedelta(hours=20))
    tick()
    assert offers(world)[0].deadline_at is None
    arrived = world.clock.now()
    with world.storage.transaction() as tx:
        tx.session.execute(update(Outbox).values(delivered_at=arrived))
    world.clock.move(MINUTE)
    tick()
    [offer] = offers(world)
    assert offer.delivered_at == arrived
    assert offer.deadline_at == MONDAY.replace(day=6, hour=7)  # from Tuesday at five: not before people are up


def test_what_does_not_arrive_is_staffs_with_a_number_to_call_and_counts_once_it_arrives(world: World) -> None:
    ratna, ani = world.staff("Bu Ratna", "admin"), waits(world, "Ani Lestari")
    world.tick()
    with world.storage.transaction() as tx:
        tx.session.execute(update(Outbox).where(Outbox.state == "queued").values(state="waits"))
    world.tick()
    [card] = texts(ratna)
    assert "tidak sampai" in card
    assert "+6281200000001" in card
    world.tick()
    assert texts(ratna) == []
    with world.storage.transaction() as tx:
        tx.session.execute(update(Outbox).where(Outbox.state == "waits").values(state="queued"))
    assert len(texts(ani)) == 1
    world.tick()
    [offer] = offers(world)
    assert (offer.state, offer.deadline_at is not None) == ("asked", True)
    assert "Selamat!" in ani.say("masih mau").text


def test_where_there_is_no_way_to_them_staff_hear_it_in_the_same_minute(world: World) -> None:
    ratna = world.staff("Bu Ratna", "admin")
    waits(world, "Ani Lestari")
    waits(world, "Budi Karangan")
    seats(world, 2)
    with world.storage.transaction() as tx:
        ani = tx.session.scalars(select(Address).where(Address.address == "guest-ani")).one()
        messages.unreachable(tx, ani.id, "blocked", world.clock.now())
        budi = tx.session.scalars(select(Application).join(Person).where(Person.full_name == "Budi Karangan")).one()
        budi.contact_id = None
    world.tick()
    assert states(world) == ["undeliverable", "undeliverable"]
    assert len(texts(ratna)) == 2


def test_a_question_still_on_its_way_after_a_day_is_staffs(world: World) -> None:
    ratna = world.staff("Bu Ratna", "admin")
    waits(world, "Ani Lestari", "telegram")
    world.tick()
    with world.storage.transaction() as tx:
        tx.session.execute(update(Outbox).where(Outbox.state == "queued").values(due_at=MONDAY + timedelta(days=9)))
    world.clock.move(timedelta(days=1))
    world.tick()
    assert "tidak sampai" in texts(ratna)[0]


def test_a_yes_that_was_meant_for_something_else_takes_no_seat(world: World) -> None:
    """The question is queued, and they answer what they saw before."""
    ani = waits(world, "Ani Lestari")
    world.tick()
    with world.storage.transaction() as tx:
        tx.session.execute(update(Outbox).where(Outbox.state == "queued").values(state="waits"))
    shown = ani.say("ya")
    assert "Jawab paling lambat" in shown.text
    assert states(world) == ["asked"]
    assert "Selamat!" in ani.say("ya").text


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("yes", ("masih", "mau", "Ya kak", "iyaaa", "MASIH MAU", "saya masih mau", "handak", "👍")),
        ("no", ("tidak", "tidak jadi", "gak mau kak", "sudah kerja", "kada", "No", "👎")),
        (None, ("mau tanya dulu", "belum mau", "masih sekolah", "ikut dapat apa", "daftar", "sudah", "🙏", "")),
    ],
)
def test_only_a_whole_answer_in_words_is_one(answer: str | None, said: tuple[str, ...]) -> None:
    for words in said:
        assert choice.whole(words, phrases("seat_offer")) == answer, words


def test_words_that_may_be_an_answer_are_asked_again(world: World) -> None:
    ani = waits(world, "Ani Lestari")
    world.tick()
    ani.arrived()
    assert "Aku belum yakin maksudnya" in ani.say("belum mau").text
    assert "terima kasih sudah menjawab" in ani.say("gak mau kak").text
    assert states(world) == ["declined"]


def test_a_service_that_comes_back_late_reminds_nobody_of_what_is_over_and_says_each_thing_once(world: World) -> None:
    ratna, ani = world.staff("Bu Ratna", "admin"), waits(world, "Ani Lestari")
    world.tick()
    ani.arrived()
    world.clock.move(timedelta(days=30))
    for _ in range(3):
        world.tick()
    assert texts(ani) == []
    assert len(texts(ratna)) == 1
    assert "masih ada" in ani.say("status").text  # late, and the seat is still kept
    assert "Selamat!" in ani.press("Ya, masih mau").text


def test_they_are_reminded_once_halfway(world: World) -> None:
    ani = waits(world, "Ani Lestari")
    world.tick()
    ani.arrived()
    world.clock.move(timedelta(days=2))
    for _ in range(3):
        world.tick()
    [reminder] = texts(ani)
    assert "5 Maret 2026 pukul 09." in reminder


def test_the_clock_of_who_paused_their_data_stands_and_they_are_not_asked(world: World) -> None:
    ani, budi = waits(world, "Ani Lestari"), waits(world, "Budi Karangan")
    world.tick()
    ani.arrived()
    world.tick()
    [before] = offers(world)
    pause(world, "Ani Lestari")
    seats(world, 2)
    pause(world, "Budi Karangan")
    world.tick()
    assert "ditunda" in ani.press("Ya, masih mau").text
    world.clock.move(timedelta(days=7))
    world.tick()
    assert (texts(ani), texts(budi), states(world)) == ([], [], ["asked"])
    pause(world, "Ani Lestari", on=False)
    world.tick()
    [after] = offers(world)
    assert after.deadline_at is not None
    assert before.deadline_at is not None
    assert after.deadline_at - before.deadline_at == timedelta(days=7)
    assert "Selamat!" in ani.press("Ya, masih mau").text


def test_who_was_asked_last_hears_kindly_that_the_seat_is_gone_and_keeps_the_place(world: World) -> None:
    seats(world, 1, granted=1)
    ani, budi = waits(world, "Ani Lestari"), waits(world, "Budi Karangan")
    waits(world, "Citra Dewi")
    world.tick()
    assert (len(texts(ani)), len(texts(budi))) == (1, 1)
    seats(world, 1)
    world.tick()
    assert texts(ani) == []
    assert "tidak jadi ada" in texts(budi)[0]
    assert "Sudah kami catat" in budi.press("Ya, masih mau").text
    seats(world, 1, granted=1)
    world.tick()
    assert "Masih berminat?" in texts(budi)[0]


def test_the_seat_is_gone_at_the_very_moment_of_the_yes(world: World) -> None:
    ani = waits(world, "Ani Lestari")
    world.tick()
    ani.arrived()
    seats(world, 0)
    assert "urutannya di daftar cadangan tetap sama" in ani.press("Ya, masih mau").text
    assert states(world) == ["withdrawn"]
    seats(world, 1)
    world.tick()
    assert "Masih berminat?" in texts(ani)[0]


def test_a_no_to_the_second_choice_leaves_the_first_open(world: World) -> None:
    with world.storage.transaction() as tx:
        tx.session.execute(update(IntakeSkill).where(IntakeSkill.skill == "tata_boga").values(seats=0))
    ani = waits(world, "Ani Lestari", first_skill="tata_boga", second_skill="barista")
    world.tick()
    assert "Barista" in texts(ani)[0]
    assert "Untuk Tata boga" in ani.press("Tidak").text
    world.tick()
    assert texts(ani) == []
    with world.storage.transaction() as tx:
        tx.session.execute(update(IntakeSkill).where(IntakeSkill.skill == "tata_boga").values(seats=1))
    world.tick()
    assert "Tata boga" in texts(ani)[0]


def test_once_the_training_has_begun_nobody_is_asked_and_open_questions_end(world: World) -> None:
    ani, budi = waits(world, "Ani Lestari"), waits(world, "Budi Karangan")
    world.tick()
    ani.arrived()
    with world.storage.transaction() as tx:
        tx.session.execute(update(Intake).values(starts=MONDAY.date()))
    world.tick()
    assert "sudah mulai" in texts(ani)[0]
    assert "tetap di daftar cadangan" in ani.press("Tidak").text
    world.tick()
    assert texts(budi) == []


def test_who_is_erased_or_refused_makes_room_for_the_next(world: World) -> None:
    people = [waits(world, name) for name in ("Ani Lestari", "Budi Karangan", "Citra Dewi")]
    world.tick()
    with world.storage.transaction() as tx:
        ani = tx.session.scalars(select(Person).where(Person.full_name == "Ani Lestari")).one()
        erasure.erase_person(tx.session, ani.id, by="person", contact_id=None, why="asked", at=world.clock.now())
    world.tick()
    assert "Masih berminat?" in texts(people[1])[0]
    with world.storage.transaction() as tx:
        budi = tx.session.scalars(select(Application).join(Person).where(Person.full_name == "Budi Karangan")).one()
        bring(budi, "tidak_lolos", world.clock.now())
    world.tick()
    assert "Masih berminat?" in texts(people[2])[0]
    assert "tidak berlaku" in people[1].press("Ya, masih mau").text


def test_an_offer_of_somebody_else_is_an_old_button(world: World) -> None:
    ani, budi = waits(world, "Ani Lestari"), waits(world, "Budi Karangan")
    world.tick()
    ani.arrived()
    payload = ani.last.buttons["Ya, masih mau"]
    for button in (payload, "seat_offer:999|yes", "seat_offer:99999999999999999999|yes", "seat_offer:x|yes"):
        assert "tidak berlaku" in budi.send(button=button)[0].text
    assert states(world) == ["asked"]


def test_a_card_changes_nothing_of_what_a_member_is_choosing(world: World) -> None:
    ratna, ani = world.staff("Bu Ratna", "admin"), waits(world, "Ani Lestari")
    world.tick()
    ani.arrived()
    ratna.say("kursi")
    world.clock.move(timedelta(days=4))
    world.tick()
    ratna.arrived()
    assert "belum menjawab" in ratna.say("1").text  # the first of the list that she asked for
    assert states(world) == ["lapsed"]


def test_staff_without_that_duty_hear_nothing_and_their_buttons_do_nothing(world: World) -> None:
    hasan, ani = world.staff("Pak Hasan", "verifier", address="guest-hasan"), waits(world, "Ani Lestari")
    world.tick()
    ani.arrived()
    ani.press("Tidak")
    world.tick()
    assert texts(hasan) == []
    assert "bukan tugasmu" in hasan.send(button="seat:1|pass")[0].text
    assert "Kursi" not in hasan.say("menu").buttons


def test_fewer_seats_than_are_taken_are_refused_in_one_sentence(world: World) -> None:
    ratna = world.staff("Bu Ratna", "admin")
    seats(world, 1, granted=1)
    for name in ("Dedi Arif", "Eka Sari"):
        world.applicant(name, "ditetapkan", address=f"guest-{name[:4].lower()}")
    ratna.say("kursi")
    for words in ("Catat sisa kuota", "0", "460/13/2026", "Hari ini", "Ya, catat"):
        ratna.answer(words)
    assert "Sudah 2 orang yang terpilih" in ratna.last.text
    assert "paling sedikit 1" in ratna.last.text
    with world.storage.transaction() as tx:
        assert tx.session.scalars(select(Intake.granted)).one() == 1


def test_new_seats_are_given_to_a_skill_where_each_has_its_own(world: World) -> None:
    ratna = world.staff("Bu Ratna", "admin")
    with world.storage.transaction() as tx:
        tx.session.execute(update(IntakeSkill).values(seats=0))
    ani = waits(world, "Ani Lestari", first_skill="tata_boga", second_skill=None)
    budi = waits(world, "Budi Karangan", first_skill="barista", second_skill=None)
    ratna.say("sisa kuota")
    for words in ("Catat sisa kuota", "2", "Barista", "460/14/2026", "2 Maret 2026", "Ya, catat"):
        ratna.answer(words)
    world.tick()
    assert texts(ani) == []
    assert "Barista" in texts(budi)[0]
    assert "460/14/2026" in ratna.say("kursi").text


def test_after_a_no_staff_hear_who_is_asked_now_or_that_nobody_is_left(world: World) -> None:
    ratna = world.staff("Bu Ratna", "admin")
    people = [waits(world, name) for name in ("Ani Lestari", "Budi Karangan")]
    for person, then in zip(
        people, ("Sekarang ditanya: Budi Karangan", "tidak ada lagi yang bisa ditanya"), strict=True
    ):
        world.tick()
        person.arrived()
        person.press("Tidak")
        world.tick()
        assert then in texts(ratna)[0]


def test_a_copy_of_ones_data_names_the_offers_and_the_trail_who_answered(world: World) -> None:
    ani = waits(world, "Ani Lestari")
    world.tick()
    ani.arrived()
    ani.press("Tidak")
    drawing = ani.say("data saya").drawing
    assert drawing is not None
    file = draw(drawing, "id")[0].decode()
    assert "Tawaran kursi Tata boga, 2 Maret 2026 pukul 09.01: tidak diambil" in file
    assert "wali: tidak mengambil kursi" in file


def test_nobody_is_asked_for_a_seat_that_is_somebodys_already(world: World) -> None:
    """However often it is looked: kept seats, taken seats and free ones add up."""
    seats(world, 2, granted=1)
    people = [waits(world, name) for name in ("Ani Lestari", "Budi Karangan", "Citra Dewi", "Dedi Arif")]
    for person in people:
        world.tick()
        if person.arrived():
            person.press("Ya, masih mau")
    with world.storage.transaction() as tx:
        intake = tx.session.scalars(select(Intake)).one()
        assert len(seating.seated(tx.session, intake.id)) == 3
        assert [offer.state in OPEN for offer in tx.session.scalars(select(SeatOffer))].count(True) == 0
        assert len(seat_offers.wishes(tx.session, intake.id)) == 1
