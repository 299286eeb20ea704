"""Two texts of Moodle: whether they say the same, show the same pictures, and look the same."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from urllib.parse import unquote

from qoima.core.diagnostic import Message
from qoima.diff.readable import readable
from qoima.diff.verify.finding import Finding
from qoima.diff.verify.normal import normal
from qoima.diff.verify.unseen import unseen
from qoima.formats.moodle.question import Rich
from qoima.formats.pictures import MOODLE_FILE
from qoima.model.markup import Piece, tree
from qoima.model.text import Text

_SOURCE = re.compile(r"""(<img\b[^<>]*?\ssrc\s*=\s*)("[^"<>]*"|'[^'<>]*'|[^\s"'<>]+)""", re.I)
_SCRIPT = re.compile(r"<(su[bp])\b[^<>]*>(.*?)</\1", re.I | re.S)
_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as it is compared: HTML with the digest of each picture's bytes for its address.

    `pictures` are these digests in order; of one that Moodle does not have, its address with `?` before it.
    """

    html: str
    pictures: tuple[str, ...]

    @property
    def readable(self) -> str:
        """For people; empty for nothing."""
        return readable(Text(self.html, "html")) or ""


def shown(text: Rich) -> Shown:
    """The text with its pictures looked up."""
    return _shown(text.html, tuple((file.name, file.data) for file in text.files))


@lru_cache(maxsize=4096)
def _shown(source: str, files: tuple[tuple[str, bytes], ...]) -> Shown:
    held = {name: sha256(data).hexdigest() for name, data in files if data}
    found: list[str] = []

    def address(match: re.Match[str]) -> str:
        written = html.unescape(match[2].strip("\"'")).strip()
        name = unquote(written.removeprefix(MOODLE_FILE).partition("?")[0])
        if written.startswith("data:"):
            found.append(sha256(written.encode()).hexdigest())
        elif written.startswith(MOODLE_FILE) and name in held:
            found.append(held[name])
        else:
            found.append(f"?{written[:_SHOWN]}")
        return f'{match[1]}"picture"'

    return Shown(_SOURCE.sub(address, source), tuple(found))


def text_findings(before: Rich, after: Rich, what: str, place: Message | None = None) -> Iterator[Finding]:
    """What has become of a text: `what` where its words are others."""
    old, new = shown(before), shown(after)
    yield from _pictures(old, new, place)
    if old.html.strip() == new.html.strip() or normal(old.html) == normal(new.html):
        return
    if len(old.pictures) != len(new.pictures):
        if _words(old.html) != _words(new.html):
            yield Finding(what=what, place=place, delivered=old.readable or None, held=new.readable or None)
    elif _said(old.html) == _said(new.html) and _raised(old.html) == _raised(new.html):
        yield Finding(what="looks", place=place, unseen=unseen(html.unescape(old.html), html.unescape(new.html)))
    elif old.readable == new.readable:
        yield Finding(what=what, place=place, delivered=before.html, held=after.html)
    else:
        yield Finding(what=what, place=place, delivered=old.readable or None, held=new.readable or None)


def same(before: Rich, after: Rich) -> bool:
    """Whether both texts say the same and show the same pictures."""
    return said(before) == said(after)


def said(text: Rich) -> tuple[object, ...]:
    """What a text says and shows, for comparing."""
    one = shown(text)
    return (_said(one.html), one.pictures)


def _said(source: str) -> tuple[Piece, ...]:
    """With where pictures stand and what they are called, but not which they are."""
    return tree(Text(source, "html"))


def _raised(source: str) -> list[tuple[str, ...]]:
    """What stands raised or lowered, which no tree tells: 10<sup>3</sup> is not 103."""
    return [(tag, " ".join(inside.split())) for tag, inside in _SCRIPT.findall(source)]


def _words(source: str) -> str:
    """All but the pictures, in one line."""
    return " ".join(piece.value for piece in _said(source) if piece.kind not in ("picture", "break"))


def _pictures(old: Shown, new: Shown, place: Message | None) -> Iterator[Finding]:
    if old.pictures == new.pictures:
        return
    went = [one for one in old.pictures if one not in new.pictures]
    came = [one for one in new.pictures if one not in old.pictures]
    for one in [one for one in came if one.startswith("?")]:
        yield Finding(what="picture-address", place=place, held=one[1:])
        came.remove(one)
        del went[:1]
    for _ in range(min(len(went), len(came))):
        yield Finding(what="picture", place=place)
        del went[:1], came[:1]
    if went or len(new.pictures) < len(old.pictures):
        yield Finding(what="picture-missing", place=place)
    elif came or len(new.pictures) > len(old.pictures):
        yield Finding(what="picture-extra", place=place)


def label(text: Rich) -> str:
    """How an option begins, for naming it."""
    held = " ".join(shown(text).readable.split())
    return held if len(held) <= _SHOWN else f"{held[:_SHOWN].rstrip()}…"
