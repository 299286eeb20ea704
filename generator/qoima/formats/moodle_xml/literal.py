"""XML as it stands: every blank of a text is kept, unlike in what Moodle's importer makes of one."""

from qoima.core.source import Source
from qoima.formats.moodle_xml.elements import Document, Element


class LiteralElement(Element):
    """An element with its whole text, but for blanks before the closing tag of a text that has `&…;` inside."""

    __slots__ = ()

    def add(self, piece: str, start: int, end: int) -> None:
        """Adds a piece of text that stands in the file from `start` to `end`."""
        if not self.pieces:
            self.first = start
        self.pieces.append(piece)
        self.last = end

    def add_text(self, text: str, start: int) -> None:
        """Adds text as it stands in the file."""
        self.add(text, start, start + len(text))


class LiteralDocument(Document):
    """The elements of a file that are named in `parts`, wherever they stand, and the children of its root.

    A part is handed on when it ends; what it stands in, which is still open then, does not keep it.
    """

    kind = LiteralElement

    def __init__(self, source: Source, parts: frozenset[str] = frozenset()) -> None:
        super().__init__(source)
        self.parts = parts

    def above(self, name: str) -> Element | None:
        """The innermost element of that name that is open."""
        return next((element for element in reversed(self._open) if element.name == name), None)
