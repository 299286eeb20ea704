"""What an item text becomes: sanitised HTML, and from it the words, formulas, code and pictures that it holds.

Everything downstream (Moodle, site, comparison, leak guard) works on this, so that two spellings of one text are one.
"""

import html
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import unquote

import nh3
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from qoima.model.text import Text

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
    """A part of a text's meaning. A picture's value is its path; `words` hold collapsed white space."""

    kind: Literal["words", "formula", "code", "picture", "break"]
    value: str
    alt: str = ""


def _math(content: str, options: dict[str, bool]) -> str:
    opening, closing = (r"\[", r"\]") if options["display_mode"] else (r"\(", r"\)")
    return f"{opening}{html.escape(content.strip(), quote=False)}{closing}"


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable(["table"])
    reader.disable(["autolink", "heading", "lheading", "html_block", "html_inline"])
    reader.use(
        dollarmath_plugin, allow_space=False, allow_digits=False, allow_labels=False, double_inline=True, renderer=_math
    )
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


def _is_own_picture(src: str) -> bool:
    return not re.match(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", src, re.I) or src.startswith("data:image/")


def _attribute(tag: str, name: str, value: str) -> str | None:
    return None if (tag, name) == ("img", "src") and not _is_own_picture(value) else value


def _depth(markup: str) -> int:
    depth = deepest = 0
    for closing in re.findall(r"<(/?)[A-Za-z][^<>]*>", markup):
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def sanitise(markup: str) -> str:
    """HTML reduced to what a question needs: no scripts, styles, links, foreign pictures or control characters."""
    if _depth(markup) > MAX_HTML_DEPTH:
        return _CONTROL.sub("", html.escape(markup, quote=False))
    clean: str = nh3.clean(
        markup, tags=TAGS, attributes=ATTRIBUTES, attribute_filter=_attribute, link_rel=None, url_schemes={"data"}
    )
    return _CONTROL.sub("", clean)


def _render_qoima(source: str) -> str:
    one_line = "\n" not in source.strip()
    return str(_QOIMA.renderInline(source.strip()) if one_line else _QOIMA.render(source)).strip()


def _render_moodle(source: str) -> str:
    return source if re.search(r"<(?:p|div|table|ul|ol|pre|br)\b", source, re.I) else source.replace("\n", "<br>\n")


_RENDERERS: dict[str, Callable[[str], str]] = {
    "qoima": _render_qoima,
    "html": lambda source: source,
    "markdown": lambda source: _MARKDOWN.render(source).strip(),
    "plain": lambda source: html.escape(source, quote=False).replace("\n", "<br>\n"),
    "moodle": _render_moodle,
}


@lru_cache(maxsize=65536)
def _html(source: str, markup: str) -> str:
    return sanitise(_RENDERERS[markup](source))


def to_html(text: Text) -> str:
    """Sanitised HTML; formulas stand as `\\(…\\)` and `\\[…\\]` for MathJax or KaTeX."""
    return _html(text.source, text.markup)


_FORMULA = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]|\$\$(.+?)\$\$", re.S)


@lru_cache(maxsize=65536)
def _pieces(markup: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []

    def add_text(text: str | None) -> None:
        at = 0
        for match in _FORMULA.finditer(text or ""):
            add_words((text or "")[at : match.start()])
            pieces.append(Piece("formula", next(g for g in match.groups() if g).strip()))
            at = match.end()
        add_words((text or "")[at:])

    def add_words(text: str) -> None:
        words = " ".join(text.split())
        if words:
            pieces.append(Piece("words", words))

    def walk(element: lxml_html.HtmlElement) -> None:
        if element.tag == "img":
            pieces.append(Piece("picture", _path(element.get("src", "")), element.get("alt", "")))
        elif element.tag in ("code", "pre"):
            pieces.append(Piece("code", element.text_content().rstrip("\n")))
        else:
            add_text(element.text)
            for child in element:
                walk(child)
                add_text(child.tail)
        if element.tag in ("p", "li", "td", "th", "br", "tr"):
            pieces.append(Piece("break", ""))

    walk(lxml_html.fragment_fromstring(markup, create_parent="div"))
    while pieces and pieces[-1].kind == "break":
        pieces.pop()
    return tuple(pieces)


def _path(address: str) -> str:
    """Markdown writes blanks and other letters than Latin in percents; a file's path has them as they are."""
    return address if address.startswith("data:") else unquote(address)


def tree(text: Text) -> tuple[Piece, ...]:
    """What the text holds, in order; two texts mean the same when their trees are equal."""
    return _pieces(to_html(text))


def plain(text: Text) -> str:
    """The text as read aloud: words, formulas and code in one line, the alternative texts of pictures in brackets."""
    shown = (f"[{p.alt}]" if p.kind == "picture" else p.value for p in tree(text) if p.kind != "break")
    return " ".join(" ".join(shown).split())


def pictures(text: Text) -> tuple[Piece, ...]:
    """The pictures that the text shows."""
    return tuple(p for p in tree(text) if p.kind == "picture")


def formulas(text: Text) -> tuple[str, ...]:
    """The LaTeX of the formulas in the text."""
    return tuple(p.value for p in tree(text) if p.kind == "formula")


_PICTURE_ADDRESS = re.compile(r'(<img\b(?:\s+(?!src=)[\w-]+="[^"]*")*\s+src=")([^"]*)(")')


def with_pictures(markup: str, replace: Callable[[str], str]) -> str:
    """Sanitised HTML with each picture's address replaced by what `replace` makes of its path."""
    return _PICTURE_ADDRESS.sub(lambda m: m[1] + html.escape(replace(_path(html.unescape(m[2])))) + m[3], markup)


_CODE_OR_MATH = re.compile(r"```.*?```|`[^`\n]*`|\$\$.+?\$\$|\$[^$\n]+\$", re.S)
_SWALLOWED = re.compile(r"(?<!\w)__(\w+)__(?!\w)|\w+\*(?=\S)[^*\n]+?(?<=\S)\*\w+")
_BARE_FORMULA = re.compile(r"\\[(\[](.+?)\\[)\]]", re.S)


class Slip(NamedTuple):
    """A place in a qoima text that readers will see otherwise than it was typed; offsets into the source."""

    kind: Literal["emphasis", "formula"]
    start: int
    typed: str
    shown: str


def slips(text: Text) -> tuple[Slip, ...]:
    """Emphasis that swallows signs inside a word, and formulas between the wrong signs; none in Moodle's markups."""
    if text.markup != "qoima":
        return ()
    bare = _CODE_OR_MATH.sub(lambda m: "\0" * len(m[0]), text.source)
    found = [Slip("emphasis", m.start(), m[0], m[1] or m[0].replace("*", "")) for m in _SWALLOWED.finditer(bare)]
    found += [Slip("formula", m.start(), m[0], m[1]) for m in _BARE_FORMULA.finditer(bare)]
    return tuple(sorted(found, key=lambda s: s.start))
