"""The lines of an Aiken file, and what a teacher may have meant by those that Moodle does not know.

Moodle's own rules (question/format/aiken/format.php, 4.5): an option is a capital Latin letter with `.` or `)` behind
it, the key stands behind `ANSWER:`, every other line begins a question.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from qoima.core.source import Source, Span
from qoima.formats.gift.cursor import SPACE

OPTION = re.compile(r"[A-Z][).]")
KEY = "ANSWER:"

_BREAKS = dict.fromkeys(map(ord, "\r\x0b\x0c\x85\u2028\u2029"), "\n")
_BLANKS = dict.fromkeys(map(ord, "\t\u00a0\u2007\u202f"), " ")
SAME_LENGTH = _BREAKS | _BLANKS
"""For `translate`: other line breaks and blanks as `\\n` and a space, so that places stay."""

INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]+")
"""What no reader sees, and what parts no words."""

UNSEEN = re.compile("[\u00a0\u2007\u202f\u00ad\u200b-\u200d\u2060\ufeff]")
"""Signs that people take for a plain blank, or for nothing."""

_LABEL = re.compile(r"(?:([*+–—-]) *)?\(?([A-Za-zА-Яа-яЁёӘәІіҢңҒғҮүҰұҚқӨөҺһ]) ?([.):\]]) *(.*)", re.S)
_KEY_WORDS = re.compile(
    r"(?:(?:дұрыс|правильный|верный|right|correct|туура|to['’‘ʻʼ`]?g['’‘ʻʼ`]?ri|тўғри) +|прав\. *)?"
    r"(answer|ответ|жауап|жауабы|жооп|жообу|javobi?|жавоби?|ключ|кілт|кілті|key)(?![^\W\d_]) *([:：=.–—-])? *(.*)",
    re.S | re.I,
)
"""In English, Russian, Kazakh, Kyrgyz and Uzbek."""

_LETTER = re.compile(r"[(\[]?[^\W\d_][)\].]?")
_LIKE_KEY = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’‘ʻʼ`]){1,60}[:：=–—-] *" + _LETTER.pattern)

TWINS = dict(zip("АВСЕНІКМОРТХ", "ABCEHIKMOPTX", strict=True))
"""Cyrillic capitals that look like a Latin one."""


class Line(NamedTuple):
    """A line without the blanks at its ends."""

    text: str
    at: Span


class Label(NamedTuple):
    """What looks like the label of an option: its letter as typed, the sign behind it, the text of the option.

    `mark`: a sign before the letter, as in `*B)`; a dash marks nothing.
    """

    letter: str
    sign: str
    text: str
    mark: str = ""

    @property
    def is_marked(self) -> bool:
        """Whether the mark says that the option is right."""
        return self.mark in ("*", "+")


class KeyWord(NamedTuple):
    """What looks like the line of the key: its word as typed, the sign behind it, and what the key is."""

    word: str
    sign: str
    value: str


def lines(source: Source, text: str | None = None) -> Iterator[Line]:
    """The lines of a source, or of a `text` of the same length that stands for it, trimmed as Moodle trims them.

    A lone CR ends a line too.
    """
    start = 0
    for raw in (source.text if text is None else text).replace("\r", "\n").split("\n"):
        bare = raw.strip(SPACE)
        begin = start + len(raw) - len(raw.lstrip(SPACE))
        yield Line(bare, source.span(begin, begin + len(bare)) if bare else source.span(start, start))
        start += len(raw) + 1


def seen(text: str) -> str:
    """A line as its author sees it: NFC, plain blanks, nothing invisible."""
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text.translate(SAME_LENGTH))).strip()


def label(shown: str) -> Label | None:
    """The label that a line, as seen, begins with: `A)`, `a.`, `(Б)`, `B:`, `*B)`, in any script."""
    match = _LABEL.match(shown)
    return Label(match[2], match[3], match[4], match[1] or "") if match else None


def key_word(shown: str) -> KeyWord | None:
    """The key that a line, as seen, gives: `Answer: b`, `Дұрыс жауабы - B`, `ANSWER B`.

    Without a colon it must be one letter; otherwise sentences that begin with such a word would count.
    """
    match = _KEY_WORDS.match(shown)
    if match is None:
        return None
    sign, value = match[2] or "", match[3]
    return KeyWord(match[1], sign, value) if sign in (":", "：", "=") or _LETTER.fullmatch(value) else None


def is_like_key(shown: str) -> bool:
    """Whether a line, as seen, is words, a colon or dash, and one letter: a key in words that are not known."""
    return _LIKE_KEY.fullmatch(shown) is not None


def twin(letter: str) -> str:
    """The Latin capital that a letter looks like, else its own capital."""
    return TWINS.get(letter.upper(), letter.upper())
