"""Massive open online courses: modules of lessons, their tasks, their launch, and the papers that go with them."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from qoima.core.source import Placed
from qoima.model.course import Language, Status
from qoima.model.deviation import Deviation
from qoima.model.fields import keyed, outside
from qoima.model.media import Media
from qoima.model.mooc_launch import Launch, Survey
from qoima.model.mooc_papers import (
    Description,
    Expertise,
    ExpertProtocol,
    PlacementCertificate,
    PrelaunchCheck,
    ScoreSheet,
    SubmissionPackage,
    WorkProgramme,
)
from qoima.model.mooc_tasks import Final, GradeBands, MoocTask
from qoima.model.text import LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfStudyMaterial(Placed):
    """Material for independent study (form F-03), which is never marked.

    `kind` is reading, lecture_iwos, external_ref or visual; `lecture` and `topic` are the label that the file shows.
    """

    kind: str = ""
    title: LocalText | None = None
    lecture: int | None = None
    topic: LocalText | None = None
    file: str = ""
    url: str = ""
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Placed):
    """A part of a lesson: `video` (the media that name the lesson), `reading` with its materials, or `evaluation`.

    `type` and `questions` of an evaluation are what the work programme prints: test, 4 questions.
    """

    kind: str
    title: LocalText | None = None
    materials: tuple[SelfStudyMaterial, ...] = ()
    type: str = ""
    questions: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation(Placed):
    """The slides of a lesson; `template` is the code of their form, `slides` the kinds of slides in order."""

    file: str = ""
    template: str = ""
    slides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(Placed):
    """A lesson (theme, lecture). Its number is its place in the whole course; `n` may repeat it."""

    id: str = outside()
    title: LocalText
    n: int | None = None
    minutes: int | None = None
    outcomes: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()
    presentation: Presentation | None = None

    @property
    def materials(self) -> tuple[SelfStudyMaterial, ...]:
        """What learners read by themselves."""
        return tuple(material for unit in self.units for material in unit.materials)


@dataclass(frozen=True, slots=True, kw_only=True)
class Module(Placed):
    """A module, which is a week; `hours` are academic hours of a learner.

    `ends_with` is the order of what comes after the lessons: practical, forum, assessment.
    """

    id: str = outside()
    title: LocalText
    hours: Decimal | None = None
    annotation: LocalText | None = None
    announcement: LocalText | None = None
    opens: datetime.date | None = None
    closes: datetime.date | None = None
    outcomes: Mapping[str, LocalText] = field(default_factory=dict)
    lessons: tuple[Lesson, ...] = keyed()
    practical: tuple[MoocTask, ...] = keyed()
    forum: tuple[LocalText, ...] = ()
    summative: tuple[MoocTask, ...] = keyed()
    ends_with: tuple[str, ...] = ("practical", "forum", "assessment")


@dataclass(frozen=True, slots=True, kw_only=True)
class MoocTerm(Placed):
    """An entry of the glossary."""

    term: LocalText
    definition: LocalText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoocLiterature(Placed):
    """A book, article or site; `scope` names lessons and modules, or `course`."""

    id: str = outside()
    title: LocalText
    authors: str = ""
    publisher: str = ""
    year: int | None = None
    url: str = ""
    scope: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Specialization(Placed):
    """A series of courses that this MOOC is one of; `courses` names all of them."""

    name: LocalText
    courses: tuple[LocalText, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights(Placed):
    """The agreement by which the authors transfer their rights."""

    agreement: str = ""
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mooc(Placed):
    """content/moocs/<id>.yaml"""

    id: str = outside()
    name: LocalText
    language: Language | None = None
    status: Status
    faculty: LocalText | None = None
    department: LocalText | None = None
    authors: tuple[str, ...] = ()
    programme: str = ""
    nonformal: bool = False
    uses: tuple[str, ...] = ()
    hours_total: Decimal | None = None
    ged_cycle: bool = False
    model_curriculum: str = ""
    specialization: Specialization | None = None
    modules: tuple[Module, ...] = keyed()
    final: Final | None = None
    grading: GradeBands | None = None
    media: tuple[Media, ...] = keyed()
    glossary: tuple[MoocTerm, ...] = ()
    literature: tuple[MoocLiterature, ...] = keyed()
    reference_materials: Mapping[str, LocalText] = field(default_factory=dict)
    surveys: tuple[Survey, ...] = ()
    rights: Rights | None = None
    launch: Launch | None = None
    description: Description | None = None
    work_programme: WorkProgramme | None = None
    expertise: tuple[Expertise, ...] = ()
    protocol: ExpertProtocol | None = None
    score: ScoreSheet | None = None
    package: SubmissionPackage | None = None
    prelaunch: PrelaunchCheck | None = None
    certificate: PlacementCertificate | None = None
    deviations: tuple[Deviation, ...] = ()

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """All lessons, in order."""
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    def videos_of(self, lesson: Lesson) -> tuple[Media, ...]:
        """The segments of the video of a lesson."""
        return tuple(media for media in self.media if media.kind == "lecture" and media.lesson == lesson.id)

    @property
    def tasks(self) -> tuple[MoocTask, ...]:
        """All tasks, module by module, the final evaluation last."""
        held = [task for module in self.modules for task in (*module.practical, *module.summative)]
        return (*held, self.final) if self.final else tuple(held)

    @property
    def hours(self) -> Decimal | None:
        """Academic hours in all: as written, else the sum of the modules; None where neither is known."""
        held = [module.hours for module in self.modules if module.hours is not None]
        return self.hours_total if self.hours_total is not None else sum(held, Decimal(0)) if held else None
