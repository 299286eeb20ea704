"""A report as workflow commands of GitHub Actions, which puts a mark at the line of each.

GitHub takes the first ten errors, the first ten warnings and the first ten notices of a step, so errors come first, and
the last line says how many there are.
"""

from collections.abc import Iterable

from qoima.core.diagnostic import Diagnostic, Severity
from qoima.core.words import Lang
from qoima.formats.messages import say
from qoima.render.shown import Shown, closing
from qoima.render.terminal import notes, word

MARKS = 10
"""How many of one level GitHub takes from a step."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_commands(shown: Shown, lang: Lang, *, prefix: str = "") -> str:
    """A command a finding, errors first. `prefix` leads from the top of the git repository to ours."""
    lines = [
        _command(one, level, lang, prefix)
        for severity, level in _LEVELS.items()
        for one in shown.diagnostics
        if one.severity is severity
    ]
    last = closing(shown, lang)
    if any(shown.count(severity) > MARKS for severity in _LEVELS):
        told = "GitHub marks {limit} of each kind in the files; all of them stand in the lines above"
        last = f"{last}; {word('github-limit', told, lang, limit=MARKS)}"
    return "\n".join([*lines, last]) + "\n"


def _command(one: Diagnostic, level: str, lang: Lang, prefix: str) -> str:
    rule = f" ({one.rule})" if one.rule else ""
    text = "\n".join([f"{say(one.message, lang)}{rule}", *notes(one, lang)])
    properties = ",".join(f"{name}={_property(value)}" for name, value in _properties(one, prefix))
    return f"::{level} {properties}::{_data(text)}"


def _properties(one: Diagnostic, prefix: str) -> Iterable[tuple[str, str]]:
    """Columns only within one line: GitHub takes no others."""
    start, end = one.at.position, one.at.source.position(one.at.end)
    if one.at.source.path:
        yield "file", prefix + one.at.source.path
        yield "line", str(start.line)
        yield "endLine", str(end.line)
        if start.line == end.line:
            yield "col", str(start.column)
            yield "endColumn", str(end.column)
    yield "title", one.code


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
