"""What an item text becomes: sanitised HTML, and from it the words, formulas, code and pictures that it holds.

Everything downstream (Moodle, site, comparison, leak guard) works on this, so that two spellings of one text are one.
"""

import html
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import unquote

import nh3
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.dollarmath.index import math_inline_dollar

from qoima.model.bare_text import bare_html, only_words
from qoima.model.formula_parts import formula_parts
from qoima.model.html_depth import is_deeper
from qoima.model.html_signs import without_strays
from qoima.model.table_gaps import is_gap
from qoima.model.text import Markup, Text

MAX_HTML_DEPTH = 100
"""nh3 takes quadratic time in nesting; deeper HTML is shown as plain text."""

TAGS = {
    "p", "br", "strong", "em", "b", "i", "u", "s", "sub", "sup", "code", "pre", "ul", "ol", "li", "blockquote", "hr",
    "table", "thead", "tbody", "tr", "th", "td", "img", "span", "div",
}  # fmt: skip
ATTRIBUTES = {
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}


class Piece(NamedTuple):
    """A part of a text's meaning. A picture's value is its path; `words` hold single blanks; a `cell` is empty."""

    kind: Literal["words", "formula", "code", "picture", "break", "cell"]
    value: str
    alt: str = ""


def _math(content: str, options: dict[str, bool]) -> str:
    opening, closing = (r"\[", r"\]") if options["display_mode"] else (r"\(", r"\)")
    return f"{opening}{html.escape(content.strip(), quote=False)}{closing}"


_DOLLARS = math_inline_dollar(allow_space=False, allow_digits=False, allow_double=True)


def _formula(state: StateInline, silent: bool) -> bool:
    """A formula between dollars. The plugin looks for a digit before the first sign of a text at the text's end."""
    if state.pos or state.src[0] != "$":
        return _DOLLARS(state, silent)
    state.src += " "
    found = _DOLLARS(state, silent)
    state.src = state.src[:-1]
    return found


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable(["table"])
    reader.disable(["autolink", "heading", "lheading", "html_block", "html_inline"])
    reader.use(
        dollarmath_plugin, allow_space=False, allow_digits=False, allow_labels=False, double_inline=True, renderer=_math
    )
    reader.inline.ruler.at("math_inline", _formula)
    # The plugin wraps formulas in elements of its own; readers and Moodle's filter want the delimiters in plain text.
    reader.add_render_rule(
        "math_inline", lambda _self, tokens, i, _o, _e: _math(tokens[i].content, {"display_mode": False})
    )
    reader.add_render_rule(
        "math_inline_double", lambda _self, tokens, i, _o, _e: _math(tokens[i].content, {"display_mode": True})
    )
    reader.add_render_rule(
        "math_block", lambda _self, tokens, i, _o, _e: f"<p>{_math(tokens[i].content, {'display_mode': True})}</p>\n"
    )
    return reader


_QOIMA = _reader()
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table"])


