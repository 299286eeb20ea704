"""Moodle XML as an administrator meets it: every item arrives with its key, its pictures and its tags."""

import os
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from moodle_quiz import FOLDER, choice, codes, fractions, item, questions, quiz, written
from qoima.core.source import Source
from qoima.formats.moodle_xml.write import write_moodle_xml
from qoima.formats.yaml.bank import read_items
from qoima.formats.yaml.model import plain as plain_values
from qoima.formats.yaml.nodes import read
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
    ShortAnswer,
    TrueFalse,
)
from qoima.model.text import Text

GOLDEN = Path(__file__).parent / "golden" / "moodle_xml"


def test_every_item_arrives_with_its_key() -> None:
    items = [item(f"x-{n}", f"Question {n}", choice([f"key {n}"], ["a", "b", "c", "d"])) for n in range(100)]
    found = questions(quiz(*items))
    assert [q.findtext("idnumber") for q in found] == [f"x-{n}" for n in range(100)]
    assert [q.findtext("name/text") for q in found] == [f"x-{n}" for n in range(100)]
    assert [q.findtext("questiontext/text") for q in found] == [f"Question {n}" for n in range(100)]
    for n, question in enumerate(found):
        assert fractions(question) == {f"key {n}": 100, "a": 0, "b": 0, "c": 0, "d": 0}
        assert question.findtext("single") == "true"


def test_items_stand_by_difficulty_in_the_categories_of_their_control() -> None:
    levels = ["hard", "easy", "medium", "easy", "hard"]
    root = quiz(*(item(f"x-{n}", difficulty=level) for n, level in enumerate(levels)))
    assert [q.findtext("category/text") or q.findtext("idnumber") for q in root] == [
        "$course$/top/databases/kk/rk1/easy", "x-1", "x-3",
        "$course$/top/databases/kk/rk1/medium", "x-2",
        "$course$/top/databases/kk/rk1/hard", "x-0", "x-4",
    ]  # fmt: skip


def test_a_slash_in_a_name_makes_no_category_of_its_own() -> None:
    bank = Bank(id=BankId("a/b", "kk", "rk1"), items=(item(),))
    root = etree.fromstring(write_moodle_xml(bank.for_moodle(), {}, penalty=True).data)
    assert root.findtext("question/category/text") == "$course$/top/a//b/kk/rk1/easy"


def test_a_bank_without_items_is_still_a_file_that_moodle_reads() -> None:
    assert [q.get("type") for q in quiz()] == ["category"]


@pytest.mark.parametrize(("right", "wrong"), [(2, 3), (3, 2), (4, 1), (2, 4), (3, 5), (5, 5), (6, 3)])
def test_ticking_all_of_several_earns_nothing_and_ticking_the_right_ones_all(right: int, wrong: int) -> None:
    several = choice([f"r{n}" for n in range(right)], [f"w{n}" for n in range(wrong)])
    (question,) = questions(quiz(item(response=several)))
    earned = fractions(question)
    assert question.findtext("single") == "false"
    assert float(sum(earned.values())) == pytest.approx(0, abs=0.001)
    assert float(sum(earned[f"r{n}"] for n in range(right))) == pytest.approx(100, abs=0.001)


def test_without_penalty_a_wrong_tick_costs_nothing() -> None:
    (question,) = questions(quiz(item(response=choice(["a", "b", "c"], ["d", "e"])), penalty=False))
    third = Decimal("33.33333")
    assert fractions(question) == {"a": third, "b": third, "c": third, "d": 0, "e": 0}


def test_the_order_of_options_does_not_show_the_key() -> None:
    items = [item(f"x-{n}", f"Q {n}", choice(["alpha"], ["beta", "gamma", "delta", "rho"])) for n in range(200)]
    places = Counter([a.get("fraction") for a in q.findall("answer")].index("100") for q in questions(quiz(*items)))
    assert sorted(places) == [0, 1, 2, 3, 4]
    assert all(20 <= count <= 60 for count in places.values())


def test_the_same_bank_gives_the_same_bytes_however_its_options_were_listed() -> None:
    shown = {f"{FOLDER}/images/{name}.png": name.encode() for name in ("a", "b")}
    stem = "![a](images/a.png) ![b](images/b.png)"
    options = choice(["one"], ["two", "three"]).options
    first, _ = written(item(stem=stem, response=Choice(options)), pictures=shown)
    second, _ = written(item(stem=stem, response=Choice(options[::-1])), pictures=dict(reversed(shown.items())))
    assert first == second


