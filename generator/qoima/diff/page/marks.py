"""Texts of a difference as safe HTML: words that went and came, formulas and code in type of their own, pictures."""

import base64
import posixpath
import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from markupsafe import Markup

from qoima.diff.change import Change, Mark, Run
from qoima.model.markup import pictures as shown_pictures
from qoima.model.markup import to_html
from qoima.model.meaning import picture_bytes
from qoima.model.picture_addresses import with_pictures
from qoima.model.text import Text

LONG_CHARACTERS = 240
"""A stretch that stayed is shown whole up to this length."""
ENDS_CHARACTERS = 90
"""Of a longer one, so much is shown beside what changed."""

_SPECIAL = re.compile(
    r"!\[(?P<picture>[^\[\]\n]*)\]\([^()\n]*\)"
    r"|(?P<math>\$[^$\n]+\$)"
    r"|```\n(?P<block>(?:(?!```).)*)\n```"
    r"|`(?P<code>[^`\n]+)`",
    re.S,
)
_FORMULA = re.compile(r"\\\(((?:(?!\\[()]).)*)\\\)|\\\[((?:(?!\\[\[\]]).)*)\\\]", re.S)
"""Each attempt ends at the next sign that could begin another: hostile texts take linear time."""
_KINDS = (
    (b"\x89PNG", "png"),
    (b"\xff\xd8", "jpeg"),
    (b"GIF8", "gif"),
    (b"RIFF", "webp"),
)
_PICTURE = '<span class="pic">{}</span>'
_NO_PICTURE = "data:,"
_IMAGE = re.compile(r'<img((?:\s+[\w-]+="[^"]*")*)\s*/?>')
_ALT = re.compile(r'\salt="([^"]*)"')
_TAGS = {Mark.REMOVED: Markup("<del>{}</del>"), Mark.ADDED: Markup("<ins>{}</ins>"), Mark.SAME: Markup("{}")}


def plain(text: str) -> Markup:
    """A text between whose dollars and backticks formulas and code stand, as HTML."""
    shown, end = Markup(""), 0
    for found in _SPECIAL.finditer(text):
        shown += Markup.escape(text[end : found.start()])
        if found["picture"] is not None:
            shown += Markup(_PICTURE).format(found["picture"])
        else:
            kind, said = ("math", found["math"][1:-1]) if found["math"] else ("code", found["block"] or found["code"])
            shown += Markup('<code class="{}">{}</code>').format(kind, said)
        end = found.end()
    return shown + Markup.escape(text[end:])


def unified(change: Change) -> Markup:
    """Both sides as one text, what went before what came."""
    return _joined(change.runs or _whole(change), ())


def side(change: Change, mark: Mark) -> Markup | None:
    """One side alone: what went marked in the earlier one, what came in the later one; None where it is not there."""
    text = change.before if mark is Mark.REMOVED else change.after
    if text is None:
        return None
    other = Mark.ADDED if mark is Mark.REMOVED else Mark.REMOVED
    return _joined(change.runs or (Run(mark, text),), (other,))


def marked(value: Markup | None, mark: Mark) -> Markup | None:
    """A value that went or came as a whole."""
    return None if value is None else _TAGS[mark].format(value)


def _whole(change: Change) -> Iterable[Run]:
    sides = ((Mark.REMOVED, change.before), (Mark.ADDED, change.after))
    return [Run(mark, text) for mark, text in sides if text is not None]


def _joined(runs: Iterable[Run], without: Sequence[Mark]) -> Markup:
    held = [run for run in runs if run.mark not in without]
    last = len(held) - 1
    shown = (
        _TAGS[run.mark].format(
            _short(run.text, place == 0, place == last) if run.mark is Mark.SAME else plain(run.text)
        )
        for place, run in enumerate(held)
    )
    return Markup("").join(shown)


def _short(text: str, first: bool, last: bool) -> Markup:
    """A stretch that stayed, without its middle where it is long."""
    if len(text) <= LONG_CHARACTERS or (first and last):
        return plain(text)
    begin = "" if first else text[:ENDS_CHARACTERS].rpartition(" ")[0]
    end = "" if last else text[-ENDS_CHARACTERS:].partition(" ")[2]
    return plain(f"{begin} ") + Markup('<span class="gap">[…]</span>') + plain(f" {end}")


def rich(text: Text, folder: str, pictures: Mapping[str, bytes], apart: Collection[bytes] = ()) -> Markup:
    """A text as students see it, with its pictures inside; formulas as their authors typed them.

    Of a picture that is not there, or is shown `apart`, what it shows is said in words.
    """

    def address(path: str) -> str:
        held = picture_bytes(path, folder, pictures)
        return _NO_PICTURE if held is None or held in apart else data_address(held)

    def in_words(found: re.Match[str]) -> str:
        if f'src="{_NO_PICTURE}"' not in found[1]:
            return found[0]
        alt = _ALT.search(found[1])
        return _PICTURE.format(alt[1]) if alt else ""

    shown = _IMAGE.sub(in_words, with_pictures(to_html(text), address))
    return Markup(_FORMULA.sub(lambda m: f'<code class="math">{m[1] or m[2]}</code>', shown))


def pictures_of(text: Text, folder: str, pictures: Mapping[str, bytes], apart: Collection[bytes] = ()) -> Markup:
    """The pictures of a text alone, without those that are shown `apart`."""
    held = ((picture_bytes(one.value, folder, pictures), one.alt) for one in shown_pictures(text))
    images = (
        Markup('<img src="{}" alt="{}">').format(data_address(data), alt)
        for data, alt in held
        if data is not None and data not in apart
    )
    return Markup("").join(images)


def data_address(data: bytes) -> str:
    """The picture as an address that holds it; a drawing stays one, which runs nothing inside `img`."""
    kind = next((name for sign, name in _KINDS if data.startswith(sign)), "svg+xml")
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def folder_of(path: str) -> str:
    """What the picture paths of a file are relative to."""
    return posixpath.dirname(path)
