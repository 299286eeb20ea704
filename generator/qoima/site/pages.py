"""Home, catalogue, programme and course pages."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from qoima.model.bank import Practice
from qoima.model.calendar import Period, Term
from qoima.model.control_plan import Control
from qoima.model.course import Course, Week
from qoima.model.people import Person
from qoima.model.programme import Component, Programme
from qoima.model.published import Published
from qoima.site.edition import Edition

ON_THE_HOME_PAGE = 12
"""Programmes, and courses, that the home page shows; the catalogue has all."""


def pages(edition: Edition) -> dict[str, str]:
    """Markdown by path below `docs/<lang>/`, practice excepted."""
    index = index_of(edition.published)
    held = {"index.md": home(edition, index), "catalogue.md": catalogue(edition, index)}
    held |= {f"programmes/{p.id}.md": programme_page(edition, p, index) for p in edition.published.programmes}
    held |= {f"courses/{c.id}.md": course_page(edition, c, index) for c in edition.published.courses}
    return held


@dataclass(frozen=True, slots=True)
class Place:
    """Where a course stands in a programme."""

    programme: Programme
    component: Component


@dataclass(frozen=True, slots=True)
class Index:
    """What pages look up, by course id: the course, its places in programmes, its practice sets by language."""

    courses: Mapping[str, Course]
    places: Mapping[str, list[Place]]
    sets: Mapping[str, list[Practice]]


def index_of(published: Published) -> Index:
    """The index of all that is published."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    sets: defaultdict[str, list[Practice]] = defaultdict(list)
    for programme in published.programmes:
        for component in programme.components:
            places[component.course].append(Place(programme, component))
    for practice in sorted(published.practice, key=lambda p: (p.course, p.language)):
        sets[practice.course].append(practice)
    return Index({c.id: c for c in published.courses}, dict(places), dict(sets))


def home(edition: Edition, index: Index) -> str:
    """What this is, the programmes, the courses."""
    published = edition.published
    values = {
        "programmes": published.programmes[:ON_THE_HOME_PAGE],
        "known": index.courses,
        "courses": published.courses[:ON_THE_HOME_PAGE],
        "sets": index.sets,
    }
    lead = edition.words("home.lead")
    return edition.page("index", "home.md", values, description=lead, hide=("navigation", "toc"))


def catalogue(edition: Edition, index: Index) -> str:
    """Tables of all programmes and of all courses."""
    published = edition.published
    values = {
        "programmes": sorted(published.programmes, key=lambda p: p.id),
        "known": index.courses,
        "courses": sorted(published.courses, key=lambda c: (c.code, c.id)),
        "semesters": {c.id: semesters(index.places.get(c.id, [])) for c in published.courses},
        "sets": index.sets,
    }
    title, lead = edition.words("catalogue.title"), edition.words("catalogue.lead")
    return edition.page("catalogue", "catalogue.md", values, title=title, description=lead)


def programme_page(edition: Edition, programme: Programme, index: Index) -> str:
    """Level, credits, and the structure by semester."""
    courses = index.courses
    known = sorted(
        (c for c in programme.components if c.course in courses),
        key=lambda c: (c.semester or 0, c.part != "core", courses[c.course].code),
    )
    by_semester = [
        (semester, [(component, courses[component.course]) for component in held])
        for semester, held in groupby(known, key=lambda c: c.semester)
    ]
    values = {"programme": programme, "by_semester": by_semester}
    title, about = edition.words.plain(programme.name), edition.words.plain(programme.description)
    return edition.page(f"programmes/{programme.id}", "programme.md", values, title=title, description=about)


def course_page(edition: Edition, course: Course, index: Index) -> str:
    """Everything that a student is told about a course."""
    term = _term(edition, course)
    values = {
        "course": course,
        "places": index.places.get(course.id, []),
        "prerequisites": [index.courses[id] for id in course.prerequisites if id in index.courses],
        "weeks": [(week, _days(term, week)) for week in course.weeks],
        "hour_kinds": hour_kinds(course),
        "hours_total": hours_total(course),
        "controls": control_names(edition, course),
        "allowed_at": {m: [c for c in course.controls if m in c.materials] for m in course.reference_materials},
        "tasks": [t for t in course.tasks if t.control == "current"],
        "task_titles": {t.id: t.title for t in course.tasks},
        "teachers": teachers(edition, course),
        "sets": index.sets.get(course.id, []),
    }
    title, about = edition.words.plain(course.name), edition.words.plain(course.description)
    return edition.page(f"courses/{course.id}", "course.md", values, title=title, description=about)


def semesters(places: list[Place]) -> list[int]:
    """The semesters in which programmes have a course, each once."""
    return sorted({semester for place in places if (semester := place.component.semester) is not None})


def hour_kinds(course: Course) -> list[str]:
    """The kinds of classes that the syllabus has, in the order in which they first appear."""
    return list(dict.fromkeys(kind for week in course.weeks for kind in week.hours))


def hours_total(course: Course) -> dict[str, Decimal]:
    """Academic hours by kind of class, all weeks together."""
    return {kind: sum((w.hours.get(kind, Decimal(0)) for w in course.weeks), Decimal(0)) for kind in hour_kinds(course)}


def control_names(edition: Edition, course: Course) -> list[tuple[Control, str]]:
    """The controls with their names; controls of one kind are numbered where there are several."""
    words = edition.words
    count = Counter(control.kind for control in course.controls)
    seen: Counter[str] = Counter()
    named = []
    for control in course.controls:
        seen[control.kind] += 1
        name = words.label("control", control.kind)
        if count[control.kind] > 1:
            name = words("control.numbered", kind=name, n=seen[control.kind])
        named.append((control, name))
    return named


def teachers(edition: Edition, course: Course) -> list[tuple[Person, list[str]]]:
    """The teachers with the languages they teach the course in."""
    taught: dict[str, list[str]] = {}
    for teaching in course.teaching:
        for id in teaching.teachers:
            languages = taught.setdefault(id, [])
            if teaching.language not in languages:
                languages.append(teaching.language)
    people = edition.published.people
    return [(people[id], languages) for id, languages in taught.items() if id in people]


def _term(edition: Edition, course: Course) -> Term | None:
    """The term that the dates of the syllabus follow: the first one of the course's teaching."""
    year = edition.published.year
    found: Iterator[Term] = (t for teaching in course.teaching if year and (t := year.term(teaching.term)))
    return next(found, None)


def _days(term: Term | None, week: Week) -> Period | None:
    return term.week(week.week) if term and 1 <= week.week <= term.weeks else None
