"""Massive open online courses: modules of lessons, their launch, and the papers that go with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from qoima.core.source import Placed
from qoima.model.course import Language, Status
from qoima.model.deviation import Deviation
from qoima.model.fields import keyed, outside
from qoima.model.text import LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(Placed):
    """A lesson (theme, lecture) of a module."""

    id: str = outside()
    title: LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class Module(Placed):
    """A module, which is a week."""

    id: str = outside()
    title: LocalText
    outcomes: Mapping[str, LocalText] = field(default_factory=dict)
    lessons: tuple[Lesson, ...] = keyed()


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch(Placed):
    """One run of the MOOC."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mooc(Placed):
    """content/moocs/<id>.yaml"""

    id: str = outside()
    name: LocalText
    language: Language
    status: Status
    modules: tuple[Module, ...] = keyed()
    launch: Launch | None = None
    deviations: tuple[Deviation, ...] = ()
