"""What may be published: a value without banks, so that no page can reach a live item."""

from collections.abc import Mapping
from dataclasses import dataclass

from qoima.model.bank import Practice
from qoima.model.calendar import AcademicYear
from qoima.model.course import Course
from qoima.model.people import Person
from qoima.model.programme import Programme
from qoima.model.repository import Repository
from qoima.model.university import University


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The content of `content/`. `pictures` has only paths below it."""

    university: University
    people: Mapping[str, Person]
    year: AcademicYear | None
    programmes: tuple[Programme, ...]
    courses: tuple[Course, ...]
    practice: tuple[Practice, ...]
    pictures: Mapping[str, bytes]


def published(repository: Repository, university: University) -> Published:
    """The public part of a repository; banks and passports are not in it."""
    return Published(
        university=university,
        people={p.id: p for p in repository.people},
        year=next((y for y in repository.years if y.year == university.academic_year), None),
        programmes=repository.programmes,
        courses=repository.courses,
        practice=repository.practice,
        pictures={path: held for path, held in repository.pictures.items() if path.startswith("content/")},
    )
