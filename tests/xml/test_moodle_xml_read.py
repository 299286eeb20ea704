"""Moodle XML as teachers bring it: what Moodle would store, where it stands, and what is wrong."""

from decimal import Decimal
from pathlib import Path

import pytest

from qoima.core.diagnostic import Diagnostics, Severity
from qoima.core.source import Source
from qoima.formats.decode import decode
from qoima.formats.exchange import Reading
from qoima.formats.moodle_xml.read import read_moodle_xml
from qoima.model.item import Choice, Item, Number, Numerical
from shown import as_json, as_report, same_as_on_disk

HERE = Path(__file__).parent


def read(*questions: str) -> Reading:
    return read_moodle_xml(Source("bank.xml", "<quiz>\n" + "\n".join(questions) + "\n</quiz>"))


def question(inside: str, kind: str = "multichoice", name: str = "q") -> str:
    head = f"<name><text>{name}</text></name><questiontext format='html'><text>What?</text></questiontext>"
    return f"<question type='{kind}'>{head}{inside}</question>"


def answers(*weights: str) -> str:
    held = (f"<answer fraction='{weight}'><text>{n}</text></answer>" for n, weight in enumerate(weights))
    return "<shuffleanswers>true</shuffleanswers>" + "".join(held)


def one(*questions: str) -> Item:
    reading = read(*questions)
    assert [d.code for d in reading.said if d.severity is Severity.ERROR] == []
    (item,) = reading.items
    return item


def codes(said: Diagnostics) -> list[str]:
    return [d.code for d in said]


@pytest.mark.parametrize("path", sorted((HERE / "valid").glob("*.xml")), ids=lambda p: p.stem)
def test_a_sound_file_is_read_in_silence(path: Path) -> None:
    source, said = decode(path.name, path.read_bytes())
    assert source is not None
    reading = read_moodle_xml(source)
    assert (reading.unread_items, said, reading.said) == (0, (), ())
    same_as_on_disk(path.with_suffix(".json"), as_json(reading.items))


@pytest.mark.parametrize("path", sorted((HERE / "invalid").glob("*.xml")), ids=lambda p: p.stem)
def test_a_broken_file_is_explained(path: Path) -> None:
    source, said = decode(path.name, path.read_bytes())
    assert source is not None
    reading = read_moodle_xml(source)
    same_as_on_disk(path.with_suffix(".txt"), as_report(reading, said))


def test_each_thing_knows_its_line_and_column() -> None:
    reading = read(
        question(
            "<idnumber>\n  q-1\n</idnumber>"
            "<answer fraction='100'>\n<text>\n <![CDATA[Кілт]]></text></answer>\n"
            "<answer fraction='0'><text>b</text></answer>"
            "<tags><tag><text>difficulty:easy</text></tag></tags>"
        )
    )
    (item,) = reading.items
    assert isinstance(item.response, Choice)
    key, other = item.response.options
    places = [item.at, item.place("id"), item.place("name"), item.place("stem"), key.at, other.at]
    assert [span.text for span in (*places[1:], item.place("difficulty"))] == [
        "q-1", "q", "What?", "Кілт", "b", "difficulty:easy"
    ]  # fmt: skip
    assert [(at.position.line, at.position.column) for at in places] == [
        (2, 1), (3, 3), (2, 42), (2, 91), (6, 11), (7, 28)
    ]  # fmt: skip
    assert item.place("correct") is key.at


def test_lines_past_65535_are_counted_on() -> None:
    reading = read("\n" * 70_000 + question(answers("33")))
    assert reading.said[0].at.position.line == 70_002


def test_a_broken_question_never_hides_the_next() -> None:
    reading = read(
        question(answers("17"), name="a"),
        question(answers("100", "0"), name="b"),
        question("", kind="cloze", name="c"),
        question("<hint>x</hint>" + answers("100", "0"), name="d"),
        question(answers("100", "0"), name="e"),
    )
    assert [item.name for item in reading.items] == ["b", "e"]
    assert reading.unread_items == 3
    assert codes(reading.said) == ["MXL035", "MXL032", "MXL019", "MXL053"]


@pytest.mark.parametrize(
    ("before", "stored"),
    [
        (question(answers("100", "0")), None),
        (question(answers("100")), 1),
        (question("<answer fraction='50'><text>a</text></answer>", kind="shortanswer"), 1),
        (question("<subquestion><text>a</text></subquestion>", kind="matching"), 2),
        (question(answers("", "100")), 0),
        (question(answers("33", "100")), None),
    ],
)
def test_it_is_known_where_moodle_breaks_off(before: str, stored: int | None) -> None:
    sound = question(answers("100", "0"))
    assert read(sound, before, sound).stored == stored


