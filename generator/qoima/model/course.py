"""Courses: syllabus, assignments and control plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from qoima.core.source import Placed
from qoima.model.control_plan import Approval, Control, Task
from qoima.model.course_package import (
    Addendum,
    Consultation,
    CoursePackage,
    GlossaryEntry,
    Grading,
    Lecture,
    Literature,
    Material,
    OutsideMooc,
    Session,
    WorkingProgramme,
)
from qoima.model.fields import keyed, outside
from qoima.model.people import CourseTutor
from qoima.model.programme import Level
from qoima.model.text import LocalText

Status = Literal["draft", "approved", "examined", "submitted", "posted", "running", "finished"]
STAGES: tuple[Status, ...] = get_args(Status)
"""The steps of a course or MOOC, in order."""
Language = Literal["kk", "ru", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaching(Placed):
    """The course is taught in a language in a term by some people."""

    language: Language
    term: str
    teachers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week(Placed):
    """A line of the calendar-thematic plan; hours are academic hours by kind of class."""

    week: int
    topics: tuple[str, ...]
    hours: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Syllabus(Placed):
    """The syllabus of a course; `updated` is the day of its last change."""

    approval: Approval | None = None
    updated: date | None = None
    content: LocalText | None = None
    weeks: tuple[Week, ...] = ()
    literature: Literature | None = None
    consultations: tuple[Consultation, ...] = ()
    addendum: Addendum | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance(Placed):
    """How the course is taught at a distance; `delivery` is how materials reach students."""

    technology: tuple[str, ...] = ("network",)
    delivery: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Course(Placed):
    """content/courses/<id>.yaml"""

    id: str = outside()
    code: str = ""
    name: LocalText
    language: Language | None = None
    status: Status
    level: Level | None = None
    kind: Literal["discipline", "MOOC", "SPOC"] = "discipline"
    language_taught: Literal["kazakh", "foreign", "russian"] | None = None
    department: LocalText | None = None
    institute: LocalText | None = None
    teaching: tuple[Teaching, ...]
    tutor: CourseTutor | None = None
    credits: int | None = None
    description: LocalText | None = None
    prerequisites: tuple[str, ...] = ()
    det: Distance = Distance()
    lms_url: str = ""
    feedback: tuple[str, ...] = ()
    outcomes: Mapping[str, LocalText] = field(default_factory=dict)
    topics: Mapping[str, LocalText] = field(default_factory=dict)
    work_programme: WorkingProgramme | None = None
    syllabus: Syllabus = Syllabus()
    lectures: tuple[Lecture, ...] = ()
    materials: tuple[Material, ...] = ()
    sessions: tuple[Session, ...] = ()
    elements: tuple[str, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    moocs: tuple[OutsideMooc, ...] = ()
    grading: Grading | None = None
    emc: CoursePackage | None = None
    reference_materials: Mapping[str, LocalText] = field(default_factory=dict)
    tasks: tuple[Task, ...] = ()
    controls: tuple[Control, ...] = keyed()

    @property
    def weeks(self) -> tuple[Week, ...]:
        """The calendar-thematic plan."""
        return self.syllabus.weeks

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it is taught in, each once, in the order of `teaching`."""
        return tuple(dict.fromkeys(t.language for t in self.teaching))

    def control(self, id: str) -> Control | None:
        """The control of that id."""
        return next((c for c in self.controls if c.id == id), None)

    def number_of(self, control: Control) -> int | None:
        """Its number among the controls of its kind, by week; None for the only one."""
        alike = [one for one in self.controls if one.kind == control.kind]
        # Stable: those without a week stay in the author's order, behind the others.
        in_order = [one.id for one in sorted(alike, key=lambda one: (one.week is None, one.week or 0))]
        return in_order.index(control.id) + 1 if len(alike) > 1 else None

    def is_test(self, control: Control) -> bool:
        """Whether a control owes a bank: one without a form is a test (EKU 7.6.5), unless its tasks say otherwise."""
        forms = [control.form] if control.form else [task.form for task in self.tasks if task.control == control.id]
        return all(form in ("", "test") for form in forms)

    def week_of_topic(self, topic: str) -> int | None:
        """The first week in which the topic is taught; None for a topic that the syllabus lacks."""
        return min((w.week for w in self.weeks if topic in w.topics), default=None)
