"""Rules on what comes after the last lesson: deadlines of every year, marks for the AIS, exams of the summer term."""

from datetime import date

from qoima.model.calendar import after
from qoima.model.links import CourseInYear
from qoima.model.views import Thing
from qoima.rules.registry import Findings, finding, rule
from qoima.rules.things.reach import day, label, name_of, one


@rule(
    "by-day-of-year",
    Thing,
    "{thing}: `{field}` is {have}; required: not later than {wanted} ({label})",
    help="correct the date",
)
def by_day_of_year(node: Thing, *, field: str, month: int, at_most_day: int) -> Findings:
    """A date is not later in its year than a day that is the same every year. A date that is not written is no finding.

    Why: what follows, such as the admission to the next level, begins on fixed days.

    Wrong:
        on: control
        limits: {field: closes, month: 7, at_most_day: 10}
        controls:
          exam:
            kind: interim
            closes: 2026-07-11T09:00   # <-

    Right:
        on: control
        limits: {field: closes, month: 7, at_most_day: 10}
        controls:
          exam: {kind: interim, closes: 2026-07-10T18:00}

    Limits:
        field: the field with the date, by path.
        month: the month (1 to 12).
        at_most_day: the last allowed day of that month.
    """
    held = one(node.value, field)
    have = day(held.value)
    if have is not None and have > (wanted := date(have.year, month, at_most_day)):
        yield finding(held.at, thing=name_of(node), field=field, have=have, wanted=wanted, label=label(node, field))


@rule(
    "marks-transferred",
    CourseInYear,
    "the transfer of marks to the AIS is planned for {have}; required: {wanted}",
    help="correct `marks_transfer` of the term in content/calendar.yaml",
)
def marks_transferred(node: CourseInYear, *, days: int) -> Findings:
    """The marks of interim attestation go over to the AIS so many days after the last day of the exam session.

    Silent where the calendar does not say when.

    Why: before that, marks may still change.

    Wrong:
        limits: {days: 2}
        --- content/calendar.yaml
        years:
          - year: 2026-2027
            terms:
              - id: autumn
                start: 2026-09-01
                weeks: 15
                exam_session: {from: 2026-12-15, to: 2026-12-30}
                marks_transfer: 2026-12-31   # <-

    Right:
        limits: {days: 2}
        --- content/calendar.yaml
        years:
          - year: 2026-2027
            terms:
              - id: autumn
                start: 2026-09-01
                weeks: 15
                exam_session: {from: 2026-12-15, to: 2026-12-29}
                marks_transfer: 2026-12-31

    Limits:
        days: days from the end of the exam session to the transfer.
    """
    for term in node.terms:
        if term.exam_session and term.marks_transfer:
            wanted = after(term.exam_session.last, days)
            if term.marks_transfer != wanted:
                yield finding(term.place("marks_transfer"), have=term.marks_transfer, wanted=wanted)


@rule(
    "control-of-kind",
    CourseInYear,
    "the course has no control of the kind {kind}",
    help="add a control with `kind: {kind}`",
)
def control_of_kind(node: CourseInYear, *, kind: str) -> Findings:
    """A course has a control of a kind.

    Why: who repeats a course also repeats its exam.

    Wrong:
        limits: {kind: interim}
        controls:   # <-
          exam: {kind: midterm}

    Right:
        limits: {kind: interim}
        controls:
          exam: {kind: interim}

    Limits:
        kind: the kind of control.
    """
    if all(control.kind != kind for control in node.course.controls):
        yield finding(node.course.place("controls"))


RULES = (by_day_of_year, marks_transferred, control_of_kind)
