"""Recording a business: kept once, as it was told, and only for an alumnus whose record may be worked with."""

from datetime import date

import pytest
from sqlalchemy import select

from storage.database import Storage
from storage.tables import AuditEntry, Business, CheckIn, Person
from tests.tester import Tester, World

ANSWERS = ("usaha baru", "Bengkel", "Bengkel Ani", "Tapis, Tanah Grogot", "Januari 2026", "Sendiri")


@pytest.fixture
def world(storage: Storage) -> World:
    world = World(storage)
    world.open_intake()
    return world


def press(person: Tester, *answers: str) -> str:
    for answer in answers:
        person.answer(answer)
    return person.last.text


def kept(world: World) -> list[Business]:
    with world.storage.transaction() as tx:
        return list(tx.session.scalars(select(Business)))


def restrict(world: World) -> None:
    with world.storage.transaction() as tx:
        tx.session.scalars(select(Person)).one().restricted_at = world.clock.now()


def test_what_was_said_is_kept_and_the_first_check_in_planned(world: World) -> None:
    ani = world.applicant("Ani Lestari", "lulus", for_whom="self")
    assert "Usahamu jenis apa?" in press(ani, "usaha baru")
    press(ani, *ANSWERS[1:])
    ani.photo()
    assert "Bengkel Ani sudah dicatat" in press(ani, "Kirim")
    (found,) = kept(world)
    assert (found.kind, found.own_words, found.name, found.village) == ("garage", None, "Bengkel Ani", "64.01.04.2015")
    assert (found.started_on, found.with_others, found.recorded_by) == (date(2026, 1, 1), False, None)
    assert found.media_id is not None
    with world.storage.transaction() as tx:
        assert len(tx.session.scalars(select(CheckIn).filter_by(business_id=found.id)).all()) == 1


def test_a_record_that_is_only_kept_is_not_worked_with_and_the_answers_are_not_lost(world: World) -> None:
    ani = world.applicant("Ani Lestari", "lulus")
    press(ani, *ANSWERS, "Lewati")
    restrict(world)
    assert "alumni pelatihan" in press(ani, "Kirim")
    assert kept(world) == []
    assert "alumni pelatihan" in world.person("guest-ani").say("usaha baru").text


def test_of_two_for_whom_one_chat_acts_it_is_asked_whose(world: World) -> None:
    ibu = world.applicant("Ani Lestari", "lulus", address="guest-ibu")
    world.applicant("Budi Karangan", "lulus", address="guest-ibu")
    assert "Usaha siapa" in press(ibu, "usaha baru")
    assert "Usaha Budi Karangan jenis apa?" in press(ibu, "Budi Karangan")
    press(ibu, *ANSWERS[1:], "Lewati", "Kirim")
    (found,) = kept(world)
    with world.storage.transaction() as tx:
        assert tx.session.get_one(Person, found.person_id).full_name == "Budi Karangan"


def test_what_staff_note_of_somebody_without_a_business_stands_in_the_trail(world: World) -> None:
    world.applicant("Ani Lestari", "lulus", address="guest-ani")
    mega = world.staff("Bu Mega", "mentor", address="guest-mega")
    mega.say("alumni")
    mega.say("PSR-2026-0001")
    mega.press("Catat kegiatannya")
    mega.press("Cari kerja")
    with world.storage.transaction() as tx:
        noted = tx.session.scalars(select(AuditEntry).filter_by(action="activity_noted")).one()
        assert (noted.by, noted.why) == ("staff", "looking")
        assert noted.person_id is not None
