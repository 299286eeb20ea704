"""Rules on the days of a course with blended learning: calendar, certification weeks, session, recordings."""

from collections.abc import Iterator
from datetime import date

from qoima.core.source import Placed, Span
from qoima.model.calendar import Period, Term
from qoima.model.control_plan import Control
from qoima.model.views import CourseInBlended
from qoima.rules.registry import Findings, Say, finding, rule, word
from qoima.rules.things.reach import day


@rule(
    "days-in-term",
    CourseInBlended,
    "`{key}` is {day}, outside the term ({frames})",
    help="choose a day between the first study week and the end of the exam session",
)
def days_in_term(node: CourseInBlended) -> Findings:
    """Classes, tasks and controls have their days between the first study week and the end of the exam session.

    Why: the academic calendar governs blended learning as well.

    Wrong:
        sessions: [{kind: lecture, day: 2026-08-31}]   # <-

    Wrong:
        tasks:
          - id: lab-1
            title: First
            control: current
            due: 2027-01-01   # <-

    Right:
        sessions: [{kind: lecture, day: 2026-09-01}]
        controls:
          exam: {kind: interim, closes: 2026-12-31T18:00}
    """
    frames = [_whole(term) for term in node.terms]
    shown = ", ".join(map(str, frames))
    for at, key, held in _days(node):
        if frames and not any(frame.holds(held) for frame in frames):
            yield finding(at, key=key, day=held, frames=shown)


def _whole(term: Term) -> Period:
    last = term.exam_session.last if term.exam_session else term.study.last
    return Period(term.start, last)


def _days(node: CourseInBlended) -> Iterator[tuple[Span, str, date]]:
    course = node.course.course
    fields: tuple[tuple[tuple[Placed, ...], tuple[str, ...]], ...] = (
        (course.sessions, ("day",)),
        (course.tasks, ("due", "hard_due")),
        (course.controls, ("opens", "closes")),
    )
    for records, keys in fields:
        for record in records:
            for key in keys:
                if (held := day(getattr(record, key))) is not None:
                    yield record.place(key), key, held


@rule(
    "class-recorded",
    CourseInBlended,
    "the class ({kind}, {day}) has been held, but no recording is given",
    help="add `recording:` with its address",
)
def class_recorded(node: CourseInBlended, *, kinds: tuple[str, ...], today: date) -> Findings:
    """A class that has been held has a recording. One that is still to come needs none.

    The day of a class is `day`, else the last day of its week, else the last of the study weeks.

    Why: whoever was at work then watches it later.

    Wrong:
        limits: {kinds: [lecture]}
        sessions:
          - {kind: lecture, day: 2026-09-30}   # <-

    Wrong:
        limits: {kinds: [lecture]}
        sessions:
          - {kind: lecture, week: 4}   # <-

    Right:
        limits: {kinds: [lecture]}
        sessions:
          - {kind: lecture, day: 2026-09-30, recording: "https://teams.example.org/1"}
          - {kind: lecture, day: 2026-10-01}
          - {kind: lecture, week: 5}
          - {kind: lab, week: 1}
          - {kind: lecture, weekday: monday}

    Limits:
        kinds: kinds of classes.
    """
    for session in node.course.course.sessions:
        held = node.day_of(session)
        if session.kind in kinds and held is not None and held < today and not session.recording:
            yield finding(session.at, kind=word(session.kind), day=held)


def _certifications(node: CourseInBlended) -> list[tuple[Control, Period | None]]:
    """The certifications with their weeks: the one that holds the day of opening, else the next one of the calendar."""
    if not node.terms:
        return []  # a calendar that cannot be read, or lacks the term, has an error of its own
    weeks = [week for term in node.terms for week in term.certification_weeks]
    held: list[tuple[Control, Period | None]] = []
    controls = [control for control in node.course.course.controls if control.kind == "certification"]
    for n, control in enumerate(controls):
        opens = control.opens.date() if control.opens else None
        own = next((week for week in weeks if opens and week.holds(opens)), None)
        held.append((control, own or (weeks[n] if n < len(weeks) else None)))
    return held


