"""Rules on what has been taught when a control or a task comes."""

from qoima.core.source import Span
from qoima.model.links import CourseInYear, ItemInBank, TaskInCourse
from qoima.rules.registry import Findings, finding, rule


@rule(
    "item-topic-taught",
    ItemInBank,
    "the topic {topic} is taught in week {taught}, after the control in week {week}",
    help="take an item on a topic up to week {week}, or correct the syllabus",
)
def item_topic_taught(node: ItemInBank) -> Findings:
    """The topic of an item is taught in the week of its control, or before.

    The week of a control is the later of `week` and the week in which it opens; an exam after the study weeks has
    none, and is not judged. An item without a topic, or with one that the syllabus lacks, is left to other rules.

    Why: nobody can answer what is taught next month.

    Wrong:
        - stem: Which join keeps all rows of the left table?
          topic: joins   # <-
        --- content/courses/demo.yaml
        controls:
          exam: {kind: midterm, week: 6}

    Right:
        - {stem: Which key is unique?, topic: keys}
        --- content/courses/demo.yaml
        controls:
          exam: {kind: midterm, week: 1}
    """
    control = node.bank.control
    week = max(control.course.weeks_of(control.control), default=None)
    yield from _untaught(control.course, (node.item.topic,), week, node.item.place("topic"))


@rule(
    "task-topics-taught",
    TaskInCourse,
    "the topic {topic} is taught in week {taught}, after the task in week {week}",
    help="leave the topic out, give the task a later week, or correct the syllabus",
)
def task_topics_taught(node: TaskInCourse) -> Findings:
    """The topics of a task are taught in the week in which it is due, or before.

    A task that belongs to a control has the week of that control; one that belongs to none is not judged. A topic
    that the syllabus lacks is left to other rules.

    Why: nobody can do what is taught next month.

    Wrong:
        tasks:
          - id: lab-1
            title: First
            control: current
            week: 2
            topics: [keys, joins]   # <-

    Right:
        tasks:
          - {id: lab-1, title: First, control: current, week: 8, topics: [keys, joins]}
          - {id: reading, title: Reading, control: none, week: 2, topics: [joins]}
    """
    task, control = node.task, node.control
    if control is None and task.control != "current":
        return
    weeks = node.course.weeks_of(control) if control else frozenset[int]()
    own = task.week if task.week is not None else task.release
    is_dated = control is not None and bool(weeks or control.opens)
    week = max(weeks, default=None) if is_dated else own
    yield from _untaught(node.course, task.topics, week, task.place("topics"))


def _untaught(course: CourseInYear, topics: tuple[str, ...], week: int | None, at: Span) -> Findings:
    for topic in topics:
        taught = course.course.week_of_topic(topic)
        if week is not None and taught is not None and taught > week >= 1:
            yield finding(at, topic=topic, taught=taught, week=week)


RULES = (item_topic_taught, task_topics_taught)
