"""The states of an application, by the office's own words, and who acts in each.

The words are those that officials use (pemanggilan, pemberangkatan, cadangan …), so that a list printed for the
province and a sentence said to an applicant mean the same thing.
"""

from collections.abc import Mapping
from typing import Literal

Acts = Literal["person", "guardian", "office", "province", "nobody"]

#: Who acts now, by state, in the order in which a case passes through them.
STATES: Mapping[str, Acts] = {
    # A child whose guardian has not agreed yet: only the minimum is kept (UU 27/2022 art. 25).
    "menunggu_wali": "guardian",
    # The guardian has agreed; what was not asked before is to be filled in now.
    "wali_setuju": "person",
    "terdaftar": "office",
    "berkas_kurang": "person",
    "berkas_lengkap": "office",
    # Somebody of the office visits the family (kunjungan rumah) before it decides.
    "verifikasi_lapangan": "office",
    "diverifikasi": "office",
    "tidak_lolos": "nobody",
    "diusulkan": "province",
    # On the ranked waiting list: a seat comes free when the province grants more, or somebody declines.
    "cadangan": "office",
    "ditetapkan": "office",
    "dipanggil": "person",
    "diberangkatkan": "office",
    "mengikuti_pelatihan": "province",
    "magang": "province",
    "lulus": "nobody",
    "mengundurkan_diri": "nobody",
    "dipulangkan": "nobody",
}

#: Who brings a case into a state: its person (or who writes for them), the guardian, staff, or the service by itself.
By = Literal["person", "guardian", "staff", "system"]

_STAFF = frozenset[By]({"staff"})
_PERSON_OR_STAFF = frozenset[By]({"person", "staff"})
_SERVICE_OR_STAFF = frozenset[By]({"system", "staff"})
_ANYBODY = frozenset[By]({"person", "guardian", "staff", "system"})

#: What staff decide of a case that lies with them.
_VERIFIED: Mapping[str, frozenset[By]] = {
    "verifikasi_lapangan": _STAFF,
    "diverifikasi": _STAFF,
    "tidak_lolos": _STAFF,
    "mengundurkan_diri": _PERSON_OR_STAFF,
}
#: A corrected birth date makes a minor of somebody: then the guardian is asked first.
_MINOR_AFTER_ALL: Mapping[str, frozenset[By]] = {"menunggu_wali": frozenset({"system"})}

