"""A report for programs; docs/reports.md says what each key means."""

from qoima.core.diagnostic import Diagnostic, Severity, Step
from qoima.core.source import Span
from qoima.core.words import Lang
from qoima.formats.messages import say, translated
from qoima.render.fingerprint import Marked
from qoima.render.shown import Shown

JSON_VERSION = 1
"""Raised when a key goes or changes its meaning; a new key is no new version."""


def as_json(shown: Shown, lang: Lang) -> dict[str, object]:
    """The report as schemas/report.json describes it."""
    return {
        "version": JSON_VERSION,
        "counts": {
            **{str(severity): shown.count(severity) for severity in Severity},
            "waived": len(shown.waived),
            "in_baseline": shown.in_baseline,
            "older": shown.older,
        },
        "diagnostics": [_finding(one, lang) for one in shown.findings],
        "waived": [_finding(one, lang) for one in shown.waived],
    }


def _finding(marked: Marked, lang: Lang) -> dict[str, object]:
    return {**entry(marked.diagnostic, lang), "fingerprint": marked.fingerprint}


def entry(one: Diagnostic, lang: Lang) -> dict[str, object]:
    """A diagnostic by itself, without the fingerprint that it has among those of a report."""
    clause = one.clause
    reading = translated(f"requirement.{one.code}.reading", clause.reading, lang) if clause and clause.reading else None
    return {
        "code": one.code,
        "severity": str(one.severity),
        **_place(one.at),
        "message": say(one.message, lang),
        "help": say(one.help, lang) if one.help else None,
        "clause": f"{clause.document}, {clause.clause}" if clause else None,
        "quote": clause.quote if clause else None,
        "reading": reading,
        "derived": clause.derived if clause else False,
        "rule": one.rule or None,
        "related": [{**_place(other.at), "message": say(other.message, lang)} for other in one.related],
        "steps": [_step(step, lang) for step in one.steps],
    }


def _step(step: Step, lang: Lang) -> dict[str, object]:
    at = step.at if step.at and step.at.source.path else None
    return {
        "message": say(step.message, lang),
        "path": at.source.path if at else None,
        "line": at.position.line if at else None,
    }


def _place(at: Span) -> dict[str, object]:
    start, end = at.position, at.source.position(at.end)
    return {
        "path": at.source.path,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    }
