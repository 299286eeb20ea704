"""XML without document types: a file's elements with their places, one top child after the other.

Entities, DOCTYPE and processing instructions are refused where they begin, so that nothing can be expanded, fetched
or run; every token is looked at once. What text an element holds follows Moodle 4.5 (lib/xmlize.php), which drops
pieces of text that are blank: a blank between `&amp;` and a Cyrillic letter is such a piece.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from qoima.core.diagnostic import Diagnostic, Message, Related
from qoima.core.problems import problem
from qoima.core.source import Source, Span
from qoima.formats.moodle_xml.tokens import (
    CDATA,
    CDATA_LEAF,
    COMMENT,
    DECIMAL,
    DECLARATION,
    END,
    ENTITY,
    FORBIDDEN,
    HEXADECIMAL,
    LEAF,
    NAME,
    NO_ATTRIBUTES,
    OPEN,
    OTHER,
    TAG_BEGINS,
    TEXT,
    TOKEN,
    attributes,
    few_attributes,
    sign_of,
)

MAX_DEPTH = 50
MAX_TAG_KIB = 64
MAX_ELEMENTS = 50_000
"""Inside one child of the root: what stands in memory at once."""

BLANKS = " \t\n\r\0\x0b"
"""What Moodle trims; a no-break space is none of it."""

Children = dict[str, list["Element"]]
_NONE: Children = {}


@dataclass(slots=True, eq=False)
class Element:
    """A tag with what stands inside: attributes, children by name, and the pieces of text that Moodle keeps.

    `start` up to `end` is the opening tag, `first` up to `last` the text, as offsets; `lost` is where Moodle drops a
    blank inside the text, else -1, and `blank` where it would if more text came.
    """

    name: str
    attributes: Mapping[str, str]
    source: Source
    start: int
    end: int
    pieces: list[str]
    first: int = -1
    last: int = -1
    children: Children = field(default_factory=lambda: _NONE)
    lost: int = -1
    blank: int = -1

    @property
    def at(self) -> Span:
        """The opening tag."""
        return Span(self.source, self.start, self.end)

    @property
    def inside(self) -> Span:
        """The text without blanks around it; the opening tag where there is none."""
        if not self.pieces:
            return self.at
        written = self.source.text[self.first : self.last]
        bare = written.lstrip(BLANKS)
        first = self.last - len(bare)
        return Span(self.source, first, first + len(bare.rstrip(BLANKS)))

    @property
    def text(self) -> str:
        """What Moodle reads as the text of the element."""
        return self.pieces[0] if len(self.pieces) == 1 else "".join(self.pieces)

    def child(self, name: str) -> "Element | None":
        """The first child of that name, the only one that Moodle looks at."""
        held = self.children.get(name)
        return held[0] if held else None

    def put(self, child: "Element") -> None:
        """Adds a child."""
        if self.children is _NONE:
            self.children = {}
        self.children.setdefault(child.name, []).append(child)

    def add(self, piece: str, start: int, end: int) -> None:
        """Adds a piece of text that stands in the file from `start` to `end`; Moodle drops one that is blank."""
        if not piece.strip(BLANKS):
            self.blank = start if self.pieces else -1
            return
        if not self.pieces:
            self.first = start
        elif self.blank >= 0 > self.lost and not (self.pieces[-1][-1].isspace() or piece[0].isspace()):
            self.lost = self.blank
        self.pieces.append(piece)
        self.last = end

    def add_text(self, text: str, start: int) -> None:
        """Adds text as it stands in the file; Moodle's parser parts it before the first sign that is not ASCII."""
        bare = text.lstrip(" \t\n")
        middle = start + len(text) - len(bare)
        if bare and bare[0] > "\x7f" and middle > start:
            self.add(" ", start, middle)
            start, text = middle, bare
        self.add(text, start, start + len(text))


@dataclass(frozen=True, slots=True)
class Comment:
    """What stands between `<!--` and `-->`."""

    inside: Span


