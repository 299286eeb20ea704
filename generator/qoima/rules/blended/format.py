"""Rules on a format of blended learning that is online all term: its choice, its deadlines, its exam."""

from qoima.model.calendar import Period
from qoima.model.control_plan import Task
from qoima.model.views import BlendedInYear, CourseInBlended
from qoima.rules.registry import Findings, Say, finding, rule


@rule(
    "choice-before-term",
    BlendedInYear,
    "the format was chosen on {have}, and the term begins on {start}",
    help="report each choice before the first day of the term",
    variants={
        "missing": Say("it is not stated when the format was chosen", "add `choice_dates:`, dates without names"),
    },
)
def choice_before_term(node: BlendedInYear) -> Findings:
    """Where a format is chosen, each choice is reported before the first day of the term.

    Why: departments plan the term by what has been chosen.

    Wrong:
        format: 0/0/100
        choice_dates: [2026-08-31, 2026-09-01]   # <-

    Wrong:
        format: 0/0/100   # <-

    Right:
        format: 0/0/100
        choice_dates: [2026-08-31]
    """
    blended = node.blended
    starts = [term.start for course in node.courses for term in course.terms]
    if not blended.choice_dates:
        yield finding(blended.place("format"), "missing")
    for chosen in blended.choice_dates if starts else ():
        if chosen >= min(starts):
            yield finding(blended.place("choice_dates"), have=chosen, start=min(starts))


def _study_tasks(node: CourseInBlended) -> list[Task]:
    """The tasks of the term: those of the exam itself belong to the session."""
    course = node.course.course
    exams = {control.id for control in course.controls if control.kind == "interim"}
    return [task for task in course.tasks if task.control not in exams]


@rule(
    "task-by-certification",
    CourseInBlended,
    "the task {task} is due on {have}, after the certification week of its period ({last})",
    help="move `due`, if the flexible schedule allows it",
    variants={
        "missing": Say("the task {task} has no `due`", "add a date, {last} at the latest"),
    },
)
def task_by_certification(node: CourseInBlended) -> Findings:
    """Each task is due by the end of the certification week of its period.

    Tasks of study weeks up to the first certification week belong to the first period, later ones to the last. The
    week of a task is `week`, else that of its posting, else that of the day on which it is due. The task of an exam is
    left out.

    Why: the certification counts what has been handed in.

    Wrong:
        tasks:
          - id: lab-1
            title: First
            control: current
            week: 8
            due: 2026-10-27   # <-

    Wrong:
        tasks:
          - {id: lab-1, title: First, control: current, week: 8}   # <-

    Right:
        tasks:
          - {id: lab-1, title: First, control: current, week: 8, due: 2026-10-26}
          - {id: lab-2, title: Second, control: current, week: 9, due: 2026-12-14}
    """
    term = next((term for term in node.terms if term.certification_weeks), None)
    for task in _study_tasks(node) if term else ():
        weeks: tuple[Period, ...] = term.certification_weeks if term else ()
        week = task.week or task.release or (term.week_of(task.due) if term and task.due else None)
        first = term.week_of(weeks[0].last) if term else None
        last = (weeks[0] if week is not None and first is not None and week <= first else weeks[-1]).last
        if task.due is None:
            yield finding(task.at, "missing", task=task.id, last=last)
        elif task.due > last:
            yield finding(task.place("due"), task=task.id, have=task.due, last=last)


@rule(
    "task-before-session",
    CourseInBlended,
    "the task {task} may be handed in until {have}; the exam session begins on {first}",
    help="move `hard_due` to a day before the session",
    variants={
        "missing": Say(
            "the task {task} has no `hard_due`", "add the last day on which work is accepted, before {first}"
        ),
    },
)
def task_before_session(node: CourseInBlended) -> Findings:
    """Each task has a last day, `hard_due`, before the exam session begins. The task of an exam is left out.

    Why: the schedule is flexible, but what is not handed in by the session is not counted.

    Wrong:
        tasks:
          - id: lab-1
            title: First
            control: current
            hard_due: 2026-12-15   # <-

    Wrong:
        tasks:
          - {id: lab-1, title: First, control: current}   # <-

    Right:
        tasks:
          - {id: lab-1, title: First, control: current, hard_due: 2026-12-14}
    """
    sessions = [term.exam_session for term in node.terms if term.exam_session]
    first = min((session.first for session in sessions), default=None)
    for task in _study_tasks(node) if first else ():
        if task.hard_due is None:
            yield finding(task.at, "missing", task=task.id, first=first)
        elif first and task.hard_due >= first:
            yield finding(task.place("hard_due"), task=task.id, have=task.hard_due, first=first)


@rule(
    "exam-offline",
    CourseInBlended,
    "the exam {control} is not held offline",
    help="write `mode: {mode}`",
    variants={
        "missing": Say("the course {course} has no exam", "add a control with `kind: interim, mode: {mode}`"),
        "session": Say(
            "`{key}` of the exam {control} is {day}, outside the exam session ({frames})",
            "choose a day of the exam session",
        ),
        "undated": Say("the exam {control} has no `{key}`", "add a day of the exam session"),
    },
)
def exam_offline(node: CourseInBlended, *, mode: str) -> Findings:
    """The exam is held in a given mode, on days of the exam session of the academic calendar.

    Why: after a term online the exam is where learner and teacher meet.

    Wrong:
        limits: {mode: offline}
        controls:
          exam:
            kind: interim
            mode: online   # <-
            opens: 2026-12-15T09:00
            closes: 2027-01-02T18:00   # <-

    Wrong:
        limits: {mode: offline}
        controls:   # <-
          exam: {kind: midterm}

    Wrong:
        limits: {mode: offline}
        controls:
          exam: {kind: interim, mode: offline, opens: 2026-12-15T09:00}   # <-

    Right:
        limits: {mode: offline}
        controls:
          exam: {kind: interim, mode: offline, opens: 2026-12-15T09:00, closes: 2026-12-31T18:00}

    Limits:
        mode: how the exam is held.
    """
    course = node.course.course
    exams = [control for control in course.controls if control.kind == "interim"]
    if not exams:
        yield finding(course.place("controls"), "missing", course=course.id)
    frames = [term.exam_session for term in node.terms if term.exam_session]
    for exam in exams:
        if exam.mode != mode:
            yield finding(exam.place("mode"), control=exam.id)
        for key, moment in (("opens", exam.opens), ("closes", exam.closes)):
            if moment is None:
                yield finding(exam.at, "undated", control=exam.id, key=key)
            elif frames and not any(frame.holds(moment.date()) for frame in frames):
                shown = ", ".join(map(str, frames))
                yield finding(exam.place(key), "session", control=exam.id, key=key, day=moment.date(), frames=shown)


RULES = (choice_before_term, task_by_certification, task_before_session, exam_offline)
