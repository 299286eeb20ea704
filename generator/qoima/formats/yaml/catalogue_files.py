"""The shape of the files in `content/` that describe the university, its people, calendar, programmes and courses."""

from typing import Annotated, Literal

from pydantic import Field

from qoima.formats.yaml.file_types import (
    FileDate,
    FileDateTime,
    FileDecimal,
    FileInt,
    FileModel,
    FileText,
    FileTruth,
    Local,
    OneOrMany,
)
from qoima.model.catalogue import ControlKind

Language = Literal["kk", "ru", "en"]
Names = Annotated[list[FileText], OneOrMany]


class FileScoring(FileModel):
    """How several-choice items are marked."""

    several_right: Literal["penalty", "no-penalty"] = "penalty"


class FileProfileUse(FileModel):
    """A profile and the things it binds: `all` or a list of ids, by kind of thing."""

    use: FileText
    courses: Names | None = None
    programmes: Names | None = None
    moocs: Names | None = None
    maps: Names | None = None
    banks: Names | None = None


class FileOverride(FileModel):
    """Another severity or other limits for one code."""

    code: FileText
    severity: Literal["error", "warning", "info"] | None = None
    limits: dict[str, FileText | list[FileText]] | None = None
    reason: FileText


class FileWaiver(FileModel):
    """Findings of one code in some files, left out until a date."""

    code: FileText
    files: Names
    reason: FileText
    by: FileText
    until: FileDate


class FileUniversity(FileModel):
    """content/university.yaml"""

    id: FileText
    name: Local
    languages: Annotated[list[Language], Field(min_length=1)]
    default_language: Language
    site_url: FileText
    academic_year: Annotated[FileText, Field(pattern=r"^20\d\d-20\d\d$")]
    scoring: FileScoring | None = None
    profiles: list[FileProfileUse]
    overrides: list[FileOverride] | None = None
    waivers: list[FileWaiver] | None = None


class FilePerson(FileModel):
    """A member of staff; the e-mail never reaches the site."""

    name: Local
    degree: Local | None = None
    title: Local | None = None
    position: Local | None = None
    department: Local | None = None
    email: FileText | None = None


class FilePeriod(FileModel):
    """Days, both included."""

    from_: FileDate = Field(alias="from")
    to: FileDate


class FileMidterm(FilePeriod):
    """The days of a midterm control."""

    week: FileInt


class FileTerm(FileModel):
    """A term of an academic year."""

    id: FileText
    kind: Literal["regular", "summer"] = "regular"
    start: FileDate
    weeks: FileInt
    midterms: list[FileMidterm] | None = None
    exam_session: FilePeriod | None = None


class FileYear(FileModel):
    """An academic year."""

    year: FileText
    terms: list[FileTerm]
    holidays: list[FileDate] | None = None


class FileCalendar(FileModel):
    """content/calendar.yaml"""

    years: list[FileYear]


class FileComponent(FileModel):
    """A course in a programme."""

    course: FileText
    semester: FileInt
    credits: FileInt
    distance: FileTruth | None = None
    part: FileText | None = None


class FileProgramme(FileModel):
    """content/programmes/<code>.yaml"""

    name: Local
    language: Language | None = None
    level: Literal["bachelor", "master", "doctor", "tvet"]
    field: FileText
    total_credits: FileInt
    description: Local | None = None
    components: list[FileComponent] | None = None


class FileApproval(FileModel):
    """Minutes of the body that approved."""

    body: FileText
    number: FileText
    date: FileDate


class FileTeaching(FileModel):
    """The course is taught in a language in a term."""

    language: Language
    term: FileText
    teachers: Names


class FileWeek(FileModel):
    """A line of the calendar-thematic plan."""

    week: FileInt
    topics: Names
    hours: dict[str, FileDecimal] | None = None


class FileSyllabus(FileModel):
    """The syllabus of a course."""

    approval: FileApproval | None = None
    weeks: list[FileWeek]


class FileTask(FileModel):
    """An assignment; `control` is `current`, the id of a control, or `none`."""

    id: FileText
    title: Local
    control: FileText
    form: FileText | None = None
    release: FileInt | None = None
    week: FileInt | None = None
    topics: Names | None = None
    difficulty: FileText | None = None
    approval: FileApproval | None = None


class FilePaper(FileModel):
    """What one student gets at a test."""

    questions: FileInt | None = None
    minutes: FileInt | None = None
    attempts: FileInt | None = None
    draw: FileText | None = None
    mix: FileText | None = None


class FileControl(FileModel):
    """An assessment event of a course."""

    kind: ControlKind
    form: FileText | None = None
    week: FileInt | None = None
    opens: FileDateTime | None = None
    closes: FileDateTime | None = None
    conduct: Names | None = None
    proctoring: Names | None = None
    requires: Names | None = None
    materials: Names | None = None
    approval: FileApproval | None = None
    paper: FilePaper | None = None


class FileDistance(FileModel):
    """How the course is taught at a distance."""

    technology: list[FileText]


class FileCourse(FileModel):
    """content/courses/<id>.yaml"""

    code: FileText | None = None
    name: Local
    language: Language | None = None
    status: Literal["draft", "approved", "examined", "submitted", "posted", "running", "finished"]
    level: Literal["bachelor", "master", "doctor", "tvet"] | None = None
    kind: Literal["discipline", "MOOC", "SPOC"] = "discipline"
    teaching: list[FileTeaching]
    credits: FileInt | None = None
    description: Local | None = None
    prerequisites: Names | None = None
    det: FileDistance | None = None
    outcomes: dict[str, Local] | None = None
    topics: dict[str, Local] | None = None
    syllabus: FileSyllabus | None = None
    reference_materials: dict[str, Local] | None = None
    tasks: list[FileTask] | None = None
    controls: dict[str, FileControl] | None = None
