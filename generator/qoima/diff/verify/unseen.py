"""Differences that no eye sees, in words: letters of another alphabet, kinds of blanks, signs without width."""

import unicodedata
from collections.abc import Iterator

from rapidfuzz.distance import Indel

from qoima.core.diagnostic import Message
from qoima.diff.verify.finding import filled
from qoima.model.lookalikes import alphabet, skeleton

_MAX_SIGNS = 2000
"""Between the first and the last difference; longer stretches are compared by words alone."""
_MOST = 5
_SWAPPED = Message("verify.unseen.swapped", "looks the same: {before} → {after}")
_CAME = Message("verify.unseen.came", "a sign that nobody sees was added: {sign}")
_WENT = Message("verify.unseen.went", "a sign that nobody sees is missing: {sign}")
_ALPHABETS = {
    "latin": Message("verify.unseen.latin", "Latin {sign} ({code})"),
    "cyrillic": Message("verify.unseen.cyrillic", "Cyrillic {sign} ({code})"),
}
_BLANK = Message("verify.unseen.blank", "blank ({code})")
_NO_BREAK = Message("verify.unseen.no-break", "no-break space ({code})")
_SEVERAL = Message("verify.unseen.several", "{sign} as a letter and a mark put over it ({code})")
_ONE = Message("verify.unseen.one", "{sign} as one sign ({code})")
_NAMES = {
    "\u00ad": Message("verify.unseen.soft-hyphen", "soft hyphen ({code})"),
    "\u200b": Message("verify.unseen.zero-width", "space without width ({code})"),
    "\u200c": Message("verify.unseen.non-joiner", "non-joiner without width ({code})"),
    "\u200d": Message("verify.unseen.joiner", "joiner without width ({code})"),
}
_OTHER = Message("verify.unseen.other", "sign without width ({code})")


def unseen(before: str, after: str) -> tuple[Message, ...]:
    """Each difference of two texts that looks like none, once; at most five."""
    found = dict.fromkeys(_pairs(_signs(before), _signs(after)))
    return tuple(_said(went, came) for went, came in list(found)[:_MOST])


def _said(went: str, came: str) -> Message:
    if went and came:
        return filled(_SWAPPED, before=_named(went, came), after=_named(came, went))
    return filled(_CAME if came else _WENT, sign=_named(went or came, ""))


def _signs(text: str) -> list[str]:
    """The signs as a reader counts them: a letter with the marks that are put over it."""
    signs: list[str] = []
    for char in text:
        if signs and unicodedata.combining(char) and not _is_invisible(signs[-1]):
            signs[-1] += char
        else:
            signs.append(char)
    return signs


def _pairs(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """What went and what came in its place; of an invisible sign one of them is empty."""
    start, least = 0, min(len(old), len(new))
    while start < least and old[start] == new[start]:
        start += 1
    end = 0
    while end < least - start and old[-1 - end] == new[-1 - end]:
        end += 1
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    if max(len(old), len(new)) > _MAX_SIGNS:
        return
    for step in Indel.opcodes([_shape(sign) for sign in old], [_shape(sign) for sign in new]):
        went, came = old[step.src_start : step.src_end], new[step.dest_start : step.dest_end]
        if step.tag == "equal":
            yield from ((a, b) for a, b in zip(went, came, strict=True) if a != b)
        else:
            yield from ((sign, "") for sign in went if _is_invisible(sign))
            yield from (("", sign) for sign in came if _is_invisible(sign))


def _shape(sign: str) -> str:
    """Equal for signs that look the same."""
    if len(sign) == 1 and unicodedata.category(sign) == "Zs":
        return " "
    return skeleton(unicodedata.normalize("NFC", sign))


def _is_invisible(sign: str) -> bool:
    return len(sign) == 1 and unicodedata.category(sign) == "Cf"


def _named(sign: str, other: str) -> Message:
    """What a sign is called, in what it differs from the other."""
    code = " ".join(f"U+{ord(char):04X}" for char in sign)
    if _is_invisible(sign):
        return filled(_NAMES.get(sign, _OTHER), code=code)
    if unicodedata.category(sign[0]) == "Zs":
        return filled(_NO_BREAK if sign in "\u00a0\u202f" else _BLANK, code=code)
    composed = unicodedata.normalize("NFC", sign)
    mine, others = (alphabet(one[:1]) for one in (composed, unicodedata.normalize("NFC", other)))
    if mine and mine != others:
        return filled(_ALPHABETS[mine], sign=composed, code=code)
    return filled(_SEVERAL if len(sign) > 1 else _ONE, sign=composed, code=code)
