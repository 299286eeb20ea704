"""Rules on the plan of a tutor who accompanies an online course."""

from datetime import date
from decimal import Decimal

from qoima.model.integration import Event, SessionKind, Tutoring
from qoima.model.views import MapInYear
from qoima.rules.registry import Findings, Say, finding, rule, word
from qoima.rules.things.amounts import plain


@rule(
    "session-of-kind",
    MapInYear,
    "the tutor has no session of the kind {kind}",
    help="add it to `sessions:`",
)
def session_of_kind(node: MapInYear, *, kind: SessionKind) -> Findings:
    """The plan of the tutor has at least one session of a kind. A map without the plan of a tutor is no finding.

    Why: some sessions belong to the work of every tutor.

    Wrong:
        limits: {kind: intro}
        tutoring:
          sessions: [{kind: webinar, week: 2}]   # <-

    Right:
        limits: {kind: intro}
        tutoring:
          sessions: [{kind: intro, week: 1}]

    Limits:
        kind: the kind of session: intro, consultation, webinar or class.
    """
    tutor = node.map.tutoring
    if tutor is not None and not any(session.kind == kind for session in tutor.sessions):
        yield finding(tutor.place("sessions"), kind=word(kind))


@rule(
    "consultations-before",
    MapInYear,
    "no consultation of the tutor is planned before: {event}",
    help="add a session with `kind: consultation, before: …, hours: {hours}`",
    variants={
        "hours": Say("{event}: {have} hours of consultations, {hours} required", "correct `hours:`"),
    },
)
def consultations_before(node: MapInYear, *, events: tuple[Event, ...], hours: Decimal) -> Findings:
    """Before each of some controls the tutor holds consultations of so many hours, all of them added up.

    Why: whoever has questions asks them before the control.

    Wrong:
        limits: {events: [rk1, exam], hours: 1}
        tutoring:
          sessions:   # <-
            - {kind: consultation, before: rk1, hours: 1}

    Wrong:
        limits: {events: [rk1], hours: 1}
        tutoring:
          sessions:
            - kind: consultation
              before: rk1
              hours: 2   # <-

    Right:
        limits: {events: [rk1], hours: 1}
        tutoring:
          sessions:
            - {kind: consultation, before: rk1, hours: 0.5}
            - {kind: consultation, before: rk1, hours: 0.5}

    Limits:
        events: the controls: rk1, rk2, exam.
        hours: the hours before each of them (academic hours).
    """
    tutor = node.map.tutoring
    for event in events if tutor is not None else ():
        held = [s for s in tutor.sessions if s.kind == "consultation" and s.before == event] if tutor else []
        have = sum((s.hours for s in held if s.hours is not None), Decimal(0))
        if tutor is not None and not held:
            yield finding(tutor.place("sessions"), event=word(event))
        elif have != hours:
            yield finding(held[-1].place("hours"), "hours", event=word(event), have=plain(have))


@rule(
    "tutor-load",
    MapInYear,
    "the hours of the tutor add up to {have}; required: {hours}",
    help="correct the hours of introduction, consultations, classes and control",
)
def tutor_load(node: MapInYear, *, hours: Decimal) -> Findings:
    """Introduction, consultations, classes and control of the tutor add up to so many hours.

    Silent while one of the parts is unknown.

    Why: that is what the workload of the tutor is counted from.

    Wrong:
        limits: {hours: 9}
        tutoring:   # <-
          intro_hours: 1
          classes_hours: 6
          control_hours: 1
          sessions: [{kind: consultation, before: exam, hours: 2}]

    Right:
        limits: {hours: 9}
        tutoring:
          intro_hours: 1
          classes_hours: 6
          control_hours: 1
          sessions: [{kind: consultation, before: exam, hours: 1}, {kind: webinar, hours: 2}]

    Limits:
        hours: all hours of the tutor for one discipline (academic hours).
    """
    tutor = node.map.tutoring
    if tutor is None:
        return
    parts = [tutor.intro_hours, tutor.classes_hours, tutor.control_hours]
    parts += [session.hours for session in tutor.sessions if session.kind == "consultation"]
    known = [part for part in parts if part is not None]
    if len(known) == len(parts) and (have := sum(known, Decimal(0))) != hours:
        yield finding(node.map.place("tutoring"), have=plain(have))


