"""What the page of a MOOC works out: lessons with their numbers and videos, the calendar, the shares of the mark."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from qoima.model.media import Media
from qoima.model.mooc import Lesson, Module, Mooc, SelfStudyMaterial
from qoima.model.mooc_tasks import GradeBands, MoocTask
from qoima.model.text import LocalText, fold

WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class LessonShown:
    """A lesson with its number in the whole course; `checks` are the questions by which learners check themselves."""

    number: int
    lesson: Lesson
    videos: tuple[Media, ...]
    materials: tuple[SelfStudyMaterial, ...]
    checks: int

    def repeats(self, title: LocalText) -> bool:
        """Whether a material only bears the name of its lesson, in whatever language."""
        return bool({fold(text) for _, text in title.texts} & {fold(text) for _, text in self.lesson.title.texts})

    @property
    def video_minutes(self) -> Decimal:
        """All segments of its video."""
        return sum((media.minutes for media in self.videos if media.minutes is not None), Decimal(0))


@dataclass(frozen=True, slots=True)
class ModuleShown:
    """A module with its number and lessons."""

    number: int
    module: Module
    lessons: tuple[LessonShown, ...]

    @property
    def video_minutes(self) -> Decimal:
        """The videos of all its lessons."""
        return sum((lesson.video_minutes for lesson in self.lessons), Decimal(0))

    @property
    def materials(self) -> int:
        """How many texts there are to read."""
        return sum(len(lesson.materials) for lesson in self.lessons)

    @property
    def tasks(self) -> int:
        """How many tasks there are."""
        return len(self.module.practical) + len(self.module.summative)

    @property
    def ending(self) -> tuple[tuple[str, MoocTask | None], ...]:
        """What comes after the lessons, in the order that the module sets; the topics of the forum are one part."""
        held: dict[str, tuple[MoocTask | None, ...]] = {
            "practical": self.module.practical,
            "forum": (None,) if self.module.forum else (),
            "assessment": self.module.summative,
        }
        order = dict.fromkeys((*(part for part in self.module.ends_with if part in held), *held))
        return tuple((part, task) for part in order for task in held[part])


@dataclass(frozen=True, slots=True)
class Bar:
    """Days in the calendar of a run; `left` and `width` are percent of the whole."""

    kind: str
    number: int
    first: datetime.date
    last: datetime.date
    left: str
    width: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the scale from 0 to 100 percent: below the pass mark, passed, with a certificate."""

    kind: str
    first: Decimal
    last: Decimal

    @property
    def width(self) -> str:
        """Percent, as CSS writes it."""
        return css(self.last - self.first)


def css(number: Decimal) -> str:
    """A number with two places and a point."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def modules(mooc: Mooc) -> list[ModuleShown]:
    """The modules; lessons are numbered through the whole course."""
    numbers = {id(lesson): number for number, lesson in enumerate(mooc.lessons, start=1)}

    def shown(lesson: Lesson) -> LessonShown:
        checks = sum(unit.questions or 0 for unit in lesson.units if unit.kind == "evaluation")
        return LessonShown(numbers[id(lesson)], lesson, mooc.videos_of(lesson), lesson.materials, checks)

    return [
        ModuleShown(number, module, tuple(map(shown, module.lessons)))
        for number, module in enumerate(mooc.modules, start=1)
    ]


def run(mooc: Mooc) -> list[Bar]:
    """Registration, each module and the final as bars of one calendar, where the days are known."""
    spans: list[tuple[str, int, datetime.date, datetime.date]] = []
    launch = mooc.launch
    if launch and launch.registration_open and launch.registration_close:
        spans.append(("registration", 0, launch.registration_open, launch.registration_close))
    for number, module in enumerate(mooc.modules, start=1):
        if module.opens and module.closes:
            spans.append(("module", number, module.opens, module.closes))
    if mooc.final and mooc.final.due:
        spans.append(("final", 0, mooc.final.due, mooc.final.due))
    spans = [span for span in spans if span[2] <= span[3]]
    if not spans:
        return []
    start, end = min(s[2] for s in spans), max(s[3] for s in spans)
    days = Decimal((end - start).days + 1)

    def percent(count: int) -> str:
        return css(count * WHOLE / days)

    return [
        Bar(kind, n, first, last, percent((first - start).days), percent((last - first).days + 1))
        for kind, n, first, last in spans
    ]


def weights(mooc: Mooc) -> list[tuple[int, MoocTask]]:
    """The tasks that count, each with the number of its module (0 for the final)."""
    of_module = [(n, task) for n, module in enumerate(mooc.modules, start=1) for task in module.summative]
    held = [*of_module, *([(0, mooc.final)] if mooc.final else [])]
    return [(number, task) for number, task in held if task.weight is not None and 0 < task.weight <= WHOLE]


def zones(bands: GradeBands | None) -> list[Zone]:
    """The scale from 0 to 100 cut at the pass mark and at the certificate, where these lie on it in that order."""
    if not bands:
        return []
    marks = [("pass", bands.pass_percent), ("certificate", bands.certificate_percent)]
    cuts = [(kind, at) for kind, at in marks if at is not None and 0 < at < WHOLE]
    if not cuts or [at for _, at in cuts] != sorted({at for _, at in cuts}):
        return []
    starts = [("below", Decimal(0)), *cuts]
    ends = [*(at for _, at in cuts), WHOLE]
    return [Zone(kind, first, last) for (kind, first), last in zip(starts, ends, strict=True)]


def total_minutes(held: Iterable[ModuleShown]) -> Decimal:
    """The videos of the whole course."""
    return sum((module.video_minutes for module in held), Decimal(0))
