"""A question as Moodle (4.1 to 5.1) holds it: what a file for Moodle says, and what one that Moodle has made tells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from qoima.core.source import NOWHERE, Span
from qoima.model.text import Markup

QUESTION_TYPES = {
    "choice": "multichoice",
    "true-false": "truefalse",
    "short-answer": "shortanswer",
    "numerical": "numerical",
    "matching": "match",
    "essay": "essay",
    "text-only": "description",
}
"""Moodle's name for each kind of item."""


class File(NamedTuple):
    """A picture that a text shows as `@@PLUGINFILE@@/<name>`, percent-encoded there; the name itself is not."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Rich:
    """A text in HTML with the files that it shows, each name once.

    A file that is imported may have texts in another form, and Moodle keeps them so: `html` is then what is written.
    """

    html: str = ""
    files: tuple[File, ...] = ()
    form: Markup = "html"


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer with what it earns, in percent of the question's mark; a number has its tolerance.

    `text` is HTML in multiple choice. In the types that compare it with what a student types it is plain: `True` and
    `False`, words with `*` for any, a number or `*` for every other one.
    """

    text: Rich
    percent: Decimal
    feedback: Rich = Rich()
    tolerance: Decimal | None = None


@dataclass(frozen=True, slots=True)
class StoredPair:
    """A pair of a matching question; without a left side the right one only misleads."""

    left: Rich
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question with all its settings.

    `qtype` is Moodle's name: multichoice, truefalse, shortanswer, numerical, match, essay, description. `category` has
    the names below `top`. `settings` has the fields of its type other than the texts, by the column of Moodle's table
    and as written there (`single` `1`, `shuffleanswers` `1`, `answernumbering` `abc`, `usecase` `0`…). `combined` has
    the three feedbacks on the answers as a whole, by `correctfeedback`, `partiallycorrectfeedback`,
    `incorrectfeedback`; `notes` is the `graderinfo` of an essay. `status` is ready, hidden or draft.
    """

    qtype: str
    name: str
    idnumber: str
    text: Rich
    general_feedback: Rich = Rich()
    default_mark: Decimal = Decimal(1)
    penalty: Decimal = Decimal("0.3333333")
    tags: tuple[str, ...] = ()
    hints: tuple[Rich, ...] = ()
    answers: tuple[StoredAnswer, ...] = ()
    pairs: tuple[StoredPair, ...] = ()
    combined: Mapping[str, Rich] = field(default_factory=dict)
    notes: Rich = Rich()
    settings: Mapping[str, str] = field(default_factory=dict)
    status: str = "ready"
    category: tuple[str, ...] = ()
    at: Span = field(default=NOWHERE, compare=False, repr=False)

    def texts(self) -> tuple[tuple[str, Rich], ...]:
        """Every text that may show a file, with the place that Moodle keeps such files in (`filearea`)."""
        return (
            ("questiontext", self.text),
            ("generalfeedback", self.general_feedback),
            *(("answer", answer.text) for answer in self.answers),
            *(("answerfeedback", answer.feedback) for answer in self.answers),
            *(("subquestion", pair.left) for pair in self.pairs),
            *self.combined.items(),
            *(("hint", hint) for hint in self.hints),
            ("graderinfo", self.notes),
        )
