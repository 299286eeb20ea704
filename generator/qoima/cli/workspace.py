"""What every command needs: the repository, the profiles, today, and the report of a check."""

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType

from qoima.check import Report, check, in_force
from qoima.cli.files import Files, files_here, load
from qoima.core import resources
from qoima.core.diagnostic import Diagnostic, Severity, ordered
from qoima.core.source import NOWHERE, Source
from qoima.formats.yaml.profile import read_profile
from qoima.model.item import DIFFICULTIES
from qoima.model.linking import link
from qoima.model.nodes import Linked
from qoima.model.profile import Profile
from qoima.model.published import ClauseInForce, Published, published
from qoima.model.repository import Repository
from qoima.model.university import ALL, ProfileUse, University
from qoima.rules import RULES

EVERYTHING = tuple((kind, ALL) for kind in ("courses", "programmes", "moocs", "maps", "banks"))
"""What a profile binds that is added for one run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A repository after a check; `linked` is None where university.yaml cannot be read."""

    root: Path
    repository: Repository
    university: University | None
    linked: Linked | None
    report: Report
    profiles: Mapping[str, Profile]

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that stop a build."""
        return tuple(d for d in self.report.diagnostics if d.severity is Severity.ERROR)


@cache
def packaged_profiles() -> Mapping[str, Profile]:
    """The profiles that come with Qoima; one that cannot be read is a bug of ours."""
    profiles = {}
    for name in (n for n in resources.listing("profiles") if n.endswith(".yaml")):
        stem = name.removesuffix(".yaml")
        profile, wrong = read_profile(Source(f"profiles/{name}", resources.text("profiles", name)), stem)
        if profile is None or wrong:
            raise RuntimeError(f"profiles/{name}: {[(d.code, d.at.position) for d in wrong]}")
        profiles[stem] = profile
    return MappingProxyType(profiles)


def today(given: str | None) -> date:
    """`--date`, else SOURCE_DATE_EPOCH, else the clock: time enters here and nowhere else."""
    if given:
        return date.fromisoformat(given)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch) if epoch.isdigit() else time.time(), tz=UTC).date()


def examine(
    root: Path,
    *,
    day: date,
    extra_profiles: Sequence[str] = (),
    with_testbanks: bool = True,
    files: Files | None = None,
) -> Checked:
    """Read, link and check the repository at `root`, or the `files` that it had at another revision."""
    files = files or files_here(root, with_testbanks=with_testbanks)
    repository, read = load(files, with_testbanks=with_testbanks)
    profiles = packaged_profiles()
    university = repository.university
    if university is None:
        report = Report(diagnostics=ordered(read))
        return Checked(root=root, repository=repository, university=None, linked=None, report=report, profiles=profiles)
    added = tuple(ProfileUse(name, EVERYTHING, NOWHERE) for name in extra_profiles)
    university = replace(university, profiles=(*university.profiles, *added))
    linked, dangling = link(repository, university)
    report = check(linked, profiles, RULES, today=day, read=(*read, *dangling))
    return Checked(
        root=root, repository=repository, university=university, linked=linked, report=report, profiles=profiles
    )


def asked_mix(checked: Checked) -> dict[str, str]:
    """The shares of difficulty that the university asks for, by kind of control: `40/40/20`."""
    asked: dict[str, str] = {}
    if checked.university is None:
        return asked
    used = {use.profile for use in checked.university.profiles}
    for name in sorted(used & set(checked.profiles)):
        for requirement in checked.profiles[name].requirements:
            overrides = [o for o in checked.university.overrides if o.code == requirement.code]
            for one in requirement.checks:
                if one.rule == "difficulty-mix" and "control" in one.where:
                    limits = dict(one.limits)
                    for override in overrides:
                        limits.update(override.limits)
                    asked[one.where["control"]] = "/".join(str(limits[level]) for level in DIFFICULTIES)
    return asked


def published_by(checked: Checked) -> Published:
    """What the site is made of, the clauses in force included.

    Raises AssertionError where university.yaml could not be read; such a repository has an error, and is not built.
    """
    if checked.university is None or checked.linked is None:
        raise AssertionError("a repository without university.yaml has an error")
    return published(checked.repository, checked.university, _clauses(checked.linked, checked.profiles))


def _clauses(linked: Linked, profiles: Mapping[str, Profile]) -> tuple[ClauseInForce, ...]:
    held = []
    for one in in_force(linked, profiles, RULES)[0]:
        bound = one.bound
        clause = bound.requirement.clause
        held.append(
            ClauseInForce(
                code=bound.requirement.code,
                profile=one.profile,
                document=clause.document,
                clause=clause.clause,
                language=profiles[one.profile].document.language,
                rule=bound.rule.slug,
                where=bound.check.where,
                limits=bound.limits,
            )
        )
    for name in dict.fromkeys(use.profile for use in linked.university.profiles):
        for requirement in profiles[name].requirements if name in profiles else ():
            if requirement.manual:
                clause = requirement.clause
                held.append(
                    ClauseInForce(
                        code=requirement.code,
                        profile=name,
                        document=clause.document,
                        clause=clause.clause,
                        language=profiles[name].document.language,
                    )
                )
    return tuple(held)
