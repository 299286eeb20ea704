"""The file of findings that are known and left out: JSON, one a line, so that a person can read its diff and cut lines.

The first line says what the file is. A line counts by its code, its path and its fingerprint; what the finding said is
there for readers.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from qoima.core.diagnostic import Diagnostic, Diagnostics, Message, Severity
from qoima.core.problems import problem
from qoima.core.source import Source, Span
from qoima.core.words import Lang
from qoima.decisions import NEVER_OVERRIDDEN
from qoima.formats.messages import say
from qoima.render.fingerprint import Marked

VERSION = 1
HEAD = {"qoima-baseline": VERSION}
KEYS = ("path", "code", "fingerprint", "says")
_ALWAYS_TOLD = ("BNK112", "PRF")


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a file of known findings holds: path, code and fingerprint of each, with its line."""

    entries: dict[tuple[str, str, str], Span]
    said: Diagnostics = ()


def can_be_left_out(one: Diagnostic) -> bool:
    """Whether a baseline may hold a finding.

    Never a leak, nor what is wrong with the decisions of the university or with this file; nor an error that keeps a
    file from being read or a name from meaning something, for then nobody knows what else it hides.
    """
    if one.code.startswith(_ALWAYS_TOLD):
        return False
    return one.severity is not Severity.ERROR or not one.code.startswith(NEVER_OVERRIDDEN)


def written(findings: Iterable[Marked], lang: Lang) -> str:
    """The text of the file, sorted; the same findings give the same bytes."""
    lines = []
    for marked in findings:
        one = marked.diagnostic
        if can_be_left_out(one):
            facts = (one.at.source.path, one.code, marked.fingerprint, say(one.message, lang))
            lines.append(
                (one.at.source.path, one.code, facts[3], marked.fingerprint, dict(zip(KEYS, facts, strict=True)))
            )
    lines.sort(key=lambda line: line[:4])
    return "".join(_line(held) for held in (HEAD, *(line[4] for line in lines)))


def _line(held: object) -> str:
    return json.dumps(held, ensure_ascii=False) + "\n"


def is_baseline(data: bytes) -> bool:
    """Whether a file is a baseline of whatever version, or empty."""
    return not data.strip() or next(iter(HEAD)).encode() in data.split(b"\n", 1)[0]


def read(source: Source) -> Baseline:
    """The entries of the file; a line that is none is a diagnostic, and the others count."""
    entries: dict[tuple[str, str, str], Span] = {}
    said: list[Diagnostic] = []
    start = 0
    for number, line in enumerate(source.text.split("\n")):
        at = source.span(start, start + len(line))
        start += len(line) + 1
        held = _parsed(line)
        if number == 0:
            if held != HEAD:
                return Baseline({}, (unreadable(at, Message("reason.baseline-head", _NO_HEAD)),))
        elif not line.strip():
            continue
        elif isinstance(held, dict) and all(isinstance(held.get(key), str) for key in KEYS[:3]):
            entries[held["path"], held["code"], held["fingerprint"]] = at
        else:
            said.append(unreadable(at, Message("reason.baseline-line", "this line is no finding")))
    return Baseline(entries, tuple(said))


_NO_HEAD = "its first line is not that of a baseline that this version knows"


def unreadable(at: Span, reason: Message | str) -> Diagnostic:
    """What is wrong with the file."""
    return problem("PRF020", at, reason=reason)


def _parsed(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def left_over(findings: Iterable[Marked], baseline: Baseline) -> tuple[tuple[Marked, ...], Diagnostics]:
    """The findings that the baseline does not hold, and what is to be said of entries that hold nothing any more."""
    kept: list[Marked] = []
    useful: Counter[tuple[str, str, str]] = Counter()
    for marked in findings:
        one = marked.diagnostic
        key = (one.at.source.path, one.code, marked.fingerprint)
        if key in baseline.entries and can_be_left_out(one):
            useful[key] += 1
        else:
            kept.append(marked)
    over = [at for key, at in baseline.entries.items() if key not in useful]
    return tuple(kept), (_removable(over),) if over else ()


_NAMED_LINES = 10


def _removable(over: list[Span]) -> Diagnostic:
    lines = ", ".join(str(at.position.line) for at in over[:_NAMED_LINES]) + ", …" * (len(over) > _NAMED_LINES)
    return problem("PRF021", over[0], count=len(over), lines=lines)