def is_own_picture(src: str) -> bool:
    """Whether the picture stands beside the text or inside its address."""
    return not re.match(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", src, re.I) or src.startswith("data:image/")


def _attribute(tag: str, name: str, value: str) -> str | None:
    return None if (tag, name) == ("img", "src") and not is_own_picture(value) else value


CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


OTHER_BLOCKS = (
    "h1", "h2", "h3", "h4", "h5", "h6", "center", "section", "article", "aside", "header", "footer", "main", "figure",
    "figcaption", "caption", "address", "dl", "dt", "dd",
)  # fmt: skip
"""Elements that stand on lines of their own; without them their words would run into the next ones."""
OTHER_BLOCK = re.compile(rf"(</?)(?:{'|'.join(OTHER_BLOCKS)})(?=[\s/>])", re.I)


_CLEANER = nh3.Cleaner(
    tags=TAGS, attributes=ATTRIBUTES, attribute_filter=_attribute, link_rel=None, url_schemes={"data"}
)


def sanitise(markup: str, cleaner: nh3.Cleaner = _CLEANER) -> str:
    """HTML reduced to what a question needs: no scripts, styles, links, foreign pictures or control characters."""
    markup = without_strays(markup)
    if is_deeper(markup, MAX_HTML_DEPTH):
        clean = html.escape(markup, quote=False)
    else:
        clean = cleaner.clean(OTHER_BLOCK.sub(r"\1div", markup))
    return CONTROL.sub("", clean.replace("\r", "\n"))


def _render_qoima(source: str) -> str:
    one_line = "\n" not in source.strip()
    return str(_QOIMA.renderInline(source.strip()) if one_line else _QOIMA.render(source)).strip()


def _render_moodle(source: str) -> str:
    return source if re.search(r"<(?:p|div|table|ul|ol|pre|br)\b", source, re.I) else source.replace("\n", "<br>\n")


_INDENTED = re.compile("\n {2,}")


def _render_plain(source: str) -> str:
    """Lines keep their indentation, and blanks between words stay as many as they are, as Moodle shows them."""
    kept = _INDENTED.sub(lambda m: "\n" + "\xa0" * (len(m[0]) - 1), html.escape(source, quote=False))
    return kept.replace("  ", "\xa0 ").replace("\n", "<br>\n")


_RENDERERS: dict[str, Callable[[str], str]] = {
    "qoima": _render_qoima,
    "html": lambda source: source,
    "markdown": lambda source: _MARKDOWN.render(source).strip(),
    "plain": _render_plain,
    "moodle": _render_moodle,
}


@lru_cache(maxsize=65536)
def _html(source: str, markup: str) -> str:
    return sanitise(_RENDERERS[markup](source))


def rendered(text: Text) -> str:
    """HTML as the markup makes it, not yet safe: only to read what else an author wrote, never to show."""
    return _RENDERERS[text.markup](text.source)


def to_html(text: Text) -> str:
    """Sanitised HTML; formulas stand as `\\(…\\)` and `\\[…\\]` for MathJax or KaTeX."""
    bare = bare_html(text)
    return _html(text.source, text.markup) if bare is None else bare


_BLOCKS = {"p", "div", "ul", "ol", "li", "table", "tr", "th", "td", "blockquote", "pre", "hr", "br"}


class _Gathered:
    """What a text holds: words run on through bold and the like; a break parts what stands on lines of its own."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.words: list[str] = []
        self.after_br = False

    def text(self, text: str | None) -> None:
        for kind, value in formula_parts(text or ""):
            if kind == "words":
                self.words.append(value)
            elif value:
                self.put(Piece("formula", value), alone=kind == "display")

    def put(self, piece: Piece, *, alone: bool = False) -> None:
        self.line() if alone else self.end_words()
        self.pieces.append(piece)
        self.line() if alone else None

    def end_words(self) -> None:
        held = "".join(self.words)
        words = " ".join(held.split())
        self.words = []
        if words:
            # After `<br>` no-break spaces indent a line; elsewhere they are blanks.
            indent = held[: len(held) - len(held.lstrip())].count("\xa0") if self.after_br else 0
            self.pieces.append(Piece("words", "\xa0" * indent + words if indent > 1 else words))
        self.after_br = self.after_br and not words

    def line(self) -> None:
        self.end_words()
        if self.pieces and self.pieces[-1].kind != "break":
            self.pieces.append(Piece("break", ""))

    def walk(self, element: lxml_html.HtmlElement) -> None:
        if element.tag == "img":
            self.put(Piece("picture", path_of(element.get("src", "")), " ".join(element.get("alt", "").split())))
        elif element.tag in ("code", "pre"):
            if code := code_text(element):
                self.put(Piece("code", code), alone=element.tag == "pre" or "\n" in code)
        else:
            if element.tag in _BLOCKS:
                self.line()
                self.after_br = element.tag == "br"
            if is_gap(element):
                self.put(Piece("cell", ""), alone=True)
            self.text(element.text)
            for child in element:
                self.walk(child)
                self.text(child.tail)
            if element.tag in _BLOCKS and element.tag != "br":
                self.line()
                self.after_br = False


def code_text(element: lxml_html.HtmlElement) -> str:
    """The lines of a `code` or `pre` element; outside of `pre` only `<br>` ends a line. No-break spaces are blanks."""

    def parts(here: lxml_html.HtmlElement, preformatted: bool) -> Iterator[str]:
        preformatted = preformatted or here.tag == "pre"
        ends = "\n" if preformatted else " "
        yield (here.text or "").replace("\n", ends)
        for child in here:
            yield from ("\n",) if child.tag == "br" else parts(child, preformatted)
            yield (child.tail or "").replace("\n", ends)

    return "".join(parts(element, False)).replace("\xa0", " ").rstrip("\n")


def _pieces(markup: str) -> tuple[Piece, ...]:
    words = only_words(markup)
    if words is None:
        return _parsed(markup)
    return (Piece("words", words),) if words else ()


@lru_cache(maxsize=65536)
def _parsed(markup: str) -> tuple[Piece, ...]:
    gathered = _Gathered()
    gathered.walk(lxml_html.fragment_fromstring(markup, create_parent="div"))
    if gathered.pieces and gathered.pieces[-1].kind == "break":
        gathered.pieces.pop()
    return tuple(gathered.pieces)


def path_of(address: str) -> str:
    """Markdown writes blanks and other letters than Latin in percents; a file's path has them as they are."""
    return address if address.startswith("data:") else unquote(address)


@lru_cache(maxsize=16384)
def _tree(source: str, markup: Markup) -> tuple[Piece, ...]:
    return _pieces(to_html(Text(source, markup)))


def tree(text: Text) -> tuple[Piece, ...]:
    """What the text holds, in order; two texts mean the same when their trees are equal."""
    return _tree(text.source, text.markup)


def plain(text: Text) -> str:
    """The text as read aloud: words, formulas and code in one line, the alternative texts of pictures in brackets."""
    shown = (f"[{p.alt}]" if p.kind == "picture" else p.value for p in tree(text) if p.kind != "break")
    return " ".join(" ".join(shown).split())


def pictures(text: Text) -> tuple[Piece, ...]:
    """The pictures that the text shows."""
    return _shown_pictures(text.source, text.markup)


@lru_cache(maxsize=16384)
def _shown_pictures(source: str, markup: Markup) -> tuple[Piece, ...]:
    return tuple(p for p in _tree(source, markup) if p.kind == "picture")


def formulas(text: Text) -> tuple[str, ...]:
    """The LaTeX of the formulas in the text."""
    return tuple(p.value for p in tree(text) if p.kind == "formula")
