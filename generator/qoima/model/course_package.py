"""The course package (ЭОӘК, УМКД): lectures, materials, sessions and the papers that go with a course."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from qoima.core.source import Placed
from qoima.model.control_plan import Approval
from qoima.model.text import LocalText

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book(Placed):
    """An entry of the literature: `title` is the whole entry, as a list of references has it."""

    title: str
    url: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Literature(Placed):
    """Recommended literature, main and additional."""

    main: tuple[Book, ...] = ()
    additional: tuple[Book, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation(Placed):
    """A remote consultation: each week on a `weekday`, or on one `day`; `channel` is forum, chat, email…"""

    weekday: Weekday | None = None
    day: date | None = None
    time: str = ""
    channel: str = ""
    teacher: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addendum(Placed):
    """The supplement to a syllabus when a course has to go over to distance learning."""

    outcomes: LocalText | None = None
    assignments: LocalText | None = None
    literature: LocalText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingProgramme(Placed):
    """The working programme that the package is prepared to; `topics` are the ids of those that it names."""

    number: str = ""
    file: str = ""
    topics: tuple[str, ...] = ()
    approval: Approval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lecture(Placed):
    """The notes of a lecture, as `text` here or in a `file`; `video` is the address of its video lecture."""

    title: LocalText
    week: int | None = None
    topics: tuple[str, ...] = ()
    pages: int | None = None
    text: LocalText | None = None
    file: str = ""
    self_check: tuple[LocalText, ...] = ()
    video: str = ""
    lecturer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material(Placed):
    """A material: a file, a link to another site, or a page with this text."""

    title: LocalText
    kind: str = ""
    file: str = ""
    url: str = ""
    text: LocalText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(Placed):
    """Teaching: `mode` is on-line (at one time), off-line (each in their own time) or classroom; `form` such as video.

    `kind` is the kind of class: lecture, practical, lab…; `recording` the address of its recording.
    """

    kind: str = ""
    form: str = ""
    mode: str = ""
    week: int | None = None
    weekday: Weekday | None = None
    day: date | None = None
    time: str = ""
    platform: str = ""
    topics: tuple[str, ...] = ()
    teacher: str = ""
    recording: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryEntry(Placed):
    """A term of the course with its meaning, and the topics that it belongs to."""

    term: LocalText
    meaning: LocalText
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading(Placed):
    """How achievements are graded: the `scale`, to which others it is converted, the mark for what is not finished."""

    scale: str = ""
    conversion: tuple[str, ...] = ()
    model: str = ""
    incomplete: str = ""
    incomplete_becomes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideMooc(Placed):
    """A MOOC of others: `kind` recredit (instead of credits of the course) or additional; `scope` whole or part."""

    name: str
    platform: str = ""
    url: str = ""
    kind: str = ""
    scope: str = ""
    credits: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePackage(Placed):
    """The package as a whole: its attestation, the order on distance learning, the upload, the additional set."""

    attestation: Approval | None = None
    order: date | None = None
    uploaded: date | None = None
    additional: tuple[Material, ...] = ()
