"""The lines that each item of a bank takes, told from the text of the file alone."""

import posixpath
import re

from qoima.core.source import Source
from qoima.formats.yaml import nodes
from qoima.formats.yaml.nodes import Mapping, Sequence

_PARAGRAPH = re.compile(r"^[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", re.M)


def item_lines(source: Source) -> list[tuple[int, int]]:
    """First and last line of each item, in order: in GIFT a paragraph, in YAML an entry of `items:`."""
    if posixpath.splitext(source.path)[1] == ".gift":
        spans = [(match.start(), match.end()) for match in _PARAGRAPH.finditer(source.text)]
        return [(source.position(start).line, source.position(end).line) for start, end in spans]
    node, _ = nodes.read(source)
    items = node.values.get("items") if isinstance(node, Mapping) else None
    if not isinstance(items, Sequence):
        return []
    starts = [source.position(entry.span.start).line for entry in items.items]
    ends = [*(start - 1 for start in starts[1:]), source.position(items.end).line]
    return [(start, _last(source, start, end)) for start, end in zip(starts, ends, strict=True)]


def _last(source: Source, start: int, end: int) -> int:
    """Without the empty lines and the comments behind, which belong to the next item."""
    while end > start and source.line(end).strip()[:1] in ("", "#"):
        end -= 1
    return end
