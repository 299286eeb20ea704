"""Links and pictures of other servers: Moodle's files keep them, pages do not; what is lost of a text is named."""

import pytest

from qoima.core.source import Source
from qoima.formats.gift.read import read_gift
from qoima.formats.gift.write import write_gift
from qoima.formats.moodle_xml.pictures import without_missing
from qoima.formats.moodle_xml.read import read_moodle_xml
from qoima.formats.moodle_xml.write import write_moodle_xml
from qoima.formats.pictures import picture_problems
from qoima.model.bank import ItemSet
from qoima.model.foreign import dropped, with_addresses
from qoima.model.item import Choice, Description, Item, Option
from qoima.model.markdown_source import to_qoima
from qoima.model.markup import to_html, tree
from qoima.model.slips import slips
from qoima.model.text import Markup, Text

LOGO = "https://kaznu.kz/a%20b.png?x=1&y=2"
SHOWN = '<img src="https://kaznu.kz/a%20b.png?x=1&amp;y=2" alt="L">'


def item(text: Text) -> Item:
    return Item(id="x-1", stem=text, response=Description())


@pytest.mark.parametrize(
    "text", [Text(f"![L]({LOGO}) [law](https://law.kz/a)"), Text(f'{SHOWN} <a href="https://law.kz/a">law</a>', "html")]
)
def test_a_foreign_picture_and_a_link_stay_in_moodle_and_out_of_pages(text: Text) -> None:
    assert with_addresses(text) == f'{SHOWN} <a href="https://law.kz/a">law</a>'
    assert "https://" not in to_html(text)
    held = ItemSet(items=(item(text),))
    for write, read in ((write_gift, read_gift), (write_moodle_xml, read_moodle_xml)):
        file = write(held, {}, penalty=True)
        assert file.said == ()
        (back,) = read(Source("rk1", file.data.decode())).items
        assert with_addresses(back.stem) == with_addresses(text)


@pytest.mark.parametrize("address", ["javascript:alert(1)//", "data:text/html,//x", "vbscript://x"])
def test_no_other_address_stays(address: str) -> None:
    text = Text(f'<a href="{address}">a</a><img src="{address}" onerror="x">', "html")
    assert address not in with_addresses(text)
    assert "onerror" not in with_addresses(text)


@pytest.mark.parametrize(
    ("source", "published", "said"),
    [
        (SHOWN, True, [("FIL019", "https://kaznu.kz/a%20b.png?x=1&amp;y=2")]),
        (SHOWN, False, [("FIL021", "https://kaznu.kz/a%20b.png?x=1&amp;y=2")]),
        ('<img src="file:///C:/a.png">', True, [("FIL019", "file:///C:/a.png")]),
        ('<img src="@@PLUGINFILE@@/a.png">', True, [("FIL010", "a.png")]),
        ('<img src="@@PLUGINFILE@@/a.png">', False, []),
        ("<img>", True, [("FIL010", "—")]),
    ],
)
def test_a_picture_that_is_not_here_is_named(source: str, published: bool, said: list[tuple[str, str]]) -> None:
    found = picture_problems([item(Text(source, "html"))], "bank", {}, published=published)
    assert [(d.code, d.message.values.get("address") or d.message.values["path"]) for d in found] == said


def test_a_missing_picture_of_moodle_becomes_its_alternative_text() -> None:
    source = "::n::[html]See <img src\\=\"@@PLUGINFILE@@/a%20b.png\" alt\\='the curve'>.{}\n"
    reading = read_gift(Source("a.gift", source))
    assert [(d.code, d.message.values["name"]) for d in reading.said] == [("GFT070", "a b.png")]
    assert without_missing(reading.items)[0].stem.source == "See the curve."
    markdown = item(Text("See ![the curve](@@PLUGINFILE@@/a.png).", "markdown"))
    assert without_missing([markdown])[0].stem.source == "See the curve."


@pytest.mark.parametrize(
    ("source", "markup", "said"),
    [
        ('<p style="text-align:left" dir="ltr" class="x">a <b>b</b> <i>c</i></p>', "html", []),
        ('<a href="x.html">a</a> <a href="https://law.kz">b</a> <a href="#">c</a>', "html", [("link", "x.html")]),
        ("[a](mailto:a@b.kz)", "qoima", [("link", "mailto:a@b.kz")]),
        ("<audio src='a.mp3'></audio> <h2>H</h2>", "markdown", [("audio", ""), ("heading", "")]),
        ("<math><mi>x</mi></math>", "moodle", [("mathml", "")]),
        ('<span style="font-weight: bold">a</span><font color="red">b</font>', "html", ["style", "style", "colour"]),
        ("<h2>", "plain", []),
        ("List<int> a < b > c", "html", []),
    ],
)
def test_what_a_text_loses_is_named(source: str, markup: Markup, said: list[object]) -> None:
    found = list(dropped(Text(source, markup)))
    assert [kind if said and isinstance(said[0], str) else (kind, address) for kind, address in found] == said


def test_losses_are_said_once_an_item() -> None:
    lossy = Text("<h2>a</h2><h2>b</h2>", "html")
    held = Item(id="x-1", stem=lossy, response=Choice((Option(lossy, True), Option(Text("b"), False))))
    assert [d.code for d in write_gift(ItemSet(items=(held,)), {}, penalty=True).said] == ["LOS023"]


def test_indentation_of_plain_text_is_kept_as_moodle_shows_it() -> None:
    inside, outside = Text("if x:\n    y  z", "plain"), Text("if x:\ny  z", "plain")
    assert tree(inside) != tree(outside)
    assert to_html(inside) == "if x:<br>\n&nbsp;&nbsp;&nbsp;&nbsp;y&nbsp; z"
    assert tree(Text(to_html(inside), "html")) == tree(inside)
    for text in (inside, outside):
        written = to_qoima(text)
        assert (written.lost, tree(Text(written.source))) == ((), tree(text))


def test_a_row_with_more_cells_than_its_head_is_a_slip() -> None:
    head = "| op | is |\n|----|----|\n"
    (slip,) = slips(Text(f"{head}| `x|y` | or |\n"))
    assert (slip.kind, slip.shown, slip.cells) == ("cells", "or", (3, 2))
    assert slips(Text(f"{head}| `x\\|y` | or |\n\na | b | c")) == ()
    assert slips(Text(f"```\n{head}| a | b | c |\n```")) == ()
    table = "<table><tr><th>op</th><th>is</th></tr><tr><td><code>x|y</code></td><td>or</td></tr></table>"
    written = to_qoima(Text(table, "html"))
    assert (written.lost, slips(Text(written.source))) == ((), ())
    assert "`x\\|y`" in written.source
