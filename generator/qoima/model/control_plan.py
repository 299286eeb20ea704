"""Assignments and controls of a course, and who approved them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from qoima.core.source import Placed
from qoima.model.fields import outside
from qoima.model.item import DIFFICULTIES
from qoima.model.text import LocalText

ControlKind = Literal["current", "midterm", "interim", "summative", "certification", "final_attestation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(Placed):
    """Minutes of the body that approved: `body` such as `department`, number, date."""

    body: str
    number: str
    date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Placed):
    """An assignment. `control` is `current`, the id of a control, or `none`; `release` and `week` are study weeks.

    `kind` is the kind of work: practical, laboratory, siw (independent work), siwt (the same with the teacher)…
    """

    id: str
    title: LocalText
    control: str
    kind: str = ""
    form: str = ""
    release: int | None = None
    week: int | None = None
    due: date | None = None
    hard_due: date | None = None
    topics: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    difficulty: str = ""
    weight: Decimal | None = None
    theory: LocalText | None = None
    submit_formats: tuple[str, ...] = ()
    file: str = ""
    approval: Approval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix(Placed):
    """How many items of each difficulty a paper has: in numbers, or `same` for the shares that the bank has.

    `word` is what stands in place of numbers; numbers that are not given are 0.
    """

    word: str = ""
    easy: int = 0
    medium: int = 0
    hard: int = 0

    @property
    def numbers(self) -> Mapping[str, int] | None:
        """The numbers by difficulty, where they are declared."""
        return None if self.word else {level: getattr(self, level) for level in DIFFICULTIES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Placed):
    """What one student gets: time limit in `minutes`, how items are drawn; `cover: topics` asks for all topics."""

    questions: int | None = None
    minutes: int | None = None
    attempts: int | None = None
    draw: str = ""
    mix: Mix | None = None
    cover: Literal["topics"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OralExam(Placed):
    """How an oral exam goes: minutes for one student, how `tickets` are drawn, days until the results are told."""

    prepare_minutes: int | None = None
    answer_minutes: int | None = None
    tickets: str = ""
    results_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Control(Placed):
    """An assessment event of a course. `form` is as typed; what no form means: `Course.is_test`."""

    id: str = outside()
    kind: ControlKind
    form: str = ""
    week: int | None = None
    opens: datetime | None = None
    closes: datetime | None = None
    mode: str = ""
    platform: str = ""
    release: date | None = None
    responsible: tuple[str, ...] = ()
    conduct: tuple[str, ...] = ()
    proctoring: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    approval: Approval | None = None
    paper: Paper | None = None
    oral: OralExam | None = None
    deferred_until: date | None = None
    """The last day of a defence or exam that some students take later."""