@rule(
    "load-reviewed",
    MapInYear,
    {
        "count": "months",
        "one": "the load of the tutor was reviewed on {have}, more than {months} month before the term ({start})",
        "other": "the load of the tutor was reviewed on {have}, more than {months} months before the term ({start})",
    },
    help="have the load reviewed, and write the day under `load_review`",
)
def load_reviewed(node: MapInYear, *, months: int) -> Findings:
    """The load of the tutor has been reviewed not long before the term of the tutor begins, or later.

    A date that is not written is left to others, and so is a term that the calendar lacks.

    Why: the review decides what the budget of the School pays for.

    Wrong:
        limits: {months: 12}
        tutoring:
          term: autumn
          load_review: 2025-08-31   # <-

    Right:
        limits: {months: 12}
        tutoring:
          term: autumn
          load_review: 2025-09-01

    Limits:
        months: how old the review may be when the term begins.
    """
    tutor = node.map.tutoring
    start = _start(node, tutor)
    if tutor is None or tutor.load_review is None or start is None:
        return
    years, month = divmod(start.year * 12 + start.month - 1 - months, 12)
    if (tutor.load_review.year, tutor.load_review.month, tutor.load_review.day) < (years, month + 1, start.day):
        yield finding(tutor.place("load_review"), have=tutor.load_review, start=start)


def _start(node: MapInYear, tutor: Tutoring | None) -> date | None:
    """The first day of the term in which the tutor works."""
    year = node.course.year if node.course else None
    term = year.term(tutor.term) if year and tutor else None
    return term.start if term else None


@rule(
    "students-registered",
    MapInYear,
    "the tutor accompanies {have} students, but {registered} are registered",
    help="correct one of the two numbers",
)
def students_registered(node: MapInYear) -> Findings:
    """A tutor accompanies no more students than are registered for the discipline.

    Why: the tutor's students are some of those who are registered.

    Wrong:
        tutoring:
          students: 31   # <-
          registered: 30

    Right:
        tutoring:
          students: 30
          registered: 30
    """
    tutor = node.map.tutoring
    if tutor is None or tutor.students is None or tutor.registered is None:
        return
    if tutor.students > tutor.registered:
        yield finding(tutor.place("students"), have=tutor.students, registered=tutor.registered)


@rule(
    "tutor-in-term",
    MapInYear,
    "the course is not taught in the term {have}",
    help="choose a term of `teaching`",
    variants={
        "syllabus": Say("the course has no syllabus to plan by", "add `syllabus:` with `weeks:` to the course"),
        "week": Say("the syllabus of the course has no week {week}", "correct the week of the session"),
    },
)
def tutor_in_term(node: MapInYear) -> Findings:
    """The tutor works in a term in which the course is taught, by its syllabus: each session in a week of it.

    Why: a plan beside the syllabus meets students who are not there.

    Wrong:
        tutoring:
          term: spring   # <-
        --- content/calendar.yaml
        years:
          - year: 2026-2027
            terms:
              - {id: autumn, start: 2026-09-01, weeks: 15}
              - {id: spring, start: 2027-01-18, weeks: 15}

    Wrong:
        tutoring:   # <-
          term: autumn
        --- content/courses/demo.yaml
        syllabus: {weeks: []}

    Wrong:
        tutoring:
          term: autumn
          sessions:
            - kind: intro
              week: 2   # <-

    Right:
        tutoring:
          term: autumn
          sessions:
            - {kind: intro, week: 1}
            - {kind: webinar}
    """
    tutor = node.map.tutoring
    if tutor is None or node.course is None:
        return
    course = node.course.course
    if tutor.term and tutor.term not in {teaching.term for teaching in course.teaching}:
        yield finding(tutor.place("term"), have=tutor.term)
    weeks = {week.week for week in course.weeks}
    if not weeks:
        yield finding(node.map.place("tutoring"), "syllabus")
    for session in tutor.sessions:
        if weeks and session.week is not None and session.week not in weeks:
            yield finding(session.place("week"), "week", week=session.week)


RULES = (
    session_of_kind,
    consultations_before,
    tutor_load,
    load_reviewed,
    students_registered,
    tutor_in_term,
)
