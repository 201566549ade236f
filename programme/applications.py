"""Applications: from the answers of a talk, or a form on paper, to records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from programme import checklist as papers
from programme import consents, eligibility, numbering, people
from programme.checklist import DocumentRule
from programme.eligibility import Applicant, Finding, Rules, is_minor
from programme.office import ZONE
from programme.people import PersonalData
from programme.sealing import vault_of
from programme.states import INCOMPLETE, PAPERS_OPEN, By, NotAllowed, may_enter
from storage.tables import Acting, Application, ApplicationEvent, Document, Intake, Media, Person

#: Findings that no rule reckons: what a guardian answered, for staff alone. Reckoning anew leaves them alone.
SAID_BY_GUARDIAN = frozenset({"guardian_agreed", "guardian_refused", "guardian_name_differs", "guardian_same_chat"})

#: The same NIK, or the same name and birth date, in another record: true of both, whichever came first.
KNOWN_ELSEWHERE = ("nik_known_elsewhere", "name_known_elsewhere")


class AlreadyRegistered(Exception):  # noqa: N818 - a state of affairs, not a mistake
    """This person is registered for this intake already, under the number that is told. Nothing was written.

    A second form does not change the first one: it may be half a memory of it, and what the office works with must not
    change unseen. The person is told the number kindly, and corrects or adds to what is there.
    """

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, slots=True)
class DocumentAnswer:
    """Where one paper stands: "received", "later", "office" (they bring it) or "none" (they have none)."""

    state: str
    media_id: str | None = None


@dataclass(frozen=True, slots=True)
class ConsentAnswer:
    """One answer about data use, and when it was given."""

    purpose: str
    agreed: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Form:
    """A registration as it was answered; None is what was not asked or not known."""

    #: "self", "child" or "other".
    for_whom: str
    full_name: str
    birth_date: date
    #: "male" or "female".
    sex: str | None
    #: Dotted code, or eligibility.OUTSIDE.
    village: str
    guardian_name: str | None
    guardian_phone: str | None
    #: None where a guardian need not agree.
    guardian_agreed: bool | None
    nik: str | None
    phone: str | None
    address_note: str | None
    #: "none", "sd", "smp", "sma", "smk" or "paket".
    last_school: str | None
    last_class: str | None
    year_left: int | None
    still_in_school: bool
    reason_left: str | None
    #: Empty where the family receives none; None where they do not know or were not asked.
    aid: tuple[str, ...] | None
    desil: int | None
    first_skill: str
    second_skill: str | None
    dormitory: bool | None
    documents: Mapping[str, DocumentAnswer]
    consents: tuple[ConsentAnswer, ...]
    notice_version: str
    language: str

    def personal(self) -> PersonalData:
        """What it says of the person."""
        return PersonalData(**{name: getattr(self, name) for name in PersonalData.__dataclass_fields__})


def submit(
    session: Session,
    contact_id: int,
    form: Form,
    *,
    intake_id: int,
    prefix: str,
    now: datetime,
    checklist: Sequence[DocumentRule],
    zone: tzinfo = ZONE,
) -> Application:
    """Save a registration whole. Raises AlreadyRegistered before anything is written.

    A child's application of which only the minimum is here is the exception: once the guardian has agreed, the second
    form brings the rest of it, and it goes on under the number it has.
    """
    today = now.astimezone(zone).date()
    known = people.known_to(session, contact_id, form.personal())
    existing = _of_intake(session, known, intake_id)
    waits = _waits_for_guardian(session, contact_id, existing, form, today)
    if existing is not None and (existing.state not in INCOMPLETE or waits):
        raise AlreadyRegistered(existing.number)
    person = people.keep(session, known, form.personal(), now)
    people.act_for(session, contact_id, person, form.for_whom, now)
    _keep_consents(session, contact_id, person, form)
    intake = session.get_one(Intake, intake_id)
    application = existing or _new(session, contact_id, person, intake, form, prefix, now)
    _answer(application, form)
    if form.documents or not waits:
        _keep_documents(session, application, form, checklist, now)
    if waits:
        enter(application, "menunggu_wali", now, by="person")
    else:
        enter_first_states(application, checklist, now)
    check(session, application, checklist=checklist, today=today, still_in_school=form.still_in_school)
    return application


def of_contact(session: Session, contact_id: int) -> list[Application]:
    """Every application of those for whom this contact acts, the newest first."""
    return list(
        session.scalars(_acted_for(contact_id).order_by(Application.submitted_at.desc(), Application.id.desc()))
    )


def newest_of_each(session: Session, contact_id: int) -> list[Application]:
    """One application of everybody for whom this contact acts: the newest; for where it is asked whose record."""
    newest = {application.person_id: application for application in reversed(of_contact(session, contact_id))}
    return [application for application in reversed(newest.values()) if application.person.anonymised_at is None]


def begun(session: Session, contact_id: int, intake_id: int, today: date) -> list[Application]:
    """Those of this contact whose rest may be filled in: the guardian has agreed, or the child has come of age."""
    minimum = _acted_for(contact_id).where(Application.intake_id == intake_id, Application.state.in_(INCOMPLETE))
    return [
        application
        for application in session.scalars(minimum.order_by(Application.id))
        if application.state == "wali_setuju" or not is_minor(application.person.birth_date, today)
    ]


def waiting(session: Session, contact_id: int) -> list[Application]:
    """Those of this contact that wait for a guardian, the newest first."""
    return [application for application in of_contact(session, contact_id) if application.state == "menunggu_wali"]


def for_contact_by_number(session: Session, contact_id: int, number: str) -> Application | None:
    """The application of that number, if this contact acts for its person; somebody else's looks like none at all."""
    found: Application | None = session.scalar(_acted_for(contact_id).where(Application.number == number))
    return found


