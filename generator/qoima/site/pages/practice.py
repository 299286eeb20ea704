"""Practice pages: every text stands in the HTML, once; the script's data have numbers, keys and its own words.

So the questions and their answers can be read and printed without scripts, and a page of sixty items stays small.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from qoima.model.bank import Practice
from qoima.model.item import response_texts
from qoima.model.markup import pictures
from qoima.model.mooc import Lesson, Module
from qoima.model.text import LocalText
from qoima.site.edition import Edition
from qoima.site.index import Index
from qoima.site.pages.practice_data import script_data
from qoima.site.pages.practice_papers import Paper, course_papers, mooc_papers
from qoima.site.pages.practice_questions import Question, numbered

SCRIPT = "assets/practice.js"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """What a set belongs to, a course or a MOOC: `page` is its address, `order` where each topic comes."""

    name: LocalText
    page: str
    topics: Mapping[str, LocalText]
    order: Mapping[str, int]
    materials: Mapping[str, LocalText]
    papers: tuple[Paper, ...]


def pages(edition: Edition, index: Index) -> dict[str, str]:
    """A page for each practice set of a course or MOOC that exists."""
    held = ((practice, _owner(edition, index, practice.course)) for practice in edition.published.practice)
    return {f"{page_of(practice)}.md": practice_page(edition, owner, practice) for practice, owner in held if owner}


def page_of(practice: Practice) -> str:
    """The path of a set's page without its ending."""
    return f"practice/{practice.course}/{practice.language}"


def practice_page(edition: Edition, owner: Owner, practice: Practice) -> str:
    """The questions by topic, in the order in which the topics are taught."""
    words, published = edition.words, edition.published
    grouped = groups(owner, practice)
    questions = [question for _, held in grouped for question in held]
    values = {
        "owner": owner,
        "practice": practice,
        "groups": grouped,
        "count": sum(1 for question in questions if question.number),
        "penalty": published.university.penalty,
        "any_several": any(question.choice and question.choice.several for question in questions),
        "any_hint": any(question.item.hints for question in questions),
        "data": script_data(edition, practice, [topic for topic, _ in grouped], questions, owner.papers),
    }
    return edition.page(
        page_of(practice),
        "practice.md",
        values,
        title=words("practice.title", course=words.plain(owner.name)),
        description=words("practice.description", course=words.plain(owner.name)),
        scripts=(SCRIPT,),
        hide=("navigation", "toc"),
        in_search=False,
    )


def groups(owner: Owner, practice: Practice) -> list[tuple[str, list[Question]]]:
    """(topic, questions) as the topics are taught; topics that the owner lacks last, in the order of the file."""
    first = {topic: place for place, topic in enumerate(dict.fromkeys(i.topic for i in practice.items))}
    last = len(owner.order) + 1
    ordered = sorted(practice.items, key=lambda item: (owner.order.get(item.topic, last), first[item.topic]))
    questions = numbered(ordered)
    return [(topic, list(held)) for topic, held in groupby(questions, key=lambda q: q.item.topic)]


def used_pictures(practice: Practice) -> list[str]:
    """The paths, from the top of the repository, of the pictures that the set shows."""
    texts = [t for item in practice.items for t in (*item.all_texts(), *response_texts(item.response))]
    names = {picture.value for text in texts for picture in pictures(text) if not picture.value.startswith("data:")}
    return sorted(f"{practice.folder}/{name}" for name in names)


def _owner(edition: Edition, index: Index, id: str) -> Owner | None:
    if course := index.courses.get(id):
        weeks = {topic: week for topic in course.topics if (week := course.week_of_topic(topic)) is not None}
        return Owner(
            name=course.name,
            page=f"courses/{id}.html",
            topics=course.topics,
            order=weeks,
            materials=course.reference_materials,
            papers=course_papers(edition, course, weeks),
        )
    if mooc := index.moocs.get(id):
        parts: list[Module | Lesson] = []
        for module in mooc.modules:
            parts += [module, *module.lessons]
        return Owner(
            name=mooc.name,
            page=f"moocs/{id}.html",
            topics={part.id: part.title for part in parts},
            order={part.id: place for place, part in enumerate(parts)},
            materials=mooc.reference_materials,
            papers=mooc_papers(edition, mooc),
        )
    return None
