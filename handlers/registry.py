"""Which talks there are."""

from collections.abc import Mapping
from typing import Any

from handlers import (
    correction_desk,
    data_rights_done,
    guardian,
    intake_desk,
    invitation,
    registration_desk,
    seat_grant,
    selection_move,
    selection_papers,
    sending_papers,
    trail_search,
)
from handlers.subject import Subject

SUBJECTS: Mapping[str, Subject[Any, Any]] = {
    subject.script.name: subject
    for subject in (
        correction_desk.SUBJECT,
        data_rights_done.SUBJECT,
        guardian.SUBJECT,
        intake_desk.SUBJECT,
        invitation.SUBJECT,
        registration_desk.SUBJECT,
        seat_grant.SUBJECT,
        selection_move.SUBJECT,
        *selection_papers.SUBJECTS,
        sending_papers.SUBJECT,
        trail_search.SUBJECT,
    )
}
