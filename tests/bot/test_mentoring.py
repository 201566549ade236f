"""Mentors in the chat: who hears of what, once, and who may do something about it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from programme import mentors, reports, risks, staff
from programme.reports import Amount, Report
from storage.database import Storage
from storage.tables import Business
from tests.tester import Tester, World

DAY = timedelta(days=1)


@pytest.fixture
def world(storage: Storage) -> World:
    world = World(storage)
    world.open_intake()
    world.applicant("Ani Lestari", "lulus", address="guest-ani")
    world.business("Dapur Ani", address="guest-ani")
    return world


def mentor(world: World, name: str, *, roles: tuple[str, ...] = ("mentor",), kecamatan: str = "64.01.04") -> Tester:
    tester = world.staff(name, *roles, address=f"guest-{name.rsplit(maxsplit=1)[-1].lower()}")
    with world.storage.transaction() as tx:
        member = next(one for one in staff.members(tx.session) if one.name == name)
        mentors.set_areas(tx.session, member, [kecamatan] if kecamatan else [], by=member, now=world.clock.now())
    return tester


def worrying(world: World) -> None:
    """Ani's own report, from her phone."""
    ani = world.person("guest-ani")
    ani.say("lapor usaha")
    for answer in ("Berhenti sementara", "Modal kurang", "Tidak"):
        ani.answer(answer)


def texts(person: Tester) -> list[str]:
    return [shown.text for shown in person.arrived()]


def test_the_mentor_hears_at_once_and_nobody_else(world: World) -> None:
    mega, ratna = mentor(world, "Bu Mega"), world.staff("Bu Ratna", "admin", address="guest-ratna")
    worrying(world)
    (told,) = texts(mega)
    assert "Dapur Ani" in told
    assert "• usahanya libur dulu" in told
    assert texts(ratna) == []


def test_where_nobody_looks_after_a_kecamatan_administrators_are_told(world: World) -> None:
    mentor(world, "Bu Mega", kecamatan="64.01.06")
    ratna = world.staff("Bu Ratna", "admin", address="guest-ratna")
    worrying(world)
    (told,) = texts(ratna)
    assert told.startswith("Usaha ini belum punya pendamping.")


def test_only_their_mentor_or_an_administrator_does_something(world: World) -> None:
    mega, tono = mentor(world, "Bu Mega"), mentor(world, "Pak Tono", kecamatan="")
    worrying(world)
    button = mega.arrived()[-1].buttons["Saya telepon"]
    assert "Bu Mega" in tono.send(button=button)[-1].text
    assert "0812 0000 0001" in mega.send(button=button)[-1].text


def test_who_was_handed_somebody_is_told_and_the_old_buttons_say_who_has_them(world: World) -> None:
    mega, tono = mentor(world, "Bu Mega"), mentor(world, "Pak Tono", kecamatan="")
    worrying(world)
    buttons = mega.arrived()[-1].buttons
    mega.send(button=buttons["Serahkan ke yang lain"])
    mega.press("Pak Tono (0 orang)")
    (told,) = texts(tono)
    assert told.startswith("Bu Mega menyerahkan Ani Lestari kepadamu.")
    assert "didampingi Pak Tono" in mega.send(button=buttons["Saya telepon"])[-1].text


def test_a_removed_mentors_button_does_nothing_and_the_next_one_has_their_people(world: World) -> None:
    mega = mentor(world, "Bu Mega")
    worrying(world)
    button = mega.arrived()[-1].buttons["Saya telepon"]
    tono = mentor(world, "Pak Tono")
    ratna = world.staff("Bu Ratna", "admin", address="guest-ratna")
    ratna.say("petugas dinas")
    for choice in ("Bu Mega", "Keluarkan", "Ya, keluarkan"):
        ratna.press(choice)
    assert "Dapur Ani" not in mega.send(button=button)[-1].text
    tono.arrived()
    assert "Dapur Ani" in tono.say("binaan").text


def test_unhandled_for_a_week_administrators_hear_of_it_once_and_by_day(world: World) -> None:
    mega, ratna = mentor(world, "Bu Mega"), world.staff("Bu Ratna", "admin", address="guest-ratna")
    worrying(world)
    world.clock.move(7 * DAY + timedelta(hours=13))  # Monday, ten in the evening
    world.tick()
    assert not [text for text in texts(ratna) if text.startswith("Usaha ini perlu dilihat")]
    world.clock.move(timedelta(hours=10))
    for _ in range(2):
        world.tick()
    assert len([text for text in texts(ratna) if text.startswith("Usaha ini perlu dilihat")]) == 1
    assert not [text for text in texts(mega) if text.startswith("Usaha ini perlu dilihat")]


def test_a_planned_visit_is_reminded_of_the_day_before_and_once(world: World) -> None:
    mega = mentor(world, "Bu Mega")
    worrying(world)
    mega.send(button=mega.arrived()[-1].buttons["Jadwalkan kunjungan"])
    mega.say("6 maret 2026")
    world.clock.move(2 * DAY)
    world.tick()
    assert not [text for text in texts(mega) if text.startswith("Pengingat")]
    world.clock.move(DAY)
    for _ in range(2):
        world.tick()
    assert [text.splitlines()[0] for text in texts(mega) if text.startswith("Pengingat")] == [
        "Pengingat: kunjungan ke sini 6 Maret 2026."
    ]


