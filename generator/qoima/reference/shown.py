"""The examples on the page of a requirement: of its own cases where it has some, else of the rule's page."""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
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
from qoima.requirement_example import Case, as_written, base_files, case_findings, cases_of
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
    """The cases of a requirement, made one by one as they are needed; what is found in each is looked up once."""

    def __init__(self, code: str, profiles: Mapping[str, Profile], rules: Mapping[str, Rule]) -> None:
        self._more = (case for _, case in cases_of(code, ("wrong",)))
        self._found: list[tuple[Case, Diagnostics]] = []
        self._profiles = profiles
        self._rules = rules
        self.right = _first_right(case for _, case in cases_of(code, ("right",)))
        """What passes: the first right case that changes something, else the first; None where there is none."""

    def shown_wrong(self, profile: Profile, one: Requirement, check: Check) -> Shown | None:
        """The first wrong case in which the rule finds something, else the first Wrong of the rule's page."""
        for case, said in self._wrong():
            if found := tuple(d for d in said if d.rule == check.rule):
                return _shown(case, _printed(found))
        rule = self._rules[check.rule]
        block, example = next(iter(section(rule.doc, "Wrong")), ""), next(examples(rule, "Wrong"), None)
        if example is None:
            return None
        return Shown("yaml", block, _printed(findings(profile, one, check, example, self._rules)), " (of the rule)")

    def _wrong(self) -> Iterator[tuple[Case, Diagnostics]]:
        yield from self._found
        for case in self._more:
            self._found.append((case, case_findings(case, self._profiles, self._rules)))
            yield self._found[-1]


def _first_right(cases: Iterator[Case]) -> Shown | None:
    first = None
    for case in cases:
        shown = _shown(case)
        first = first or shown
        if shown.text:
            return shown
    return first


def _shown(case: Case, printed: str = "") -> Shown:
    text = change(case)
    what = "a change of the examples" if text else "the examples as they are"
    return Shown("diff", text, printed, f" ({what}, on {case.today.isoformat()})")


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
            if shown := _diff(_rewritten(before) if same_style else before.decode(), after.decode()):
                held.append(f"--- {path}\n{shown}")
    return "\n".join(held)


_rewritten = cache(as_written)
"""The files of the base are looked at again and again."""


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


def _printed(found: Diagnostics) -> str:
    shown = [terminal.diagnostic(one, "en") for one in found[:FINDINGS_AT_MOST]]
    more = len(found) - len(shown)
    return "\n".join([*shown, *([f"… and {more} more"] if more else [])])
