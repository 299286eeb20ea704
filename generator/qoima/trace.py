"""How a requirement comes to bind a thing, and what becomes of its findings: binding, override, deviation, waiver."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from qoima.check import InForce, check, in_force, regulations
from qoima.core.diagnostic import Diagnostics, Message, Step
from qoima.core.source import Placed, Span
from qoima.decisions import Judge, binds
from qoima.model.nodes import Linked, Node, Scopes, blended_of, course_of, deviations, facts, scopes, stage
from qoima.model.profile import Profile, Requirement
from qoima.model.views import RegulationInForce, Thing
from qoima.rules.registry import Rule

FOLDERS = {
    "courses": r"content/courses/([^/]+)\.yaml",
    "programmes": r"content/programmes/([^/]+)\.yaml",
    "moocs": r"content/moocs/([^/]+)\.yaml",
    "maps": r"content/maps/([^/]+)\.yaml",
    "blended": r"content/blended/([^/]+)\.yaml",
    "banks": r"testbanks/([^/]+/[^/]+/[^/]+)\.(?:yaml|gift)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The steps in order, and what is found under the code about the thing."""

    steps: tuple[Step, ...]
    found: Diagnostics
    waived: Diagnostics


def trace(
    linked: Linked,
    profiles: Mapping[str, Profile],
    rules: Mapping[str, Rule],
    *,
    requirement: Requirement,
    profile: str,
    thing: str,
    today: date,
) -> Trace:
    """The chain from a line of university.yaml to the findings of one requirement about one thing."""
    nodes = nodes_of(linked, profiles, thing, today)
    alone = replace(linked, nodes=tuple(n for n in nodes if not isinstance(n, RegulationInForce)))
    bound, _ = in_force(linked.university, profiles, rules)
    checks = [one for one in bound if one.bound.requirement.code == requirement.code]
    judge = Judge(linked.university, nodes, profiles, today)
    report = check(alone, profiles, rules, today=today)
    steps = [*_binding(linked, nodes, profile), *_checks(checks, nodes, judge, today)]
    steps += [*_decisions(linked, nodes, requirement)]
    return Trace(
        steps=tuple(steps),
        found=tuple(d for d in report.diagnostics if d.code == requirement.code),
        waived=tuple(d for d in report.waived if d.code == requirement.code),
    )


def nodes_of(linked: Linked, profiles: Mapping[str, Profile], thing: str, today: date) -> tuple[Node, ...]:
    """The nodes of a thing, named by its id, by `courses/<id>`, by its path; of a regulation by its profile."""
    wanted = _by_path(thing)
    held = [n for n in linked.nodes if any(wanted in (id, f"{kind}/{id}") for kind, id in _names(n))]
    return (*held, *(r for r in regulations(linked.university, profiles, today) if r.name == thing))


def things_of(linked: Linked) -> set[str]:
    """Every name that `nodes_of` knows."""
    return {name for node in linked.nodes for kind, id in _names(node) for name in (id, f"{kind}/{id}")}


def _names(node: Node) -> Scopes:
    """What a node is a part of, and the file and course of blended learning, which belongs to a programme."""
    blended, course = blended_of(node), course_of(node)
    if blended is None:
        return scopes(node)
    return (*scopes(node), ("blended", blended.id), *((("courses", course.course.id),) if course else ()))


def _by_path(thing: str) -> str:
    for kind, pattern in FOLDERS.items():
        if match := re.fullmatch(pattern, thing.removeprefix("./")):
            return f"{kind}/{match[1]}"
    return thing


def _step(key: str, text: str, at: Span | None = None, **values: object) -> Step:
    return Step(Message(f"ui.trace.{key}", text, MappingProxyType(values)), at)


def _binding(linked: Linked, nodes: tuple[Node, ...], profile: str) -> Iterator[Step]:
    lines = [use for use in linked.university.profiles if use.profile == profile]
    held = [use for use in lines if any(binds(use, node) for node in nodes)]
    if not lines:
        yield _step("not-in-force", "no line of university.yaml puts the profile {profile} in force", profile=profile)
    elif not held:
        at = lines[0].at
        yield _step("not-bound", "the profile {profile} is in force, but not for this thing", at, profile=profile)
    for use in held:
        yield _step("bound", "bound by the profile {profile}", use.at, profile=profile)
        if use.emergency:
            yield _step("emergency", "this line declares an emergency", use.at)


def _checks(checks: list[InForce], nodes: tuple[Node, ...], judge: Judge, today: date) -> Iterator[Step]:
    for one in checks:
        check, rule = one.bound.check, one.bound.rule
        kin = [n for n in nodes if type(n) is rule.node and (not isinstance(n, Thing) or n.kind == check.on)]
        bound = [(n, use) for n in kin if (use := one.use_of(n))]
        seen = [n for n, use in bound if one.looks_at(n, use)]
        limits = ", ".join(f"{name} = {_shown(value)}" for name, value in one.bound.limits.items())
        severity = Message(f"ui.severity.{check.severity}", str(check.severity))
        shown = f" ({limits})" if limits else ""
        yield _step("check", "rule {rule}{limits}: {severity}", rule=rule.slug, severity=severity, limits=shown)
        if check.where:
            asked = ", ".join(f"{fact} = {value}" for fact, value in check.where.items())
            have = ", ".join(sorted({_facts(n, check.where) for n, _ in bound} - {""}))
            text = "it looks only where {asked}: {seen} of {all}{have}"
            yield _step("where", text, asked=asked, seen=len(seen), all=len(bound), have=f" ({have})" if have else "")
        yield from one.steps
        if check.stage and seen:
            reached = stage(seen[0], today)
            yield _step("stage", "only a warning until {stage}; it is {reached}", stage=check.stage, reached=reached)
        if any(judge.prefers_another(one.bound, node) for node in seen):
            yield _step("preferred", "the university takes another requirement over it")


def _facts(node: Node, where: Mapping[str, str]) -> str:
    held = facts(node)
    return " ".join(f"{fact} = {held[fact]}" for fact in where if fact in held)


def _decisions(linked: Linked, nodes: tuple[Node, ...], requirement: Requirement) -> Iterator[Step]:
    recorded = {id(d): d for node in nodes for d in deviations(node) if d.code == requirement.code}
    for deviation in recorded.values():
        text = "a deviation is recorded: {reason} ({by}, {date})"
        values = {"reason": deviation.reason, "by": deviation.by, "date": deviation.date.isoformat()}
        yield _step("deviation", text, deviation.at, **values)
    if requirement.deviation:
        text = "{clause} allows a recorded deviation"
        yield _step("may-deviate", text, clause=requirement.deviation)
    preferences: tuple[Placed, ...] = tuple(p for p in linked.university.prefer if requirement.code in (p.over, p.take))
    for preference in preferences:
        yield _step("preference", "the university has written a preference about it", preference.at)
    for waiver in linked.university.waivers:
        if waiver.code == requirement.code:
            text = "waived until {until} in {files}: {reason} ({by})"
            values = {"until": waiver.until.isoformat(), "files": ", ".join(waiver.files), "reason": waiver.reason}
            yield _step("waiver", text, waiver.at, **values, by=waiver.by)


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
