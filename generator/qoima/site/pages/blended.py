"""The page of blended learning: who may ask for it, the steps, who decides, the format, and the blank application."""

from dataclasses import dataclass
from datetime import date

from qoima.model.blended import BlendedLearning
from qoima.model.calendar import Period, Term
from qoima.model.course import Course
from qoima.model.published import Published
from qoima.site.edition import Edition, web
from qoima.site.index import Index
from qoima.site.pages.application import GAP, blank, consents, documents, grounds, word_file
from qoima.site.settings import OWN_NAMES, languages

STAGES = ("application", "order", "class_schedule", "umkd", "placing", "monitoring")
"""The stages of the process that the site explains; others are shown as their authors name them."""
DOCUMENT_OF = {
    "regional_employment": "workplace_certificate",
    "watch_method": "workplace_certificate",
    "health": "medical_certificate",
}
"""The document that proves a ground."""
ALL_ONLINE = "0/0/100"
"""The format in which the whole semester is online and the exam is not."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the process; `known` says that the site can explain it."""

    stage: str
    day: date | None
    known: bool


def pages(edition: Edition, index: Index) -> dict[str, str]:
    """A page for each programme's blended learning."""
    return {f"blended/{held.id}.md": blended_page(edition, held, index) for held in edition.published.blended}


def files(edition: Edition, index: Index) -> dict[str, bytes]:
    """The blank applications, in each language of the university."""
    published = edition.published
    return {
        file_name(held, lang): word_file(blank(published, held, index.programmes.get(held.programme), lang))
        for held in published.blended
        for lang in languages(published)
    }


def file_name(held: BlendedLearning, lang: str) -> str:
    """The path of an application below `docs/<lang>/`."""
    return f"blended/{held.id}-application-{lang}.docx"


def blended_page(edition: Edition, held: BlendedLearning, index: Index) -> str:
    """Everything that somebody who wants to study in this way is told."""
    words, published = edition.words, edition.published
    programme = index.programmes.get(held.programme)
    courses = [index.courses[id] for id in held.courses if id in index.courses]
    term = _term(published, courses)
    known_grounds = grounds(published)
    values = {
        "blended": held,
        "programme": programme,
        "web": web,
        "steps": steps(held),
        "grounds": [(ground, DOCUMENT_OF.get(ground, "")) for ground in known_grounds],
        "documents": documents(published),
        "officials": consents(published, held),
        "courses": courses,
        "term": term,
        "certification_weeks": certification_weeks(term),
        "all_online": held.format == ALL_ONLINE,
        "blank": blank(published, held, programme, words.lang),
        "gap": GAP,
        "downloads": [(lang, OWN_NAMES[lang], file_name(held, lang)) for lang in languages(published)],
    }
    name = words.plain(programme.name) if programme else held.programme
    title = words("blended.title", programme=name)
    return edition.page(f"blended/{held.id}", "blended.md", values, title=title, description=words("blended.lead"))


def steps(held: BlendedLearning) -> list[Step]:
    """The process as its file has it; the six usual stages, without days, where the file has none."""
    given = [(step.stage, step.date) for step in held.process] or [(stage, None) for stage in STAGES]
    return [Step(stage, day, stage in STAGES) for stage, day in given]


def certification_weeks(term: Term | None) -> list[tuple[Period, int | None]]:
    """The weeks in which the results of the term are taken, with the study week in which each begins."""
    return [(period, term.week_of(period.first)) for period in term.certification_weeks] if term else []


def _term(published: Published, courses: list[Course]) -> Term | None:
    """The term of the courses: the earliest one in which one of them is taught."""
    ids = [teaching.term for course in courses for teaching in course.teaching]
    found = [term for id in ids if published.year and (term := published.year.term(id))]
    return min(found, key=lambda term: term.start, default=None)
