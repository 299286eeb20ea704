"""What no one sees: blanks at line ends, lines that only look empty, letters in two pieces, the end of the last line.

Each proof compares what the file says before and after; where a blank means something, as at a line break of Markdown
or in code, it stays.
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from qoima.core.diagnostic import Severity
from qoima.core.source import Source
from qoima.fix.draft import Draft
from qoima.fix.edit import Edit
from qoima.fix.files import kind_of
from qoima.fix.seen import (
    Seen,
    composed,
    folded,
    is_no_worse,
    meanings,
    records,
    scalars,
    see,
    shown,
    without_line_ends,
)
from qoima.formats.gift.cursor import SPACE
from qoima.formats.gift.slips import UNSEEN_LINE
from qoima.formats.yaml.model import free_texts
from qoima.formats.yaml.nodes import Scalar

_BLANKS = re.compile(r"[ \t\r]+(?=\n|\Z)")
_ADDRESS = re.compile(r"\]\([^)\n]*\)?|<[A-Za-z][^<>]*>|[\w./%-]+\.\w{2,4}\b")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_TAB_COLUMNS = (2, 4, 8)
_MOST_ROUNDS = 20
_BY_ITSELF = frozenset(("GFT012", "GFT013", "GFT016", "GFT017", "GFT020", "GFT021", "GFT062"))
"""What is told of questions without answers, of answers without a question, of marks without an item."""
_MISPLACED = frozenset(("YML001", "YML002", "YML003", "YML009", "YML012", "YML013", "YML015"))
"""What is told where a line has come to stand in the wrong depth."""


def spaces_for_tabs(draft: Draft) -> None:
    """Indent with spaces, if there is but one way in which the file can then be read."""
    if see(draft.source).codes["YML015"] == 0:
        return
    ways: dict[str, str] = {}
    for columns in _TAB_COLUMNS:
        text = _expanded(draft, columns)
        after = see(Source(draft.path, text))
        if after.root is not None and not after.codes.keys() & _MISPLACED:
            ways.setdefault(repr(after.tree()), text)
    if len(ways) == 1:
        text = next(iter(ways.values()))
        old, new = draft.text.split("\n"), text.split("\n")
        starts = [0, *accumulate(len(line) + 1 for line in old)]
        pairs = enumerate(zip(old, new, strict=True))
        edits = [
            Edit(starts[n], starts[n] + len(_indent(was)), _indent(now), "tabs")
            for n, (was, now) in pairs
            if was != now
        ]
        draft.make(edits, lambda _text, _edits: True)


def _expanded(draft: Draft, columns: int) -> str:
    """The text with the tabs that the reader stops at as so many spaces."""
    text = draft.text
    for _ in range(_MOST_ROUNDS):
        told = {one.at.position.line for one in see(Source(draft.path, text)).said if one.code == "YML015"}
        if not told:
            break
        lines = text.split("\n")
        for line in told:
            indent = _indent(lines[line - 1])
            lines[line - 1] = indent.expandtabs(columns) + lines[line - 1][len(indent) :]
        text = "\n".join(lines)
    return text


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]


def bare_lines(draft: Draft) -> None:
    """Take blanks from line ends, and end the last line."""
    before = see(draft.source)
    kept = set(_meant(before))
    edits = [Edit(*m.span(), "", "blanks") for m in _BLANKS.finditer(draft.text) if m.start() not in kept]
    if not draft.text.endswith("\n"):
        end = len(draft.text)
        edits = [edit for edit in edits if edit.end < end]
        last = len(draft.text.rstrip(" \t\r"))
        edits.append(Edit(last, end, "\n", "last-line"))
    draft.make(edits, partial(_says_the_same, before))


class _Line(NamedTuple):
    """A line of a block of YAML; `goes_on` says that another one with text follows it."""

    start: int
    text: str
    is_code: bool
    goes_on: bool


def _lines(seen: Seen) -> Iterator[_Line]:
    """The lines of all blocks (`|` and `>`), their heads left out."""
    for _, node in scalars(seen.root) if seen.root is not None else ():
        if not _is_block(node):
            continue
        lines = seen.source.text[node.start : node.end].split("\n")
        start, is_code = node.start + len(lines[0]) + 1, False
        for line, below in zip(lines[1:], [*lines[2:], ""], strict=True):
            is_code ^= bool(_FENCE.match(line))
            yield _Line(start, line, is_code, bool(below.strip()))
            start += len(line) + 1


def _meant(seen: Seen) -> Iterator[int]:
    """Where blanks begin that break a line of Markdown, or stand in a block of code."""
    for line in _lines(seen):
        bare = line.text.rstrip(" \t")
        if line.is_code or (len(line.text) - len(bare) > 1 and bare and line.goes_on):
            yield line.start + len(bare)


def _is_block(node: Scalar) -> bool:
    return not node.plain and node.source.text[node.start] in "|>"


def _says_the_same(before: Seen, text: str, _edits: Sequence[Edit]) -> bool:
    """The same items, and the same texts but for blanks at line ends; outside of items each blank counts."""
    after = see(Source(before.source.path, text))
    if not is_no_worse(before, after):
        return False
    if folded(meanings(before.items), composed) != folded(meanings(after.items), composed):
        return False
    fold = without_line_ends if kind_of(before.source.path) == "bank" else (lambda held: composed(held).rstrip("\n"))
    return bool(folded(before.tree(), fold) == folded(after.tree(), fold))


def empty_lines(draft: Draft) -> None:
    """Empty the lines that hold only no-break spaces and signs without width.

    In GIFT they keep items together: each is emptied if it parts what can stand alone. In a block of YAML they keep
    paragraphs together.
    """
    while _empty(draft):
        pass  # Items that are apart let the next gap be seen.


def _empty(draft: Draft) -> bool:
    before = see(draft.source)
    lines = [m for m in UNSEEN_LINE.finditer(draft.text) if m[0].strip(SPACE)]
    if before.root is not None:
        words = {line.start for line in _lines(before) if not line.is_code}
        lines = [m for m in lines if m.start() in words]
    proof = _parts_paragraphs if before.root is not None else _parts_items
    return draft.make([Edit(*m.span(), "", "blank-line") for m in lines], partial(proof, before))


def _parts_items(before: Seen, text: str, _edits: Sequence[Edit]) -> bool:
    """No item fewer, none broken, no text or comment left by itself; an item that is seen now may have slips."""
    after = see(Source(before.source.path, text))
    told = {(one.code, one.at.position.line) for one in before.said}
    new = (one for one in after.said if (one.code, one.at.position.line) not in told)
    broken = any(one.severity is Severity.ERROR or one.code in _BY_ITSELF for one in new)
    return not broken and len(after.items) >= len(before.items) and after.unread_items <= before.unread_items


def _parts_paragraphs(before: Seen, text: str, _edits: Sequence[Edit]) -> bool:
    after = see(Source(before.source.path, text))
    same = folded(before.tree(), _in_a_row) == folded(after.tree(), _in_a_row)
    return same and is_no_worse(before, after) and len(after.items) == len(before.items)


def _in_a_row(text: str) -> str:
    return " ".join(UNSEEN_LINE.sub("", text).split())


def composed_letters(draft: Draft) -> None:
    """Letters written in two pieces (й as и and a breve) become one, but not in addresses and names of files."""
    if composed(draft.text) == draft.text:
        return
    before = see(draft.source)
    parts = (
        [(0, len(draft.text))]
        if before.root is None
        else [
            (node.start, node.end)
            for _, record, model in records(draft.path, before.root)
            for _, node in free_texts(record, model)
        ]
    )
    edits = []
    for start, end in parts:
        addresses = [m.span() for m in _ADDRESS.finditer(draft.text, start, end)]
        for word in re.finditer(r"\S+", draft.text[start:end]):
            at = start + word.start()
            if composed(word[0]) != word[0] and not any(a < at + len(word[0]) and at < b for a, b in addresses):
                edits.append(Edit(at, at + len(word[0]), composed(word[0]), "nfc"))
    draft.make(edits, partial(_says_the_same_letters, before))


def _says_the_same_letters(before: Seen, text: str, _edits: Sequence[Edit]) -> bool:
    after = see(Source(before.source.path, text))
    same = shown(before.items, composed) == shown(after.items, composed)
    return same and is_no_worse(before, after) and folded(before.tree(), composed) == folded(after.tree(), composed)
