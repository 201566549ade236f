"""Which talks there are."""

from collections.abc import Mapping
from typing import Any

from handlers import (
    aid_desk,
    aid_proposal,
    aid_receipts,
    aid_step,
    business,
    called,
    calling,
    case_talks,
    check_in,
    correction_desk,
    data_rights_done,
    finding_cases,
    guardian,
    guardian_form,
    guardian_form_number,
    intake_desk,
    invitation,
    mentoring_talks,
    objecting,
    objection_answer,
    participants,
    registration_desk,
    seat_grant,
    selection_closing,
    selection_move,
    selection_papers,
    sending_papers,
    trail_search,
)
from handlers.subject import Subject

_ALL = (
    aid_desk.SUBJECT,
    aid_proposal.SUBJECT,
    aid_receipts.SUBJECT,
    aid_step.SUBJECT,
    business.SUBJECT,
    participants.SUBJECT,
    called.SUBJECT,
    calling.SUBJECT,
    correction_desk.SUBJECT,
    data_rights_done.SUBJECT,
    guardian.SUBJECT,
    guardian_form.SUBJECT,
    guardian_form_number.SUBJECT,
    intake_desk.SUBJECT,
    registration_desk.SUBJECT,
    sending_papers.SUBJECT,
    *case_talks.SUBJECTS,
    *mentoring_talks.SUBJECTS,
    check_in.SUBJECT,
    finding_cases.SUBJECT,
    invitation.SUBJECT,
    objecting.SUBJECT,
    objection_answer.SUBJECT,
    seat_grant.SUBJECT,
    selection_closing.SUBJECT,
    selection_move.SUBJECT,
    *selection_papers.SUBJECTS,
    trail_search.SUBJECT,
)

SUBJECTS: Mapping[str, Subject[Any, Any]] = {subject.script.name: subject for subject in _ALL}