def test_weights_are_kept_unless_single_choice_says_it_all() -> None:
    plain = one(question(answers("0", "100", "0"))).response
    assert isinstance(plain, Choice)
    assert [(o.correct, o.weight_percent) for o in plain.options] == [(False, None), (True, None), (False, None)]
    weighed = one(question(answers("33.333", "66.66667", "-50") + "<single>false</single>")).response
    assert isinstance(weighed, Choice)
    assert [str(o.weight_percent) for o in weighed.options] == ["33.33333", "66.66667", "-50"]
    assert [o.correct for o in weighed.options] == [True, True, False]


@pytest.mark.parametrize(
    ("written", "several"),
    [("true", False), ("false", True), ("0", True), ("", True), ("1", False), (" false ", True), ("False", False)],
)
def test_only_three_words_mean_several_choice(written: str, several: bool) -> None:
    response = one(question(answers("100", "0") + f"<single>{written}</single>")).response
    assert isinstance(response, Choice)
    assert response.several is several


@pytest.mark.parametrize(
    ("path", "category"),
    [
        ("$course$/top/A/B", ("A", "B")),
        ("top/A//B", ("A/B",)),
        ("$system$/A &amp; B", ("A & B",)),
        ("\n top/A / B ", ("A", "B")),
        ("top", ("was",)),
    ],
)
def test_categories_are_those_that_moodle_makes(path: str, category: tuple[str, ...]) -> None:
    was, then = (f"<question type='category'><category><text>{p}</text></category></question>" for p in ("was", path))
    assert one(was, then, question(answers("100", "0"))).category == category


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a &amp; b", "a & b"),
        ("a &amp; ә", "a &ә"),
        ("&gt; &gt;", ">>"),
        ("a<!-- --> <!-- -->b", "ab"),
        ("<![CDATA[a]]> <![CDATA[ b]]>", "a b"),
        ("a&#32;b", "ab"),
        ("a&#160;ә", "a\u00a0ә"),
        ("\n қ\n", "қ"),
    ],
)
def test_blanks_that_moodle_loses_are_lost_here_too_and_said(text: str, kept: str) -> None:
    reading = read(question(answers("100", "0"), name=text))
    assert reading.items[0].name == kept
    whole = kept in ("a & b", "a b", "a\u00a0ә", "қ")
    assert codes(reading.said) == ([] if whole else ["MXL022"])


def test_formats_come_from_the_text_or_from_the_question() -> None:
    head = "<name><text>q</text></name><questiontext format='markdown'><text>?</text></questiontext>"
    feedback = "<generalfeedback format='moodle_auto_format'><text>f</text></generalfeedback>"
    item = one(f"<question type='multichoice'>{head}{feedback}{answers('100', '0')}</question>")
    assert isinstance(item.response, Choice)
    assert item.feedback is not None
    assert [item.stem.markup, item.feedback.markup, item.response.options[0].text.markup] == [
        "markdown", "moodle", "markdown"
    ]  # fmt: skip


def test_what_cannot_be_kept_is_said_once_a_file() -> None:
    combined = "<correctfeedback format='html'><text>Well done</text></correctfeedback>"
    fixed = answers("100", "0").replace("true", "false")
    reading = read(question(combined + fixed), question(combined + fixed))
    assert codes(reading.said) == ["MXL029", "MXL029"]
    assert len(reading.items) == 2


def numbers(*texts: str, units: str = "") -> tuple[Number, ...]:
    inside = "".join(f"<answer fraction='100'><text>{t}</text><tolerance>0</tolerance></answer>" for t in texts)
    response = read(question(inside + units, kind="numerical")).items[0].response
    assert isinstance(response, Numerical)
    return response.numbers


def test_numbers_are_those_that_moodle_reads() -> None:
    read_as = {"3.14": "3.14", "3,14": "314", "1 000": "1000", "1,000,000": "1000000", "+.5": "0.5", "2x10^3": "2000"}
    assert {text: numbers(text)[0].value for text in read_as} == {text: Decimal(n) for text, n in read_as.items()}
    (anything,) = numbers(" * ")
    assert (anything.value, anything.has_tolerance) == (None, True)


def test_a_number_with_a_unit_is_brought_to_the_first_one() -> None:
    listed = "".join(
        f"<unit><multiplier>{size}</multiplier><unit_name>{name}</unit_name></unit>"
        for size, name in ((1, "m"), (100, "cm"))
    )
    units = f"<units>{listed}</units>"
    assert [n.value for n in numbers("500 cm", "5 m", "5 km", units=units)] == [Decimal(5)] * 3
    left = f"{units}<unitsleft>1</unitsleft>"
    assert [n.value for n in numbers("cm 500", units=left)] == [Decimal(5)]
