"""Every rule keeps its promises: its page is whole, its Wrong finds exactly this, its Right finds nothing."""

import pytest

from examples import run
from qoima.cli.workspace import packaged_profiles
from qoima.core.words import names
from qoima.example import examples, section
from qoima.rules import RULES
from qoima.rules.registry import Rule

BINDINGS = [(r, c) for profile in packaged_profiles().values() for r in profile.requirements for c in r.checks]

each_rule = pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))


def limits_of(rule: Rule) -> dict[str, object]:
    """The limits of the first profile that binds the rule; a rule on its own has none."""
    return dict(next((c.limits for _, c in BINDINGS if c.rule == rule.slug), {}))


@each_rule
def test_a_rule_has_a_whole_page(rule: Rule) -> None:
    for name in ("Why", "Wrong", "Right"):
        assert section(rule.doc, name), f"{rule.slug}: no {name}"
    limits = "\n".join(section(rule.doc, "Limits"))
    for limit in rule.limits:
        assert f"{limit}:" in limits, f"{rule.slug}: the limit {limit} is not explained"


@each_rule
def test_a_rule_is_bound_by_a_profile(rule: Rule) -> None:
    assert any(c.rule == rule.slug for _, c in BINDINGS)


@each_rule
def test_wrong_finds_what_is_marked(rule: Rule) -> None:
    for example in examples(rule, "Wrong"):
        found, other = run(rule, example, limits_of(rule))
        assert not [d for d in other if d.severity == "error"], [(d.code, d.at.position, d.message) for d in other]
        assert {(d.at.source.path, d.at.position.line) for d in found} == example.marks
        assert example.marks, "no line is marked"


@each_rule
def test_right_finds_nothing(rule: Rule) -> None:
    for example in examples(rule, "Right"):
        found, other = run(rule, example, limits_of(rule))
        assert not [d for d in (*found, *other) if d.severity == "error"], [
            (d.code, d.at.position, d.message) for d in (*found, *other)
        ]
        assert not example.marks


@each_rule
def test_a_finding_fills_its_texts(rule: Rule) -> None:
    used = set()
    for example in examples(rule, "Wrong"):
        for found in run(rule, example, limits_of(rule))[0]:
            used.add(found.message.key)
            for said in filter(None, (found.message, found.help)):
                assert names(said.template) <= set(said.values)
    assert used == {rule.key(v) for v in rule.says if not v.startswith("at-")}, "each message has a Wrong example"
