"""Steps that are planned for a day: once it has passed, what counts is the day on which they were done."""

from datetime import date

from qoima.model.views import Thing
from qoima.rules.registry import Findings, finding, rule
from qoima.rules.things.dates import holidays, shifted
from qoima.rules.things.reach import day, label, name_of, one


@rule(
    "planned-step-done",
    Thing,
    "{thing}: `{planned}` was {have}, and `{done}` is not filled in ({label})",
    help="write under `{done}` on which day it was done, or plan another day",
)
def planned_step_done(node: Thing, *, planned: str, done: str, today: date) -> Findings:
    """A step whose planned day has passed says on which day it was done. What is not planned is no finding.

    Why: a plan says what should happen, not what has happened.

    Wrong:
        on: task
        limits: {planned: due, done: hard_due}
        tasks:
          - id: lab-1
            title: First
            control: current
            due: 2026-09-30   # <-

    Right:
        on: task
        limits: {planned: due, done: hard_due}
        tasks:
          - {id: lab-1, title: First, control: current, due: 2026-10-01}
          - {id: lab-2, title: Second, control: current, due: 2026-09-30, hard_due: 2026-09-30}

    Limits:
        planned: the field with the planned day, by path.
        done: the field with the day on which it was done, by path.
    """
    found = one(node.value, planned)
    have = day(found.value)
    if have is not None and have < today and one(node.value, done).value is None:
        yield finding(found.at, thing=name_of(node), planned=planned, done=done, have=have, label=label(node, planned))


@rule(
    "step-recorded",
    Thing,
    "{thing}: neither `{planned}` nor `{done}` is filled in ({label})",
    help="write the day under `{planned}`, and under `{done}` once it is done",
)
def step_recorded(
    node: Thing, *, planned: str, done: str, start: str, days: int, overdue: bool, workdays: bool = False, today: date
) -> Findings:
    """A step says for which day it is planned, or on which day it was done.

    What is overdue and what still has time are two checks, so that they can weigh differently.

    Why: a step that stands nowhere is forgotten.

    Wrong:
        on: launch
        limits: {planned: news.planned, done: news.done, start: start, days: -14, overdue: true}
        --- content/moocs/mooc.yaml
        name: Mooc
        language: en
        status: draft
        launch:
          start: 2026-10-14   # <-

    Right:
        on: launch
        limits: {planned: news.planned, done: news.done, start: start, days: -14, overdue: true}
        --- content/moocs/mooc.yaml
        name: Mooc
        language: en
        status: draft
        launch:
          start: 2026-10-15

    Limits:
        planned: the field with the planned day, by path.
        done: the field with the day on which it was done, by path.
        start: the field with the date from which the last day for the step is counted, by path.
        days: how many days after that date the last day is, negative before it.
        overdue: whether steps whose last day has passed are looked at, or the others.
        workdays: whether working days are counted.
    """
    found, first = one(node.value, planned), day(one(node.value, start).value)
    if found.value is not None or one(node.value, done).value is not None:
        return
    passed = first is not None and today > shifted(first, days, holidays(node) if workdays else None)
    if passed == overdue:
        yield finding(found.at, thing=name_of(node), planned=planned, done=done, label=label(node, planned))


RULES = (planned_step_done, step_recorded)
