"""The examples on the page of a requirement: of its own cases where it has some, else of the rule's page."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import NamedTuple

from qoima.check import check
from qoima.core.diagnostic import Diagnostics
from qoima.example import Example, examples, section
from qoima.formats.repository import read_repository
from qoima.model.linking import link
from qoima.model.profile import Check, Profile, Requirement
from qoima.render import terminal
from qoima.render.skeleton import path as keys_down_to
from qoima.requirement_example import Case, as_written, base_files, case_findings
from qoima.rules.registry import Rule

CONTEXT_LINES = 2
ALIKE_AT_MOST = 10
"""Of more lines that are taken away or added in a row, the first are shown."""
FINDINGS_AT_MOST = 3
DAY = date(2026, 10, 1)
"""What counts as today in the examples of rules."""


class Shown(NamedTuple):
    """An example as text in a language of blocks, and what `check` prints about it."""

    language: str
    text: str
    printed: str = ""
    remark: str = ""


class Examples:
    """The cases of a requirement; what is found in each is looked up once."""

    def __init__(
        self, cases: Sequence[tuple[str, Case]], profiles: Mapping[str, Profile], rules: Mapping[str, Rule]
    ) -> None:
        self.wrong = [case for kind, case in cases if kind == "wrong"]
        self.right = [case for kind, case in cases if kind == "right"]
        self._profiles = profiles
        self._rules = rules
        self._found: list[Diagnostics] = []

    def shown_wrong(self, profile: Profile, one: Requirement, check: Check) -> Shown | None:
        """The first wrong case in which the rule finds something, else the first Wrong of the rule's page."""
        for n, case in enumerate(self.wrong):
            if n == len(self._found):
                self._found.append(case_findings(case, self._profiles, self._rules))
            if found := tuple(d for d in self._found[n] if d.rule == check.rule):
                return Shown("diff", change(case), _printed(found), _day(case))
        rule = self._rules[check.rule]
        block, example = next(iter(section(rule.doc, "Wrong")), ""), next(examples(rule, "Wrong"), None)
        if example is None:
            return None
        return Shown("yaml", block, _printed(findings(profile, one, check, example, self._rules)), " (of the rule)")

    def shown_right(self) -> Shown:
        """The first right case that changes something, else the first."""
        held = (Shown("diff", change(case), remark=_day(case)) for case in self.right)
        return next((shown for shown in held if shown.text), Shown("diff", "", remark=_day(self.right[0])))


def right_of_rule(rule: Rule) -> Shown | None:
    """The first Right of the rule's page."""
    block = next(iter(section(rule.doc, "Right")), "")
    return Shown("yaml", block, remark=" (of the rule)") if block else None


def findings(
    profile: Profile, one: Requirement, first: Check, example: Example, rules: Mapping[str, Rule]
) -> Diagnostics:
    """What is found in an example of a rule's page, under this requirement alone; its own limits come first."""
    limits = example.limits if example.on else {**first.limits, **example.limits}
    bare = replace(first, on=example.on, limits=limits, where={}, stage=None)
    document = replace(profile.document, **example.document)
    alone = replace(profile, document=document, requirements=(replace(one, checks=(bare,)),))
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
        before, after = base.get(path, b""), case.files.get(path, b"")
        if before != after:
            same_style = before and after and as_written(after) == after.decode()
            if shown := _diff(as_written(before) if same_style else before.decode(), after.decode()):
                held.append(f"--- {path}\n{shown}")
    return "\n".join(held)


def _diff(before: str, after: str) -> str:
    """The lines that differ with some around them; above each group the keys that lead to it."""
    lines = after.split("\n")
    shown = []
    for line in list(difflib.unified_diff(before.split("\n"), lines, n=CONTEXT_LINES, lineterm=""))[2:]:
        head = re.match(r"@@ -\d+(?:,\d+)? \+(\d+)", line)
        shown.append(f"@@ {'.'.join(keys_down_to(lines, max(int(head[1]) - 1, 0))[:-1])}".rstrip() if head else line)
    runs = ((sign, list(run)) for sign, run in groupby(shown, key=lambda line: line[:1]))
    return "\n".join(line for sign, run in runs for line in _shortened(sign, run))


def _shortened(sign: str, run: list[str]) -> list[str]:
    rest = len(run) - ALIKE_AT_MOST
    return run if rest <= 1 else [*run[:ALIKE_AT_MOST], f"{sign}… {rest} lines more"]


def _day(case: Case) -> str:
    changed = "a change of the examples" if change(case) else "the examples as they are"
    return f" ({changed}, on {case.today.isoformat()})"


def _printed(found: Diagnostics) -> str:
    shown = [terminal.diagnostic(one, "en") for one in found[:FINDINGS_AT_MOST]]
    more = len(found) - len(shown)
    return "\n".join([*shown, *([f"… and {more} more"] if more else [])])
