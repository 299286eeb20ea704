"""Moodle XML as an administrator meets it: every item arrives with its key, its pictures and its tags."""

import os
import re
from base64 import b64decode
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from qoima.core.diagnostic import Diagnostics
from qoima.core.source import Source
from qoima.formats.moodle_xml_write import write_moodle_xml
from qoima.formats.yaml_bank import read_items
from qoima.formats.yaml_model import plain as plain_values
from qoima.formats.yaml_nodes import read
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
)
from qoima.model.markup import to_html
from qoima.model.text import Markup, Text

GOLDEN = Path(__file__).parent / "golden" / "moodle_xml"
FOLDER = "testbanks/databases/kk"


def choice(right: list[str], wrong: list[str], markup: Markup = "qoima") -> Choice:
    options = [Option(Text(text, markup), correct=True) for text in right]
    options += [Option(Text(text, markup), correct=False) for text in wrong]
    return Choice(tuple(options), several=len(right) > 1)


def item(id: str = "x-1", stem: str = "What?", response: Response | None = None, **fields: object) -> Item:
    fields.setdefault("difficulty", "easy")
    return Item(id=id, stem=Text(stem), response=response or choice(["yes"], ["no", "never"]), **fields)  # type: ignore[arg-type]  # fields by name


def written(
    *items: Item, pictures: Mapping[str, bytes] | None = None, penalty: bool = True
) -> tuple[bytes, Diagnostics]:
    bank = Bank(id=BankId("databases", "kk", "rk1"), items=items)
    file = write_moodle_xml(bank.for_moodle(), pictures or {}, penalty=penalty)
    return file.data, file.said


def quiz(*items: Item, pictures: Mapping[str, bytes] | None = None, penalty: bool = True) -> etree._Element:
    """The file read back; it must have been written without a word."""
    content, said = written(*items, pictures=pictures, penalty=penalty)
    assert said == ()
    return etree.fromstring(content)


def questions(root: etree._Element) -> list[etree._Element]:
    return [q for q in root.findall("question") if q.get("type") != "category"]


def fractions(question: etree._Element) -> dict[str, Decimal]:
    return {a.findtext("text") or "": Decimal(a.get("fraction", "")) for a in question.findall("answer")}


def codes(said: Diagnostics) -> list[str]:
    return [diagnostic.code for diagnostic in said]


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


PNG = bytes(range(256))


def shown_by(element: etree._Element) -> dict[str, bytes]:
    """The files of an element by the addresses that its text shows, as a browser of Moodle's would ask for them."""
    files = {f.get("name", ""): b64decode(f.text or "") for f in element.findall("file")}
    sources = re.findall(r'src="@@PLUGINFILE@@/([^"]+)"', element.findtext("text") or "")
    assert {unquote(source) for source in sources} == set(files)
    return files


def test_pictures_arrive_byte_for_byte_in_the_element_that_shows_them() -> None:
    pictures = {f"{FOLDER}/images/{name}": PNG + name.encode() for name in ("stem.svg", "кілт 1.png", "fb.png")}
    options = (
        Option(Text("![key](<images/кілт 1.png>)"), True, Text("![f](images/fb.png)")),
        Option(Text("no"), False),
    )
    (question,) = questions(quiz(item(stem="Look: ![s](images/stem.svg)", response=Choice(options)), pictures=pictures))
    stem = question.find("questiontext")
    key = next(a for a in question.findall("answer") if a.get("fraction") == "100")
    assert stem is not None
    assert shown_by(stem) == {"stem.svg": PNG + b"stem.svg"}
    assert shown_by(key) == {"кілт 1.png": PNG + "кілт 1.png".encode()}
    assert shown_by(key.find("feedback")) == {"fb.png": PNG + b"fb.png"}  # type: ignore[arg-type]  # every answer has one
    assert len(question.findall(".//file")) == 3


def test_two_pictures_of_one_name_stay_two() -> None:
    pictures = {f"{FOLDER}/images/{folder}/x.png": folder.encode() for folder in ("a", "b")}
    stem = "![1](images/a/x.png) ![2](images/b/x.png) ![again](images/a/x.png)"
    (question,) = questions(quiz(item(stem=stem), pictures=pictures))
    text = question.find("questiontext")
    assert text is not None
    assert shown_by(text) == {"x.png": b"a", "x-2.png": b"b"}
    assert re.findall(r"PLUGINFILE@@/([^\"]+)", text.findtext("text") or "") == ["x.png", "x-2.png", "x.png"]


def test_a_picture_is_found_whatever_its_alternative_text_says() -> None:
    stem = Text('<img alt="a > b src=" src="images/x.png">', "html")
    bank = Bank(id=BankId("databases", "kk", "rk1"), items=(Item(id="x", stem=stem, response=Description()),))
    file = write_moodle_xml(bank.for_moodle(), {f"{FOLDER}/images/x.png": PNG}, penalty=True)
    content, said = file.data, file.said
    text = etree.fromstring(content).find("question/questiontext")
    assert said == ()
    assert text is not None
    assert shown_by(text) == {"x.png": PNG}


def test_a_missing_picture_is_said_at_its_text() -> None:
    source = Source("testbanks/databases/kk/rk1.yaml", "stem: ![s](images/none.png)\n")
    stem = Text("![s](images/none.png)", at=source.span(6, 27))
    _, said = written(Item(id="x-1", stem=stem, response=choice(["a"], ["b"])))
    assert codes(said) == ["DLV005"]
    assert (said[0].at.position.line, said[0].at.position.column) == (1, 7)
    assert said[0].message.values["path"] == "images/none.png"


