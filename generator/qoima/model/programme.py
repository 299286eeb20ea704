"""Educational programmes and the components they are made of."""

from dataclasses import dataclass
from typing import Literal

from qoima.core.source import Placed
from qoima.model.fields import outside
from qoima.model.text import LocalText

Level = Literal["bachelor", "master", "doctor", "tvet"]


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
    """content/programmes/<code>.yaml; `id` is its code, as the file is named."""

    id: str = outside()
    name: LocalText
    language: Literal["kk", "ru", "en"] | None = None
    level: Level
    field: str
    total_credits: int
    description: LocalText | None = None
    components: tuple[Component, ...] = ()
