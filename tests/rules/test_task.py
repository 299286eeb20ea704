"""Assignments of a course: how many, how spread over the term, how hard."""

from examples import run, said
from qoima.core.diagnostic import Diagnostics
from qoima.example import example
from qoima.rules.course.task import current_tasks, hard_enough, staged_release, task_has_form, tasks_per_week


def tasks(*lines: str) -> str:
    return "\n".join(["tasks:", *(f"  - {{title: A task, {line}}}" for line in lines)])


def findings(block: str) -> Diagnostics:
    return run(tasks_per_week, example(tasks_per_week.node, block), {"at_most": "1"})[0]


def test_tasks_of_controls_and_of_none_do_not_count_as_current() -> None:
    block = tasks("id: a, control: current", "id: b, control: none", "id: c, control: exam")
    assert said(current_tasks, block, at_most="1") == []
    assert said(current_tasks, block, at_most="0") == [(1, "1 task of current control, at most 0 allowed")]


def test_a_course_without_tasks_has_none_too_many() -> None:
    assert said(current_tasks, "code: X", at_most="0") == []


def test_each_task_beyond_the_first_of_a_week_is_found_with_the_first_beside_it() -> None:
    three = findings(tasks(*(f"id: {id}, control: current, release: {n}, week: 4" for n, id in enumerate("abc", 1))))
    assert [d.at.position.line for d in three] == [3, 4]
    assert [d.related[0].at.position.line for d in three] == [2, 2]
    assert [d.at.text for d in three] == ["week: 4", "week: 4"]


def test_a_task_without_due_week_counts_in_the_week_it_is_posted() -> None:
    [one] = findings(tasks("id: a, control: current, week: 4", "id: b, control: current, release: 4"))
    assert one.at.text == "release: 4"
    assert findings(tasks("id: a, control: current, week: 4", "id: b, control: current")) == ()


def test_a_task_due_in_the_week_of_another_is_no_second_finding_for_its_release() -> None:
    same = tasks("id: a, control: current, release: 2, week: 3", "id: b, control: current, release: 2, week: 3")
    assert said(staged_release, same) == []
    assert len(findings(same)) == 1


def test_tasks_posted_all_at_once_are_found_from_the_second_on() -> None:
    once = tasks(*(f"id: t{n}, control: current, release: 1, week: {n}" for n in range(1, 5)))
    assert [line for line, _ in said(staged_release, once)] == [3, 4, 5]
    assert said(staged_release, once.replace("control: current", "control: none")) == []


def test_only_a_level_below_the_least_is_too_easy() -> None:
    block = tasks(*(f"id: t{n}, control: current, difficulty: {d}" for n, d in enumerate(("easy", "medium", "hard"))))
    assert said(hard_enough, block, at_least="easy") == []
    assert said(hard_enough, block, at_least="medium") == [(2, "the task is marked easy, at least medium required")]
    assert [line for line, _ in said(hard_enough, block, at_least="hard")] == [2, 3]


def test_a_limit_that_is_no_level_is_a_finding_in_the_profile() -> None:
    block = example(hard_enough.node, tasks("id: a, control: current, difficulty: easy"))
    mine, other = run(hard_enough, block, {"at_least": "simple"})
    assert mine == ()
    assert [d.code for d in other] == ["PRF005"]


def test_any_form_is_a_declared_form() -> None:
    block = tasks("id: a, control: current, form: poster", "id: b, control: none")
    assert said(task_has_form, block) == [(3, "the task b does not declare its form")]
