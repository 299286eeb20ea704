"""A report as SARIF 2.1.0, for code scanning and for editors that read it."""

from urllib.parse import quote

from qoima import __version__
from qoima.core.diagnostic import Diagnostic, Severity, Step
from qoima.core.source import Span
from qoima.core.words import Lang
from qoima.formats.messages import say
from qoima.render.fingerprint import Marked
from qoima.render.sarif_rules import rules
from qoima.render.shown import Shown

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

_FINGERPRINT = "qoima/v1"
"""Raised with the way to make them. GitHub's own, `primaryLocationLineHash`, is added by its upload."""


def as_sarif(shown: Shown, lang: Lang, *, prefix: str = "") -> dict[str, object]:
    """A log of one run. `prefix` leads from the top of the git repository, `%SRCROOT%`, to ours."""
    found = [one.diagnostic for one in (*shown.findings, *shown.waived)]
    described = rules(found, LEVELS, lang)
    index = {rule["id"]: number for number, rule in enumerate(described)}
    results = [_result(one, index, lang, prefix) for one in shown.findings]
    results += [
        {**_result(one, index, lang, prefix), "suppressions": [_waiver(one, lang, prefix)]} for one in shown.waived
    ]
    run = {
        "tool": {
            "driver": {"name": "Qoima", "version": __version__, "semanticVersion": __version__, "rules": described}
        },
        "invocations": [{"executionSuccessful": True}],
        "language": lang,
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": {"inBaseline": shown.in_baseline, "older": shown.older},
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(marked: Marked, index: dict[object, int], lang: Lang, prefix: str) -> dict[str, object]:
    """Each has `suppressions`, empty where there is none: absent would mean that nobody knows."""
    one = marked.diagnostic
    text = say(one.message, lang) + (f"\n{say(one.help, lang)}" if one.help else "")
    related = [{**_location(other.at, prefix), "message": {"text": say(other.message, lang)}} for other in one.related]
    return {
        "ruleId": one.code,
        "ruleIndex": index[one.code],
        "level": LEVELS[one.severity],
        "message": {"text": text},
        "locations": [_location(one.at, prefix)] if one.at.source.path else [],
        **({"relatedLocations": [{"id": n, **place} for n, place in enumerate(related, 1)]} if related else {}),
        "partialFingerprints": {_FINGERPRINT: marked.fingerprint},
        "suppressions": [],
        **({"properties": {"rule": one.rule, "decisions": _decisions(one, lang)}} if one.rule else {}),
    }


def _decisions(one: Diagnostic, lang: Lang) -> list[str]:
    return [say(step.message, lang) for step in one.steps]


def _waiver(marked: Marked, lang: Lang, prefix: str) -> dict[str, object]:
    """The last step of a finding that is waived is its waiver."""
    last: Step = marked.diagnostic.steps[-1]
    place = {"location": _location(last.at, prefix)} if last.at else {}
    return {"kind": "external", "status": "accepted", "justification": say(last.message, lang), **place}


def _location(at: Span, prefix: str) -> dict[str, object]:
    start, end = at.position, at.source.position(at.end)
    region = {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }
    address = {"uri": _uri(prefix + at.source.path), "uriBaseId": "%SRCROOT%"}
    return {"physicalLocation": {"artifactLocation": address, "region": region}}


def _uri(path: str) -> str:
    """A relative address: letters beyond ASCII and blanks percent-encoded, a colon never taken for a scheme."""
    return quote(path.encode("utf-8", "surrogateescape"), safe="/-._~")
