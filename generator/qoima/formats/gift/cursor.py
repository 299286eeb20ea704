"""The text of a GIFT file cut the way Moodle cuts it: escaped signs held apart, blocks between blank lines, comments.

Nothing moves: an escaped sign is held as a lone surrogate, which no UTF-8 file can contain, in the last of the places
that it took, behind fillers. So signs of GIFT are found by plain searches, and every offset is one of the file. The
rules are those of Moodle 4.5 (question/format.php, format/gift/format.php).
"""

import re
from collections.abc import Iterator

from qoima.core.source import Source, Span

SPACE = " \t\n\r\0\x0b"
"""What PHP's `trim` takes away; a no-break space is none of it."""

_SIGNS = ":#={}~\n\\"
_CODES = ("&&058;", "&&035;", "&&061;", "&&123;", "&&125;", "&&126;", "&&010", "&&092;")
"""What Moodle puts for escaped signs, and takes for them where a file has it."""

_HELD = {sign: chr(0xDC80 + number) for number, sign in enumerate(_SIGNS)}
FILLER, _COMMENT, _NOTHING = "\udc90", "\udc91", "\udc92"
HELD_BREAK = _HELD["\n"]
EDGE = SPACE + _COMMENT + _NOTHING
"""What is trimmed from parts of a block; a comment line counts as a blank."""

_PAIRS = tuple((held, sign) for sign, held in _HELD.items())
_PIECES = {
    (code, at): chr(0xDD00 + 8 * number + at) for number, code in enumerate(_CODES[:-1]) for at in range(1, len(code))
}
"""A code cut in two, `at` bytes from its start: what stands for the piece before; the one behind is 0x80 further."""

_FREE = str.maketrans(
    {held: sign for sign, held in _HELD.items()}
    | {piece: code[:at] for (code, at), piece in _PIECES.items()}
    | {chr(ord(piece) + 0x80): code[at:] for (code, at), piece in _PIECES.items()}
    | {_COMMENT: " ", FILLER: "", _NOTHING: ""}
)
_CODED = str.maketrans(
    dict(zip(map(_HELD.__getitem__, _SIGNS), _CODES, strict=True))
    | {_HELD["\\"]: "\\", _COMMENT: " ", FILLER: "", _NOTHING: ""}
)
_BLANK = " \t\r\0\x0b"
_EMPTY = f"[{_BLANK}]*(?:0[{_BLANK}]*)?(?=\n|\\Z)"
_GAP, _FIRST_GAP = re.compile("\n" + _EMPTY), re.compile(_EMPTY)
_COMMENT_LINE = re.compile(f"(?<=\n)[{_BLANK}]*(//[^\n]*)")


def hold(text: str) -> str:
    """A text with its escaped signs held apart, of the same length."""
    if "\\" in text:
        text = text.replace("\\\\", FILLER + _HELD["\\"]).replace("\\n", FILLER + _HELD["\n"])
        for sign in ":#={}~":
            text = text.replace("\\" + sign, FILLER + _HELD[sign])
    if "&&" in text:
        for sign, code in zip(_SIGNS, _CODES, strict=True):
            text = text.replace(code, FILLER * (len(code) - 1) + _HELD[sign])
    return text


def spoken(text: str) -> str:
    """A part of a block as Moodle stores it: lines trimmed, escaped signs signs again, the ends trimmed."""
    text = text.strip(EDGE)
    if "\n" in text:
        text = _with_bare_lines(text, "\n")
    if _COMMENT in text or _NOTHING in text:
        text = text.translate(_FREE).strip(SPACE)
    elif FILLER in text:
        text = text.replace(FILLER, "")
        for held, sign in _PAIRS:
            if held in text:
                text = text.replace(held, sign)
        text = text.strip(SPACE)
    return text


def pieces(sign: str, at: int) -> tuple[str, str] | None:
    """What stands for the two parts of an escaped sign whose code is cut after `at` bytes; None for any other sign."""
    piece = _PIECES.get((sign.translate(_CODED), at))
    lead = FILLER + _NOTHING
    return (lead + piece, lead + chr(ord(piece) + 0x80)) if piece else None


def settled(text: str) -> str:
    """A part whose lines are trimmed for good, so that it can be put beside another."""
    return _with_bare_lines(text, FILLER + HELD_BREAK)


