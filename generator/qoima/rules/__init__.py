"""The rules, one explicit table; a slug that stands twice refuses to import."""

from collections.abc import Mapping
from types import MappingProxyType

from qoima.rules import (
    approval,
    bank,
    conduct,
    control,
    coverage,
    draw,
    item,
    likeness,
    materials,
    options,
    paper,
    passport,
    schedule,
    task,
    things,
    topics,
    wording,
)
from qoima.rules.registry import Rule


def _table(*lists: tuple[Rule, ...]) -> Mapping[str, Rule]:
    table: dict[str, Rule] = {}
    for rule in (rule for rules in lists for rule in rules):
        if rule.slug in table:
            raise ImportError(f"two rules are called {rule.slug}")
        table[rule.slug] = rule
    return MappingProxyType(dict(sorted(table.items())))


RULES = _table(
    approval.RULES,
    bank.RULES,
    conduct.RULES,
    control.RULES,
    coverage.RULES,
    draw.RULES,
    item.RULES,
    likeness.RULES,
    materials.RULES,
    options.RULES,
    paper.RULES,
    passport.RULES,
    schedule.RULES,
    task.RULES,
    things.RULES,
    topics.RULES,
    wording.RULES,
)
