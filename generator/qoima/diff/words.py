"""Two texts as runs of words that stayed, went and came."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from rapidfuzz.distance import Indel

from qoima.diff.change import Mark, Run

MAX_CELLS = 20_000_000
"""Tokens before times tokens after that are compared one by one: some 50 milliseconds."""
LEAST_COMMON = 0.25
"""Texts that share less of their words are shown one after the other: marks on every second word help nobody."""
FEW_WORDS = 6
"""Up to so many tokens, one word in common is enough for marks."""

_TOKEN = re.compile(
    r"\$[^$\n]{1,80}\$"  # a formula
    r"|`[^`\n]{1,60}`"  # code
    r"|!\[[^\]\n]*\]\([^)\n]*\)"  # a picture
    r"|\d+(?:[.,]\d+)+"  # a number
    r"|\w+|\n|[^\S\n]+|."
)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_SENTENCE = re.compile(r".+?[.!?…]+(?=\s)|.+", re.S)
_JOINER = "\u200d"


def runs(before: str, after: str) -> tuple[Run, ...]:
    """What stayed, went and came: without what went it is `after`, without what came it is `before`.

    Long texts are compared by lines, then by sentences, so that the time stays linear in what they share.
    """
    pieces = _marked(before, after, (words, _LINE.findall, _SENTENCE.findall))
    return tuple(_joined(_smoothed(_joined(pieces))))


def line_runs(before: str, after: str) -> tuple[Run, ...]:
    """As `runs`, but a line stays, goes or comes as a whole."""
    old, new = (re.findall(r"\n|[^\n]+", side) for side in (before, after))
    return tuple(_joined(_compared(old, new, finer=())))


def words(text: str) -> list[str]:
    """Words, numbers, formulas, code, pictures, signs and white space; a letter keeps what combines with it."""
    held: list[str] = []
    for token in _TOKEN.findall(text):
        if held and _goes_on(held[-1], token):
            held[-1] += token
        else:
            held.append(token)
    return held


def _goes_on(before: str, token: str) -> bool:
    if _combines(token[0]):
        return not before.isspace()
    last = before[-1]
    return last == _JOINER or (_combines(last) and before[0].isalnum() and token[0].isalnum())


def _combines(sign: str) -> bool:
    return not sign.isascii() and (sign == _JOINER or unicodedata.category(sign)[0] == "M")


Cut = Callable[[str], list[str]]


def _marked(before: str, after: str, cuts: Sequence[Cut]) -> Iterator[Run]:
    """Runs by the finest cut that is affordable; stretches that differ are cut finer where they are short enough."""
    for coarser, cut in enumerate(cuts):
        old, new = cut(before), cut(after)
        first, last = _ends(old, new)
        middle = (old[first : len(old) - last], new[first : len(new) - last])
        if len(middle[0]) * len(middle[1]) <= MAX_CELLS:
            yield Run(Mark.SAME, "".join(old[:first]))
            yield from _compared(*middle, finer=cuts[:coarser])
            yield Run(Mark.SAME, "".join(old[len(old) - last :]))
            return
    yield from _replaced(before, after)


def _ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many tokens both begin with, and how many they end with."""
    shorter = min(len(old), len(new))
    first = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    rest = shorter - first
    last = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    return first, last


def _compared(old: Sequence[str], new: Sequence[str], finer: Sequence[Cut]) -> Iterator[Run]:
    numbers: dict[str, int] = {}
    left = [numbers.setdefault(token, len(numbers)) for token in old]
    right = [numbers.setdefault(token, len(numbers)) for token in new]
    went = came = ""
    for code in Indel.opcodes(left, right):
        if code.tag == "equal":
            yield from _differs(went, came, finer)
            went = came = ""
            yield Run(Mark.SAME, "".join(old[code.src_start : code.src_end]))
        else:
            went += "".join(old[code.src_start : code.src_end])
            came += "".join(new[code.dest_start : code.dest_end])
    yield from _differs(went, came, finer)


def _differs(went: str, came: str, finer: Sequence[Cut]) -> Iterator[Run]:
    if finer and went and came:
        yield from _marked(went, came, finer)
    else:
        yield from _replaced(went, came)


def _replaced(went: str, came: str) -> Iterator[Run]:
    yield Run(Mark.REMOVED, went)
    yield Run(Mark.ADDED, came)


def _joined(pieces: Iterator[Run]) -> Iterator[Run]:
    """Runs of one mark as one; between two that stayed, what went stands before what came."""
    for stayed, group in groupby((p for p in pieces if p.text), key=lambda run: run.mark is Mark.SAME):
        held = list(group)
        for mark in (Mark.SAME,) if stayed else (Mark.REMOVED, Mark.ADDED):
            text = "".join(run.text for run in held if run.mark is mark)
            if text:
                yield Run(mark, text)


def _smoothed(pieces: Iterator[Run]) -> Iterator[Run]:
    """Without islands of white space between words that changed, and without marks where little has stayed."""
    held = list(pieces)
    if _is_rewritten(held):
        yield from _replaced(
            "".join(run.text for run in held if run.mark is not Mark.ADDED),
            "".join(run.text for run in held if run.mark is not Mark.REMOVED),
        )
        return
    for place, run in enumerate(held):
        inside = 0 < place < len(held) - 1
        if inside and run.mark is Mark.SAME and not run.text.strip() and "\n" not in run.text:
            yield from _replaced(run.text, run.text)
        else:
            yield run


def _is_rewritten(held: Sequence[Run]) -> bool:
    same = sum(map(_weight, (run.text for run in held if run.mark is Mark.SAME)))
    sides = [sum(_weight(run.text) for run in held if run.mark is not other) for other in (Mark.ADDED, Mark.REMOVED)]
    longer = max(sides)
    if longer <= FEW_WORDS:
        return bool(longer) and not same
    return same / longer < LEAST_COMMON


def _weight(text: str) -> int:
    return sum(1 for token in _TOKEN.findall(text) if token[0].isalnum() or len(token.strip()) > 1)
