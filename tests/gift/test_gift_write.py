"""GIFT files as Moodle takes them: every item arrives with its key, texts and tags, whatever signs they hold."""

import base64
import os
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qoima.core.diagnostic import Diagnostics
from qoima.core.source import Source
from qoima.formats.gift_read import read_gift
from qoima.formats.gift_write import write_gift
from qoima.formats.yaml_bank import read_items
from qoima.model.bank import Bank, BankId
from qoima.model.item import (
    Answer,
    Choice,
    Description,
    Essay,
    Item,
    Matching,
    Number,
    Numerical,
    Option,
    Response,
    ShortAnswer,
    TrueFalse,
    option_weights,
)
from qoima.model.markup import tree
from qoima.model.text import Markup, Text

HERE = Path(__file__).parent
TWO = Choice((Option(Text("yes"), correct=True), Option(Text("no"), correct=False)))


def bank(*items: Item) -> Bank:
    return Bank(id=BankId("databases", "en", "rk1"), items=items)


def item(response: Response = TWO, stem: str = "Which?", id: str = "q-1") -> Item:
    return Item(id=id, stem=Text(stem), response=response, difficulty="easy", topic="joins")


def written(*items: Item, pictures: dict[str, bytes] | None = None, penalty: bool = True) -> tuple[str, Diagnostics]:
    file = write_gift(bank(*items).for_moodle(), pictures or {}, penalty=penalty)
    return file.data.decode(), file.said


def back(text: str) -> tuple[Item, ...]:
    reading = read_gift(Source("rk1.gift", text))
    assert (
        reading.unread_items,
        [d for d in reading.said if d.code not in ("GFT006", "GFT007", "GFT012", "GFT014")],
    ) == (0, [])
    return reading.items


def lines(text: str, sign: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith(sign)]


def test_a_bank_looks_like_this() -> None:
    reading = read_items(Source("rk1.yaml", (HERE / "bank.yaml").read_text(encoding="utf-8")))
    items, wrong = reading.items, reading.said
    assert not wrong
    text, said = written(*items, pictures={"testbanks/databases/en/images/fd.svg": b"<svg/>"})
    expected = HERE / "bank.gift"
    if os.environ.get("QOIMA_GOLDEN") == "write":
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")
    assert [d.code for d in said] == ["LOS003"]
    assert written(*items, pictures={"testbanks/databases/en/images/fd.svg": b"<svg/>"})[0] == text


def test_items_stand_by_difficulty_each_in_its_category() -> None:
    hard, easy = replace(item(id="h"), difficulty="hard"), item(id="e")
    text, _ = written(hard, easy, replace(item(id="e2")))
    assert [entry.id for entry in back(text)] == ["e", "e2", "h"]
    assert [entry.category for entry in back(text)] == [("databases", "en", "rk1", "easy")] * 2 + [
        ("databases", "en", "rk1", "hard")
    ]


def test_a_slash_inside_a_name_makes_no_category() -> None:
    data = write_gift(Bank(id=BankId("a/b", "en", "rk1"), items=(item(),)).for_moodle(), {}, penalty=True).data
    assert data.startswith(b"$CATEGORY: a//b/en/rk1/easy\n\n")
    assert back(data.decode())[0].category[0] == "a/b"


def test_the_key_has_no_place_of_its_own() -> None:
    options = tuple(Option(Text(text), correct=text == "a") for text in "abcde")
    one, _ = written(item(Choice(options)))
    other, _ = written(item(Choice(options[::-1])))
    assert one == other


