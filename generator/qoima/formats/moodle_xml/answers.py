"""The answers of a Moodle XML question, kind by kind, as Moodle 4.5 stores them."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

from qoima.core.diagnostic import Message
from qoima.formats.moodle_xml.elements import Element
from qoima.formats.moodle_xml.fields import Fields, leading_number
from qoima.formats.moodle_xml.numbers import read_numerical
from qoima.formats.moodle_xml.weights import FULL, ZERO, check_earned, is_shown, weight_of
from qoima.model.item import (
    Answer,
    Choice,
    Description,
    Essay,
    Matching,
    Option,
    Response,
    ShortAnswer,
    TrueFalse,
)
from qoima.model.text import Markup, Text

_MAX_ANSWER = 255
_SHOWN = 60
_TAG = re.compile(r"<[^<>]*>")
_USUAL_FEEDBACK = frozenset(
    (
        "Your answer is correct.", "Your answer is partially correct.", "Your answer is incorrect.",
        "Ваш ответ верный.", "Ваш ответ частично правильный.", "Ваш ответ неправильный.",
    )
)  # fmt: skip
"""What Moodle itself writes into the feedback fields of a new question."""


def _choice(question: Element, fields: Fields, markup: Markup) -> Choice:
    several = not fields.switch(question, "single", default=True)
    _numbering(question, fields)
    _shuffling(question, fields, default=False)
    _combined_feedback(question, fields, markup)
    answers = question.children.get("answer", [])
    if len(answers) < 2:
        fields.refuse("MXL035", answers[0].at if answers else question.at)
    options = [option for answer in answers if (option := _option(answer, fields, markup)) is not None]
    check_earned(question, fields, [option.weight_percent or ZERO for option in options], several=several)
    if not several and sorted(o.weight_percent or ZERO for o in options) == [ZERO] * (len(options) - 1) + [FULL]:
        options = [Option(o.text, o.correct, o.feedback, None, o.at) for o in options]
    return Choice(tuple(options), several)


def _option(answer: Element, fields: Fields, markup: Markup) -> Option | None:
    text, weight = fields.text(answer, markup), weight_of(answer, fields)
    feedback = fields.some_text(answer.child("feedback"), markup)
    if not text.source:
        fields.say("MXL036", answer.at)
        return None
    return Option(text, weight > 0, feedback, weight, text.at)


def _true_false(question: Element, fields: Fields, markup: Markup) -> TrueFalse:
    """The last answer decides which one is true, and of two that say the same the last one counts."""
    feedback: dict[str, Text | None] = {}
    full: list[str] = []
    is_true, unclear = False, False
    for number, answer in enumerate(question.children.get("answer", ())):
        word = fields.plain(answer).source
        if word not in ("true", "false"):
            unclear, word = True, "false" if number else "true"
        value, whole = leading_number(answer.attributes.get("fraction", ""))
        pays = whole and value == FULL
        full += [word] if pays else []
        is_true = pays == (word == "true")
        feedback[word] = fields.some_text(answer.child("feedback"), markup)
    if missing := [word for word in ("true", "false") if word not in feedback]:
        fields.refuse("MXL045", question.at, missing=", ".join(missing))
    elif unclear:
        fields.say("MXL044", question.at, shown="true" if is_true else "false")
    elif len(full) != 1:
        fields.say("MXL046", question.at, shown="true" if is_true else "false")
    return TrueFalse(is_true, feedback.get("true"), feedback.get("false"))


def _short_answer(question: Element, fields: Fields, markup: Markup) -> ShortAnswer:
    match_case = bool(fields.number(question, "usecase", ZERO, whole=True))
    held: list[Answer] = []
    for answer in question.children.get("answer", ()):
        text, weight = fields.plain(answer), weight_of(answer, fields)
        feedback = fields.some_text(answer.child("feedback"), markup)
        if text.source or weight or is_shown(feedback):
            held.append(Answer(text, weight, feedback))
            if not text.source:
                fields.say("MXL028", answer.at)
    if not fields.broken and all(answer.weight_percent != FULL for answer in held):
        fields.refuse("MXL039", question.at)
    return ShortAnswer(tuple(held), match_case)


def _matching(question: Element, fields: Fields, markup: Markup) -> Matching:
    _shuffling(question, fields, default=True)
    _combined_feedback(question, fields, markup)
    rows: list[tuple[Text, Text]] = []
    for pair in question.children.get("subquestion", ()):
        left, right = fields.text(pair, markup), fields.plain(pair.child("answer"))
        if not right.source:
            fields.say("MXL042" if left.source else "MXL036", pair.at)
        if len(right.source) > _MAX_ANSWER:
            fields.refuse("DLV001", right.at, limit=_MAX_ANSWER, have=len(right.source))
        if left.source or right.source:
            rows.append((left, right))
    if len(rows) < 2:
        fields.say("MXL043", question.at)
    return Matching(tuple(rows))


def _essay(question: Element, fields: Fields, markup: Markup) -> Essay:
    lines = fields.number(question, "responsefieldlines", Decimal(15), whole=True)
    template = question.child("responsetemplate")
    if template is not None and fields.text(template, markup).source:
        fields.lose(Message("unkept.template", "the template of an essay"), template.at)
    for name, usual in _ESSAY_SETTINGS.items():
        written = fields.plain_value(question, name)
        if written not in usual:
            what = Message("unkept.essay", "the settings of an essay other than its lines")
            fields.lose(what, question.children[name][0].at)
    return Essay(int(lines), fields.some_text(question.child("graderinfo"), markup))


_ESSAY_SETTINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "responseformat": ("", "editor"),
        "responserequired": ("", "1"),
        "minwordlimit": ("", "0"),
        "maxwordlimit": ("", "0"),
        "attachments": ("", "0"),
        "attachmentsrequired": ("", "0"),
    }
)
"""What an essay mostly has, so that its loss changes nothing."""


def _combined_feedback(question: Element, fields: Fields, markup: Markup) -> None:
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        said = fields.some_text(question.child(name), markup)
        if said is not None and _TAG.sub("", said.source).strip() not in _USUAL_FEEDBACK:
            fields.lose(Message("unkept.combined-feedback", "feedback on the answers as a whole"), said.at)


def _shuffling(question: Element, fields: Fields, *, default: bool) -> None:
    if not fields.switch(question, "shuffleanswers", default=default):
        child = question.child("shuffleanswers") or question
        fields.lose(Message("unkept.fixed-order", "the fixed order of answers; Qoima has them shuffled"), child.at)


def _numbering(question: Element, fields: Fields) -> None:
    child = question.child("answernumbering")
    written = fields.leaf(child) if child is not None else ""
    if child is not None and len(written) > 10:
        fields.refuse("DLV001", child.inside, limit=10, have=len(written))
    elif child is not None and written not in ("", "0", "abc"):
        fields.lose(Message("unkept.numbering", "how the answers are numbered"), child.at)


def _description(question: Element, fields: Fields, markup: Markup) -> Description:
    return Description()


RESPONSES: Mapping[str, Callable[[Element, Fields, Markup], Response]] = MappingProxyType(
    {
        "multichoice": _choice,
        "truefalse": _true_false,
        "shortanswer": _short_answer,
        "numerical": read_numerical,
        "matching": _matching,
        "match": _matching,
        "essay": _essay,
        "description": _description,
    }
)
"""By the `type` of a question, what reads its answers; texts without a format of their own have that of the stem."""
