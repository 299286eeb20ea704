"""Numerical items of GIFT: `{#3.14:0.01}`, `{#3..4}`, `{#=3 =%50%2:1 ~#feedback on the rest}`."""

import re
from decimal import Decimal

from qoima.core.diagnostic import Diagnostic
from qoima.core.problems import problem
from qoima.core.source import Span
from qoima.formats.gift.cursor import SPACE, Block, edges
from qoima.formats.gift.texts import read_feedback, read_part
from qoima.formats.gift.weights import FULL, Lost, read_weight
from qoima.model.item import Number, Numerical
from qoima.model.text import Markup

# What PHP takes for a number, and the number at the head of a text, with which it reckons all the same.
_HEAD = re.compile(r"[ \t\n\r\v\f]*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)")
_NUMBER = re.compile(_HEAD.pattern + r"[ \t\n\r\v\f]*")
_MAX_LENGTH, _SHOWN = 40, 60


def read_numerical(block: Block, start: int, end: int, default: Markup, said: list[Diagnostic]) -> Numerical | Lost:
    """The answers between `start`, where `#` stands, and `end`."""
    text, start = block.text, start + 1
    wrong = text.find("~", start, end)
    stop = wrong if wrong >= 0 else end
    held: list[Number] = []
    lost: Lost | None = None
    for at, until in signed(text, start, stop, "="):
        number = _number(block, at, until, default, said)
        if isinstance(number, Number):
            held.append(number)
        elif lost is not Lost.FILE:
            lost = number
    if lost is None and not held:
        said.append(_no_number(text[start:stop].strip(SPACE), block.part(start, stop)))
        return Lost.FILE
    if lost is not None:
        return lost
    if wrong >= 0:
        mark = text.find("#", wrong, end)
        feedback = read_feedback(block, mark + 1, end, default, said) if mark >= 0 else None
        held.append(Number(None, Decimal(0), Decimal(0), feedback, has_tolerance=False))
    if all(number.weight_percent != FULL for number in held):
        said.append(problem("GFT031", block.part(start, end)))
    return Numerical(tuple(held))


def signed(text: str, start: int, end: int, sign: str) -> list[tuple[int, int]]:
    """Where the answers begin and end (trimmed); one before the first sign only if it is more than nothing or 0."""
    found: list[tuple[int, int]] = []
    at = start
    while at <= end:
        stop = text.find(sign, at, end)
        stop = end if stop < 0 else stop
        part = edges(text, at, stop)
        if at > start or text[part[0] : part[1]] not in ("", "0"):
            found.append(part)
        at = stop + 1
    return found


def _number(block: Block, start: int, end: int, default: Markup, said: list[Diagnostic]) -> Number | Lost:
    at = block.span(start, end)
    percent, start = read_weight(block, start, end, said)
    mark = block.text.find("#", start, end)
    feedback = read_feedback(block, mark + 1, end, default, said) if mark >= 0 else None
    text = read_part(block, start, mark if mark >= 0 else end, default, said)
    value = _value_and_tolerance(text.source)
    if isinstance(value, Lost):
        said.append(_no_number(text.source, at))
    # Moodle looks at the numbers first, and at the weights once it has read the whole file.
    if percent is Lost.FILE or value is Lost.FILE:
        return Lost.FILE
    if isinstance(percent, Lost) or isinstance(value, Lost):
        return percent if isinstance(percent, Lost) else Lost.REST
    if value[0] is None and text.source != "*":
        value_shown = text.source[:_SHOWN]
        said.append(problem("GFT032", at, value=value_shown) if value_shown else problem("GFT066", at))
    return Number(*value, percent if percent is not None else FULL, feedback)


def _no_number(value: str, at: Span) -> Diagnostic:
    """GFT027; GFT061 where nothing stands."""
    return problem("GFT027", at, value=value[:_SHOWN]) if value else problem("GFT061", at)


def _value_and_tolerance(text: str) -> tuple[Decimal | None, Decimal] | Lost:
    """`3.14`, `3.14:0.01`, or `3..4`, which is the middle and half the width; no value for what is no number."""
    if (dots := text.find("..")) > 0:
        most, least = _head(text[dots + 2 :]), _head(text[:dots])
        if most is None or least is None:
            return Lost.FILE
        if not (most.is_finite() and least.is_finite()):
            return Lost.REST
        middle = (most + least) / 2
        return middle, most - middle
    tolerance = Decimal(0)
    if (colon := text.find(":")) > 0:
        given, text = _whole(text[colon + 1 :].strip(SPACE)), text[:colon].strip(SPACE)
        if given is None:
            return Lost.FILE
        tolerance = given
    # Moodle takes a form feed for a blank here and stumbles over it there.
    if text.startswith("\f") and _whole(text) is not None:
        return Lost.REST
    return _whole(text), tolerance


def _head(text: str) -> Decimal | None:
    match = _HEAD.match(text)
    return _decimal(match[1]) if match else None


def _whole(text: str) -> Decimal | None:
    match = _NUMBER.fullmatch(text)
    return _decimal(match[1]) if match else None


def _decimal(text: str) -> Decimal:
    """The number as typed; a very long or very large one as PHP holds it."""
    if len(text) <= _MAX_LENGTH and abs(value := Decimal(text)) < Decimal("1e300"):
        return value
    return Decimal(float(text))
