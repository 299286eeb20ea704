"""Integration maps of a SPOC or MOOC into a discipline (AlmaU, Appendix 1), with the tutor's plan."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from qoima.core.source import Placed
from qoima.model.course import Language, Status
from qoima.model.fields import keyed, outside
from qoima.model.text import LocalText

RowKind = Literal["lecture", "practical", "consultation", "control"]
Event = Literal["rk1", "rk2", "exam"]
"""The controls that a map names: the two midterm ones and the exam."""
SessionKind = Literal["intro", "consultation", "webinar", "class"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload(Placed):
    """The workload of the discipline: academic hours and credits."""

    hours: Decimal | None = None
    credits: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideCourse(Placed):
    """A SPOC or MOOC that is used, and the percentage of the discipline that it corresponds to."""

    id: str = outside()
    name: LocalText | None = None
    url: str = ""
    match_percent: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleRow(Placed):
    """A row of the schedule: a lecture or practical class with its `topics`, a consultation or control of an `event`.

    `uses` names the outside courses whose elements enter the class, `integration` says how. The class is `replaces`d
    by them, its topics are `recredit`ed, its marks come from them: `assessment_from_mooc`. A practical class may leave
    out its week; it is then that of the row above.
    """

    kind: RowKind
    week: int | None = None
    event: Event | None = None
    topics: tuple[str, ...] = ()
    title: LocalText | None = None
    hours: Decimal | None = None
    tasks: LocalText | None = None
    assessment: LocalText | None = None
    format: tuple[str, ...] = ()
    platform: str = ""
    url: str = ""
    uses: tuple[str, ...] = ()
    integration: LocalText | None = None
    replaces: bool = False
    recredit: bool = False
    assessment_from_mooc: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature(Placed):
    """Who has signed the map in a role: `teacher`, `programme_leader`, `oed_director`."""

    role: str = outside()
    person: str = ""
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Placed):
    """A meeting that has decided: number of its minutes and its day."""

    number: str = ""
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TutoringSession(Placed):
    """A session of the tutor with students: `before` names the control that a consultation prepares for."""

    kind: SessionKind
    week: int | None = None
    before: Event | None = None
    hours: Decimal | None = None
    platform: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tutoring(Placed):
    """The plan of the tutor who accompanies the online course in a term: hours, sessions, channels, decisions.

    `students` and `registered` are numbers: those whom the tutor accompanies, those registered for the discipline.
    """

    person: str = ""
    term: str = ""
    intro_hours: Decimal | None = None
    classes_hours: Decimal | None = None
    control_hours: Decimal | None = None
    sessions: tuple[TutoringSession, ...] = ()
    channels: tuple[str, ...] = ()
    dean_agreed: datetime.date | None = None
    council: Meeting | None = None
    load_review: datetime.date | None = None
    students: int | None = None
    registered: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegrationMap(Placed):
    """content/maps/<id>.yaml"""

    id: str = outside()
    course: str
    status: Status = "draft"
    language: Language | None = None
    discipline: LocalText | None = None
    courses: tuple[OutsideCourse, ...] = keyed()
    workload: Workload | None = None
    form: str = ""
    level: str = ""
    semester: int | None = None
    attestation: str = ""
    model: int | None = None
    flipped: bool | None = None
    schedule: tuple[ScheduleRow, ...] = ()
    signatures: tuple[Signature, ...] = keyed("role")
    tutoring: Tutoring | None = None

    @property
    def classes(self) -> tuple[ScheduleRow, ...]:
        """The lectures and practical classes of the schedule."""
        return tuple(row for row in self.schedule if row.kind in ("lecture", "practical"))

    @property
    def weeks(self) -> tuple[int | None, ...]:
        """The week of each row: its own, else that of the class above."""
        held: list[int | None] = []
        for row in self.schedule:
            held.append(row.week if row.week is not None else held[-1] if held else None)
        return tuple(held)

    def uses_mooc(self, row: ScheduleRow) -> bool:
        """Whether elements of an outside course enter the row."""
        return bool(row.uses or row.replaces or row.recredit or row.assessment_from_mooc)

    def row(self, kind: RowKind, event: Event) -> ScheduleRow | None:
        """The first row of that kind for that control."""
        return next((row for row in self.schedule if (row.kind, row.event) == (kind, event)), None)
