"""Who teaches a course, when classes and consultations are, and which consultations come before a control."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import get_args

from qoima.model.calendar import Term
from qoima.model.control_days import days_of
from qoima.model.control_plan import Control
from qoima.model.course import Course
from qoima.model.course_package import Consultation, Session, Weekday
from qoima.model.people import Person
from qoima.site.edition import Edition

WEEKDAYS = get_args(Weekday)
DAYS_BEFORE = 14
"""A consultation on one day is for the control that opens in so many days."""


@dataclass(frozen=True, slots=True)
class Teacher:
    """A person with the languages they teach the course in; the tutor guides independent work."""

    person: Person
    languages: tuple[str, ...]
    tutor: bool


def teachers(edition: Edition, course: Course) -> list[Teacher]:
    """The teachers of the course, those who read single lectures, then the tutor; each once."""
    taught: dict[str, list[str]] = {}
    for teaching in course.teaching:
        for id in teaching.teachers:
            languages = taught.setdefault(id, [])
            if teaching.language not in languages:
                languages.append(teaching.language)
    tutor = course.tutor.person if course.tutor else ""
    for id in (*(lecture.lecturer for lecture in course.lectures), tutor):
        taught.setdefault(id, [])
    people = edition.published.people
    return [Teacher(people[id], tuple(languages), id == tutor) for id, languages in taught.items() if id in people]


def timetable(course: Course) -> list[tuple[Session, str]]:
    """The classes that differ in more than week and recording, each with its weeks, such as `1–6, 10`."""
    grouped: dict[Session, list[int]] = {}
    for session in course.sessions:
        held = grouped.setdefault(replace(session, week=None, recording="", topics=()), [])
        if session.week is not None:
            held.append(session.week)
    every = {week.week for week in course.weeks}
    return [(session, "" if every <= set(held) else ranges(held)) for session, held in grouped.items()]


def ranges(numbers: Iterable[int]) -> str:
    """`1–3, 5` for 1, 2, 3 and 5."""
    parts: list[list[int]] = []
    for number in sorted(set(numbers)):
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(p[0]) if len(p) == 1 else f"{p[0]}–{p[-1]}" for p in parts)


def consultations_before(
    course: Course, control: Control, term: Term | None, holidays: tuple[date, ...]
) -> list[tuple[date, Consultation]]:
    """The last time that each consultation is held before a control opens, by day."""
    days = days_of(control, term)
    if not days or not term:
        return []
    found = []
    for consultation in course.syllabus.consultations:
        day = _last_before(consultation, days.first, holidays)
        if day and term.start <= day:
            found.append((day, consultation))
    return sorted(found, key=lambda held: (held[0], held[1].time))


def _last_before(consultation: Consultation, opens: date, holidays: tuple[date, ...]) -> date | None:
    if consultation.day:
        return consultation.day if 0 < (opens - consultation.day).days <= DAYS_BEFORE else None
    if not consultation.weekday:
        return None
    back = (opens.weekday() - WEEKDAYS.index(consultation.weekday) - 1) % 7 + 1
    day = opens - timedelta(days=back)
    return next((d for d in (day - timedelta(days=7 * n) for n in range(4)) if d not in holidays), None)
