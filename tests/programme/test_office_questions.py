"""A question to the office is one thread, in one pair of hands, seen by whom it concerns."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import answers, office_questions, staff
from programme.staff import Invited, Member
from storage.database import Storage
from storage.tables import Mentored, OfficeQuestion, QuestionMessage
from tests.programme.people import ANI, NOW, contact, intake, submit

ZONE = ZoneInfo("Asia/Makassar")


def member(session: Session, name: str, *roles: str) -> Member:
    code = staff.invite(session, Invited(name, roles), by=None, now=NOW)
    accepted = staff.accept(session, code, contact(session), NOW)
    assert isinstance(accepted, Member)
    return accepted


def test_what_is_asked_within_three_days_of_the_answer_goes_on_with_the_thread(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani, joko = contact(tx.session), member(tx.session, "Pak Joko", "answerer")
        question = office_questions.ask(tx.session, ani, "Boleh bawa motor?", NOW)
        office_questions.answer(tx.session, question.id, "Boleh.", joko, NOW)
        assert office_questions.open_questions(tx.session) == []
        again = office_questions.ask(tx.session, ani, "Helmnya?", NOW + timedelta(days=2))
        assert again.id == question.id
        assert again.state == "open"
        assert [(one.text, one.by) for one in office_questions.thread(tx.session, again)] == [
            ("Boleh bawa motor?", None),
            ("Boleh.", "Pak Joko"),
            ("Helmnya?", None),
        ]
        office_questions.close(tx.session, again, joko, NOW + timedelta(days=2))
        later = office_questions.ask(tx.session, ani, "Kapan berangkat?", NOW + timedelta(days=6))
        assert later.id != question.id
    with storage.transaction() as tx:
        assert all(b"Boleh" not in row.words for row in tx.session.scalars(select(QuestionMessage)))


def test_only_whoever_has_it_in_hand_answers(storage: Storage) -> None:
    with storage.transaction() as tx:
        joko, ratna = member(tx.session, "Pak Joko", "answerer"), member(tx.session, "Bu Ratna", "verifier")
        question = office_questions.ask(tx.session, contact(tx.session), "Kapan?", NOW)
        assert office_questions.take(tx.session, question, joko, NOW)
        assert not office_questions.take(tx.session, question, ratna, NOW)
        assert office_questions.answer(tx.session, question.id, "Besok.", ratna, NOW) == "taken"
        office_questions.hand_over(tx.session, question, ratna, by=joko, now=NOW)
        assert office_questions.answer(tx.session, question.id, "Besok.", joko, NOW) == "taken"
        assert isinstance(office_questions.answer(tx.session, question.id, "Besok.", ratna, NOW), OfficeQuestion)
        assert office_questions.answer(tx.session, 0, "Besok.", ratna, NOW) == "gone"


def test_whoever_left_has_nothing_in_hand(storage: Storage) -> None:
    with storage.transaction() as tx:
        joko, ratna = member(tx.session, "Pak Joko", "answerer"), member(tx.session, "Bu Ratna", "admin")
        question = office_questions.ask(tx.session, contact(tx.session), "Kapan?", NOW)
        assert office_questions.take(tx.session, question, joko, NOW)
        staff.remove(tx.session, joko.id, by=ratna, now=NOW)
        assert [one.name for one in office_questions.on_duty(tx.session, question)] == ["Bu Ratna"]
        assert office_questions.take(tx.session, question, ratna, NOW)


def test_what_staff_write_first_is_a_thread_that_the_answer_goes_on_with(storage: Storage) -> None:
    with storage.transaction() as tx:
        ratna, mira = member(tx.session, "Bu Ratna", "admin"), member(tx.session, "Bu Mira", "mentor")
        ani = contact(tx.session)
        application = submit(tx.session, ani, ANI, intake(tx.session), NOW)
        assert not office_questions.may_write(tx.session, mira, application)
        assert office_questions.may_write(tx.session, ratna, application)
        begun = office_questions.begin(tx.session, ani, application, "Besok ke kantor?", by=ratna, now=NOW)
        assert office_questions.open_questions(tx.session) == []
        reply = office_questions.ask(tx.session, ani, "Bisa.", NOW)
        assert reply is begun
        assert [one.name for one in office_questions.on_duty(tx.session, reply)] == ["Bu Ratna"]
        written = [one.text for one in office_questions.of_contact(tx.session, ani)[0].thread]
        assert written == ["Besok ke kantor?", "Bisa."]
        application.person.restricted_at = NOW
        assert not office_questions.may_write(tx.session, ratna, application)


def test_what_waits_is_counted_for_whom_it_concerns(storage: Storage) -> None:
    with storage.transaction() as tx:
        joko, mira = member(tx.session, "Pak Joko", "answerer"), member(tx.session, "Bu Mira", "mentor")
        office_questions.ask(tx.session, contact(tx.session), "Kapan?", NOW)
        assert office_questions.waiting(tx.session, joko, NOW) == 0
        assert office_questions.waiting(tx.session, joko, NOW + timedelta(minutes=1)) == 1
        assert office_questions.waiting(tx.session, mira, NOW + timedelta(minutes=1)) == 0


def test_a_question_of_somebody_who_is_looked_after_goes_to_their_mentor_first(storage: Storage) -> None:
    with storage.transaction() as tx:
        joko, mira = member(tx.session, "Pak Joko", "answerer"), member(tx.session, "Bu Mira", "mentor")
        ani = contact(tx.session)
        application = submit(tx.session, ani, ANI, intake(tx.session), NOW)
        stranger = office_questions.ask(tx.session, contact(tx.session), "Kapan?", NOW)
        question = office_questions.ask(tx.session, ani, "Modalnya kapan?", NOW)
        assert [one.name for one in office_questions.on_duty(tx.session, question)] == ["Pak Joko"]
        assert office_questions.listed(tx.session, mira, 8) == []
        tx.session.add(Mentored(person_id=application.person_id, staff_id=mira.id, since=NOW, by_hand=True))
        tx.session.flush()
        assert [one.name for one in office_questions.on_duty(tx.session, question)] == ["Bu Mira"]
        assert [one.id for one in office_questions.listed(tx.session, mira, 8)] == [question.id]
        assert not office_questions.may_see(tx.session, mira, stranger)
        assert len(office_questions.listed(tx.session, joko, 8)) == 2


def test_a_kept_answer_has_a_topic_of_its_own_and_never_takes_the_place_of_another(storage: Storage) -> None:
    with storage.transaction() as tx:
        ratna = member(tx.session, "Bu Ratna", "admin")
        topic = answers.add(tx.session, "Bawa motor?", "Boleh.", member=ratna, now=NOW)
        assert topic == "bawa_motor"
        assert answers.find(tx.session, "boleh bawa motor ga kak") == topic
        assert answers.answer(tx.session, topic, "en") == "Boleh."
        assert answers.add(tx.session, "bawa motor", "Tidak boleh.", member=ratna, now=NOW) is None
        assert answers.answer(tx.session, topic, "id") == "Boleh."
        with pytest.raises(answers.Mistakes):
            answers.add(tx.session, "pakai helm", "x" * 301, member=ratna, now=NOW)
        assert "[bawa_motor]" in answers.export_toml(tx.session)
        assert answers.import_toml(tx.session, answers.export_toml(tx.session), NOW)
        assert answers.answer(tx.session, topic, "id") == "Boleh."
