"""Rules on what a tutor finds in the course: deadlines, controls, an updated syllabus; and on the tutor's training."""

from qoima.model.control_plan import ControlKind
from qoima.model.views import MapInYear
from qoima.rules.registry import Findings, finding, rule, word


@rule(
    "tutor-sees-deadlines",
    MapInYear,
    "the task {task} has no `due`, so the tutor cannot see whether it comes in time",
    help="add `due:` with the last day",
)
def tutor_sees_deadlines(node: MapInYear) -> Findings:
    """Each task of a course with an integration map has the day on which it is due.

    Why: a tutor who watches that work comes in time needs to know when that is.

    Wrong:
        course: demo
        --- content/courses/demo.yaml
        tasks:
          - {id: lab-1, title: First, control: current, week: 3}   # <-

    Right:
        course: demo
        --- content/courses/demo.yaml
        tasks:
          - {id: lab-1, title: First, control: current, due: 2026-09-21}
    """
    for task in node.course.course.tasks if node.course else ():
        if task.due is None:
            yield finding(task.at, task=task.id)


@rule(
    "tutor-conducts-controls",
    MapInYear,
    "{kind}: the course has {have}, at least {wanted} required",
    help="add it to `controls:`; for current control add a task with `control: current`",
)
def tutor_conducts_controls(node: MapInYear, *, kind: ControlKind, at_least: int) -> Findings:
    """A course with an integration map has so many controls of a kind; a task of current control counts as one.

    Why: a tutor conducts them all, and one of a kind that is not planned cannot be conducted.

    Wrong:
        limits: {kind: midterm, at_least: 2}
        course: demo
        --- content/courses/demo.yaml
        controls:   # <-
          rk1: {kind: midterm}
          exam: {kind: interim}

    Wrong:
        limits: {kind: current, at_least: 1}
        course: demo
        --- content/courses/demo.yaml
        controls:   # <-
          exam: {kind: interim}

    Right:
        limits: {kind: current, at_least: 1}
        course: demo
        --- content/courses/demo.yaml
        tasks:
          - {id: lab-1, title: First, control: current}

    Limits:
        kind: the kind of control: current, midterm or interim.
        at_least: how many of them (count).
    """
    if node.course is None:
        return
    course = node.course.course
    have = sum(control.kind == kind for control in course.controls)
    if kind == "current":
        have += sum(task.control == kind for task in course.tasks)
    if have < at_least:
        yield finding(course.place("controls"), have=have, wanted=at_least, kind=word(kind))


@rule(
    "syllabus-updated",
    MapInYear,
    "the syllabus does not say when it was last updated",
    help="add `updated:` to `syllabus:`",
)
def syllabus_updated(node: MapInYear) -> Findings:
    """The syllabus of a course with an integration map says when it was last updated. No period is set.

    Why: after an update the schedule of the map is compared with it once more.

    Wrong:
        course: demo
        --- content/courses/demo.yaml
        syllabus:   # <-
          weeks: [{week: 1, topics: [keys]}]

    Right:
        course: demo
        --- content/courses/demo.yaml
        syllabus: {updated: 2026-08-28, weeks: [{week: 1, topics: [keys]}]}
    """
    if node.course and node.course.course.syllabus.updated is None:
        yield finding(node.course.course.place("syllabus"))


@rule(
    "tutor-trained",
    MapInYear,
    "no training for work online is recorded for the tutor {tutor}",
    help="add `online_training:` to that person in people.yaml",
)
def tutor_trained(node: MapInYear) -> Findings:
    """A training for tutoring online is recorded for the tutor.

    Why: the online education department trains tutors; a record shows who has been.

    Wrong:
        tutoring:
          person: a-omarova   # <-

    Right:
        tutoring:
          person: a-omarova
        --- content/people.yaml
        a-omarova: {name: Aigerim Omarova, online_training: [{title: Tutoring online, date: 2026-08-20}]}
        b-li: {name: Boris Li}
    """
    tutor = node.map.tutoring
    person = node.people.get(tutor.person) if tutor else None
    if tutor and person and not person.online_training:
        yield finding(tutor.place("person"), tutor=tutor.person)


RULES = (tutor_sees_deadlines, tutor_conducts_controls, syllabus_updated, tutor_trained)
