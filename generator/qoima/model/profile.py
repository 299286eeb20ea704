"""A regulation as data: requirements, each with its clause and its checks, or why no program can check it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from qoima.core.diagnostic import Clause, Severity
from qoima.core.source import Placed

FACTS = ("control", "course_kind", "level", "emergency", "status", "draft", "term")
"""What `where` may ask of a node: closed facts, no logic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Placed):
    """One use of a rule: severity, limits, and the facts that a node must have."""

    rule: str
    severity: Severity
    limits: Mapping[str, object] = field(default_factory=dict)
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement(Placed):
    """One clause. Exactly one of `checks`, `manual` and `planned` is filled."""

    code: str
    clause: Clause
    checks: tuple[Check, ...] = ()
    manual: str = ""
    planned: str = ""
    deviation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The regulation itself."""

    code: str
    title: str
    language: str
    in_force: date
    next_check: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile(Placed):
    """All requirements of one regulation."""

    name: str
    document: Document
    requirements: tuple[Requirement, ...]

    def requirement(self, code: str) -> Requirement | None:
        """The requirement of that code."""
        return next((r for r in self.requirements if r.code == code), None)