def test_formulas_are_kept_for_mathjax() -> None:
    (question,) = questions(quiz(item(stem=r"If $a < b \land b \le c$, then $$\sum_{i=1}^n i$$")))
    stem = question.findtext("questiontext/text") or ""
    assert r"\(a &lt; b \land b \le c\)" in stem
    assert r"\[\sum_{i=1}^n i\]" in stem


def test_what_moodle_has_no_field_for_travels_in_a_comment() -> None:
    root = quiz(item(symbols={"A--B": "arrow -->", "\\sigma": "таңдау"}))
    comments = [c.text for c in root.iterchildren(etree.Comment)]
    assert len(comments) == 1
    node, wrong = read(Source("comment", comments[0].removeprefix(" qoima: ").strip()))
    assert node is not None
    assert not wrong
    assert plain_values(node) == {"symbols": {"A--B": "arrow -->", "\\sigma": "таңдау"}}


def test_any_text_reads_back_as_it_was() -> None:
    stem = "Қай «сұраныс» дұрыс? a & b &amp; `x[y[1]]>2` <tr> 😀"
    (question,) = questions(quiz(item(stem=stem, response=choice(["]]>"], ["<![CDATA[", "&lt;"]))))
    shown = lxml_html.fragment_fromstring(question.findtext("questiontext/text") or "", create_parent=True)
    assert "".join(shown.itertext()) == "Қай «сұраныс» дұрыс? a & b & x[y[1]]>2 <tr> 😀"
    assert fractions(question) == {"]]&gt;": 100, "&lt;![CDATA[": 0, "&lt;": 0}


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from("<>&]\"'$\\`*"), max_size=60))
def test_no_text_breaks_the_file(source: str) -> None:
    root = etree.fromstring(written(item(stem=source))[0])
    assert root.findtext("question[2]/questiontext/text", "") == to_html(Text(source))


HOSTILE = [
    "<script>alert(1)</script>",
    '<img src="images/x.png" onerror="alert(1)">',
    '<a href="javascript:alert(1)">x</a>',
    '<iframe src="https://evil.example"></iframe>',
    '<img src="https://evil.example/x.png">',
    '<svg><script>alert(1)</script></svg>',
    '<style>p{background:url(https://evil.example)}</style>',
    '<p style="background:url(https://evil.example)">x</p>',
    "]]></text></questiontext><question type=\"essay\">",
]  # fmt: skip


@pytest.mark.parametrize("source", HOSTILE)
@pytest.mark.parametrize("markup", ["qoima", "html", "markdown", "moodle", "plain"])
def test_hostile_html_is_inert(source: str, markup: Markup) -> None:
    text = Text(source, markup)
    options = (Option(Text("yes"), True, text), Option(text, False))
    bank = Bank(id=BankId("c", "kk", "rk1"), items=(Item(id="x", stem=text, response=Choice(options), feedback=text),))
    content = write_moodle_xml(bank.for_moodle(), {}, penalty=True).data
    root = etree.fromstring(content)
    assert [q.get("type") for q in root] == ["category", "multichoice"]
    for shown in root.iterfind(".//question[@type='multichoice']//text"):
        for element in lxml_html.fragment_fromstring(shown.text or "", create_parent=True).iter():
            assert element.tag not in {"script", "iframe", "svg", "style", "a", "object"}
            assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
            assert "evil" not in element.get("src", "")


def test_a_control_character_is_said_and_left_out() -> None:
    content, said = written(item("x-1", "a\x01b", name="n\x02"))
    (question,) = questions(etree.fromstring(content))
    assert sorted(str(d.message.values["code_point"]) for d in said if d.code == "FIL008") == ["0001", "0002"]
    assert question.findtext("questiontext/text") == "ab"
    assert question.findtext("name/text") == "n"


def test_a_control_character_in_an_entity_does_not_stop_the_file() -> None:
    stem = Text("a&#1;b &#xFFFF; c", "html")
    bank = Bank(id=BankId("c", "kk", "rk1"), items=(Item(id="x", stem=stem, response=Description()),))
    text = etree.fromstring(write_moodle_xml(bank.for_moodle(), {}, penalty=True).data).findtext(
        "question/questiontext/text"
    )
    assert (text or "").startswith("ab")


TWO_RIGHT = Choice((Option(Text("a"), True), Option(Text("b"), True)))
WEIGHED = Choice(
    (Option(Text("a"), True, None, Decimal(50)), Option(Text("b"), False, None, Decimal(25))), several=True
)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (item("i" * 101, name="short"), "DLV001"),
        (item(name="n" * 256), "DLV001"),
        (item(stem="Price: `$@COURSE*2@$`"), "DLV002"),
        (item(response=choice(["a"], ["`$@NULL@$`"])), "DLV002"),
        (item(topic="t" * 45), "DLV003"),
        (item(extra_tags=("a,b",)), "DLV004"),
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
    matching = Matching(
        ((Text("Kazakhstan"), Text("Astana")), (Text("$x$"), Text("`b`")), (Text(""), Text("Tashkent")))
    )
    (question,) = questions(quiz(item(response=matching)))
    assert question.get("type") == "matching"
    pairs = [(s.findtext("text"), s.findtext("answer/text")) for s in question.findall("subquestion")]
    assert pairs == [("Kazakhstan", "Astana"), (r"\(x\)", "b"), ("", "Tashkent")]


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
