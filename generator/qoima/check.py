"""Rules × requirements × nodes: what a repository lacks, by which clause."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from qoima.core.diagnostic import Diagnostic, Diagnostics, Related, Step, distinct, ordered
from qoima.core.problems import did_you_mean, problem
from qoima.decisions import Judge, bind_step, binds, limit_problems, overridden
from qoima.model.nodes import Linked, Node, facts
from qoima.model.profile import Check, Profile
from qoima.model.university import ProfileUse
from qoima.model.views import RegulationInForce, Thing
from qoima.rules.binding import Bound, bind
from qoima.rules.registry import Finding, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything found, in order, and the findings that waivers took away."""

    diagnostics: Diagnostics
    waived: Diagnostics = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """A check of a profile with the lines of university.yaml that put the profile in force."""

    bound: Bound
    profile: str
    uses: tuple[ProfileUse, ...]
    steps: tuple[Step, ...] = ()
    """What overrides have made of it."""

    def use_of(self, node: Node) -> ProfileUse | None:
        """The line that binds a node: one that names it wins over one that names all."""
        held = [use for use in self.uses if binds(use, node)]
        return next((use for use in held if use.is_narrow), held[0] if held else None)

    def looks_at(self, node: Node, use: ProfileUse) -> bool:
        """Whether the node is of the kind, and has the facts, that the check asks for."""
        check = self.bound.check
        return (not isinstance(node, Thing) or node.kind == check.on) and _has(node, check, use)


def check(
    linked: Linked,
    profiles: Mapping[str, Profile],
    rules: Mapping[str, Rule],
    *,
    today: date,
    read: Iterable[Diagnostic] = (),
) -> Report:
    """Run every check that the university's profiles bind. `read`, what reading said, joins the report."""
    checks, said = in_force(linked, profiles, rules)
    judge = Judge(linked, profiles, today)
    nodes: dict[type, list[Node]] = defaultdict(list)
    for node in (*linked.nodes, *regulations(linked, profiles, today)):
        nodes[type(node)].append(node)
    by_kind: dict[str, list[Node]] = defaultdict(list)
    for node in nodes[Thing]:
        by_kind[node.kind if isinstance(node, Thing) else ""].append(node)
    found: list[Diagnostic] = [*read, *said]
    for one in checks:
        held = by_kind[one.bound.check.on] if one.bound.rule.node is Thing else nodes[one.bound.rule.node]
        for node in held:
            if (use := one.use_of(node)) and one.looks_at(node, use) and not judge.prefers_another(one.bound, node):
                for diagnosed in _diagnosed(one, node, use, today):
                    found.append(judge.judged(diagnosed, one.bound, node))
    kept, waived = judge.waived(distinct(_once(found, checks)))
    return Report(diagnostics=ordered(kept), waived=ordered(waived))


def in_force(
    linked: Linked, profiles: Mapping[str, Profile], rules: Mapping[str, Rule]
) -> tuple[tuple[InForce, ...], Diagnostics]:
    """Every check that the university's profiles bind, overrides applied, and what does not fit."""
    university = linked.university
    said: list[Diagnostic] = []
    checks: list[InForce] = []
    lines: dict[str, list[ProfileUse]] = defaultdict(list)
    for use in university.profiles:
        lines[use.profile].append(use)
    for name, uses in lines.items():
        if name not in profiles:
            near = did_you_mean(name, set(profiles))
            said.append(problem("PRF001", uses[0].at, name=name, near=near, known=", ".join(sorted(profiles))))
            continue
        bound, wrong = bind(profiles[name], rules)
        said += (*wrong, *limit_problems(bound, university.overrides))
        for one in bound:
            after, steps = overridden(one, university.overrides)
            checks.append(InForce(bound=after, profile=name, uses=tuple(uses), steps=steps))
    return tuple(checks), tuple(said)


def _once(found: list[Diagnostic], checks: Iterable[InForce]) -> Iterator[Diagnostic]:
    """Without what a requirement says at a place where one that subsumes it has spoken."""
    subsumed = {one.bound.requirement.code: one.bound.requirement.subsumed_by for one in checks}
    told = {(one.code, one.at.sort_key()) for one in found}
    for one in found:
        if not any((code, one.at.sort_key()) in told for code in subsumed.get(one.code, ())):
            yield one


def _diagnosed(one: InForce, node: Node, use: ProfileUse, today: date) -> Iterator[Diagnostic]:
    for found in one.bound.rule.find(node, one.bound.limits, today):
        yield replace(diagnostic(one.bound, found), steps=(bind_step(one.bound, use), *one.steps))


def regulations(linked: Linked, profiles: Mapping[str, Profile], today: date) -> Iterator[RegulationInForce]:
    """The regulations that university.yaml puts in force, on the day of the check."""
    for name in dict.fromkeys(use.profile for use in linked.university.profiles):
        if name in profiles:
            at = next(use.at for use in linked.university.profiles if use.profile == name)
            yield RegulationInForce(name=name, document=profiles[name].document, today=today, at=at)


def _has(node: Node, check: Check, use: ProfileUse) -> bool:
    if not check.where:
        return True
    held = {**facts(node), "emergency": "true" if use.emergency else "false"}
    return all(held.get(fact) == value for fact, value in check.where.items())


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
