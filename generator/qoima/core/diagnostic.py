"""The one type for everything Qoima has to say about a file."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from qoima.core.source import Position, Source, Span
from qoima.core.words import Template


class Severity(StrEnum):
    """`error` stops a build, `warning` is for a person to weigh, `info` is shown on request."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Problem(NamedTuple):
    """What a code says, in English: how severe it is, what is wrong, what to do."""

    severity: Severity
    template: Template
    help: Template = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What is said: a key into the message catalogues, the English template, and the values to fill in.

    A value that is itself a `Message` is put into the reader's language before it is filled in.
    """

    key: str
    template: Template
    values: MappingProxyType[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that the diagnostic speaks of."""

    at: Span
    message: Message


@dataclass(frozen=True, slots=True)
class Clause:
    """The source of a requirement: document code, clause, quote in its original language, and the reading taken."""

    document: str
    clause: str
    quote: str
    reading: str = ""
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What made a finding what it is: the profile that binds, an override, a stage, a deviation, a waiver."""

    message: Message
    at: Span | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: code, severity, place, message, and where they exist clause, help, rule and related places."""

    code: str
    severity: Severity
    at: Span
    message: Message
    help: Message | None = None
    clause: Clause | None = None
    rule: str = ""
    related: tuple[Related, ...] = ()
    steps: tuple[Step, ...] = field(default=(), compare=False)
    deviates: bool = False

    def sort_key(self) -> tuple[tuple[str, int, int], str, str, str]:
        """Order of a report: by place, then code; the values part findings of one place and code."""
        return (self.at.sort_key(), self.code, self.rule, repr(sorted(self.message.values.items(), key=str)))


Diagnostics = tuple[Diagnostic, ...]


def distinct(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Each once: two ways to one place, such as two lines that bind it, say the same thing."""
    return list({(*one.sort_key(), one.message.key, one.at.end): one for one in diagnostics}.values())


def ordered(diagnostics: Iterable[Diagnostic]) -> Diagnostics:
    """Sorted for a report."""
    return tuple(sorted(diagnostics, key=Diagnostic.sort_key))


def has_error(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether one of them is of severity error."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


__all__ = [
    "Clause",
    "Diagnostic",
    "Diagnostics",
    "Message",
    "Position",
    "Problem",
    "Related",
    "Severity",
    "Source",
    "Span",
    "Step",
    "has_error",
    "ordered",
]