def test_tags_say_difficulty_topic_outcome_and_materials() -> None:
    extra = ("күзгі", "Topic:SQL", " ")
    (question,) = questions(quiz(item(topic="sql", outcome="LO2", uses=("sql-card",), extra_tags=extra)))
    tags = ["difficulty:easy", "topic:sql", "outcome:LO2", "uses:sql-card", "күзгі"]
    assert [tag.findtext("text") for tag in question.findall("tags/tag")] == tags


def test_answers_are_shuffled_and_no_instruction_is_added() -> None:
    (question,) = questions(quiz(item(points=Decimal("2.50"))))
    facts = {"shuffleanswers": "1", "showstandardinstruction": "0", "answernumbering": "abc", "hidden": "0"}
    facts |= {"penalty": "0.3333333", "defaultgrade": "2.5"}
    assert {name: question.findtext(name) for name in facts} == facts


def test_feedback_and_hints_stand_where_moodle_looks_for_them() -> None:
    options = (Option(Text("yes"), True, Text("Indeed")), Option(Text("no"), False, Text("Look *again*")))
    (question,) = questions(
        quiz(item(response=Choice(options), feedback=Text("Because"), hints=(Text("One"), Text("Two"))))
    )
    assert question.findtext("generalfeedback/text") == "Because"
    assert [hint.findtext("text") for hint in question.findall("hint")] == ["One", "Two"]
    feedback = {a.findtext("text"): a.findtext("feedback/text") for a in question.findall("answer")}
    assert feedback == {"yes": "Indeed", "no": "Look <em>again</em>"}


def test_what_moodle_has_no_field_for_travels_in_a_comment() -> None:
    root = quiz(item(symbols={"A--B": "arrow -->", "\\sigma": "таңдау"}))
    comments = [c.text or "" for c in root.iterchildren(etree.Comment)]
    assert len(comments) == 1
    node, wrong = read(Source("comment", comments[0].removeprefix(" qoima: ").strip()))
    assert node is not None
    assert not wrong
    assert plain_values(node) == {"symbols": {"A--B": "arrow -->", "\\sigma": "таңдау"}}


TWO_RIGHT = Choice((Option(Text("a"), True), Option(Text("b"), True)))
WEIGHED = Choice(
    (Option(Text("a"), True, None, Decimal(50)), Option(Text("b"), False, None, Decimal(25))), several=True
)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (item("i" * 101, name="short"), "DLV001"),
        (item(name="n" * 256), "DLV010"),
        (item(stem="Price: `$@COURSE*2@$`"), "DLV002"),
        (item(response=choice(["a"], ["`$@NULL@$`"])), "DLV002"),
        (item(topic="t" * 45), "DLV003"),
        (item(extra_tags=("a<b",)), "DLV004"),
        (item(response=TWO_RIGHT), "DLV006"),
        (item(response=choice([], ["a", "b"])), "DLV006"),
        (item(response=WEIGHED), "DLV006"),
        (item(response=choice([f"r{n}" for n in range(11)], ["w"])), "DLV006"),
        (item(response=choice(["a"], ["b", " "])), "DLV007"),
        (item(response=choice(["a"], [])), "DLV007"),
        (item(name="a <b"), "DLV008"),
    ],
)
def test_what_moodle_would_change_without_a_word_is_said(wrong: Item, code: str) -> None:
    content, said = written(wrong)
    assert codes(said) == [code]
    assert len(questions(etree.fromstring(content))) == 1


def test_the_limits_themselves_are_fine() -> None:
    quiz(item("i" * 100, name="n" * 255, topic="t" * 44, extra_tags=("t" * 50,)))


def test_ids_that_differ_in_capital_letters_only_are_said() -> None:
    assert codes(written(item("a-1"), item("A-1"), item("a-2"))[1]) == ["DLV009"]


def test_true_or_false_has_two_fixed_answers() -> None:
    for answer in (True, False):
        (question,) = questions(quiz(item(response=TrueFalse(answer))))
        assert question.get("type") == "truefalse"
        assert fractions(question) == {"true": 100 * answer, "false": 100 * (not answer)}
        assert question.findtext("penalty") == "1.0000000"


def test_typed_answers_are_compared_as_typed() -> None:
    answers = (Answer(Text("a<b && *", "plain")), Answer(Text("сөз", "plain"), Decimal(50), Text("Nearly")))
    (question,) = questions(quiz(item(response=ShortAnswer(answers, match_case=True))))
    assert question.get("type") == "shortanswer"
    assert question.findtext("usecase") == "1"
    assert fractions(question) == {"a<b && *": 100, "сөз": 50}
    assert question.findtext("answer[2]/feedback/text") == "Nearly"


