"""Texts of Moodle XML: whatever signs they hold, they arrive as written, inert, with their pictures."""

import re
from base64 import b64decode
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from moodle_quiz import FOLDER, choice, codes, fractions, item, questions, quiz, written
from qoima.core.source import Source
from qoima.formats.moodle_xml.write import write_moodle_xml
from qoima.model.bank import Bank, BankId
from qoima.model.item import Choice, Description, Item, Option
from qoima.model.markup import to_html
from qoima.model.text import Markup, Text


def test_formulas_are_kept_for_mathjax() -> None:
    (question,) = questions(quiz(item(stem=r"If $a < b \land b \le c$, then $$\sum_{i=1}^n i$$")))
    stem = question.findtext("questiontext/text") or ""
    assert r"\(a &lt; b \land b \le c\)" in stem
    assert r"\[\sum_{i=1}^n i\]" in stem


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
