"""Rules × requirements × nodes: what a repository lacks, by which clause."""

import fnmatch
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qoima.core.diagnostic import Diagnostic, Diagnostics, Related, Severity, ordered
from qoima.core.problems import did_you_mean, problem
from qoima.model.catalogue import Override, ProfileUse, University, Waiver
from qoima.model.links import Linked, Node, facts, scopes
from qoima.model.profile import Profile
from qoima.rules.binding import Bound, bind, typed_limits
from qoima.rules.registry import Finding, Rule

NEVER_OVERRIDDEN = ("FIL", "YML", "GFT", "AIK", "MXL", "PRF", "REF", "BNK112")
"""How codes begin that no university switches off: a file cannot be understood, or a live item leaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything found, in order, and how many findings waivers took away."""

    diagnostics: Diagnostics
    waived: int = 0


def check(
    linked: Linked,
    profiles: Mapping[str, Profile],
    rules: Mapping[str, Rule],
    *,
    today: date,
    read: Iterable[Diagnostic] = (),
) -> Report:
    """Run every check that the university's profiles bind. `read`, what reading said, joins the report."""
    university = linked.university
    said: list[Diagnostic] = [*read, *_override_problems(university, profiles)]
    nodes: dict[type, list[Node]] = defaultdict(list)
    for node in linked.nodes:
        nodes[type(node)].append(node)
    lines: dict[str, list[ProfileUse]] = defaultdict(list)
    for use in university.profiles:
        lines[use.profile].append(use)
    for name, uses in lines.items():
        if name not in profiles:
            near = did_you_mean(name, set(profiles))
            said.append(problem("PRF001", uses[0].at, name=name, near=near, known=", ".join(sorted(profiles))))
            continue
        bound, wrong = bind(profiles[name], rules)
        said += (*wrong, *_limit_problems(bound, university.overrides))
        for one in bound:
            said += _run(_overridden(one, university.overrides), nodes[one.rule.node], uses)
    return _waived(university, said, today)


def _run(bound: Bound, nodes: Iterable[Node], uses: Sequence[ProfileUse]) -> Iterator[Diagnostic]:
    for node in nodes:
        if any(_binds(use, node) for use in uses) and _has(node, bound.check.where):
            for found in bound.rule.find(node, bound.limits):
                yield diagnostic(bound, found)


def _has(node: Node, where: Mapping[str, str]) -> bool:
    held = facts(node) if where else {}
    return all(held.get(fact) == value for fact, value in where.items())


def _binds(use: ProfileUse, node: Node) -> bool:
    return any(kind == k and (ids == "all" or id in ids) for kind, ids in use.binds for k, id in scopes(node))


def diagnostic(bound: Bound, found: Finding) -> Diagnostic:
    """A finding with its code, severity, clause and texts."""
    values = {**{name: _shown(value) for name, value in bound.limits.items()}, **found.values}
    return Diagnostic(
        code=bound.requirement.code,
        severity=bound.severity,
        at=found.at,
        message=bound.rule.message(found.variant, values),
        help=bound.rule.advice(found.variant, values),
        clause=bound.requirement.clause,
        rule=bound.rule.slug,
        related=tuple(Related(at, bound.rule.message(key, values)) for at, key in found.related),
    )


def _shown(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else value


def _override_problems(university: University, profiles: Mapping[str, Profile]) -> Iterator[Diagnostic]:
    used = {use.profile for use in university.profiles}
    known = {r.code for name, p in profiles.items() if name in used for r in p.requirements}
    entries: tuple[Override | Waiver, ...] = (*university.overrides, *university.waivers)
    for entry in entries:
        at = entry.place("code")
        if entry.code.startswith(NEVER_OVERRIDDEN):
            yield problem("PRF009", at, code=entry.code)
        elif entry.code not in known:
            yield problem("PRF008", at, code=entry.code, near=did_you_mean(entry.code, known))


def _limit_problems(bound: Sequence[Bound], overrides: Iterable[Override]) -> Iterator[Diagnostic]:
    """Limits that no rule of the code takes, or that have another type."""
    for override in overrides:
        rules = [one.rule for one in bound if one.requirement.code == override.code]
        for name, value in override.limits.items() if rules else ():
            nearest = max(rules, key=lambda rule: (name in rule.limits, len(rule.limits)))
            yield from typed_limits(nearest, {name: value}, override.place("limits"))[1]


def _overridden(bound: Bound, overrides: Iterable[Override]) -> Bound:
    """With the severity and those of the limits that its rule takes; a code may have several rules."""
    for override in overrides:
        if override.code != bound.requirement.code or override.code.startswith(NEVER_OVERRIDDEN):
            continue
        if override.severity:
            bound = replace(bound, severity=Severity(override.severity))
        named = {name: value for name, value in override.limits.items() if name in bound.rule.limits}
        limits, _ = typed_limits(bound.rule, named, override.place("limits"))
        bound = replace(bound, limits={**bound.limits, **limits})
    return bound


def _waived(university: University, said: list[Diagnostic], today: date) -> Report:
    kept, waived, used = [], 0, set()
    for one in said:
        waiver = next(
            (
                w
                for w in university.waivers
                if w.code == one.code and not w.code.startswith(NEVER_OVERRIDDEN) and w.until >= today
                and any(fnmatch.fnmatchcase(one.at.source.path, glob) for glob in w.files)
            ),
            None,
        )  # fmt: skip
        if waiver is None:
            kept.append(one)
        else:
            used.add(id(waiver))
            waived += 1
    for waiver in university.waivers:
        if waiver.until < today:
            kept.append(problem("PRF010", waiver.at, code=waiver.code, until=waiver.until.isoformat()))
        elif id(waiver) not in used and not waiver.code.startswith(NEVER_OVERRIDDEN):
            kept.append(problem("PRF011", waiver.at, code=waiver.code))
    return Report(diagnostics=ordered(kept), waived=waived)
