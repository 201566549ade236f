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

#: Only the minimum is on record; a second form brings the rest.
INCOMPLETE = frozenset({"menunggu_wali", "wali_setuju"})

#: Papers are still taken in these, and their coming moves the case.
PAPERS_OPEN = frozenset({"terdaftar", "berkas_kurang", "berkas_lengkap"})

#: The person may still correct what is on record; from the next state on others have worked with it, so staff do it.
CORRECTABLE = PAPERS_OPEN | INCOMPLETE

#: The person may still withdraw by a word; once the province has the name, the office has to speak with both.
WITHDRAWABLE = CORRECTABLE | {"diverifikasi"}

#: The province has decided for the person, or a place was given up or lost after that: an official record, kept by the
#: archive's schedule and not by the service's own.
DECIDED = frozenset(
    {"ditetapkan", "dipanggil", "diberangkatkan", "mengikuti_pelatihan", "magang", "lulus", "dipulangkan"}
)

#: Not chosen, or withdrawn: kept until they could register again, then only counted.
PARTED = frozenset({"tidak_lolos", "mengundurkan_diri"})
