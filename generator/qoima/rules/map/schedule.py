"""Rules on the schedule of an integration map: its weeks, its rows, and the syllabus that it is filled in from."""

from itertools import pairwise
from typing import Literal

from qoima.model.integration import IntegrationMap
from qoima.model.views import MapInYear
from qoima.rules.registry import Findings, Say, finding, rule, word

Row = Literal[
    "consultation rk1",
    "consultation rk2",
    "consultation exam",
    "control rk1",
    "control rk2",
    "control exam",
]
"""The rows beside the classes, by kind and event."""


def _name(row: Row) -> tuple[str, str]:
    kind, _, event = row.partition(" ")
    return kind, event


def _place(held: IntegrationMap, row: Row) -> int | None:
    """How many rows stand above the first row of that name; None where there is no such row."""
    return next((n for n, one in enumerate(held.schedule) if (one.kind, one.event) == _name(row)), None)


@rule(
    "schedule-weeks",
    MapInYear,
    "the schedule has no lecture in week {week}",
    help="add a row with `kind: lecture, week: {week}`",
    variants={
        "order": Say("week {week} stands after week {before}", "put the rows in the order of the weeks"),
        "unknown": Say("the syllabus of the discipline has no week {week}", "correct the week, or the syllabus"),
    },
)
def schedule_weeks(node: MapInYear) -> Findings:
    """The schedule goes through all weeks of the syllabus in their order, and each has its lecture.

    A week that neither has, between two that are there, is missing too. A schedule without rows is left to others.

    Why: a week without a row is a week that nobody has planned.

    Wrong:
        schedule:   # <-
          - {kind: lecture, week: 1, topics: [keys]}
        --- content/courses/demo.yaml
        syllabus: {weeks: [{week: 1, topics: [keys]}, {week: 2, topics: [joins]}]}

    Wrong:
        schedule:
          - {kind: lecture, week: 2, topics: [joins]}
          - {kind: lecture, week: 1, topics: [keys]}   # <-
        --- content/courses/demo.yaml
        syllabus: {weeks: [{week: 1, topics: [keys]}, {week: 2, topics: [joins]}]}

    Wrong:
        schedule:
          - {kind: lecture, week: 1, topics: [keys]}
          - {kind: lecture, week: 2, topics: [joins]}   # <-
        --- content/courses/demo.yaml
        syllabus: {weeks: [{week: 1, topics: [keys]}]}

    Right:
        schedule:
          - {kind: lecture, week: 1, topics: [keys]}
          - {kind: practical, title: Practical work 1}
          - {kind: lecture, week: 2, topics: [joins]}
        --- content/courses/demo.yaml
        syllabus: {weeks: [{week: 1, topics: [keys]}, {week: 2, topics: [joins]}]}
    """
    held = node.map
    lectures = {row.week for row in held.schedule if row.kind == "lecture"}
    known = {week.week for week in node.course.course.weeks} if node.course else set[int]()
    wanted = known | {week for week in lectures if week is not None}
    for week in range(1, max(wanted, default=0) + 1) if held.schedule else ():
        if week not in lectures:
            yield finding(held.place("schedule"), week=week)
    before = 0
    for row in held.schedule:
        if row.week is None:
            continue
        if row.week < before:
            yield finding(row.place("week"), "order", week=row.week, before=before)
        elif known and row.week not in known:
            yield finding(row.place("week"), "unknown", week=row.week)
        before = max(before, row.week)


@rule(
    "schedule-length",
    MapInYear,
    {
        "count": "have",
        "one": "the schedule has {have} week; the printed form has {weeks}",
        "other": "the schedule has {have} weeks; the printed form has {weeks}",
    },
    help="compare with the academic calendar; a module may be shorter",
)
def schedule_length(node: MapInYear, *, weeks: int) -> Findings:
    """The schedule has as many weeks with a lecture as the printed form.

    Why: a course that lasts as long as the term fits into it.

    Wrong:
        limits: {weeks: 2}
        schedule:   # <-
          - {kind: lecture, week: 1, topics: [keys]}

    Right:
        limits: {weeks: 2}
        schedule:
          - {kind: lecture, week: 1, topics: [keys]}
          - {kind: lecture, week: 2, topics: [joins]}

    Limits:
        weeks: weeks of the printed form (count).
    """
    have = len({row.week for row in node.map.schedule if row.kind == "lecture"})
    if node.map.schedule and have != weeks:
        yield finding(node.map.place("schedule"), have=have)


