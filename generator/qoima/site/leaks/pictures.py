"""Pictures of live items that no public file has, looked for by their bytes."""

import base64
import binascii
import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar
from urllib.parse import unquote_to_bytes

from qoima.model.item import Item
from qoima.model.markup import pictures
from qoima.model.text import Text
from qoima.site.leaks.decoding import Opened, as_text, with_tags

_START = 4
_HEAD = 16
"""A file is searched for the first bytes of a picture, and for the rest only where these stand."""

_T = TypeVar("_T", bytes, str)


class Shown(NamedTuple):
    """A live picture: its path, and the number of an item that shows it, if any does."""

    path: str
    item: int | None


@dataclass(frozen=True, slots=True)
class _Sought(Generic[_T]):
    starts: tuple[_T, ...]
    heads: Mapping[_T, Sequence[tuple[_T, Shown]]]

    @classmethod
    def of(cls, pictures: Iterable[tuple[_T, Shown]]) -> "_Sought[_T]":
        heads: dict[_T, list[tuple[_T, Shown]]] = defaultdict(list)
        for data, shown in pictures:
            heads[data[:_HEAD]].append((data, shown))
        return cls(tuple({head[:_START]: None for head in heads}), heads)

    def found_in(self, held: _T) -> Iterator[Shown]:
        for start in self.starts:
            at = held.find(start)
            while at >= 0:
                for data, shown in self.heads.get(held[at : at + _HEAD], ()):
                    if held.startswith(data, at):
                        yield shown
                at = held.find(start, at + 1)


@dataclass(frozen=True, slots=True)
class PictureIndex:
    """Live pictures as bytes, and SVG as folded text too, because a page may hold it escaped or laid out anew."""

    _bytes: _Sought[bytes]
    _texts: _Sought[str]

    def hits(self, file: Opened) -> Iterator[Shown]:
        """Every live picture in the file; some come more than once."""
        for blob in file.blobs:
            yield from self._bytes.found_in(blob)
        for text in file.texts:
            yield from self._texts.found_in(text)


def picture_index(live: Sequence[Item], live_pictures: Mapping[str, bytes], public: Iterable[bytes]) -> PictureIndex:
    """The pictures of `live_pictures` (by path in the repository) and those inside items, without the public ones."""
    free = set(public)
    free_texts = {_svg(data) for data in free}
    secret = [(data, shown) for data, shown in _shown(live, live_pictures) if data and data not in free]
    texts = [(text, shown) for data, shown in secret if (text := _svg(data)) and text not in free_texts]
    return PictureIndex(_Sought[bytes].of(secret), _Sought[str].of(texts))


def _shown(live: Sequence[Item], live_pictures: Mapping[str, bytes]) -> Iterator[tuple[bytes, Shown]]:
    unnamed = dict(live_pictures)
    for number, item in enumerate(live):
        folder = posixpath.dirname(item.at.source.path)
        shown = (p.value for text in item.all_texts() if _may_show(text) for p in pictures(text))
        for picture in dict.fromkeys(shown):
            if picture.startswith("data:"):
                yield _data_uri(picture), Shown(item.at.source.path, number)
                continue
            path = posixpath.normpath(posixpath.join(folder, picture))
            if path in live_pictures:
                unnamed.pop(path, None)
                yield live_pictures[path], Shown(path, number)
    for path, data in unnamed.items():
        yield data, Shown(path, None)


def _may_show(text: Text) -> bool:
    """Whether it is worth while to render the text: most have no picture."""
    return "![" in text.source or "<img" in text.source.lower()


def _data_uri(address: str) -> bytes:
    kind, _, content = address.partition(",")
    data = unquote_to_bytes(content)
    try:
        return base64.b64decode(data) if kind.endswith(";base64") else data
    except binascii.Error:
        return b""


def _svg(data: bytes) -> str:
    """The text of an SVG picture from its first element; empty for other pictures."""
    text = with_tags(as_text(data) or "")
    return text[text.find("<svg") :] if "<svg" in text else ""
