"""The page of an integration map: which weeks of a course a MOOC or SPOC fills, and what follows from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from qoima.model.calendar import Period, Term
from qoima.model.course import Course
from qoima.model.integration import IntegrationMap, OutsideCourse, ScheduleRow
from qoima.model.mooc import Mooc
from qoima.model.text import LocalText
from qoima.site.edition import Edition, web
from qoima.site.foreign import marked, note
from qoima.site.index import Index
from qoima.site.own_moocs import own_mooc
from qoima.site.wording import Wording

MODELS = (1, 2, 3)
"""The models of integration, from additional material to the mark of the course."""


@dataclass(frozen=True, slots=True)
class Used:
    """An outside course of the map; `mooc` is ours where it is one of ours."""

    course: OutsideCourse
    mooc: Mooc | None


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row of the schedule; `used` are the outside courses whose elements enter it."""

    row: ScheduleRow
    topics: tuple[LocalText, ...]
    used: tuple[Used, ...]
    with_mooc: bool


@dataclass(frozen=True, slots=True)
class WeekShown:
    """The rows of a week, and its days where the calendar has them."""

    week: int | None
    days: Period | None
    rows: tuple[RowShown, ...]


def pages(edition: Edition, index: Index) -> dict[str, str]:
    """A page for each integration map."""
    return {f"maps/{held.id}.md": map_page(edition, held, index) for held in edition.published.maps}


def map_page(edition: Edition, held: IntegrationMap, index: Index) -> str:
    """The form of the regulation as a page: the courses, the model, the schedule by week, the tutor."""
    words, course = edition.words, index.courses.get(held.course)
    used = [Used(one, own_mooc(edition.published.moocs, one.name, one.url, one.id)) for one in held.courses]
    rows = shown_rows(held, course, used)
    weeks = shown_weeks(rows, held.weeks, _term(edition, held, course))
    name = course.name if course else held.discipline
    values = {
        "map": held,
        "course": course,
        "name": name,
        "web": web,
        "marked": lambda text: marked(words, text),
        "used": used,
        "models": MODELS,
        "weeks": weeks,
        "changed": [(shown.week, row) for shown in weeks for row in shown.rows if row.with_mooc],
        "hours": hours(held.schedule),
        "hours_replaced": hours(row for row in held.schedule if row.replaces),
        "recredited": sum(len(row.topics) or 1 for row in held.schedule if row.recredit),
        "credits": credits(words, held),
        "marked_by_mooc": [row for row in rows if row.row.assessment_from_mooc],
        "sessions": sorted(held.tutoring.sessions, key=lambda s: s.week or 0) if held.tutoring else [],
        "people": edition.published.people,
        "note": note(words, [text for row in held.schedule for text in _texts(row)]),
    }
    title = words("map.title", course=words.plain(name) or held.course)
    lead = words("map.lead")
    return edition.page(f"maps/{held.id}", "map.md", values, title=title, description=lead, hide=("navigation", "toc"))


def shown_rows(held: IntegrationMap, course: Course | None, used: list[Used]) -> list[RowShown]:
    """The rows with the names of their topics, and with the outside courses that they name."""
    by_id = {one.course.id: one for one in used}
    topics = course.topics if course else {}

    def shown(row: ScheduleRow) -> RowShown:
        names = tuple(topics.get(id, LocalText((("", id),))) for id in row.topics)
        return RowShown(row, names, tuple(by_id[id] for id in row.uses if id in by_id), held.uses_mooc(row))

    return [shown(row) for row in held.schedule]


def shown_weeks(rows: list[RowShown], weeks: Iterable[int | None], term: Term | None) -> list[WeekShown]:
    """The rows by week; a consultation or control without a week stands alone, where the form prints it."""
    keyed = [
        (week if row.row.week is not None or row.row.kind in ("lecture", "practical") else None, row)
        for row, week in zip(rows, weeks, strict=True)
    ]
    shown = []
    for week, group in groupby(keyed, key=lambda pair: pair[0]):
        days = term.week(week) if term and week is not None and 1 <= week <= term.weeks else None
        shown.append(WeekShown(week, days, tuple(row for _, row in group)))
    return shown


def hours(rows: Iterable[ScheduleRow]) -> Decimal:
    """Academic hours of the rows together."""
    return sum((row.hours for row in rows if row.hours is not None), Decimal(0))


def credits(words: Wording, held: IntegrationMap) -> str:
    """The credits of the discipline, counted where they are a whole number."""
    given = held.workload.credits if held.workload else None
    if given is None:
        return ""
    return words("count.credits", n=int(given)) if given == int(given) else words.number(given)


def _term(edition: Edition, held: IntegrationMap, course: Course | None) -> Term | None:
    """The term of the tutor's plan, else the first one in which the course is taught."""
    year = edition.published.year
    named = held.tutoring.term if held.tutoring else ""
    ids = [named, *(teaching.term for teaching in course.teaching)] if course else [named]
    return next((term for id in ids if year and (term := year.term(id))), None)


def _texts(row: ScheduleRow) -> tuple[LocalText | None, ...]:
    return (row.title, row.tasks, row.assessment, row.integration)
