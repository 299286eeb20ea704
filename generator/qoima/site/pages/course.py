"""The page of a course: what it teaches, how the term goes, how it is assessed, and how to prepare."""

from collections.abc import Mapping
from dataclasses import dataclass

from qoima.model.control_days import term_of
from qoima.model.control_plan import Control
from qoima.model.course import Course
from qoima.model.text import LocalText
from qoima.site.edition import Edition
from qoima.site.index import Index
from qoima.site.pages.calendar_file import calendar, entries
from qoima.site.pages.course_data import json_ld
from qoima.site.pages.course_people import consultations_before, teachers, timetable
from qoima.site.pages.course_plan import control_names, controls_by_day, plan
from qoima.site.pages.course_weeks import hour_kinds, hours_total, lecture_pages, same_hours, weeks

SECTIONS = (
    "about",
    "outcomes",
    "prerequisites",
    "plan",
    "controls",
    "prepare",
    "syllabus",
    "timetable",
    "materials",
    "teachers",
    "grading",
    "online",
)
"""The sections of the page, by anchor and in their order; one without content is left out."""


@dataclass(frozen=True, slots=True)
class Admission:
    """What must be done before a control: all assignments of the term, or some by title, and other controls by name."""

    all_tasks: int
    tasks: tuple[LocalText, ...]
    controls: tuple[str, ...]


def pages(edition: Edition, index: Index) -> dict[str, str]:
    """A page for each course, and for each lecture that has a text."""
    held = {}
    for course in edition.published.courses:
        held[f"courses/{course.id}.md"] = course_page(edition, course, index)
        held |= lecture_pages(edition, course)
    return held


def files(edition: Edition, index: Index) -> dict[str, bytes]:
    """A calendar for each course that has days to put into it."""
    made = ((course.id, calendar(edition, course)) for course in edition.published.courses)
    return {f"courses/{id}.ics": data for id, data in made if data}


def course_page(edition: Edition, course: Course, index: Index) -> str:
    """Everything that a student is told about a course."""
    values = values_of(edition, course, index)
    values["sections"] = {name: edition.words(f"course.{name}") for name in SECTIONS if _has(name, values)}
    about = edition.words.plain(course.description)
    data = json_ld(edition, course, index)
    return edition.page(f"courses/{course.id}", "course.md", values, title=course.name, description=about, json_ld=data)


def values_of(edition: Edition, course: Course, index: Index) -> dict[str, object]:
    """What the template shows."""
    words, term = edition.words, term_of(edition.published.year, course)
    year = edition.published.year
    known = control_names(words, course)
    holidays = year.holidays if year else ()
    before = {c.id: consultations_before(course, c, term, holidays) for c in course.controls}
    return {
        "course": course,
        "term": term,
        "places": index.places.get(course.id, []),
        "prerequisites": [index.courses[id] for id in course.prerequisites if id in index.courses],
        "opens_way_to": sorted(index.needed_by.get(course.id, []), key=lambda c: (c.code, c.id)),
        "plan": plan(words, course, term),
        "names": known,
        "controls": controls_by_day(course, term),
        "tests": [c for c in course.controls if course.is_test(c)],
        "own_tasks": {c.id: [t for t in course.tasks if t.control == c.id] for c in course.controls},
        "admission": {c.id: admission(course, c, known) for c in course.controls},
        "before": {id: held for id, held in before.items() if held},
        "weeks": weeks(words, course, term),
        "questions": sum(len(lecture.self_check) for lecture in course.lectures),
        "hour_kinds": hour_kinds(course),
        "hours_total": hours_total(course),
        "same_hours": same_hours(course),
        "timetable": timetable(course),
        "teachers": teachers(edition, course),
        "people": edition.published.people,
        "sets": index.sets.get(course.id, []),
        "own_moocs": {text: mooc for mooc in index.moocs.values() for _, text in mooc.name.texts},
        "maps": index.maps_of.get(course.id, []),
        "calendar": bool(entries(edition, course)),
    }


def admission(course: Course, control: Control, names: Mapping[str, str]) -> Admission:
    """What a control requires; assignments that are all those of the term are only counted."""
    current = [task for task in course.tasks if task.control == "current"]
    required = [task for task in course.tasks if task.id in control.requires]
    everything = len(current) > 1 and {t.id for t in required} == {t.id for t in current}
    return Admission(
        all_tasks=len(current) if everything else 0,
        tasks=() if everything else tuple(task.title for task in required),
        controls=tuple(names[id] for id in control.requires if id in names),
    )


def _has(section: str, values: Mapping[str, object]) -> bool:
    course = values["course"]
    assert isinstance(course, Course)
    given = {
        "about": course.description or course.syllabus.content,
        "outcomes": course.outcomes,
        "prerequisites": True,
        "plan": course.controls or course.tasks,
        "controls": course.controls,
        "prepare": course.controls and (values["sets"] or values["questions"] or values["before"]),
        "syllabus": values["weeks"],
        "timetable": course.sessions or course.syllabus.consultations,
        "materials": course.materials or course.syllabus.literature or (course.emc and course.emc.additional),
        "teachers": values["teachers"],
        "grading": course.grading,
        "online": values["maps"] or course.moocs,
    }
    return bool(given[section])
