"""What Moodle makes of a file of items when it imports it: questions with the names, ids and tags that it keeps."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from qoima.formats.moodle.names import clean_name, clean_tag, default_name
from qoima.formats.moodle.question import QUESTION_TYPES, Question, Rich, StoredAnswer, StoredPair
from qoima.model.item import (
    Choice,
    Essay,
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

_FULL, _NOTHING = Decimal(100), Decimal(0)
_PENALTY = Decimal("0.3333333")
_PENALTIES = {"truefalse": Decimal(1)}


def imported(items: Iterable[Item], *, penalty: bool, named_by_id: bool) -> Iterator[Question]:
    """Each item as Moodle stores it, in order, answers as listed; texts keep the form that the file names.

    With `named_by_id`, an item without a name has its id for one; else Moodle makes a name of its text. With `penalty`,
    wrong options of several choice cost marks. Of two equal ids in a category Moodle drops the second. Tags that differ
    in case are one, spelt as where it was first met.
    """
    ids: set[tuple[tuple[str, ...], str]] = set()
    spelt: dict[str, str] = {}
    for item in items:
        place = (item.category, item.id)
        name = item.id if named_by_id and item.name is None and item.id else item.name
        text, qtype = _rich(item.stem), QUESTION_TYPES[item.response.kind]
        question = Question(
            qtype=qtype,
            name=default_name(text.html) if name is None else clean_name(name),
            idnumber=item.id if place not in ids else "",
            text=text,
            general_feedback=_rich(item.feedback),
            default_mark=_NOTHING if qtype == "description" else item.points,
            penalty=_PENALTIES.get(qtype, _PENALTY),
            tags=tuple(_tags(item, spelt)),
            hints=tuple(map(_rich, item.hints)),
            category=item.category,
            at=item.at,
        )
        ids.add(place)
        yield _answered(question, item, penalty=penalty)


def _tags(item: Item, spelt: dict[str, str]) -> Iterator[str]:
    own: dict[str, str] = {}
    for tag in (*(tag for _, tag in fact_tags(item)), *item.extra_tags):
        kept = clean_tag(tag)
        own |= {kept.lower(): kept} if kept else {}
    yield from (spelt.setdefault(key, tag) for key, tag in own.items())


def _answered(question: Question, item: Item, *, penalty: bool) -> Question:
    match item.response:
        case Choice() as choice:
            weights = option_weights(choice, penalty=penalty)
            answers = tuple(
                StoredAnswer(_rich(o.text), w, _rich(o.feedback)) for o, w in zip(choice.options, weights, strict=True)
            )
            return replace(question, answers=answers, settings={"single": "0" if choice.several else "1"})
        case TrueFalse(answer=is_true, when_true=when_true, when_false=when_false):
            true = StoredAnswer(Rich("True"), _FULL if is_true else _NOTHING, _rich(when_true))
            false = StoredAnswer(Rich("False"), _NOTHING if is_true else _FULL, _rich(when_false))
            return replace(question, answers=(true, false))
        case ShortAnswer(answers=accepted, match_case=match_case):
            answers = tuple(
                StoredAnswer(Rich(_rich(a.text).html), a.weight_percent, _rich(a.feedback)) for a in accepted
            )
            return replace(question, answers=answers, settings={"usecase": "1" if match_case else "0"})
        case Numerical(numbers=numbers):
            return replace(question, answers=tuple(map(_number, numbers)))
        case Matching(rows=rows):
            return replace(question, pairs=tuple(StoredPair(_rich(left), _rich(right).html) for left, right in rows))
        case Essay(lines=lines, notes=notes):
            return replace(question, notes=_rich(notes), settings={"responsefieldlines": str(lines)})
        case _:
            return question


def _rich(text: Text | None) -> Rich:
    """A text in its form; Moodle has no markup of ours, so that one is delivered as HTML."""
    if text is None:
        return Rich()
    return Rich(to_html(text)) if text.markup == "qoima" else Rich(text.source, form=text.markup)


def _number(number: Number) -> StoredAnswer:
    text = "*" if number.value is None else decimal_text(number.value)
    tolerance = number.tolerance if number.has_tolerance else None
    return StoredAnswer(Rich(text), number.weight_percent, _rich(number.feedback), tolerance)


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
