"""The page of one requirement: clause, quote, reading, how it is checked, and an example with its finding."""

import re
from collections.abc import Iterator, Mapping, Sequence

from qoima.core.words import LANGUAGES, Template
from qoima.example import section
from qoima.formats.messages import catalogue
from qoima.model.profile import Check, Profile, Requirement
from qoima.model.views import Thing
from qoima.reference.shown import Examples, Shown, right_of_rule
from qoima.render.coverage import cell, limit
from qoima.rules.registry import Rule


def page(profile: Profile, one: Requirement, rules: Mapping[str, Rule], held: Examples) -> str:
    """The page as Markdown. `held` are the examples of this requirement."""
    lines = [
        f"# {one.code}",
        "",
        f"{profile.document.code}, {one.clause.clause} ([all requirements](README.md#{profile.name}))",
        "",
        f"> {one.clause.quote}",
        "",
        *_remarks(one),
    ]
    if one.manual:
        lines += ["## Checked by people", "", f"No program checks it: {one.manual.rstrip('.')}.", ""]
    if one.checks:
        lines += ["## How it is checked", "", *_checks(one.checks, rules), ""]
    for slug in dict.fromkeys(check.rule for check in one.checks):
        mine = [check for check in one.checks if check.rule == slug]
        lines += _rule(rules[slug], mine)
        lines += _example("Wrong", held.shown_wrong(profile, one, mine[0]))
        if not held.right:
            lines += _example("Right", right_of_rule(rules[slug]))
    if one.checks and held.right:
        lines += ["## What passes", "", *_example("Right", held.right)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _remarks(one: Requirement) -> list[str]:
    """What else the profile says of the clause."""
    said = []
    if one.clause.reading:
        said.append(f"**The reading taken**: {one.clause.reading.rstrip('.')}.")
    if one.clause.derived:
        said.append("**Derived**: the clause does not say it; what it says cannot be applied without it.")
    if one.deviation:
        said.append(f"**Deviation**: {one.deviation} allows one that is recorded; the finding is a warning then.")
    if one.subsumed_by:
        others = ", ".join(f"[{code}]({code}.md)" for code in one.subsumed_by)
        said.append(f"**Subsumed by**: {others}. Where one of them speaks of the same place, this one is silent.")
    if one.excludes:
        others = ", ".join(f"[{code}]({code}.md)" for code in one.excludes)
        said.append(f"**Excludes**: {others}. Where both bind, `prefer:` in university.yaml says which is taken.")
    return [line for text in said for line in (text, "")]


def _checks(checks: Sequence[Check], rules: Mapping[str, Rule]) -> list[str]:
    """The table of the checks."""
    rows = [
        [
            f"`{check.rule}`",
            check.on or _node_name(rules[check.rule].node),
            str(check.severity),
            "; ".join(f"{fact} = {value}" for fact, value in check.where.items()) or "everywhere",
            "; ".join(f"`{name}` = {cell(limit(value))}" for name, value in check.limits.items()) or "–",
            f"warning before {check.stage}" if check.stage else "any",
        ]
        for check in checks
    ]
    head = ["rule", "looks at", "severity", "where", "limits", "stage"]
    return [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]


def _node_name(node: type) -> str:
    """A node in words: `item in bank`."""
    return re.sub(r"(?<=.)([A-Z])", r" \1", node.__name__).lower()


def _rule(rule: Rule, checks: Sequence[Check]) -> list[str]:
    """What a rule does and why, the limits that it gets here, and its messages."""
    lines = [f"## `{rule.slug}`", "", rule.doc.split("\n\nWhy:")[0], ""]
    for why in section(rule.doc, "Why"):
        lines += [f"**Why**: {' '.join(why.split())}", ""]
    named = {name for check in checks for name in check.limits}
    if rule.node is Thing:
        named -= {"field", "fields"}
    explained = [line for line in _limit_lines(rule) if line.partition(":")[0] in named]
    lines += [*(f"- `{name}`:{text}" for name, _, text in (line.partition(":") for line in explained))]
    lines += [""] * bool(explained)
    lines += ["| text | en | ru | kk |", "|---|---|---|---|", *_messages(rule), ""]
    return lines


def _limit_lines(rule: Rule) -> list[str]:
    """The lines `name: meaning` of a rule's page."""
    text = "\n".join(section(rule.doc, "Limits"))
    return [" ".join(part.split()) for part in re.split(r"\n(?=\w+:)", text) if part]


def _messages(rule: Rule) -> Iterator[str]:
    """Each text of a rule in three languages; those about a second place are left out."""
    for variant, says in rule.says.items():
        if variant.startswith("at-"):
            continue
        key = rule.key(variant)
        for what, named, english in (("wrong", key, says.message), ("help", f"{key}.help", says.help)):
            if english:
                texts = [english if lang == "en" else catalogue(lang).get(named, english) for lang in _ORDER]
                yield f"| {what} | {' | '.join(cell(_plain(text)) for text in texts)} |"


_ORDER = tuple(reversed(LANGUAGES))


def _plain(template: Template) -> str:
    """A template as it reads with many."""
    text = template if isinstance(template, str) else template.get("other") or template["many"]
    return text.replace("{{", "{").replace("}}", "}")


def _example(head: str, shown: Shown | None) -> list[str]:
    """An example under its heading: the file or the change, and what is printed about it."""
    if shown is None:
        return []
    lines = [f"**{head}**{shown.remark}{':' * bool(shown.text)}", ""]
    for language, text in ((shown.language, shown.text), ("text", shown.printed)):
        if text:
            fence = "````" if "```" in text else "```"
            lines += [f"{fence}{language}", text, fence, ""]
    return lines
