"""Running one rule over an example of its page, as the profile of the tests binds it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from qoima.check import check
from qoima.core.diagnostic import Clause, Diagnostics, Severity
from qoima.example import Example, example
from qoima.formats.messages import say
from qoima.formats.repository import read_repository
from qoima.model.linking import link
from qoima.model.profile import Check, Document, Profile, Requirement
from qoima.model.views import Thing
from qoima.rules import RULES
from qoima.rules.registry import Rule


def profile_of(checks: list[Check], **said: Any) -> Profile:
    """A profile `example` whose one requirement has these checks of the rule."""
    document = Document(code="EX 1", title="Example", language="en", in_force=date(2026, 1, 1), **said)
    clause = Clause("EX 1", "1", "«Example»")
    return Profile(
        name="example",
        document=document,
        requirements=(Requirement(code="EXA101", clause=clause, checks=tuple(checks)),),
    )


def run(rule: Rule, example: Example, limits: Mapping[str, object]) -> tuple[Diagnostics, Diagnostics]:
    """(findings of the rule, everything else that was said) about the example."""
    repository, read = read_repository(example.files)
    assert repository.university is not None, [d.code for d in read]
    linked, dangling = link(repository, repository.university)
    held = example.limits if rule.node is Thing else {**limits, **example.limits}
    one = Check(rule=rule.slug, on=example.on, severity=Severity.ERROR, limits=held)
    report = check(
        linked,
        {"example": profile_of([one], **example.document)},
        RULES,
        today=date(2026, 10, 1),
        read=(*read, *dangling),
    )
    mine = tuple(d for d in report.diagnostics if d.rule == rule.slug)
    return mine, tuple(d for d in report.diagnostics if d.rule != rule.slug)


def said(rule: Rule, block: str, **limits: object) -> list[tuple[int, str]]:
    """(line, message in English) of each finding of the rule about a block such as its page has."""
    return [(d.at.position.line, say(d.message, "en")) for d in run(rule, example(rule.node, block), limits)[0]]
