"""What SARIF says of each rule: its requirement with clause, quote and reading, and what the rule does and why."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from qoima.core.diagnostic import Diagnostic, Message, Severity
from qoima.core.problems import PROBLEMS
from qoima.core.words import Lang, Template
from qoima.formats.messages import catalogue, say, translated
from qoima.render.terminal import word
from qoima.rules import RULES

_WHY = re.compile(r"\n\nWhy: (.*?)(?:\n\n|\Z)", re.S)
_VALUE = re.compile(r"(?<!{){\w+}(?!})")
_PROBLEM_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}


def rules(found: Iterable[Diagnostic], levels: Mapping[Severity, str], lang: Lang) -> list[dict[str, object]]:
    """The codes that were found, in order, as reporting descriptors. The gravest finding of a code gives its level."""
    order = tuple(Severity)
    first: dict[str, Diagnostic] = {}
    for one in found:
        held = first.get(one.code)
        if held is None or (order.index(one.severity), one.rule) < (order.index(held.severity), held.rule):
            first[one.code] = one
    return [_descriptor(first[code], levels, lang) for code in sorted(first)]


def _descriptor(one: Diagnostic, levels: Mapping[Severity, str], lang: Lang) -> dict[str, object]:
    short, full, parts = _of_rule(one, lang) if one.rule in RULES else _of_problem(one.code, lang)
    return {
        "id": one.code,
        "name": one.rule or one.code,
        "shortDescription": {"text": short},
        "fullDescription": {"text": full},
        "help": {
            "text": "\n".join(f"{label}: {text}" if label else text for label, text in parts),
            "markdown": "\n\n".join(f"**{label}**: {_escaped(text)}" if label else text for label, text in parts),
        },
        "defaultConfiguration": {"level": levels[one.severity]},
        "properties": {
            "tags": [one.code[:3], *([one.clause.document] if one.clause else [])],
            "problem.severity": _PROBLEM_SEVERITIES[one.severity],
        },
    }


Parts = list[tuple[str, str]]
"""Label and text; the last, without a label, says where to read on."""


def _of_rule(one: Diagnostic, lang: Lang) -> tuple[str, str, Parts]:
    rule = RULES[one.rule]
    does = translated(f"rule.{rule.slug}.does", rule.doc.split("\n\nWhy:")[0], lang)
    match = _WHY.search(rule.doc)
    why = translated(f"rule.{rule.slug}.why", " ".join(match[1].split()), lang) if match else ""
    parts: Parts = []
    if one.clause:
        clause = one.clause
        parts.append((word("clause", "clause", lang), f"{clause.document}, {clause.clause}"))
        parts.append((word("says", "The regulation says", lang), clause.quote))
        if clause.reading:
            reading = translated(f"requirement.{one.code}.reading", clause.reading, lang)
            parts.append((word("reading", "The reading taken", lang), reading))
    if why:
        parts.append((word("why", "Why", lang), why))
    full = " ".join(does.split())
    return _first_sentence(full), full, [*parts, ("", f"`qoima explain {one.code}`")]


def _first_sentence(text: str) -> str:
    """Up to the first full stop before a capital letter: one inside `т. е.` is none."""
    ends = (match.start() + 1 for match in re.finditer(r"\. ", text) if text[match.end()].isupper())
    return text[: next(ends, len(text))]


def _of_problem(code: str, lang: Lang) -> tuple[str, str, Parts]:
    known = PROBLEMS[code]
    short = _in_general(code, known.template, lang)
    advice = _in_general(f"{code}.help", known.help, lang) if known.help else ""
    parts: Parts = [(word("help", "help", lang), advice)] if advice else []
    return short, short, [*parts, ("", f"`qoima explain {code}`")]


def _in_general(key: str, english: Template, lang: Lang) -> str:
    """A message without the values of one finding."""
    template = english if lang == "en" else catalogue(lang).get(key, english)
    text = template if isinstance(template, str) else template.get("other") or template["many"]
    return say(Message("", _VALUE.sub("…", text), MappingProxyType({})), "en")


def _escaped(text: str) -> str:
    """A text of a regulation as Markdown shows it letter by letter."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", text)
