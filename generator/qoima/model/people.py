"""Members of staff. Students are nowhere in the model."""

import datetime
from dataclasses import dataclass
from typing import Literal

from qoima.core.source import Placed
from qoima.model.fields import outside
from qoima.model.text import LocalText

Qualification = Literal[
    "dsc",
    "csc",
    "phd",
    "profile_doctor",
    "associate_professor",
    "professor",
    "master",
    "senior_lecturer",
]
"""A degree, a title or a position, as far as a regulation asks for it: doctor and candidate of sciences, PhD…"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Training(Placed):
    """A course or seminar that a member of staff has taken."""

    title: LocalText
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Placed):
    """A member of staff; neither e-mail nor account reaches the site.

    `account` is the name at the forge where the repository is kept, GitHub or GitLab: `@name`, or `@group/team`.
    `degree`, `title` and `position` are shown to people; `qualification` says the same to the rules. `det_training` is
    about distance technologies, `online_training` about tutoring online.
    """

    id: str = outside()
    name: LocalText
    degree: LocalText | None = None
    title: LocalText | None = None
    position: LocalText | None = None
    qualification: tuple[Qualification, ...] = ()
    department: LocalText | None = None
    workplace: LocalText | None = None
    email: str = ""
    account: str = ""
    det_training: tuple[Training, ...] = ()
    online_training: tuple[Training, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment(Placed):
    """Who has appointed somebody, and when."""

    by: str = ""
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseTutor(Placed):
    """The teacher who guides the independent work of a course; `by` and `date` are those of the appointment."""

    person: str
    by: str = ""
    date: datetime.date | None = None
