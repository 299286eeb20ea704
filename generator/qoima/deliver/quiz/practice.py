"""The practice of a course as a quiz that anyone may take as often as they like, with an explanation at once."""

from qoima.deliver.held_banks import Stream
from qoima.deliver.quiz.categories import fixed_slot, restorable
from qoima.deliver.quiz.control import idnumber
from qoima.deliver.quiz.words import PRACTICE, practice_intro, quiz_name, topic_info
from qoima.formats.messages import say
from qoima.formats.moodle.html import MoodleHtml
from qoima.formats.moodle.questions import question_of
from qoima.formats.moodle_backup.backup import (
    AFTER_CLOSE,
    DURING,
    REVIEW_FIELDS,
    RIGHT_AFTER,
    WHILE_OPEN,
    Category,
    Quiz,
)
from qoima.model.bank import Practice
from qoima.model.item import Item

FOLDER = "practice"
REVIEW = dict.fromkeys(REVIEW_FIELDS, DURING | RIGHT_AFTER | WHILE_OPEN | AFTER_CLOSE)
WITH_HINTS = "interactive"
"""An explanation at once; of an item with hints, one after each wrong try: no other behaviour of Moodle shows them."""


def practice_quiz(practice: Practice, stream: Stream, html: MoodleHtml) -> Quiz | None:
    """All items in the order of the topics, everything shown, no weight in the total; None for an empty set.

    What is wrong with the items goes to `html.said`.
    """
    if not practice.items:
        return None
    order = {topic: place for place, topic in enumerate(stream.course.topics)}
    topics: dict[str, list[Item]] = {}
    for item in sorted(practice.items, key=lambda item: (order.get(item.topic, len(order)), item.topic)):
        topics.setdefault(item.topic, []).append(item)
    # A dot stands in no id of a control.
    key = f"{stream.path}.{FOLDER}"
    categories = tuple(_category(topic, items, stream, html) for topic, items in topics.items())
    return Quiz(
        key=key,
        name=html.plain(quiz_name(stream, say(PRACTICE, stream.lang)), practice.at),
        idnumber=idnumber(key),
        slots=tuple(fixed_slot(question) for category in categories for question in category.questions),
        categories=categories,
        intro=practice_intro(stream),
        counts_in_total=False,
        behaviour=WITH_HINTS,
        shuffle_questions=False,
        review=REVIEW,
        at=practice.at,
    )


def _category(topic: str, items: list[Item], stream: Stream, html: MoodleHtml) -> Category:
    path = (stream.course.id, stream.language, FOLDER, *((topic,) if topic.strip() else ()))
    penalty = stream.university.penalty
    questions = (restorable(question_of(item, html, penalty=penalty, category=path)) for item in items)
    info = html.plain(topic_info(stream, topic, len(items)), items[0].at)
    return Category(path=path, questions=tuple(questions), info=info)
