"""A text as paragraphs, lists, tables and code."""

from collections.abc import Iterator
from dataclasses import dataclass

from qoima.model.runs import BREAK, Run, Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs of text; never empty."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Code:
    """Lines of code."""

    code: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `start` is the first number, None for bullets."""

    start: int | None
    entries: tuple[tuple["Block", ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equally many cells; the first one is the head."""

    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


Block = Paragraph | Code | Listing | Quote | Table | Rule
Blocks = tuple[Block, ...]


def flat(blocks: Blocks) -> Iterator[Run]:
    """What the blocks hold, in one line."""
    for block in blocks:
        match block:
            case Paragraph(runs=runs):
                yield from runs
            case Code(code=code):
                yield from [Run("code", " ".join(code.split()))] if code.strip() else []
            case Listing(entries=entries):
                for entry in entries:
                    yield from flat(entry)
            case Quote(blocks=inner):
                yield from flat(inner)
            case Table(rows=rows):
                for row in rows:
                    for cell in row:
                        yield from (*cell, BREAK)
        yield BREAK
