"""From an item to the question that Moodle holds; every file for Moodle is made of such questions."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from qoima.core.diagnostic import Diagnostic
from qoima.formats.losses import lost, lost_looks, lost_right_sides
from qoima.formats.moodle.html import MoodleHtml
from qoima.formats.moodle.limits import item_problems, name_problems, tags_of
from qoima.formats.moodle.names import clean_name, clean_tag
from qoima.formats.moodle.question import QUESTION_TYPES, Question, Rich, StoredAnswer, StoredPair
from qoima.model.item import (
    Answer,
    Choice,
    Description,
    Essay,
    Item,
    Matching,
    Number,
    Numerical,
    ShortAnswer,
    TrueFalse,
    option_weights,
)
from qoima.model.meaning import SPACE, name_of, number_text, typed
from qoima.model.text import Text

MOODLE = "Moodle"
_FULL, _NOTHING = Decimal(100), Decimal(0)
_PENALTIES = {"true-false": Decimal(1), "text-only": Decimal(0)}
_PENALTY = Decimal("0.3333333")
"""Taken off for each further try, where a quiz allows several; the only third that Moodle keeps."""
_NUMERICAL = {"showunits": "3", "unitsleft": "0", "unitgradingtype": "0", "unitpenalty": "0.1000000"}
"""Numbers without units."""
_CHOICE = {
    "layout": "0",
    "shuffleanswers": "1",
    "answernumbering": "abc",
    "shownumcorrect": "0",
    "showstandardinstruction": "0",
}
_ESSAY = {"responseformat": "editor", "responserequired": "1", "attachments": "0", "attachmentsrequired": "0"}


def question_of(item: Item, html: MoodleHtml, *, penalty: bool, category: tuple[str, ...] = ()) -> Question:
    """The item as a question, its options in their stable order; what Moodle would not take goes to `html.said`.

    Name and tags are as the author has them: `kept` says what Moodle makes of them. With `penalty` a wrong tick costs
    marks in several choice (`option_weights`).
    """
    kind = item.response.kind
    html.said += name_problems(item)
    html.said += item_problems(item, penalty=penalty)
    html.said += _losses(item)
    html.said += lost_looks(item, MOODLE)
    question = Question(
        qtype=QUESTION_TYPES[kind],
        name=html.plain(name_of(item), item.place("name" if item.name else "id")),
        idnumber=html.plain(item.id, item.place("id")),
        text=html.rich(item.stem),
        general_feedback=html.rich(item.feedback),
        default_mark=_NOTHING if kind == "text-only" else item.points,
        penalty=_PENALTIES.get(kind, _PENALTY),
        tags=tuple(html.plain(tag, item.place(field)) for field, tag in tags_of(item)),
        hints=tuple(html.rich(hint) for hint in item.hints),
        category=category,
        at=item.at,
    )
    return _answered(question, item.with_key_hidden(), html, penalty)


def kept(question: Question) -> Question:
    """The question as Moodle stores it: with its own idea of names and tags, and texts without blanks at their ends."""
    tags: dict[str, str] = {}
    for tag in map(clean_tag, question.tags):
        if tag:
            tags.setdefault(tag.lower(), tag)
    return replace(
        question,
        name=clean_name(question.name),
        tags=tuple(tags.values()),
        text=_trimmed(question.text),
        general_feedback=_trimmed(question.general_feedback),
        hints=tuple(map(_trimmed, question.hints)),
        answers=tuple(replace(a, text=_trimmed(a.text), feedback=_trimmed(a.feedback)) for a in question.answers),
        pairs=tuple(StoredPair(_trimmed(pair.left), pair.right.strip(SPACE)) for pair in question.pairs),
        notes=_trimmed(question.notes),
    )


def _trimmed(text: Rich) -> Rich:
    return replace(text, html=text.html.strip(SPACE))


def _losses(item: Item) -> Iterator[Diagnostic]:
    if item.hints and isinstance(item.response, (Essay, Description)):
        yield lost(item, "hints")
    if isinstance(item.response, Matching):
        yield from lost_right_sides(item, item.response)


def _answered(question: Question, item: Item, html: MoodleHtml, penalty: bool) -> Question:
    """The question with what belongs to its type."""
    match item.response:
        case Choice() as choice:
            weights = option_weights(choice, penalty=penalty)
            answers = tuple(
                StoredAnswer(html.rich(option.text), weight, html.rich(option.feedback))
                for option, weight in zip(choice.options, weights, strict=True)
            )
            settings = {"single": "0" if choice.several else "1", **_CHOICE}
            return replace(question, answers=answers, settings=settings)
        case TrueFalse(answer=is_true, when_true=when_true, when_false=when_false):
            answers = (
                _plain_answer("True", _FULL if is_true else _NOTHING, when_true, html),
                _plain_answer("False", _NOTHING if is_true else _FULL, when_false, html),
            )
            return replace(question, answers=answers, settings={"showstandardinstruction": "1"})
        case ShortAnswer(answers=accepted, match_case=match_case):
            answers = tuple(_short_answer(answer, html) for answer in accepted)
            return replace(question, answers=answers, settings={"usecase": "1" if match_case else "0"})
        case Numerical(numbers=numbers):
            return replace(question, answers=tuple(_number(n, html) for n in numbers), settings=_NUMERICAL)
        case Matching(rows=rows):
            pairs = tuple(
                StoredPair(html.rich(left if left else None), html.plain(typed(right), right.at))
                for left, right in rows
            )
            return replace(question, pairs=pairs, settings={"shuffleanswers": "1", "shownumcorrect": "0"})
        case Essay(lines=lines, notes=notes):
            return replace(question, notes=html.rich(notes), settings={**_ESSAY, "responsefieldlines": str(lines)})
        case Description():
            return question


def _plain_answer(
    text: str, percent: Decimal, feedback: Text | None, html: MoodleHtml, tolerance: Decimal | None = None
) -> StoredAnswer:
    """An answer that is compared with what a student types."""
    return StoredAnswer(Rich(text), percent, html.rich(feedback), tolerance)


def _short_answer(answer: Answer, html: MoodleHtml) -> StoredAnswer:
    text = html.plain(typed(answer.text), answer.text.at)
    return _plain_answer(text, answer.weight_percent, answer.feedback, html)


def _number(number: Number, html: MoodleHtml) -> StoredAnswer:
    value = "*" if number.value is None else number_text(number.value)
    return _plain_answer(value, number.weight_percent, number.feedback, html, number.tolerance)
