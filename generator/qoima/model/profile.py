"""A regulation as data: requirements, each with its clause and its checks, or why no program can check it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from qoima.core.diagnostic import Clause, Severity
from qoima.core.source import Placed
from qoima.model.course import Status

REGULATIONS: Mapping[str, str] = MappingProxyType({"eku": "1", "atu": "2", "almau": "3", "satbayev": "4"})
"""The profiles of regulations, and the digit with which the numbers of their codes begin."""

FACTS = (
    "control",
    "course_kind",
    "level",
    "emergency",
    "status",
    "draft",
    "term",
    "kind",
    "mode",
    "ged_cycle",
    "hours_over_100",
    "nonformal",
    "single_choice",
    "format",
    "platform",
    "learners",
)
"""What `where` may ask of a node: closed facts, no logic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Placed):
    """One use of a rule: severity, limits, and the facts that a node must have.

    `on` is the kind of record that a rule about any record looks at. Before `stage` is reached, the severity is at most
    warning: the record of a step need not stand in the file before the step is taken.
    """

    rule: str
    severity: Severity
    on: str = ""
    stage: Status | None = None
    limits: Mapping[str, object] = field(default_factory=dict)
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement(Placed):
    """One clause. Exactly one of `checks` and `manual` is filled."""

    code: str
    clause: Clause
    checks: tuple[Check, ...] = ()
    manual: str = ""
    deviation: str = ""
    """The clause that lets a file depart from this one, recorded (ATU 8.7)."""
    subsumed_by: tuple[str, ...] = ()
    """Requirements that ask for the same and more: what they find at a place is not reported here once again."""
    excludes: tuple[str, ...] = ()
    """Requirements of other regulations that cannot hold together with this one."""
    blocks: str = ""
    """`bank`: where an error of it stands at a bank, that bank alone is not exported, and a build goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The regulation itself."""

    code: str
    title: str
    language: str
    in_force: date
    edition: str = ""
    approved: str = ""
    replaces: str = ""
    review_years: int | None = None
    next_check: str = ""
    """A year or a day, as the regulation says it."""
    form_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile(Placed):
    """All requirements of one regulation."""

    name: str
    document: Document
    requirements: tuple[Requirement, ...]

    def requirement(self, code: str) -> Requirement | None:
        """The requirement of that code."""
        return next((r for r in self.requirements if r.code == code), None)
