"""GIFT files as Moodle takes them: every item arrives with its key, texts and tags, whatever signs they hold."""

import base64
import os
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from qoima.core.diagnostic import Diagnostics
from qoima.core.source import Source
from qoima.formats.gift.read import read_gift
from qoima.formats.gift.write import write_gift
from qoima.formats.yaml.bank import read_items
from qoima.model.bank import Bank, BankId, ItemSet
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
)
from qoima.model.markup import tree
from qoima.model.text import Text

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


def typed(*texts: str, match_case: bool = False) -> ShortAnswer:
    return ShortAnswer(tuple(Answer(Text(text, "plain")) for text in texts), match_case)


def said_of(*items: Item) -> list[str]:
    return [f"{d.code} {getattr(d.message.values.get('what'), 'key', '')}".strip() for d in written(*items)[1]]


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        (replace(item(), points=Decimal(2)), "LOS003 lost.points"),
        (replace(item(), hints=(Text("think"),)), "LOS003 lost.hints"),
        (replace(item(), extra_tags=("a<b",)), "LOS003 lost.tags"),
        (replace(item(), topic="`x`"), "LOS003 lost.topic"),
        (replace(item(), name="&&058;"), "LOS003 lost.name"),
        (replace(item(Description()), feedback=Text("x")), "LOS003 lost.feedback"),
        (item(typed("x", match_case=True)), "LOS003 lost.match_case"),
        (item(Essay(lines=5)), "LOS003 lost.lines"),
        (item(Essay(notes=Text("x"))), "LOS003 lost.notes"),
        (item(Choice((Option(Text("a"), False), Option(Text("b"), False)))), "LOS003 lost.several"),
        (item(Matching(((Text("a"), Text("$x$")), (Text("b"), Text("c"))))), "LOS010 lost.pairs"),
        (item(Matching(((Text("a"), Text("b")), (Text(""), Text("$x$"))))), "LOS010 lost.extra"),
        (item(typed("a->b", "c")), "LOS004"),
        (item(typed("&&061;")), "LOS004"),
        (item(Matching(((Text("a"), Text("&&058;", "plain")), (Text("b"), Text("c"))))), "LOS004"),
        (item(Choice((Option(Text("a"), correct=True),))), "LOS001"),
        (replace(item(), name="n" * 256), "DLV010"),
        (item(id="i" * 101), "DLV001"),
        (item(stem="![a](images/none.png)"), "DLV005"),
    ],
)
def test_what_gift_cannot_carry_is_said(lost: Item, said: str) -> None:
    assert said_of(lost) == [said]


def test_a_name_that_moodle_shortens_is_written_whole() -> None:
    name = "Жылдың қысқаша мазмұны " * 20
    text, (said,) = written(replace(item(), name=name.strip()))
    assert said.message.values["name"] == "Жылдың қысқаша мазмұны " * 10 + "Жылдың қысқаша ..."
    assert read_gift(Source("rk1.gift", text)).items[0].name == name.strip()


def test_single_choice_with_only_full_options_is_no_short_answer() -> None:
    (read,) = back(written(item(Choice((Option(Text("a"), True), Option(Text("b"), True)))))[0])
    assert isinstance(read.response, Choice)
    assert not read.response.several
    assert [o.correct for o in read.response.options] == [True, True]


def test_a_lone_answer_may_hold_an_arrow() -> None:
    (read,) = back(written(item(ShortAnswer((Answer(Text("a->b", "plain"), feedback=Text("right")),))))[0])
    assert isinstance(read.response, ShortAnswer)
    assert [answer.text.source for answer in read.response.answers] == ["a->b"]


def test_marks_that_end_in_a_backslash_do_not_run_into_the_next() -> None:
    text, _ = written(replace(item(id="a\\"), topic="b\\", extra_tags=("c]d",)))
    (read,) = back(text)
    assert (read.id, read.topic, read.difficulty, read.extra_tags) == ("a\\", "b\\", "easy", ("c]d",))


def categories(*items: Item) -> list[tuple[str, ...]]:
    return [read.category for read in back(write_gift(ItemSet(items=items), {}, penalty=True).data.decode())]


def test_each_item_stays_in_its_own_category_and_those_without_come_first() -> None:
    paths: list[tuple[str, ...]] = [("AC/DC", "50 %"), (), ("a",), ("a", "/"), ("$course$", "b"), ("a\\:b",), ()]
    assert categories(*(replace(item(id=f"q-{n}"), category=path) for n, path in enumerate(paths))) == sorted(
        paths, key=bool
    )


def test_a_category_that_moodle_skips_is_said() -> None:
    def said(*category: str) -> list[str]:
        held = ItemSet(items=(replace(item(), category=category),))
        return [d.code for d in write_gift(held, {}, penalty=True).said]

    assert said("a", "b") == []
    assert said("a", "top") == ["LOS010"]
    assert said("a&&092;") == ["LOS003"]
    assert said("a\nb") == ["LOS003"]
    assert said("a<b>") == ["DLV008"]
    assert said("n" * 256) == ["DLV001"]


@pytest.mark.parametrize(
    "response",
    [
        TrueFalse(True),
        TrueFalse(False),
        TrueFalse(True, when_true=Text("so it is", "html")),
        TrueFalse(False, when_true=Text("no", "html"), when_false=Text("yes", "html")),
        Essay(),
        ShortAnswer((Answer(Text("H2O", "plain")), Answer(Text("[x] = ~", "plain"), Decimal(50)))),
        Numerical((Number(Decimal("3.14"), Decimal("0.01")), Number(Decimal(0), Decimal(4), Decimal(50)))),
        Numerical((Number(Decimal(3)), Number(None, weight_percent=Decimal(0), feedback=Text("no", "html")))),
        Numerical((Number(None, weight_percent=Decimal(50)), Number(Decimal(3)))),
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
