"""What a file of the site says: opened, decoded, without markup and folded, so that all spellings of a text are one."""

import base64
import html
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from qoima.model.text import fold
from qoima.site.leaks.limits import BASE64_CHARACTERS, CERTAIN_TEXT_BYTES, MEMBER_BYTES, NESTED_ESCAPES, NESTED_FILES

_GZIP = b"\x1f\x8b\x08"
_ZIP = b"PK\x03\x04"
_NO_TEXT = (_GZIP, _ZIP, b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"wOFF", b"wOF2", b"OTTO", b"\0\1\0\0")

_ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
    r"|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\\/\"'`0bfnrtv]))"
)
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_BASE64 = re.compile(
    r"(?<![\w+/-])(?:(?:[A-Za-z0-9+/]{60,}+\r?\n)+[A-Za-z0-9+/]{2,}+"  # lines of a letter or a certificate
    rf"|[A-Za-z0-9+/_-]{{{BASE64_CHARACTERS},}}+)={{0,2}}"
)
_FOLD = re.compile(rb"\r?\n[ \t]")
"""Where a line of an iCalendar file goes on in the next, in the midst of a word (RFC 5545, 3.1)."""

_CONTROL = re.compile(r"[\0-\x08\x0e-\x1f\x7f]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)[^<>]*>")
_INSIDE_A_WORD = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
    "wbr",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opened:
    """A file with everything found in it: `blobs` are the bytes of each, `texts` the folded readings of all."""

    blobs: tuple[bytes, ...]
    texts: tuple[str, ...]


def opened(data: bytes) -> Opened:
    """The file itself, and the gzip members, ZIP entries and base64 blocks inside, to a bounded depth."""
    blobs: list[bytes] = []
    texts: dict[str, None] = {}
    waiting = [(data, 0)]
    while waiting:
        blob, depth = waiting.pop()
        blobs.append(blob)
        inner = [*_members(blob), *_entries(blob)]
        text = as_text(blob)
        if text is not None:
            decoded, blocks = _decoded(text)
            texts.update(dict.fromkeys(_readings(text, decoded)))
            inner += blocks
        if depth < NESTED_FILES:
            waiting += [(one, depth + 1) for one in inner]
    return Opened(tuple(blobs), tuple(texts))


def readings(text: str) -> tuple[str, ...]:
    """A text decoded and folded, in three ways: freed of tags before entities are decoded, of all tags, and of none.

    `&lt;b&gt;` may be what a student is to read (first) or a tag that a script will write (second); attributes and
    comments are in the last.
    """
    return _readings(text, _decoded(text)[0])


def shown(text: str) -> str:
    """The first of the readings."""
    return folded(_shown(text))


def with_tags(text: str) -> str:
    """The last of the readings."""
    return folded(_decoded(text)[0])


def as_text(data: bytes) -> str | None:
    """What a file says if it is text, whatever it is called; None for pictures, fonts and archives."""
    if data.startswith(_NO_TEXT):
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    data = data.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf")
    if data.startswith(b"BEGIN:VCALENDAR"):
        data = _FOLD.sub(b"", data)  # a line may be folded inside a letter
    return data.decode("utf-8", errors="replace")


def without_tags(markup: str) -> str:
    """HTML as read: no tags, entities decoded once; folded."""
    return folded(html.unescape(_strip(markup)))


def folded(text: str) -> str:
    """`fold`, without invisible characters, and NFC again where folding the case took it away."""
    visible = text if text.isascii() else _INVISIBLE.sub("", text)
    return unicodedata.normalize("NFC", fold(visible))


def _readings(text: str, decoded: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folded(one) for one in (_shown(text), _strip(decoded), decoded)))


def _members(data: bytes) -> Iterator[bytes]:
    at = data.find(_GZIP)
    while at >= 0:
        member = zlib.decompressobj(wbits=31)
        following = at + 1
        try:
            content = member.decompress(memoryview(data)[at:], MEMBER_BYTES)
        except zlib.error:
            pass
        else:
            yield content
            if member.eof:
                following = len(data) - len(member.unused_data)
        at = data.find(_GZIP, following)


def _entries(data: bytes) -> Iterator[bytes]:
    if not data.startswith(_ZIP):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                with archive.open(entry) as held:
                    yield held.read(MEMBER_BYTES)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        return


def _strip(text: str) -> str:
    return _TAG.sub(lambda m: "" if m[1].lower() in _INSIDE_A_WORD else " ", text)


def _decoded(text: str) -> tuple[str, list[bytes]]:
    """The text when nothing is left to decode, and the base64 blocks that are no text.

    An item is decoded in the same way, so it does no harm that the `\\n` of `\\neq` is taken for a line break.
    """
    blocks: dict[bytes, None] = {}
    for _ in range(NESTED_ESCAPES):
        before = text
        text = _unescaped(html.unescape(text) if "&" in text else text)
        if text == before:
            text = _BASE64.sub(lambda match: _open_block(match[0], blocks), text)
        if text == before:
            break
    return text, list(blocks)


def _shown(text: str) -> str:
    for _ in range(NESTED_ESCAPES):
        before = text
        text = _unescaped(_strip(text))
        if text == before:
            text = _BASE64.sub(lambda match: _open_block(match[0], {}), text)
        if text == before:
            break
    return _decoded(text)[0]


def _unescaped(text: str) -> str:
    text = _ESCAPE.sub(_escape, text) if "\\" in text else text
    return _PERCENT.sub(_percent, text) if "%" in text else text


_LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "0": "\0"}


def _escape(match: re.Match[str]) -> str:
    braced, high, low, four, two, letter = match.groups()
    if letter:
        return _LETTERS.get(letter, letter)
    if high:
        return (bytes.fromhex(high) + bytes.fromhex(low)).decode("utf-16-be")
    number = int(braced or four or two, 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"


def _percent(match: re.Match[str]) -> str:
    return bytes.fromhex(match[0].replace("%", "")).decode("utf-8", errors="replace")


def _open_block(block: str, others: dict[bytes, None]) -> str:
    """The text of a base64 block; else the block as it was, its bytes added to `others` where they are a file's."""
    letters = re.sub(r"[\r\n=]", "", block).replace("-", "+").replace("_", "/")
    whole = len(letters) - (len(letters) % 4 == 1)
    data = base64.b64decode(letters[:whole] + "=" * (-whole % 4))
    said = _said(data)
    if said is None and "\n" in block:
        lines = block.splitlines()
        return "\n".join(_BASE64.sub(lambda match: _open_block(match[0], others), line) for line in lines)
    if data.startswith(_NO_TEXT):
        others[data] = None
    return block if said is None else said


def _said(data: bytes) -> str | None:
    """The text of a base64 block; None for other bytes, which a long word gives too."""
    try:
        said = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if len(data) < CERTAIN_TEXT_BYTES and _CONTROL.search(said) else said
