"""The control plan of a course as lines of a chart: what is handed out, due and assessed in which week."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from qoima.model.calendar import Period, Term
from qoima.model.control_days import days_of
from qoima.model.control_plan import Control, Task
from qoima.model.course import Course
from qoima.site.wording import Wording

Kind = Literal["task", "midterm", "exam"]
MOST_COLUMNS = 30
"""Weeks that a chart shows; a slip in a date makes it no longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line: an assignment or a control, from one column to another; `last` 0 where nobody has said when.

    `days` is the time of a control, or the last day of an assignment alone.
    """

    kind: Kind
    name: str = ""
    first: int = 0
    last: int = 0
    days: Period | None = None
    task: Task | None = None
    control: Control | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """A month over the columns that begin in it."""

    number: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Rows in the order of their ends; `columns` are weeks, the first `weeks` of them study weeks."""

    rows: tuple[Row, ...]
    weeks: int
    columns: int
    months: tuple[Month, ...]
    session: Period | None


def control_names(words: Wording, course: Course) -> dict[str, str]:
    """The name of each control by id; controls of one kind are numbered where there are several."""
    return {
        control.id: words(f"course.nth.{control.kind}", n=number)
        if (number := course.number_of(control))
        else words.label("control", control.kind)
        for control in course.controls
    }


def plan(words: Wording, course: Course, term: Term | None) -> Plan:
    """The chart of a course; its columns begin with the term and end with the exam session or the last row."""
    names = control_names(words, course)
    shown = [_control_row(control, names[control.id], term) for control in course.controls]
    shown += [_task_row(task, term) for task in course.tasks if task.control in ("current", "none")]
    weeks = term.weeks if term else max((week.week for week in course.weeks), default=0)
    session = term.exam_session if term else None
    ends = [weeks, *(row.last for row in shown)]
    if term and session:
        ends.append(_column(term, session.last))
    columns = min(max(ends), MOST_COLUMNS)
    placed = sorted(shown, key=lambda row: (not row.last, row.last, row.first, row.kind != "task"))
    months = _months(term, columns) if term else ()
    return Plan(rows=tuple(placed), weeks=min(weeks, columns), columns=columns, months=months, session=session)


def last_day(task: Task, term: Term | None) -> date | None:
    """The day by which an assignment is handed in: as typed, else the last one of its week."""
    if task.due or not term or not task.week or not 1 <= task.week <= term.weeks:
        return task.due
    return term.week(task.week).last


def controls_by_day(course: Course, term: Term | None) -> list[Control]:
    """The controls by their first day; those without one come last, as typed."""
    days = {control.id: days_of(control, term) for control in course.controls}
    return sorted(course.controls, key=lambda c: held.first if (held := days[c.id]) else date.max)


def _control_row(control: Control, name: str, term: Term | None) -> Row:
    days = days_of(control, term)
    kind: Kind = "exam" if control.kind in ("interim", "final_attestation") else "midterm"
    first = _column(term, days.first) if term and days else control.week or 0
    last = _column(term, days.last) if term and days else control.week or 0
    return Row(kind=kind, name=name, first=first, last=last, days=days, control=control)


def _task_row(task: Task, term: Term | None) -> Row:
    day = last_day(task, term)
    last = _column(term, day) if term and day else task.week or 0
    first = min(task.release or last, last)
    return Row(
        kind="task", first=max(first, 1) if last else 0, last=last, days=Period(day, day) if day else None, task=task
    )


def _column(term: Term, day: date) -> int:
    """The week of a day, counted from the start of the term and on beyond its end; from 1."""
    return min(max((day - term.start).days // 7 + 1, 1), MOST_COLUMNS)


def _months(term: Term, columns: int) -> tuple[Month, ...]:
    """The months with room for their names: those in which at least two columns begin."""
    starts = [term.start + timedelta(days=7 * column) for column in range(columns)]
    found: dict[tuple[int, int], list[int]] = {}
    for column, day in enumerate(starts, start=1):
        found.setdefault((day.year, day.month), []).append(column)
    return tuple(Month(month, held[0], held[-1]) for (_, month), held in found.items() if len(held) > 1)
