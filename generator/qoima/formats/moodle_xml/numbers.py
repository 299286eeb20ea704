"""Numerical questions of Moodle XML: numbers as Moodle 4.5 reads them where its language is English, and units."""

import re
from dataclasses import dataclass
from decimal import Decimal

from qoima.core.diagnostic import Message
from qoima.formats.moodle_xml.elements import BLANKS, Element
from qoima.formats.moodle_xml.fields import Fields, leading_number
from qoima.formats.moodle_xml.weights import ZERO, check_earned, is_shown, old_weight, weight_of
from qoima.model.item import Number, Numerical
from qoima.model.text import Markup

_SHOWN = 60
_MAX_LENGTH = 240
_POWER = re.compile(r"(?:e|E|(?:x|\*|×)10(?:\^|\*\*))([+-]?[0-9]+)")
_DIGITS = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[-+]?[0-9]+)?"
_FIRST, _LAST = re.compile(_DIGITS), re.compile(rf"{_DIGITS}\Z")


@dataclass(frozen=True, slots=True)
class _Units:
    """How many of each unit the first one has, and whether they stand before the number."""

    sizes: dict[str, Decimal]
    before: bool

    def number(self, written: str) -> Decimal | None:
        """The number in the first unit; a comma parts thousands, and words around the number fall away."""
        if len(written) > _MAX_LENGTH:
            return None
        bare = _POWER.sub(r"e\1", written.replace(" ", "")).replace(",", "")
        match = _LAST.search(bare) if self.before else _FIRST.match(bare)
        value = leading_number(match[0])[0] if match is not None else None
        if match is None or value is None:
            return None
        unit = bare[: match.start()] if self.before else bare[match.end() :]
        return value / self.sizes[unit] if self.sizes.get(unit, 1) != 1 else value


def read_numerical(question: Element, fields: Fields, markup: Markup) -> Numerical:
    """The accepted numbers; a question without any is stored too."""
    units = _units(question, fields)
    read = [_number(answer, fields, markup, units) for answer in question.children.get("answer", ())]
    numbers = [number for number in read if number is not None]
    check_earned(question, fields, [max((n.weight_percent for n in numbers), default=ZERO)], several=False)
    return Numerical(tuple(numbers))


def _units(question: Element, fields: Fields) -> _Units:
    held, sizes = question.child("units"), dict[str, Decimal]()
    for unit in held.children.get("unit", ()) if held is not None else ():
        fields.lose(Message("unkept.units", "the units of numbers"), unit.at)
        name = fields.plain_value(unit, "unit_name").replace(" ", "")
        size, _ = leading_number(fields.plain_value(unit, "multiplier"))
        sizes.setdefault(name, size or Decimal(1))
    return _Units(sizes, fields.plain_value(question, "unitsleft") not in ("", "0"))


def _number(answer: Element, fields: Fields, markup: Markup, units: _Units) -> Number | None:
    text = fields.plain(answer)
    weight = weight_of(answer, fields) if answer.child("fraction") is None else old_weight(answer, fields)
    feedback = fields.some_text(answer.child("feedback"), markup)
    if not text.source and not weight and not is_shown(feedback):
        fields.say("MXL036", answer.at)
        return None
    tolerance = _tolerance(answer, fields, units)
    value = None if text.source == "*" else units.number(text.source)
    if value is None and text.source != "*":
        fields.refuse("MXL041", text.at if text.source else answer.at, value=text.source[:_SHOWN])
        return None
    if value is not None and leading_number(text.source) != (value, True):
        fields.say("MXL027", text.at, name="answer", value=text.source[:_SHOWN], shown=f"{value:f}"[:_SHOWN])
    return Number(value, tolerance or ZERO, weight, feedback, has_tolerance=tolerance is not None)


def _tolerance(answer: Element, fields: Fields, units: _Units) -> Decimal | None:
    """What an answer may be off; None where Moodle stores an empty text, which counts as nothing."""
    child = answer.child("tolerance")
    if child is None:
        return ZERO
    written = fields.leaf(child).strip(BLANKS)
    if not written:
        return None
    value = units.number(written)
    if value is None or leading_number(written) != (value, True):
        shown = "0" if value is None else f"{value:f}"[:_SHOWN]
        fields.say("MXL027", child.inside, name="tolerance", value=written[:_SHOWN], shown=shown)
    return value
