"""Rules on the control plan of a course: how many assignments, of which form, and what an exam asks for first."""

from collections.abc import Sequence

from qoima.core.source import Span
from qoima.model.control_plan import Control, Task
from qoima.model.links import ControlInCourse, CourseInYear
from qoima.rules.registry import Findings, Say, finding, rule, word


def _assignments(control: Control, tasks: Sequence[Task]) -> list[Span]:
    """Where each assignment of a control stands: the test that is drawn from its bank, then the other tasks.

    A task of the form `test` is that test itself. A control without a form has the form of its tasks.
    """
    drawn = control.form == "test" or (not control.form and not tasks)
    listed = any(task.form == "test" for task in tasks)
    return [*([control.place("form")] if drawn and not listed else []), *(task.place("control") for task in tasks)]


_TASKS = {
    "count": "have",
    "one": "{have} task for the control {control}, {exactly} required",
    "other": "{have} tasks for the control {control}, {exactly} required",
}


@rule(
    "tasks-of-control",
    ControlInCourse,
    _TASKS,
    help="add a task with `control: {control}`",
    variants={
        "many": Say(_TASKS, "mark the others `control: none`, or remove them"),
        "at-first": Say("the first of them"),
    },
)
def tasks_of_control(node: ControlInCourse, *, exactly: int) -> Findings:
    """A control consists of a fixed number of assignments; a test drawn from the bank is one.

    Too few are not reported while a task of the course names a control that does not exist.

    Why: the mark of a control is then the mark of one piece of work.

    Wrong:
        limits: {exactly: 1}
        controls:
          rk1: {kind: midterm, form: project}   # <-
          exam: {kind: interim, form: oral}
        tasks:
          - {id: defence, title: Defence, control: exam}

    Wrong:
        limits: {exactly: 1}
        tasks:
          - {id: essay, title: Essay, control: exam}   # <-

    Right:
        limits: {exactly: 1}
        controls:
          rk1: {kind: midterm, form: project}
          exam: {kind: interim, form: test}
        tasks:
          - {id: shop, title: Database of a shop, control: rk1}

    Limits:
        exactly: assignments of the control (count).
    """
    control, course = node.control, node.course.course
    places = _assignments(control, node.tasks)
    if len(places) > exactly:
        first = ((places[0], "at-first"),)
        yield finding(places[exactly], "many", related=first, control=control.id, have=len(places))
    elif len(places) < exactly and all(t.control in _NO_CONTROL or course.control(t.control) for t in course.tasks):
        yield finding(control.at, control=control.id, have=len(places))


_NO_CONTROL = ("current", "none")


@rule(
    "tasks-of-kind",
    CourseInYear,
    {
        "count": "have",
        "one": "{have} task of the kind {kind} in the course, at most {at_most} allowed",
        "other": "{have} tasks of the kind {kind} in the course, at most {at_most} allowed",
    },
    help="keep {at_most}; mark other tasks `control: none`, remove other controls",
    variants={"at-first": Say("the first of them")},
)
def tasks_of_kind(node: CourseInYear, *, kind: str, at_most: int) -> Findings:
    """All controls of one kind together consist of at most a number of assignments; each control is one at least.

    Why: at an exam session a student meets every course once.

    Wrong:
        limits: {kind: interim, at_most: 1}
        controls:
          exam: {kind: interim, form: test}
          defence: {kind: interim, form: project}   # <-

    Wrong:
        limits: {kind: interim, at_most: 1}
        tasks:
          - {id: shop, title: Database of a shop, control: exam}   # <-

    Right:
        limits: {kind: interim, at_most: 1}
        controls:
          exam: {kind: interim, form: project}
        tasks:
          - {id: shop, title: Database of a shop, control: exam}

    Limits:
        kind: the kind of control that is counted.
        at_most: assignments of that kind in a course (count).
    """
    course = node.course
    places: list[Span] = []
    for control in course.controls:
        if control.kind == kind:
            tasks = [task for task in course.tasks if task.control == control.id]
            places += _assignments(control, tasks) or [control.at]
    if len(places) > at_most:
        first = ((places[0], "at-first"),)
        yield finding(places[at_most], related=first, have=len(places), kind=word(kind))


@rule(
    "control-form",
    ControlInCourse,
    "the control {control} has the form {have}; the regulation names {forms}",
    help="write `form:` {forms}; let it stand where another form has been approved",
)
def control_form(node: ControlInCourse, *, forms: tuple[str, ...]) -> Findings:
    """A control is held in one of the forms that are named; one without a form is a test.

    Why: what is marked in one way can be compared.

    Wrong:
        limits: {forms: [test]}
        controls:
          exam:
            kind: interim
            form: project   # <-

    Right:
        limits: {forms: [test]}
        controls:
          exam: {kind: interim, form: test}

    Limits:
        forms: the forms that are named.
    """
    have = node.control.form
    if have and have not in forms:
        yield finding(node.control.place("form"), control=node.control.id, have=have)


@rule(
    "control-has-form",
    ControlInCourse,
    "the control {control} does not declare its form",
    help="add `form:`, such as test, written, oral or project",
)
def control_has_form(node: ControlInCourse) -> Findings:
    """A control declares what kind of work it is. Which kinds there are is left open.

    Why: the form decides whether a bank is owed.

    Wrong:
        controls:
          exam: {kind: interim}   # <-

    Right:
        controls:
          exam: {kind: interim, form: oral}
    """
    if not node.control.form:
        yield finding(node.control.at, control=node.control.id)


@rule(
    "requires-all",
    ControlInCourse,
    "the control {control} may be taken without {missing}",
    help="add to `requires:`: {missing}",
)
def requires_all(node: ControlInCourse, *, kinds: tuple[str, ...]) -> Findings:
    """A control of another kind may be taken only after every control of some kinds, tasks of current control included.

    Handing in is asked for, no least mark. Silent while `requires:` names something that does not exist.

    Why: whoever has skipped a control would otherwise sit the exam.

    Wrong:
        limits: {kinds: [current, midterm]}
        tasks:
          - {id: lab-1, title: First, control: current}
        controls:
          rk1: {kind: midterm, form: test}
          exam:
            kind: interim
            requires: [rk1]   # <-

    Right:
        limits: {kinds: [current, midterm]}
        tasks:
          - {id: lab-1, title: First, control: current}
          - {id: lab-2, title: Second, control: none}
        controls:
          rk1: {kind: midterm, form: test}
          exam:
            kind: interim
            requires: [lab-1, rk1]

    Limits:
        kinds: kinds of controls that come first; `current` stands for the tasks of current control, too.
    """
    control, course = node.control, node.course.course
    if control.kind in kinds:
        return
    known = {task.id for task in course.tasks} | {other.id for other in course.controls}
    if not known.issuperset(control.requires):
        return
    asked = [task.id for task in course.tasks if task.control == "current" and "current" in kinds]
    asked += [other.id for other in course.controls if other.kind in kinds and other is not control]
    missing = [id for id in asked if id not in control.requires]
    if missing:
        yield finding(control.place("requires"), control=control.id, missing=", ".join(missing))


RULES = (tasks_of_control, tasks_of_kind, control_form, control_has_form, requires_all)
