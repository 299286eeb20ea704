"""The text of a GIFT file cut the way Moodle cuts it: blocks between blank lines, comments apart, escapes resolved.

Every part knows its place in the file. The rules are those of Moodle 4.5 (question/format.php, format/gift/format.php).
"""

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from qoima.core.source import Source, Span

SPACE = " \t\n\r\0\x0b"
"""What PHP's `trim` takes away; a no-break space is none of it."""

ESCAPE = re.compile(r"\\[\\:#={}~n]|&&(?:0(?:92|58|35|61);|1(?:23|25|26);|010)")
_ESCAPED = ":#={}~\n"
_CODES = dict(zip(("&&058;", "&&035;", "&&061;", "&&123;", "&&125;", "&&126;", "&&010"), _ESCAPED, strict=True))
# An escaped sign is held as a lone surrogate, which no UTF-8 file can contain: so it never counts as a sign of GIFT.
_HELD = {sign: chr(0xDC80 + number) for number, sign in enumerate(_ESCAPED)}
_FREE = str.maketrans({held: sign for sign, held in _HELD.items()})
_CODED = str.maketrans({_HELD[sign]: code for code, sign in _CODES.items()})
_SPACE_OR_BREAK = SPACE + _HELD["\n"]


def spoken(text: str) -> str:
    """Text of a block as Moodle stores it: escaped signs are signs again, the ends are trimmed."""
    return text.strip(_SPACE_OR_BREAK).translate(_FREE)


def coded(text: str) -> str:
    """Text of a block with escaped signs as the codes that Moodle puts for them and, in categories, forgets there."""
    return text.translate(_CODED)


@dataclass(slots=True)
class Block:
    """The lines between two blank lines: `text` without comments, escapes resolved, and the way back to the file.

    `lines` are the places of all its lines, `comments` of those that begin with `//`. `zero` is the line that ended the
    block when it holds a lone `0`, which Moodle takes for a blank line.
    """

    source: Source
    lines: list[Span] = field(default_factory=list)
    comments: list[Span] = field(default_factory=list)
    zero: Span | None = None
    text: str = ""
    _starts: list[int] = field(default_factory=list)
    _froms: list[int] = field(default_factory=list)
    _tos: list[int] = field(default_factory=list)

    def resolve(self) -> None:
        """Builds `text` from the lines."""
        pieces: list[str] = []
        length = 0

        def add(piece: str, start: int, end: int) -> None:
            nonlocal length
            if piece:
                pieces.append(piece)
                self._starts.append(length)
                self._froms.append(start)
                self._tos.append(end)
                length += len(piece)

        given = self.source.text
        for line in self.lines:
            if pieces:
                add("\n", line.start, line.start)
            if given.startswith("//", line.start):
                self.comments.append(line)
                add(" ", line.start, line.start)
                continue
            at = line.start
            for match in ESCAPE.finditer(given, line.start, line.end):
                add(given[at : match.start()], at, match.start())
                add(_resolved(match[0]), match.start(), match.end())
                at = match.end()
            add(given[at : line.end], at, line.end)
        self.text = "".join(pieces)

    def span(self, start: int, end: int) -> Span:
        """The place in the file of characters `start` up to `end` of the text."""
        if not self._starts:
            return self.lines[0]
        first = bisect.bisect_right(self._starts, start) - 1
        begin = min(self._froms[first] + start - self._starts[first], self._tos[first])
        if end <= start:
            return self.source.span(begin, begin)
        last = bisect.bisect_right(self._starts, end - 1) - 1
        until = self._starts[last + 1] if last + 1 < len(self._starts) else len(self.text)
        stop = self._tos[last] if end == until else self._froms[last] + end - self._starts[last]
        return self.source.span(begin, max(begin, stop))

    def whole(self) -> "Part":
        """The text, trimmed."""
        return Part(self, 0, len(self.text)).trimmed()


def _resolved(escape: str) -> str:
    if escape in ("\\\\", "&&092;"):
        return "\\"
    if escape in _CODES:
        return _HELD[_CODES[escape]]
    return _HELD["\n" if escape == "\\n" else escape[1]]


@dataclass(frozen=True, slots=True)
class Part:
    """Characters `start` up to `end` of a block's text. Offsets in and out are those of the block."""

    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters, escaped signs still held apart."""
        return self.block.text[self.start : self.end]

    @property
    def at(self) -> Span:
        """The place in the file."""
        return self.block.span(self.start, self.end)

    def __bool__(self) -> bool:
        return self.start < self.end

    def before(self, offset: int) -> "Part":
        """Up to `offset`."""
        return Part(self.block, self.start, offset)

    def since(self, offset: int) -> "Part":
        """From `offset` on."""
        return Part(self.block, min(offset, self.end), self.end)

    def find(self, sign: str) -> int:
        """Where `sign` first stands, or -1."""
        return self.block.text.find(sign, self.start, self.end)

    def rfind(self, sign: str) -> int:
        """Where `sign` last stands, or -1."""
        return self.block.text.rfind(sign, self.start, self.end)

    def trimmed(self) -> "Part":
        """Without blanks at the ends."""
        text = self.text
        start = self.end - len(text.lstrip(SPACE))
        return Part(self.block, start, max(start, self.start + len(text.rstrip(SPACE))))

    def cut(self, signs: str) -> list[tuple[str, "Part"]]:
        """The parts between `signs`, each with the sign before it; the first one has none."""
        parts = []
        sign, start = "", self.start
        for match in re.compile(f"[{signs}]").finditer(self.block.text, self.start, self.end):
            parts.append((sign, Part(self.block, start, match.start())))
            sign, start = match[0], match.end()
        return [*parts, (sign, Part(self.block, start, self.end))]


def blocks(source: Source) -> Iterator[Block]:
    """The blocks of a file in order."""
    text, start, block = source.text, 0, Block(source)
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = _trimmed_line(source, start, end)
        start = end + 1
        if line.end > line.start and line.text != "0":
            block.lines.append(line)
        elif block.lines:
            block.zero = line if line.end > line.start else None
            block.resolve()
            yield block
            block = Block(source)
    if block.lines:
        block.resolve()
        yield block


def _trimmed_line(source: Source, start: int, end: int) -> Span:
    line = source.text[start:end]
    begin = end - len(line.lstrip(SPACE))
    return source.span(begin, max(begin, start + len(line.rstrip(SPACE))))
