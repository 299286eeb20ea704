"""Everything that a repository holds, as read and not yet linked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qoima.model.bank import Bank, Passport, Practice
from qoima.model.blended import BlendedLearning
from qoima.model.calendar import AcademicYear
from qoima.model.course import Course
from qoima.model.delivery import Deliveries
from qoima.model.integration import IntegrationMap
from qoima.model.mooc import Mooc
from qoima.model.people import Person
from qoima.model.programme import Programme
from qoima.model.review import ExpertOrder, Review
from qoima.model.university import University


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """`pictures` has bytes by path in the repository; `university` is None where its file cannot be read."""

    university: University | None = None
    people: tuple[Person, ...] = ()
    years: tuple[AcademicYear, ...] = ()
    programmes: tuple[Programme, ...] = ()
    courses: tuple[Course, ...] = ()
    moocs: tuple[Mooc, ...] = ()
    maps: tuple[IntegrationMap, ...] = ()
    blended: tuple[BlendedLearning, ...] = ()
    expert_orders: tuple[ExpertOrder, ...] = ()
    reviews: tuple[Review, ...] = ()
    banks: tuple[Bank, ...] = ()
    passports: tuple[Passport, ...] = ()
    practice: tuple[Practice, ...] = ()
    deliveries: tuple[Deliveries, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    has_testbanks: bool = True
    """False for `build --published`: what rests on banks is left out, not reported as missing."""
    unread: frozenset[str] = frozenset()
    """Paths that could not be read: an error of their own stands, so nothing is said of what they would hold."""
