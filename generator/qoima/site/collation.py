"""Alphabetical order of names in Kazakh, Russian and English, the same on every machine.

Python compares code points, which puts ә, ғ, қ, ң, ө, ұ, ү, һ, і and ё behind я; the order of an operating system's
locale depends on what is installed there. One table serves: the Kazakh alphabet holds the Russian one.
"""

import re
import unicodedata

CYRILLIC = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
"""The Kazakh alphabet."""

LATIN = "abcdefghijklmnopqrstuvwxyz"

SPACE, NUMBER, FIRST_SCRIPT, SECOND_SCRIPT, OTHER = range(5)

Element = tuple[int, int, str]
Key = tuple[tuple[Element, ...], str, str, str]

_PIECE = re.compile(r"[0-9]+|.", re.DOTALL)
_LETTERS = {
    **{letter: (True, rank) for rank, letter in enumerate(CYRILLIC)},
    **{letter: (False, rank) for rank, letter in enumerate(LATIN)},
}


def key(lang: str, text: str) -> Key:
    """What to sort `text` by in `lang`; equal for equal texts only.

    Words compare before letters; numbers by value, before letters; Cyrillic before Latin, in English after it. Case,
    accents and, in Russian, ё instead of е decide only between names that are otherwise the same; marks of
    punctuation do not count.
    """
    shown = " ".join(unicodedata.normalize("NFC", text).split())
    folded = shown.casefold()
    compared = folded.replace("ё", "е") if lang == "ru" else folded
    elements = (element for piece in _PIECE.findall(compared) for element in _elements(lang, piece))
    # Swapped case puts small letters before capital ones, as dictionaries do.
    return tuple(elements), folded, shown.swapcase(), text


def _elements(lang: str, piece: str) -> list[Element]:
    if piece == " ":
        return [(SPACE, 0, "")]
    if piece[0] in "0123456789":
        # By length, then by digits: the value, however long the number is.
        digits = piece.lstrip("0")
        return [(NUMBER, len(digits), digits)]
    if piece in _LETTERS:
        return [_letter(lang, piece)]
    parts = [p for p in unicodedata.normalize("NFKD", piece) if p in _LETTERS]
    if parts:
        return [_letter(lang, part) for part in parts]
    return [(OTHER, 0, piece)] if piece.isalnum() else []


def _letter(lang: str, letter: str) -> Element:
    cyrillic, rank = _LETTERS[letter]
    return (FIRST_SCRIPT if cyrillic == (lang != "en") else SECOND_SCRIPT, rank, "")
