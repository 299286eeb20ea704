"""What a Moodle holds, as one of its exports tells: questions with their versions, quizzes with their slots."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from qoima.core.diagnostic import Diagnostics
from qoima.core.source import NOWHERE, Span
from qoima.formats.moodle.question import Question, Rich

Path = tuple[str, ...]
"""The names of a category and those above it, below `top`."""

Form = Literal["moodle-xml", "mbz"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A question: of several versions the latest that is ready, which is the one that a quiz draws.

    `version` is its number, `versions` how many there are (Moodle XML tells neither: 1 of 1); `newer` has the statuses
    (hidden, draft) of those after it. `bank` tells one bank of the export from another: Moodle's number of its context.
    """

    question: Question
    version: int = 1
    versions: int = 1
    newer: tuple[str, ...] = ()
    bank: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSlot:
    """A place of a quiz: drawn from a category, or one question, named by its idnumber (its name where it has none).

    `version` is the number of the version that a fixed question is bound to; 0 for the latest.
    """

    category: Path = ()
    below: bool = False
    """Whether categories below it are drawn from too."""
    tags: tuple[str, ...] = ()
    """Which ones a question must have to be drawn."""
    question: str = ""
    version: int = 0
    max_mark: Decimal = Decimal(1)
    page: int = 1

    @property
    def is_drawn(self) -> bool:
        """Whether it is filled by chance."""
        return not self.question


@dataclass(frozen=True, slots=True)
class HeldSection:
    """A part of a quiz from slot `first` on."""

    first: int
    heading: str
    is_shuffled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldQuiz:
    """A quiz. `settings` has the fields of Moodle's table as written there, `timeopen`, `attempts_number`, `grade`….

    `bank` is that of `Held`, for the quiz's own questions. `overrides` counts the dates that a group or student has for
    themselves.
    """

    name: str
    idnumber: str
    intro: Rich = field(default_factory=Rich)
    settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    slots: tuple[HeldSlot, ...] = ()
    sections: tuple[HeldSection, ...] = ()
    is_visible: bool = True
    grade_to_pass: Decimal | None = None
    overrides: int = 0
    bank: str = ""
    at: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """An export. `release` is Moodle's (`4.5.6`), empty where the file does not say; `said` is what is wrong.

    Without `has_files` it was made without any: of no picture it can be told which it is.
    """

    form: Form
    questions: tuple[Held, ...] = ()
    quizzes: tuple[HeldQuiz, ...] = ()
    release: str = ""
    has_files: bool = True
    said: Diagnostics = ()
