"""Ids in integration maps and in blended learning that name nothing (REF002)."""

from collections.abc import Iterator

from qoima.core.diagnostic import Diagnostic
from qoima.model.dangling import missing
from qoima.model.integration import IntegrationMap
from qoima.model.repository import Repository
from qoima.model.surroundings import Surroundings
from qoima.model.university import University


def references_in_maps(repository: Repository, university: University, around: Surroundings) -> Iterator[Diagnostic]:
    """The discipline, its topics, the outside courses of the map itself, staff, the term of the tutor."""
    people = around.people_ids
    year = next((y for y in repository.years if y.year == university.academic_year), None)
    for one in repository.maps:
        yield from missing("course", [one.course], around.course_ids, one.place("course"))
        yield from _references_in_schedule(around, one)
        for signature in one.signatures:
            yield from missing("person", filter(None, [signature.person]), people, signature.place("person"))
        tutor = one.tutoring
        if tutor is not None:
            yield from missing("person", filter(None, [tutor.person]), people, tutor.place("person"))
            terms = None if year is None else {term.id for term in year.terms}
            yield from missing("term", filter(None, [tutor.term]), terms, tutor.place("term"))


def _references_in_schedule(around: Surroundings, one: IntegrationMap) -> Iterator[Diagnostic]:
    course = around.courses.get(one.course)
    outside = {held.id for held in one.courses}
    for row in one.schedule:
        yield from missing("topic", row.topics, set(course.topics) if course else None, row.place("topics"))
        yield from missing("course of this file", row.uses, outside, row.place("uses"))


def references_in_blended(repository: Repository, around: Surroundings) -> Iterator[Diagnostic]:
    """The programme, its courses, and the courses whose packages have an address."""
    for one in repository.blended:
        yield from missing("programme", [one.programme], around.programme_ids, one.place("programme"))
        yield from missing("course", one.courses, around.course_ids, one.place("courses"))
        yield from missing("course of this file", one.umkd, set(one.courses), one.place("umkd"))
