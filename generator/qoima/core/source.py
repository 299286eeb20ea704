"""Text files as read, and places in them."""

import bisect
from collections.abc import Mapping
from dataclasses import dataclass, field

from qoima.core.value import value


@dataclass(frozen=True, slots=True)
class Position:
    """A place for people: both numbers count from 1; columns count characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One file: its path in the repository (forward slashes) and its text with `\\n` line ends."""

    path: str
    text: str
    _starts: list[int] = field(default_factory=list, repr=False)

    def _line_starts(self) -> list[int]:
        if not self._starts:
            starts, at = [0], self.text.find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = self.text.find("\n", at + 1)
            self._starts.extend(starts)
        return self._starts

    def position(self, offset: int) -> Position:
        """Line and column of a character offset; offsets past the end give the last place."""
        offset = max(0, min(offset, len(self.text)))
        starts = self._line_starts()
        line = bisect.bisect_right(starts, offset)
        return Position(line, offset - starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of line `number` (from 1) without its end."""
        starts = self._line_starts()
        start = starts[number - 1]
        end = starts[number] - 1 if number < len(starts) else len(self.text)
        return self.text[start:end]

    def offset(self, line: int, column: int) -> int:
        """The character offset of a position; the inverse of `position`."""
        return min(self._line_starts()[line - 1] + column - 1, len(self.text))

    def span(self, start: int, end: int) -> "Span":
        """The characters from `start` up to `end`."""
        return Span(self, start, end)

    def whole(self) -> "Span":
        """The place to point at when the file as such is meant: its first line."""
        end = self.text.find("\n")
        return Span(self, 0, end if end >= 0 else len(self.text))


@value(eq=False)
class Span:
    """Characters `start` up to `end` of a source. Compared by identity only: a place is no part of a value."""

    source: Source
    start: int
    end: int

    @property
    def position(self) -> Position:
        """Where the span begins."""
        return self.source.position(self.start)

    @property
    def text(self) -> str:
        """The characters of the span."""
        return self.source.text[self.start : self.end]

    def sort_key(self) -> tuple[str, int, int]:
        """Order of places: by path, then by offset."""
        return (self.source.path, self.start, self.end)


NOWHERE = Span(Source("", ""), 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A thing read from a file: `at` is what to point at when the whole is meant, `places` has its fields by key."""

    at: Span = field(default=NOWHERE, compare=False, repr=False)
    places: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)

    def place(self, key: str) -> Span:
        """Where the field `key` stands, else the thing itself."""
        return self.places.get(key, self.at)
