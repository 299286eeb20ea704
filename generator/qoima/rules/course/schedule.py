"""Rules on weeks and dates: when a control opens and closes, by the academic calendar."""

from collections.abc import Iterator
from datetime import date

from qoima.model.calendar import Period
from qoima.model.control_plan import Control
from qoima.model.links import ControlInCourse, CourseInYear, TaskInCourse
from qoima.rules.registry import Finding, Findings, Say, finding, rule


@rule(
    "midterm-weeks",
    CourseInYear,
    "the midterm control {control} stands in week {have}, required: {week}",
    help="move it into week {week}",
    variants={
        "unknown": Say("the midterm control {control} names no week, required: {week}", "add `week: {week}`"),
        "missing": Say(
            "there is no midterm control in week {week}", "add a control with `kind: midterm, week: {week}`"
        ),
        "extra": Say("the midterm control {control} is one too many, required weeks: {weeks}", "remove it"),
        "opens": Say(
            "the midterm control {control} opens on {day}, outside its week {week} ({first} to {last})",
            "open it on one of these days, or correct the week",
        ),
    },
)
def midterm_weeks(node: CourseInYear, *, weeks: tuple[int, ...]) -> Findings:
    """A course has one midterm control in each of some study weeks, and it opens on a day of that week.

    Where `week` is not given, the day on which the control opens says it. A day outside the study weeks is left to
    `dates-in-calendar`.

    Why: every course then knows in time who falls behind.

    Wrong:
        limits: {weeks: [6]}
        controls:
          rk1:
            kind: midterm
            week: 7   # <-
          exam: {kind: interim}

    Wrong:
        limits: {weeks: [6]}
        controls:
          rk1: {kind: midterm}   # <-
          exam: {kind: interim}

    Wrong:
        limits: {weeks: [6]}
        controls:   # <-
          exam: {kind: interim}

    Wrong:
        limits: {weeks: [6]}
        controls:
          rk1: {kind: midterm, week: 6}
          rk2: {kind: midterm, week: 14}   # <-
          exam: {kind: interim}

    Wrong:
        limits: {weeks: [6]}
        controls:
          rk1:
            kind: midterm
            week: 6
            opens: 2026-10-13T09:00   # <-
          exam: {kind: interim}

    Right:
        limits: {weeks: [6, 14]}
        controls:
          rk1: {kind: midterm, week: 6, opens: 2026-10-12T09:00}
          rk2: {kind: midterm, opens: 2026-12-01T09:00}
          exam: {kind: interim}

    Limits:
        weeks: the study weeks with a midterm control each.
    """
    free, others = sorted(weeks), list[Control]()
    for control in (c for c in node.course.controls if c.kind == "midterm"):
        week = _week(node, control)
        if week not in free:
            others.append(control)
            continue
        free.remove(week)
        yield from _opens_elsewhere(node, control, week)
    for control, week in zip(others, free, strict=False):
        have = _week(node, control)
        variant = "" if have is not None else "unknown"
        place = control.place("week" if control.week is not None else "opens")
        yield finding(place, variant, control=control.id, have=have, week=week)
    for control in others[len(free) :]:
        yield finding(control.at, "extra", control=control.id)
    for week in free[len(others) :]:
        yield finding(node.course.place("controls"), "missing", week=week)


def _week(node: CourseInYear, control: Control) -> int | None:
    """The week that the plan gives a control, else that of the day on which it opens."""
    if control.week is not None or control.opens is None:
        return control.week
    held = (term.week_of(control.opens.date()) for term in node.terms)
    return next((week for week in held if week is not None), None)


def _opens_elsewhere(node: CourseInYear, control: Control, week: int) -> Iterator[Finding]:
    if control.opens is None:
        return
    day = control.opens.date()
    term = next((term for term in node.terms if term.week_of(day) is not None), None)
    if term is not None and term.week_of(day) != week:
        first, last = term.week(week)
        yield finding(control.place("opens"), "opens", control=control.id, day=day, week=week, first=first, last=last)


@rule(
    "midterm-closes",
    ControlInCourse,
    "the midterm control {control} closes on {day}, its period ends on {last}",
    help="close it on {last} at the latest",
    variants={
        "missing": Say("the midterm control {control} has no `closes:`", "add `closes:`, on {last} at the latest")
    },
)
def midterm_closes(node: ControlInCourse) -> Findings:
    """A midterm control closes when its period in the academic calendar ends, or before.

    The period is that of the week of the control. A week for which the calendar has no period is not judged.

    Why: after the period tasks and marks are closed to everyone.

    Wrong:
        controls:
          rk1:
            kind: midterm
            week: 6
            closes: 2026-10-13T09:00   # <-
          exam: {kind: interim}

    Wrong:
        controls:
          rk1: {kind: midterm, week: 6}   # <-
          exam: {kind: interim}

    Right:
        controls:
          rk1: {kind: midterm, week: 6, closes: 2026-10-12T23:59}
          rk2: {kind: midterm, week: 7, closes: 2026-10-31T23:59}
          exam: {kind: interim}
    """
    control, last = node.control, _period_ends(node)
    if last is None:
        return
    if control.closes is None:
        yield finding(control.at, "missing", control=control.id, last=last)
    elif control.closes.date() > last:
        yield finding(control.place("closes"), control=control.id, day=control.closes.date(), last=last)


