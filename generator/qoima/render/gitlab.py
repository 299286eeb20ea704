"""A report as GitLab's Code Quality reads it: a list of findings, each with a fingerprint of its own."""

from qoima.core.diagnostic import Severity
from qoima.core.words import Lang
from qoima.formats.messages import say
from qoima.render.fingerprint import Marked
from qoima.render.shown import Shown
from qoima.render.terminal import word

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
"""GitLab knows blocker and critical too; which of our errors is worse than another is not for a program to say."""


def as_code_quality(shown: Shown, lang: Lang, *, prefix: str = "") -> list[dict[str, object]]:
    """The findings in GitLab's words. `prefix` leads from the top of the git repository to ours."""
    return [_issue(one, lang, prefix) for one in shown.findings]


def _issue(marked: Marked, lang: Lang, prefix: str) -> dict[str, object]:
    """GitLab shows the description in one line."""
    one = marked.diagnostic
    parts = [f"{one.code}: {say(one.message, lang)}"]
    if one.clause:
        parts.append(f"({one.clause.document}, {one.clause.clause})")
    if one.help:
        parts.append(f"— {word('help', 'help', lang)}: {say(one.help, lang)}")
    return {
        "description": " ".join(" ".join(parts).split()),
        "check_name": one.code,
        "fingerprint": marked.fingerprint,
        "severity": _SEVERITIES[one.severity],
        "location": {"path": prefix + one.at.source.path, "lines": {"begin": one.at.position.line}},
    }