class Document:
    """The elements of a file. `refused` says why it is no XML, once it has been read to there; then nothing counts."""

    kind: type[Element] = Element
    parts: frozenset[str] = frozenset()

    def __init__(self, source: Source) -> None:
        self.source = source
        self.refused: Diagnostic | None = None
        self.root: Element | None = None
        self._open: list[Element] = []
        self._count = 0

    def read(self) -> Iterator[Element | Comment]:
        """The children of the root and the comments among them; the rest of the text stands in `root.pieces`."""
        text = self.source.text
        begin = self._declared(text)
        if self.refused is None and (match := FORBIDDEN.search(text, begin, len(text.rstrip(BLANKS)))) is not None:
            self._refuse("MXL001", match.start(), code_point=f"{ord(match[0]):04X}")
        if self.refused is not None:
            return
        for match in TOKEN.finditer(text, begin, len(text.rstrip(BLANKS))):
            kind = match.lastindex or OTHER
            if kind <= LEAF or kind == END:
                element = self._element(match, kind) if kind <= LEAF else self._closed(match)
                if element is not None and kind != OPEN and (len(self._open) == 1 or element.name in self.parts):
                    yield element
            elif kind == COMMENT:
                if (comment := self._comment(match)) is not None:
                    yield comment
            else:
                self._text(match, kind)
            if self.refused is not None:
                return
        if self._open:
            self._refuse("MXL003", self._open[-1].start, name=self._open[-1].name)
        elif self.root is None:
            self._refuse("MXL004", begin, found=text[begin : begin + 20])

    def _refuse(self, code: str, at: int, *, related: tuple[Related, ...] = (), **values: object) -> None:
        """The file is no XML, because of what stands there."""
        end = self.source.text.find("\n", at)
        span = self.source.span(at, min(end if end >= 0 else len(self.source.text), at + 60))
        self.refused = problem(code, span, related=related, **values)

    def _declared(self, text: str) -> int:
        """Where the first thing behind the XML declaration stands."""
        begin = len(text) - len(text.lstrip(BLANKS))
        match = DECLARATION.match(text, begin)
        if match is None:
            return begin
        if match[1] and match[1].lower() not in ("utf-8", "utf8"):
            self._refuse("MXL005", begin, encoding=match[1])
        return match.end()

    def _element(self, match: re.Match[str], kind: int) -> Element | None:
        """Begins an element; what stands whole in the token is ended too."""
        name, start, written = match[NAME], match.start(NAME) - 1, match[OPEN]
        held = self._attributes(written, match.start(OPEN)) if written else NO_ATTRIBUTES
        if held is None:
            return None
        if len(self._open) >= MAX_DEPTH:
            self._refuse("MXL009", start, limit=MAX_DEPTH)
            return None
        if self.root is not None and not self._open:
            self._refuse("MXL007", start, name=self.root.name)
            return None
        self._count = self._count + 1 if len(self._open) > 1 and name not in self.parts else 0
        if self._count > MAX_ELEMENTS:
            self._refuse("MXL059", start, limit=MAX_ELEMENTS)
            return None
        element = self.kind(name, held, self.source, start, match.end(OPEN) + 1, [])
        if self.root is None:
            self.root = element
        else:
            parent = self._open[-1]
            if parent.pieces and match.start() < start:
                parent.add(" ", match.start(), start)
            # What is handed on, the root need not keep: a file may hold many questions.
            if parent is not self.root and name not in self.parts:
                parent.put(element)
        if kind == OPEN or self.root is element:
            self._open.append(element)
        if kind == CDATA_LEAF:
            element.add(match[CDATA_LEAF], *match.span(CDATA_LEAF))
        elif kind == LEAF and (text := match[LEAF]):
            if "]]>" in text:
                self._refuse("MXL006", match.start(LEAF) + text.find("]]>"), sign="]]>")
                return None
            element.add_text(text, match.start(LEAF))
        if self.root is element and kind != OPEN:
            self._open.pop()
        return element

    def _attributes(self, written: str, start: int) -> Mapping[str, str] | None:
        if (kib := len(written) // 1024) > MAX_TAG_KIB:
            self._refuse("MXL008", start, have_kib=kib, limit_kib=MAX_TAG_KIB)
            return None
        held, wrong = few_attributes(written) if len(written) < 100 else attributes(written)
        if wrong is not None:
            self._refuse(wrong.code, start + wrong.at, related=(), **wrong.values)
            return None
        return held

    def _closed(self, match: re.Match[str]) -> Element | None:
        if self._open and self._open[-1].name == match[END]:
            return self._open.pop()
        expected = "—"
        opened: tuple[Related, ...] = ()
        found = f"</{match[END]}>"
        if self._open:
            expected = f"</{self._open[-1].name}>"
            opened = (Related(self._open[-1].at, Message("MXL002.opened", "opened here")),)
        self._refuse("MXL002", match.start(END) - 2, related=opened, found=found, expected=expected)
        return None

    def _text(self, match: re.Match[str], kind: int) -> None:
        """A text outside of a whole element, CDATA, a sign written as `&…;`, or what is no token."""
        if kind == OTHER:
            self._unreadable(match.start())
        elif not self._open:
            self._stray(match, kind)
        elif kind == TEXT:
            if "]]>" in match[TEXT]:
                self._refuse("MXL006", match.start() + match[TEXT].find("]]>"), sign="]]>")
            self._open[-1].add_text(match[TEXT], match.start())
        elif kind == CDATA:
            self._open[-1].add(match[CDATA], *match.span(CDATA))
        elif sign := sign_of(match[ENTITY], match[DECIMAL], match[HEXADECIMAL]):
            self._open[-1].add(sign, *match.span())
        else:
            self._refuse("MXL001", match.start(), code_point=match[0])

    def _stray(self, match: re.Match[str], kind: int) -> None:
        """Text outside of the root."""
        at = match.end() - len(match[0].lstrip(BLANKS))
        if kind == TEXT and at == match.end():
            return
        if self.root is None:
            self._refuse("MXL004", at, found=self.source.text[at : at + 20].split("\n")[0])
        else:
            self._refuse("MXL007", at, name=self.root.name)

    def _comment(self, match: re.Match[str]) -> Comment | None:
        inside = match[COMMENT]
        if "--" in inside or inside.endswith("-"):
            self._refuse("MXL010", match.start(COMMENT) + max(inside.find("--"), 0))
        elif len(self._open) == 1:
            return Comment(self.source.span(*match.span(COMMENT)))
        return None

    def _unreadable(self, at: int) -> None:
        """What no token begins with."""
        text = self.source.text
        if text.startswith("&", at):
            self._refuse("MXL006", at, sign="&")
        elif text.startswith("<!--", at) or text.startswith("<![CDATA[", at):
            self._refuse("MXL011", at, sign="-->" if text.startswith("<!--", at) else "]]>")
        elif text.startswith("<!", at):
            self._refuse("MXL012", at)
        elif text.startswith("<?", at):
            self._refuse("MXL013", at)
        elif TAG_BEGINS.match(text, at) and text.find(">", at) < 0 and self._open:
            self._refuse("MXL003", at, name=self._open[-1].name)
        elif TAG_BEGINS.match(text, at):
            self._refuse("MXL014", at)
        else:
            self._refuse("MXL006", at, sign="<")
