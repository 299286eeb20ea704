"""Resolving ids once, and the read-only nodes that rules look at.

A rule names the smallest node that holds what it needs and never looks anything up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qoima.core.source import Span
from qoima.model.bank import Bank, Passport
from qoima.model.calendar import AcademicYear, Term
from qoima.model.control_plan import Control, Task
from qoima.model.course import Course
from qoima.model.item import Item
from qoima.model.people import Person
from qoima.model.university import University


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CourseInYear:
    """A course with the terms it is taught in."""

    course: Course
    year: AcademicYear | None
    terms: tuple[Term, ...]
    university: University
    people: Mapping[str, Person] = field(default_factory=dict)

    def weeks_of(self, control: Control) -> frozenset[int]:
        """The study weeks of a control, by `week` and by the day on which it opens: normally one, for an exam none."""
        opens = control.opens
        held = {control.week, *(term.week_of(opens.date()) for term in self.terms if opens)}
        return frozenset(week for week in held if week is not None)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ControlInCourse:
    """A control with the tasks that are marked for it."""

    control: Control
    course: CourseInYear
    tasks: tuple[Task, ...]

    @property
    def is_test(self) -> bool:
        """Whether the control is held as a test."""
        return self.course.course.is_test(self.control)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TaskInCourse:
    """An assignment in its course; `control` is the one it is marked for, None for current control and for none."""

    task: Task
    course: CourseInYear
    control: Control | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TestBase:
    """The live items of a course in one language, and their passport (EKU 5.22); `at` declares the language."""

    course: CourseInYear
    language: str
    passport: Passport | None
    banks: tuple[Bank, ...]
    programmes: Mapping[str, object]
    """The codes of all programmes of the university, for what a passport names."""
    at: Span
    unread: frozenset[str] = frozenset()
    """Paths of the repository that could not be read: nothing is said of what they would hold."""

    @property
    def folder(self) -> str:
        """Where the base stands."""
        return f"testbanks/{self.course.course.id}/{self.language}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OwedBank:
    """A control held as a test, in one language of teaching, and its bank where there is one."""

    control: ControlInCourse
    base: TestBase
    bank: Bank | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BankOfControl:
    """A bank with its control, its base, and the open items of the course in its language."""

    bank: Bank
    control: ControlInCourse
    base: TestBase
    practice: tuple[Item, ...]

    @property
    def others(self) -> tuple[Bank, ...]:
        """The banks of the other controls of the same base."""
        return tuple(b for b in self.base.banks if b is not self.bank)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PublicItems:
    """All practice items of the repository; `pictures` has the SHA-256 of the pictures of each item, in order."""

    items: tuple[Item, ...]
    pictures: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ItemInBank:
    """An item with its bank, the SHA-256 of the pictures that it shows, and what is open to everybody."""

    item: Item
    bank: BankOfControl
    pictures: frozenset[str]
    public: PublicItems
