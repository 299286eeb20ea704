"""Any text of Moodle in the Markdown of bank YAML, as an author would have written it."""

import re
from typing import NamedTuple

from qoima.model.authored import Rename, blocks_of
from qoima.model.blocks import Block, Blocks, Code, Listing, Paragraph, Quote, Rule, Table, flat
from qoima.model.markdown_line import as_paragraph, line_of, read_back
from qoima.model.markup import pictures, tree
from qoima.model.runs import Runs, in_one_line
from qoima.model.slips import slips
from qoima.model.text import Text

_BARE = re.compile(r"[^\\`*_$\[<>&\x00-\x1f\x7f-\xa0\u2028\u2029]*")


class Converted(NamedTuple):
    """A text in Markdown, and the names of what it does not say as the old one did, sorted."""

    source: str
    lost: tuple[str, ...] = ()


def to_qoima(text: Text, rename: Rename = str) -> Converted:
    """The text as Markdown of bank YAML; `rename` gives the address of each picture.

    Lost may be underline, strike, index (signs above and below the line), emphasis, link, numbers (of a list), cells
    (that reach over several), table (lines in a cell), size (of a picture), picture, layout, and `text` where even the
    words, formulas and code are not the same.
    """
    source = text.source.strip()
    if text.markup == "qoima" and all(rename(piece.value) == piece.value for piece in pictures(text)):
        return Converted(text.source.strip("\n") if "\n" in source else source)
    if _BARE.fullmatch(source) and (text.markup != "markdown" or text.source[:1].isalpha()):
        return Converted(" ".join(source.split()))
    blocks, lost = blocks_of(text, rename)
    if text.markup == "markdown" and not lost and not slips(Text(source)) and read_back(source) == blocks:
        return Converted(source)
    return _checked(text, blocks, set(lost), rename)


def _checked(text: Text, blocks: Blocks, lost: set[str], rename: Rename) -> Converted:
    writer = _Writer()
    source = writer.text(blocks)
    lost |= writer.lost
    if read_back(source) != writer.said(blocks) and blocks:
        lost.add("layout")
    was = tuple(p._replace(value=rename(p.value)) if p.kind == "picture" else p for p in tree(text))
    if tree(Text(source)) != was and not lost & {"index", "table", "picture"}:
        lost.add("text")
    return Converted(source, tuple(sorted(lost)))


class _Writer:
    """Lays blocks out; keeps what each line came to."""

    def __init__(self) -> None:
        self.lost: set[str] = set()
        self.lines: dict[Runs, tuple[str, Runs]] = {}

    def text(self, blocks: Blocks) -> str:
        """The blocks below each other; what would be read as a paragraph of one line is one."""
        laid = self.laid(blocks)
        if "\n" in laid or not blocks:
            return laid
        if len(blocks) != 1 or not isinstance(blocks[0], Paragraph):
            self.lost.add("layout")
        return self.line(in_one_line(flat(blocks)) if not isinstance(blocks[0], Paragraph) else blocks[0].runs)

    def line(self, runs: Runs) -> str:
        if runs not in self.lines:
            source, said, lost = line_of(runs)
            self.lines[runs] = source, said
            self.lost |= lost
        return self.lines[runs][0]

    def laid(self, blocks: Blocks, between: str = "\n\n", rule: str = "---") -> str:
        parts: list[str] = []
        before: Block | None = None
        other_sign = False
        for block in blocks:
            alike = isinstance(block, Listing) and isinstance(before, Listing) and _bullets(block) == _bullets(before)
            other_sign = alike and not other_sign
            parts.append(rule if isinstance(block, Rule) else self.block(block, other_sign))
            before = block
        return between.join(parts)

    def block(self, block: Paragraph | Code | Listing | Quote | Table, other_sign: bool) -> str:
        match block:
            case Paragraph(runs=runs):
                return as_paragraph(self.line(runs))
            case Code(code=code, language=language):
                ticks = "`" * max(3, 1 + max((len(found) for found in re.findall("`+", code)), default=0))
                return f"{ticks}{language}\n{code}\n{ticks}"
            case Listing():
                return self.listing(block, other_sign)
            case Quote(blocks=blocks):
                return "\n".join(f"> {line}".rstrip(" ") for line in self.laid(blocks).split("\n"))
            case Table(rows=rows):
                return self.table(rows)

    def listing(self, listing: Listing, other_sign: bool) -> str:
        tight = all(_is_tight(entry) for entry in listing.entries)
        parts = []
        for n, entry in enumerate(listing.entries, listing.start or 0):
            sign = "-*"[other_sign] if listing.start is None else f"{n}{'.)'[other_sign]}"
            inner = self.laid(entry, "\n" if tight else "\n\n", rule="***")
            pad = " " * (len(sign) + 1)
            parts.append(f"{sign} " + "\n".join(pad + line if line else "" for line in inner.split("\n"))[len(pad) :])
        return ("\n" if tight else "\n\n").join(parts)

    def table(self, rows: tuple[tuple[Runs, ...], ...]) -> str:
        cells = [[self.line(cell).replace("|", "\\|") if cell else "" for cell in row] for row in rows]
        widths = [max(1, *(len(row[n]) for row in cells)) for n in range(len(cells[0]))]
        if sum(widths) > 100:
            widths = [1] * len(widths)
        head, *body = (f"| {' | '.join(c.ljust(w) for c, w in zip(row, widths, strict=True))} |" for row in cells)
        return "\n".join([head, f"|{'|'.join('-' * (width + 2) for width in widths)}|", *body])

    def said(self, blocks: Blocks) -> Blocks:
        """The blocks with what the lines came to say."""
        return tuple(self.said_by(block) for block in blocks)

    def said_by(self, block: Block) -> Block:
        match block:
            case Paragraph(runs=runs):
                return Paragraph(self.lines[runs][1])
            case Listing(start=start, entries=entries):
                return Listing(start, tuple(self.said(entry) for entry in entries))
            case Quote(blocks=blocks):
                return Quote(self.said(blocks))
            case Table(rows=rows):
                return Table(tuple(tuple(self.lines[cell][1] if cell else () for cell in row) for row in rows))
            case _:
                return block


def _bullets(block: Listing) -> bool:
    return block.start is None


def _is_tight(entry: Blocks) -> bool:
    """Whether an entry is a line, with lists below it that may follow without a blank line."""
    return (
        isinstance(entry[0], Paragraph)
        and all(
            isinstance(block, Listing) and block.start in (None, 1) and all(map(_is_tight, block.entries))
            for block in entry[1:]
        )
        and len(entry) <= 2
    )
