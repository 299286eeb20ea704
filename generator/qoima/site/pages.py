"""Home, catalogue, programme and course pages."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from qoima.model.bank import Practice
from qoima.model.catalogue import Component, Control, Course, Period, Person, Programme, Term, Week
from qoima.site.edition import Edition

ON_THE_HOME_PAGE = 12
"""Programmes, and courses, that the home page shows; the catalogue has all."""


def pages(edition: Edition) -> dict[str, str]:
    """Markdown by path below `docs/<lang>/`, practice excepted."""
    held = {"index.md": home(edition), "catalogue.md": catalogue(edition)}
    held |= {f"programmes/{p.id}.md": programme_page(edition, p) for p in edition.published.programmes}
    held |= {f"courses/{c.id}.md": course_page(edition, c) for c in edition.published.courses}
    return held


def home(edition: Edition) -> str:
    """What this is, the programmes, the courses."""
    published = edition.published
    values = {
        "programmes": published.programmes[:ON_THE_HOME_PAGE],
        "courses": published.courses[:ON_THE_HOME_PAGE],
        "sets": sets_by_course(edition),
    }
    lead = edition.words("home.lead")
    return edition.page("index", "home.md", values, description=lead, hide=("navigation", "toc"))


def catalogue(edition: Edition) -> str:
    """Tables of all programmes and of all courses."""
    published = edition.published
    values = {
        "programmes": sorted(published.programmes, key=lambda p: p.id),
        "courses": sorted(published.courses, key=lambda c: (c.code, c.id)),
        "semesters": {c.id: semesters(edition, c) for c in published.courses},
        "sets": sets_by_course(edition),
    }
    title, lead = edition.words("catalogue.title"), edition.words("catalogue.lead")
    return edition.page("catalogue", "catalogue.md", values, title=title, description=lead)


def programme_page(edition: Edition, programme: Programme) -> str:
    """Level, credits, and the structure by semester."""
    courses = {c.id: c for c in edition.published.courses}
    known = sorted(
        (c for c in programme.components if c.course in courses),
        key=lambda c: (c.semester, c.part != "core", courses[c.course].code),
    )
    by_semester = [
        (semester, [(component, courses[component.course]) for component in held])
        for semester, held in groupby(known, key=lambda c: c.semester)
    ]
    values = {"programme": programme, "by_semester": by_semester}
    title, about = edition.words.plain(programme.name), edition.words.plain(programme.description)
    return edition.page(f"programmes/{programme.id}", "programme.md", values, title=title, description=about)


def course_page(edition: Edition, course: Course) -> str:
    """Everything that a student is told about a course."""
    published = edition.published
    term = _term(edition, course)
    values = {
        "course": course,
        "places": places(edition, course),
        "prerequisites": [c for id in course.prerequisites for c in published.courses if c.id == id],
        "weeks": [(week, _days(term, week)) for week in course.weeks],
        "hour_kinds": hour_kinds(course),
        "hours_total": hours_total(course),
        "controls": control_names(edition, course),
        "allowed_at": {m: [c for c in course.controls if m in c.materials] for m in course.reference_materials},
        "tasks": [t for t in course.tasks if t.control == "current"],
        "task_titles": {t.id: t.title for t in course.tasks},
        "teachers": teachers(edition, course),
        "sets": sets_by_course(edition).get(course.id, []),
    }
    title, about = edition.words.plain(course.name), edition.words.plain(course.description)
    return edition.page(f"courses/{course.id}", "course.md", values, title=title, description=about)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a course stands in a programme."""

    programme: Programme
    component: Component


def places(edition: Edition, course: Course) -> list[Place]:
    """The places of a course in the programmes."""
    return [Place(p, c) for p in edition.published.programmes for c in p.components if c.course == course.id]


def semesters(edition: Edition, course: Course) -> list[int]:
    """The semesters in which programmes have the course, each once."""
    return sorted({place.component.semester for place in places(edition, course)})


def sets_by_course(edition: Edition) -> dict[str, list[Practice]]:
    """The practice sets by course, in the order of their languages."""
    ordered = sorted(edition.published.practice, key=lambda p: (p.course, p.language))
    return {course: list(held) for course, held in groupby(ordered, key=lambda p: p.course)}


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
