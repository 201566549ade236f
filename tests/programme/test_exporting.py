"""The list of applicants: everybody, in pages, and of nobody more than may be used."""

from dataclasses import replace
from datetime import date

import pytest

from programme import applications, erasure, exporting
from programme.checklist import DEFAULT
from programme.office import ZONE
from storage.database import Storage
from tests.programme.people import ANI, CHILD, NOW, contact, intake, submit


def test_a_row_has_what_the_office_needs(storage: Storage) -> None:
    with storage.transaction() as tx:
        first = intake(tx.session)
        submit(tx.session, contact(tx.session), replace(ANI, documents={}), first)
        (ani,) = exporting.page(tx.session, first, DEFAULT, ZONE)
        assert (ani.number, ani.intake, ani.kecamatan) == ("PSR-2026-0001", "Angkatan 2026", "64.01.04")
        assert (ani.state, ani.since, ani.registered) == ("berkas_kurang", date(2026, 3, 2), date(2026, 3, 2))
        assert ani.personal is not None
        assert (ani.personal.nik, ani.personal.address_note) == ("6401045708079001", "dekat masjid")
        assert (ani.personal.age, ani.personal.aid) == (18, ("pkh", "bpnt"))
        assert (ani.personal.papers_here, ani.personal.papers_missing[:2]) == (0, ("kk", "identity"))


def test_of_a_child_without_consent_there_is_only_the_minimum(storage: Storage) -> None:
    with storage.transaction() as tx:
        first = intake(tx.session)
        submit(tx.session, contact(tx.session), CHILD, first)
        (child,) = exporting.page(tx.session, first, DEFAULT, ZONE)
        assert child.personal is not None
        assert (child.personal.full_name, child.personal.nik, child.personal.aid) == ("Budi Karangan", None, None)


def test_who_is_paused_or_anonymised_is_a_row_that_names_nobody(storage: Storage) -> None:
    with storage.transaction() as tx:
        first = intake(tx.session)
        paused = submit(tx.session, contact(tx.session), ANI, first)
        paused.person.restricted_at = NOW
        gone = submit(tx.session, contact(tx.session), replace(ANI, full_name="Citra", nik=None), first)
        applications.enter(gone, "tidak_lolos", NOW, by="staff")
        erasure.anonymise(tx.session, gone.person, by="system", why="time", at=NOW)
        rows = exporting.page(tx.session, first, DEFAULT, ZONE)
        assert [(row.personal, row.is_paused, row.kecamatan) for row in rows] == [
            (None, True, "64.01.04"),
            (None, False, "64.01.04"),
        ]


def test_pages_follow_each_other_to_the_end(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "PAGE", 2)
    with storage.transaction() as tx:
        first, other = intake(tx.session), intake(tx.session, name="Angkatan II")
        for number, intake_id in enumerate((first, other, first, first)):
            submit(tx.session, contact(tx.session), replace(ANI, full_name=f"Ani {'I' * number}"), intake_id)
        numbers, after = [], 0
        while rows := exporting.page(tx.session, first, DEFAULT, ZONE, after=after):
            numbers += [row.number for row in rows]
            after = rows[-1].id
        assert numbers == ["PSR-2026-0001", "PSR-2026-0003", "PSR-2026-0004"]
        assert (exporting.how_many(tx.session, first), exporting.how_many(tx.session, None)) == (3, 4)
