"""Texts of Moodle as Markdown: what a teacher finds in the YAML file, and that it says the same."""

import pytest
from hypothesis import given, settings

from html_texts import html_sources
from qoima.model.authored import blocks_of
from qoima.model.markdown_source import Converted, to_qoima
from qoima.model.markup import to_html, tree
from qoima.model.text import Markup, Text

SAME = [
    ("html", "Which key is unique?", "Which key is unique?"),
    ("html", "<p>Which <b>key</b> is <i>unique</i>?&nbsp;</p>", "Which **key** is *unique*?"),
    ("html", "<p>one</p>\n<p>two<br>three</p>", "one\n\ntwo\\\nthree"),
    ("html", "one<br><br>two", "one\n\ntwo"),
    ("html", "<h3>Title</h3>text", "**Title**\n\ntext"),
    ("html", "<p><span style='color:red'>При</span><span>мер</span></p>", "Пример"),
    ("html", "<b>«слово»</b>тут", "«**слово**»тут"),
    ("html", "<b>a</b><i>b</i> c", "**a***b* c"),
    ("html", "<b>to be</b> <b> </b><b>continued </b>now", "**to be continued** now"),
    ("html", "\\(x^2\\) и \\[ y \\]", "$x^2$ и $$y$$"),
    ("html", "$$\\frac{1}{2}$$", "$$\\frac{1}{2}$$"),
    ("html", "2\\(\\pi\\)", "2 $\\pi$"),
    ("html", "\\(\\text{a$b}\\)", "\\\\(\\text{a\\$b}\\\\)"),
    ("html", "<code>__init__</code> and <code>a`b</code>", "`__init__` and ``a`b``"),
    ("html", "<code>a<br>&nbsp; b</code>", "```\na\n  b\n```"),
    ("html", '<pre><code class="language-sql">SELECT *\n  FROM t</code></pre>', "```sql\nSELECT *\n  FROM t\n```"),
    ("html", "<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li></ul>", "- a\n- b\n  1. c\n  2. d"),
    ("html", "<ol start='3'><li><p>a</p><pre>x</pre></li><li>b</li></ol>", "3. a\n\n   ```\n   x\n   ```\n\n4. b"),
    ("html", "<ul><li>a</li><li>b</li></ul><ul><li>c</li><li>d</li></ul>", "- a\n- b\n\n* c\n* d"),
    ("html", "<p>a</p><blockquote>b<p>c</p></blockquote><hr>d", "a\n\n> b\n>\n> c\n\n---\n\nd"),
    (
        "html",
        "<table><tr><td>a|b</td><td>сөз</td></tr><tr><td><code>x|y</code></td></tr></table>",
        "| a\\|b   | сөз |\n|--------|-----|\n| `x\\|y` |     |",
    ),
    ("html", "<table><tr><td><p>a</p><p>b</p></td></tr></table>", "a\n\nb"),
    (
        "html",
        '<a href="https://a.kz/x_y">see</a> <a href="https://a.kz">https://a.kz</a>',
        "[see](https://a.kz/x_y) https://a.kz",
    ),
    ("html", '<img src="images/a b.png" alt="x[1]*2*">', "![x\\[1\\]\\*2\\*](<images/a b.png>)"),
    ("html", "x<y, Array<int> and a<b", "x<y, Array<int> and a<b"),
    ("html", "first<br>&nbsp;&nbsp;second&nbsp; third", "first\\\n&nbsp;&nbsp;second third"),
    ("moodle", "Fill in:\nrow_____ and _____.", "Fill in:\\\nrow_____ and _____."),
    ("moodle", "one\n\ntwo", "one\n\ntwo"),
    ("plain", "1. First", "1. First"),
    ("plain", "> 5", "> 5"),
    ("plain", "2*3*4 = 24", "2\\*3\\*4 = 24"),
    ("plain", "__init__ and a_b_c", "\\_\\_init\\_\\_ and a_b_c"),
    ("plain", "a * b, $5 and $6, [x], C:\\new", "a * b, $5 and $6, [x], C:\\new"),
    ("plain", "$a и b$, `x`", "\\$a и b\\$, \\`x\\`"),
    ("plain", "[a](b) &amp; \\*", "\\[a](b) \\&amp; \\\\*"),
    ("plain", "1. a\n- b\n> c\n# d\n---", "1\\. a\\\n\\- b\\\n\\> c\\\n# d\\\n\\---"),
    ("markdown", "Use `x`\nand *y*\n\n* a\n* b", "Use `x`\nand *y*\n\n* a\n* b"),
    ("markdown", "a<br>b", "a\\\nb"),
    ("markdown", "\\(x\\)", "(x)"),
    ("qoima", "  2*3*4  ", "2*3*4"),
    ("qoima", "\n- one\n", "- one"),
    ("html", "<p>&nbsp;</p>", ""),
    ("markdown", "\t x", "```\n x\n```"),
]


