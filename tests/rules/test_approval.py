"""Minutes that approve tasks and controls."""

from examples import said
from qoima.rules.course.approval import approved_control, approved_task

MINUTES = "approval: {body: department, number: 1, date: 2026-08-28}"


def test_every_task_is_approved_whatever_it_is_marked_for() -> None:
    block = "tasks:\n" + "\n".join(f"  - {{id: {id}, title: T, control: {id}}}" for id in ("current", "none", "exam"))
    assert [line for line, _ in said(approved_task, block, body="department")] == [2, 3, 4]
    assert said(approved_task, block.replace("}", f", {MINUTES}}}"), body="department") == []


def test_a_project_is_approved_with_its_task_and_a_test_by_itself() -> None:
    task = f"tasks:\n  - {{id: shop, title: Shop, control: exam, {MINUTES}}}\n"
    exam = "controls:\n  exam: {kind: interim, form: project}"
    assert said(approved_control, task + exam, body="department") == []
    assert said(approved_control, exam, body="department") == [(2, "the control exam has no approval")]
    assert said(approved_control, task + exam.replace("project", "test"), body="department") == [
        (4, "the control exam has no approval")
    ]


def test_an_approval_by_another_body_is_found_at_the_approval() -> None:
    exam = f"controls:\n  exam:\n    kind: interim\n    {MINUTES}".replace("department", "faculty")
    assert said(approved_control, exam, body="department") == [
        (4, "the control exam is approved by faculty, required: department")
    ]
    assert said(approved_control, exam, body="faculty") == []