def by_number(session: Session, number: str) -> Application | None:
    """The application of that number, whoever's it is: for staff."""
    return session.scalar(select(Application).filter_by(number=number))


def outstanding(application: Application, checklist: Sequence[DocumentRule]) -> list[DocumentRule]:
    """The papers that may still be sent: required ones that are not here, others that were promised or asked for."""
    if application.state not in PAPERS_OPEN:
        return []
    return papers.expected(checklist, document_states(application))


def document_states(application: Application) -> dict[str, str]:
    """Where each paper stands, by kind."""
    return {document.kind: document.state for document in application.documents}


def attach_document(session: Session, application: Application, kind: str, media_id: str, now: datetime) -> Document:
    """Keep a paper that came by chat; one that came before is replaced, since people send a better photo.

    Where its file has been lost meanwhile it is still to come (programme.lost_files).
    """
    document = _put(session, application, kind, papers.RECEIVED, media_id, now)
    session.flush()
    return document


def paper_seen(application: Application, kind: str, now: datetime) -> None:
    """It is at the office; no file of it is kept."""
    _stands(application, kind, papers.RECEIVED, None, now)


def paper_wanted(application: Application, kind: str, why: str | None, now: datetime) -> None:
    """Staff want it, or a better one; what came before stays until another takes its place."""
    known = next((document for document in application.documents if document.kind == kind), None)
    document = _stands(application, kind, "missing", known.media_id if known else None, now)
    document.wanted_why = why


def papers_checked(
    session: Session, application: Application, checklist: Sequence[DocumentRule], now: datetime
) -> None:
    """Once nothing required or asked for is outstanding it is the office's turn, who look at the papers."""
    wanted = any(document.state == "missing" for document in application.documents)
    required = papers.outstanding(checklist, document_states(application))
    if application.state == "berkas_kurang" and not (wanted or required):
        enter(application, "berkas_lengkap", now, by="system")
        session.flush()


def findings(session: Session, application: Application) -> list[Finding]:
    """What staff should look at, as reckoned when it was submitted."""
    if application.findings is None:
        return []
    return [Finding.from_json(stored) for stored in vault_of(session).open_json(application.findings)]


def check(
    session: Session, application: Application, *, checklist: Sequence[DocumentRule], today: date, still_in_school: bool
) -> None:
    """Reckon anew what staff should look at, from what is on record now."""
    intake = application.intake
    rules = Rules(intake.age_min, intake.age_max, intake.reference_date, today, checklist)
    found = eligibility.check(_applicant(session, application, today, still_in_school), rules)
    found += known_elsewhere(session, application.person)
    found += [finding for finding in findings(session, application) if finding.rule in SAID_BY_GUARDIAN]
    _keep_findings(session, application, found)


def guardian_said(session: Session, application: Application, said: Sequence[Finding]) -> None:
    """Put what a guardian answered among the findings, in place of earlier answers and of there being none."""
    earlier = [
        finding
        for finding in findings(session, application)
        if finding.rule not in SAID_BY_GUARDIAN and finding.rule != "guardian_missing"
    ]
    _keep_findings(session, application, [*earlier, *said])


def add_finding(session: Session, application: Application, found: Finding) -> None:
    """Something more for staff to look at; what is there already is there once."""
    known = findings(session, application)
    if found not in known:
        _keep_findings(session, application, [*known, found])


def withdraw(session: Session, application: Application, now: datetime) -> None:
    """Its person no longer wants to take part; papers and answers stay until their time is up."""
    enter(application, "mengundurkan_diri", now, by="person")
    session.flush()


def enter_first_states(application: Application, checklist: Sequence[DocumentRule], now: datetime) -> None:
    """Registered, and if a required paper is not here that is the next thing to do."""
    enter(application, "terdaftar", now, by="person")
    if papers.outstanding(checklist, document_states(application)):
        enter(application, "berkas_kurang", now, by="system")


