"""Questions about money: so much in such a period, as people say it. Nobody has to know, and nothing is guessed."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from handlers.money_words import about, rupiah
from handlers.questions.base import UNKNOWN, chosen, option, words
from handlers.questions.choosing import labelled
from handlers.texts.phrases import phrases
from programme.reading import choice, takings, yes_no
from programme.reports import PERIODS, Amount, Period
from talk import Choice, Line, Message, Misread, Stored

#: An amount that was offered because it may be meant, as its choice is named: rupiah, period, and whether reckoned.
_OFFERED = re.compile(r"(\d{1,12})\.(day|week|month)\.(exact|about)")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount, in the period that is asked for unless another is said with it; None where they don't know."""

    period: Period
    #: "sales" or "spending": what is asked, where somebody says what was left instead.
    what: str

    @property
    def choices(self) -> Sequence[Choice]:
        """Nobody has to know."""
        return (option("choice", UNKNOWN),)

    def read(self, message: Message) -> Stored:
        """Rupiah, period, and whether it is only reckoned; or None."""
        picked = _picked(message)
        if picked is not None or message.picked() == UNKNOWN:
            return picked
        said = takings.read(_words(message))
        if said is None and chosen(Message(text=message.text), self.choices, "money") == UNKNOWN:
            return None
        return _settled(said, self.what, (said.period if said else None) or self.period)

    def check(self, stored: Stored) -> Amount | None:
        """An amount, or None."""
        return None if stored is None else _amount(stored)


@dataclass(frozen=True, slots=True)
class Takings:
    """In which period it is easiest to say; the amount itself where they say it at once; None: they don't know."""

    what: str

    @property
    def choices(self) -> Sequence[Choice]:
        """The periods, and that they don't know."""
        return (*labelled("period", *PERIODS), option("choice", UNKNOWN))

    def read(self, message: Message) -> Stored:
        """A period, an amount with its period, or None."""
        offered, picked = _picked(message), message.picked()
        if offered is not None or picked == UNKNOWN:
            return offered
        if picked in PERIODS:
            return picked
        text = _words(message)
        said = takings.read(text)
        return self._in_words(text) if said is None else self._amount(said)

    def check(self, stored: Stored) -> Amount | Period | None:
        """As it was read."""
        for period in PERIODS:
            if stored == period:
                return period
        return None if stored is None else _amount(stored)

    def _amount(self, said: takings.Said | takings.Between | takings.Bare | takings.Profit) -> Stored:
        if isinstance(said, takings.Profit) or said.period is not None:
            return _settled(said, self.what, said.period or "month")
        if not isinstance(said, takings.Said):
            raise Misread(Line("kind-money-period"))
        periods = [Choice(_name(said.rupiah, period, said.is_estimate), Line(f"period-{period}")) for period in PERIODS]
        raise Misread(Line("kind-money-how_long", {"amount": rupiah(said.rupiah)}), periods)

    def _in_words(self, text: str) -> Stored:
        named = takings.period_in(text) or chosen(Message(text=text), self.choices, "period")
        if named is None:
            raise Misread(Line("kind-choose"))
        return None if named == UNKNOWN else named


def _settled(
    said: takings.Said | takings.Between | takings.Bare | takings.Profit | None, what: str, period: Period
) -> Stored:
    """The one amount that was said; what may be several is offered to choose from."""
    if isinstance(said, takings.Said):
        return asdict(Amount(said.rupiah, period, said.is_estimate))
    if isinstance(said, takings.Between):
        between = {"low": rupiah(said.low), "high": rupiah(said.high)}
        raise Misread(Line("kind-money-between", between), [*_between(said, period), option("choice", UNKNOWN)])
    if isinstance(said, takings.Bare):
        meant = [_choice(amount, period, said.is_estimate) for amount in said.amounts]
        raise Misread(Line("kind-money-bare", {"amount": rupiah(said.amounts[0])}), meant)
    raise Misread(Line("kind-money" if said is None else f"kind-money-profit_{what}"))


def _between(said: takings.Between, period: Period) -> list[Choice]:
    """The lower, the middle (which nobody said, so it is reckoned), and the upper."""
    return [
        _choice(said.low, period, is_estimate=False),
        _choice(said.middle, period, is_estimate=True),
        _choice(said.high, period, is_estimate=False),
    ]


def _choice(amount: int, period: Period, is_estimate: bool) -> Choice:
    label = about(amount) if is_estimate else Line("as-is", {"text": rupiah(amount)})
    return Choice(_name(amount, period, is_estimate), label)


def _name(amount: int, period: Period, is_estimate: bool) -> str:
    return f"{amount}.{period}.{'about' if is_estimate else 'exact'}"


def _picked(message: Message) -> Stored:
    """The offered amount that was chosen: by button or number, as "yes" to the only one, or as "the middle"."""
    offered = [name for name in message.offered if _OFFERED.fullmatch(name)]
    named = message.picked() or _named(message.text, offered)
    found = _OFFERED.fullmatch(named or "")
    return None if found is None else {"rupiah": int(found[1]), "period": found[2], "is_estimate": found[3] == "about"}


def _named(text: str, offered: Sequence[str]) -> str | None:
    if len(offered) == 1 and yes_no.read(text):
        return offered[0]
    place = choice.read(text, phrases("money_between")) if len(offered) == len(phrases("money_between")) else None
    return dict(zip(phrases("money_between"), offered, strict=False)).get(place or "")


def _words(message: Message) -> str:
    if message.media is not None and message.media.kind in ("photo", "document") and not message.text.strip():
        raise Misread(Line("kind-money-photo"))
    return words(message)


def _amount(stored: Stored) -> Amount:
    rupiah, period, is_estimate = (
        (stored.get(name) for name in ("rupiah", "period", "is_estimate")) if isinstance(stored, dict) else (None,) * 3
    )
    if not isinstance(rupiah, int) or rupiah < 0:
        raise ValueError("no amount")
    return Amount(rupiah, PERIODS[PERIODS.index(period)], is_estimate is True)
