"""Rules on the minutes that approve assignments and controls."""

from qoima.model.links import ControlInCourse, TaskInCourse
from qoima.rules.registry import Findings, Say, finding, rule, word


@rule(
    "approved-task",
    TaskInCourse,
    "the task {task} has no approval",
    help="add `approval: {{body: {body}, number: …, date: …}}`, from the minutes of the meeting",
    variants={
        "other": Say(
            "the task {task} is approved by {have}, required: {asked}",
            "enter the minutes of the body that must approve",
        )
    },
)
def approved_task(node: TaskInCourse, *, body: str) -> Findings:
    """Every assignment is checked and approved by one body; the minutes of one meeting may cover several.

    Why: colleagues see what students are asked before students do.

    Wrong:
        limits: {body: department}
        tasks:
          - {id: lab-1, title: First, control: current}   # <-

    Wrong:
        limits: {body: department}
        tasks:
          - id: lab-1
            title: First
            control: current
            approval: {body: faculty, number: 2, date: 2026-08-28}   # <-

    Right:
        limits: {body: department}
        tasks:
          - {id: lab-1, title: First, control: current, approval: {body: department, number: 1, date: 2026-08-28}}

    Limits:
        body: who must approve, as `body:` names it.
    """
    task = node.task
    if task.approval is None:
        yield finding(task.at, task=task.id)
    elif task.approval.body != body:
        yield finding(task.place("approval"), "other", task=task.id, have=word(task.approval.body), asked=word(body))


@rule(
    "approved-control",
    ControlInCourse,
    "the control {control} has no approval",
    help="add `approval: {{body: {body}, number: …, date: …}}`, from the minutes of the meeting",
    variants={
        "other": Say(
            "the control {control} is approved by {have}, required: {asked}",
            "enter the minutes of the body that must approve",
        )
    },
)
def approved_control(node: ControlInCourse, *, body: str) -> Findings:
    """Every control is checked and approved by one body; for a test, the approval is that of its bank as a whole.

    A control of another form whose assignments are listed as tasks is approved with them.

    Why: colleagues see what students are asked before students do.

    Wrong:
        limits: {body: department}
        controls:
          exam: {kind: interim, form: test}   # <-

    Wrong:
        limits: {body: department}
        controls:
          exam:
            kind: interim
            form: test
            approval: {body: faculty, number: 2, date: 2026-08-28}   # <-

    Right:
        limits: {body: department}
        controls:
          rk1: {kind: midterm, form: project}
          exam: {kind: interim, form: test, approval: {body: department, number: 1, date: 2026-08-28}}
        tasks:
          - {id: shop, title: Shop, control: rk1, approval: {body: department, number: 1, date: 2026-08-28}}

    Limits:
        body: who must approve, as `body:` names it.
    """
    control = node.control
    if control.approval is None:
        if node.is_test or not node.tasks:
            yield finding(control.at, control=control.id)
    elif control.approval.body != body:
        have, asked = word(control.approval.body), word(body)
        yield finding(control.place("approval"), "other", control=control.id, have=have, asked=asked)


RULES = (approved_task, approved_control)