@rule(
    "schedule-rows",
    MapInYear,
    "the schedule has no row for: {kind}, {event}",
    help="add a row with `kind:` and `event:`",
)
def schedule_rows(node: MapInYear, *, rows: tuple[Row, ...]) -> Findings:
    """The schedule has the rows that the printed form has beside the classes. One without rows is left to others.

    Why: students plan by the map, and what it leaves out surprises them.

    Wrong:
        limits: {rows: [control rk1]}
        schedule:   # <-
          - {kind: consultation, event: rk1}

    Right:
        limits: {rows: [consultation rk1, control rk1]}
        schedule:
          - {kind: consultation, event: rk1}
          - {kind: control, event: rk1}

    Limits:
        rows: kind and event of each row, such as `control rk1`.
    """
    for row in rows if node.map.schedule else ():
        if _place(node.map, row) is None:
            kind, event = _name(row)
            yield finding(node.map.place("schedule"), kind=word(kind), event=word(event))


@rule(
    "row-after-week",
    MapInYear,
    "the row stands after week {have}; in the printed form it stands after week {week}",
    help="move the row, if the calendar allows it",
)
def row_after_week(node: MapInYear, *, row: Row, week: int) -> Findings:
    """A row of the schedule stands behind the classes of a week and before those of the next.

    A row that is missing is left to `schedule-rows`.

    Why: each control asks for what the weeks before it have taught.

    Wrong:
        limits: {row: control rk1, week: 2}
        schedule:
          - {kind: lecture, week: 1, topics: [keys]}
          - {kind: control, event: rk1}   # <-
          - {kind: lecture, week: 2, topics: [joins]}

    Right:
        limits: {row: control rk1, week: 1}
        schedule:
          - {kind: lecture, week: 1, topics: [keys]}
          - {kind: control, event: rk1}
          - {kind: lecture, week: 2, topics: [joins]}

    Limits:
        row: kind and event of the row, such as `control rk1`.
        week: the week that it follows.
    """
    place = _place(node.map, row)
    if place is None:
        return
    above = [one.week for one in node.map.schedule[:place] if one.week is not None]
    if (have := max(above, default=0)) != week:
        yield finding(node.map.schedule[place].at, have=have)


@rule(
    "rows-in-order",
    MapInYear,
    "the row “{kind}, {event}” stands above the row “{first_kind}, {first_event}”",
    help="put them in the order of the printed form",
)
def rows_in_order(node: MapInYear, *, rows: tuple[Row, ...]) -> Findings:
    """Some rows of the schedule follow each other as in the printed form; a row that is missing is passed over.

    Why: a consultation after the control that it prepares for helps nobody.

    Wrong:
        limits: {rows: [consultation rk1, control rk1]}
        schedule:
          - {kind: control, event: rk1}   # <-
          - {kind: consultation, event: rk1}

    Right:
        limits: {rows: [consultation rk1, control rk1]}
        schedule:
          - {kind: consultation, event: rk1}
          - {kind: control, event: rk1}

    Limits:
        rows: kind and event of each row, in order.
    """
    held = [(place, row) for row in rows if (place := _place(node.map, row)) is not None]
    for (first, before), (place, row) in pairwise(held):
        if place < first:
            kind, event = map(word, _name(row))
            first_kind, first_event = map(word, _name(before))
            at = node.map.schedule[place].at
            yield finding(at, kind=kind, event=event, first_kind=first_kind, first_event=first_event)


@rule(
    "last-row",
    MapInYear,
    "the row stands below “{kind}, {event}”, which closes the schedule",
    help="move it up",
)
def last_row(node: MapInYear, *, row: Row) -> Findings:
    """Nothing stands below the row that closes the schedule; whether it is there is left to `schedule-rows`.

    Why: after the final control the discipline is over.

    Wrong:
        limits: {row: control exam}
        schedule:
          - {kind: control, event: exam}
          - {kind: control, event: rk2}   # <-

    Right:
        limits: {row: control exam}
        schedule:
          - {kind: control, event: rk2}
          - {kind: control, event: exam}

    Limits:
        row: kind and event of the last row.
    """
    place = _place(node.map, row)
    if place is not None and place + 1 < len(node.map.schedule):
        kind, event = _name(row)
        yield finding(node.map.schedule[place + 1].at, kind=word(kind), event=word(event))


RULES = (schedule_weeks, schedule_length, schedule_rows, row_after_week, rows_in_order, last_row)
