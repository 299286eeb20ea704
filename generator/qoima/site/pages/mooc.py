"""The page of a MOOC: all of its description (form F-01) that is meant for learners."""

from dataclasses import dataclass

from qoima.model.mooc import Mooc, MoocLiterature
from qoima.model.people import Person
from qoima.model.text import LocalText
from qoima.site.edition import Edition, web
from qoima.site.foreign import marked, note
from qoima.site.index import Index
from qoima.site.own_moocs import platform_address
from qoima.site.pages.mooc_data import json_ld
from qoima.site.pages.mooc_parts import modules, run, total_minutes, weights, zones

ASSESSMENT = (
    "certificates",
    "rules",
    "system",
    "check_deadlines",
    "specification",
    "indicators",
    "criteria",
    "scales",
    "procedures",
)
"""The parts of the information on assessment (F-01, item 15) in their order."""
IN_PREPARATION = ("draft", "approved", "examined", "submitted")


@dataclass(frozen=True, slots=True)
class Source:
    """A book or site, and the parts of the course that it is for: `(kind, number)`, kind `module` or `lesson`."""

    book: MoocLiterature
    parts: tuple[tuple[str, int], ...]


def pages(edition: Edition, index: Index) -> dict[str, str]:
    """A page for each MOOC."""
    return {f"moocs/{mooc.id}.md": mooc_page(edition, mooc, index) for mooc in edition.published.moocs}


def mooc_page(edition: Edition, mooc: Mooc, index: Index) -> str:
    """Everything that a learner is told about a MOOC."""
    words, about = edition.words, mooc.description
    held = modules(mooc)
    values = {
        "mooc": mooc,
        "about": about,
        "web": web,
        "marked": lambda text: marked(words, text),
        "address": web(platform_address(mooc)),
        "platform": mooc.certificate.platform if mooc.certificate else "",
        "preparing": mooc.status in IN_PREPARATION,
        "programme": index.programmes.get(mooc.programme),
        "before": [index.courses[id] for id in about.prerequisite_courses if id in index.courses] if about else [],
        "after": [index.courses[id] for id in about.postrequisite_courses if id in index.courses] if about else [],
        "authors": authors(edition, mooc),
        "modules": held,
        "video_minutes": total_minutes(held),
        "run": run(mooc),
        "weights": weights(mooc),
        "zones": zones(mooc.grading),
        "told": [(name, text) for name in ASSESSMENT if (text := _assessment(mooc, name))],
        "promos": {m.kind: m for m in mooc.media if m.kind in ("promo", "welcome", "closing") and web(m.url)},
        "sources": sources(mooc),
        "sets": index.sets.get(mooc.id, []),
        "maps": [(one, index.courses.get(one.course)) for one in index.maps_using.get(mooc.id, [])],
        "notes": notes(edition, mooc),
    }
    said = words.plain(about.summary) or words.plain(about.purpose) if about else ""
    return edition.page(
        f"moocs/{mooc.id}", "mooc.md", values, title=mooc.name, description=said, json_ld=json_ld(edition, mooc)
    )


def authors(edition: Edition, mooc: Mooc) -> list[Person]:
    """The authors whom people.yaml knows."""
    return [edition.published.people[id] for id in mooc.authors if id in edition.published.people]


def sources(mooc: Mooc) -> list[Source]:
    """The literature, with what it is for; nothing where it is for the whole course."""
    numbers = {module.id: ("module", number) for number, module in enumerate(mooc.modules, start=1)}
    numbers |= {lesson.id: ("lesson", number) for number, lesson in enumerate(mooc.lessons, start=1)}
    return [Source(book, tuple(numbers[id] for id in book.scope if id in numbers)) for book in mooc.literature]


def notes(edition: Edition, mooc: Mooc) -> dict[str, str]:
    """The note above each section of which some texts lack the page's language."""
    tasks = [t for module in mooc.modules for t in (*module.practical, *module.summative)]
    lessons = [lesson.title for lesson in mooc.lessons]
    materials = [material.title for lesson in mooc.lessons for material in lesson.materials]
    in_modules: list[LocalText | None] = [
        *(text for m in mooc.modules for text in (m.title, m.annotation, m.announcement, *m.forum)),
        *(text for m in mooc.modules for text in m.outcomes.values()),
        *(text for t in tasks for text in (t.title, t.description, t.feedback, *t.rubric.values())),
        *(text for t in tasks if t.challenge for text in t.challenge.criteria),
        *(media.annotation for media in mooc.media if media.kind == "lecture"),
        *lessons,
        *materials,
    ]
    aids: list[LocalText | None] = [
        *mooc.reference_materials.values(),
        *(text for term in mooc.glossary for text in (term.term, term.definition)),
        *(media.annotation for media in mooc.media if media.kind != "lecture"),
    ]
    return {"modules": note(edition.words, in_modules), "aids": note(edition.words, aids)}


def _assessment(mooc: Mooc, name: str) -> LocalText | None:
    held = mooc.description.assessment if mooc.description else None
    found = getattr(held, name) if held else None
    return found if isinstance(found, LocalText) else None