@pytest.mark.parametrize(
    ("right", "wrong", "penalty", "signs"),
    [
        (2, 3, True, ["~%-33.33333%"] * 3 + ["~%50%"] * 2),
        (3, 2, True, ["~%-50%"] * 2 + ["~%33.33333%"] * 3),
        (2, 3, False, ["~%50%"] * 2 + ["~x"] * 3),
        (1, 4, True, ["~%-25%"] * 4 + ["~%100%"]),
    ],
)
def test_ticking_all_earns_nothing_where_wrong_answers_cost(
    right: int, wrong: int, penalty: bool, signs: list[str]
) -> None:
    options = tuple(Option(Text(f"x{n}"), correct=n < right) for n in range(right + wrong))
    text, _ = written(item(Choice(options, several=True)), penalty=penalty)
    assert sorted(re.sub(r"x\d", "x" if "%" not in line else "", line) for line in lines(text, "~")) == sorted(signs)


def test_a_weight_in_the_item_wins() -> None:
    options = (
        Option(Text("a"), correct=True, weight_percent=Decimal(100)),
        Option(Text("b"), correct=False, weight_percent=Decimal("-16.66667")),
        Option(Text("c"), correct=False, weight_percent=Decimal(0)),
    )
    text, _ = written(item(Choice(options, several=True)))
    assert sorted(lines(text, "~")) == ["~%-16.66667%b", "~%100%a", "~c"]


def test_what_begins_like_a_weight_or_a_format_stays_text() -> None:
    options = tuple(Option(Text(text), correct=text == "[plain] x") for text in ("%50% of it", "[plain] x", "[html]"))
    (read,) = back(written(item(Choice(options)))[0])
    assert isinstance(read.response, Choice)
    assert sorted(option.text.source for option in read.response.options) == ["%50% of it", "[html]", "[plain] x"]


def test_a_picture_travels_inside_the_file() -> None:
    text, said = written(
        item(stem="![a graph](images/a.png)"), pictures={"testbanks/databases/en/images/a.png": b"12345"}
    )
    (piece,) = tree(back(text)[0].stem)
    assert (piece.kind, piece.alt) == ("picture", "a graph")
    assert piece.value == "data:image/png;base64," + base64.b64encode(b"12345").decode()
    assert not said


def test_large_pictures_advise_the_moodle_xml() -> None:
    pictures = {"testbanks/databases/en/images/a.png": bytes(60_000)}
    assert not written(item(stem="![a](images/a.png)"), pictures=pictures)[1]
    _, said = written(item(stem="![a](images/a.png)"), item(stem="![b](images/a.png)", id="b"), pictures=pictures)
    assert [d.code for d in said] == ["LOS002"]


def test_what_gift_cannot_carry_is_said() -> None:
    for lost, code in (
        (replace(item(), points=Decimal(2)), "LOS003"),
        (replace(item(), hints=(Text("think"),)), "LOS003"),
        (replace(item(), extra_tags=("a<b",)), "LOS003"),
        (item(ShortAnswer((Answer(Text("x", "plain")),), match_case=True)), "LOS003"),
        (item(ShortAnswer((Answer(Text("a->b", "plain")),))), "LOS001"),
        (item(Choice((Option(Text("a"), correct=True),))), "LOS001"),
        (replace(item(Description()), feedback=Text("x")), "LOS003"),
        (item(Essay(lines=5)), "LOS003"),
    ):
        assert [d.code for d in written(lost)[1]] == [code]


@pytest.mark.parametrize(
    "response",
    [
        TrueFalse(True),
        TrueFalse(False),
        Essay(),
        ShortAnswer((Answer(Text("H2O", "plain")), Answer(Text("[x] = ~", "plain"), Decimal(50)))),
        Numerical((Number(Decimal("3.14"), Decimal("0.01")), Number(Decimal(0), Decimal(4), Decimal(50)))),
        Matching(
            (
                (Text("a", "html"), Text("b", "plain")),
                (Text("c", "html"), Text("d", "plain")),
                (Text("", "html"), Text("e", "plain")),
            )
        ),
    ],
    ids=lambda response: response.kind,
)
def test_the_other_kinds_come_back_too(response: Response) -> None:
    text, said = written(item(response))
    assert not said
    assert back(text)[0].response == response


