"""What a backup for Moodle holds: quizzes with their banks, or banks alone, and who they are for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from qoima.core.source import NOWHERE, Span
from qoima.formats.moodle.question import Question

DURING, RIGHT_AFTER, WHILE_OPEN, AFTER_CLOSE = 0x10000, 0x1000, 0x100, 0x10
"""When a student may see something of an attempt: the bits of the fields `review*`."""

REVIEW_FIELDS = (
    "reviewattempt",
    "reviewcorrectness",
    "reviewmaxmarks",
    "reviewmarks",
    "reviewspecificfeedback",
    "reviewgeneralfeedback",
    "reviewrightanswer",
    "reviewoverallfeedback",
)

Path = tuple[str, ...]
"""The names of a category and those above it, below `top`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A category of questions that is named: those above it need not be. `info` is HTML for those who see the bank."""

    path: Path
    questions: tuple[Question, ...] = ()
    info: str = ""
    idnumber: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place of a quiz: drawn by chance from the questions right in a category, or the one with this idnumber."""

    category: Path = ()
    question: str = ""
    max_mark: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """A quiz with a bank of its own. Moments are seconds since 1970, 0 for none; `attempts` 0 is as many as one wants.

    `key` tells it from every other quiz that Qoima makes (`databases/en/rk1`): ids and stamps come from it. `idnumber`
    is what Moodle's gradebook knows it by. `review` has the bits of each of `REVIEW_FIELDS`.
    """

    key: str
    name: str
    idnumber: str
    slots: tuple[Slot, ...]
    categories: tuple[Category, ...]
    intro: str = ""
    opens: int = 0
    closes: int = 0
    time_limit_seconds: int = 0
    attempts: int = 0
    grade: Decimal = Decimal(100)
    grade_to_pass: Decimal = Decimal(0)
    counts_in_total: bool = True
    """False gives its column of the gradebook the weight 0 in the total of the course."""
    behaviour: str = "deferredfeedback"
    questions_per_page: int = 1
    shuffle_questions: bool = True
    is_visible: bool = True
    review: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    at: Span = field(default=NOWHERE, compare=False, repr=False)
    """Where the control is declared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One file. With just one quiz and no `bank` it is a backup of this activity, else one of a course.

    `key` is what ids and stamps of the whole come from. `bank` stands in the course itself, shared by quizzes; in a
    file with quizzes it is empty. `course_name` and `short_name` matter only where a new course is made of the file.
    """

    key: str
    file_name: str
    course_name: str
    short_name: str
    quizzes: tuple[Quiz, ...] = ()
    bank: tuple[Category, ...] = ()
