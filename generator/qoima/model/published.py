"""What may be published: a value without banks, so that no page can reach a live item."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qoima.model.bank import Practice
from qoima.model.blended import BlendedLearning
from qoima.model.calendar import AcademicYear
from qoima.model.course import Course
from qoima.model.integration import IntegrationMap
from qoima.model.mooc import Mooc
from qoima.model.people import Person
from qoima.model.programme import Programme
from qoima.model.repository import Repository
from qoima.model.university import University


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseInForce:
    """One check of a requirement that binds this university, its overrides applied; `language` is the document's.

    `document` is the code of the regulation, `clause` the number; nothing of its text. `where` says for what it holds,
    such as `control: midterm`; `limits` are the numbers and words of the rule. A requirement left to people has no
    `rule`.
    """

    code: str
    profile: str
    document: str
    clause: str
    language: str = ""
    rule: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The content of `content/`, and the clauses in force. `pictures` has only paths below `content/`."""

    university: University
    people: Mapping[str, Person]
    year: AcademicYear | None
    programmes: tuple[Programme, ...]
    courses: tuple[Course, ...]
    moocs: tuple[Mooc, ...]
    maps: tuple[IntegrationMap, ...]
    blended: tuple[BlendedLearning, ...]
    practice: tuple[Practice, ...]
    pictures: Mapping[str, bytes]
    clauses: tuple[ClauseInForce, ...] = ()

    def clause(self, code: str, rule: str = "", **where: str) -> ClauseInForce | None:
        """The first check in force of that code, of that rule and with those facts where they are given."""
        for one in self.clauses:
            if one.code == code and rule in ("", one.rule) and where.items() <= one.where.items():
                return one
        return None


def published(repository: Repository, university: University, clauses: tuple[ClauseInForce, ...] = ()) -> Published:
    """The public part of a repository; banks and passports are not in it."""
    return Published(
        university=university,
        people={p.id: p for p in repository.people},
        year=next((y for y in repository.years if y.year == university.academic_year), None),
        programmes=repository.programmes,
        courses=repository.courses,
        moocs=repository.moocs,
        maps=repository.maps,
        blended=repository.blended,
        practice=repository.practice,
        pictures={path: held for path, held in repository.pictures.items() if path.startswith("content/")},
        clauses=clauses,
    )
