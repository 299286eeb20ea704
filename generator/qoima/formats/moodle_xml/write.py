"""Moodle XML: a bank as one file for Moodle's question bank, with categories, keys, tags and pictures."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from io import BytesIO

from qoima.core.diagnostic import Diagnostic, ordered
from qoima.core.problems import problem
from qoima.core.source import Span
from qoima.formats.exchange import Written
from qoima.formats.losses import lost, lost_looks, lost_right_sides
from qoima.formats.moodle.limits import (
    category_path,
    category_problems,
    in_categories,
    item_problems,
    name_problems,
    tags_of,
)
from qoima.formats.moodle.own_facts import flow_mapping, own_facts
from qoima.formats.moodle_xml.texts import TextWriter, leaf, no_text
from qoima.model.bank import ItemSet
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
from qoima.model.meaning import name_of, number_text, typed
from qoima.model.text import Text

FORMAT = "Moodle XML"
_TYPES = {
    "choice": "multichoice",
    "true-false": "truefalse",
    "short-answer": "shortanswer",
    "numerical": "numerical",
    "matching": "matching",
    "essay": "essay",
    "text-only": "description",
}
_PENALTIES = {"true-false": "1.0000000", "text-only": "0.0000000"}
_PENALTY = "0.3333333"
"""Taken off for each further try, where a quiz allows several; the only third that Moodle keeps."""
_PAD, _INNER = " " * 4, " " * 6
"""What stands before the elements of a question, and before those inside them."""
_COMBINED_FEEDBACK = "".join(
    no_text(_PAD, name) for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
)


def write_moodle_xml(held: ItemSet, pictures: Mapping[str, bytes], *, penalty: bool) -> Written:
    """The items as Moodle XML. `pictures` has bytes by path; paths in texts are relative to the folder of the set.

    With `penalty` a wrong tick costs marks in several choice
    (`option_weights`). Options stand in their stable order, so that the key has no place of its own.
    """
    texts = TextWriter(held.folder, pictures, list(_ids_alike(held.items)))
    file = BytesIO()
    file.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n')
    for category, items in in_categories(held):
        if category or not items:
            file.write(_category(category, texts, held.at).encode())
        for item in items:
            file.write(_item(item, texts, penalty).encode())
    file.write(b"</quiz>\n")
    return Written(file.getvalue(), ordered(texts.said))


def _ids_alike(items: tuple[Item, ...]) -> Iterator[Diagnostic]:
    seen: dict[str, str] = {}
    for item in items:
        other = seen.setdefault(item.id.casefold(), item.id)
        if other != item.id:
            yield problem("DLV009", item.place("id"), id=item.id, other=other)


def _category(path: tuple[str, ...], texts: TextWriter, at: Span) -> str:
    texts.said += category_problems(path, at)
    address = f"$course$/top/{texts.plain(category_path(path), at)}" if path else "$course$/top"
    return (
        f'  <question type="category">\n{_PAD}<category>\n{leaf(_INNER, "text", address)}{_PAD}</category>\n'
        f"{no_text(_PAD, 'info')}  </question>\n"
    )


def _item(item: Item, texts: TextWriter, penalty: bool) -> str:
    """The lines of a question, before it what only Qoima knows of it."""
    kind = item.response.kind
    texts.said += name_problems(item)
    texts.said += item_problems(item, penalty=penalty)
    texts.said += _losses(item)
    texts.said += lost_looks(item, FORMAT)
    facts = flow_mapping(own_facts(item))
    tags = "".join(
        f"{_INNER}<tag>\n{leaf(_INNER + '  ', 'text', texts.plain(tag, item.place(field)))}{_INNER}</tag>\n"
        for field, tag in tags_of(item)
    )
    return "".join(
        (
            f"  <!-- qoima: {texts.plain(facts, item.at)} -->\n" if facts else "",
            f'  <question type="{_TYPES[kind]}">\n',
            f"{_PAD}<name>\n{leaf(_INNER, 'text', texts.plain(name_of(item), item.place('id')))}{_PAD}</name>\n",
            texts.element(_PAD, "questiontext", item.stem),
            texts.element(_PAD, "generalfeedback", item.feedback),
            leaf(_PAD, "defaultgrade", "0" if kind == "text-only" else number_text(item.points)),
            leaf(_PAD, "penalty", _PENALTIES.get(kind, _PENALTY)),
            f"{_PAD}<hidden>0</hidden>\n",
            leaf(_PAD, "idnumber", texts.plain(item.id, item.place("id"))) if item.id else "",
            *_response(item, texts, penalty),
            *(texts.element(_PAD, "hint", hint) for hint in item.hints),
            f"{_PAD}<tags>\n{tags}{_PAD}</tags>\n" if tags else f"{_PAD}<tags/>\n",
            "  </question>\n",
        )
    )


def _losses(item: Item) -> Iterator[Diagnostic]:
    if item.hints and isinstance(item.response, (Essay, Description)):
        yield lost(item, "hints")
    if isinstance(item.response, Matching):
        yield from lost_right_sides(item, item.response)


def _response(item: Item, texts: TextWriter, penalty: bool) -> Iterator[str]:
    match item.with_key_hidden().response:
        case Choice() as choice:
            yield from _choice(choice, texts, penalty)
        case TrueFalse(answer=is_true) as truth:
            for word, right, said in (("true", is_true, truth.when_true), ("false", not is_true, truth.when_false)):
                yield _typed(word, Decimal(100 if right else 0), said, texts)
        case ShortAnswer(answers=answers, match_case=match_case):
            yield leaf(_PAD, "usecase", "1" if match_case else "0")
            yield from (_short_answer(answer, texts) for answer in answers)
        case Numerical(numbers=numbers):
            yield from (_number(number, texts) for number in numbers)
        case Matching() as matching:
            yield from _matching(matching, texts)
        case Essay() as essay:
            yield from _essay(essay, texts)


def _choice(choice: Choice, texts: TextWriter, penalty: bool) -> Iterator[str]:
    yield leaf(_PAD, "single", "false" if choice.several else "true")
    yield f"{_PAD}<shuffleanswers>1</shuffleanswers>\n{_PAD}<answernumbering>abc</answernumbering>\n"
    yield f"{_PAD}<showstandardinstruction>0</showstandardinstruction>\n"
    yield _COMBINED_FEEDBACK
    for option, weight in zip(choice.options, option_weights(choice, penalty=penalty), strict=True):
        feedback = texts.element(_INNER, "feedback", option.feedback)
        yield texts.element(_PAD, "answer", option.text, f' fraction="{number_text(weight)}"', feedback)


def _short_answer(answer: Answer, texts: TextWriter) -> str:
    return _typed(texts.plain(typed(answer.text), answer.text.at), answer.weight_percent, answer.feedback, texts)


def _number(number: Number, texts: TextWriter) -> str:
    value = "*" if number.value is None else number_text(number.value)
    tolerance = leaf(_INNER, "tolerance", number_text(number.tolerance))
    return _typed(value, number.weight_percent, number.feedback, texts, tolerance)


def _typed(text: str, percent: Decimal, feedback: Text | None, texts: TextWriter, inside: str = "") -> str:
    """An answer that is compared with what a student types."""
    return (
        f'{_PAD}<answer fraction="{number_text(percent)}" format="plain_text">\n{leaf(_INNER, "text", text)}'
        f"{texts.element(_INNER, 'feedback', feedback)}{inside}{_PAD}</answer>\n"
    )


def _matching(matching: Matching, texts: TextWriter) -> Iterator[str]:
    yield f"{_PAD}<shuffleanswers>1</shuffleanswers>\n{_COMBINED_FEEDBACK}"
    for left, right in matching.rows:
        side = leaf(_INNER + "  ", "text", texts.plain(typed(right), right.at))
        inside = f"{_INNER}<answer>\n{side}{_INNER}</answer>\n"
        yield texts.element(_PAD, "subquestion", left if left else None, "", inside)


def _essay(essay: Essay, texts: TextWriter) -> Iterator[str]:
    yield f"{_PAD}<responseformat>editor</responseformat>\n{_PAD}<responserequired>1</responserequired>\n"
    yield leaf(_PAD, "responsefieldlines", str(essay.lines))
    yield f"{_PAD}<attachments>0</attachments>\n{_PAD}<attachmentsrequired>0</attachmentsrequired>\n"
    yield texts.element(_PAD, "graderinfo", essay.notes)
    yield no_text(_PAD, "responsetemplate")
