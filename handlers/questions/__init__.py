"""The kinds of question: each a reader of programme.reading with its example and its explanation."""

from handlers.questions.choosing import Consent, OneOf, YesNo, labelled
from handlers.questions.dates import DateOfBirth, YearLeft
from handlers.questions.files import DocumentFile, DocumentKept
from handlers.questions.family import Aid, AidAnswer
from handlers.questions.numbers import NikDiffers, NikNumber, OwnPhone, Phone
from handlers.questions.summary import Summary, SummaryLine
from handlers.questions.villages import OUTSIDE, Village
from handlers.questions.words import FreeText, PersonName

__all__ = [
    "OUTSIDE",
    "Aid",
    "AidAnswer",
    "Consent",
    "DateOfBirth",
    "DocumentFile",
    "DocumentKept",
    "FreeText",
    "NikDiffers",
    "NikNumber",
    "OneOf",
    "OwnPhone",
    "PersonName",
    "Phone",
    "Summary",
    "SummaryLine",
    "Village",
    "YearLeft",
    "YesNo",
    "labelled",
]
