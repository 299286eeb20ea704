"""The university and what it teaches: people, calendar, programmes, courses with their control plans."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

from qoima.core.source import Placed, Span
from qoima.model.text import LocalText

ControlKind = Literal["current", "midterm", "interim", "summative", "final_attestation"]
CONTROL_KINDS: tuple[ControlKind, ...] = ("current", "midterm", "interim", "summative", "final_attestation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Placed):
    """A teacher or another member of staff. The e-mail never reaches the site."""

    id: str
    name: LocalText
    degree: LocalText | None = None
    title: LocalText | None = None
    position: LocalText | None = None
    department: LocalText | None = None
    email: str = ""


class Period(NamedTuple):
    """Days, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.first <= day <= self.last


class MidtermPeriod(NamedTuple):
    """The days of a midterm control, and the study week they belong to."""

    week: int
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Placed):
    """A term: `weeks` study weeks of seven days from `start`, then the exam session."""

    id: str
    start: date
    weeks: int
    kind: Literal["regular", "summer"] = "regular"
    midterms: tuple[MidtermPeriod, ...] = ()
    exam_session: Period | None = None

    def week(self, number: int) -> Period:
        """The seven days of study week `number` (from 1)."""
        first = self.start + timedelta(days=7 * (number - 1))
        return Period(first, first + timedelta(days=6))

    def week_of(self, day: date) -> int | None:
        """The study week that holds the day; None for a day outside all of them."""
        number = (day - self.start).days // 7 + 1
        return number if 1 <= number <= self.weeks else None

    @property
    def study(self) -> Period:
        """All study weeks."""
        return Period(self.start, self.week(self.weeks).last)


@dataclass(frozen=True, slots=True, kw_only=True)
class AcademicYear(Placed):
    """One academic year, `2026-2027`."""

    year: str
    terms: tuple[Term, ...] = ()
    holidays: tuple[date, ...] = ()

    def term(self, id: str) -> Term | None:
        """The term of that id."""
        return next((t for t in self.terms if t.id == id), None)


ALL: Literal["all"] = "all"


class ProfileUse(NamedTuple):
    """A line of university.yaml: the profile binds the things named by kind, `all` or ids."""

    profile: str
    binds: tuple[tuple[str, tuple[str, ...] | Literal["all"]], ...]
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Override(Placed):
    """Another severity or other limits for one code, with the reason."""

    code: str
    reason: str
    severity: str | None = None
    limits: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Placed):
    """Findings of one code in some files, left out until a date, with reason and name."""

    code: str
    files: tuple[str, ...]
    reason: str
    by: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class University(Placed):
    """content/university.yaml."""

    id: str
    name: LocalText
    languages: tuple[str, ...]
    default_language: str
    site_url: str
    academic_year: str
    penalty: bool = True
    """Whether wrong options of several-choice items take points away, so that ticking all earns nothing."""
    profiles: tuple[ProfileUse, ...] = ()
    overrides: tuple[Override, ...] = ()
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Component(Placed):
    """A course in a programme."""

    course: str
    semester: int
    credits: int
    distance: bool = False
    part: str = "core"


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Placed):
    """An educational programme; `id` is its code, as the file is named."""

    id: str
    name: LocalText
    level: str
    field: str
    total_credits: int
    description: LocalText | None = None
    components: tuple[Component, ...] = ()


class Approval(NamedTuple):
    """Minutes of the body that approved: `body` such as `department`, number, date."""

    body: str
    number: str
    date: date


class Teaching(NamedTuple):
    """The course is taught in a language in a term by some people."""

    language: str
    term: str
    teachers: tuple[str, ...]
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Week(Placed):
    """A line of the calendar-thematic plan; hours are academic hours by kind of class."""

    week: int
    topics: tuple[str, ...]
    hours: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Placed):
    """An assignment. `control` is `current`, the id of a control, or `none`; `release` and `week` are study weeks."""

    id: str
    title: LocalText
    control: str
    form: str = ""
    release: int | None = None
    week: int | None = None
    topics: tuple[str, ...] = ()
    difficulty: str = ""
    approval: Approval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Placed):
    """What one student gets: time limit in `minutes`, how items are drawn; `mix: same` keeps the bank's shares."""

    questions: int | None = None
    minutes: int | None = None
    attempts: int | None = None
    draw: str = ""
    mix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control(Placed):
    """An assessment event of a course. `form` is as typed; what no form means: `Course.is_test`."""

    id: str
    kind: ControlKind
    form: str = ""
    week: int | None = None
    opens: datetime | None = None
    closes: datetime | None = None
    conduct: tuple[str, ...] = ()
    proctoring: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    approval: Approval | None = None
    paper: Paper | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course(Placed):
    """A course with its syllabus and control plan; `technology` is that of distance learning."""

    id: str
    name: LocalText
    code: str = ""
    status: str = "draft"
    level: str = ""
    kind: str = "discipline"
    credits: int | None = None
    description: LocalText | None = None
    teaching: tuple[Teaching, ...] = ()
    prerequisites: tuple[str, ...] = ()
    technology: tuple[str, ...] = ("network",)
    outcomes: Mapping[str, LocalText] = field(default_factory=dict)
    topics: Mapping[str, LocalText] = field(default_factory=dict)
    approval: Approval | None = None
    weeks: tuple[Week, ...] = ()
    reference_materials: Mapping[str, LocalText] = field(default_factory=dict)
    tasks: tuple[Task, ...] = ()
    controls: tuple[Control, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it is taught in, each once, in the order of `teaching`."""
        return tuple(dict.fromkeys(t.language for t in self.teaching))

    def control(self, id: str) -> Control | None:
        """The control of that id."""
        return next((c for c in self.controls if c.id == id), None)

    def is_test(self, control: Control) -> bool:
        """Whether a control owes a bank: one without a form is a test (EKU 7.6.5), unless its tasks say otherwise."""
        forms = [control.form] if control.form else [task.form for task in self.tasks if task.control == control.id]
        return all(form in ("", "test") for form in forms)

    def week_of_topic(self, topic: str) -> int | None:
        """The first week in which the topic is taught; None for a topic that the syllabus lacks."""
        return min((w.week for w in self.weeks if topic in w.topics), default=None)