def test_numbers_have_points_and_tolerances() -> None:
    numbers = (Number(Decimal("3.140"), Decimal("0.01")), Number(Decimal("1E+3"), weight_percent=Decimal(50)))
    (question,) = questions(quiz(item(response=Numerical(numbers))))
    assert question.get("type") == "numerical"
    assert fractions(question) == {"3.14": 100, "1000": 50}
    assert [a.findtext("tolerance") for a in question.findall("answer")] == ["0.01", "0"]


def test_an_astronomical_number_keeps_its_exponent() -> None:
    (question,) = questions(quiz(item(response=Numerical((Number(Decimal("6.02E+900000")),)))))
    assert fractions(question) == {"6.02E+900000": 100}


def test_pairs_and_extra_right_sides_are_told_apart() -> None:
    matching = Matching(((Text("Kazakhstan"), Text("Astana")), (Text("$x$"), Text("b")), (Text(""), Text("Tashkent"))))
    (question,) = questions(quiz(item(response=matching)))
    assert question.get("type") == "matching"
    pairs = [(s.findtext("text"), s.findtext("answer/text")) for s in question.findall("subquestion")]
    assert pairs == [("Kazakhstan", "Astana"), (r"\(x\)", "b"), ("", "Tashkent")]


@pytest.mark.parametrize("right", ["$x$", "`b`", "a\n\nb", "![b](images/b.png)"])
def test_a_right_side_is_plain_text_and_what_it_loses_is_said(right: str) -> None:
    for rows in (((Text("a"), Text(right)), (Text("c"), Text("d"))), ((Text("a"), Text("b")), (Text(""), Text(right)))):
        assert codes(written(item(response=Matching(rows)))[1]) == ["LOS010"]


def test_hints_stand_only_where_moodle_shows_them() -> None:
    for response, said in ((TrueFalse(True), []), (Essay(), ["LOS010"]), (Description(), ["LOS010"])):
        assert codes(written(item(response=response, hints=(Text("Think"),)))[1]) == said


def test_each_item_stays_in_its_own_category_and_those_without_come_first() -> None:
    held = (item("x-1", category=("AC/DC", "50 %")), item("x-2"), item("x-3", category=("/", "b")))
    root = etree.fromstring(write_moodle_xml(ItemSet(items=held), {}, penalty=True).data)
    assert [q.findtext("category/text") or q.findtext("idnumber") for q in root] == [
        "x-2", "$course$/top/AC//DC/50 %", "x-1", "$course$/top/ // /b", "x-3",
    ]  # fmt: skip


def test_a_name_that_moodle_shortens_is_written_whole() -> None:
    content, said = written(item(name="сөз " * 80))
    assert said[0].message.values["name"] == "сөз " * 62 + "..."
    assert questions(etree.fromstring(content))[0].findtext("name/text") == ("сөз " * 80).strip()


def test_an_essay_carries_its_lines_and_notes() -> None:
    (question,) = questions(quiz(item(response=Essay(10, Text("Look for *three* reasons")))))
    assert question.get("type") == "essay"
    assert question.findtext("responsefieldlines") == "10"
    assert question.findtext("graderinfo/text") == "Look for <em>three</em> reasons"


def test_a_description_earns_no_mark() -> None:
    (question,) = questions(quiz(item(response=Description())))
    assert (question.get("type"), question.findtext("defaultgrade")) == ("description", "0")


def test_an_item_without_an_id_is_named_by_its_text() -> None:
    (question,) = questions(quiz(item("", "What does `SELECT` do?")))
    assert question.find("idnumber") is None
    assert question.findtext("name/text") == "What does SELECT do?"


def test_a_bank_of_every_kind_is_written_as_it_was_before() -> None:
    source = Source("testbanks/databases/kk/rk1.yaml", (GOLDEN / "in" / "rk1.yaml").read_text(encoding="utf-8"))
    reading = read_items(source)
    items, unread, place, said = reading.items, reading.unread_items, reading.at, reading.said
    assert (unread, said) == (0, ())
    pictures = {f"{FOLDER}/images/{p.name}": p.read_bytes() for p in sorted((GOLDEN / "in" / "images").iterdir())}
    bank = Bank(id=BankId("databases", "kk", "rk1"), items=items, at=place)
    file = write_moodle_xml(bank.for_moodle(), pictures, penalty=True)
    content, said = file.data, file.said
    golden = GOLDEN / "out" / "rk1.xml"
    if os.environ.get("QOIMA_GOLDEN") == "write":
        golden.write_bytes(content)
    assert said == ()
    assert content == golden.read_bytes()
