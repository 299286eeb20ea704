"""One run of a MOOC: its dates, what comes before and after it, and what learners are asked."""

import datetime
from dataclasses import dataclass

from qoima.core.source import Placed
from qoima.model.text import LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Placed):
    """A step of the launch: the day for which it is planned, and the day on which it was done."""

    planned: datetime.date | None = None
    done: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pilot(Placed):
    """The trial of the tasks on a sample of learners before the launch."""

    date: datetime.date | None = None
    sample_size: int | None = None
    result: LocalText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch(Placed):
    """One run of the MOOC: registration, information letter, news item, the course itself, analysis of its results."""

    registration_open: datetime.date | None = None
    registration_close: datetime.date | None = None
    start: datetime.date | None = None
    end: datetime.date | None = None
    letter: Step | None = None
    news: Step | None = None
    analysis: Step | None = None
    pilot: Pilot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey(Placed):
    """A questionnaire for learners; `when` is `start` or `end`."""

    when: str
    title: LocalText | None = None
    questions: tuple[LocalText, ...] = ()
