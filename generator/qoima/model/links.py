"""Resolving ids once, and the read-only nodes that rules look at.

A rule names the smallest node that holds what it needs and never looks anything up.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from qoima.core.source import Span
from qoima.model.bank import Bank, Passport, Practice
from qoima.model.catalogue import AcademicYear, Control, Course, Programme, Task, Term, University
from qoima.model.item import Item

Scopes = tuple[tuple[str, str], ...]
"""What a node is a part of, as lines of university.yaml name it: `("courses", "databases")`."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CourseInYear:
    """A course with the terms it is taught in; `by_distance` where a programme says so."""

    course: Course
    year: AcademicYear | None
    terms: tuple[Term, ...]
    university: University

    @property
    def scopes(self) -> Scopes:
        return (("courses", self.course.id),)

    @property
    def facts(self) -> Mapping[str, str]:
        term = "summer" if self.terms and all(t.kind == "summer" for t in self.terms) else "regular"
        status = self.course.status
        draft = "true" if status == "draft" else "false"
        held = {"course_kind": self.course.kind, "level": self.course.level, "status": status}
        return {**held, "draft": draft, "term": term}

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
    def scopes(self) -> Scopes:
        return self.course.scopes

    @property
    def facts(self) -> Mapping[str, str]:
        return {**self.course.facts, "control": self.control.kind}

    @property
    def is_test(self) -> bool:
        """Whether the control is held as a test; one without a form is, unless it has tasks: then it has their form."""
        return self.control.form == "test" or (not self.control.form and not self.tasks)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TaskInCourse:
    """An assignment in its course; `control` is the one it is marked for, None for current control and for none."""

    task: Task
    course: CourseInYear
    control: Control | None

    @property
    def scopes(self) -> Scopes:
        return self.course.scopes

    @property
    def facts(self) -> Mapping[str, str]:
        kind = self.control.kind if self.control else self.task.control
        return {**self.course.facts, "control": kind}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TestBase:
    """All live items of one course in one language, and their passport (EKU 5.22). `at` is where the language is declared."""

    course: CourseInYear
    language: str
    passport: Passport | None
    banks: tuple[Bank, ...]
    programmes: tuple[Programme, ...]
    """All programmes of the university, for what a passport names."""
    at: Span
    unread: frozenset[str] = frozenset()
    """Paths of the repository that could not be read: nothing is said of what they would hold."""

    @property
    def scopes(self) -> Scopes:
        return self.course.scopes

    @property
    def facts(self) -> Mapping[str, str]:
        return self.course.facts

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

    @property
    def scopes(self) -> Scopes:
        return self.control.scopes

    @property
    def facts(self) -> Mapping[str, str]:
        return self.control.facts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BankOfControl:
    """A bank with its control, its base, the other banks of the base, and the open items of the course in its language."""

    bank: Bank
    control: ControlInCourse
    base: TestBase
    practice: tuple[Item, ...]

    @property
    def scopes(self) -> Scopes:
        return (*self.control.scopes, ("banks", str(self.bank.id)))

    @property
    def facts(self) -> Mapping[str, str]:
        return self.control.facts

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

    @property
    def scopes(self) -> Scopes:
        return self.bank.scopes

    @property
    def facts(self) -> Mapping[str, str]:
        return self.bank.facts


Node = CourseInYear | ControlInCourse | TaskInCourse | TestBase | OwedBank | BankOfControl | ItemInBank


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """The nodes of a repository, each kind in file order."""

    university: University
    nodes: tuple[Node, ...]
    banks: tuple[BankOfControl, ...]
    practice: tuple[Practice, ...]
