"""What Moodle holds after it has imported items: the view of `qoima dump`, field by field as in Moodle's database."""

import html
import math
from collections.abc import Iterable, Iterator
from decimal import Decimal

from qoima.formats.moodle.names import clean_name, clean_tag, default_name
from qoima.model.item import (
    Choice,
    Item,
    Matching,
    Number,
    Numerical,
    ShortAnswer,
    TrueFalse,
    option_weights,
)
from qoima.model.markup import to_html
from qoima.model.meaning import fact_tags
from qoima.model.text import Text

QUESTION_TYPES = {
    "choice": "multichoice",
    "true-false": "truefalse",
    "short-answer": "shortanswer",
    "numerical": "numerical",
    "matching": "match",
    "essay": "essay",
    "text-only": "description",
}
"""Moodle's name for each kind of item."""

Stored = dict[str, object]


def stored(items: Iterable[Item], *, penalty: bool, named_by_id: bool) -> Iterator[Stored]:
    """Each item as Moodle stores it, in order; with `named_by_id`, an item without a name has its id for one.

    An answer is `{text, format, fraction, feedback}`, fractions from -1 to 1 with seven places; a numerical one has a
    `tolerance` too, a matching item `pairs` instead. With `penalty`, wrong options of several choice cost marks.
    """
    ids: set[tuple[tuple[str, ...], str]] = set()
    spelt: dict[str, str] = {}
    for item in items:
        # Of two equal ids in a category Moodle drops the second.
        place = (item.category, item.id)
        idnumber = item.id if item.id and place not in ids else None
        ids.add(place)
        name = item.id if named_by_id and item.name is None and item.id else item.name
        tags = {"tags": _tags(item, spelt)}
        yield _question(item, name, idnumber) | tags | _answers(item, penalty=penalty)


def _tags(item: Item, spelt: dict[str, str]) -> list[str]:
    """Tags as Moodle shows them, in HTML. Those that differ in case are one, `spelt` as where it was first met."""
    own: dict[str, str] = {}
    for tag in (*(tag for _, tag in fact_tags(item)), *item.extra_tags):
        kept = clean_tag(tag)
        own |= {kept.lower(): kept} if kept else {}
    shown = [spelt.setdefault(key, tag) for key, tag in own.items()]
    return sorted(html.escape(tag, quote=False).replace('"', "&quot;") for tag in shown)


def _question(item: Item, name: str | None, idnumber: str | None) -> Stored:
    text, form = _held(item.stem)
    return {
        "qtype": QUESTION_TYPES[item.response.kind],
        "name": default_name(text) if name is None else clean_name(name),
        "idnumber": idnumber,
        "category": list(item.category),
        "text": text,
        "format": form,
        "generalfeedback": _held(item.feedback)[0],
        "defaultmark": float(item.points) if item.response.kind != "text-only" else 0.0,
    }


def _answers(item: Item, *, penalty: bool) -> Stored:
    match item.response:
        case Choice() as choice:
            weights = option_weights(choice, penalty=penalty)
            answers = [_answer(o.text, w, o.feedback) for o, w in zip(choice.options, weights, strict=True)]
            return {"single": int(not choice.several), "answers": answers}
        case TrueFalse(answer=is_true, when_true=when_true, when_false=when_false):
            return {
                "answers": [
                    _typed("True", Decimal(100 * is_true), when_true),
                    _typed("False", Decimal(100 * (not is_true)), when_false),
                ]
            }
        case ShortAnswer(answers=accepted):
            return {"answers": [_typed(_held(a.text)[0], a.weight_percent, a.feedback) for a in accepted]}
        case Numerical(numbers=numbers):
            return {"answers": [_number(number) for number in numbers]}
        case Matching(rows=rows):
            return {"pairs": [[_held(left)[0], _held(right)[0]] for left, right in rows]}
        case _:
            return {}


def _held(text: Text | None) -> tuple[str, str]:
    """A text and its format; Moodle has no markup of ours, so that one is delivered as HTML."""
    if text is None:
        return "", "html"
    return (to_html(text), "html") if text.markup == "qoima" else (text.source, text.markup)


def _answer(text: Text, percent: Decimal, feedback: Text | None) -> Stored:
    shown, form = _held(text)
    return {"text": shown, "format": form, "fraction": _fraction(percent), "feedback": _held(feedback)[0]}


def _typed(text: str, percent: Decimal, feedback: Text | None) -> Stored:
    """An answer that is compared as typed; its format means nothing, and Moodle leaves the default."""
    return {"text": text, "format": "moodle", "fraction": _fraction(percent), "feedback": _held(feedback)[0]}


def _number(number: Number) -> Stored:
    text = "*" if number.value is None else decimal_text(number.value)
    tolerance = decimal_text(number.tolerance) if number.has_tolerance else ""
    return _typed(text, number.weight_percent, number.feedback) | {"tolerance": tolerance}


def decimal_text(value: Decimal) -> str:
    """A number as PHP writes it: a whole one with all digits, others with fourteen, large and small ones as 1.0E+25."""
    if value.is_finite() and value.as_tuple().exponent == 0 and -(2**63) <= value < 2**63:
        return f"{value + 0:f}"
    number = float(value) + 0.0
    if math.isinf(number):
        return "INF" if number > 0 else "-INF"
    digits, mark, exponent = f"{number:.14G}".partition("E")
    if not mark:
        return digits
    return f"{digits if '.' in digits else digits + '.0'}E{int(exponent):+d}"


def _fraction(percent: Decimal) -> float:
    return round(float(percent / 100), 7)
