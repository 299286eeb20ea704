"""Files that were made to hurt: refused where the harm begins, in time that grows no faster than the file."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from qoima.core.diagnostic import Severity
from qoima.core.source import Source
from qoima.formats.decode import decode
from qoima.formats.exchange import Reading
from qoima.formats.moodle_xml.elements import BLANKS, Document, Element
from qoima.formats.moodle_xml.read import read_moodle_xml
from reader_promises import promise_broken

SOUND = (
    "<quiz><!-- qoima: {} --><question type='multichoice'><name><text>a &amp; b</text></name>"
    "<questiontext format='html'><text><![CDATA[<p>x</p><img src=\"@@PLUGINFILE@@/a.png\">]]></text>"
    "<file name='a.png' path='/' encoding='base64'>iVBORw==</file></questiontext><single>true</single>"
    "<answer fraction='100'><text>a</text></answer><answer fraction='0'><text>b</text></answer>"
    "<tags><tag><text>difficulty:easy</text></tag></tags></question></quiz>"
)
PIECES = [
    *("<quiz>", "</quiz>", "<a>", "</a>", "<a/>", "<a x='1'>", "<a x='1' x='2'>", "<a x='<'>", "<a x=\"&foo;\">"),
    *("< a>", "<a", ">", '"', "'", "&", "&amp;", "&#65;", "&#x41;", "&#0;", "&#xD800;", "&#xFFFE;", "&nbsp;", "&#;"),
    *("text", " ", "\n", "қазақ", "]]>", "<![CDATA[x]]>", "<![CDATA[", "<![CDATA[]]]]>", "<!-- c -->", "<!-- a--b -->"),
    *("<!--", "-->", "<!---->", "<!--->", "\ufffe", "\x01", "\x7f", "\ufffd", "<ә>", "</ә>", "<1>", "</a >", "<a\n>"),
    *("<a x='1'y='2'>", "</>", "<>", "<a/ >", "<a.b>", "</a.b>", "=", "<a x='1\n2'>", "\U0001f600", "<·a/>", "<a·/>"),
    *("<a x=1>", "<a x>", "<a/><a/>", "<b>", "</b>"),
]  # fmt: skip


def read(text: str) -> Reading:
    return read_moodle_xml(Source("bank.xml", text))


def inside(text: str) -> str:
    """A file with a question that has this text."""
    stem = f"<questiontext format='html'><text>{text}</text></questiontext>"
    return f"<quiz><question type='description'><name><text>q</text></name>{stem}</question></quiz>"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<quiz>" + "<a>" * 51, "MXL009"),
        ("<quiz>" + "<a>" * 200_000, "MXL009"),
        (f"<quiz a='{'x' * 70_000}'></quiz>", "MXL008"),
        ("<quiz " + " ".join(f"a{n}='1'" for n in range(100_000)) + "></quiz>", "MXL008"),
        ("<quiz " + " ".join(f"a{n}='1'" for n in range(5_000)) + "></quiz>", "MXL016"),
        (inside("x" * (257 * 1024)), "YML019"),
        (inside("қ" * (129 * 1024)), "YML019"),
        ("<quiz><question>" + "<a/>" * 50_001, "MXL059"),
        ("<quiz>\0</quiz>", "MXL001"),
        (f"\ufeff{inside('x')}", "MXL004"),
        (inside("\ufeff") + "\ufeff", "MXL007"),
        (inside("\ud800"), "MXL001"),
    ],
)
def test_harm_is_refused(text: str, code: str) -> None:
    reading = read(text)
    assert [d.code for d in reading.said] == [code]
    assert reading.items == ()


def test_no_text_grows_and_nothing_is_fetched() -> None:
    bomb = "<!DOCTYPE quiz [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;'>]>" + inside("&b;")
    for text in (bomb, bomb.replace("'aaaaaaaaaa'", "SYSTEM 'file:///etc/passwd'")):
        reading = read(text)
        assert [(d.code, d.at.start) for d in reading.said] == [("MXL012", 0)]
    assert [d.code for d in read(inside("&b;")).said] == ["MXL006"]


@pytest.mark.parametrize("form", ["utf-16", "utf-16-le", "cp1251", "latin-1"])
def test_other_encodings_do_not_get_through(form: str) -> None:
    data = f"<?xml version='1.0' encoding='{form}'?>{inside('ü')}".encode(form, "replace")
    source, said = decode("bank.xml", data)
    reading = read_moodle_xml(source) if source is not None else None
    said = (*said, *reading.said) if reading is not None else said
    assert any(d.severity is Severity.ERROR for d in said)
    assert reading is None or reading.items == ()


LONG = {
    "tags that are not closed": "<quiz>" + "<a " * 200_000,
    "comments that are not closed": "<quiz>" + "<!-- " * 200_000,
    "CDATA that is not closed": inside("<![CDATA[ ]" * 100_000),
    "CDATA after CDATA": inside("<![CDATA[a]]>" * 20_000),
    "signs": inside("&amp; " * 40_000),
    "blanks": inside("x" + " " * 250_000 + "ә"),
    "brackets": inside("]" * 250_000),
    "less": inside("&lt;" * 250_000),
    "empty questions": "<quiz>" + "<question/>" * 50_000 + "</quiz>",
    "nested questions": "<quiz>" + "<x><question/></x>" * 20_000 + "</quiz>",
    "comments": "<quiz>" + "<!-- qoima: {} -->" * 20_000 + "</quiz>",
    "addresses": inside("<![CDATA[" + '"@@PLUGINFILE@@/' * 15_000 + "]]>"),
    "pictures of one name": inside("x").replace("</q", "<file name='a.png'>aaaa</file>" * 20_000 + "</q", 1),
    "slashes": f"<quiz><question type='category'><category><text>{'/' * 200_000}</text></category></question></quiz>",
    "attributes": f"<quiz><question type='essay' {'a=1 ' * 100_000}/></quiz>",
    "digits": inside("x").replace("description", "numerical").replace(
        "</question>", f"<answer fraction='100'><text>{'1' * 200_000}</text></answer></question>"
    ),
    "weights": inside("x").replace("description", "multichoice").replace(
        "</question>", f"<answer fraction='{'1' * 60_000}'><text>a</text></answer>" * 4 + "</question>"
    ),
    "tags": inside("x").replace("</question>", f"<tags>{'<tag><text>a:b</text></tag>' * 20_000}</tags></question>"),
    "ids": "<quiz>" + "<question type='description'><idnumber>a</idnumber></question>" * 10_000 + "</quiz>",
}  # fmt: skip


@pytest.mark.parametrize("name", LONG)
def test_a_long_file_takes_no_more_than_its_length(name: str) -> None:
    begun = time.process_time()
    read(LONG[name])
    assert time.process_time() - begun < 4


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_change_to_a_file_breaks_a_promise(data: st.DataObject) -> None:
    text = SOUND
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 12))
        text = text[:at] + data.draw(st.sampled_from(PIECES) | st.text(max_size=4)) + text[at + cut :]
    assert promise_broken("moodle-xml", text.encode("utf-8", "surrogatepass")) is None


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
@example("<a/>" * 2)
def test_what_is_xml_is_what_libxml_takes_for_it(middle: str) -> None:
    for text in (f"<quiz>{middle}</quiz>", middle):
        document = Document(Source("x", text))
        parts = [part for part in document.read() if isinstance(part, Element)]
        try:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            root = etree.fromstring(text.strip(BLANKS).encode(), parser)
        except (etree.XMLSyntaxError, ValueError):
            assert document.refused is not None
        else:
            assert document.refused is None
            assert [part.name for part in parts] == [child.tag for child in root if isinstance(child.tag, str)]
            for part, child in zip(parts, root.iterchildren(tag=etree.Element), strict=True):
                if not part.children:
                    assert "".join(part.text.split()) == "".join(str(child.xpath("string()")).split())
