"""What a part of a repository sees of the rest: people, other courses, ids that exist, what is open to everybody."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from qoima.model.course import Course
from qoima.model.dangling import unread
from qoima.model.integration import IntegrationMap
from qoima.model.links import PublicItems
from qoima.model.people import Person
from qoima.model.programme import Programme
from qoima.model.repository import Repository

V = TypeVar("V")
EVERYTHING = "*"
"""What is told of a mapping that somebody has gone through; no id is called so."""

MapOfCourse = Callable[[str], tuple[IntegrationMap | None, bool]]
"""The map of a course, and whether that is certain: where a map cannot be read, it may be the one that is missing."""


class Watched(Mapping[str, V]):
    """A mapping that tells which of its keys somebody has asked for, or `EVERYTHING`."""

    def __init__(self, held: Mapping[str, V], told: Callable[[str], object]) -> None:
        self._held = held
        self._told = told

    def __getitem__(self, key: str) -> V:
        self._told(key)
        return self._held[key]

    def __contains__(self, key: object) -> bool:
        if isinstance(key, str):
            self._told(key)
        return key in self._held

    def __iter__(self) -> Iterator[str]:
        self._told(EVERYTHING)
        return iter(self._held)

    def __len__(self) -> int:
        self._told(EVERYTHING)
        return len(self._held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Everything that nodes and references look up beyond their own files, by id.

    The `_ids` hold what exists, broken files included; `people_ids` is None where people.yaml cannot be read.
    """

    people: Mapping[str, Person]
    people_ids: Mapping[str, object] | None
    courses: Mapping[str, Course]
    programmes: Mapping[str, Programme]
    course_ids: Mapping[str, object]
    taught_ids: Mapping[str, object]
    """Courses and MOOCs."""
    programme_ids: Mapping[str, object]
    map_of: MapOfCourse
    public: PublicItems


def surroundings(repository: Repository, public: PublicItems) -> Surroundings:
    """Those of a repository that is read whole."""
    people = {person.id: person for person in repository.people}
    courses = {course.id: course for course in repository.courses}
    programmes = {programme.id: programme for programme in repository.programmes}
    maps = {one.course: one for one in repository.maps}
    certain = not unread(repository, "content/maps/")
    course_ids = courses.keys() | unread(repository, "content/courses/")
    mooc_ids = {mooc.id for mooc in repository.moocs} | unread(repository, "content/moocs/")
    return Surroundings(
        people=people,
        people_ids=None if "content/people.yaml" in repository.unread else people,
        courses=courses,
        programmes=programmes,
        course_ids=dict.fromkeys(course_ids),
        taught_ids=dict.fromkeys(course_ids | mooc_ids),
        programme_ids=dict.fromkeys(programmes.keys() | unread(repository, "content/programmes/")),
        map_of=lambda course: (maps.get(course), certain),
        public=public,
    )