@pytest.mark.parametrize(("markup", "source", "expected"), SAME)
def test_a_text_becomes_the_markdown_that_an_author_would_write(markup: Markup, source: str, expected: str) -> None:
    text = Text(source, markup)
    assert to_qoima(text) == Converted(expected)
    assert tree(Text(expected)) == tree(text)


@pytest.mark.parametrize(
    ("source", "expected", "lost"),
    [
        ("H<sub>2</sub>O, 10<sup>-3</sup>", "H₂O, 10⁻³", ("index",)),
        ("v<sub>max</sub> &lt; x<sup>k+1</sup>", "$v_{\\text{max}}$ < $x^{k+1}$", ("index",)),
        ("<u>not</u> <s>yet</s>", "not yet", ("strike", "underline")),
        ("<ul><li>alone</li></ul>", "alone", ("layout",)),
        ("<table><tr><td colspan='2'>a</td></tr><tr><td>b</td><td>c<br>d</td></tr></table>", None, ("cells", "table")),
        ("<img src='a.png' alt='a' width='20'>", "![a](a.png)", ("size",)),
        ("x<b>_</b>y", "x_y", ("emphasis",)),
        ("<ol start='-1'><li>a</li><li>b</li></ol>", "1. a\n2. b", ("numbers",)),
    ],
)
def test_what_markdown_cannot_say_is_named(source: str, expected: str | None, lost: tuple[str, ...]) -> None:
    converted = to_qoima(Text(source, "html"))
    assert converted.lost == lost
    assert expected is None or converted.source == expected


@settings(max_examples=300, deadline=None)
@given(html_sources)
def test_nothing_of_a_text_is_lost_unsaid(source: str) -> None:
    text = Text(source, "html")
    converted = to_qoima(text)
    if not converted.lost:
        assert tree(Text(converted.source)) == tree(text)
    if not {"layout", "text", "emphasis", "link"} & set(converted.lost):
        there, again = blocks_of(text)[0], blocks_of(Text(converted.source))[0]
        assert len(there) == len(again)


@pytest.mark.parametrize("sign", ["*", "_", "`", "[", "\\(", "$$a", "<b>", '<a "', "a\n", "| ", "![](", "&amp;", "a*"])
def test_long_texts_take_time_in_proportion_to_their_length(sign: str) -> None:
    converted = to_qoima(Text(sign * (20_000 // len(sign)), "html"))
    assert isinstance(converted.source, str)


def test_a_picture_gets_the_address_that_is_asked_for() -> None:
    names = {"data:image/png;base64,AA==": "images/q.png"}
    for markup, source in (("html", '<img src="{}" alt="x">'), ("qoima", "a\n\n![x]({})")):
        text = Text(source.format(*names), markup)  # type: ignore[arg-type]
        assert "![x](images/q.png)" in to_qoima(text, lambda address: names.get(address, address)).source


def test_a_word_in_angles_is_no_tag() -> None:
    assert to_html(Text("if x<y then <b>stop</b> <y>", "html")) == "if x&lt;y then <b>stop</b> &lt;y&gt;"
