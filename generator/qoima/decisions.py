"""What happens to a finding: override, stage, deviation, waiver, and which of two requirements is preferred."""

import fnmatch
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from qoima.core.diagnostic import Diagnostic, Diagnostics, Message, Severity, Step, distinct
from qoima.core.problems import did_you_mean, problem
from qoima.model.course import STAGES
from qoima.model.deviation import Deviation
from qoima.model.nodes import Node, Scopes, deviations, scopes, stage
from qoima.model.profile import Profile, Requirement
from qoima.model.university import ALL, KINDS, Override, Preference, ProfileUse, University, Waiver
from qoima.model.views import RegulationInForce
from qoima.rules.binding import Bound, typed_limits

NEVER_OVERRIDDEN = ("FIL", "YML", "GFT", "AIK", "MXL", "PRF", "REF", "DLV", "BNK112")
"""How codes begin that no university switches off: a file cannot be understood, or a live item leaks."""


def _step(key: str, text: str, at: object = None, **values: object) -> Step:
    return Step(Message(f"ui.step-of.{key}", text, MappingProxyType(values)), getattr(at, "at", None))


def _severity(severity: Severity) -> Message:
    return Message(f"ui.severity.{severity}", str(severity))


def bind_step(bound: Bound, use: ProfileUse) -> Step:
    """The line of university.yaml that binds, and the severity of the profile."""
    text = "the profile {profile} binds it: {severity}"
    return _step("bound", text, use, profile=use.profile, severity=_severity(bound.check.severity))


def overridden(bound: Bound, overrides: Iterable[Override]) -> tuple[Bound, tuple[Step, ...]]:
    """With the severity and those of the limits that its rule takes; a code may have several rules."""
    steps = []
    for override in overrides:
        if override.code != bound.requirement.code or override.code.startswith(NEVER_OVERRIDDEN):
            continue
        if override.severity:
            bound = replace(bound, severity=Severity(override.severity))
        named = {name: value for name, value in override.limits.items() if name in bound.rule.limits}
        limits, _ = typed_limits(bound.rule, named, override.place("limits"))
        bound = replace(bound, limits={**bound.limits, **limits})
        text = "the university overrides it: {severity} ({reason})"
        steps.append(_step("override", text, override, severity=_severity(bound.severity), reason=override.reason))
    return bound, tuple(steps)


class Judge:
    """Decides about findings in a part of a repository, and remembers which decisions were of use."""

    def __init__(
        self, university: University, nodes: Iterable[Node], profiles: Mapping[str, Profile], today: date
    ) -> None:
        self.university = university
        self.today = today
        self.profiles = _used(university, profiles)
        self.requirements = _requirements(self.profiles)
        self.useful: set[int] = set()
        self.preferred: set[int] = set()
        self.all_deviations = {id(d): d for node in nodes for d in deviations(node)}

    def judged(self, one: Diagnostic, bound: Bound, node: Node) -> Diagnostic:
        """The finding with what its stage and the deviations of its file make of it."""
        until = bound.check.stage
        if until and one.severity is Severity.ERROR:
            reached = stage(node, self.today)
            if STAGES.index(reached) < STAGES.index(until):
                text = "only a warning until the status is {until}; it is {reached}"
                step = _step("stage", text, until=until, reached=reached)
                one = replace(one, severity=Severity.WARNING, steps=(*one.steps, step))
        for deviation in deviations(node):
            if deviation.code == one.code and bound.requirement.deviation:
                self.useful.add(id(deviation))
                values = {"clause": bound.requirement.deviation, "reason": deviation.reason, "by": deviation.by}
                text = "a deviation that {clause} allows is recorded: {reason} ({by}, {date})"
                step = _step("deviation", text, deviation, **values, date=deviation.date.isoformat())
                severity = Severity.WARNING if one.severity is Severity.ERROR else one.severity
                one = replace(one, severity=severity, steps=(*one.steps, step), deviates=True)
        return one

    def prefers_another(self, bound: Bound, node: Node) -> bool:
        """Whether the university takes another requirement over this one, and it binds the node as well."""
        for number, preference in enumerate(self.university.prefer):
            if preference.over == bound.requirement.code and preference.take in self.requirements:
                taken = _profile_of(self.profiles, preference.take)
                if any(binds(use, node) for use in self.university.profiles if use.profile == taken):
                    self.preferred.add(number)
                    return True
        return False

    def of_deviations(self) -> tuple[Diagnostics, Diagnostics]:
        """What is wrong with the recorded deviations, and those that changed nothing."""
        wrong, useless = [], []
        for deviation in self.all_deviations.values():
            requirement = self.requirements.get(deviation.code)
            if requirement is None:
                wrong.append(_unknown(self.requirements, deviation.code, deviation, "code"))
            elif not requirement.deviation:
                clause = next((r.deviation for r in self.requirements.values() if r.deviation), "—")
                wrong.append(problem("PRF015", deviation.place("code"), code=deviation.code, clause=clause))
            elif id(deviation) not in self.useful:
                useless.append(problem("PRF014", deviation.at, code=deviation.code))
        return tuple(wrong), tuple(useless)


