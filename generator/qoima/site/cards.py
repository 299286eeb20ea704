"""Pictures of pages for social networks (Open Graph): 1200 x 630 pixels, drawn at the build from what the page is.

Everything is drawn as numbers of one small palette: the background once, then the letters over it, each as shades
between the colour of the letter and that of the ground. So a card costs milliseconds and some kilobytes, and the same
text gives the same bytes on every machine (FreeType comes with Pillow; letters are placed by their widths alone).
"""

import hashlib
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Literal
from urllib.parse import urlsplit

import PIL
from PIL import Image, ImageDraw, ImageFont

from qoima.core import resources
from qoima.model.text import LocalText
from qoima.site.edition import Edition

WIDTH, HEIGHT = 1200, 630
MARGIN = 80
SHADES = 8
"""Steps from ground to letter: more cannot be told apart."""

Tone = Literal["site", "programme", "course", "mooc"]
Weight = Literal[400, 600]
Colour = tuple[int, int, int]

PALETTES: Mapping[Tone, tuple[Colour, Colour, Colour]] = {
    "site": ((38, 50, 128), (52, 65, 150), (199, 208, 255)),
    "programme": ((48, 63, 161), (64, 80, 181), (208, 215, 255)),
    "course": ((15, 76, 117), (23, 91, 136), (190, 227, 250)),
    "mooc": ((91, 45, 134), (107, 60, 153), (232, 211, 255)),
}
"""Ground, ornament, small letters. White and small letters have a contrast of at least 6 to the ground."""

TITLE_SIZES = ((76, 3), (66, 4), (56, 4), (48, 5), (42, 5))
"""Height of letters in pixels, and the lines that have room at it; from the first that holds the title."""

SMALL, SMALL_LINES = 30, 2
TITLE_TOP, TITLE_BOTTOM = 158, 492
FOOT = 560
LEADING = 1.22