code = "\n\n```\nfor (;;) {\n    a = b;\n\n  // c\n\tneq\n}\n```\n\n"
formulas = ["$A \\to B$", "$x^{2}_{i} = \\frac{1}{2}$", "$a < b$", "$$\\neq$$"]
prose = [
    "Қазақстан әліпбиі",
    "іздеу",
    "x",
    "0",
    "*em*",
    "- one\n- two",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "`a{b} = 1\\n`",
]
signs = [
    "a = b",
    "~",
    "#",
    ":",
    "::",
    "{",
    "}",
    "{x}",
    "\\",
    "\\n",
    "\\neq",
    "C:\\new",
    "//",
    "\n// note",
    "####",
    "->",
    "=",
]
traps = ["%50%", "[html]", "[tag:x]", "a < b", "<td>", "&&058;", "&amp;", "\n\n", "\n", "\t", "  ", "\u00a0"]
words = st.sampled_from([code, *formulas, *prose, *signs, *traps])
markups: st.SearchStrategy[Markup] = st.sampled_from(["qoima", "qoima", "html", "markdown", "plain", "moodle"])
sources = st.lists(words, min_size=1, max_size=6).map(" ".join)
texts = st.builds(Text, sources, markups).filter(lambda text: bool(tree(text)))
some_text = st.none() | texts
ids = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True)
names = st.sampled_from(["", "joins", "тақырып 1", "a]b", "LO2"])
sayings = st.lists(st.sampled_from([*"ақ [](){}:,#'\"\\\n\t\u2028", "[id:"]), max_size=8).map("".join)
weights = st.sampled_from([Decimal(100), Decimal(50), Decimal("33.33333"), Decimal("-33.33333"), Decimal(0)])


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    several = draw(st.booleans())
    count = draw(st.integers(2, 5))
    weighed = several and draw(st.booleans())
    right = draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=count if several else 1))
    options = [
        Option(draw(texts), correct=n in right, feedback=draw(some_text), weight_percent=None) for n in range(count)
    ]
    if weighed:
        given_weights = [draw(weights) for _ in options]
        options = [replace(o, correct=w > 0, weight_percent=w) for o, w in zip(options, given_weights, strict=True)]
    return Choice(tuple(options), several)


@st.composite
def choice_items(draw: st.DrawFn) -> Item:
    return Item(
        id=draw(ids),
        stem=draw(texts),
        response=draw(choices()),
        topic=draw(names),
        difficulty=draw(st.sampled_from(["easy", "medium", "hard", ""])),
        outcome=draw(names),
        symbols=draw(st.dictionaries(sayings, sayings.filter(bool), max_size=2)),
        uses=draw(st.lists(names.filter(bool), max_size=2).map(tuple)),
        feedback=draw(some_text),
        hints=draw(st.lists(texts, max_size=1).map(tuple)),
        sample_of=draw(names),
        extra_tags=draw(st.sampled_from([(), ("осень",)])),
    )


def meaning(item: Item, penalty: bool) -> object:
    """What must survive: ids, tags, facts, trees of texts, and what each option earns; the options as a set."""
    assert isinstance(item.response, Choice)
    earned = option_weights(item.response, penalty=penalty)
    options = [
        (tree(o.text), tree(o.feedback) if o.feedback else (), weight)
        for o, weight in zip(item.response.options, earned, strict=True)
    ]
    facts = (
        item.id,
        item.topic,
        item.difficulty,
        item.outcome,
        item.uses,
        item.extra_tags,
        item.symbols,
        item.sample_of,
    )
    told = [tree(text) for text in (item.stem, *item.hints)]
    return facts, told, tree(item.feedback) if item.feedback else (), item.response.several, sorted(options, key=repr)


@settings(max_examples=200)
@given(choice_items(), st.booleans())
def test_reading_what_was_written_gives_the_same_item(item: Item, penalty: bool) -> None:
    (read,) = back(written(item, penalty=penalty)[0])
    assert meaning(read, penalty) == meaning(item, penalty)
