"""Rules on the kinds of work in a course package: what there must be, with what it comes, how it is handed in."""

from types import MappingProxyType

from qoima.core.diagnostic import Message
from qoima.model.control_plan import Task
from qoima.model.links import CourseInYear, TaskInCourse
from qoima.rules.registry import Findings, Say, finding, rule, word


def work_of(task: Task) -> str:
    """The kind of work that a task is; a task that names none is what its form says."""
    return task.kind or task.form


_WORK = {
    "practical": "practical work (`practical`)",
    "laboratory": "laboratory work (`laboratory`)",
    "seminar": "seminar (`seminar`)",
    "siw": "independent work (`siw`)",
    "siwt": "independent work with the teacher (`siwt`)",
}


def _named(kinds: tuple[str, ...]) -> Message:
    """Kinds of work in words: the keys alone say little to who reads the report."""
    first = Message(f"work.{kinds[0]}", _WORK.get(kinds[0], kinds[0]))
    if len(kinds) == 1:
        return first
    return Message("list.pair", "{first}, {rest}", MappingProxyType({"first": first, "rest": _named(kinds[1:])}))


@rule(
    "tasks-of-work",
    CourseInYear,
    "no assignment of this kind: {names}",
    help="add an assignment with `kind:` {kinds}; `control: none` if it is not marked",
)
def tasks_of_work(node: CourseInYear, *, kinds: tuple[str, ...]) -> Findings:
    """A course has an assignment of a kind of work, or of one of several kinds.

    The kind is what `kind:` says; where it is not given, what `form:` says.

    Why: a package without assignments leaves students at a distance with nothing to do.

    Wrong:
        limits: {kinds: [practical, laboratory]}
        tasks:   # <-
          - {id: essay, title: Essay on keys, control: none, kind: siw}

    Right:
        limits: {kinds: [practical, laboratory]}
        tasks:
          - {id: lab-1, title: First, control: current, form: laboratory}

    Limits:
        kinds: the kinds of work, one of which is enough.
    """
    if all(work_of(task) not in kinds for task in node.course.tasks):
        yield finding(node.course.place("tasks"), kinds=", ".join(kinds), names=_named(kinds))


@rule(
    "work-has-theory",
    TaskInCourse,
    "the task {task} has no theoretical description",
    help="add `theory:` with what has to be known for the work",
)
def work_has_theory(node: TaskInCourse, *, kinds: tuple[str, ...]) -> Findings:
    """Assignments of some kinds of work come with a description of the theory.

    Why: at a distance nobody can ask the neighbour what the work is about.

    Wrong:
        limits: {kinds: [laboratory]}
        tasks:
          - id: lab-1   # <-
            title: First
            control: current
            kind: laboratory

    Right:
        limits: {kinds: [laboratory]}
        tasks:
          - {id: lab-1, title: First, control: current, kind: laboratory, theory: What keys are}
          - {id: essay, title: Essay, control: none, kind: siw}

    Limits:
        kinds: the kinds of work of which it is asked.
    """
    if work_of(node.task) in kinds and not node.task.theory:
        yield finding(node.task.place("theory"), task=node.task.id)


@rule(
    "submit-formats",
    TaskInCourse,
    "the task {task} cannot be handed in in any of the formats {formats}",
    help="add one of these formats to `submit_formats:`",
    variants={
        "unknown": Say(
            "the task {task} does not say in which formats it can be handed in",
            "add `submit_formats:` with one of {formats}",
        )
    },
)
def submit_formats(node: TaskInCourse, *, kinds: tuple[str, ...], formats: tuple[str, ...]) -> Findings:
    """Assignments of some kinds of work can be handed in as a file in one of some formats.

    Why: every student has a program that writes them.

    Wrong:
        limits: {kinds: [laboratory], formats: [doc, docx]}
        tasks:
          - id: lab-1
            title: First
            control: current
            kind: laboratory
            submit_formats: [sql]   # <-

    Wrong:
        limits: {kinds: [laboratory], formats: [doc, docx]}
        tasks:
          - id: lab-1   # <-
            title: First
            control: current
            kind: laboratory

    Right:
        limits: {kinds: [laboratory], formats: [doc, docx]}
        tasks:
          - {id: lab-1, title: First, control: current, kind: laboratory, submit_formats: [sql, .DOCX]}

    Limits:
        kinds: the kinds of work of which it is asked.
        formats: endings of files, one of which is enough.
    """
    task = node.task
    if work_of(task) not in kinds:
        return
    have = {one.removeprefix("*").removeprefix(".").lower() for one in task.submit_formats}
    if not have.intersection(formats):
        yield finding(task.place("submit_formats"), "" if have else "unknown", task=task.id)


@rule(
    "has-control",
    CourseInYear,
    "there is no control of the kind {kind}",
    help="add a control with `kind: {key}`",
)
def has_control(node: CourseInYear, *, kind: str) -> Findings:
    """A course has a control of a kind.

    Why: materials for a control that does not exist cannot be prepared.

    Wrong:
        limits: {kind: midterm}
        controls:   # <-
          exam: {kind: interim, form: test}

    Right:
        limits: {kind: midterm}
        controls:
          rk1: {kind: midterm, form: test}
          exam: {kind: interim, form: test}

    Limits:
        kind: the kind of control.
    """
    if all(control.kind != kind for control in node.course.controls):
        yield finding(node.course.place("controls"), kind=word(kind), key=kind)


RULES = (tasks_of_work, work_has_theory, submit_formats, has_control)