_ORNAMENT, _WHITE, _LIGHT = (1 + SHADES * n for n in range(3))
_FACE = re.compile(r"font-weight: (\d+);.*?url\(\"([^\"]+)\"\).*?unicode-range: ([^;]+);", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says: a line such as `Course · CS2104`, the name of the thing, the university."""

    tone: Tone
    kind: str
    title: str
    university: str


def cards(edition: Edition) -> dict[str, Card]:
    """The cards of a language by path, such as `courses/databases.png`; `site.png` is that of all other pages."""
    words, published = edition.words, edition.published
    university = words.plain(published.university.name)

    def card(tone: Tone, name: LocalText, *facts: str) -> Card:
        kind = " · ".join(filter(None, (words(f"card.{tone}"), *facts)))
        return Card(tone, kind, words.plain(name), university)

    host = urlsplit(published.university.site_url).netloc
    held = {"site.png": Card("site", words("nav.catalogue"), university, host)}
    for programme in published.programmes:
        level = words.label("level", programme.level)
        held[f"programmes/{programme.id}.png"] = card("programme", programme.name, programme.id, level)
    for course in published.courses:
        worth = "" if course.credits is None else words("count.credits", n=course.credits)
        held[f"courses/{course.id}.png"] = card("course", course.name, course.code, worth)
    for mooc in published.moocs:
        held[f"moocs/{mooc.id}.png"] = card("mooc", mooc.name)
    return held


def key(card: Card) -> str:
    """A name for the picture: another one where the card, this module, the fonts' table or Pillow is another."""
    held = hashlib.sha256(_programs())
    held.update(repr(card).encode())
    return held.hexdigest()[:32]


@cache
def _programs() -> bytes:
    held = hashlib.sha256(PIL.__version__.encode())
    held.update(resources.data("site", "cards.py"))
    held.update(resources.data("site", "assets", "styles", "fonts.css"))
    return held.digest()


def draw(card: Card) -> bytes:
    """The card as a PNG with a palette."""
    picture = _ground().copy()
    picture.putpalette(_palette(card.tone))
    inner = WIDTH - 2 * MARGIN
    if card.kind:
        _write(picture, (MARGIN, MARGIN), _fitted(card.kind, inner, SMALL, 600, 1), SMALL, 600, _LIGHT)
    size, lines = _title(card.title, inner)
    height = _step(size) * len(lines)
    top = TITLE_TOP + max(0, (TITLE_BOTTOM - TITLE_TOP - height) // 2)
    _write(picture, (MARGIN, top), lines, size, 600, _WHITE)
    left = MARGIN + 68
    name = _fitted(card.university, WIDTH - MARGIN - left, SMALL, 400, SMALL_LINES)
    _write(picture, (left, FOOT - _step(SMALL) * len(name) // 2), name, SMALL, 400, _LIGHT)
    held = io.BytesIO()
    picture.save(held, "PNG", compress_level=7)
    return held.getvalue()


def _palette(tone: Tone) -> list[int]:
    ground, ornament, light = PALETTES[tone]
    shades = [ground]
    for colour in (ornament, (255, 255, 255), light):
        for step in range(1, SHADES + 1):
            shades.append(
                (
                    ground[0] + (colour[0] - ground[0]) * step // SHADES,
                    ground[1] + (colour[1] - ground[1]) * step // SHADES,
                    ground[2] + (colour[2] - ground[2]) * step // SHADES,
                )
            )
    return [part for colour in shades for part in colour]


@cache
def _ground() -> Image.Image:
    """The ground with a storehouse at its right edge and a small one beside the university's name."""
    picture = Image.new("P", (WIDTH, HEIGHT), 0)
    _paint(picture, (0, 0), _storehouse(WIDTH, HEIGHT, centre=(1020, 345), unit=29.0), _ORNAMENT)
    _paint(picture, (MARGIN - 4, FOOT - 26), _storehouse(52, 52, centre=(26, 26), unit=2.2), _LIGHT)
    return picture


def _storehouse(width: int, height: int, *, centre: tuple[int, int], unit: float) -> Image.Image:
    """The sign of the site (`logo.svg`), as a mask; `unit` is the length of its unit in pixels."""
    fine = 4
    mask = Image.new("L", (width * fine, height * fine), 0)
    pen = ImageDraw.Draw(mask)
    lines = (
        ((3.5, 20.5), (3.5, 9.5), (12, 3.5), (20.5, 9.5), (20.5, 20.5), (3.5, 20.5), (3.5, 9.5)),
        ((8, 20.5), (8, 13.3), (16, 13.3), (16, 20.5)),
        ((8, 16.9), (16, 16.9)),
        ((12, 20.5), (12, 16.9)),
    )
    for line in lines:
        points = [((centre[0] + (x - 12) * unit) * fine, (centre[1] + (y - 12) * unit) * fine) for x, y in line]
        pen.line(points, fill=255, width=round(1.4 * unit * fine), joint="curve")
    return mask.resize((width, height), Image.Resampling.BOX)


def _paint(picture: Image.Image, at: tuple[int, int], mask: Image.Image, first: int) -> None:
    """Put shades from `first` where the mask is not empty."""
    levels = [level * SHADES // 255 for level in range(256)]
    shades = mask.point([first + max(0, step - 1) for step in levels])
    picture.paste(shades, at, mask.point([255 if step else 0 for step in levels]))


def _write(picture: Image.Image, at: tuple[int, int], lines: list[str], size: int, weight: Weight, first: int) -> None:
    if not lines:
        return
    width = round(max(_length(line, size, weight) for line in lines)) + size
    mask = Image.new("L", (width, _step(size) * len(lines) + size // 2), 0)
    pen = ImageDraw.Draw(mask)
    for row, line in enumerate(lines):
        x = 0.0
        for file, run in _runs(line, weight):
            # From the base line: faces of one family do not agree on where their letters begin.
            pen.text((x, row * _step(size) + size), run, fill=255, font=_font(file, size), anchor="ls")
            x += _length(run, size, weight)
    _paint(picture, at, mask, first)


def _title(text: str, width: int) -> tuple[int, list[str]]:
    """Size and lines of the title: the greatest size that holds all of it, else the smallest, cut."""
    for size, at_most in TITLE_SIZES:
        lines = _wrapped(text, width, size, 600)
        whole_words = all(_length(word, size, 600) <= width for word in _clean(text).split())
        if len(lines) <= at_most and whole_words:
            return size, _balanced(text, width, size, lines)
    size, at_most = TITLE_SIZES[-1]
    return size, _fitted(text, width, size, 600, at_most)


def _balanced(text: str, width: int, size: int, lines: list[str]) -> list[str]:
    """The same number of lines, as even as can be: no single word stands alone in the last."""
    narrow, wide = width // 3, width
    while wide - narrow > size // 4:
        middle = (narrow + wide) // 2
        tried = _wrapped(text, middle, size, 600)
        if len(tried) > len(lines) or any(_length(line, size, 600) > middle for line in tried):
            narrow = middle
        else:
            wide, lines = middle, tried
    return lines


def _fitted(text: str, width: int, size: int, weight: Weight, at_most: int) -> list[str]:
    """At most so many lines; what has no room is left out, and a sign says so."""
    lines = _wrapped(text, width, size, weight)
    if len(lines) <= at_most:
        return lines
    last = lines[at_most - 1]
    while last and _length(last + " …", size, weight) > width:
        last = last[:-1]
    return [*lines[: at_most - 1], last.rstrip(" ,;:–—") + " …"]


def _wrapped(text: str, width: int, size: int, weight: Weight) -> list[str]:
    lines: list[str] = []
    for word in _clean(text).split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and _length(joined, size, weight) <= width:
            lines[-1] = joined
            continue
        *full, rest = _pieces(word, width, size, weight)
        lines += [*full, rest]
    return lines


def _pieces(word: str, width: int, size: int, weight: Weight) -> list[str]:
    """A word in pieces that have room in a line."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and _length(pieces[-1] + letter, size, weight) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _step(size: int) -> int:
    """From one base line to the next."""
    return round(size * LEADING)


def _clean(text: str) -> str:
    """One line of the letters that the fonts of the site have."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    return " ".join("".join(letter for letter in line if letter == " " or _file(letter, 600)).split())


def _length(text: str, size: int, weight: Weight) -> float:
    return sum(_advance(letter, size, weight) for letter in text)


def _runs(text: str, weight: Weight) -> Iterator[tuple[str, str]]:
    """Pieces of a line that one font file has all letters of, with its name."""
    for file, letters in groupby(text, lambda letter: _file(letter, weight)):
        yield file, "".join(letters)


@cache
def _advance(letter: str, size: int, weight: Weight) -> float:
    return _font(_file(letter, weight), size).getlength(letter)


@cache
def _font(file: str, size: int) -> ImageFont.FreeTypeFont:
    data = io.BytesIO(resources.data("site", "assets", *file.split("/")))
    # The other engine, Raqm, needs a library of the machine.
    return ImageFont.truetype(data, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _file(letter: str, weight: Weight) -> str:
    """The font file that has the letter, by the ranges in the style sheet of the site; empty for none."""
    code = ord(letter)
    # As in CSS, of two ranges that overlap the later face has the letter.
    for file, ranges in reversed(_faces()[weight]):
        if any(first <= code <= last for first, last in ranges):
            return file
    return ""


@cache
def _faces() -> dict[int, list[tuple[str, list[tuple[int, int]]]]]:
    faces: dict[int, list[tuple[str, list[tuple[int, int]]]]] = {400: [], 600: []}
    for weight, file, given in _FACE.findall(resources.text("site", "assets", "styles", "fonts.css")):
        ends = [part.strip().removeprefix("U+").split("-") for part in given.split(",")]
        faces[int(weight)].append((file, [(int(pair[0], 16), int(pair[-1], 16)) for pair in ends]))
    return faces
