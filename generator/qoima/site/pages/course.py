"""The page of a course."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from qoima.model.calendar import Period, Term
from qoima.model.control_plan import Control
from qoima.model.course import Course, Week
from qoima.model.people import Person
from qoima.site.edition import Edition
from qoima.site.index import Index


def pages(edition: Edition, index: Index) -> dict[str, str]:
    """A page for each course."""
    return {f"courses/{c.id}.md": course_page(edition, c, index) for c in edition.published.courses}


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
