"""What a control asks has been taught by then."""

import pytest

from examples import said
from qoima.rules.bank.topics import item_topic_taught, task_topics_taught

ITEMS = """\
- {stem: First?, topic: keys}
- {stem: Second?, topic: joins}
--- content/courses/demo.yaml
topics: {keys: Keys, joins: Joins, locks: Locks}
syllabus: {weeks: [{week: 3, topics: [keys]}, {week: 6, topics: [joins, keys]}]}
controls:
"""


@pytest.mark.parametrize(
    ("control", "lines"),
    [
        ("{kind: midterm, week: 2}", [2, 3]),
        ("{kind: midterm, week: 3}", [3]),
        ("{kind: midterm, week: 5}", [3]),
        ("{kind: midterm, week: 6}", []),
        ("{kind: midterm, opens: 2026-09-29T09:00}", [3]),
        ("{kind: midterm, opens: 2026-10-06T09:00}", []),
        ("{kind: midterm, week: 5, opens: 2026-10-06T09:00}", []),
        ("{kind: interim, opens: 2026-12-21T09:00}", []),
        ("{kind: interim}", []),
    ],
)
def test_a_topic_is_taught_by_the_later_week_of_the_control(control: str, lines: list[int]) -> None:
    assert [line for line, _ in said(item_topic_taught, ITEMS + f"  exam: {control}")] == lines


def test_an_item_without_a_topic_of_the_syllabus_is_left_to_other_rules() -> None:
    control = "  exam: {kind: midterm, week: 1}"
    assert said(item_topic_taught, ITEMS.replace("topic: keys", "topic:").replace("joins}", "joinz}") + control) == []
    assert said(item_topic_taught, ITEMS.replace("topic: keys", "topic: locks") + control) == [
        (3, "the topic joins is taught in week 6, after the control in week 1")
    ]


def task(fields: str, control: str = "{kind: interim}") -> str:
    return f"controls:\n  exam: {control}\ntasks:\n  - {{id: a, title: A, topics: [keys, joins], {fields}}}"


@pytest.mark.parametrize(
    ("fields", "control", "lines"),
    [
        ("control: current, week: 7", "{kind: interim}", [4]),
        ("control: current, week: 8", "{kind: interim}", []),
        ("control: current, release: 7", "{kind: interim}", [4]),
        ("control: current, release: 7, week: 8", "{kind: interim}", []),
        ("control: current", "{kind: interim}", []),
        ("control: current, week: 0", "{kind: interim}", []),
        ("control: none, week: 1", "{kind: interim}", []),
        ("control: exam, week: 15", "{kind: midterm, week: 7}", [4]),
        ("control: exam, week: 1", "{kind: interim, opens: 2026-12-21T09:00}", []),
        ("control: exam, week: 7", "{kind: interim}", [4]),
    ],
)
def test_a_task_asks_what_is_taught_by_its_week(fields: str, control: str, lines: list[int]) -> None:
    assert [line for line, _ in said(task_topics_taught, task(fields, control))] == lines
