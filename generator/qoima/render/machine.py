"""Diagnostics for programs."""

from qoima.core.diagnostic import Diagnostics
from qoima.core.words import Lang
from qoima.formats.messages import say

JSON_VERSION = 1


def as_json(diagnostics: Diagnostics, lang: Lang) -> dict[str, object]:
    """`{version, diagnostics: [{code, severity, path, line, column, …, message, help, clause, rule}]}`."""
    found = []
    for one in diagnostics:
        start, end = one.at.position, one.at.source.position(one.at.end)
        found.append(
            {
                "code": one.code,
                "severity": str(one.severity),
                "path": one.at.source.path,
                "line": start.line,
                "column": start.column,
                "end_line": end.line,
                "end_column": end.column,
                "message": say(one.message, lang),
                "help": say(one.help, lang) if one.help else None,
                "clause": f"{one.clause.document}, {one.clause.clause}" if one.clause else None,
                "rule": one.rule or None,
            }
        )
    return {"version": JSON_VERSION, "diagnostics": found}
