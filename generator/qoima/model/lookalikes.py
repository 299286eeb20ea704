"""Words in which Latin and Cyrillic letters that look alike are mixed.

A reader sees nothing; a search, a comparison of options and Moodle's check of a typed answer do.
"""

import re
from typing import Literal, NamedTuple

_LATIN, _CYRILLIC = "ABCEHIKMOPTXYaceikopxyËëƏəƟɵ", "АВСЕНІКМОРТХУасеікорхуЁёӘәӨө"
_TO_CYRILLIC = dict(zip(_LATIN, _CYRILLIC, strict=True))
_TO_LATIN = {cyrillic: latin for latin, cyrillic in _TO_CYRILLIC.items()} | dict(zip("ЅЈҮѕјһ", "SJYsjh", strict=True))
_IN_KAZAKH = {"h": "һ", "Y": "Ү"}
"""What looks alike in Kazakh words only; a Russian word has no such letters."""
_TWO_LETTERS = {"kk": "Y"}
"""Latin letters that may stand for either of two, as Y for Ү and У."""

_WORD = re.compile(r"\w+")
_NO_WORD = re.compile(r"[\d_]")
_LEAST_LETTERS = 3
"""Shorter words are too often a variable with an ending."""
_ENDING = re.compile(
    r"(?:лар|лер|дар|дер|тар|тер)?(?:[ндт][ыі]ң|[ндт][ыі]|[ғқгк][аеә]|[дтн][ае]н?|на|не|[мбп]ен|м[ыі]н|с[ыі]|ш[ыі]|[ыі]н)?|"
    r"н?[ыиоа]?й|н(?:ого|ому|ым|ых|ая|ое|ую|ые)|[оеы]?го|[оеы]?му|[ыи]?[мхе]|[аеуыояию]|[ао][мх]|ая|ое|ую"
)
"""Kazakh and Russian endings, which hang on a variable without a hyphen: `kның`."""
_INDEX = re.compile(
    "абс|внеш|внутр|вн|вх|вых|доп|изм|кин|кон|кр|макс|мех|нач|ном|общ|отн|пар|пл|пост|пот|пр|расч|ср|упр|эксп|соң|толық|эфф?"
)
"""Indices of variables, as in `Eкин` and `Pном`."""
_INDEX_OR_WORD = re.compile("бас|мин|опт|орт|сум|уд")
"""Indices that with a letter before them may be a word too: `Cуд`, `торт`."""
_UNITS = (
    re.compile("[кМГмн](?:Вт|Гц|Дж|Кл|Ом|Па|Тл|А|В|ВА|Н)ч?"),
    re.compile("[kMGmn](?:Hz|Pa|bit|bps|A|B|C|J|N|T|V|VA|W)h?"),
)
"""Units with a prefix, written in Cyrillic and in Latin."""
_ROMAN = re.compile("[IVXLCDM]+")

_PROTECTED = re.compile(
    r"```.*?(?:```|\Z)|(?P<ticks>`+).+?(?P=ticks)|\$\$.+?\$\$|\$[^$]+\$|\\\(.+?\\\)|\\\[.+?\\\]|\\[A-Za-z]+"
    r"|<(?P<tag>pre|code)\b.*?</(?P=tag)>|</?[A-Za-z][^<>]*>|&#?\w+;|\w+://\S+|www\.\S+|[\w.+-]+@[\w.-]+"
    r"|\]\(\s*(?:<[^<>]*>|[^()\s]*)|[\w./%-]+\.[a-z][a-z\d]{0,4}\b",
    re.S,
)
"""Formulas, code, tags, addresses and file names: there each letter is what it is."""

Alphabet = Literal["latin", "cyrillic"]


class Lookalike(NamedTuple):
    """A word at `start` up to `end` of a text, and how it is written in one alphabet.

    `sure` where no one can have meant the word as it is typed.
    """

    start: int
    end: int
    typed: str
    meant: str
    sure: bool


def lookalikes(text: str, language: str) -> tuple[Lookalike, ...]:
    """The words of a text, Markdown or HTML as typed, that mix the two alphabets and can be written in one.

    `language` is that of the text (kk, ru, en). Words with digits, as models and units have them, are left out, and so
    are mixtures that are meant: `SQLдің`, `kВт`, `Pном`.
    """
    return tuple(found for word in words(text) if (found := _mixed(word, language)) is not None)