class Decisions:
    """Takes away what is waived, and tells which decisions of the university are wrong or were of no use.

    `scopes` are those of all nodes, `preferred` the numbers of the preferences that have decided something.
    """

    def __init__(
        self,
        university: University,
        profiles: Mapping[str, Profile],
        today: date,
        *,
        scopes: frozenset[Scopes],
        preferred: frozenset[int],
    ) -> None:
        self.university = university
        self.today = today
        self.profiles = _used(university, profiles)
        self.requirements = _requirements(self.profiles)
        self.scopes = scopes
        self.preferred = preferred
        self.useful: set[int] = set()

    def waived(
        self, found: Iterable[Diagnostic], settled: Iterable[Diagnostic] = ()
    ) -> tuple[list[Diagnostic], list[Diagnostic]]:
        """What stays, and what waivers take away; beside it what is wrong with the university's decisions."""
        kept, waived = [], []
        for one in (*found, *self._wrong_decisions()):
            waiver = next((w for w in self.university.waivers if self._waives(w, one)), None)
            if waiver is None:
                kept.append(one)
                continue
            self.useful.add(id(waiver))
            text = "waived until {until}: {reason} ({by})"
            values = {"until": waiver.until.isoformat(), "reason": waiver.reason, "by": waiver.by}
            waived.append(replace(one, steps=(*one.steps, _step("waiver", text, waiver, **values))))
            if one.deviates:
                kept.append(problem("PRF017", waiver.at, code=one.code))
        kept += [*settled, *self._useless()]
        return distinct(kept), waived

    def _waives(self, waiver: Waiver, one: Diagnostic) -> bool:
        return (
            waiver.code == one.code
            and not waiver.code.startswith(NEVER_OVERRIDDEN)
            and waiver.until >= self.today
            and any(fnmatch.fnmatchcase(one.at.source.path, glob) for glob in waiver.files)
        )

    def _wrong_decisions(self) -> Iterator[Diagnostic]:
        """Decisions about codes that no profile in force has, or that nobody may decide about."""
        entries: tuple[Override | Waiver, ...] = (*self.university.overrides, *self.university.waivers)
        for entry in entries:
            if entry.code.startswith(NEVER_OVERRIDDEN):
                yield problem("PRF009", entry.place("code"), code=entry.code)
            elif entry.code not in self.requirements:
                yield _unknown(self.requirements, entry.code, entry, "code")
        for preference in self.university.prefer:
            for key, code in (("over", preference.over), ("take", preference.take)):
                if code not in self.requirements:
                    yield _unknown(self.requirements, code, preference, key)
        yield from self._conflicts()

    def _conflicts(self) -> Iterator[Diagnostic]:
        """Pairs of requirements that exclude each other, bind one thing, and of which none is preferred."""
        settled = {frozenset((p.over, p.take)) for p in self.university.prefer}
        for one in self.requirements.values():
            for other in one.excludes:
                if other in self.requirements and frozenset((one.code, other)) not in settled:
                    yield from self._conflict(one, other)

    def _conflict(self, one: Requirement, other: str) -> Iterator[Diagnostic]:
        mine = [use for use in self.university.profiles if use.profile == _profile_of(self.profiles, one.code)]
        theirs = [use for use in self.university.profiles if use.profile == _profile_of(self.profiles, other)]
        for held in sorted(self.scopes, key=lambda held: [(KINDS.index(kind), id) for kind, id in held]):
            use = next((use for use in mine if binds_scopes(use, held)), None)
            if use is not None and any(binds_scopes(line, held) for line in theirs):
                kind, id = held[0]
                yield problem("PRF016", use.at, code=one.code, other=other, thing=f"{kind}/{id}")
                return

    def _useless(self) -> Iterator[Diagnostic]:
        """Decisions that are over, or that changed nothing."""
        for waiver in self.university.waivers:
            if waiver.until < self.today:
                yield problem("PRF010", waiver.at, code=waiver.code, until=waiver.until.isoformat())
            elif id(waiver) not in self.useful and not waiver.code.startswith(NEVER_OVERRIDDEN):
                yield problem("PRF011", waiver.at, code=waiver.code)
        for number, preference in enumerate(self.university.prefer):
            known = preference.over in self.requirements and preference.take in self.requirements
            if known and number not in self.preferred:
                yield problem("PRF018", preference.at, over=preference.over, take=preference.take)


def _used(university: University, profiles: Mapping[str, Profile]) -> dict[str, Profile]:
    named = {use.profile for use in university.profiles}
    return {name: profile for name, profile in profiles.items() if name in named}


def _requirements(profiles: Mapping[str, Profile]) -> dict[str, Requirement]:
    return {r.code: r for p in profiles.values() for r in p.requirements}


def _profile_of(profiles: Mapping[str, Profile], code: str) -> str:
    return next(name for name, profile in profiles.items() if profile.requirement(code))


def _unknown(
    known: Mapping[str, Requirement], code: str, entry: Override | Waiver | Preference | Deviation, key: str
) -> Diagnostic:
    return problem("PRF008", entry.place(key), code=code, near=did_you_mean(code, known))


def binds(use: ProfileUse, node: Node) -> bool:
    """Whether a line of university.yaml binds its profile to a node; each puts its regulation in force."""
    if isinstance(node, RegulationInForce):
        return node.name == use.profile
    return binds_scopes(use, scopes(node))


def binds_scopes(use: ProfileUse, held: Scopes) -> bool:
    """Whether a line binds its profile to nodes of these scopes."""
    return any(kind == k and (ids == ALL or id in ids) for kind, ids in use.binds for k, id in held)


def limit_problems(bound: Iterable[Bound], overrides: Iterable[Override]) -> Diagnostics:
    """Limits of overrides that no rule of the code takes, or that have another type."""
    said: list[Diagnostic] = []
    held = tuple(bound)
    for override in overrides:
        rules = [one.rule for one in held if one.requirement.code == override.code]
        for name, value in override.limits.items() if rules else ():
            nearest = max(rules, key=lambda rule: (name in rule.limits, len(rule.limits)))
            said += typed_limits(nearest, {name: value}, override.place("limits"))[1]
    return tuple(said)
