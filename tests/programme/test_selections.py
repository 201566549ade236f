"""A selection on record: drafted, moved, confirmed once, sent to the province, answered, decided."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from programme import applications, audit, erasure, seating, selections, staff
from programme.office import Office, Selecting
from programme.registers import imports
from programme.registers.record import Record
from programme.selection_draft import Listed
from programme.selections import Changed, Frozen, Paper, TooFewSeats
from programme.staff import Invited, Member
from storage.database import Storage
from storage.tables import Application, Intake, IntakeSkill, Person, SeatOffer, Selection, SelectionRow
from tests.programme.people import ANI, NOW, bring, contact, intake, submit

OFFICE = Office()
ALONE = Office(selecting=Selecting(province=False))
LETTER = Paper("460/012/2026", date(2026, 5, 4))
ANSWER = Paper("PSBR/7/2026", date(2026, 5, 11))
DECREE = Paper("SK/5/2026", date(2026, 5, 18), "Dra. Contoh")
LATER = NOW + timedelta(days=60)


def member(session: Session, name: str = "Bu Ratna") -> Member:
    code = staff.invite(session, Invited(name, ("admin",)), by=None, now=NOW)
    joined = staff.accept(session, code, contact(session), NOW)
    assert isinstance(joined, Member)
    return joined


def verified(session: Session, intake_id: int, count: int, first: str = "barista", second: str | None = None) -> None:
    """So many people, the oldest first: the last one is the youngest."""
    for number in range(count):
        form = replace(
            ANI,
            full_name=f"Calon {'ABCDEFGHIJ'[number]}",
            birth_date=date(2006 + number, 1, 15),
            nik=None,
            first_skill=first,
            second_skill=second,
            village=f"64.01.{number + 1:02}.2001",
            for_whom="child",
            guardian_agreed=True,
        )
        bring(submit(session, contact(session), form, intake_id), "diverifikasi", NOW)
    session.flush()


@dataclass
class Begun:
    """A draft with its seats and people."""

    storage: Storage
    intake_id: int
    selection_id: int
    ratna: Member
    office: Office = OFFICE

    def __call__(self, step: Callable[..., object], *args: object, **more: object) -> object:
        """Take a step of the selection in a transaction of its own."""
        with self.storage.transaction() as tx:
            return step(tx.session, self.selection(tx.session), *args, by=self.ratna, now=LATER, **more)

    def selection(self, session: Session) -> Selection:
        return session.get_one(Selection, self.selection_id)

    def listed(self) -> list[Listed]:
        with self.storage.transaction() as tx:
            return selections.listed(tx.session, self.selection(tx.session), self.office, LATER)

    def confirm(self) -> None:
        self(selections.confirm, seen=selections.fingerprint(self.listed()), office=self.office)

    def answered(self, **refused: str) -> None:
        self.confirm()
        self(selections.propose, LETTER)
        self(selections.answer, ANSWER, {number.replace("_", "-"): why for number, why in refused.items()})

    def decide(self) -> None:
        self(selections.decide, DECREE, office=self.office)

    def states(self) -> dict[str, tuple[str, str | None]]:
        with self.storage.transaction() as tx:
            found = tx.session.scalars(select(Application).order_by(Application.id))
            return {one.number[-4:]: (one.state, one.seat_skill) for one in found}

    def change(self, number: str, state: str) -> None:
        with self.storage.transaction() as tx:
            bring(tx.session.scalars(select(Application).filter_by(number=number)).one(), state, LATER)

    def seats(self, **changes: int) -> None:
        with self.storage.transaction() as tx:
            for name, value in changes.items():
                setattr(tx.session.get_one(Intake, self.intake_id), name, value)


def begun(storage: Storage, count: int = 4, *, quota: int = 2, office: Office = OFFICE, **wish: str) -> Begun:
    with storage.transaction() as tx:
        ratna = member(tx.session)
        intake_id = intake(tx.session, quota=quota)
        verified(tx.session, intake_id, count, **wish)
        selection = selections.begin(tx.session, intake_id, LATER)
        return Begun(storage, intake_id, selection.id, ratna, office)


def names(found: list[Listed]) -> list[str]:
    return [one.application.number[-4:] for one in found]


def test_a_draft_is_reckoned_anew_and_explained(storage: Storage) -> None:
    case = begun(storage)
    found = case.listed()
    assert names(found) == ["0001", "0002", "0003", "0004"]
    assert [(one.skill, one.waiting) for one in found] == [("barista", None), ("barista", None), (None, 1), (None, 2)]
    assert found[0].score == sum(reason.points for reason in found[0].reasons) > found[3].score
    case.change("PSR-2026-0001", "mengundurkan_diri")
    assert names(case.listed()) == ["0002", "0003", "0004"]


@pytest.mark.parametrize(
    ("born", "key", "points"),
    [(date(2007, 1, 15), "desil_registered", 25), (None, "desil_said", 10)],
    ids=["surely theirs", "by name and kecamatan alone"],
)
def test_what_a_register_says_of_the_family_counts_where_it_is_surely_theirs(
    storage: Storage, born: date | None, key: str, points: int
) -> None:
    case = begun(storage)
    row = Record(row=2, full_name="CALON B", birth_date=born, kecamatan="64.01.02", desil=1)
    with storage.transaction() as tx:
        read = imports.begin(tx.session, "dtsen", b"list", member=None, now=NOW)
        imports.stage(tx.session, read.id, [row])
        imports.checked(tx.session, read.id)
        imports.apply(tx.session, read.id, member=None, now=NOW)
    found = next(one for one in case.listed() if one.application.number == "PSR-2026-0002")
    poverty = next(reason for reason in found.reasons if reason.criterion == "poverty")
    assert (poverty.key, poverty.points) == (key, points)


def test_whoever_is_not_verified_or_is_paused_is_in_no_draft(storage: Storage) -> None:
    case = begun(storage)
    with storage.transaction() as tx:
        submit(tx.session, contact(tx.session), ANI, case.intake_id)
        paused = tx.session.scalars(select(Person).filter_by(full_name="Calon A")).one()
        paused.restricted_at = NOW
    assert names(case.listed()) == ["0002", "0003", "0004"]


def test_staff_move_somebody_with_a_reason_that_is_kept_sealed(storage: Storage) -> None:
    case = begun(storage)
    case(selections.move, "PSR-2026-0004", 1, "Yatim piatu, tinggal dengan nenek")
    found = case.listed()
    assert names(found) == ["0004", "0001", "0002", "0003"]
    assert found[0].moves == ("Yatim piatu, tinggal dengan nenek",)
    with storage.transaction() as tx:
        selection = case.selection(tx.session)
        assert b"Yatim" not in selection.moves[0].why
        (line,) = audit.trail(tx.session, found[0].application.person_id)
        assert (line.action, line.staff_id, line.after["place"]) == ("selection_moved", case.ratna.id, 1)


def test_who_is_no_longer_in_the_draft_is_not_moved(storage: Storage) -> None:
    case = begun(storage)
    case.change("PSR-2026-0004", "mengundurkan_diri")
    with pytest.raises(Changed):
        case(selections.move, "PSR-2026-0004", 1, "alasan")


def test_a_list_that_changed_since_it_was_looked_at_is_not_confirmed(storage: Storage) -> None:
    case = begun(storage)
    seen = selections.fingerprint(case.listed())
    case.seats(quota=1)
    with pytest.raises(Changed):
        case(selections.confirm, seen=seen, office=OFFICE)


def test_an_empty_list_is_not_confirmed(storage: Storage) -> None:
    case = begun(storage, 0)
    with pytest.raises(Changed):
        case.confirm()


def test_what_is_confirmed_is_frozen(storage: Storage) -> None:
    case = begun(storage)
    case.confirm()
    before = names(case.listed())
    with storage.transaction() as tx:
        verified(tx.session, case.intake_id, 1, first="tata_boga")
    assert names(case.listed()) == before
    steps: tuple[Callable[[], object], ...] = (
        lambda: case(selections.move, "PSR-2026-0004", 1, "alasan"),
        case.confirm,
        lambda: case(selections.answer, ANSWER, {}),
        case.decide,
    )
    for step in steps:
        with pytest.raises(Frozen) as refused:
            step()
        assert (refused.value.state, refused.value.by) == ("confirmed", "Bu Ratna")


def test_the_list_goes_to_the_province_and_within_its_answer_seats_are_given(storage: Storage) -> None:
    case = begun(storage)
    case.confirm()
    case(selections.propose, LETTER)
    assert set(case.states().values()) == {("diusulkan", None)}
    case(selections.answer, ANSWER, {"PSR-2026-0001": "Sakit paru"})
    case.decide()
    assert case.states() == {
        "0001": ("tidak_lolos", None),
        "0002": ("ditetapkan", "barista"),
        "0003": ("ditetapkan", "barista"),
        "0004": ("cadangan", None),
    }
    with storage.transaction() as tx:
        selection = case.selection(tx.session)
        assert (selection.decree_number, selection.decree_date) == (DECREE.number, DECREE.on)
        refused = tx.session.scalars(select(Application).filter_by(state="tidak_lolos")).one()
        assert refused.history[-1].reason == "Sakit paru"
        assert refused.history[-1].staff_id == case.ratna.id
        assert [one.number for one in seating.waiting_list(tx.session, case.intake_id)] == ["PSR-2026-0004"]
        assert [line.action for line in audit.trail(tx.session, refused.person_id)] == ["state_changed"] * 2


def test_where_the_province_is_not_asked_the_office_decides_at_once(storage: Storage) -> None:
    case = begun(storage, office=ALONE)
    case.confirm()
    case.decide()
    assert [state for state, _ in case.states().values()] == ["ditetapkan", "ditetapkan", "cadangan", "cadangan"]


def test_who_withdrew_or_was_paused_after_the_confirmation_lets_the_next_move_up(storage: Storage) -> None:
    case = begun(storage)
    case.answered()
    case.change("PSR-2026-0001", "mengundurkan_diri")
    with storage.transaction() as tx:
        tx.session.scalars(select(Person).filter_by(full_name="Calon B")).one().restricted_at = NOW
    case.decide()
    assert [state for state, _ in case.states().values()] == [
        "mengundurkan_diri",
        "diusulkan",
        "ditetapkan",
        "ditetapkan",
    ]
    with storage.transaction() as tx:
        tx.session.scalars(select(Person).filter_by(full_name="Calon B")).one().restricted_at = None
        again = selections.begin(tx.session, case.intake_id, LATER)
        assert again.round == 2
        assert names(selections.listed(tx.session, again, OFFICE, LATER)) == ["0002"]


def test_a_quota_lowered_below_those_selected_is_told_and_nobody_loses_a_seat_unseen(storage: Storage) -> None:
    case = begun(storage)
    case.answered()
    case.seats(quota=1)
    with pytest.raises(TooFewSeats) as refused:
        case.decide()
    assert (refused.value.selected, refused.value.left) == (2, 1)
    assert {state for state, _ in case.states().values()} == {"diusulkan"}
    with storage.transaction() as tx:
        assert selections.committed(tx.session, case.intake_id) == 2


@pytest.mark.parametrize(("quota", "granted", "seated"), [(0, 0, 0), (0, 1, 1), (2, 1, 3), (9, 0, 4)])
def test_never_more_seats_than_quota_and_granted(storage: Storage, quota: int, granted: int, seated: int) -> None:
    case = begun(storage, office=ALONE, quota=quota)
    case.seats(granted=granted)
    case.confirm()
    case.decide()
    assert [state for state, _ in case.states().values()].count("ditetapkan") == seated


def test_an_intake_without_seats_in_a_skill_has_a_waiting_list_only(storage: Storage) -> None:
    with storage.transaction() as tx:
        intake_id = intake(tx.session, skills=[IntakeSkill(skill="barista", seats=0)])
        verified(tx.session, intake_id, 2)
        selection = selections.begin(tx.session, intake_id, LATER)
        found = selections.listed(tx.session, selection, OFFICE, LATER)
        assert [(one.skill, one.waiting) for one in found] == [(None, 1), (None, 2)]


def test_a_second_selection_gives_what_is_left_behind_those_who_wait_already(storage: Storage) -> None:
    case = begun(storage, 3, office=ALONE)
    case.confirm()
    case.decide()
    with storage.transaction() as tx:
        verified(tx.session, case.intake_id, 1)
        again = selections.begin(tx.session, case.intake_id, LATER)
        (found,) = selections.listed(tx.session, again, ALONE, LATER)
        assert (found.skill, found.waiting) == (None, 2)
        tx.session.get_one(Intake, case.intake_id).granted = 1
        assert selections.listed(tx.session, again, ALONE, LATER)[0].skill is None
        tx.session.scalars(select(Application).filter_by(state="cadangan")).one().state = "mengundurkan_diri"
        tx.session.flush()
        assert selections.listed(tx.session, again, ALONE, LATER)[0].skill == "barista"
        assert seating.free_seats(tx.session, tx.session.get_one(Intake, case.intake_id))["barista"] == 1


def test_the_waiting_list_of_an_earlier_selection_comes_first(storage: Storage) -> None:
    case = begun(storage, 2, office=ALONE, quota=0)
    case.confirm()
    case.decide()
    with storage.transaction() as tx:
        verified(tx.session, case.intake_id, 2)
        again = selections.begin(tx.session, case.intake_id, LATER)
        seen = selections.fingerprint(selections.listed(tx.session, again, ALONE, LATER))
        selections.confirm(tx.session, again, seen=seen, office=ALONE, by=case.ratna, now=LATER)
        selections.decide(tx.session, again, DECREE, office=ALONE, by=case.ratna, now=LATER)
        waiting = seating.waiting_list(tx.session, case.intake_id)
        assert [one.number[-4:] for one in waiting] == ["0001", "0002", "0003", "0004"]


def test_when_the_waiting_list_is_closed_everybody_on_it_has_a_reason(storage: Storage) -> None:
    case = begun(storage, office=ALONE)
    case.confirm()
    with pytest.raises(Frozen):
        case(selections.close, "Kursi sudah penuh")
    case.decide()
    case(selections.close, "Kursi sudah penuh")
    assert [state for state, _ in case.states().values()] == ["ditetapkan", "ditetapkan", "tidak_lolos", "tidak_lolos"]
    with storage.transaction() as tx:
        last = tx.session.scalars(select(Application).filter_by(number="PSR-2026-0004")).one().history[-1]
        assert (last.reason, last.staff_id) == ("Kursi sudah penuh", case.ratna.id)
    assert case(selections.close, "Kursi sudah penuh") == []


def test_who_is_being_asked_for_a_seat_is_left_when_the_waiting_list_is_closed(storage: Storage) -> None:
    case = begun(storage, office=ALONE)
    case.confirm()
    case.decide()
    with storage.transaction() as tx:
        asked = tx.session.scalars(select(Application).filter_by(number="PSR-2026-0003")).one()
        offer = {"intake_id": case.intake_id, "application_id": asked.id, "skill": "barista", "state": "asked"}
        tx.session.add(SeatOffer(**offer, made_at=LATER))
    case(selections.close, "Kursi sudah penuh")
    assert [state for state, _ in case.states().values()][2:] == ["cadangan", "tidak_lolos"]


def test_an_erased_person_is_out_of_a_confirmed_list(storage: Storage) -> None:
    case = begun(storage)
    case.confirm()
    with storage.transaction() as tx:
        person = tx.session.scalars(select(Person).filter_by(full_name="Calon A")).one()
        erasure.erase_person(tx.session, person.id, by="person", contact_id=None, why="asked", at=LATER)
    case(selections.propose, LETTER)
    assert list(case.states()) == ["0002", "0003", "0004"]
    with storage.transaction() as tx:
        assert [row.skill for row in tx.session.scalars(select(SelectionRow).order_by(SelectionRow.place))] == [
            "barista",
            "barista",
            None,
        ]


def test_of_an_erased_trainee_the_list_keeps_no_reason(storage: Storage) -> None:
    case = begun(storage, office=ALONE)
    case.confirm()
    case.decide()
    with storage.transaction() as tx:
        person = tx.session.scalars(select(Person).filter_by(full_name="Calon A")).one()
        erasure.erase_person(tx.session, person.id, by="person", contact_id=None, why="asked", at=LATER)
    with storage.transaction() as tx:
        assert len(case.selection(tx.session).rows) == 3
        assert tx.session.scalars(select(Application).filter_by(state="ditetapkan")).first() is not None


def at_once(storage: Storage, *steps: Callable[[Session], object]) -> list[str]:
    """Each in a transaction of its own, all begun before the first goes on; what came of each."""
    together = Barrier(len(steps))

    def take(step: Callable[[Session], object]) -> str:
        with storage.transaction() as tx:
            together.wait()
            try:
                return str(step(tx.session))
            except Frozen as frozen:
                return f"after {frozen.by}"

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(take, steps))


def test_two_members_who_begin_at_once_get_the_same_draft(postgresql_storage: Storage) -> None:
    case = begun(postgresql_storage)
    with postgresql_storage.transaction() as tx:
        tx.session.delete(case.selection(tx.session))

    def begin(session: Session) -> int:
        return selections.begin(session, case.intake_id, LATER).id

    first, second = at_once(postgresql_storage, begin, begin)
    assert first == second


def test_two_members_confirm_at_once_one_wins_and_the_other_is_told(postgresql_storage: Storage) -> None:
    case = begun(postgresql_storage)
    with postgresql_storage.transaction() as tx:
        budi = member(tx.session, "Pak Budi")
    seen = selections.fingerprint(case.listed())

    def confirm(session: Session, by: Member) -> str:
        selections.confirm(session, case.selection(session), seen=seen, office=OFFICE, by=by, now=LATER)
        return by.name

    said = at_once(postgresql_storage, lambda s: confirm(s, case.ratna), lambda s: confirm(s, budi))
    (winner,) = [name for name in said if not name.startswith("after")]
    assert sorted(said) == sorted([winner, f"after {winner}"])


def test_two_members_decide_at_once_and_each_seat_is_given_once(postgresql_storage: Storage) -> None:
    case = begun(postgresql_storage, office=ALONE)
    case.confirm()

    def decide(session: Session) -> int:
        return len(selections.decide(session, case.selection(session), DECREE, office=ALONE, by=case.ratna, now=LATER))

    assert sorted(at_once(postgresql_storage, decide, decide)) == ["4", "after Bu Ratna"]
    assert [state for state, _ in case.states().values()].count("ditetapkan") == 2


def test_who_withdraws_while_it_is_decided_is_out_of_it(postgresql_storage: Storage) -> None:
    case = begun(postgresql_storage, office=ALONE)
    case.confirm()

    def decide(session: Session) -> int:
        return len(selections.decide(session, case.selection(session), DECREE, office=ALONE, by=case.ratna, now=LATER))

    def withdraw(session: Session) -> None:
        first = select(Application).filter_by(number="PSR-2026-0001").with_for_update(of=Application)
        applications.withdraw(session, session.scalars(first).one(), LATER)

    at_once(postgresql_storage, decide, withdraw)
    states = [state for state, _ in case.states().values()]
    assert states[0] == "mengundurkan_diri"
    assert states.count("ditetapkan") <= 2
