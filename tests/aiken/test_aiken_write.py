"""Banks as Aiken files: what Moodle reads, and what is said of the rest."""

from decimal import Decimal

import pytest

from qoima.core.diagnostic import Diagnostics
from qoima.formats.aiken.read import read_aiken
from qoima.formats.aiken.write import write_aiken
from qoima.formats.decode import decode
from qoima.formats.messages import say
from qoima.model.bank import ItemSet
from qoima.model.item import Choice, Essay, Item, Option, Response
from qoima.model.markup import tree
from qoima.model.text import Text


def choice(*texts: str, right: int = 0, several: bool = False) -> Choice:
    return Choice(tuple(Option(Text(text), n == right) for n, text in enumerate(texts)), several)


HALF_RIGHT = Choice((Option(Text("a"), True, None, Decimal(50)), Option(Text("b"), False)))


def item(stem: str = "Which?", response: Response | None = None, **more: object) -> Item:
    return Item(**{"id": "", "stem": Text(stem), "response": response or choice("yes", "no")} | more)


def write(*items: Item, category: tuple[str, ...] | None = None) -> tuple[str, Diagnostics]:
    written = write_aiken(ItemSet(items=items, category=category), {}, penalty=True)
    return written.data.decode(), written.said


def lost(said: Diagnostics) -> list[str]:
    return [say(d.message, "en").removeprefix("Aiken cannot carry ") for d in said]


def read_back(data: str) -> tuple[Item, ...]:
    source, said = decode("bank.txt", data.encode())
    assert source is not None
    reading = read_aiken(source)
    assert (*said, *reading.said) == ()
    return reading.items


def test_items_stand_in_the_form_that_moodle_reads() -> None:
    first = item("Какой ключ *уникален*?", choice("Первичный", "Внешний", "Составной"))
    data, said = write(first, item("Is $a < b$?", choice("yes", "no", right=1)))
    assert data == (
        "Какой ключ уникален?\nA. Составной\nB. Первичный\nC. Внешний\nANSWER: B\n"
        "\n"
        "Is \\(a < b\\)?\nA. yes\nB. no\nANSWER: B\n"
    )
    assert lost(said) == ["the form of the text (bold, indices, code, lists, tables)"]
    assert len(read_back(data)) == 2


def test_the_place_of_the_key_does_not_depend_on_how_the_options_are_listed() -> None:
    one, other = choice("a", "b", "c", "d"), Choice(tuple(reversed(choice("a", "b", "c", "d").options)))
    assert write(item(response=one)) == write(item(response=other))


def test_each_kind_of_loss_is_said_once_an_item() -> None:
    options = (
        Option(Text("H~2~O ![a](images/a.png)"), True, Text("good")),
        Option(Text("one\n\ntwo"), False, Text("bad"), Decimal(50)),
        Option(Text("`x` and `y`"), False),
    )
    rich = item(
        "- list\n\n![Water](images/w.png)",
        Choice(options),
        id="db-1",
        name="Water",
        category=("chemistry",),
        topic="water",
        difficulty="easy",
        extra_tags=("autumn",),
        symbols={"x": "y"},
        points=Decimal(2),
        hints=(Text("look"), Text("think")),
        feedback=Text("So it is."),
    )
    data, said = write(rich)
    assert "list [Water]\n" in data
    assert ". one two\n" in data
    assert lost(said) == [
        "the form of the text (bold, indices, code, lists, tables)",
        "pictures",
        "the line breaks of the text",
        "weights of wrong options",
        "feedback",
        "hints",
        "points",
        "the id",
        "the name of the item",
        "categories",
        "tags, topic, difficulty and other facts of the item",
    ]


def test_the_category_of_a_bank_is_said_once() -> None:
    assert lost(write(item(), item("Why?"), category=("databases", "en", "rk1"))[1]) == ["categories"]


@pytest.mark.parametrize(
    ("response", "why"),
    [
        (Essay(), "an item of the kind essay"),
        (choice("a", "b", several=True), "an item of the kind several choice"),
        (choice("a", "b", right=7), "this item: exactly one option must earn 100 %"),
        (Choice(tuple(Option(Text(t), True) for t in "ab")), "this item: exactly one option must earn 100 %"),
        (HALF_RIGHT, "this item: exactly one option must earn 100 %"),
        (choice("a"), "this item: it needs 2 to 26 options"),
        (choice(*map(str, range(27))), "this item: it needs 2 to 26 options"),
        (choice("a", " \u00a0"), "this item: its question or an option has no text"),
        (choice("a", "![](images/a.png)"), "this item: its question or an option has no text"),
    ],
)  # fmt: skip
def test_what_cannot_be_carried_is_refused_and_hides_no_other(response: Response, why: str) -> None:
    data, said = write(item("Bad?", response), item("Good?"))
    assert [i.stem.source for i in read_back(data)] == ["Good?"]
    assert lost(said) == [why]


def test_twenty_six_options_are_carried() -> None:
    (back,) = read_back(write(item(response=choice(*map(str, range(26)), right=25)))[0])
    assert isinstance(back.response, Choice)
    assert [option.text.source for option in back.response.correct] == ["25"]


@pytest.mark.parametrize(
    "stem", ["A. Smith wrote what?", "C) what?", "B.", "ANSWER: what?", "5", "?", "ANSWER:", "\ufeffx?", "Z.y"]
)
def test_a_text_that_moodle_would_take_for_something_else_is_shown_as_it_was(stem: str) -> None:
    data, said = write(item(stem, choice("A. x", "ANSWER: B", "5", "C")))
    (back,) = read_back(data)
    assert said == ()
    assert tree(back.stem) == tree(Text(stem))
    assert isinstance(back.response, Choice)
    assert sorted(option.text.source for option in back.response.options) == ["5", "A. x", "ANSWER: B", "C"]


def test_the_name_that_moodle_makes_is_no_loss() -> None:
    (back,) = read_back("<b>x</b> or y?\nA. x\nB. y\nANSWER: A")
    assert back.name == "x or y?"
    assert write(back)[1] == ()
