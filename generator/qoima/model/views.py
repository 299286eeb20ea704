"""The nodes that rules see beside those of `links`: whole files with what they refer to, and each record in them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date

from qoima.core.source import Placed, Span
from qoima.model.bank import Bank
from qoima.model.blended import BlendedLearning
from qoima.model.calendar import AcademicYear, Term
from qoima.model.course import Course
from qoima.model.course_package import Session
from qoima.model.digest import Digests, digests
from qoima.model.integration import IntegrationMap
from qoima.model.item import Item
from qoima.model.links import CourseInYear, TestBase
from qoima.model.mooc import Mooc
from qoima.model.people import Person
from qoima.model.profile import Document
from qoima.model.programme import Programme
from qoima.model.review import ExpertOrder, Review
from qoima.model.university import University


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RegulationInForce:
    """A regulation that a line of university.yaml puts in force, on the day of the check."""

    name: str
    document: Document
    today: date
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProgrammeInYear:
    """A programme with the courses of its components, by id."""

    programme: Programme
    courses: Mapping[str, Course]
    university: University


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MoocInYear:
    """A MOOC with its live bank and its open items, the programmes of the university, and the year's holidays."""

    mooc: Mooc
    banks: tuple[Bank, ...]
    practice: tuple[Item, ...]
    programmes: Mapping[str, Programme]
    courses: Mapping[str, Course]
    people: Mapping[str, Person]
    year: AcademicYear | None
    university: University
    has_testbanks: bool = True
    """False where the repository comes without its banks, or those of the MOOC cannot be read: nothing is said of items
    then."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MapInYear:
    """An integration map with the course that it is made for; None where that course does not exist."""

    map: IntegrationMap
    course: CourseInYear | None
    people: Mapping[str, Person]
    university: University


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OwedMap:
    """A course that uses outside SPOC or MOOC, and its integration map where there is one."""

    course: CourseInYear
    map: IntegrationMap | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BlendedInYear:
    """Blended learning with its programme and its courses."""

    blended: BlendedLearning
    programme: Programme | None
    courses: tuple[CourseInYear, ...]
    people: Mapping[str, Person]
    university: University


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CourseInBlended:
    """A course of a programme with blended learning."""

    course: CourseInYear
    blended: BlendedInYear

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms it is taught in."""
        return self.course.terms

    def day_of(self, session: Session) -> date | None:
        """The day of a session, else the last one of its week or of its term; None where no term is known."""
        if session.day or not self.terms:
            return session.day
        term = self.terms[0]
        return term.week(session.week).last if session.week else term.study.last


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReviewedBase:
    """A test base with its signed reviews, in the order of their dates, and the orders that name experts.

    `pictures` has the bytes of the repository's pictures by path. `drafts` are the sheets that wait for a signature:
    they count nowhere as conclusions.
    """

    base: TestBase
    reviews: tuple[Review, ...]
    orders: tuple[ExpertOrder, ...]
    people: Mapping[str, Person]
    pictures: Mapping[str, bytes]
    drafts: tuple[Review, ...] = ()
    known_digests: dict[frozenset[str], Digests] = field(default_factory=dict, repr=False)
    """What has been worked out already, by controls: several rules ask for it."""

    @property
    def year(self) -> str:
        """The academic year in which the base is used."""
        return self.base.course.university.academic_year

    @property
    def has_unread(self) -> bool:
        """Whether a conclusion cannot be read: then nobody knows which one is missing, or the latest."""
        return any(path.startswith(f"{self.base.folder}/reviews/") for path in self.base.unread)

    def of(self, control: str) -> tuple[Review, ...]:
        """The reviews of a control's bank, the last one last."""
        return tuple(review for review in self.reviews if control in review.controls)

    def digests(self, controls: Collection[str]) -> Digests:
        """What stands for the items of the banks of some controls, as they are now."""
        asked = frozenset(controls)
        if asked not in self.known_digests:
            items = [item for bank in self.base.banks if bank.id.control in asked for item in bank.items]
            self.known_digests[asked] = digests(items, folder=self.base.folder, pictures=self.pictures)
        return self.known_digests[asked]


Owner = CourseInYear | ProgrammeInYear | MoocInYear | MapInYear | BlendedInYear | CourseInBlended | ReviewedBase


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Thing:
    """Any record of a file, for rules that look at one field whatever it belongs to.

    `kind` is the name of its class in words (`course`, `integration-map`); of a course with blended learning
    `blended-course` and so on. `within` are the records that it stands in, the file first.
    """

    kind: str
    value: Placed
    owner: Owner
    within: tuple[Placed, ...] = field(default=())


def things(value: Placed, owner: Owner, prefix: str = "", within: tuple[Placed, ...] = ()) -> Iterator[Thing]:
    """A record and all records inside it, depth first, in the order of their fields."""
    yield Thing(kind=prefix + kind_of(value), value=value, owner=owner, within=within)
    for one in fields(value):
        held = getattr(value, one.name)
        for part in held if isinstance(held, tuple) else (held,):
            if isinstance(part, Placed):
                yield from things(part, owner, prefix, (*within, value))


def kind_of(value: Placed) -> str:
    """The kind of a record: the name of its class in words, with hyphens."""
    name = type(value).__name__
    return "".join(f"-{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))
