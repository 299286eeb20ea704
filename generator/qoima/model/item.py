"""Test items of every kind."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from qoima.core.source import NOWHERE, Span
from qoima.core.value import value
from qoima.model.text import Text

Difficulty = Literal["easy", "medium", "hard"]
DIFFICULTIES: tuple[Difficulty, ...] = ("easy", "medium", "hard")

# Moodle 4.1 to 5.1 take these and their negatives, and zero (question/engine/bank.php), in percent.
WEIGHTS_PERCENT: tuple[Decimal, ...] = tuple(
    Decimal(w)
    for w in (
        "100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333", "30", "25", "20",
        "16.66667", "14.28571", "12.5", "11.11111", "10", "5", "0",
    )
)  # fmt: skip


def legal_weight(percent: Decimal) -> Decimal | None:
    """The weight of Moodle's list that is within 0.001 percentage points, with its sign; None where there is none."""
    for weight in WEIGHTS_PERCENT:
        if abs(abs(percent) - weight) <= Decimal("0.001"):
            return weight.copy_sign(percent) if weight else weight
    return None


@value()
class Option:
    """An answer that a choice item offers. `weight_percent` is None where the scoring of the bank decides."""

    text: Text
    correct: bool
    feedback: Text | None = None
    weight_percent: Decimal | None = None
    at: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """Single (`several` false) or several choice. The options are a set; readers keep the file's order."""

    options: tuple[Option, ...]
    several: bool = False
    kind = "choice"

    @property
    def correct(self) -> tuple[Option, ...]:
        """The right options."""
        return tuple(o for o in self.options if o.correct)

    @property
    def distractors(self) -> tuple[Option, ...]:
        """The wrong options."""
        return tuple(o for o in self.options if not o.correct)


@dataclass(frozen=True, slots=True)
class TrueFalse:
    """A statement that is true or false; `when_true` and `when_false` are shown to who chose that."""

    answer: bool
    when_true: Text | None = None
    when_false: Text | None = None
    kind = "true-false"


@dataclass(frozen=True, slots=True)
class Answer:
    """An accepted answer of a short-answer item, with its weight."""

    text: Text
    weight_percent: Decimal = Decimal(100)
    feedback: Text | None = None


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """A typed answer."""

    answers: tuple[Answer, ...]
    match_case: bool = False
    kind = "short-answer"


@dataclass(frozen=True, slots=True)
class Number:
    """An accepted value of a numerical item: `value` plus or minus `tolerance`, in the unit that the stem names.

    Without a value it stands for every other number; its weight is mostly 0, and its feedback is what it is for.
    `has_tolerance` is false for the feedback on wrong numbers of GIFT, where Moodle stores none.
    """

    value: Decimal | None
    tolerance: Decimal = Decimal(0)
    weight_percent: Decimal = Decimal(100)
    feedback: Text | None = None
    has_tolerance: bool = field(default=True, compare=False)


@dataclass(frozen=True, slots=True)
class Numerical:
    """A typed number."""

    numbers: tuple[Number, ...]
    kind = "numerical"


@dataclass(frozen=True, slots=True)
class Matching:
    """Pairs to find, as listed; a right side that belongs to no left side stands beside an empty text."""

    rows: tuple[tuple[Text, Text], ...]
    kind = "matching"

    @property
    def pairs(self) -> tuple[tuple[Text, Text], ...]:
        """The rows with both sides."""
        return tuple(row for row in self.rows if row[0])

    @property
    def extra(self) -> tuple[Text, ...]:
        """The right sides that belong to no left side."""
        return tuple(right for left, right in self.rows if not left)


@dataclass(frozen=True, slots=True)
class Essay:
    """A free text that a person marks."""

    lines: int = 15
    notes: Text | None = None
    kind = "essay"


@dataclass(frozen=True, slots=True)
class Description:
    """A text without a question."""

    kind = "text-only"


Response = Choice | TrueFalse | ShortAnswer | Numerical | Matching | Essay | Description