def words(text: str) -> tuple[re.Match[str], ...]:
    """The words of a text outside of formulas, code, tags and addresses; none with digits."""
    bare = _PROTECTED.sub(lambda m: " " * len(m[0]), text)
    return tuple(word for word in _WORD.finditer(bare) if not _NO_WORD.search(word[0]))


def alphabet(letter: str) -> Alphabet | None:
    """Which of the two alphabets a letter belongs to."""
    if "Ѐ" <= letter <= "ԯ":
        return "cyrillic"
    return "latin" if letter.isascii() or "À" <= letter <= "ɏ" or letter in _TO_CYRILLIC else None


def in_alphabet(word: str, wanted: Alphabet, language: str = "") -> str | None:
    """The word with each letter of the other alphabet replaced by the one that looks alike; None where one has none."""
    known = _TO_LATIN if wanted == "latin" else _TO_CYRILLIC | (_IN_KAZAKH if language == "kk" else {})
    letters = [letter if alphabet(letter) == wanted else known.get(letter) for letter in word]
    return "".join(letter for letter in letters if letter) if all(letters) else None


def is_unit(word: str) -> bool:
    """Whether the word, if written in one alphabet, is a unit with a prefix: `kВт`."""
    forms = (in_alphabet(word, "cyrillic"), in_alphabet(word, "latin"))
    return any(form and unit.fullmatch(form) for form, unit in zip(forms, _UNITS, strict=True))


def skeleton(text: str) -> str:
    """The text with one letter for all that look alike: equal where two texts differ in nothing else."""
    return text.translate(_SKELETON)


_SKELETON = str.maketrans(_TO_LATIN)


def _mixed(word: re.Match[str], language: str) -> Lookalike | None:
    typed = word[0]
    alphabets = [alphabet(letter) for letter in typed]
    if None in alphabets or len(set(alphabets)) < 2 or is_unit(typed) or _has_index(typed):
        return None
    latin, cyrillic = in_alphabet(typed, "latin"), in_alphabet(typed, "cyrillic", language)
    share = alphabets.count("latin") / len(typed)
    if latin and cyrillic:
        is_latin = share > 0.5 or language == "en" or _ROMAN.fullmatch(latin)
        return Lookalike(*word.span(), typed, latin if is_latin else cyrillic, False)
    if cyrillic:
        sure = share < 0.5 or _has_own_letters(typed, "cyrillic")
        sure = sure and not _is_inflected(typed) and not set(typed) & set(_TWO_LETTERS.get(language, ""))
        return Lookalike(*word.span(), typed, cyrillic, sure and _is_one_word(typed, alphabets, language))
    if latin:
        sure = share > 0.5 or _has_own_letters(typed, "latin")
        return Lookalike(*word.span(), typed, latin, sure and _is_one_word(typed, alphabets, language))
    return None


def _has_own_letters(word: str, wanted: Alphabet) -> bool:
    """Whether two letters of the word or more are found in one alphabet only."""
    other = _TO_LATIN if wanted == "cyrillic" else _TO_CYRILLIC
    return sum(alphabet(letter) == wanted and letter not in other for letter in word) > 1


def _is_inflected(word: str) -> bool:
    """Whether the word may be a variable of one letter with an ending, or with an index that may be none."""
    rest = word[1:]
    return alphabet(word[0]) == "latin" and bool(_ENDING.fullmatch(rest) or _INDEX_OR_WORD.fullmatch(rest))


def _has_index(word: str) -> bool:
    """Whether the word looks like a variable with an index, and like nothing else."""
    return alphabet(word[0]) == "latin" and bool(_INDEX.fullmatch(word[1:]))


def _is_one_word(word: str, alphabets: list[Alphabet | None], language: str) -> bool:
    """Whether the letters of the two alphabets do not look like two words that have grown together.

    Outside of English, Latin letters and then Cyrillic ones are mostly a foreign word with an ending (`Linuxе`,
    `cookieлерді`), or with a word behind it (`IPадрес`).
    """
    seams = [n for n in range(1, len(word)) if alphabets[n] != alphabets[n - 1]]
    grown = any(word[n].isupper() and word[n - 1].islower() for n in seams)
    grown |= len(seams) == 1 and seams[0] > 1 and alphabets[0] == "latin" and language != "en"
    return len(word) >= _LEAST_LETTERS and not grown