def _period_ends(node: ControlInCourse) -> date | None:
    """The last day of the midterm period of the control's week, in the term in which it opens; None without one."""
    terms, opens, weeks = node.course.terms, node.control.opens, node.course.weeks_of(node.control)
    if opens is not None:
        terms = tuple(t for t in terms if t.week_of(opens.date()) is not None) or terms
    return max((m.last for t in terms for m in t.midterms if m.week in weeks), default=None)


@rule(
    "dates-in-calendar",
    ControlInCourse,
    "`{key}` of the control {control} is {day}, outside the study weeks ({frames})",
    help="choose a day of the study weeks",
    variants={
        "session": Say(
            "`{key}` of the control {control} is {day}, outside the exam session ({frames})",
            "choose a day of the exam session, or correct the calendar",
        ),
        "order": Say("the control {control} must close after it opens", "correct `opens:` or `closes:`"),
    },
)
def dates_in_calendar(node: ControlInCourse) -> Findings:
    """Current and midterm controls open and close in the study weeks, exams in the exam session, and in this order.

    A midterm control that opens in another week than its own is left to `midterm-weeks`, one that closes after its
    period to `midterm-closes`.

    Why: on other days rooms, portal and staff are not there.

    Wrong:
        controls:
          rk1:
            kind: midterm
            opens: 2026-08-25T09:00   # <-
          exam: {kind: interim}

    Wrong:
        controls:
          exam:
            kind: interim
            opens: 2026-12-14T09:00   # <-
            closes: 2026-12-15T18:00

    Wrong:
        controls:
          exam:
            kind: interim
            opens: 2026-12-21T18:00
            closes: 2026-12-21T09:00   # <-

    Right:
        controls:
          rk1: {kind: midterm, opens: 2026-09-01T09:00, closes: 2026-12-14T18:00}
          exam: {kind: interim, opens: 2026-12-15T09:00, closes: 2026-12-31T18:00}
    """
    control = node.control
    variant, frames = _frames(node)
    shown = ", ".join(map(str, frames))
    outside = set()
    for key, moment in (("opens", control.opens), ("closes", control.closes)):
        if moment is None or not frames or any(frame.holds(moment.date()) for frame in frames):
            continue
        outside.add(key)
        last = _period_ends(node) if (key, control.kind) == ("closes", "midterm") else None
        if last is None or moment.date() <= last:
            yield finding(control.place(key), variant, control=control.id, key=key, day=moment.date(), frames=shown)
    if not outside and _closes_first(control) and len(node.course.weeks_of(control)) < 2:
        yield finding(control.place("closes"), "order", control=control.id)


def _frames(node: ControlInCourse) -> tuple[str, tuple[Period, ...]]:
    """The days on which a control of this kind may take place, by term, and the message for other days."""
    terms = node.course.terms
    if node.control.kind == "interim":
        return "session", tuple(term.exam_session for term in terms if term.exam_session is not None)
    return "", tuple(term.study for term in terms) if node.control.kind in ("current", "midterm") else ()


def _closes_first(control: Control) -> bool:
    """Whether a control closes when it opens, or before; a time zone in the file does not matter."""
    if control.opens is None or control.closes is None:
        return False
    return control.closes.replace(tzinfo=None) <= control.opens.replace(tzinfo=None)


@rule(
    "task-in-term",
    TaskInCourse,
    "`{key}` of the task {task} is {have}, the term has the weeks 1 to {last}",
    help="write a number from 1 to {last}",
)
def task_in_term(node: TaskInCourse) -> Findings:
    """The weeks in which an assignment is posted and due are study weeks of the term.

    Why: a week that does not exist never comes.

    Wrong:
        tasks:
          - id: lab-1
            title: First
            control: current
            release: 2
            week: 16   # <-

    Right:
        tasks:
          - {id: lab-1, title: First, control: current, release: 1, week: 15}
    """
    last = max((term.weeks for term in node.course.terms), default=None)
    for key, have in (("release", node.task.release), ("week", node.task.week)):
        if last is not None and have is not None and not 1 <= have <= last:
            yield finding(node.task.place(key), task=node.task.id, key=key, have=have, last=last)


RULES = (midterm_weeks, midterm_closes, dates_in_calendar, task_in_term)