@value(kw_only=True)
class Item:
    """One test question. `id` is Moodle's idnumber, empty where the file has none; `difficulty` is as typed.

    `name` is None where the file gives none, and then Moodle's matter or, in bank YAML, the id.
    """

    id: str
    stem: Text
    response: Response
    topic: str = ""
    difficulty: str = ""
    outcome: str = ""
    symbols: Mapping[str, str] = field(default_factory=dict)
    uses: tuple[str, ...] = ()
    feedback: Text | None = None
    hints: tuple[Text, ...] = ()
    points: Decimal = Decimal(1)
    translates: str = ""
    sample_of: str = ""
    accepts: Mapping[str, str] = field(default_factory=dict)
    name: str | None = None
    category: tuple[str, ...] = ()
    extra_tags: tuple[str, ...] = ()
    at: Span = field(default=NOWHERE, compare=False, repr=False)
    places: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)

    def place(self, key: str) -> Span:
        """Where the field `key` stands, else the item itself."""
        return self.places.get(key, self.at)

    @property
    def type_key(self) -> str:
        """The task type that practice must cover (EKU 5.23.2): `sample_of`, else the topic."""
        return self.sample_of or self.topic

    def texts(self) -> tuple[Text, ...]:
        """Stem and everything a student may read in the answers, in file order; no feedback."""
        return (self.stem, *response_texts(self.response))

    def feedback_texts(self) -> tuple[Text, ...]:
        """What is shown after the answer, and what only markers see."""
        held: list[Text | None] = [self.feedback, *self.hints]
        match self.response:
            case Choice(options=options):
                held += [option.feedback for option in options]
            case TrueFalse(when_true=when_true, when_false=when_false):
                held += [when_true, when_false]
            case ShortAnswer(answers=answers):
                held += [answer.feedback for answer in answers]
            case Numerical(numbers=numbers):
                held += [number.feedback for number in numbers]
            case Essay(notes=notes):
                held.append(notes)
        return tuple(text for text in held if text is not None)

    def all_texts(self) -> tuple[Text, ...]:
        """Every text of the item."""
        return (*self.texts(), *self.feedback_texts())

    def with_key_hidden(self) -> "Item":
        """The item with its options in their stable order, in which the key has no place of its own."""
        if not isinstance(self.response, Choice):
            return self
        return replace(self, response=replace(self.response, options=stable_order(self.id, self.response.options)))


def stable_order(item_id: str, options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Options sorted by the SHA-256 of item id and option text, so that the key has no place of its own."""
    return tuple(sorted(options, key=lambda o: hashlib.sha256(f"{item_id}\0{o.text.source}".encode()).digest()))


def response_texts(response: Response) -> tuple[Text, ...]:
    """The texts of the answers that a student sees or types."""
    match response:
        case Choice(options=options):
            return tuple(option.text for option in options)
        case ShortAnswer(answers=answers):
            return tuple(answer.text for answer in answers)
        case Matching(rows=rows):
            return tuple(side for row in rows for side in row if side)
        case _:
            return ()


def option_weights(choice: Choice, *, penalty: bool) -> tuple[Decimal, ...]:
    """What each option earns in percent, in order, from Moodle's list.

    A weight that the item gives wins. Else single choice pays 100 for the right option; several choice with k right
    of n options pays 100/k for each right one and, with `penalty`, takes 100/(n-k) for each wrong one. Counts whose
    share Moodle does not know (11 to 19) get the nearest weight of the list.
    """
    right, wrong = Decimal(100), Decimal(0)
    if choice.several and choice.correct:
        right = _share(len(choice.correct))
        wrong = -_share(len(choice.distractors)) if penalty and choice.distractors else wrong
    weights = (
        o.weight_percent if o.weight_percent is not None else (right if o.correct else wrong) for o in choice.options
    )
    return tuple(weights)


def _share(count: int) -> Decimal:
    return min(WEIGHTS_PERCENT, key=lambda weight: abs(weight - Decimal(100) / count))
