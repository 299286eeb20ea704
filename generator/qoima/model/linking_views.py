"""The nodes of `views` from a repository: programmes, MOOCs, maps, blended learning, reviewed bases."""

from collections.abc import Iterator, Mapping

from qoima.model.control_plan import Control
from qoima.model.course import Course, Teaching
from qoima.model.dangling import unread
from qoima.model.links import CourseInYear, TestBase
from qoima.model.mooc import Mooc
from qoima.model.nodes import Node
from qoima.model.people import Person
from qoima.model.repository import Repository
from qoima.model.university import University
from qoima.model.views import (
    BlendedInYear,
    CourseInBlended,
    MapInYear,
    MoocInYear,
    OwedMap,
    ProgrammeInYear,
    ReviewedBase,
    things,
)


def mooc_as_course(mooc: Mooc) -> Course:
    """A MOOC as its banks see it: lessons are their topics, the final assessment is the control `final`."""
    lessons = [lesson for module in mooc.modules for lesson in module.lessons]
    at = mooc.place("language")
    taught = (Teaching(language=mooc.language, term="", teachers=(), at=at),) if mooc.language else ()
    outcomes = {id: text for module in mooc.modules for id, text in module.outcomes.items()}
    return Course(
        id=mooc.id,
        name=mooc.name,
        status=mooc.status,
        kind="MOOC",
        teaching=taught,
        outcomes=outcomes,
        topics={lesson.id: lesson.title for lesson in lessons},
        controls=(Control(id="final", kind="summative", form="test", at=mooc.place("final")),),
        at=mooc.at,
        places=mooc.places,
    )


def views(repository: Repository, university: University, in_year: Mapping[str, CourseInYear]) -> Iterator[Node]:
    """Each file of these kinds with what it refers to, then every record in it."""
    courses = {course.id: course for course in repository.courses}
    for programme in repository.programmes:
        held = ProgrammeInYear(programme=programme, courses=courses, university=university)
        yield held
        yield from things(programme, held)
    yield from _moocs(repository, university)
    yield from _maps(repository, university, in_year)
    yield from _blended(repository, university, in_year)


def _moocs(repository: Repository, university: University) -> Iterator[Node]:
    for mooc in repository.moocs:
        whole = MoocInYear(
            mooc=mooc,
            banks=tuple(b for b in repository.banks if b.id.course == mooc.id),
            practice=tuple(
                item
                for practice in repository.practice
                if (practice.course, practice.language) == (mooc.id, mooc.language)
                for item in practice.items
            ),
            programmes={programme.id: programme for programme in repository.programmes},
            courses={course.id: course for course in repository.courses},
            people=_people(repository),
            year=next((y for y in repository.years if y.year == university.academic_year), None),
            university=university,
            has_testbanks=repository.has_testbanks,
        )
        yield whole
        yield from things(mooc, whole)


def _maps(repository: Repository, university: University, in_year: Mapping[str, CourseInYear]) -> Iterator[Node]:
    maps = {one.course: one for one in repository.maps}
    broken = unread(repository, "content/maps/")  # any of them may be the map that a course seems to lack
    for course in in_year.values():
        if course.course.moocs and (course.course.id in maps or not broken):
            yield OwedMap(course=course, map=maps.get(course.course.id))
    people = _people(repository)
    for one in repository.maps:
        drawn = MapInYear(map=one, course=in_year.get(one.course), people=people, university=university)
        yield drawn
        yield from things(one, drawn)


def _blended(repository: Repository, university: University, in_year: Mapping[str, CourseInYear]) -> Iterator[Node]:
    programmes = {programme.id: programme for programme in repository.programmes}
    people = _people(repository)
    for blended in repository.blended:
        mixed = BlendedInYear(
            blended=blended,
            programme=programmes.get(blended.programme),
            courses=tuple(in_year[id] for id in blended.courses if id in in_year),
            people=people,
            university=university,
        )
        yield mixed
        yield from things(blended, mixed)
        for course in mixed.courses:
            inside = CourseInBlended(course=course, blended=mixed)
            yield inside
            yield from things(course.course, inside, "blended-")


def _people(repository: Repository) -> Mapping[str, Person]:
    return {person.id: person for person in repository.people}


def reviewed(repository: Repository, base: TestBase) -> Iterator[Node]:
    """A base with its reviews and the orders of experts, then every record of these."""
    folder = (base.course.course.id, base.language)
    reviews = sorted((r for r in repository.reviews if r.folder == folder), key=lambda r: (r.date, r.name))
    people = _people(repository)
    orders, pictures = repository.expert_orders, repository.pictures
    held = ReviewedBase(base=base, reviews=tuple(reviews), orders=orders, people=people, pictures=pictures)
    yield held
    for paper in (*reviews, *orders):
        yield from things(paper, held)
