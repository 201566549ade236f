"""The tables, filed by subject; importing this package knows them all."""

from storage.tables.aid import Aid, AidEvent, AidReceipt
from storage.tables.alumni import Alumnus, AlumnusClaim, Coaching, CoachingGuest
from storage.tables.applications import Application, ApplicationEvent, CaseNote, Document, Intake, IntakeSkill
from storage.tables.base import Base
from storage.tables.businesses import Business, BusinessReport, CheckIn
from storage.tables.calls import Call, CalledPerson
from storage.tables.contacts import Address, Contact, ContactCode, Talk
from storage.tables.jobs import Job
from storage.tables.mentoring import MentorArea, Mentored, MentoringNote, Risk, Visit
from storage.tables.messages import Inbox, LocalMessage, Media, MessageCount, Outbox
from storage.tables.objections import Objection
from storage.tables.offers import SeatGrant, SeatOffer
from storage.tables.office import Answer, Counter, Holiday, OfficeQuestion, QuestionMessage, Setting
from storage.tables.people import Acting, Consent, Person
from storage.tables.registers import Import, ImportRow
from storage.tables.reminders import Reminder
from storage.tables.rights import AuditEntry, DataRequest, GuardianCode, PersonKey
from storage.tables.selections import Selection, SelectionMove, SelectionRow
from storage.tables.staff import StaffInvitation, StaffMember, StaffRole

__all__ = [
    "Acting",
    "Address",
    "Aid",
    "AidEvent",
    "AidReceipt",
    "Alumnus",
    "AlumnusClaim",
    "Answer",
    "Application",
    "ApplicationEvent",
    "AuditEntry",
    "Base",
    "Business",
    "BusinessReport",
    "Call",
    "CalledPerson",
    "CaseNote",
    "CheckIn",
    "Coaching",
    "CoachingGuest",
    "Consent",
    "Contact",
    "ContactCode",
    "Counter",
    "DataRequest",
    "Document",
    "GuardianCode",
    "Holiday",
    "Import",
    "ImportRow",
    "Inbox",
    "Intake",
    "IntakeSkill",
    "Job",
    "LocalMessage",
    "Media",
    "MentorArea",
    "Mentored",
    "MentoringNote",
    "MessageCount",
    "Objection",
    "OfficeQuestion",
    "Outbox",
    "Person",
    "PersonKey",
    "QuestionMessage",
    "Reminder",
    "Risk",
    "SeatGrant",
    "SeatOffer",
    "Selection",
    "SelectionMove",
    "SelectionRow",
    "Setting",
    "StaffInvitation",
    "StaffMember",
    "StaffRole",
    "Talk",
    "Visit",
]
