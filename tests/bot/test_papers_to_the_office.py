"""An office that wants no papers on the platforms' computers abroad gets none (UU 27/2022 art. 56)."""

import pytest

from programme.office import Office
from storage.database import Storage
from tests.tester import ADULT_ANSWERS, Tester, World, register


@pytest.fixture
def ani(storage: Storage) -> Tester:
    world = World(storage, office=Office(documents_by_chat=False, data_officer="Ibu Contoh"))
    world.open_intake()
    return world.person("guest-ani")


def test_the_notice_names_who_answers_for_the_data_and_sends_papers_to_the_office(ani: Tester) -> None:
    notice = ani.say("privasi").text
    assert "Ibu Contoh" in notice
    assert "berkas tidak diterima lewat chat" in notice


def test_nobody_is_asked_to_send_a_paper(ani: Tester) -> None:
    register(ani, (*ADULT_ANSWERS[:-1], "Bawa ke kantor"))
    assert "Foto sekarang" not in {label for shown in ani.shown for label in shown.buttons}
    assert "Kirim berkas" not in ani.say("status").buttons


def test_a_photo_out_of_the_blue_is_answered_with_where_to_bring_it(ani: Tester) -> None:
    register(ani, (*ADULT_ANSWERS[:-1], "Bawa ke kantor"))
    assert "kantor" in ani.photo().text
