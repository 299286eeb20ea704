"""The control plan of a discipline (EKU 5.19, 5.20, 7.6.5): each control with its form, limits, bank and approval."""

from collections.abc import Iterable
from dataclasses import dataclass

from qoima.forms.facts import Facts, Signer
from qoima.forms.wording import years
from qoima.model.control_plan import Approval, Control, Paper, Task

CLAUSES = ("CTL113", "CTL101", "CTL104", "CTL106", "BNK101")
CURRENT = "current"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """A control. An empty cell is to be filled in by hand; what does not concern a control says so."""

    control: str
    form: str
    week: str
    tasks: str
    questions: str
    attempts: str
    minutes: str
    bank: str
    approval: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlPlanForm:
    """The sheet."""

    template = "control-plan.html"
    title: str
    facts: Facts
    academic_year: str
    rows: list[PlanRow]
    teachers: list[Signer]
    composed: str


def control_plan_form(facts: Facts) -> ControlPlanForm:
    """The plan of the course as it is taught in the language of the base."""
    university, course = facts.base.repository.university, facts.base.course
    teachers = (id for one in course.teaching if one.language == facts.base.language for id in one.teachers)
    return ControlPlanForm(
        title=facts.words("plan.title"),
        facts=facts,
        academic_year=facts.words("year", years=years(university.academic_year)) if university else "",
        rows=[*_current(facts), *(_control(facts, control) for control in course.controls)],
        teachers=facts.people(dict.fromkeys(teachers)),
        composed=facts.composed(*CLAUSES),
    )


def _current(facts: Facts) -> list[PlanRow]:
    """The assignments of current control, on one line, where the course has any."""
    tasks = [task for task in facts.base.course.tasks if task.control == CURRENT]
    if not tasks:
        return []
    words, nothing = facts.words, facts.words("not-applicable")
    weeks = sorted({week for task in tasks if (week := task.release or task.week)})
    row = PlanRow(
        control=words("control.current"),
        form=_forms(facts, tasks),
        week=", ".join(map(str, weeks)),
        tasks=str(len(tasks)),
        questions=nothing,
        attempts=nothing,
        minutes=nothing,
        bank=nothing,
        approval=_approvals(facts, (task.approval for task in tasks)),
    )
    return [row]


def _control(facts: Facts, control: Control) -> PlanRow:
    course, words = facts.base.course, facts.words
    tasks = [task for task in course.tasks if task.control == control.id]
    is_test, bank = course.is_test(control), facts.base.bank(control.id)
    paper = control.paper or Paper()
    nothing = "" if is_test else words("not-applicable")

    def number(value: int | None) -> str:
        return nothing if value is None else str(value)

    return PlanRow(
        control=facts.control(control.id),
        form=words.label("work", control.form) if control.form else _forms(facts, tasks) or words("work.test"),
        week=_week(facts, control),
        tasks=str(max(1, len(tasks))),
        questions=number(paper.questions),
        attempts=number(paper.attempts),
        minutes=number(paper.minutes),
        bank=number(len(bank.items) if bank else None),
        approval=_approvals(facts, (control.approval, *(task.approval for task in tasks))),
    )


def _week(facts: Facts, control: Control) -> str:
    """The week, else the days: an exam stands in none of the study weeks."""
    if control.week is not None:
        return str(control.week)
    days = dict.fromkeys(facts.words.short_date(m) for m in (control.opens, control.closes) if m)
    return " – ".join(days)


def _forms(facts: Facts, tasks: Iterable[Task]) -> str:
    return ", ".join(dict.fromkeys(facts.words.label("work", name) for t in tasks if (name := t.form or t.kind)))


def _approvals(facts: Facts, approvals: Iterable[Approval | None]) -> str:
    words = facts.words
    said = (
        f"{words.label('body', one.body)}, {words('number', number=one.number)}, {words.short_date(one.date)}"
        for one in approvals
        if one
    )
    return "; ".join(dict.fromkeys(said))
