"""Binding the checks of a profile to rules: does the rule exist, does it get the limits it takes, of the right type."""

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from qoima.core.diagnostic import Diagnostic, Diagnostics, Message, Severity
from qoima.core.problems import did_you_mean, problem
from qoima.core.source import Span
from qoima.model.profile import Check, Profile, Requirement
from qoima.model.views import Thing
from qoima.rules.registry import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A check ready to run."""

    requirement: Requirement
    check: Check
    rule: Rule
    severity: Severity
    limits: Mapping[str, object]


def bind(profile: Profile, rules: Mapping[str, Rule]) -> tuple[tuple[Bound, ...], Diagnostics]:
    """The checks of a profile with their rules and typed limits, and what does not fit."""
    bound: list[Bound] = []
    said: list[Diagnostic] = []
    for requirement in profile.requirements:
        for check in requirement.checks:
            rule = rules.get(check.rule)
            if rule is None:
                said.append(
                    problem("PRF002", check.place("rule"), name=check.rule, near=did_you_mean(check.rule, set(rules)))
                )
                continue
            needed = set(rule.limits) - rule.optional
            limits, wrong = typed_limits(rule, check.limits, check.place("limits"))
            said += wrong
            said += [problem("PRF003", check.at, name=n, rule=rule.slug) for n in sorted(needed - set(check.limits))]
            if (rule.node is Thing) != bool(check.on):
                said.append(problem("PRF013", check.place("on"), rule=rule.slug))
            elif set(limits) >= needed:
                bound.append(
                    Bound(requirement=requirement, check=check, rule=rule, severity=check.severity, limits=limits)
                )
    return tuple(bound), tuple(said)


def typed_limits(rule: Rule, given: Mapping[str, object], at: Span) -> tuple[dict[str, object], Diagnostics]:
    """The limits in the types that the rule's signature names."""
    limits: dict[str, object] = {}
    said: list[Diagnostic] = []
    for name, value in given.items():
        if name not in rule.limits:
            known = ", ".join(rule.limits) or "—"
            said.append(
                problem("PRF004", at, rule=rule.slug, name=name, near=did_you_mean(name, set(rule.limits)), known=known)
            )
            continue
        try:
            limits[name] = _typed(value, rule.limits[name])
        except (ValueError, InvalidOperation):
            said.append(problem("PRF005", at, name=name, expected=_expected(rule.limits[name])))
    return limits, tuple(said)


_TYPES = {
    "int": "a whole number",
    "bool": "true or false",
    "Decimal": "a number",
    "str": "a text",
    "tuple": "a list",
}


def _expected(kind: object) -> Message:
    if typing.get_origin(kind) is types.UnionType:
        return _expected(next(part for part in typing.get_args(kind) if part is not type(None)))
    if typing.get_origin(kind) is typing.Literal:
        return Message("type.Literal", "one of {known}", MappingProxyType({"known": ", ".join(typing.get_args(kind))}))
    name = getattr(kind, "__name__", str(kind))
    return Message(f"type.{name}", _TYPES.get(name, name))


def _typed(value: object, kind: object) -> object:
    if typing.get_origin(kind) is types.UnionType:
        return _typed(value, next(part for part in typing.get_args(kind) if part is not type(None)))
    if typing.get_origin(kind) is tuple:
        inner = typing.get_args(kind)[0]
        return tuple(_typed(part, inner) for part in (value if isinstance(value, (list, tuple)) else [value]))
    if not isinstance(value, str):
        raise ValueError(value)
    if typing.get_origin(kind) is typing.Literal and value not in typing.get_args(kind):
        raise ValueError(value)
    if kind is bool:
        if value not in ("true", "false"):
            raise ValueError(value)
        return value == "true"
    if kind is Decimal:
        return Decimal(value)
    return int(value) if kind is int else value
