"""Blended learning of a postgraduate programme (Satbayev): what the programme and its papers say.

What belongs to a course itself (sessions, materials, tasks, controls) stands in the file of the course. Nothing here
names a learner: documents and consents by kind, decisions by number and day, learners as a number.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from qoima.core.source import Placed
from qoima.model.course import Status
from qoima.model.fields import outside
from qoima.model.text import LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class Application(Placed):
    """What learners hand in, by kind: the documents that go with the application, and whose consent it needs."""

    documents: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferOrder(Placed):
    """An order that transfers learners to blended learning: number and day, no names."""

    number: str = ""
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Placed):
    """The agreement on teaching practice elsewhere: number, day, and the kinds of its parties."""

    number: str = ""
    date: datetime.date | None = None
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeElsewhere(Placed):
    """Teaching practice in another city: consent of the department, then the agreement, or lectures held online."""

    consent: datetime.date | None = None
    agreement: Agreement | None = None
    online_lectures: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessStep(Placed):
    """A step of the process and its day: application, order, class_schedule, umkd, placing, monitoring."""

    stage: str
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlendedLearning(Placed):
    """content/blended/<id>.yaml

    `form` is the statutory form of study that blended learning supplements, `learners` how many are transferred;
    `umkd` has the address of the course package on the platform, by course.
    """

    id: str = outside()
    programme: str
    courses: tuple[str, ...] = ()
    status: Status = "draft"
    form: str = ""
    department: LocalText | None = None
    institute: LocalText | None = None
    platform: str = ""
    whole_group: bool | None = None
    umkd: Mapping[str, str] = field(default_factory=dict)
    learners: int | None = None
    grounds: tuple[str, ...] = ()
    application: Application | None = None
    orders: tuple[TransferOrder, ...] = ()
    format: str = ""
    choice_dates: tuple[datetime.date, ...] = ()
    practice: PracticeElsewhere | None = None
    process: tuple[ProcessStep, ...] = ()