def coded(text: str) -> str:
    """A part of a block as Moodle handles it before it stores it: escaped signs are codes."""
    return _with_bare_lines(text.strip(EDGE), "\n").translate(_CODED)


def _with_bare_lines(text: str, between: str) -> str:
    """The text without the blanks at its line ends; those at its own two ends stay."""
    first, *rest = text.split("\n")
    if not rest:
        return text
    *middle, last = rest
    return between.join([first.rstrip(SPACE), *[line.strip(SPACE) for line in middle], last.lstrip(SPACE)])


def sizes(text: str) -> list[int]:
    """How many bytes each character of a part takes where Moodle handles it."""
    found = [len(sign.translate(_CODED).encode(errors="surrogatepass")) for sign in text]
    at = text.find("\n")
    while at >= 0:
        for step in (-1, 1):
            blank = at + step
            while 0 <= blank < len(text) and text[blank] in _BLANK:
                found[blank] = 0
                blank += step
        at = text.find("\n", at + 1)
    return found


class Block:
    """The lines between two blank lines, without the comments above them.

    `text` is what `hold` made of them, with comment lines inside held apart too; in the file it begins at `base`, and
    the block ends at `limit`. `comments` are the places of all comment lines. `zero` is the line that ended the block
    when it holds a lone `0`, which Moodle takes for a blank line.
    """

    __slots__ = ("base", "comments", "limit", "source", "text", "zero")

    def __init__(self, source: Source, start: int, end: int) -> None:
        self.source = source
        self.comments: list[Span] = []
        self.zero: Span | None = None
        if source.text.startswith("//", start):
            start = self._skip_comments(source.text, start, end)
        self.base, self.limit = start, end
        self.text = text = source.text[start:end]
        if "//" in text and _COMMENT_LINE.search(text):
            self._hold_comments()
        if "\\" in text or "&&" in text:
            self.text = hold(self.text)

    def _skip_comments(self, text: str, at: int, end: int) -> int:
        while text.startswith("//", at, end):
            stop = text.find("\n", at, end)
            stop = end if stop < 0 else stop
            self.comments.append(Span(self.source, at, at + len(text[at:stop].rstrip(SPACE))))
            while stop < end and text[stop] in SPACE:
                stop += 1
            at = stop
        return at

    def _hold_comments(self) -> None:
        def held(match: re.Match[str]) -> str:
            lead, line = match.start(1) - match.start(), match[1]
            at = self.base + match.start(1)
            self.comments.append(self.source.span(at, at + len(line.rstrip(SPACE))))
            return _NOTHING * lead + _COMMENT + _NOTHING * (len(line) - 1)

        self.text = _COMMENT_LINE.sub(held, self.text).rstrip(EDGE)

    def span(self, start: int, end: int) -> Span:
        """The place in the file of characters `start` up to `end` of the text."""
        start += self.base
        end += self.base
        # A sign that braces in the wrong order have cut in two makes the text one longer than the file.
        return (
            Span(self.source, min(start, self.limit), self.limit) if end > self.limit else Span(self.source, start, end)
        )

    def part(self, start: int, end: int) -> Span:
        """The same, trimmed."""
        start, end = edges(self.text, start, end)
        return self.span(start, end)

    def first_line(self) -> Span:
        """The first line of the text."""
        end = self.text.find("\n")
        return self.part(0, end if end >= 0 else len(self.text))


def edges(text: str, start: int, end: int) -> tuple[int, int]:
    """Where characters `start` up to `end` begin and end without blanks."""
    part = text[start:end]
    bare = part.lstrip(EDGE)
    start = end - len(bare)
    return start, start + len(bare.rstrip(EDGE))


def blocks(source: Source) -> Iterator[Block]:
    """The blocks of a file in order."""
    text = source.text
    first = _FIRST_GAP.match(text)
    start = first.end() if first else 0
    for gap in _GAP.finditer(text):
        end = gap.start()
        if (block := _block(source, start, end)) is not None:
            if "0" in gap[0]:
                block.zero = block.source.span(end + gap[0].index("0"), end + gap[0].index("0") + 1)
            yield block
        start = gap.end()
    if (block := _block(source, start, len(text))) is not None:
        yield block


def _block(source: Source, start: int, end: int) -> Block | None:
    start, end = edges(source.text, start, end)
    return Block(source, start, end) if start < end else None