#: Into which states a case may go from each, and who may bring it there. The only table of that: code asks it
#: (applications.enter), docs/states.md is written from it.
TRANSITIONS: Mapping[str, Mapping[str, frozenset[By]]] = {
    "": {"menunggu_wali": _PERSON_OR_STAFF, "terdaftar": _PERSON_OR_STAFF},
    "menunggu_wali": {
        "wali_setuju": frozenset({"guardian", "staff"}),
        "terdaftar": _ANYBODY,
        "mengundurkan_diri": _PERSON_OR_STAFF,
    },
    "wali_setuju": {"terdaftar": _PERSON_OR_STAFF, "mengundurkan_diri": _PERSON_OR_STAFF},
    "terdaftar": {
        **_MINOR_AFTER_ALL,
        "berkas_kurang": _SERVICE_OR_STAFF,
        "berkas_lengkap": _SERVICE_OR_STAFF,
        **_VERIFIED,
    },
    "berkas_kurang": {**_MINOR_AFTER_ALL, "berkas_lengkap": _SERVICE_OR_STAFF, **_VERIFIED},
    "berkas_lengkap": {**_MINOR_AFTER_ALL, "berkas_kurang": _SERVICE_OR_STAFF, **_VERIFIED},
    "verifikasi_lapangan": {
        "berkas_kurang": _STAFF,
        "diverifikasi": _STAFF,
        "tidak_lolos": _STAFF,
        "mengundurkan_diri": _PERSON_OR_STAFF,
    },
    "diverifikasi": {
        "berkas_lengkap": _STAFF,
        "diusulkan": _STAFF,
        # Where the province's step is switched off, the office decides by itself.
        "ditetapkan": _STAFF,
        "cadangan": _STAFF,
        "tidak_lolos": _STAFF,
        "mengundurkan_diri": _PERSON_OR_STAFF,
    },
    "diusulkan": {
        "ditetapkan": _STAFF,
        "cadangan": _STAFF,
        "tidak_lolos": _STAFF,
        "mengundurkan_diri": _PERSON_OR_STAFF,
    },
    "cadangan": {
        # A seat came free, and they said yes to it.
        "ditetapkan": _PERSON_OR_STAFF,
        "tidak_lolos": _STAFF,
        "mengundurkan_diri": _PERSON_OR_STAFF,
    },
    "ditetapkan": {"dipanggil": _STAFF, "mengundurkan_diri": _PERSON_OR_STAFF},
    "dipanggil": {"diberangkatkan": _STAFF, "mengundurkan_diri": _PERSON_OR_STAFF},
    "diberangkatkan": {"mengikuti_pelatihan": _STAFF, "dipulangkan": _STAFF, "mengundurkan_diri": _STAFF},
    "mengikuti_pelatihan": {
        "magang": _STAFF,
        "lulus": _STAFF,
        "dipulangkan": _STAFF,
        "mengundurkan_diri": _STAFF,
    },
    "magang": {"lulus": _STAFF, "dipulangkan": _STAFF, "mengundurkan_diri": _STAFF},
    "lulus": {},
    # An objection was upheld.
    "tidak_lolos": {"berkas_lengkap": _STAFF},
    # Withdrawn by mistake: staff bring it back.
    "mengundurkan_diri": {"berkas_lengkap": _STAFF},
    "dipulangkan": {},
}

#: Only the minimum is on record; a second form brings the rest.
INCOMPLETE = frozenset({"menunggu_wali", "wali_setuju"})

#: Papers are still taken in these, and their coming moves the case.
PAPERS_OPEN = frozenset({"terdaftar", "berkas_kurang", "berkas_lengkap"})

#: It is staff's turn to verify: the queue, longest waiting first.
TO_VERIFY = frozenset({"terdaftar", "berkas_lengkap"})

#: A seat is held for them, until they have left it.
SEATED = frozenset({"ditetapkan", "dipanggil", "diberangkatkan", "mengikuti_pelatihan", "magang", "lulus"})

#: The person may still correct what is on record; from the next state on others have worked with it, so staff do it.
CORRECTABLE = PAPERS_OPEN | INCOMPLETE

#: The person may still withdraw by a word; once the province has the name, the office has to speak with both.
WITHDRAWABLE = CORRECTABLE | {"verifikasi_lapangan", "diverifikasi"}

#: The province has decided for the person, or a place was given up or lost after that: an official record, kept by the
#: archive's schedule and not by the service's own.
DECIDED = frozenset(
    {"ditetapkan", "dipanggil", "diberangkatkan", "mengikuti_pelatihan", "magang", "lulus", "dipulangkan"}
)

#: Not chosen, or withdrawn: kept until they could register again, then only counted.
PARTED = frozenset({"tidak_lolos", "mengundurkan_diri"})


#: Decisions against somebody: where staff brought a case there, its person may object (programme.objections).
OBJECTIONABLE = frozenset({"tidak_lolos", "cadangan", "dipulangkan", "mengundurkan_diri"})


class NotAllowed(Exception):  # noqa: N818 - a state of affairs, told kindly
    """A case cannot go from the one state into the other, or not by this actor. Nothing was changed."""

    def __init__(self, state: str, to: str, by: str) -> None:
        super().__init__(f"{state or 'nothing'} -> {to} by {by}")
        self.state = state
        self.to = to


def may_enter(state: str, to: str, by: str) -> bool:
    """Whether that actor may bring a case from the one state into the other."""
    return by in TRANSITIONS[state].get(to, ())
