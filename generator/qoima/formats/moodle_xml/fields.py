"""What the elements of a Moodle XML question hold: texts in their formats, plain values, numbers, switches."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from qoima.core.diagnostic import Diagnostic, Message, Related
from qoima.core.problems import problem
from qoima.core.source import Span
from qoima.formats.decode import MAX_ITEM_TEXT_KIB
from qoima.formats.moodle_xml.elements import BLANKS, Element
from qoima.formats.moodle_xml.pictures import MARK, Pictures, with_pictures
from qoima.model.text import Markup, Text

FORMATS: dict[str, Markup] = {
    "html": "html",
    "moodle_auto_format": "moodle",
    "plain_text": "plain",
    "markdown": "markdown",
}
_MAX_DIGITS = 40
_LARGEST = Decimal("1e308")
"""What a computer's numbers can hold."""
_SHOWN = 60
_FIELD_NUMBER = re.compile(r"\s*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?)\s*", re.ASCII)
_LEADING_NUMBER = re.compile(r"[ \t\n\r\v\f]*([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)(.*)", re.S)


@dataclass(slots=True)
class Fields:
    """Reads the elements of a file. `said` collects what is wrong; `broken` tells that the question is refused.

    `lost` are the things that were left out and named already, `pictures` those that the file holds.
    """

    said: list[Diagnostic] = field(default_factory=list)
    pictures: Pictures = field(default_factory=Pictures)
    lost: set[str] = field(default_factory=set)
    broken: bool = False

    def say(self, code: str, at: Span, /, *, related: tuple[Related, ...] = (), **values: object) -> None:
        """Something is wrong; the question stays."""
        self.said.append(problem(code, at, related=related, **values))

    def refuse(self, code: str, at: Span, /, **values: object) -> None:
        """Something is so wrong that there is no question."""
        self.said.append(problem(code, at, related=(), **values))
        self.broken = True

    def lose(self, what: Message, at: Span) -> None:
        """Something that an item cannot hold; said once a file."""
        if what.key not in self.lost:
            self.lost.add(what.key)
            self.said.append(problem("MXL029", at, what=what))

    def leaf(self, element: Element) -> str:
        """The text of an element that holds nothing else, blanks at the ends included."""
        if element.children:
            inner = next(iter(element.children.values()))[0]
            self.refuse("MXL021", inner.at, name=element.name)
            return ""
        if element.lost >= 0:
            self.say("MXL022", element.source.span(element.lost, element.lost + 1))
        return element.text

    def plain_value(self, parent: Element, name: str) -> str:
        """The text of the first child of that name, without blanks around it."""
        child = parent.child(name)
        return "" if child is None else self.leaf(child).strip(BLANKS)

    def plain(self, parent: Element | None) -> Text:
        """What stands in the `<text>` of an element, a value without markup."""
        inner = self._text_in(parent) if parent is not None else None
        if parent is None or inner is None:
            return Text("", "plain")
        return Text(self.leaf(inner).strip(BLANKS), "plain", inner.inside)

    def text(self, parent: Element, default: Markup) -> Text:
        """The text of an element with its pictures, in the format that the element names."""
        markup = self._markup(parent, default)
        inner = self._text_in(parent)
        if inner is None:
            return Text("", markup, parent.at)
        source, at = self.leaf(inner).strip(BLANKS), inner.inside
        kib = len(source.encode(errors="replace")) // 1024 if len(source) > MAX_ITEM_TEXT_KIB * 256 else 0
        if kib > MAX_ITEM_TEXT_KIB:
            self.refuse("YML019", at, have_kib=kib, limit_kib=MAX_ITEM_TEXT_KIB)
            return Text("", markup, at)
        text, files = Text(source, markup, at), parent.children.get("file", ())
        return with_pictures(text, files, self.pictures, self.said) if files or MARK in source else text

    def some_text(self, parent: Element | None, default: Markup) -> Text | None:
        """The text of an element; None where there is none."""
        if parent is None or (_is_empty(parent.child("text")) and "file" not in parent.children):
            return None
        text = self.text(parent, default)
        return text if text.source else None

    def _text_in(self, parent: Element) -> Element | None:
        inner = parent.child("text")
        if inner is None and parent.pieces:
            self.say("MXL031", parent.inside)
        return inner

    def _markup(self, element: Element, default: Markup) -> Markup:
        written = element.attributes.get("format")
        if written is None:
            return default
        markup = FORMATS.get(written.strip(BLANKS))
        if markup is None:
            markup = "plain" if written.strip(BLANKS) == "wiki_like" else "html"
            known = "plain_text" if markup == "plain" else "html"
            self.say("MXL030", element.at, value=written[:_SHOWN], shown=known, known=", ".join(FORMATS))
        return markup

    def switch(self, parent: Element, name: str, *, default: bool) -> bool:
        """Moodle's truth values: `false`, `0` and nothing are false, every other word is true."""
        child = parent.child(name)
        if child is None:
            return default
        written = self.leaf(child).strip(BLANKS)
        if written not in ("true", "false", "1", "0", ""):
            self.say("MXL027", child.inside, name=name, value=written[:_SHOWN], shown="true")
        return written not in ("false", "0", "")

    def number(self, parent: Element, name: str, default: Decimal, *, whole: bool = False) -> Decimal:
        """A number of Moodle's database, `whole` without a point; nothing is 0, a word ends the import."""
        child = parent.child(name)
        if child is None:
            return default
        written = self.leaf(child)
        match = _FIELD_NUMBER.fullmatch(written) if len(written) <= _MAX_DIGITS else None
        if match is None or (whole and not match[1].lstrip("+-").isdigit()):
            if written.strip(BLANKS):
                self.refuse("MXL026", child.inside, name=name, value=written[:_SHOWN])
            return Decimal(0)
        value = Decimal(match[1])
        if abs(value) >= (2**31 if whole else 100_000):
            self.refuse("MXL026", child.inside, name=name, value=written[:_SHOWN])
        return short(value)


def _is_empty(text: Element | None) -> bool:
    return text is not None and not text.pieces and not text.children


def leading_number(written: str) -> tuple[Decimal | None, bool]:
    """The number that a text begins with, as PHP counts with it, and whether the text is nothing but this number."""
    match = _LEADING_NUMBER.match(written)
    if match is None or len(match[1]) > _MAX_DIGITS:
        return None, False
    value = Decimal(match[1])
    return (value, not match[2].strip(" \t\n\r\v\f")) if abs(value) < _LARGEST else (None, False)


def short(value: Decimal) -> Decimal:
    """The number without zeros at the end and, up to twenty digits, without an exponent."""
    value = value.normalize() + 0
    return value.quantize(Decimal(1)) if 0 < value.adjusted() < 20 and value == value.to_integral_value() else value
