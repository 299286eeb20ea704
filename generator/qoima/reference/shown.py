"""The examples on the page of a requirement: of its own cases where it has some, else of the rule's page."""

import difflib
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import NamedTuple

from ruamel.yaml import YAML

from qoima.check import check
from qoima.core.diagnostic import Diagnostics
from qoima.example import Example, examples, section
from qoima.formats.repository import read_repository
from qoima.model.linking import link
from qoima.model.profile import Check, Profile, Requirement
from qoima.render import terminal
from qoima.requirement_example import Case, base_files, case_findings
from qoima.rules.registry import Rule

CONTEXT_LINES = 2
FINDINGS_AT_MOST = 3
DAY = date(2026, 9, 1)
"""What counts as today in the examples of rules."""


class Shown(NamedTuple):
    """An example as text in a language of blocks, and what `check` prints about it."""

    language: str
    text: str
    printed: str = ""
    remark: str = ""


def shown_wrong(
    profile: Profile,
    one: Requirement,
    first: Check,
    rule: Rule,
    profiles: Mapping[str, Profile],
    rules: Mapping[str, Rule],
    cases: Sequence[tuple[str, Case]],
) -> Shown | None:
    """The first wrong case in which this rule finds something, else the first Wrong of the rule's page."""
    for kind, case in cases:
        if kind == "wrong":
            found = [d for d in case_findings(case, profiles, rules) if d.rule == rule.slug]
            if found:
                return Shown("diff", change(case), _printed(tuple(found)), f"{_day(case)} (a change of the examples)")
    block, example = next(iter(section(rule.doc, "Wrong")), ""), next(examples(rule, "Wrong"), None)
    if example is None:
        return None
    return Shown("yaml", block, _printed(findings(profile, one, first, example, rules)), " (of the rule)")


def shown_right(rule: Rule, cases: Sequence[tuple[str, Case]]) -> Shown | None:
    """The first right case that changes something, else the first Right of the rule's page."""
    for kind, case in cases:
        if kind == "right" and (text := change(case)):
            return Shown("diff", text, remark=f"{_day(case)} (a change of the examples)")
    block = next(iter(section(rule.doc, "Right")), "")
    return Shown("yaml", block, remark=" (of the rule)") if block else None


def findings(
    profile: Profile, one: Requirement, first: Check, example: Example, rules: Mapping[str, Rule]
) -> Diagnostics:
    """What is found in an example of a rule's page, under this requirement alone; its own limits come first."""
    limits = example.limits if example.on else {**first.limits, **example.limits}
    bare = replace(first, on=example.on, limits=limits, where={}, stage=None)
    alone = replace(profile, requirements=(replace(one, checks=(bare,)),))
    repository, _ = read_repository(example.files)
    if repository.university is None:
        return ()
    linked, _ = link(repository, repository.university)
    report = check(linked, {"example": alone}, rules, today=DAY)
    return tuple(d for d in report.diagnostics if d.rule == first.rule)


def change(case: Case) -> str:
    """What a case changes in the examples, as a diff with the path of each file above it."""
    base = base_files()
    held = []
    for path in sorted(base.keys() | case.files.keys()):
        before, after = base.get(path, b"").decode(), case.files.get(path, b"").decode()
        if _tidy(before) != after and before != after:
            lines = difflib.unified_diff(_tidy(before).split("\n"), after.split("\n"), n=CONTEXT_LINES, lineterm="")
            shown = [line for line in lines if not line.startswith(("--- ", "+++ "))]
            held.append("\n".join([f"--- {path}", *("@@" if line.startswith("@@") else line for line in shown)]))
    return "\n".join(held)


@cache
def _tidy(text: str) -> str:
    """A file as it is written after a change, so that only the change differs."""
    yaml = YAML()
    yaml.width = 10_000
    out = io.StringIO()
    tree = yaml.load(text)
    if tree is not None:
        yaml.dump(tree, out)
    return out.getvalue()


def _day(case: Case) -> str:
    return f" on {case.today.isoformat()}"


def _printed(found: Diagnostics) -> str:
    shown = [terminal.diagnostic(one, "en") for one in found[:FINDINGS_AT_MOST]]
    more = len(found) - len(shown)
    return "\n".join([*shown, *([f"… and {more} more"] if more else [])])