@rule(
    "papers-before-certification",
    CourseInBlended,
    "the papers of {control} are uploaded on {have}; required: before {first}",
    help="upload them earlier",
    variants={
        "missing": Say("{control} does not say when its papers are uploaded", "add `release:` with the day"),
        "week": Say("the calendar has no certification week for {control}", "add it to `certification_weeks:`"),
    },
)
def papers_before_certification(node: CourseInBlended) -> Findings:
    """The papers of each certification are uploaded before its certification week begins.

    Why: learners prepare their work and attach it in that week.

    Wrong:
        controls:
          cert1:
            kind: certification
            opens: 2026-10-20T09:00
            release: 2026-10-20   # <-
          exam: {kind: interim}

    Wrong:
        controls:
          cert1: {kind: certification, opens: 2026-10-20T09:00}   # <-
          exam: {kind: interim}

    Wrong:
        controls:
          cert1: {kind: certification, release: 2026-10-19}
          cert2: {kind: certification, release: 2026-12-07}
          cert3: {kind: certification, release: 2026-12-07}   # <-
          exam: {kind: interim}

    Right:
        controls:
          cert1: {kind: certification, opens: 2026-10-20T09:00, release: 2026-10-19}
          exam: {kind: interim}
    """
    for control, week in _certifications(node):
        if control.release is None:
            yield finding(control.at, "missing", control=control.id)
        elif week is None:
            if node.terms:
                yield finding(control.at, "week", control=control.id)
        elif control.release >= week.first:
            yield finding(control.place("release"), control=control.id, have=control.release, first=week.first)


@rule(
    "certification-in-week",
    CourseInBlended,
    "`{key}` of {control} is {day}, outside the certification weeks ({frames})",
    help="choose a day of a certification week",
    variants={
        "missing": Say("{control} has no `{key}`", "add the day and the hour"),
    },
)
def certification_in_week(node: CourseInBlended) -> Findings:
    """Each certification opens and closes in one certification week of the calendar, if it has such weeks.

    Why: in that week the portal, the timetable and the teachers are ready for it.

    Wrong:
        controls:
          cert1:
            kind: certification
            opens: 2026-10-20T09:00
            closes: 2026-10-27T09:00   # <-
          exam: {kind: interim}

    Wrong:
        controls:
          cert1:   # <-
            kind: certification
            closes: 2026-10-26T09:00
          exam: {kind: interim}

    Right:
        controls:
          cert1: {kind: certification, opens: 2026-10-20T09:00, closes: 2026-10-26T23:59}
          exam: {kind: interim}
    """
    frames = ", ".join(str(week) for term in node.terms for week in term.certification_weeks)
    for control, week in _certifications(node):
        for key, moment in (("opens", control.opens), ("closes", control.closes)):
            if moment is None:
                yield finding(control.at, "missing", control=control.id, key=key)
            elif frames and (week is None or not week.holds(moment.date())):
                place = control.place(key)
                yield finding(place, control=control.id, key=key, day=moment.date(), frames=frames)


@rule(
    "certifications",
    CourseInBlended,
    "certifications of the course {course}: {have}; required: {exactly}",
    help="add `kind: certification` controls, or remove some",
    variants={
        "late": Say("{control} does not open before the exam", "hold the certification before the exam"),
    },
)
def certifications(node: CourseInBlended, *, exactly: int) -> Findings:
    """A course has so many certifications, and they come before the exam.

    Why: their results are what admits to the exam.

    Wrong:
        limits: {exactly: 2}
        controls:   # <-
          cert1: {kind: certification}
          exam: {kind: interim}

    Wrong:
        limits: {exactly: 1}
        controls:
          cert1:
            kind: certification
            opens: 2026-12-22T09:00   # <-
          exam: {kind: interim, opens: 2026-12-21T09:00}

    Right:
        limits: {exactly: 1}
        controls:
          cert1: {kind: certification, opens: 2026-12-14T09:00}
          exam: {kind: interim, opens: 2026-12-21T09:00}

    Limits:
        exactly: certifications of a course (count).
    """
    course = node.course.course
    held = [control for control in course.controls if control.kind == "certification"]
    if len(held) != exactly:
        yield finding(course.place("controls"), course=course.id, have=len(held))
    exam = min((c.opens for c in course.controls if c.kind == "interim" and c.opens), default=None)
    for control in held:
        if exam and control.opens and control.opens >= exam:
            yield finding(control.place("opens"), "late", control=control.id)


RULES = (days_in_term, class_recorded, papers_before_certification, certification_in_week, certifications)
