"""Moodle XML: a bank as one file for Moodle's question bank, with categories, keys, tags and pictures."""

from collections.abc import Iterator, Mapping
from io import BytesIO

from qoima.core.diagnostic import ordered
from qoima.core.source import Span
from qoima.formats.exchange import Written
from qoima.formats.moodle.html import MoodleHtml
from qoima.formats.moodle.limits import category_path, category_problems, ids_alike, in_categories
from qoima.formats.moodle.own_facts import flow_mapping, own_facts
from qoima.formats.moodle.question import Question, StoredAnswer
from qoima.formats.moodle.questions import question_of
from qoima.formats.moodle_xml.texts import element, leaf, no_text
from qoima.model.bank import ItemSet
from qoima.model.item import Item
from qoima.model.meaning import number_text

_TYPES = {"match": "matching"}
"""The types whose name in XML is not that of Moodle's database."""
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
    html = MoodleHtml(held.folder, pictures, said=list(ids_alike(held.items)))
    file = BytesIO()
    file.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n')
    for category, items in in_categories(held):
        if category or not items:
            file.write(_category(category, html, held.at).encode())
        for item in items:
            question = question_of(item, html, penalty=penalty, category=category)
            file.write((_comment(item, html) + _question(question)).encode())
    file.write(b"</quiz>\n")
    return Written(file.getvalue(), ordered(html.said))


def _category(path: tuple[str, ...], html: MoodleHtml, at: Span) -> str:
    html.said += category_problems(path, at)
    address = f"$course$/top/{html.plain(category_path(path), at)}" if path else "$course$/top"
    return (
        f'  <question type="category">\n{_PAD}<category>\n{leaf(_INNER, "text", address)}{_PAD}</category>\n'
        f"{no_text(_PAD, 'info')}  </question>\n"
    )


def _comment(item: Item, html: MoodleHtml) -> str:
    """The line with what only Qoima knows of an item."""
    facts = flow_mapping(own_facts(item))
    return f"  <!-- qoima: {html.plain(facts, item.at)} -->\n" if facts else ""


def _question(question: Question) -> str:
    tags = "".join(f"{_INNER}<tag>\n{leaf(_INNER + '  ', 'text', tag)}{_INNER}</tag>\n" for tag in question.tags)
    return "".join(
        (
            f'  <question type="{_TYPES.get(question.qtype, question.qtype)}">\n',
            f"{_PAD}<name>\n{leaf(_INNER, 'text', question.name)}{_PAD}</name>\n",
            element(_PAD, "questiontext", question.text),
            element(_PAD, "generalfeedback", question.general_feedback),
            leaf(_PAD, "defaultgrade", number_text(question.default_mark)),
            leaf(_PAD, "penalty", f"{question.penalty:.7f}"),
            f"{_PAD}<hidden>0</hidden>\n",
            leaf(_PAD, "idnumber", question.idnumber) if question.idnumber else "",
            *_answers(question),
            *(element(_PAD, "hint", hint) for hint in question.hints),
            f"{_PAD}<tags>\n{tags}{_PAD}</tags>\n" if tags else f"{_PAD}<tags/>\n",
            "  </question>\n",
        )
    )


def _answers(question: Question) -> Iterator[str]:
    match question.qtype:
        case "multichoice":
            yield from _choice(question)
        case "truefalse":
            yield from (_typed(answer, answer.text.html.lower()) for answer in question.answers)
        case "shortanswer":
            yield leaf(_PAD, "usecase", question.settings["usecase"])
            yield from (_typed(answer, answer.text.html) for answer in question.answers)
        case "numerical":
            yield from (_typed(answer, answer.text.html) for answer in question.answers)
        case "match":
            yield from _matching(question)
        case "essay":
            yield from _essay(question)


def _choice(question: Question) -> Iterator[str]:
    yield leaf(_PAD, "single", "true" if question.settings["single"] == "1" else "false")
    for name in ("shuffleanswers", "answernumbering", "showstandardinstruction"):
        yield leaf(_PAD, name, question.settings[name])
    yield _COMBINED_FEEDBACK
    for answer in question.answers:
        feedback = element(_INNER, "feedback", answer.feedback)
        yield element(_PAD, "answer", answer.text, f' fraction="{number_text(answer.percent)}"', feedback)


def _typed(answer: StoredAnswer, text: str) -> str:
    """An answer that is compared with what a student types; a number has its tolerance."""
    tolerance = "" if answer.tolerance is None else leaf(_INNER, "tolerance", number_text(answer.tolerance))
    return (
        f'{_PAD}<answer fraction="{number_text(answer.percent)}" format="plain_text">\n{leaf(_INNER, "text", text)}'
        f"{element(_INNER, 'feedback', answer.feedback)}{tolerance}{_PAD}</answer>\n"
    )


def _matching(question: Question) -> Iterator[str]:
    yield leaf(_PAD, "shuffleanswers", question.settings["shuffleanswers"]) + _COMBINED_FEEDBACK
    for pair in question.pairs:
        inside = f"{_INNER}<answer>\n{leaf(_INNER + '  ', 'text', pair.right)}{_INNER}</answer>\n"
        yield element(_PAD, "subquestion", pair.left, "", inside)


def _essay(question: Question) -> Iterator[str]:
    for name in ("responseformat", "responserequired", "responsefieldlines", "attachments", "attachmentsrequired"):
        yield leaf(_PAD, name, question.settings[name])
    yield element(_PAD, "graderinfo", question.notes)
    yield no_text(_PAD, "responsetemplate")
