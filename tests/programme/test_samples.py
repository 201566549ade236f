"""The demo's invented people."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from programme import alumni, applications, check_ins, intakes, mentors, outcome_records, outcomes, samples, staff
from programme.eligibility import is_minor
from programme.office import ZONE, Mentoring
from programme.outcomes import Counts
from programme.reading import nik as reading_nik
from programme.reading import places
from programme.samples import SAMPLES
from storage.database import Storage
from storage.tables import Address, Aid, Application, Base, CheckIn, Contact, Intake, Person
from tests.programme.people import NOW

#: A leap day, the turn of a year, and ordinary days.
DAYS = [
    NOW,
    datetime(2028, 2, 29, 23, 0, tzinfo=UTC),
    datetime(2026, 12, 31, 20, 0, tzinfo=UTC),
    datetime(2027, 7, 17, 3, 0, tzinfo=UTC),
]


def test_sowing_twice_changes_nothing(storage: Storage) -> None:
    counts = []
    for day in (0, 1, 20):
        with storage.transaction() as tx:
            samples.sow(tx.session, NOW + timedelta(days=day))
        with storage.transaction() as tx:
            tables = Base.metadata.tables.values()
            counts.append([tx.session.scalar(select(func.count()).select_from(table)) for table in tables])
    assert counts[0] == counts[1] == counts[2]


@pytest.mark.parametrize("now", DAYS, ids=lambda now: now.date().isoformat())
def test_the_stories_hold_whatever_the_day(sqlite_storage: Storage, now: datetime) -> None:
    today = now.astimezone(ZONE).date()
    with sqlite_storage.transaction() as tx:
        samples.sow(tx.session, now)
        known = {row.person.full_name: row for row in tx.session.scalars(select(Application))}
        found = {
            name: {finding.rule for finding in applications.findings(tx.session, row)} for name, row in known.items()
        }
        current = intakes.open_intake(tx.session, today)
    assert {row.state for row in known.values()} == {
        "terdaftar",
        "berkas_kurang",
        "berkas_lengkap",
        "diverifikasi",
        "cadangan",
        "ditetapkan",
        "menunggu_wali",
        "tidak_lolos",
    }
    assert {name: rules for name, rules in found.items() if rules} == {
        "Sari Wulandari": {"document_missing"},
        "Lestari Firmansyah": {"document_missing"},
        "Fitri Ramadhani": {"guardian_missing"},
        "Hendra Saputra": {"too_old"},
    }
    assert is_minor(known["Fitri Ramadhani"].person.birth_date, today)
    assert current is not None
    assert current.closes > today + timedelta(weeks=3)
    assert current.skills == samples.SKILLS


def test_every_history_goes_forward_in_time_and_ends_at_the_state(sqlite_storage: Storage) -> None:
    with sqlite_storage.transaction() as tx:
        samples.sow(tx.session, NOW)
        for application in tx.session.scalars(select(Application)):
            moments = [event.at for event in application.history]
            assert moments == sorted(moments)
            assert moments[0] == application.submitted_at
            assert (application.history[-1].state, moments[-1]) == (application.state, application.state_since)
            assert moments[-1] < NOW


def test_nobody_could_be_anyone(sqlite_storage: Storage) -> None:
    villages = places.region("64.01").villages()
    with sqlite_storage.transaction() as tx:
        samples.sow(tx.session, NOW)
        for application in tx.session.scalars(select(Application)):
            person = application.person
            assert person.village in villages
            for phone in (person.phone, person.guardian_phone):
                assert phone is None or phone.startswith("+62812000")
            if person.nik is not None:
                nik = tx.vault.open(person.nik).decode()
                assert nik[12] == "9"
                assert reading_nik.is_possible(nik)
                assert reading_nik.born(nik, person.birth_date) == person.birth_date


def test_everybody_on_the_page_can_be_written_as(sqlite_storage: Storage) -> None:
    with sqlite_storage.transaction() as tx:
        samples.sow(tx.session, NOW)
        addresses = {row.address: row for row in tx.session.scalars(select(Address).filter_by(channel="local"))}
        assert addresses.keys() == {sample.address for sample in SAMPLES}
        for sample in SAMPLES:
            if sample.address == "sample-mariani":  # a guardian, who has yet to write the code
                continue
            contact_id = addresses[sample.address].contact_id
            works_here = staff.of_contact(tx.session, contact_id) is not None
            is_alumnus = alumni.of_contact(tx.session, contact_id)
            assert works_here or is_alumnus or applications.of_contact(tx.session, contact_id)


@pytest.mark.parametrize("now", DAYS, ids=lambda now: now.date().isoformat())
def test_the_alumni_are_asked_in_the_coming_days_and_one_business_is_at_risk(
    sqlite_storage: Storage, now: datetime
) -> None:
    today, soon = now.astimezone(ZONE).date(), now + timedelta(days=9)
    with sqlite_storage.transaction() as tx:
        samples.sow(tx.session, now)
        found = tx.session.scalars(select(CheckIn).filter_by(state=check_ins.WAITING).order_by(CheckIn.due_at)).all()
        asked = [tx.session.get_one(Person, row.person_id).full_name for row in found if now < row.due_at < soon]
        figures = outcomes.figures(
            outcome_records.page(tx.session, today=today, known_days=90, zone=ZONE), Mentoring(), today
        )
        mentor = next(member for member in staff.members(tx.session) if "mentor" in member.roles)
        looked_after = [business.name for business in mentors.businesses(tx.session, mentor)]
        (proposed,) = tx.session.scalars(select(Aid))
    assert asked == ["Maya Puspita", "Rizky Maulana"]
    assert (figures.counts, figures.at_risk) == (Counts(business=2, none=1, unknown=0), 1)
    assert looked_after == ["Dapur Maya", "Bengkel Ilham"]
    assert (proposed.state, proposed.total) == ("diverifikasi", 2_800_000)


def test_the_mother_of_two_is_asked_whose(sqlite_storage: Storage) -> None:
    with sqlite_storage.transaction() as tx:
        samples.sow(tx.session, NOW)
        mother = tx.session.scalars(select(Contact).join(Address).filter_by(address="sample-rohani")).one()
        assert len(applications.of_contact(tx.session, mother.id)) == 2


def test_a_demo_of_long_ago_takes_registrations_again(sqlite_storage: Storage) -> None:
    much_later = NOW + timedelta(days=300)
    with sqlite_storage.transaction() as tx:
        samples.sow(tx.session, NOW)
        assert intakes.open_intake(tx.session, much_later.date()) is None
        samples.sow(tx.session, much_later)
        assert intakes.open_intake(tx.session, much_later.date()) is not None
        assert tx.session.scalar(select(func.count()).select_from(Intake)) == 2
