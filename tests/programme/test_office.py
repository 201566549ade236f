"""What the office keeps for itself: questions, holidays, settings."""

from datetime import date, timedelta

from sqlalchemy import select

from programme import holidays, office_questions, settings
from storage.database import Storage
from storage.tables import Holiday, OfficeQuestion
from tests.programme.people import NOW, contact


def test_questions_are_kept_sealed_and_read_back_oldest_first(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani = contact(tx.session)
        office_questions.ask(tx.session, ani, "Boleh bawa adik?", NOW)
        budi, citra = contact(tx.session), contact(tx.session)
        office_questions.ask(tx.session, budi, "Kapan berangkat? 🙏", NOW - timedelta(days=1))
        answered = office_questions.ask(tx.session, citra, "Sudah dijawab", NOW)
        answered.state = "answered"
        tx.session.flush()
        assert all(b"adik" not in row.text for row in tx.session.scalars(select(OfficeQuestion)))
    with storage.transaction() as tx:
        asked = office_questions.open_questions(tx.session)
    assert [question.text for question in asked] == ["Kapan berangkat? 🙏", "Boleh bawa adik?"]
    assert asked[0].asked_at == NOW - timedelta(days=1)


def test_holidays_fill_in_and_leave_the_office_s_own_alone(storage: Storage) -> None:
    independence = date(2026, 8, 17)
    with storage.transaction() as tx:
        tx.session.add(Holiday(day=independence, name="Upacara di kantor"))
        tx.session.flush()
        assert holidays.import_years(tx.session, [2026, 2027]) > 20
        assert holidays.import_years(tx.session, [2026, 2027]) == 0
        assert tx.session.get_one(Holiday, independence).name == "Upacara di kantor"
        assert holidays.is_holiday(tx.session, independence)
        assert not holidays.is_holiday(tx.session, date(2026, 8, 18))


def test_a_year_that_no_library_knows_has_only_the_office_s_holidays(storage: Storage) -> None:
    with storage.transaction() as tx:
        assert holidays.import_years(tx.session, [2099]) == 0


def test_a_setting_is_written_and_overwritten(storage: Storage) -> None:
    with storage.transaction() as tx:
        assert settings.read(tx.session, "clock") is None
        settings.write(tx.session, "clock", "1")
        settings.write(tx.session, "clock", "2")
    with storage.transaction() as tx:
        assert settings.read(tx.session, "clock") == "2"
