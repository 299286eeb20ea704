"""Pictures inside Moodle XML become files beside the bank, and nothing else does."""

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qoima.core.source import Source
from qoima.formats.exchange import Reading
from qoima.formats.moodle_xml.pictures import Pictures, in_moodle
from qoima.formats.moodle_xml.read import read_moodle_xml
from qoima.model.markup import pictures
from qoima.model.text import Markup

PNG, OTHER = b"\x89PNG one", b"\x89PNG two"
FORMATS: dict[Markup, str] = {"html": "html", "markdown": "markdown", "moodle": "moodle_auto_format"}


def file(name: str, data: bytes = PNG, path: str = "/") -> str:
    return f'<file name="{name}" path="{path}" encoding="base64">{b64encode(data).decode()}</file>'


def read(*texts: tuple[str, str], markup: Markup = "html") -> Reading:
    """A file of texts, each with its files beside it."""
    questions = (
        f"<question type='description'><name><text>q</text></name><questiontext format='{FORMATS[markup]}'>"
        f"<text><![CDATA[{text}]]></text>{files}</questiontext></question>"
        for text, files in texts
    )
    return read_moodle_xml(Source("bank.xml", f"<quiz>{''.join(questions)}</quiz>"))


@pytest.mark.parametrize(
    ("markup", "text", "kept"),
    [
        ("html", '<img src="@@PLUGINFILE@@/a.png">', '<img src="images/a.png">'),
        ("html", "<img src='@@PLUGINFILE@@/a.png?x=1'>", "<img src='images/a.png?x=1'>"),
        ("html", '<img src="@@PLUGINFILE@@/%D1%81%D1%83%D1%80%D0%B5%D1%82%201.png">', None),
        ("html", '<img src="@@PLUGINFILE@@/сурет 1.png">', '<img src="images/сурет 1.png">'),
        ("html", '<img src="@@PLUGINFILE@@/sub/a.png">', '<img src="images/sub/a.png">'),
        ("html", '<img src="@@PLUGINFILE@@/x&amp;y.png">', '<img src="images/x&amp;y.png">'),
        ("markdown", "![a](@@PLUGINFILE@@/a.png) ![b](<@@PLUGINFILE@@/сурет 1.png>)", None),
        ("moodle", 'see <img src="@@PLUGINFILE@@/a.png">', 'see <img src="images/a.png">'),
    ],
)
def test_texts_name_the_pictures_by_their_paths(markup: Markup, text: str, kept: str | None) -> None:
    files = file("a.png") + file("сурет 1.png") + file("a.png", OTHER, "/sub/") + file("x&amp;y.png")
    reading = read((text, files), markup=markup)
    (item,) = reading.items
    assert item.stem.source == (kept or text.replace("@@PLUGINFILE@@/", "images/"))
    assert reading.said == ()
    assert set(reading.pictures) == {"images/a.png", "images/сурет 1.png", "images/sub/a.png", "images/x&y.png"}
    (back,) = in_moodle(reading.items, reading.pictures)
    assert back.stem.source == text


def test_pictures_of_one_name_are_told_apart() -> None:
    show = '<img src="@@PLUGINFILE@@/a.png">'
    reading = read(*((show, file("a.png", data)) for data in (PNG, OTHER, PNG, b"3")))
    addresses = [pictures(item.stem)[0].value for item in reading.items]
    assert addresses == ["images/a.png", "images/same-name-2/a.png", "images/a.png", "images/same-name-3/a.png"]
    assert [reading.pictures[path] for path in addresses] == [PNG, OTHER, PNG, b"3"]
    assert [item.stem.source for item in in_moodle(reading.items, reading.pictures)] == [show] * 4


def test_names_that_some_disks_take_for_one_are_told_apart() -> None:
    held = Pictures()
    assert [held.put(name, name.encode()) for name in ("A.png", "a.png", "\u0439.png", "\u0438\u0306.png")] == [
        "images/A.png",
        "images/same-name-2/a.png",
        "images/\u0439.png",
        "images/same-name-2/\u0438\u0306.png",
    ]


def test_what_only_looks_like_an_address_stays() -> None:
    text = '@@PLUGINFILE@@/a.png images/a.png <img src="images/a.png-not"> <img src="@@PLUGINFILE@@/b.png">'
    reading = read((text, file("a.png")))
    assert reading.items[0].stem.source == text
    assert [d.code for d in reading.said] == ["MXL058"]


@pytest.mark.parametrize(
    "name",
    [
        "../a.png",
        "..",
        "/etc/a.png",
        "a/../../b.png",
        "%2e%2e/a.png",
        "%2Fa.png",
        "..\\a.png",
        "C:a.png",
        "a\n.png",
        "",
    ],
)
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    reading = read(("x", file(name.replace("\n", "&#10;"))))
    assert reading.pictures == {} or set(reading.pictures) == {"images/etc/a.png"}
    assert [d.code for d in reading.said] == ([] if reading.pictures else ["FIL012"])


@given(st.text(max_size=30), st.text(max_size=10))
def test_every_path_stays_in_images(name: str, path: str) -> None:
    signs = {ord(c): None for c in '<&"\x00'}
    reading = read(("x", file(name.translate(signs) + ".png", PNG, path.translate(signs))))
    for held in reading.pictures:
        assert held.startswith("images/")
        assert not {"", ".", ".."} & set(held.split("/"))


def test_a_picture_of_more_than_5_mib_is_refused() -> None:
    reading = read(("x", file("a.png", bytes(5 * 2**20 + 1))))
    assert [d.code for d in reading.said] == ["FIL011"]
    assert reading.pictures == {}
    assert read(("x", file("a.png", bytes(5 * 2**20)))).said == ()
