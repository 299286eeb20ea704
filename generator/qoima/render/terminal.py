"""Diagnostics and tables as text for a terminal."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from qoima.core.diagnostic import Diagnostic, Diagnostics, Message, Severity
from qoima.core.source import Span
from qoima.core.words import Lang
from qoima.formats.messages import say, translated

LINE_CHARACTERS = 160
"""A longer source line is shown around the place that is meant."""


def word(key: str, text: str, lang: Lang, **values: object) -> str:
    """A word of the interface: English text, other languages by key."""
    return say(Message(f"ui.{key}", text, MappingProxyType(values)), lang)


@dataclass(frozen=True, slots=True)
class Style:
    """Colours by severity, or none."""

    colour: bool = False

    def paint(self, text: str, code: str) -> str:
        """`text` in an ANSI colour where colours are on."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text


_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;34"}


def diagnostic(one: Diagnostic, lang: Lang, style: Style = Style()) -> str:
    """Where and what, the line, by which clause, what to do."""
    place = f"{one.at.source.path}:{one.at.position.line}:{one.at.position.column}"
    severity = word(f"severity.{one.severity}", str(one.severity), lang)
    rule = f" ({one.rule})" if one.rule else ""
    head = style.paint(f"{severity}[{one.code}]", _COLOURS[one.severity])
    gutter = " " * len(str(one.at.position.line))
    lines = [f"{place}: {head} {say(one.message, lang)}{rule}", *_excerpt(one.at)]
    return "\n".join([*lines, *(f"{gutter} = {note}" for note in notes(one, lang))])


def notes(one: Diagnostic, lang: Lang) -> list[str]:
    """What is said below a message, a line each: other places, clause, reading, decisions of the university, help."""
    lines = []
    for related in one.related:
        at = related.at
        lines.append(f"{say(related.message, lang)}: {at.source.path}:{at.position.line}:{at.position.column}")
    if one.clause:
        label = word("clause", "clause", lang)
        lines.append(f"{label}: {one.clause.document}, {one.clause.clause}: {one.clause.quote}")
        if one.clause.derived:
            lines.append(word("derived", "derived: not written there, but needed to apply what is", lang))
        if one.clause.reading:
            label = word("reading-short", "reading", lang)
            lines.append(f"{label}: {translated(f'requirement.{one.code}.reading', one.clause.reading, lang)}")
    lines += [f"{say(step.message, lang)}{_place(step.at)}" for step in one.steps[1:]]
    advice = [say(one.help, lang)] if one.help else []
    if one.clause:
        advice.append(f"`qoima explain {one.code}`")
    if advice:
        lines.append(f"{word('help', 'help', lang)}: {'; '.join(advice)}")
    return lines


def _place(at: Span | None) -> str:
    return f" [{at.source.path}:{at.position.line}]" if at and at.source.path else ""


def width(text: str) -> int:
    """Columns that a terminal gives the text: wide signs count two, combining ones none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def visible(text: str) -> str:
    """Without what moves a terminal's cursor."""
    return "".join(" " if c == "\t" else c if c.isprintable() else "\ufffd" for c in text)


def _excerpt(at: Span) -> list[str]:
    if not at.source.text:
        return []
    line, column = at.position.line, at.position.column
    text = at.source.line(line)
    start = max(0, column - 1 - LINE_CHARACTERS // 2) if len(text) > LINE_CHARACTERS else 0
    shown = visible(text[start : start + LINE_CHARACTERS])
    before = shown[: column - 1 - start]
    marked = shown[len(before) : len(before) + max(1, min(at.end, at.start + len(text)) - at.start)]
    number = str(line)
    gutter = " " * len(number)
    return [f"{gutter} |", f"{number} | {shown}", f"{gutter} | {' ' * width(before)}{'^' * max(1, width(marked))}"]


def summary(diagnostics: Diagnostics, waived: int, lang: Lang) -> str:
    """How many of each severity."""
    counts = {s: sum(d.severity is s for d in diagnostics) for s in Severity}
    parts = [
        say(
            Message(
                "ui.errors",
                {"count": "n", "one": "{n} error", "other": "{n} errors"},
                MappingProxyType({"n": counts[Severity.ERROR]}),
            ),
            lang,
        ),
        say(
            Message(
                "ui.warnings",
                {"count": "n", "one": "{n} warning", "other": "{n} warnings"},
                MappingProxyType({"n": counts[Severity.WARNING]}),
            ),
            lang,
        ),
    ]
    if waived:
        parts.append(
            say(
                Message(
                    "ui.waived",
                    {"count": "n", "one": "{n} waived", "other": "{n} waived"},
                    MappingProxyType({"n": waived}),
                ),
                lang,
            )
        )
    return ", ".join(parts)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> str:
    """A table with aligned columns; those of `right` are aligned to the right."""
    widths = [max(width(row[i]) for row in (head, *rows)) for i in range(len(head))]

    def line(row: Sequence[str]) -> str:
        cells = []
        for i, cell in enumerate(row):
            gap = " " * (widths[i] - width(cell))
            cells.append(gap + cell if i in right else cell + gap)
        return "  ".join(cells).rstrip()

    return "\n".join([line(head), "  ".join("─" * w for w in widths), *(line(row) for row in rows)])
