"""Whether an option that reads otherwise is still the same answer.

A key that changes unnoticed is worse than a false alarm. So only what a careful reader would call a slip or a better
wording passes: letters of one word, capitals, punctuation, an article, a word more in a long answer. Numbers, formulas,
code, signs, pictures and words like "not" and "only" make another answer, and so does any other word in place of one.
"""

import re
from collections.abc import Sequence

from rapidfuzz.distance import OSA, Indel

from qoima.diff.readable import Said

LEAST_LETTERS = 4
"""In shorter words, and in abbreviations, one letter makes another word: OSPF, RIP."""
WORDS_PER_NEW_WORD = 5
"""One word in so many may come or go."""

_TOKEN = re.compile(r"[-−–]?\d+(?:[.,]\d+)*\w*|\w+|[^\w\s]")
_PUNCTUATION = frozenset(".,;:!?\"'«»„“”‘’`()[]…-–—")
_ARTICLES = frozenset(("a", "an", "the"))
_ENGLISH = "not no nor never none neither cannot without except only all any every each some always both either"
_RUSSIAN = "не нет ни никогда без кроме только лишь все всё всегда любой любая любое каждый каждая каждое некоторые"
_KAZAKH = "емес жоқ ешқашан ешбір тек ғана қана барлық барлығы бәрі әрқашан әр әрбір кез кейбір басқа"
_TURNING = frozenset(f"{_ENGLISH} {_RUSSIAN} {_KAZAKH}".split())
"""Words that make another answer where they come or go."""


def same_answer(before: Said, after: Said) -> bool:
    """Whether what an option says has only been worded better."""
    if before == after:
        return True
    kept = [[piece[:2] for piece in said if piece[0] not in ("words", "break")] for said in (before, after)]
    old, new = (_TOKEN.findall(" ".join(piece[1] for piece in said if piece[0] == "words")) for said in (before, after))
    exact = any(c.isdigit() for token in (*old, *new) for c in token)
    if kept[0] != kept[1] or _signs(old, exact) != _signs(new, exact):
        return False
    return _same_words(_words(old), _words(new), exact)


def _is_word(token: str) -> bool:
    return token[0].isalpha() and "_" not in token and not any(c.isdigit() for c in token)


def _words(tokens: Sequence[str]) -> list[str]:
    return [token for token in tokens if _is_word(token)]


def _signs(tokens: Sequence[str], exact: bool) -> list[str]:
    """Numbers and signs; punctuation counts where there are numbers, since `[0; 1)` is not `(0; 1]`."""
    signs = [token for token in tokens if not _is_word(token) and (exact or token not in _PUNCTUATION)]
    return signs[:-1] if signs and signs[-1] == "." else signs


def _same_words(old: Sequence[str], new: Sequence[str], exact: bool) -> bool:
    left, right = ([_spelled(word, exact) for word in words] for words in (old, new))
    loose, went, came = 0, list[str](), list[str]()
    for code in (*Indel.opcodes(left, right), None):
        if code is not None and code.tag != "equal":
            went += old[code.src_start : code.src_end]
            came += new[code.dest_start : code.dest_end]
            continue
        passing = _passes(went, came, exact)
        if passing is None:
            return False
        loose += passing
        went, came = [], []
    return loose * WORDS_PER_NEW_WORD <= max(len(old), len(new))


def _spelled(word: str, exact: bool) -> str:
    """Capitals of short words count beside numbers: 5 kB is not 5 KB."""
    return word if exact and len(word) < LEAST_LETTERS else word.casefold()


def _passes(went: Sequence[str], came: Sequence[str], exact: bool) -> int | None:
    """How many words have come or gone between two that stayed; None where this makes another answer."""
    old, new = ([word for word in words if word.casefold() not in _ARTICLES] for words in (went, came))
    if "".join(_spelled(word, exact) for word in old) == "".join(_spelled(word, exact) for word in new):
        return 0
    if {word.casefold() for word in (*old, *new)} & _TURNING:
        return None
    if len(old) == len(new):
        return 0 if all(map(_is_slip, old, new)) else None
    return None if old and new else len(old) + len(new)


def _is_slip(old: str, new: str) -> bool:
    """One letter too many, too few, another one or two in each other's place; not the first: (a)symmetric."""
    if min(len(old), len(new)) < LEAST_LETTERS or old.isupper() or new.isupper():
        return False
    left, right = old.casefold(), new.casefold()
    return left[0] == right[0] and OSA.distance(left, right) <= 1
