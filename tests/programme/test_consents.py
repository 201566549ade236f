"""What was agreed to: every answer is kept, the latest counts."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from programme import consents, notice
from storage.database import Storage
from storage.tables import Consent, Person
from tests.programme.people import ANI, NOW, contact, intake, submit


def answer(
    session: Session, contact_id: int, purpose: str, at: datetime, person: Person | None = None, *, agreed: bool
) -> None:
    consents.record(
        session,
        contact_id=contact_id,
        person_id=person.id if person else None,
        purpose=purpose,
        agreed=agreed,
        version=notice.VERSION,
        language="id",
        at=at,
    )


def test_what_nobody_answered_is_not_agreed_to(storage: Storage) -> None:
    with storage.transaction() as tx:
        assert consents.current(tx.session, contact(tx.session)) == {}


def test_the_latest_answer_counts_and_the_earlier_ones_stay(storage: Storage) -> None:
    with storage.transaction() as tx:
        ani = contact(tx.session)
        answer(tx.session, ani, "photos", NOW + timedelta(hours=2), agreed=True)
        answer(tx.session, ani, "photos", NOW + timedelta(hours=1), agreed=False)
        answer(tx.session, ani, "reminders", NOW, agreed=False)
        answer(tx.session, ani, "reminders", NOW, agreed=True)
        assert consents.current(tx.session, ani) == {"photos": True, "reminders": True}
        assert tx.session.scalar(select(func.count()).select_from(Consent)) == 4


def test_a_yes_for_one_child_is_none_for_another_contact_or_child(storage: Storage) -> None:
    with storage.transaction() as tx:
        mother, stranger, here = contact(tx.session), contact(tx.session), intake(tx.session)
        child = submit(tx.session, mother, ANI, here).person
        sibling = submit(tx.session, stranger, ANI, here).person
        answer(tx.session, mother, "guardian", NOW, child, agreed=True)
        answer(tx.session, mother, "photos", NOW, agreed=True)
        assert consents.current(tx.session, mother, child.id)["guardian"]
        assert "guardian" not in consents.current(tx.session, mother, sibling.id)
        assert consents.current(tx.session, mother, sibling.id)["photos"]
        assert "guardian" not in consents.current(tx.session, stranger)
