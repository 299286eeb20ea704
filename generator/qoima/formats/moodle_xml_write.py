"""Moodle XML: a bank as one file for Moodle's question bank, with categories, keys, tags and pictures."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from lxml.etree import Comment, Element, SubElement, _Element, indent, tostring

from qoima.core.diagnostic import Diagnostic, ordered
from qoima.core.problems import problem
from qoima.core.source import Span
from qoima.formats.exchange import Written
from qoima.formats.moodle_limits import in_categories, item_problems, name_of, tags_of
from qoima.formats.moodle_xml_texts import TextWriter
from qoima.formats.own_facts import flow_mapping, own_facts
from qoima.model.bank import ItemSet
from qoima.model.item import (
    Answer,
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
from qoima.model.markup import plain
from qoima.model.text import Text

_HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'
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


def write_moodle_xml(held: ItemSet, pictures: Mapping[str, bytes], *, penalty: bool) -> Written:
    """The items as Moodle XML. `pictures` has bytes by path; paths in texts are relative to the folder of the set.

    With `penalty` a wrong tick costs marks in several choice
    (`option_weights`). Options stand in their stable order, so that the key has no place of its own.
    """
    texts = TextWriter(held.folder, pictures, list(_ids_alike(held.items)))
    quiz = Element("quiz")
    for category, items in in_categories(held):
        _category(quiz, category, texts, held.at)
        for item in items:
            texts.said += item_problems(item, penalty=penalty)
            if facts := flow_mapping(own_facts(item)):
                quiz.append(Comment(f" qoima: {texts.plain(facts, item.at)} "))
            _question(quiz, item, texts, penalty)
    indent(quiz)
    return Written(f"{_HEADER}{tostring(quiz, encoding='unicode')}\n".encode(), ordered(texts.said))


def _ids_alike(items: tuple[Item, ...]) -> Iterator[Diagnostic]:
    seen: dict[str, str] = {}
    for item in items:
        other = seen.setdefault(item.id.casefold(), item.id)
        if other != item.id:
            yield problem("DLV009", item.place("id"), id=item.id, other=other)


def _category(quiz: _Element, path: tuple[str, ...], texts: TextWriter, at: Span) -> None:
    question = SubElement(quiz, "question", type="category")
    steps = [texts.plain(step, at).replace("/", "//") for step in path if step]
    SubElement(SubElement(question, "category"), "text").text = "/".join(("$course$", "top", *steps))
    texts.fill(SubElement(question, "info"), None)


def _question(quiz: _Element, item: Item, texts: TextWriter, penalty: bool) -> None:
    kind = item.response.kind
    question = SubElement(quiz, "question", type=_TYPES[kind])
    SubElement(SubElement(question, "name"), "text").text = texts.plain(name_of(item), item.place("id"))
    texts.fill(SubElement(question, "questiontext"), item.stem)
    texts.fill(SubElement(question, "generalfeedback"), item.feedback)
    facts = {
        "defaultgrade": "0" if kind == "text-only" else _number(item.points),
        "penalty": _PENALTIES.get(kind, _PENALTY),
        "hidden": "0",
    }
    if item.id:
        facts["idnumber"] = texts.plain(item.id, item.place("id"))
    _facts(question, facts)
    _response(question, item, texts, penalty)
    for hint in item.hints:
        texts.fill(SubElement(question, "hint"), hint)
    tags = SubElement(question, "tags")
    for tag, at in tags_of(item):
        SubElement(SubElement(tags, "tag"), "text").text = texts.plain(tag, at)


def _response(question: _Element, item: Item, texts: TextWriter, penalty: bool) -> None:
    match item.with_key_hidden().response:
        case Choice() as choice:
            _choice(question, choice, texts, penalty)
        case TrueFalse(answer=is_true) as truth:
            for word, right, said in (("true", is_true, truth.when_true), ("false", not is_true, truth.when_false)):
                _typed(question, word, Decimal(100 if right else 0), said, texts)
        case ShortAnswer(answers=answers, match_case=match_case):
            _facts(question, {"usecase": "1" if match_case else "0"})
            for answer in answers:
                _short_answer(question, answer, texts)
        case Numerical(numbers=numbers):
            for number in numbers:
                _numerical_answer(question, number, texts)
        case Matching() as matching:
            _matching(question, matching, texts)
        case Essay() as essay:
            _essay(question, essay, texts)


def _choice(question: _Element, choice: Choice, texts: TextWriter, penalty: bool) -> None:
    _facts(
        question,
        {
            "single": "false" if choice.several else "true",
            "shuffleanswers": "1",
            "answernumbering": "abc",
            "showstandardinstruction": "0",
        },
    )
    _combined_feedback(question, texts)
    for option, weight in zip(choice.options, option_weights(choice, penalty=penalty), strict=True):
        answer = SubElement(question, "answer", fraction=_number(weight))
        texts.fill(answer, option.text)
        texts.fill(SubElement(answer, "feedback"), option.feedback)


def _short_answer(question: _Element, answer: Answer, texts: TextWriter) -> None:
    source = answer.text.source if answer.text.markup != "qoima" else plain(answer.text)
    _typed(question, texts.plain(source.strip(), answer.text.at), answer.weight_percent, answer.feedback, texts)


def _numerical_answer(question: _Element, number: Number, texts: TextWriter) -> None:
    value = "*" if number.value is None else _number(number.value)
    answer = _typed(question, value, number.weight_percent, number.feedback, texts)
    _facts(answer, {"tolerance": _number(number.tolerance)})


def _typed(question: _Element, text: str, percent: Decimal, feedback: Text | None, texts: TextWriter) -> _Element:
    """An answer that is compared as typed, not shown as HTML."""
    answer = SubElement(question, "answer", fraction=_number(percent), format="plain_text")
    SubElement(answer, "text").text = text
    texts.fill(SubElement(answer, "feedback"), feedback)
    return answer


def _matching(question: _Element, matching: Matching, texts: TextWriter) -> None:
    _facts(question, {"shuffleanswers": "1"})
    _combined_feedback(question, texts)
    for left, right in matching.rows:
        pair = SubElement(question, "subquestion")
        texts.fill(pair, left if left else None)
        SubElement(SubElement(pair, "answer"), "text").text = texts.plain(plain(right), right.at)


def _essay(question: _Element, essay: Essay, texts: TextWriter) -> None:
    facts = {"responseformat": "editor", "responserequired": "1", "responsefieldlines": str(essay.lines)}
    _facts(question, {**facts, "attachments": "0", "attachmentsrequired": "0"})
    texts.fill(SubElement(question, "graderinfo"), essay.notes)
    texts.fill(SubElement(question, "responsetemplate"), None)


def _combined_feedback(question: _Element, texts: TextWriter) -> None:
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        texts.fill(SubElement(question, name), None)


def _facts(parent: _Element, facts: Mapping[str, str]) -> None:
    for name, value in facts.items():
        SubElement(parent, name).text = value


def _number(value: Decimal) -> str:
    """With a point and, up to twenty digits, without an exponent."""
    return f"{value.normalize():f}" if abs(value.adjusted()) <= 20 else str(value)
