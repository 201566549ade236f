"""`angkatan` in the chat: the talk that plans an intake, beside all that may happen meanwhile."""

from datetime import date

import pytest
from sqlalchemy import select

from programme import staff
from storage.database import Storage
from storage.tables import AuditEntry, Intake
from tests.tester import ADULT_ANSWERS, Tester, World

#: Answers to everything that is asked of a new intake.
NEW = (
    "2026",
    "Angkatan II 2026",
    "kopi",
    "bebas",
    "Cukup",
    "Lewati",
    "1-5-2026",
    "15-6-2026",
    "Belum ditentukan",
    "Belum ditentukan",
    "Belum ditentukan",
    "4",
    "15",
    "20",
    "1-7-2026",
)


@pytest.fixture
def world(storage: Storage) -> World:
    world = World(storage)
    world.open_intake()
    return world


@pytest.fixture
def ratna(world: World) -> Tester:
    return world.staff("Bu Ratna", "admin")


def answered(person: Tester, *answers: str) -> None:
    for answer in answers:
        person.answer(answer)


def changing(person: Tester, *answers: str) -> None:
    """Change this year's intake."""
    person.say("angkatan")
    answered(person, "Angkatan 2026", "Ubah", *answers)


def newest(world: World) -> Intake:
    with world.storage.transaction() as tx:
        found = tx.session.scalars(select(Intake).order_by(Intake.id.desc())).first()
        assert found is not None
        tx.session.expunge_all()
        return found


def lines(world: World) -> list[str | None]:
    with world.storage.transaction() as tx:
        changed = select(AuditEntry.why).filter_by(action="intake_changed").order_by(AuditEntry.id)
        return list(tx.session.scalars(changed))


def test_what_may_be_open_is_left_open(world: World, ratna: Tester) -> None:
    ratna.say("angkatan")
    answered(ratna, "Angkatan baru", *NEW)
    assert "belum ditentukan" in ratna.last.text
    assert "sudah dibuat" in ratna.press("Kirim").text
    made = newest(world)
    assert (made.name, made.starts, made.ends, made.news_by, made.place) == ("Angkatan II 2026", None, None, None, None)
    assert [(offered.skill, offered.seats) for offered in made.skills] == [("barista", None)]


def test_an_intake_without_seats_is_made_and_it_is_said(world: World, ratna: Tester) -> None:
    ratna.say("angkatan")
    answered(ratna, "Angkatan baru", *NEW[:11])
    assert "Tanpa kursi" in ratna.say("nol").text
    answered(ratna, *NEW[12:], "Kirim")
    assert newest(world).quota == 0


def test_thrown_away_halfway_there_is_none(world: World, ratna: Tester) -> None:
    ratna.say("angkatan")
    answered(ratna, "Angkatan baru", *NEW[:5])
    ratna.say("batal")
    ratna.press("Ya, hapus")
    assert newest(world).name == "Angkatan 2026"


def test_two_administrators_change_two_things_and_both_stay(world: World, ratna: Tester) -> None:
    sri = world.staff("Bu Sri", "admin", address="guest-sri")
    changing(ratna, "Kuota", "6", "Cukup")
    changing(sri, "Tempat", "PSBR Samarinda", "Cukup", "Kirim")
    assert "sudah diubah" in ratna.press("Kirim").text
    changed = newest(world)
    assert (changed.quota, changed.place) == (6, "PSBR Samarinda")
    assert lines(world) == ["Angkatan 2026: – → PSBR Samarinda", "Angkatan 2026: 4 → 6"]


def test_who_got_a_seat_meanwhile_keeps_it_and_only_the_quota_is_asked_again(world: World, ratna: Tester) -> None:
    changing(ratna, "Kuota", "0", "Tempat", "Samarinda", "Cukup")
    world.applicant("Ani Lestari", "ditetapkan")
    shown = ratna.press("Kirim")
    assert "Berapa kuotanya?" in shown.text
    assert "Sudah 1 orang terpilih" in ratna.say("0").text
    answered(ratna, "1", "Kirim")
    assert (newest(world).quota, newest(world).place) == (1, "Samarinda")


def test_the_days_of_an_intake_are_moved_in_an_order_that_works(world: World, ratna: Tester) -> None:
    changing(ratna, "Pelatihan mulai", "1-7-2026", "Batas mendaftar")
    assert "terlalu akhir: Pelatihan mulai 1 Juli 2026" in ratna.say("1-8-2026").text
    answered(ratna, "15-6-2026", "Cukup", "Kirim")
    assert (newest(world).closes, newest(world).starts) == (date(2026, 6, 15), date(2026, 7, 1))


def test_nothing_changed_is_said_and_leaves_no_line(world: World, ratna: Tester) -> None:
    changing(ratna, "Kuota", "4", "Cukup")
    assert "tidak ada yang berubah" in ratna.press("Kirim").text
    assert lines(world) == []


def test_an_open_registration_hears_of_a_skill_that_was_closed(world: World, ratna: Tester) -> None:
    ani = world.person("guest-ani")
    ani.say("halo")
    answered(ani, *ADULT_ANSWERS)
    changing(ratna, "Keterampilan (kursi)", "Perbengkelan", "Tidak dibuka lagi", "Cukup", "Kirim")
    assert "Perbengkelan" not in ani.press("Kirim").buttons
    assert "Tata boga" in ani.last.buttons


def test_the_only_skill_cannot_be_closed(world: World, ratna: Tester) -> None:
    world.change_intake(skills=("barista",))
    changing(ratna, "Keterampilan (kursi)", "kopi")
    assert "Tidak dibuka lagi" not in ratna.last.buttons


def test_a_closed_skill_that_somebody_chose_is_said(world: World, ratna: Tester) -> None:
    world.applicant("Ani Lestari", "terdaftar")
    changing(ratna, "Keterampilan (kursi)", "masak", "Tidak dibuka lagi")
    assert "Sudah ada yang memilih Tata boga" in ratna.last.text


def test_who_is_no_administrator_any_more_saves_nothing(world: World, ratna: Tester) -> None:
    sri = world.staff("Bu Sri", "admin", address="guest-sri")
    changing(sri, "Kuota", "9", "Cukup")
    with world.storage.transaction() as tx:
        first, second = staff.members(tx.session)
        staff.set_roles(tx.session, second.id, {"verifier"}, (), by=first, now=world.clock.now())
    assert "bukan tugasmu" in sri.press("Kirim").text
    assert newest(world).quota == 4


def test_a_button_of_an_intake_that_is_none_leads_to_the_list(ratna: Tester) -> None:
    for payload in ("intakes|99", "intake:99|change", "intake:x|change", f"intakes|{'9' * 30}"):
        assert ratna.send(button=payload)[0].text.startswith("Angkatan:")
