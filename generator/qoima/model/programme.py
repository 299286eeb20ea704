"""Educational programmes and the components they are made of."""

from dataclasses import dataclass
from typing import Literal

from qoima.core.source import Placed
from qoima.model.fields import outside
from qoima.model.text import LocalText

Level = Literal["bachelor", "master", "doctor", "tvet"]
ComponentKind = Literal["discipline", "educational_component", "practice", "research", "final_attestation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Component(Placed):
    """A part of a programme that earns credits: a discipline, with `course` where it has a file, or anything else.

    `distance` says that it is planned at a distance for the whole intake. Components with the same `slot` are electives
    of which a student takes one.
    """

    course: str = ""
    title: LocalText | None = None
    kind: ComponentKind = "discipline"
    semester: int | None = None
    credits: int | None = None
    distance: bool = False
    part: str = "core"
    slot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Placed):
    """content/programmes/<code>.yaml; `id` is its code, as the file is named.

    `field` is the field of study, `other` where it is none of those that the regulation restricts; `grounds` are those
    on which it may be taught at a distance.
    """

    id: str = outside()
    name: LocalText
    language: Literal["kk", "ru", "en"] | None = None
    level: Level | None = None
    field: str = ""
    total_credits: int | None = None
    form: Literal["full-time", "evening", "correspondence"] | None = None
    grounds: tuple[str, ...] = ()
    description: LocalText | None = None
    components: tuple[Component, ...] = ()
