"""The control plan: how many assignments a control has, its form, what an exam asks for first."""

from examples import run, said
from qoima.example import example
from qoima.rules.course.control import control_form, control_has_form, requires_all, tasks_of_control, tasks_of_kind

PLAN = """\
controls:
  rk1: {kind: midterm, form: test}
  rk2: {kind: midterm, form: project}
  exam: {kind: interim, form: test}
tasks:
  - {id: shop, title: Shop, control: rk2, form: project}
"""


def test_a_test_from_the_bank_is_one_task_and_a_project_is_its_task() -> None:
    assert said(tasks_of_control, PLAN, exactly="1") == []


def test_a_task_of_the_form_test_is_the_test_itself() -> None:
    test = "  - {id: quiz, title: Quiz, control: rk1, form: test}"
    assert said(tasks_of_control, PLAN + test, exactly="1") == []
    assert said(tasks_of_control, PLAN + test + "\n" + test.replace("quiz", "quiz-2"), exactly="1") == [
        (8, "2 tasks for the control rk1, 1 required")
    ]


def test_a_control_without_a_form_has_the_form_of_its_tasks() -> None:
    plan = PLAN.replace("rk2: {kind: midterm, form: project}", "rk2: {kind: midterm}")
    assert said(tasks_of_control, plan, exactly="1") == []


def test_too_many_tasks_are_found_at_the_first_that_is_too_many() -> None:
    more = PLAN + "".join(f"  - {{id: t{n}, title: T, control: rk2}}\n" for n in range(2))
    mine, _ = run(tasks_of_control, example(tasks_of_control.node, more), {"exactly": "1"})
    assert [(d.at.position.line, d.at.text) for d in mine] == [(7, "control: rk2")]
    assert [r.at.position.line for r in mine[0].related] == [6]


def test_a_control_without_task_is_silent_while_a_task_names_no_control() -> None:
    assert said(tasks_of_control, PLAN.replace("control: rk2", "control: none"), exactly="1") == [
        (3, "0 tasks for the control rk2, 1 required")
    ]
    assert said(tasks_of_control, PLAN.replace("control: rk2", "control: rk3"), exactly="1") == []


def test_a_control_of_another_form_without_tasks_is_still_one_task_of_its_kind() -> None:
    limits = {"kind": "interim", "at_most": "1"}
    two = "controls:\n  exam: {kind: interim, form: oral}\n  defence: {kind: interim, form: project}"
    assert said(tasks_of_kind, PLAN, **limits) == []
    assert said(tasks_of_kind, two, **limits) == [(3, "2 tasks of the kind interim in the course, at most 1 allowed")]


def test_a_form_that_is_named_and_no_form_are_silent() -> None:
    plan = "controls:\n  exam: {kind: interim}\n  oral: {kind: interim, form: oral}"
    assert said(control_form, plan, forms=["test", "oral"]) == []
    assert [line for line, _ in said(control_form, plan, forms="test")] == [3]
    assert [line for line, _ in said(control_has_form, plan)] == [2]


def test_what_an_exam_lacks_is_named_in_the_order_of_the_plan() -> None:
    plan = PLAN + "  - {id: lab, title: Lab, control: current}"
    assert said(requires_all, plan, kinds=["current", "midterm"]) == [
        (4, "the control exam may be taken without lab, rk1, rk2")
    ]
    assert said(requires_all, plan, kinds="midterm") == [(4, "the control exam may be taken without rk1, rk2")]


def test_an_exam_that_requires_something_unknown_is_left_to_the_reference() -> None:
    plan = PLAN.replace("exam: {kind: interim,", "exam: {kind: interim, requires: [rk1, rk22],")
    assert said(requires_all, plan, kinds="midterm") == []
