"""The papers that go with a MOOC: description, work programme, expertise, package, certificate (ATU, F-01 to F-11).

A fact that the MOOC itself holds, such as its name or its modules, stands in no paper: papers print it from there.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from qoima.core.source import Placed
from qoima.model.fields import keyed, outside
from qoima.model.text import LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes(Placed):
    """An entry in the minutes of a body, such as a department; `file` is the extract."""

    body: str = ""
    number: str = ""
    date: datetime.date | None = None
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures(Placed):
    """Who has signed, by id: the head of the department, the authors of the course, the experts."""

    head: str = ""
    authors: tuple[str, ...] = ()
    experts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseOutcome(Placed):
    """A learning outcome of the whole course; `covers` are the outcomes of modules that lead to it."""

    id: str = outside()
    text: LocalText
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentInformation(Placed):
    """What the description tells of assessment (F-01 item 15) and of certificates for learners."""

    certificates: LocalText | None = None
    certificate_on_request: bool | None = None
    certificate_paid: bool | None = None
    rules: LocalText | None = None
    system: LocalText | None = None
    check_deadlines: LocalText | None = None
    specification: LocalText | None = None
    indicators: LocalText | None = None
    criteria: LocalText | None = None
    scales: LocalText | None = None
    procedures: LocalText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFile(Placed):
    """A document as a file, and whether it is signed, dated and stamped."""

    path: str = ""
    signed: bool | None = None
    date: datetime.date | None = None
    stamped: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DescriptionFiles(Placed):
    """The documents that the description names as files (F-01 items 16 to 18)."""

    work_programme: PaperFile | None = None
    glossary: PaperFile | None = None
    references: PaperFile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Description(Placed):
    """What the description of a MOOC (F-01) says beside what the MOOC itself holds.

    `prerequisites` and `postrequisites` are what to know before and what it opens, in words, "none" where there are
    none; courses of the university among them are named by id.
    """

    form: str = ""
    university: LocalText | None = None
    audience: LocalText | None = None
    level: str = ""
    credits: Decimal | None = None
    prerequisites: LocalText | None = None
    prerequisite_courses: tuple[str, ...] = ()
    postrequisites: LocalText | None = None
    postrequisite_courses: tuple[str, ...] = ()
    summary: LocalText | None = None
    purpose: LocalText | None = None
    objectives: tuple[LocalText, ...] = ()
    outcomes: tuple[CourseOutcome, ...] = keyed()
    assessment: AssessmentInformation | None = None
    files: DescriptionFiles | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkProgramme(Placed):
    """What the work programme (F-02) says beside what description and modules hold."""

    form: str = ""
    approval: Minutes | None = None
    date: datetime.date | None = None
    signatures: Signatures | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expertise(Placed):
    """An internal expertise: `level` is department or faculty, with the minutes of that body."""

    level: str = ""
    number: str = ""
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewResults(Placed):
    """What experts found by criterion: full, partial or inconsistent."""

    sound: str = ""
    picture: str = ""
    structure: str = ""
    content: str = ""
    self_study: str = ""
    tasks: str = ""
    speaker: str = ""
    feedback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Points(Placed):
    """Points by criterion."""

    sound: int | None = None
    picture: int | None = None
    structure: int | None = None
    content: int | None = None
    self_study: int | None = None
    tasks: int | None = None
    speaker: int | None = None
    feedback: int | None = None


CRITERIA = tuple(key for key in Points.__dataclass_fields__ if key not in Placed.__dataclass_fields__)
"""The criteria of an expertise in the order of the forms F-10 and F-11."""
RECOMMENDED, REVISION, REFUSED = "recommended", "revision", "refused"
"""What follows from a score sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertProtocol(Placed):
    """The protocol of the expert review (F-11); experts are ids of people.yaml.

    `actions`, `reason`, `corrective` (is the procedure of corrective action appropriate) and `timeframe` answer what
    does not comply, `corrected` is the day on which it was put right.
    """

    form: str = ""
    number: str = ""
    date: datetime.date | None = None
    education_levels: tuple[str, ...] = ()
    academic_year: str = ""
    experts: tuple[str, ...] = ()
    results: ReviewResults | None = None
    conclusion: LocalText | None = None
    actions: LocalText | None = None
    reason: LocalText | None = None
    corrective: bool | None = None
    timeframe: LocalText | None = None
    corrected: datetime.date | None = None
    signatures: Signatures | None = None
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet(Placed):
    """The score sheet of the expertise (F-10), which may be left out; `total` may be left to be added up.

    `decision` is recommended, revision or refused; `remarks_eliminated` the day on which the remarks were dealt with.
    """

    form: str = ""
    points: Points | None = None
    total: int | None = None
    decision: str = ""
    remarks_eliminated: datetime.date | None = None
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionPackage(Placed):
    """What is handed to the department of digital development: codes of forms, extracts from minutes."""

    forms: tuple[str, ...] = ()
    sent: datetime.date | None = None
    to: str = ""
    extract: Minutes | None = None
    faculty_extract: Minutes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrelaunchCheck(Placed):
    """The check of all uploaded elements before the launch, by one person on one day."""

    date: datetime.date | None = None
    by: str = ""
    quality: bool | None = None
    copyright: bool | None = None
    accessibility: bool | None = None
    functionality: bool | None = None
    accuracy: bool | None = None
    language: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementCertificate(Placed):
    """The certificate of placement on the platform (F-09); `posted` is the day on which the course was posted."""

    form: str = ""
    number: str = ""
    issued: datetime.date | None = None
    director: str = ""
    platform: str = ""
    posted: datetime.date | None = None
    url: str = ""
    documents: tuple[str, ...] = ()
    file: str = ""
