"""How a talk is asked, kept and resumed. Pure, and nothing but the standard library.

A talk is a function that reads like the talk. It may run many times, so it only asks, tells, decides and returns.
"""

from talk.engine import Finished, Waiting, back, run
from talk.kind import Kind, Misread, Reconsidered, Stored
from talk.script import Ask, Asking, RepeatedQuestionError, Script, talk
from talk.text import Argument, Choice, Line
from talk.values import Answer, Answers, Media, Message

__all__ = [
    "Answer",
    "Answers",
    "Argument",
    "Ask",
    "Asking",
    "Choice",
    "Finished",
    "Kind",
    "Line",
    "Media",
    "Message",
    "Misread",
    "Reconsidered",
    "RepeatedQuestionError",
    "Script",
    "Stored",
    "Waiting",
    "back",
    "run",
    "talk",
]
