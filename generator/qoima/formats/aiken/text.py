"""An item text as one line of signs, which is all that Aiken can hold."""

import html
import re
from typing import NamedTuple

from lxml import html as lxml_html

from qoima.model.markup import to_html
from qoima.model.text import Text

_BLOCKS = {"p", "div", "br", "pre", "ul", "ol", "li", "blockquote", "hr", "table", "thead", "tbody", "tr", "th", "td"}
_PLAIN = {"p", "div", "br", "span"}
"""Elements that a line of text loses nothing of but its breaks."""

_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_BREAK = re.compile(r" *\n[\n ]*")


class OneLine(NamedTuple):
    """A text in one line, without blanks at its ends, and which kinds of things it has lost (keys of `what.…`)."""

    text: str
    lost: frozenset[str]


def one_line(text: Text) -> OneLine:
    """The text with formulas as they stand in HTML (`\\(…\\)`), pictures as their alternative text in brackets."""
    markup = to_html(text)
    if "<" not in markup:
        return OneLine(_BLANKS.sub(" ", html.unescape(markup)).strip(" "), frozenset())
    parts: list[str] = []
    lost: set[str] = set()
    _walk(lxml_html.fragment_fromstring(markup, create_parent="span"), parts, lost)
    joined = "".join(parts).strip(" \n")
    line = _BREAK.sub(" ", joined)
    if "\n" in joined:
        lost.add("several-lines")
    return OneLine(_BLANKS.sub(" ", line), frozenset(lost))


def _walk(element: lxml_html.HtmlElement, parts: list[str], lost: set[str]) -> None:
    """Adds the signs of an element; a line break stands where the element begins or ends a line."""
    edge = "\n" if element.tag in _BLOCKS else ""
    parts.append(edge)
    if element.tag == "img":
        lost.add("pictures")
        parts.append(f"[{alt}]" if (alt := _BLANKS.sub(" ", element.get("alt", "")).strip(" ")) else "")
    elif element.tag not in _PLAIN:
        lost.add("formatting")
    parts.append(_BLANKS.sub(" ", element.text or ""))
    for child in element:
        _walk(child, parts, lost)
        parts.append(_BLANKS.sub(" ", child.tail or ""))
    parts.append(edge)
