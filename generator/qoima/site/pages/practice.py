"""Practice pages: each question as plain HTML, and what the script needs to check the answers."""

import json
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from markupsafe import Markup

from qoima.model.bank import Practice
from qoima.model.course import Course
from qoima.model.item import (
    Choice,
    Item,
    Matching,
    Numerical,
    Response,
    ShortAnswer,
    TrueFalse,
    option_weights,
    response_texts,
)
from qoima.model.markup import pictures, to_html
from qoima.model.text import Text
from qoima.site.edition import Edition
from qoima.site.index import Index
from qoima.site.wording import Wording

SCRIPT = "assets/practice.js"


@dataclass(frozen=True, slots=True)
class Question:
    """An item with its number on the page."""

    number: int
    item: Item

    @property
    def anchor(self) -> str:
        """The id of its element."""
        return f"item-{self.item.id or self.number}"

    @property
    def choice(self) -> Choice | None:
        """The options to choose from, in their stable order; None for items of other kinds."""
        response = self.item.with_key_hidden().response
        return response if isinstance(response, Choice) else None


def pages(edition: Edition, index: Index) -> dict[str, str]:
    """A page for each practice set of a course that exists."""
    return {
        f"{page_of(held)}.md": practice_page(edition, index.courses[held.course], held)
        for held in edition.published.practice
        if held.course in index.courses
    }


def page_of(practice: Practice) -> str:
    """The path of a set's page without its ending."""
    return f"practice/{practice.course}/{practice.language}"


def practice_page(edition: Edition, course: Course, practice: Practice) -> str:
    """The questions by topic, in the order of the syllabus."""
    penalty = edition.published.university.penalty
    grouped = groups(course, practice)
    questions = [question for _, held in grouped for question in held]
    choices = [(question, question.choice) for question in questions]
    values = {
        "course": course,
        "practice": practice,
        "groups": grouped,
        "count": len(questions),
        "checked": [question.number for question, choice in choices if choice],
        "penalty": penalty,
        "any_several": any(choice and choice.several for _, choice in choices),
        "html": html,
        "sides": sides,
        "accepted": lambda response: accepted(edition.words, response),
        "data": script_data(edition, questions, penalty=penalty),
    }
    title = edition.words("practice.title", course=edition.words.plain(course.name))
    return edition.page(
        page_of(practice),
        "practice.md",
        values,
        title=title,
        scripts=(SCRIPT,),
        in_search=False,
    )


def groups(course: Course, practice: Practice) -> list[tuple[str, list[Question]]]:
    """(topic, questions) by first week; topics that the syllabus lacks last, in the order of the file."""
    first = {topic: place for place, topic in enumerate(dict.fromkeys(i.topic for i in practice.items))}

    def place(item: Item) -> tuple[int, int]:
        return (course.week_of_topic(item.topic) or len(course.weeks) + 1, first[item.topic])

    ordered = sorted(practice.items, key=place)
    questions = [Question(number, item) for number, item in enumerate(ordered, start=1)]
    return [(topic, list(held)) for topic, held in groupby(questions, key=lambda q: q.item.topic)]


def html(text: Text | None) -> Markup:
    """The sanitised HTML of a text; nothing for no text."""
    return Markup(to_html(text)) if text else Markup("")


def accepted(words: Wording, response: Response) -> list[Markup]:
    """The right answers of an item that is not chosen from options, a line each."""

    def line(shown: Markup | str, percent: Decimal, feedback: Text | None) -> Markup:
        share = Markup(" ({} %)").format(words.number(percent)) if percent != 100 else Markup("")
        return Markup("{}{}{}").format(shown, share, Markup(" — ") + html(feedback) if feedback else "")

    match response:
        case TrueFalse(answer=answer):
            return [Markup.escape(words("practice.true" if answer else "practice.false"))]
        case ShortAnswer(answers=answers):
            return [line(html(a.text), a.weight_percent, a.feedback) for a in answers]
        case Numerical(numbers=numbers):
            given = ((n, n.value) for n in numbers if n.value is not None)
            return [line(_range(words, value, n.tolerance), n.weight_percent, n.feedback) for n, value in given]
        case Matching(pairs=pairs):
            return [Markup("{} → {}").format(html(left), html(right)) for left, right in pairs]
        case _:
            return []


def _range(words: Wording, value: Decimal, tolerance: Decimal) -> str:
    return words.number(value) + (f" ± {words.number(tolerance)}" if tolerance else "")


def sides(matching: Matching) -> tuple[list[Markup], list[Markup]]:
    """The left sides of the pairs, and the right ones sorted, so that their order tells nothing."""
    right = {html(right) for _, right in matching.pairs} | {html(extra) for extra in matching.extra}
    return [html(left) for left, _ in matching.pairs], sorted(right)


def script_data(edition: Edition, questions: list[Question], *, penalty: bool) -> Markup:
    """JSON for the page's script: words, and for each choice item points, keys, weights in percent and notes."""
    words = edition.words
    said = ("right", "wrong", "partly", "right_answer", "your_answer", "choose", "check", "again")
    data = {
        "decimal_sign": words.decimal_sign,
        "words": {key: words(f"practice.{key}") for key in said}
        | {
            "points": words("practice.points", got="{got}", all="{all}"),
            "progress": words("practice.progress", done="{done}", all="{all}"),
        },
        "items": {q.anchor: _item_data(q.item, choice, penalty=penalty) for q in questions if (choice := q.choice)},
    }
    # `<` would let a text end the script element.
    return Markup(json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def _item_data(item: Item, choice: Choice, *, penalty: bool) -> dict[str, object]:
    weights = option_weights(choice, penalty=penalty)
    return {
        "points": _plain_number(item.points),
        "explanation": html(item.feedback),
        "options": [
            {"right": option.correct, "percent": _plain_number(weight), "note": html(option.feedback)}
            for option, weight in zip(choice.options, weights, strict=True)
        ],
    }


def _plain_number(number: Decimal) -> int | float:
    return int(number) if number == int(number) else float(number)


def used_pictures(practice: Practice) -> list[str]:
    """The paths, from the top of the repository, of the pictures that the set shows."""
    texts = [t for item in practice.items for t in (*item.all_texts(), *response_texts(item.response))]
    names = {picture.value for text in texts for picture in pictures(text) if not picture.value.startswith("data:")}
    return sorted(f"{practice.folder}/{name}" for name in names)
