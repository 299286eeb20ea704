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
    """A course with the terms it is taught in."""

    course: Course
    year: AcademicYear | None
    terms: tuple[Term, ...]
    university: University

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
    programmes: tuple[Programme, ...]
    """All programmes of the university, for what a passport names."""
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


Node = CourseInYear | ControlInCourse | TaskInCourse | TestBase | OwedBank | BankOfControl | ItemInBank


def control_of(node: Node) -> ControlInCourse | None:
    """The control that a node belongs to."""
    match node:
        case ControlInCourse():
            return node
        case OwedBank() | BankOfControl():
            return node.control
        case ItemInBank():
            return node.bank.control
        case _:
            return None


def course_of(node: Node) -> CourseInYear:
    """The course that a node belongs to."""
    match node:
        case CourseInYear():
            return node
        case OwedBank() | BankOfControl():
            return node.control.course
        case ItemInBank():
            return node.bank.control.course
        case _:
            return node.course


def scopes(node: Node) -> Scopes:
    """What a node is a part of."""
    bank = node.bank if isinstance(node, ItemInBank) else node
    course = ("courses", course_of(node).course.id)
    return (course, ("banks", str(bank.bank.id))) if isinstance(bank, BankOfControl) else (course,)


def facts(node: Node) -> Mapping[str, str]:
    """What `where` in a profile may ask of a node (model.profile.FACTS); a fact that it does not have is absent."""
    course = course_of(node)
    summer = bool(course.terms) and all(term.kind == "summer" for term in course.terms)
    held = {
        "course_kind": course.course.kind,
        "level": course.course.level,
        "status": course.course.status,
        "draft": "true" if course.course.status == "draft" else "false",
        "term": "summer" if summer else "regular",
    }
    control = control_of(node)
    if control is not None:
        held["control"] = control.control.kind
    elif isinstance(node, TaskInCourse):
        held["control"] = node.control.kind if node.control else node.task.control
    return held


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """The nodes of a repository, each kind in file order."""

    university: University
    nodes: tuple[Node, ...]
    banks: tuple[BankOfControl, ...]
    practice: tuple[Practice, ...]
