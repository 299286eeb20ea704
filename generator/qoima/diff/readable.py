"""Item texts for comparing and for showing in one line of thought, whatever markup they are written in."""

import posixpath
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from qoima.model.markup import Piece, tree
from qoima.model.meaning import picture_bytes
from qoima.model.text import Text

Said = tuple[tuple[str, str, str], ...]
"""What a text says, for comparing: kind, value in NFC (of a picture the digest of its bytes), alternative text."""

_NO_BLANK_BEFORE = tuple(",.;:!?)]»…")
_NO_BLANK_AFTER = tuple("([«")


@dataclass(frozen=True, slots=True)
class State:
    """One of the two states of a repository as the texts of one file see it: their folder, all pictures by path."""

    folder: str
    pictures: Mapping[str, bytes]

    def said(self, text: Text | None) -> Said:
        """Equal for two texts that mean the same, each in its own state."""
        pieces = tree(text) if text is not None else ()
        return tuple(
            ("picture", self._picture(p.value), nfc(p.alt)) if p.kind == "picture" else (p.kind, nfc(p.value), "")
            for p in pieces
        )

    def shown(self, text: Text) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of the pictures that the text shows; the path of one inside the text is empty."""
        for piece in tree(text):
            if piece.kind == "picture":
                held = picture_bytes(piece.value, self.folder, self.pictures)
                if held is not None:
                    inside = piece.value.startswith("data:")
                    yield "" if inside else posixpath.normpath(posixpath.join(self.folder, piece.value)), held

    def _picture(self, address: str) -> str:
        held = picture_bytes(address, self.folder, self.pictures)
        return nfc(address) if held is None else sha256(held).hexdigest()


def nfc(text: str) -> str:
    """The text in the one form that all spellings of its letters have."""
    return unicodedata.normalize("NFC", text)


def readable(text: Text | None) -> str | None:
    """The text in lines: formulas between dollars, code between backticks, pictures as `![what](path)`."""
    if text is None or not text:
        return None
    line = ""
    for piece in tree(text):
        shown = _shown(piece)
        glued = not line or line.endswith(("\n", *_NO_BLANK_AFTER)) or shown.startswith(("\n", *_NO_BLANK_BEFORE))
        line += shown if glued else f" {shown}"
    return nfc(line)


def _shown(piece: Piece) -> str:
    match piece.kind:
        case "formula":
            return f"${piece.value}$"
        case "code":
            return f"```\n{piece.value}\n```" if "\n" in piece.value else f"`{piece.value}`"
        case "picture":
            return f"![{piece.alt}]({'…' if piece.value.startswith('data:') else piece.value})"
        case "break":
            return "\n"
        case "cell":
            return "∅"
        case _:
            return piece.value
