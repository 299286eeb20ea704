"""What Moodle holds after it has imported items: the view of `qoima dump`, field by field as in Moodle's database."""

import html
from collections.abc import Iterable, Iterator
from decimal import Decimal

from qoima.formats.moodle.imported import decimal_text, imported
from qoima.formats.moodle.question import Question, StoredAnswer
from qoima.model.item import Item

TYPED = ("truefalse", "shortanswer", "numerical")
"""Types whose answers are compared as typed; their format means nothing, and Moodle leaves the default."""

Stored = dict[str, object]


def stored(items: Iterable[Item], *, penalty: bool, named_by_id: bool) -> Iterator[Stored]:
    """Each item as Moodle stores it (`imported`), in order.

    An answer is `{text, format, fraction, feedback}`, fractions from -1 to 1 with seven places; a numerical one has a
    `tolerance` too, a matching item `pairs` instead. Tags are as Moodle shows them, in HTML.
    """
    return map(_question, imported(items, penalty=penalty, named_by_id=named_by_id))


def fraction(percent: Decimal) -> float:
    """A share as Moodle stores it."""
    return round(float(percent / 100), 7)


def _question(question: Question) -> Stored:
    return {
        "qtype": question.qtype,
        "name": question.name,
        "idnumber": question.idnumber or None,
        "category": list(question.category),
        "text": question.text.html,
        "format": question.text.form,
        "generalfeedback": question.general_feedback.html,
        "defaultmark": float(question.default_mark),
        "tags": sorted(html.escape(tag, quote=False).replace('"', "&quot;") for tag in question.tags),
        **_answers(question),
    }


def _answers(question: Question) -> Stored:
    if question.qtype == "match":
        return {"pairs": [[pair.left.html, pair.right] for pair in question.pairs]}
    if question.qtype in ("essay", "description"):
        return {}
    held: Stored = {"answers": [_answer(question.qtype, answer) for answer in question.answers]}
    return held | ({"single": int(question.settings["single"])} if question.qtype == "multichoice" else {})


def _answer(qtype: str, answer: StoredAnswer) -> Stored:
    tolerance = decimal_text(answer.tolerance) if answer.tolerance is not None else ""
    return {
        "text": answer.text.html,
        "format": "moodle" if qtype in TYPED else answer.text.form,
        "fraction": fraction(answer.percent),
        "feedback": answer.feedback.html,
        **({"tolerance": tolerance} if qtype == "numerical" else {}),
    }