def enter(
    application: Application,
    state: str,
    at: datetime,
    *,
    by: By,
    reason: str | None = None,
    reason_id: str | None = None,
    staff_id: int | None = None,
) -> None:
    """Bring an application into a state, with its line in the timeline; whoever had it in hand lets go of it.

    Raises NotAllowed where the table of states has no such way, or not for this actor.
    """
    if not may_enter(application.state or "", state, by):
        raise NotAllowed(application.state or "", state, by)
    application.state, application.state_since, application.clock_since = state, at, at
    application.held_by = application.held_until = None
    event = ApplicationEvent(state=state, at=at, by=by, reason_id=reason_id, reason=reason, staff_id=staff_id)
    application.history.append(event)


def _waits_for_guardian(
    session: Session, contact_id: int, existing: Application | None, form: Form, today: date
) -> bool:
    """A yes counts here only from a parent's own phone; from anybody else's it comes with a code (guardians)."""
    if not is_minor(form.birth_date, today) or (existing is not None and existing.state == "wali_setuju"):
        return False
    is_guardian = form.for_whom == "child"
    if existing is not None:
        is_guardian = people.role(session, contact_id, existing.person_id) == "guardian"
    return not (is_guardian and form.guardian_agreed)


def _of_intake(session: Session, person: Person | None, intake_id: int) -> Application | None:
    if person is None:
        return None
    return session.scalar(select(Application).filter_by(person_id=person.id, intake_id=intake_id))


def _keep_consents(session: Session, contact_id: int, person: Person, form: Form) -> None:
    for given in form.consents:
        consents.record(
            session,
            contact_id=contact_id,
            person_id=person.id,
            purpose=given.purpose,
            agreed=given.agreed,
            version=form.notice_version,
            language=form.language,
            at=given.at,
        )


def _new(
    session: Session, contact_id: int, person: Person, intake: Intake, form: Form, prefix: str, now: datetime
) -> Application:
    application = Application(
        number=numbering.registration_number(session, prefix, intake.year),
        person=person,
        intake=intake,
        contact_id=contact_id,
        first_skill=form.first_skill,
        submitted_at=now,
    )
    session.add(application)
    return application


def _answer(application: Application, form: Form) -> None:
    for name in ("first_skill", "second_skill", "dormitory", "last_school", "last_class", "year_left", "reason_left"):
        setattr(application, name, getattr(form, name))
    application.aid = None if form.aid is None else ",".join(form.aid)
    application.desil = form.desil


def _keep_documents(
    session: Session, application: Application, form: Form, checklist: Sequence[DocumentRule], now: datetime
) -> None:
    """One row for each paper of which something is known; a required one that they do not have is missing.

    A second form, brought once the guardian agreed, takes away nothing that is here already.
    """
    here = document_states(application)
    for rule in checklist:
        answer = form.documents.get(rule.id, DocumentAnswer("none"))
        known = answer.state != "none" or rule.need == papers.REQUIRED
        if answer.state == papers.RECEIVED or (known and rule.id not in here):
            state = "missing" if answer.state == "none" else answer.state
            _put(session, application, rule.id, state, answer.media_id, now)


def _put(
    session: Session, application: Application, kind: str, state: str, media_id: str | None, now: datetime
) -> Document:
    with session.no_autoflush:  # the application may not be whole yet
        media = session.get(Media, media_id) if media_id else None
    if media is not None and media.state == "lost":
        state, media_id = papers.LATER, None
    return _stands(application, kind, state, media_id, now)


def _stands(application: Application, kind: str, state: str, media_id: str | None, now: datetime) -> Document:
    document = next((document for document in application.documents if document.kind == kind), None)
    if document is None:
        document = Document(kind=kind)
        application.documents.append(document)
    document.state, document.media_id, document.at = state, media_id, now
    if state == papers.RECEIVED:
        document.wanted_why = None
    return document


def _keep_findings(session: Session, application: Application, found: Sequence[Finding]) -> None:
    application.findings = vault_of(session).seal_json([finding.to_json() for finding in found])
    session.flush()


def _applicant(session: Session, application: Application, today: date, still_in_school: bool) -> Applicant:
    person = application.person
    agreed = application.state != "menunggu_wali" if is_minor(person.birth_date, today) else None
    return Applicant(
        birth_date=person.birth_date,
        village=person.village,
        sex=person.sex,
        guardian_agreed=agreed,
        nik=people.nik(session, person),
        still_in_school=still_in_school,
        documents=document_states(application),
    )


def known_elsewhere(session: Session, person: Person) -> list[Finding]:
    """Other records that may be about the same person: a sibling's phone, a second registration, or a slip."""
    found = people.same_nik_elsewhere(session, person), people.same_name_elsewhere(session, person)
    elsewhere = dict(zip(KNOWN_ELSEWHERE, found, strict=True))
    return [
        Finding(rule, {"numbers": ", ".join(numbers)}, staff_only=True)
        for rule, numbers in elsewhere.items()
        if numbers
    ]


def _acted_for(contact_id: int) -> Select[tuple[Application]]:
    return (
        select(Application)
        .join(Acting, Acting.person_id == Application.person_id)
        .where(Acting.contact_id == contact_id, Acting.revoked_at.is_(None))
    )
