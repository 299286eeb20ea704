"""Ids in a course package that name nothing (REF002)."""

from collections.abc import Collection, Iterator

from qoima.core.diagnostic import Diagnostic
from qoima.model.course import Course
from qoima.model.course_package import Consultation, GlossaryEntry, Lecture, Session
from qoima.model.dangling import missing


def references_in_package(course: Course, people: Collection[str] | None) -> Iterator[Diagnostic]:
    """Who holds lectures, sessions and consultations, and what they are about."""
    topics = set(course.topics)
    for lecture in course.lectures:
        yield from missing("person", filter(None, [lecture.lecturer]), people, lecture.place("lecturer"))
    meetings: tuple[Session | Consultation, ...] = (*course.sessions, *course.syllabus.consultations)
    for meeting in meetings:
        yield from missing("person", filter(None, [meeting.teacher]), people, meeting.place("teacher"))
    about: tuple[Lecture | Session | GlossaryEntry, ...] = (*course.lectures, *course.sessions, *course.glossary)
    for held in about:
        yield from missing("topic", held.topics, topics, held.place("topics"))
    if course.work_programme:
        programme = course.work_programme
        yield from missing("topic", programme.topics, topics, programme.place("topics"))
