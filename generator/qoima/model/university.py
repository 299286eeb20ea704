"""The university: its languages, the profiles in force, and what it has decided about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta, timezone
from typing import Literal, NamedTuple

from qoima.core.source import Placed, Span
from qoima.model.text import LocalText

ALL: Literal["all"] = "all"
KAZAKHSTAN = "+05:00"
"""One time in the whole country since March 2024, without summer time."""
KINDS = ("courses", "programmes", "moocs", "maps", "banks")
"""The kinds of things that a line of university.yaml can bind a profile to."""


class ProfileUse(NamedTuple):
    """A line of university.yaml: the profile binds the things named by kind, `all` or ids."""

    profile: str
    binds: tuple[tuple[str, tuple[str, ...] | Literal["all"]], ...]
    at: Span
    emergency: bool = False
    """Whether a declared emergency is in force for these things (EKU chapter 6)."""

    @property
    def is_narrow(self) -> bool:
        """Whether the line names its things one by one; such a line wins over `all` of the same profile."""
        return all(ids != ALL for _, ids in self.binds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Override(Placed):
    """Another severity or other limits for one code, with the reason."""

    code: str
    reason: str
    severity: str | None = None
    limits: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference(Placed):
    """Of two requirements that exclude each other, the one that is taken where both profiles bind a thing."""

    over: str
    take: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Placed):
    """Findings of one code in some files, left out until a date, with reason and name."""

    code: str
    files: tuple[str, ...]
    reason: str
    by: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovedMooc(Placed):
    """An outside MOOC that the university accepts in place of credits."""

    name: str
    platform: str


@dataclass(frozen=True, slots=True, kw_only=True)
class University(Placed):
    """content/university.yaml."""

    id: str
    name: LocalText
    languages: tuple[str, ...]
    default_language: str
    site_url: str
    academic_year: str
    utc_offset: str = KAZAKHSTAN
    """How far local time is ahead of UTC. No name of a zone: their tables differ from machine to machine."""
    penalty: bool = True
    """Whether wrong options of several-choice items take points away, so that ticking all earns nothing."""
    methodologists: tuple[str, ...] = ()
    """Who answers in `CODEOWNERS` for what belongs to no course: this file, people, programmes, templates."""
    guides: Mapping[str, str] = field(default_factory=dict)
    """Addresses of the guides on distance learning for staff and students, by what they are about."""
    approved_moocs: tuple[ApprovedMooc, ...] = ()
    profiles: tuple[ProfileUse, ...] = ()
    overrides: tuple[Override, ...] = ()
    prefer: tuple[Preference, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @property
    def zone(self) -> timezone:
        """The zone of its local time."""
        hours, minutes = map(int, self.utc_offset[1:].split(":"))
        return timezone((-1 if self.utc_offset[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))
