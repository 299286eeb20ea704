"""What every command needs: the repository, the profiles, today, and the report of a check."""

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from qoima.check import Report, in_force
from qoima.cli.checking.parts import Order, Parts
from qoima.cli.checking.profiles import packaged_profiles
from qoima.cli.checking.store import Cache
from qoima.cli.checking.whole import WholeCheck
from qoima.cli.files import Files, files_here, load
from qoima.core.diagnostic import Diagnostic, Severity
from qoima.model.item import DIFFICULTIES
from qoima.model.profile import Profile
from qoima.model.published import ClauseInForce, Published, published
from qoima.model.repository import Repository
from qoima.model.university import University
from qoima.render.banks import BankRow
from qoima.rules import RULES

__all__ = ["Checked", "asked_mix", "examine", "packaged_profiles", "published_by", "today"]

CACHE = Path("build") / "cache.sqlite"


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A repository after a check; what of it is read whole is read when it is asked for."""

    root: Path
    report: Report
    rows: tuple[BankRow, ...]
    """Of the table of banks."""
    parts: Parts
    evaluated: tuple[str, ...] = ()
    """The parts of the repository that were not in the cache."""

    @cached_property
    def repository(self) -> Repository:
        """Everything that the repository holds."""
        order = self.parts.order
        return load(order.files, with_testbanks=order.with_testbanks)[0]

    @property
    def university(self) -> University | None:
        """The university with its profiles of this run; None where university.yaml cannot be read."""
        return self.parts.university

    @property
    def has_testbanks(self) -> bool:
        """False where the repository was checked without its banks."""
        return self.parts.order.with_testbanks

    @property
    def profiles(self) -> Mapping[str, Profile]:
        """The profiles by name."""
        return packaged_profiles()

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that stop a build."""
        return tuple(d for d in self.report.diagnostics if d.severity is Severity.ERROR)


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
    cached: bool = False,
) -> Checked:
    """Check the repository at `root`, or the `files` that it had at another revision.

    `cached`: what has been found before about parts that have not changed is taken from `build/cache.sqlite`.
    """
    files = files or files_here(root, with_testbanks=with_testbanks)
    order = Order(files=files, day=day, extra_profiles=tuple(extra_profiles), with_testbanks=with_testbanks)
    cache = Cache(root / CACHE) if cached else None
    whole = WholeCheck(order, cache)
    report, rows = whole.run()
    if cache is not None:
        cache.close()
    return Checked(root=root, report=report, rows=rows, parts=whole.parts, evaluated=tuple(whole.evaluated))


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
    if checked.university is None:
        raise AssertionError("a repository without university.yaml has an error")
    return published(checked.repository, checked.university, _clauses(checked.university, checked.profiles))


def _clauses(university: University, profiles: Mapping[str, Profile]) -> tuple[ClauseInForce, ...]:
    held = []
    for one in in_force(university, profiles, RULES)[0]:
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
    for name in dict.fromkeys(use.profile for use in university.profiles):
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