def test_monday_brings_the_week_once_to_whoever_has_people(world: World) -> None:
    mega, tono = mentor(world, "Bu Mega"), mentor(world, "Pak Tono", kecamatan="64.01.06")
    worrying(world)
    world.tick()
    mega.arrived()
    world.clock.move(6 * DAY)  # Sunday: nobody is told
    with world.storage.transaction() as tx:
        business = tx.session.scalars(select(Business)).one()
        reports.keep(tx.session, business, Report("running"), at=world.clock.now())
        risks.look(tx.session, business, world.office.mentoring, world.clock.now())
    world.tick()
    assert texts(mega) == []
    world.clock.move(DAY)
    for _ in range(2):
        world.tick()
    weeks = [text for text in texts(mega) if text.startswith("Minggu ini")]
    assert len(weeks) == 1
    assert "• 1 melapor: Dapur Ani\n• 1 perlu dilihat: Dapur Ani" in weeks[0]
    assert texts(tono) == []


def let_go(world: World, name: str) -> list[str]:
    ratna = world.staff("Bu Ratna", "admin", address="guest-ratna")
    ratna.say("petugas dinas")
    ratna.press(name)
    asked = ratna.press("Keluarkan")
    return [shown.text for shown in ratna.send(button=asked.buttons["Ya, keluarkan"])]


def test_the_next_mentor_gets_a_card_of_whoever_is_at_risk_and_it_is_unhandled_again(world: World) -> None:
    mega = mentor(world, "Bu Mega")
    worrying(world)
    mega.send(button=mega.arrived()[-1].buttons["Saya telepon"])
    tono = mentor(world, "Pak Tono")
    (done,) = let_go(world, "Bu Mega")
    assert "belum punya pendamping" not in done
    (told,) = texts(tono)
    assert told.startswith("Bu Mega bukan pendamping lagi.")
    assert "Kenapa perlu dilihat:" in told


def test_where_there_is_no_next_mentor_administrators_are_told_to_find_one(world: World) -> None:
    mentor(world, "Bu Mega")
    worrying(world)
    done, card = let_go(world, "Bu Mega")
    assert "1 orang belum punya pendamping sekarang." in done
    assert card.startswith("Usaha ini belum punya pendamping.")


def test_a_cancelled_visit_is_not_reminded_of(world: World) -> None:
    mega = mentor(world, "Bu Mega")
    worrying(world)
    mega.send(button=mega.arrived()[-1].buttons["Jadwalkan kunjungan"])
    mega.say("6 maret 2026")
    shown = mega.press("Batal berkunjung")
    assert "Kunjungan dibatalkan." in shown.text
    assert "Jadwalkan kunjungan" in shown.buttons
    world.clock.move(3 * DAY)
    world.tick()
    assert not [text for text in texts(mega) if text.startswith("Pengingat")]


def test_a_record_that_is_only_kept_brings_no_reminder_and_stands_in_no_list(world: World) -> None:
    mega = mentor(world, "Bu Mega")
    worrying(world)
    mega.send(button=mega.arrived()[-1].buttons["Jadwalkan kunjungan"])
    mega.say("6 maret 2026")
    with world.storage.transaction() as tx:
        business = tx.session.scalars(select(Business)).one()
        business.person.restricted_at = world.clock.now()
    world.clock.move(3 * DAY)
    world.tick()
    assert not [text for text in texts(mega) if text.startswith("Pengingat")]
    assert "Dapur Ani" not in mega.say("binaan").text


def test_how_it_went_is_shown_as_a_picture_where_amounts_are_known(world: World) -> None:
    mega = mentor(world, "Bu Mega")
    with world.storage.transaction() as tx:
        business = tx.session.scalars(select(Business)).one()
        told = Report("running", Amount(2_000_000, "month"), Amount(2_500_000, "month"))
        reports.keep(tx.session, business, told, at=world.clock.now())
    mega.say("binaan")
    assert "rugi Rp500.000" in mega.press("Dapur Ani").text
    shown = mega.press("Lihat perkembangan")
    assert shown.drawing is not None
    assert shown.drawing.name == "progress"


def test_stop_ends_the_week_and_not_the_cards(world: World) -> None:
    mega = mentor(world, "Bu Mega")
    mega.say("stop")
    worrying(world)
    world.clock.move(7 * DAY)
    world.tick()
    told = texts(mega)
    assert [text for text in told if "Dapur Ani" in text and text.startswith("Ada yang perlu dilihat")]
    assert not [text for text in told if text.startswith("Minggu ini")]


def test_a_monday_without_the_service_is_made_up_for_once(world: World) -> None:
    mega = mentor(world, "Bu Mega")
    worrying(world)
    world.tick()
    mega.arrived()
    world.clock.move(8 * DAY)  # a Tuesday
    world.tick()
    world.clock.move(DAY)
    world.tick()
    assert len([text for text in texts(mega) if text.startswith("Minggu ini")]) == 1
    world.clock.move(2 * DAY)
    world.tick()
    assert [text for text in texts(mega) if text.startswith("Minggu ini")] == []
