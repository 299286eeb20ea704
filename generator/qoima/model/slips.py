"""Where Markdown shows something else than its author typed."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from qoima.model.text import Text

_CODE_OR_MATH = re.compile(r"```.*?```|`[^`\n]*`|\$\$.+?\$\$|\$[^$\n]+\$", re.S)
_SWALLOWED = re.compile(r"(?<!\w)__([^\W_]\w*)__(?!\w)|(?<!\w)\w+\*(?=\S)[^*\n]+?(?<=\S)\*\w+")
_DASHES = re.compile(r":?-+:?")
_FENCED = re.compile(r"^ *```.*?^ *```", re.S | re.M)
_NO_LINE_END = re.compile(r"[^\n]")
_BAR = re.compile(r"(?<!\\)\|")
_FORMULA_OPENS = re.compile(r"(?<!\\)\\[(\[]")
_FORMULA_CLOSES = re.compile(r"\\[)\]]")


class Slip(NamedTuple):
    """A place in a qoima text that readers will see otherwise than it was typed; offsets into the source."""

    kind: Literal["emphasis", "formula", "cells"]
    start: int
    typed: str
    shown: str
    cells: tuple[int, int] = (0, 0)
    """How many a row has, and its head; `shown` holds those that no one sees."""


def slips(text: Text) -> tuple[Slip, ...]:
    """Swallowed emphasis, formulas between the wrong signs, rows of tables that are cut; none in Moodle's markups."""
    if text.markup != "qoima":
        return ()
    bare = _CODE_OR_MATH.sub(lambda m: "\0" * len(m[0]), text.source)
    found = [Slip("emphasis", m.start(), m[0], m[1] or m[0].replace("*", "")) for m in _SWALLOWED.finditer(bare)]
    return tuple(sorted([*found, *_bare_formulas(bare), *_cut_rows(text.source)], key=lambda s: s.start))


def _cut_rows(source: str) -> Iterator[Slip]:
    """Rows of a table with more cells than its head has: those at the end are dropped. Bars in code part cells too."""
    if "|" not in source or "-" not in source:
        return
    at, before, width = 0, "", 0
    lines = _FENCED.sub(lambda m: _NO_LINE_END.sub(" ", m[0]), source).split("\n")
    for line in lines:
        cells = _cells(line)
        is_rule = "|" in line and all(map(_DASHES.fullmatch, cells))
        if not width and is_rule and len(_cells(before)) == len(cells):
            width = len(cells)
        elif width and not line.strip():
            width = 0
        elif width and len(cells) > width:
            yield Slip("cells", at, line, " | ".join(cells[width:]), (len(cells), width))
        at, before = at + len(line) + 1, line


def _cells(line: str) -> list[str]:
    row = line.strip().removeprefix("|")
    row = row[:-1] if row.endswith("|") and not row.endswith("\\|") else row
    return [cell.strip() for cell in _BAR.split(row)]


def _bare_formulas(text: str) -> Iterator[Slip]:
    at = 0
    while opens := _FORMULA_OPENS.search(text, at):
        closes = _FORMULA_CLOSES.search(text, opens.end() + 1)
        if closes is None:
            return
        at = closes.end()
        yield Slip("formula", opens.start(), text[opens.start() : at], text[opens.end() : closes.start()])
