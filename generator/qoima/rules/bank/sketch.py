"""What two items are compared by when one is live and the other in the open, and looking for near ones among many."""

import bisect
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from qoima.model.item import Item
from qoima.model.markup import plain, tree
from qoima.model.text import Text, fold

Marks = tuple[tuple[str, str], ...]
"""(kind, value) of what must be equal in nearly equal stems: numbers and signs among the words, formulas and code."""

_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_SIGN = re.compile(r"[%#&@*/\\+<=>^|~$]|(?<!\S)[^\w\s‐-―-]+(?=\s+\w)")
"""Signs that make another task: operators anywhere, any sign but a dash where it stands alone before a word."""


class Sketch(NamedTuple):
    """An item without its answers: the stem as read aloud, folded; its marks; the SHA-256 of its pictures."""

    stem: str
    marks: Marks
    pictures: tuple[str, ...]


def sketch(item: Item, pictures: Iterable[str]) -> Sketch:
    """The sketch of an item that shows pictures of these digests."""
    return Sketch(fold(plain(item.stem)), _marks(item.stem), tuple(sorted(pictures)))


def _marks(text: Text) -> Marks:
    pieces = tree(text)
    words = " ".join(p.value for p in pieces if p.kind == "words")
    found = [("number", m) for m in _NUMBER.findall(words)] + [("sign", m) for m in _SIGN.findall(words)]
    return (*found, *((p.kind, p.value) for p in pieces if p.kind in ("formula", "code")))


class Near(NamedTuple):
    """The numbers of the sketches that are near to one: by their stems, and by a picture."""

    by_stem: set[int]
    by_picture: set[int]


class _ByLength:
    """Stems with equal marks: (letters, stem, number), the shortest first."""

    def __init__(self, held: list[tuple[int, str, int]]) -> None:
        held.sort()
        self._letters = [letters for letters, _, _ in held]
        self._stems = [stem for _, stem, _ in held]
        self._numbers = [number for _, _, number in held]

    def near(self, stem: str, alike_percent: float) -> Iterator[int]:
        """The numbers of the stems that agree; much longer and much shorter ones are left out unseen.

        The ratio is at most twice the letters of the shorter stem by the letters of both.
        """
        shorter = len(stem) * alike_percent / (200 - alike_percent) - 1
        longer = len(stem) * (200 - alike_percent) / max(alike_percent, 1) + 1
        first, last = bisect.bisect_left(self._letters, shorter), bisect.bisect_right(self._letters, longer)
        found = process.extract(
            stem, self._stems[first:last], scorer=fuzz.ratio, score_cutoff=alike_percent, limit=None
        )
        return (self._numbers[first + place] for _, _, place in found)


class Sketches:
    """Many sketches, by what they are compared by; each goes by its number."""

    def __init__(self, sketches: Iterable[Sketch]) -> None:
        self._by_stem: dict[str, list[int]] = {}
        by_marks: dict[Marks, list[tuple[int, str, int]]] = {}
        self._by_picture: dict[str, list[int]] = {}
        for number, one in enumerate(sketches):
            self._by_stem.setdefault(one.stem, []).append(number)
            by_marks.setdefault(one.marks, []).append((len(one.stem), one.stem, number))
            for digest in one.pictures:
                self._by_picture.setdefault(digest, []).append(number)

        self._by_marks = {marks: _ByLength(held) for marks, held in by_marks.items()}

    def near(self, one: Sketch, alike_percent: float) -> Near:
        """Which stems equal that of the sketch, or agree with it in `alike_percent` of their letters and all marks."""
        pictures = {number for digest in one.pictures for number in self._by_picture.get(digest, ())}
        if not one.stem:
            return Near(set(), pictures)
        alike = set(self._by_stem.get(one.stem, ()))
        if one.marks in self._by_marks:
            alike.update(self._by_marks[one.marks].near(one.stem, alike_percent))
        return Near(alike, pictures)


def sketches_of(items: Iterable[Item], pictures: Iterable[Iterable[str]]) -> tuple[Sketch, ...]:
    """The sketches of items; `pictures` has the digests of each."""
    return tuple(sketch(item, held) for item, held in zip(items, pictures, strict=True))


def as_data(sketches: Iterable[Sketch]) -> list[object]:
    """Sketches for JSON."""
    return [list(one) for one in sketches]


def from_data(held: Iterable[Any]) -> tuple[Sketch, ...]:
    """The inverse of `as_data`, after JSON."""
    return tuple(Sketch(stem, tuple((k, v) for k, v in marks), tuple(shown)) for stem, marks, shown in held)
