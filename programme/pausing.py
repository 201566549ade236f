"""*Ditangguhkan*: while a record is only kept no clock of its case runs; afterwards each goes on with what was left.

(UU 27/2022 art. 41.) What has a date in the calendar, such as the last day to register, does not wait for anybody.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import aid_reminders, check_ins, reminders, seat_offers
from storage.tables import Application, Person

_NO_TIME = timedelta(0)


def clocks_go_on(session: Session, person: Person, at: datetime) -> None:
    """Shift whatever is due of this person by as long as it stood still; their pause is still on record."""
    for application in session.scalars(select(Application).filter_by(person_id=person.id)):
        stood = stood_still(application, at)
        application.clock_since += stood
        reminders.go_on(session, application, stood)
        seat_offers.go_on(session, application, at)
    check_ins.go_on(session, person, at)
    aid_reminders.go_on(session, person, at)


def stood_still(application: Application, at: datetime) -> timedelta:
    """How long the clock of the case's state has stood because of the pause that is on now."""
    paused_at = application.person.restricted_at
    return _NO_TIME if paused_at is None else max(_NO_TIME, at - max(paused_at, application.state_since))
