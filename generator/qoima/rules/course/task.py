"""Rules on the assignments of a course."""

from qoima.core.source import Span
from qoima.model.control_plan import Task
from qoima.model.item import DIFFICULTIES, Difficulty
from qoima.model.links import CourseInYear, TaskInCourse
from qoima.rules.registry import Findings, Say, finding, rule, word


@rule(
    "current-tasks",
    CourseInYear,
    {
        "count": "have",
        "one": "{have} task of current control, at most {at_most} allowed",
        "other": "{have} tasks of current control, at most {at_most} allowed",
    },
    help="mark the others `control: none`, or remove them",
)
def current_tasks(node: CourseInYear, *, at_most: int) -> Findings:
    """Current control has at most a number of assignments in a course.

    Why: students have other courses.

    Wrong:
        limits: {at_most: 1}
        tasks:   # <-
          - {id: lab-1, title: First, control: current}
          - {id: lab-2, title: Second, control: current}

    Right:
        limits: {at_most: 1}
        tasks:
          - {id: lab-1, title: First, control: current}
          - {id: lab-2, title: Second, control: none}

    Limits:
        at_most: assignments marked for current control (count).
    """
    have = sum(task.control == "current" for task in node.course.tasks)
    if have > at_most:
        yield finding(node.course.place("tasks"), have=have)


@rule(
    "tasks-per-week",
    CourseInYear,
    {
        "count": "have",
        "one": "{have} task of current control in week {week}, at most {at_most} allowed",
        "other": "{have} tasks of current control in week {week}, at most {at_most} allowed",
    },
    help="give {task} another week",
    variants={"at-first": Say("the first of them")},
)
def tasks_per_week(node: CourseInYear, *, at_most: int) -> Findings:
    """Current control has at most a number of assignments in one week, each found at the ones beyond it.

    The week of an assignment is the one in which it is due; where that is not said, the one in which it is posted.

    Why: work that is spread over the term is done with more care.

    Wrong:
        limits: {at_most: 1}
        tasks:
          - {id: lab-1, title: First, control: current, release: 2, week: 4}
          - {id: lab-2, title: Second, control: current, release: 3, week: 4}   # <-

    Right:
        limits: {at_most: 1}
        tasks:
          - {id: lab-1, title: First, control: current, release: 2, week: 3}
          - {id: lab-2, title: Second, control: current, release: 3, week: 4}
          - {id: lab-3, title: Third, control: none, release: 3, week: 4}

    Limits:
        at_most: assignments of current control in a week (count).
    """
    weeks: dict[int, list[Task]] = {}
    for task in node.course.tasks:
        week = _week(task)
        if task.control == "current" and week is not None:
            weeks.setdefault(week, []).append(task)
    for week, held in weeks.items():
        for task in held[at_most:]:
            first = ((_week_at(held[0]), "at-first"),)
            yield finding(_week_at(task), related=first, have=len(held), week=week, task=task.id)


def _week(task: Task) -> int | None:
    return task.week if task.week is not None else task.release


def _week_at(task: Task) -> Span:
    return task.place("week" if task.week is not None else "release")


@rule(
    "staged-release",
    CourseInYear,
    "the task {task} is posted in week {week}, as the task {other} is",
    help="give each task of current control a `release:` week of its own",
    variants={
        "missing": Say("the task {task} does not say in which week it is posted", "add `release:` with a study week"),
        "at-other": Say("the other task"),
    },
)
def staged_release(node: CourseInYear) -> Findings:
    """The assignments of current control are posted one after another, each in a week of its own.

    Assignments that are due in the same week are left to `tasks-per-week`.

    Why: work that lies there from the first week is begun in the last.

    Wrong:
        tasks:
          - {id: lab-1, title: First, control: current, release: 1, week: 3}
          - {id: lab-2, title: Second, control: current, release: 1, week: 5}   # <-

    Wrong:
        tasks:
          - {id: lab-1, title: First, control: current, week: 3}   # <-

    Right:
        tasks:
          - {id: lab-1, title: First, control: current, release: 1, week: 3}
          - {id: lab-2, title: Second, control: current, release: 2, week: 5}
    """
    posted: dict[int, Task] = {}
    for task in node.course.tasks:
        if task.control != "current":
            continue
        if task.release is None:
            yield finding(task.at, "missing", task=task.id)
            continue
        other = posted.setdefault(task.release, task)
        if other is not task and _week(other) != _week(task):
            place, related = task.place("release"), ((other.place("release"), "at-other"),)
            yield finding(place, related=related, task=task.id, week=task.release, other=other.id)


@rule(
    "hard-enough",
    TaskInCourse,
    "the task is marked {have}, at least {at_least} required",
    help="make it harder, or correct `difficulty:`",
    variants={"unknown": Say("{have} is no level of difficulty", "write one of easy, medium, hard")},
)
def hard_enough(node: TaskInCourse, *, at_least: Difficulty) -> Findings:
    """An assignment is of a least level of difficulty; one that names none is not judged.

    Why: a single assignment decides by itself, so an easy one says little about the student.

    Wrong:
        limits: {at_least: medium}
        tasks:
          - id: lab-1
            title: First
            control: current
            difficulty: easy   # <-

    Wrong:
        limits: {at_least: medium}
        tasks:
          - id: lab-1
            title: First
            control: current
            difficulty: simple   # <-

    Right:
        limits: {at_least: medium}
        tasks:
          - {id: lab-1, title: First, control: current, difficulty: medium}
          - {id: lab-2, title: Second, control: current}

    Limits:
        at_least: the least level: easy, medium or hard.
    """
    have, place = node.task.difficulty, node.task.place("difficulty")
    if have in DIFFICULTIES[: DIFFICULTIES.index(at_least)]:
        yield finding(place, have=word(have), at_least=word(at_least))
    elif have and have not in DIFFICULTIES:
        yield finding(place, "unknown", have=have)


@rule(
    "task-has-form",
    TaskInCourse,
    "the task {task} does not declare its form",
    help="add `form:`, such as laboratory, practical, project, written or test",
)
def task_has_form(node: TaskInCourse) -> Findings:
    """An assignment declares what kind of work it is. Which kinds there are is left open.

    Why: a student should know beforehand whether to write, to build or to answer.

    Wrong:
        tasks:
          - {id: lab-1, title: First, control: current}   # <-

    Right:
        tasks:
          - {id: lab-1, title: First, control: current, form: laboratory}
    """
    if not node.task.form:
        yield finding(node.task.at, task=node.task.id)


RULES = (current_tasks, tasks_per_week, staged_release, hard_enough, task_has_form)
