"""Academic years: terms of study weeks, midterm periods, exam sessions, holidays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from qoima.core.source import Placed
from qoima.model.fields import spelled


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both included."""

    first: date = spelled("from")
    last: date = spelled("to")

    def holds(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.first <= day <= self.last

    def __iter__(self) -> Iterator[date]:
        return iter((self.first, self.last))

    def __str__(self) -> str:
        return f"{self.first} – {self.last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MidtermPeriod(Placed):
    """The days of a midterm control, and the study week they belong to."""

    week: int
    first: date = spelled("from")
    last: date = spelled("to")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Placed):
    """A term: `weeks` study weeks of seven days from `start`, then the exam session."""

    id: str
    kind: Literal["regular", "summer"] = "regular"
    start: date
    weeks: int
    midterms: tuple[MidtermPeriod, ...] = ()
    certification_weeks: tuple[Period, ...] = ()
    exam_session: Period | None = None
    marks_transfer: date | None = None
    """The day on which the marks of the session go over from the portal to the AIS."""

    def week(self, number: int) -> Period:
        """The seven days of study week `number` (from 1)."""
        return Period(after(self.start, 7 * (number - 1)), after(self.start, 7 * number - 1))

    def week_of(self, day: date) -> int | None:
        """The study week that holds the day; None for a day outside all of them."""
        number = (day - self.start).days // 7 + 1
        return number if 1 <= number <= self.weeks else None

    @property
    def study(self) -> Period:
        """All study weeks."""
        return Period(self.start, self.week(self.weeks).last)


def after(day: date, days: int) -> date:
    """So many days later; a slip such as `week: 99999999` leads to the end of all calendars and no further."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


@dataclass(frozen=True, slots=True, kw_only=True)
class AcademicYear(Placed):
    """One academic year, `2026-2027`."""

    year: str
    terms: tuple[Term, ...]
    holidays: tuple[date, ...] = ()

    def term(self, id: str) -> Term | None:
        """The term of that id."""
        return next((t for t in self.terms if t.id == id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar(Placed):
    """content/calendar.yaml"""

    years: tuple[AcademicYear, ...]
