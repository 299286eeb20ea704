"""HTML in the one form that all its spellings have: what an editor rewrites without a change of the author's."""

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree
from lxml import html as lxml_html

from qoima.model.html_depth import is_deeper
from qoima.model.markup import MAX_HTML_DEPTH

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
_ALIASES = {"b": "strong", "i": "em", "strike": "s", "del": "s"}
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "col", "colgroup", "dd",
        "div", "dl", "dt", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
        "ul",
    )
)  # fmt: skip
_TABLE_PARTS = frozenset(("tbody",))
_USUAL = {("ol", "start", "1"), ("td", "colspan", "1"), ("td", "rowspan", "1"), ("th", "colspan", "1")}
_DROPPED = frozenset(("dir", "data-mce-src", "data-mce-style", "data-mce-bogus", "data-mce-selected"))
"""Attributes that editors add by themselves: the direction of writing (Atto), their own marks (TinyMCE)."""
_OF_EDITORS = frozenset(("img-fluid", "img-responsive"))
"""Classes that TinyMCE and Atto give each picture, so that it fits the page."""

Token = tuple[str, ...]


@lru_cache(maxsize=8192)
def normal(html: str) -> tuple[Token, ...]:
    """What a browser would show, as a list: tags with their attributes in order, words with single blanks.

    Equal for texts that differ in how they are spelled: the order of attributes, entities, `<br/>`, a single paragraph
    or none around the whole, no-break spaces and empty paragraphs at the ends, blanks where a line is broken.
    """
    text = _INVISIBLE.sub("", html.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if is_deeper(text, MAX_HTML_DEPTH):
        return (("deep", text),)
    try:
        root = lxml_html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return (("raw", text),)
    tokens = _spaced(list(_tokens(root)))
    return tuple(_unwrapped(_trimmed(tokens)))


def _tokens(element: lxml_html.HtmlElement, *, kept: bool = False) -> Iterator[Token]:
    """Text as `("text", …)`, in `pre` as `("pre", …)`; tags as `("<p", name, value, …)` and `(">p",)`."""
    kind = "pre" if kept else "text"
    if element.text:
        yield (kind, element.text)
    for child in element:
        if isinstance(child.tag, str):
            name = _ALIASES.get(child.tag, child.tag)
            if name not in _TABLE_PARTS:
                yield (f"<{name}", *_attributes(name, child))
            yield from _tokens(child, kept=kept or name == "pre")
            if name not in _TABLE_PARTS:
                yield (f">{name}",)
        if child.tail:
            yield (kind, child.tail)


def _attributes(name: str, element: lxml_html.HtmlElement) -> Iterator[str]:
    for key, held in sorted(element.attrib.items()):
        value = _BLANKS.sub(" ", str(held)).strip()
        if (name, key) == ("img", "class"):
            value = " ".join(word for word in value.split() if word not in _OF_EDITORS)
        if key == "style":
            value = ";".join(sorted(part.strip().replace(": ", ":") for part in value.split(";") if part.strip()))
        if key not in _DROPPED and (name, key, value) not in _USUAL and (value or key in ("alt", "src")):
            yield from (str(key), value)


def _is_block(token: Token) -> bool:
    return token[0][:1] in "<>" and token[0][1:] in _BLOCKS


def _spaced(tokens: list[Token]) -> list[Token]:
    """Runs of blanks as one, none beside what stands on lines of its own; texts that meet as one."""
    joined: list[Token] = []
    for token in tokens:
        if token[0] == "text" and joined and joined[-1][0] == "text":
            joined[-1] = ("text", joined[-1][1] + token[1])
        else:
            joined.append(token)
    held: list[Token] = []
    after_blank = True
    for place, token in enumerate(joined):
        if token[0] != "text":
            after_blank = _is_block(token) or (after_blank and token[0] != "pre" and token[0] != "<img")
            held.append(token)
            continue
        text = _BLANKS.sub(" ", token[1])
        text = text.removeprefix(" ") if after_blank else text
        following = joined[place + 1] if place + 1 < len(joined) else None
        if following is None or _is_block(following):
            text = text.rstrip(" \xa0")
        if text:
            held.append(("text", text))
            after_blank = text.endswith(" ")
    return held


def _trimmed(tokens: list[Token]) -> list[Token]:
    """Without empty paragraphs and line breaks at the ends."""
    while (first := _empty_end(tokens, last=False)) or _empty_end(tokens, last=True):
        tokens = tokens[first:] if first else tokens[: -_empty_end(tokens, last=True)]
    return tokens


def _empty_end(tokens: list[Token], *, last: bool) -> int:
    """How many tokens at an end show nothing: a line break, or a paragraph that is empty or holds just one."""
    for empty in (("<br", ">br"), ("<p", ">p"), ("<p", "<br", ">br", ">p"), ("<div", ">div")):
        size = len(empty)
        piece = tokens[-size:] if last else tokens[:size]
        if [token[0] for token in piece] == list(empty):
            return size
    return 0


def _unwrapped(tokens: list[Token]) -> list[Token]:
    """Without a paragraph around the whole that says nothing but that it is one."""
    while (
        len(tokens) >= 2
        and tokens[0] in (("<p",), ("<div",))
        and tokens[-1] == (f">{tokens[0][0][1:]}",)
        and _is_one(tokens, tokens[0][0][1:])
    ):
        tokens = _trimmed(tokens[1:-1])
    return tokens


def _is_one(tokens: list[Token], name: str) -> bool:
    """Whether the first tag ends with the last token."""
    depth = 0
    for token in tokens[:-1]:
        depth += (token[0] == f"<{name}") - (token[0] == f">{name}")
        if depth == 0:
            return False
    return True
