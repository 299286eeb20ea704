"""The rules, one explicit table; a slug that stands twice refuses to import."""

from collections.abc import Mapping
from types import MappingProxyType

from qoima.rules import bank, blended, course, map, mooc, regulation, things
from qoima.rules.registry import Rule


def _table(*lists: tuple[Rule, ...]) -> Mapping[str, Rule]:
    table: dict[str, Rule] = {}
    for rule in (rule for rules in lists for rule in rules):
        if rule.slug in table:
            raise ImportError(f"two rules are called {rule.slug}")
        table[rule.slug] = rule
    return MappingProxyType(dict(sorted(table.items())))


RULES = _table(
    bank.RULES,
    blended.RULES,
    course.RULES,
    map.RULES,
    mooc.RULES,
    regulation.RULES,
    things.RULES,
)
