"""What a Moodle XML file says of a question that an item has no place for, as Moodle 4.5 imports it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from qoima.core.garbage import without_search
from qoima.core.source import Source
from qoima.formats.moodle.question import Question
from qoima.formats.moodle.stored_values import number_of
from qoima.formats.moodle_xml.elements import BLANKS, Comment, Document, Element
from qoima.formats.moodle_xml.questions import read_export

A_THIRD = Decimal("0.3333333")
_LIKE_A_THIRD = Decimal("0.005")
"""So near to a third Moodle rounds to it."""


class Written(NamedTuple):
    """The cost of further tries, whether answers are shuffled, how they are numbered; the question with its files."""

    penalty: Decimal
    is_shuffled: bool
    numbering: str
    question: Question


@without_search
def written_settings(source: Source) -> Mapping[int, Written]:
    """Of each question, by where its opening tag begins; none where the file is no XML."""
    questions = {held.question.at.start: held.question for held in read_export(source).questions}
    found = {}
    for part in Document(source).read():
        if not isinstance(part, Comment) and part.start in questions:
            kind = part.attributes.get("type", "")
            # Where the file says nothing, pairs are shuffled and options are not.
            shuffle = _said(part, "shuffleanswers", "1" if kind in ("matching", "match") else "")
            found[part.start] = Written(
                penalty=_penalty(_said(part, "penalty", "")),
                is_shuffled=shuffle not in ("", "0", "false"),
                numbering=_said(part, "answernumbering", "") or "abc",
                question=questions[part.start],
            )
    return found


def _said(part: Element, name: str, otherwise: str) -> str:
    child = part.child(name)
    return otherwise if child is None else child.text.strip(BLANKS)


def _penalty(said: str) -> Decimal:
    number = number_of(said) if said else A_THIRD
    return number if number is not None and abs(number - A_THIRD) > _LIKE_A_THIRD else A_THIRD
