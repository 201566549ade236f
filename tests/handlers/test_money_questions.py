"""Questions about money: what is kept, what is offered to choose from, and what is explained."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.questions import Helpers, Money, Obstacle, Takings
from handlers.questions.reckoned import Reckoned
from programme.reports import Amount
from talk import Kind, Media, Message, Misread, Reconsidered

SALES = Money("day", "sales")
#: Every kind of a report that reads words.
KINDS: tuple[Kind[object], ...] = (SALES, Takings("sales"), Helpers(), Obstacle(), Reckoned("", {"fix_sales": "sales"}))


def read(kind: Kind[object], text: str = "", **more: object) -> object:
    return kind.check(kind.read(Message(text=text, **more)))  # type: ignore[arg-type]


def refused(kind: Kind[object], message: Message) -> Misread:
    with pytest.raises(Misread) as misread:
        kind.read(message)
    return misread.value


def test_the_period_that_is_asked_counts_unless_another_is_said() -> None:
    assert read(SALES, "500rb") == Amount(500_000, "day")
    assert read(SALES, "kira-kira 3jt sebulan") == Amount(3_000_000, "month", is_estimate=True)


@pytest.mark.parametrize("said", ["tidak tahu", "ga tau kak", "Don't know", "lupa", "belum pernah dihitung"])
def test_what_they_do_not_know_is_nothing_and_never_nought(said: str) -> None:
    assert read(SALES, said) is None
    assert read(Takings("sales"), said) is None


def test_nought_is_an_amount() -> None:
    assert read(SALES, "0") == read(SALES, "tidak ada") == Amount(0, "day")


@pytest.mark.parametrize(
    ("answer", "amount"),
    [
        ("2", Amount(250_000, "day", is_estimate=True)),
        ("yang tengah", Amount(250_000, "day", is_estimate=True)),
        ("yang bawah", Amount(200_000, "day")),
        ("yang atas", Amount(300_000, "day")),
        ("260rb", Amount(260_000, "day")),
        ("tidak tahu", None),
    ],
)
def test_of_a_range_one_is_chosen_and_the_middle_is_reckoned(answer: str, amount: Amount | None) -> None:
    asked = refused(SALES, Message(text="200-300rb"))
    assert asked.why.args == {"low": "Rp200.000", "high": "Rp300.000"}
    offered = tuple(choice.id for choice in asked.choices)
    assert read(SALES, answer, offered=offered) == amount
    assert read(SALES, choice=offered[2]) == Amount(300_000, "day")


def test_a_bare_number_is_asked_about_and_a_yes_takes_it() -> None:
    asked = refused(SALES, Message(text="75"))
    assert asked.why.args == {"amount": "Rp75.000"}
    assert read(SALES, "iya", offered=tuple(choice.id for choice in asked.choices)) == Amount(75_000, "day")


@pytest.mark.parametrize("said", ["untung 5jt", "laba 2jt sebulan"])
@pytest.mark.parametrize("kind", [SALES, Takings("sales")])
def test_profit_where_sales_are_asked_is_explained(kind: Kind[object], said: str) -> None:
    assert refused(kind, Message(text=said)).why.key == "kind-money-profit_sales"


def test_a_photo_instead_of_a_number_is_explained() -> None:
    assert refused(SALES, Message(media=Media("photo", "m1", "image/jpeg"))).why.key == "kind-money-photo"


def test_an_amount_instead_of_a_period_is_asked_for_how_long_it_was_and_kept() -> None:
    assert read(Takings("sales"), "500rb sehari") == Amount(500_000, "day")
    asked = refused(Takings("sales"), Message(text="kira-kira 1,5jt"))
    week = next(choice.id for choice in asked.choices if choice.label.key == "period-week")
    assert read(Takings("sales"), choice=week) == Amount(1_500_000, "week", is_estimate=True)


def test_a_number_of_helpers_is_that_many_people_and_no_row() -> None:
    offered = tuple(choice.id for choice in Helpers().choices)
    assert [read(Helpers(), str(count), offered=offered) for count in (0, 1, 4, 5)] == [0, 1, 4, 5]
    assert read(Helpers(), "sendirian") == 0
    assert [read(Helpers(), said) for said in ("ibu saya", "Ibu dan adikku", "dibantu suami")] == [1, 2, 1]
    assert read(Helpers(), "tidak tentu") is None


def test_what_holds_it_up_keeps_their_own_words() -> None:
    sales = Obstacle().check(Obstacle().read(Message(text="pembeli sepi karena hujan")))
    assert (sales.obstacle, sales.words) == ("buyers", "pembeli sepi karena hujan")
    assert Obstacle().check(Obstacle().read(Message(text="Sepi pembeli"))).words is None
    assert Obstacle().check(Obstacle().read(Message(text="listrik mati"))).obstacle == "other"


@pytest.mark.parametrize(
    "stored", [{"rupiah": -1, "period": "day"}, {"rupiah": 1, "period": "year"}, {"rupiah": 1}, "500rb", 500, True]
)
def test_a_stored_answer_that_is_no_amount_counts_no_more(stored: object) -> None:
    with pytest.raises(ValueError, match=r"no amount|not in tuple"):
        SALES.check(stored)  # type: ignore[arg-type]


@given(st.text(max_size=60) | st.from_regex(r"[0-9]{1,6}(rb|jt|k)?( ?- ?[0-9]{1,4}(rb|jt))? ?(sehari|sebulan)?"))
def test_any_words_are_kept_or_kindly_refused(said: str) -> None:
    for kind in KINDS:
        try:
            stored = kind.read(Message(text=said, offered=tuple(choice.id for choice in kind.choices)))
        except (Misread, Reconsidered):
            continue
        kind.check(stored)
