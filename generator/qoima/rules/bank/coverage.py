"""Rules on topics: what a bank may ask, what it should ask, and what practice must show."""

from collections import Counter

from qoima.core.problems import did_you_mean
from qoima.model.course import Course
from qoima.model.item import Item
from qoima.model.links import BankOfControl
from qoima.rules.registry import Findings, Say, finding, rule


def taught_topics(course: Course) -> dict[str, int]:
    """The topics of the syllabus with the first week of each.

    While a week names a topic that the course lacks (REF002), all topics of the course count, with week 0.
    """
    first: dict[str, int] = {}
    for week in sorted(course.weeks, key=lambda w: w.week):
        for topic in week.topics:
            first.setdefault(topic, week.week)
    slips = set(first) - set(course.topics)
    return first if not slips else {**dict.fromkeys(course.topics, 0), **first}


@rule(
    "topics-in-syllabus",
    BankOfControl,
    "the topic {have} is not in the syllabus{near}",
    help="topics of the syllabus: {known}",
    variants={
        "none": Say(
            "the syllabus of the course names no topics",
            "name the topics of each week in {path}",
        )
    },
)
def topics_in_syllabus(node: BankOfControl) -> Findings:
    """Each item is on a topic of the weeks of the syllabus.

    Silent for an item without a topic, which is a finding of its own (`item-names-topic`).

    Why: students are asked what they were taught.

    Wrong:
        - {stem: Which key is unique?, topic: key}   # <-

    Wrong:
        items:   # <-
          - {stem: Which key is unique?, topic: keys}
        --- content/courses/demo.yaml
        syllabus: {weeks: []}

    Right:
        - {stem: Which key is unique?, topic: keys}
    """
    course = node.control.course.course
    taught = taught_topics(course)
    if not taught and node.bank.items:
        yield finding(node.bank.at, "none", path=course.at.source.path)
        return
    for item in node.bank.items:
        if item.topic and item.topic not in taught:
            near = did_you_mean(item.topic, set(taught))
            yield finding(item.place("topic"), have=item.topic, near=near, known=", ".join(taught))


@rule(
    "syllabus-covered",
    BankOfControl,
    {
        "count": "have",
        "one": "{have} item on the topic {topic} (week {week}), at least {at_least} expected",
        "other": "{have} items on the topic {topic} (week {week}), at least {at_least} expected",
    },
    help={"count": "missing", "one": "add {missing} item on it", "other": "add {missing} items on it"},
)
def syllabus_covered(node: BankOfControl, *, at_least: int) -> Findings:
    """Each topic of the syllabus has items.

    Silent for an empty bank, and while an item cannot be read or has no valid topic: those findings come first.

    Why: what is never asked is soon not learned.

    Wrong:
        limits: {at_least: 1}
        items:   # <-
          - {stem: Which key is unique?, topic: keys}

    Right:
        limits: {at_least: 1}
        items:
          - {stem: Which key is unique?, topic: keys}
          - {stem: Which join keeps all rows?, topic: joins}

    Limits:
        at_least: items that a topic should have (count).
    """
    course = node.control.course.course
    taught = taught_topics(course)
    topics = Counter(item.topic for item in node.bank.items)
    if not topics or node.bank.unread_items or not topics.keys() <= taught.keys():
        return
    for topic, week in taught.items():
        if topics[topic] < at_least and topic in course.topics and week:
            missing = at_least - topics[topic]
            yield finding(node.bank.at, have=topics[topic], topic=topic, week=week, missing=missing)


@rule(
    "practice-covers-types",
    BankOfControl,
    {
        "count": "have",
        "one": "{have} practice item of the type {type}, at least {at_least} required",
        "other": "{have} practice items of the type {type}, at least {at_least} required",
    },
    help={
        "count": "missing",
        "one": "add {missing} item of this type to {path}, on other facts",
        "other": "add {missing} items of this type to {path}, on other facts",
    },
)
def practice_covers_types(node: BankOfControl, *, at_least: int) -> Findings:
    """Practice has an open sample of each type of task in the bank, in the bank's language.

    The type of an item is its `sample_of`, else its topic. One finding a type, at its first item in the bank. Silent
    for topics that the syllabus lacks, and while the practice set cannot be read: those findings come first.

    Why: students can prepare for every kind of task without seeing the live items.

    Wrong:
        limits: {at_least: 1}
        items:
          - {stem: Which key is unique?, topic: keys}   # <-
          - {stem: Which key has two columns?, topic: keys}
        --- content/practice/demo/en.yaml
        items:
          - {stem: Which join keeps all rows?, topic: joins}

    Right:
        limits: {at_least: 1}
        items:
          - {stem: Which key is unique?, topic: keys}
        --- content/practice/demo/en.yaml
        items:
          - {stem: Which key names another table?, topic: keys}

    Limits:
        at_least: practice items that a type must have (count).
    """
    id = node.bank.id
    path = f"content/practice/{id.course}/{id.language}"
    if {f"{path}.yaml", f"{path}.gift"} & node.base.unread:
        return
    taught = taught_topics(node.control.course.course)
    open = Counter(item.type_key for item in node.practice)
    first: dict[str, Item] = {}
    for item in node.bank.items:
        if item.sample_of or item.topic in taught:
            first.setdefault(item.type_key, item)
    home = node.practice[0].at.source.path if node.practice else f"{path}.yaml"
    for type, item in first.items():
        if open[type] < at_least:
            yield finding(item.at, have=open[type], type=type, missing=at_least - open[type], path=home)


RULES = (topics_in_syllabus, syllabus_covered, practice_covers_types)
