"""Which questions to look at first after a restore: formulas, pictures, code and tables break before plain words do."""

from collections.abc import Iterable
from dataclasses import dataclass

from qoima.formats.moodle.question import Question

SHOWN = 5
_MARKS = {
    "picture": ("@@PLUGINFILE@@",),
    "table": ("<table",),
    "code": ("<code", "<pre"),
    "formula": ("\\(", "\\[", "$$"),
}


@dataclass(frozen=True, slots=True)
class Risky:
    """A question by its id number, and what in it may go wrong."""

    id: str
    signs: tuple[str, ...]
    marks: int
    length: int


def riskiest(questions: Iterable[Question]) -> tuple[Risky, ...]:
    """The few with most that may go wrong, each thing that may be in at least one of them; long plain ones if need be.

    A question with several such things is a better test than one with one of them, however often.
    """
    ranked = sorted(map(_looked_at, questions), key=lambda one: (-len(one.signs), -one.marks, -one.length, one.id))
    first = [next((one for one in ranked if sign in one.signs), None) for sign in _MARKS]
    return tuple(dict.fromkeys(one for one in (*first, *ranked) if one is not None))[:SHOWN]


def _looked_at(question: Question) -> Risky:
    html = "\n".join(text.html for _, text in question.texts())
    found = {sign: sum(html.count(mark) for mark in marks) for sign, marks in _MARKS.items()}
    signs = tuple(sign for sign, number in found.items() if number)
    return Risky(question.idnumber, signs, sum(found.values()), len(html))
