"""Rules × requirements × nodes: what a repository lacks, by which clause."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from qoima.core.diagnostic import Diagnostic, Diagnostics, Related, Step, distinct, ordered
from qoima.core.problems import did_you_mean, problem
from qoima.decisions import Decisions, Judge, bind_step, binds, limit_problems, overridden
from qoima.model.nodes import Linked, Node, Scopes, facts, mooc_of, scopes
from qoima.model.profile import Profile
from qoima.model.sealing import ControlDelivery, sealed_problems
from qoima.model.university import ProfileUse, University
from qoima.model.views import RegulationInForce, Thing
from qoima.rules.binding import Bound, bind
from qoima.rules.registry import Finding, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything found, in order, and the findings that waivers took away."""

    diagnostics: Diagnostics
    waived: Diagnostics = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is found in a part of a repository before the university's waivers, and what only the whole can judge.

    `settled` are findings about recorded deviations, which no waiver takes away.
    """

    found: Diagnostics
    settled: Diagnostics = ()
    preferred: frozenset[int] = frozenset()
    """The numbers of the university's preferences that have decided something here."""
    scopes: frozenset[Scopes] = frozenset()
    """What there is for profiles to bind."""
    asks_today: bool = False
    """Whether another day may bring other findings."""


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
        return (not isinstance(node, Thing) or node.kind == self.bound.check.on) and self.asks_for(facts(node), use)

    def asks_for(self, held: Mapping[str, str], use: ProfileUse) -> bool:
        """Whether these are the facts, under a line of university.yaml, that the check asks for."""
        own = {**held, "emergency": "true" if use.emergency else "false"}
        return all(own.get(fact) == value for fact, value in self.bound.check.where.items())


def check(
    linked: Linked,
    profiles: Mapping[str, Profile],
    rules: Mapping[str, Rule],
    *,
    today: date,
    read: Iterable[Diagnostic] = (),
) -> Report:
    """Run every check that the university's profiles bind. `read`, what reading said, joins the report."""
    nodes = (*linked.nodes, *regulations(linked.university, profiles, today))
    checks, _ = in_force(linked.university, profiles, rules)
    part = examined(nodes, linked.university, profiles, checks, today=today, read=read)
    return merged([part], linked.university, profiles, rules, today=today)


def examined(
    nodes: Iterable[Node],
    university: University,
    profiles: Mapping[str, Profile],
    checks: Iterable[InForce],
    *,
    today: date,
    read: Iterable[Diagnostic] = (),
) -> Part:
    """Run the checks on some nodes; what is said of the whole comes with `merged`."""
    seen = _Seen(nodes)
    judge = Judge(university, seen.nodes, profiles, today)
    found: list[Diagnostic] = [*read]
    asks_today = any(map(mooc_of, seen.nodes))
    for one in checks:
        held = seen.by_kind[one.bound.check.on] if one.bound.rule.node is Thing else seen.by_type[one.bound.rule.node]
        asks_today |= one.bound.rule.asks_today and bool(held)
        asks = bool(one.bound.check.where)
        for node, within in held:
            use = seen.use_of(one, node, within)
            if use is None or (asks and not one.asks_for(seen.facts(node), use)):
                continue
            if university.prefer and judge.prefers_another(one.bound, node):
                continue
            for told in one.bound.rule.find(node, one.bound.limits, today):
                steps = (bind_step(one.bound, use), *one.steps)
                diagnosed = replace(diagnostic(one.bound, told), steps=steps)
                found.append(judge.judged(diagnosed, one.bound, node))
    for delivery in (node for node in seen.nodes if isinstance(node, ControlDelivery) and node.has_changed):
        asks_today = True
        found += sealed_problems(delivery, today)
    wrong, settled = judge.of_deviations()
    return Part(
        found=(*found, *wrong),
        settled=settled,
        preferred=frozenset(judge.preferred),
        scopes=frozenset(seen.scopes),
        asks_today=asks_today,
    )


class _Seen:
    """Nodes by type, and records by kind, each with what it is a part of; which line binds which scopes."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = tuple(nodes)
        self.by_type: dict[type, list[tuple[Node, Scopes]]] = defaultdict(list)
        self.by_kind: dict[str, list[tuple[Node, Scopes]]] = defaultdict(list)
        self.scopes: set[Scopes] = set()
        self._uses: dict[tuple[str, Scopes], ProfileUse | None] = {}
        self._facts: dict[int, Mapping[str, str]] = {}
        for node in self.nodes:
            within = scopes(node)
            self.scopes.add(within)
            self.by_type[type(node)].append((node, within))
            if isinstance(node, Thing):
                self.by_kind[node.kind].append((node, within))

    def facts(self, node: Node) -> Mapping[str, str]:
        """What `where` may ask of the node, worked out once."""
        held = self._facts.get(id(node))
        if held is None:
            held = self._facts[id(node)] = facts(node)
        return held

    def use_of(self, one: InForce, node: Node, within: Scopes) -> ProfileUse | None:
        """As `InForce.use_of`, worked out once for all nodes that are a part of the same."""
        if not within:
            return one.use_of(node)
        key = (one.profile, within)
        try:
            return self._uses[key]
        except KeyError:
            return self._uses.setdefault(key, one.use_of(node))


def merged(
    parts: Iterable[Part],
    university: University,
    profiles: Mapping[str, Profile],
    rules: Mapping[str, Rule],
    *,
    today: date,
    across: Iterable[Diagnostic] = (),
) -> Report:
    """The report on a repository from its parts and what was found `across` them."""
    held = tuple(parts)
    checks, said = in_force(university, profiles, rules)
    found = [*(one for part in held for one in part.found), *across, *said]
    decisions = Decisions(
        university,
        profiles,
        today,
        scopes=frozenset(one for part in held for one in part.scopes),
        preferred=frozenset(number for part in held for number in part.preferred),
    )
    settled = [one for part in held for one in part.settled]
    kept, waived = decisions.waived(distinct(_once(found, checks)), settled)
    return Report(diagnostics=ordered(kept), waived=ordered(waived))


def in_force(
    university: University, profiles: Mapping[str, Profile], rules: Mapping[str, Rule]
) -> tuple[tuple[InForce, ...], Diagnostics]:
    """Every check that the university's profiles bind, overrides applied, and what does not fit."""
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


def regulations(university: University, profiles: Mapping[str, Profile], today: date) -> Iterator[RegulationInForce]:
    """The regulations that university.yaml puts in force, on the day of the check."""
    for name in dict.fromkeys(use.profile for use in university.profiles):
        if name in profiles:
            at = next(use.at for use in university.profiles if use.profile == name)
            yield RegulationInForce(name=name, document=profiles[name].document, today=today, at=at)


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
