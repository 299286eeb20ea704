"""What an export without files is compared by: all texts, with one and the same picture in each place."""

import re
from collections.abc import Iterable
from dataclasses import replace

from qoima.diff.verify.delivered import DeliveredBank
from qoima.formats.moodle.holding import HeldQuiz, Holding
from qoima.formats.moodle.question import Question, Rich
from qoima.formats.pictures import MOODLE_FILE

_ADDRESS = re.compile(rf"{re.escape(MOODLE_FILE)}[^\"'\s<>]*")
_ANY_PICTURE = "data:,"


def held_without_pictures(holding: Holding) -> Holding:
    """The export, its pictures being any."""
    questions = tuple(replace(one, question=_question(one.question)) for one in holding.questions)
    return replace(holding, questions=questions, quizzes=tuple(map(_quiz, holding.quizzes)))


def delivered_without_pictures(banks: Iterable[DeliveredBank]) -> tuple[DeliveredBank, ...]:
    """What was delivered, its pictures being any."""
    return tuple(
        replace(
            bank,
            questions=tuple(replace(one, question=_question(one.question)) for one in bank.questions),
            quiz=_quiz(bank.quiz) if bank.quiz is not None else None,
        )
        for bank in banks
    )


def _question(one: Question) -> Question:
    return replace(
        one,
        text=_text(one.text),
        general_feedback=_text(one.general_feedback),
        hints=tuple(map(_text, one.hints)),
        answers=tuple(replace(a, text=_text(a.text), feedback=_text(a.feedback)) for a in one.answers),
        pairs=tuple(replace(pair, left=_text(pair.left)) for pair in one.pairs),
        combined={name: _text(text) for name, text in one.combined.items()},
        notes=_text(one.notes),
    )


def _quiz(quiz: HeldQuiz) -> HeldQuiz:
    return replace(quiz, intro=_text(quiz.intro))


def _text(text: Rich) -> Rich:
    return replace(text, html=_ADDRESS.sub(_ANY_PICTURE, text.html), files=())
