"""The kinds of question: each a reader of programme.reading with its example and its explanation."""

from handlers.questions.businesses import BusinessKind, Since
from handlers.questions.choosing import Consent, OneOf, Skill, SkillWish, Sure, YesNo, labelled
from handlers.questions.dates import DateOfBirth, Day, PastYear, PlannedDay, YearLeft
from handlers.questions.family import Aid, AidAnswer
from handlers.questions.files import Attachment, DocumentFile, ReceiptPhoto
from handlers.questions.money import Money, Takings
from handlers.questions.numbers import NikDiffers, NikNumber, OwnPhone, Phone, WholeNumber
from handlers.questions.rupiah import CostItem, Named, Rupiah
from handlers.questions.seats import SeatCount, SkillSeats
from handlers.questions.summary import Summary, SummaryLine
from handlers.questions.trading import Helpers, Hindered, Obstacle, Telling
from handlers.questions.villages import Village
from handlers.questions.words import FreeText, NewName, PersonName
from handlers.questions.wrapped import Wrapped

__all__ = [
    "Aid",
    "AidAnswer",
    "Attachment",
    "BusinessKind",
    "Consent",
    "CostItem",
    "DateOfBirth",
    "Day",
    "DocumentFile",
    "FreeText",
    "Helpers",
    "Hindered",
    "Money",
    "Named",
    "NewName",
    "NikDiffers",
    "NikNumber",
    "Obstacle",
    "OneOf",
    "OwnPhone",
    "PastYear",
    "PersonName",
    "Phone",
    "PlannedDay",
    "ReceiptPhoto",
    "Rupiah",
    "SeatCount",
    "Since",
    "Skill",
    "SkillSeats",
    "SkillWish",
    "Summary",
    "SummaryLine",
    "Sure",
    "Takings",
    "Telling",
    "Village",
    "WholeNumber",
    "Wrapped",
    "YearLeft",
    "YesNo",
    "labelled",
]
