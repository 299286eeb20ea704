"""Words as the search compares them: letters that count as one, words of a text, stems.

The tables are data (`words.yaml`). The browser works on the same compiled tables in the same way; whatever is changed
here is changed in `assets/scripts/finder/words.js` and `stems.js` too.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from qoima.core import resources
from qoima.core.source import Source
from qoima.core.words import LANGUAGES, Lang
from qoima.formats.yaml.model import plain
from qoima.formats.yaml.nodes import read

LONGEST = 40
"""Letters of a word that are compared."""

_UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]")
_MARKS = re.compile("(?<!и)\u0306|[\u0300-\u0305\u0307-\u036f]")
_RUN = re.compile(r"[0-9]+(?:[.,][0-9]+)+|[^\W_]+(?:['’ʼ][^\W_]+)*(?:\+\+|[+#](?![^\W_]))?|№")
_PART = re.compile(r"[0-9]+|[^\W_0-9]+(?:\+\+|[+#])?")
_OWNER = re.compile("['’ʼ]s$")
_APOSTROPHE = re.compile("['’ʼ]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_KAZAKH = re.compile("[әғқңөұүһі]")
_SCRIPTS = re.compile(r"[A-Za-z\u00c0-\u024f]+|[\u0400-\u052f]+|[^A-Za-z\u00c0-\u024f\u0400-\u052f]+")

Ending = tuple[str, str, int, int, str]
"""Ending, what takes its place, fewest and most letters left, letters that may stand before it (empty: any)."""


@dataclass(frozen=True, slots=True)
class Endings:
    """The endings of one language."""

    vowels: str
    stop: frozenset[str]
    steps: Mapping[str, tuple[bool, tuple[Ending, ...]]]
    ways: tuple[tuple[str, ...], ...]
    double: str
    drop: str
    finish: tuple[tuple[str, str], ...]
    fleeting: tuple[str, str, int, int]
    """Vowels, letters behind them, most letters that the word has lost, most letters of the stem."""
    irregular: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything of `words.yaml`, folded."""

    letters: Mapping[str, str]
    cyrillic: Mapping[str, str]
    """Latin letters to the Cyrillic ones that look like them."""
    latin: Mapping[str, str]
    keys: tuple[str, str]
    languages: Mapping[Lang, Endings]


@cache
def compiled() -> dict[str, Any]:
    """The tables as JSON has them: folded, the longest ending first."""
    node, wrong = read(Source("words.yaml", resources.text("site", "search", "words.yaml")))
    if wrong or node is None:
        raise ValueError(f"site/search/words.yaml: {[d.code for d in wrong]}")
    held = cast(dict[str, Any], plain(node))
    fold = _pairs(held["fold"])

    def folded(text: str) -> str:
        return "".join(fold.get(letter, letter) for letter in text)

    return {
        "fold": fold,
        "alike": _pairs(held["alike"]),
        "back": _pairs(held["back"]),
        "keys": [held["keys"]["latin"], held["keys"]["cyrillic"]],
        "languages": {
            lang: _language(json.loads(folded(json.dumps(held[lang], ensure_ascii=False)))) for lang in LANGUAGES
        },
    }


def _pairs(text: str) -> dict[str, str]:
    return dict(cast(tuple[str, str], tuple(pair.split(":"))) for pair in text.split())


def _language(held: Mapping[str, Any]) -> dict[str, Any]:
    fleeting = held.get("fleeting", {})
    return {
        "vowels": held["vowels"],
        "stop": sorted(set(held["stop"].split())),
        "steps": {name: _step(step) for name, step in held["steps"].items()},
        "ways": [way.split() for way in held["ways"]],
        "double": held.get("double", ""),
        "drop": held.get("drop", ""),
        "finish": [pair.split(":") for pair in held.get("finish", "").split()],
        "fleeting": [
            fleeting.get("vowels", ""),
            fleeting.get("last", ""),
            int(fleeting.get("cut", 0)),
            int(fleeting.get("most", 0)),
        ],
        "irregular": _pairs(held.get("irregular", "")),
    }


def _step(held: Mapping[str, Any]) -> dict[str, Any]:
    endings = {
        (
            ending,
            group.get("to", ""),
            int(group["left"]),
            int(group.get("most", LONGEST)),
            "".join(sorted(set(group.get("after", "")))),
        )
        for group in held["groups"]
        for ending in group["endings"].split()
    }
    return {"repeat": "repeat" in held, "endings": sorted(endings, key=lambda e: (-len(e[0]), e))}


@cache
def tables() -> Tables:
    """The tables, ready for use."""
    held = compiled()
    return Tables(
        letters=held["fold"],
        cyrillic=held["alike"],
        latin={there: here for here, there in held["alike"].items()} | held["back"],
        keys=(held["keys"][0], held["keys"][1]),
        languages={
            lang: Endings(
                vowels=one["vowels"],
                stop=frozenset(one["stop"]),
                steps={
                    name: (step["repeat"], tuple(tuple(e) for e in step["endings"]))
                    for name, step in one["steps"].items()
                },
                ways=tuple(tuple(way) for way in one["ways"]),
                double=one["double"],
                drop=one["drop"],
                finish=tuple((there, here) for there, here in one["finish"]),
                fleeting=tuple(one["fleeting"]),
                irregular=one["irregular"],
            )
            for lang, one in held["languages"].items()
        },
    )


def fold(word: str) -> str:
    """Small letters without accents; those that are often typed for each other become one."""
    plain_letters = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", word.lower())))
    letters = tables().letters
    return "".join(letters.get(letter, letter) for letter in plain_letters)[:LONGEST]


def in_one_script(run: str) -> list[str]:
    """The run with look-alike letters of the other script put right; two scripts that are meant are cut apart."""
    if not _LATIN.search(run):
        if run.isalpha() or not _CYRILLIC.search(run):
            return [run]
    elif run.isascii() or not _CYRILLIC.search(run):
        return [run]
    held = tables()
    cyrillic = any(_CYRILLIC.match(c) and c not in held.latin for c in run)
    latin = any(_LATIN.match(c) and c not in held.cyrillic for c in run)
    if cyrillic and latin:
        return _SCRIPTS.findall(run)
    to_latin = latin or (not cyrillic and not run.isalpha())
    change = held.latin if to_latin else held.cyrillic
    return ["".join(change.get(c, c) for c in run)]


def runs(text: str) -> Iterator[tuple[str, int, int]]:
    """What stands between blanks and signs, with its place: words, numbers, codes, `C++`."""
    for match in _RUN.finditer(text):
        yield match[0], match.start(), match.end()


def clean(text: str) -> str:
    """The text without what cannot be seen."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


@cache
def parts(run: str) -> tuple[str, ...]:
    """The folded words of a run: itself, and for a code such as `CS2104` its letters and its numbers."""
    found: list[str] = []
    bare = _APOSTROPHE.sub("", _OWNER.sub("", run))
    for one in in_one_script(bare):
        whole = fold(one).replace(",", ".")
        if not whole:
            continue
        found.append(whole)
        if not whole.isalpha():
            found += [piece for piece in _PART.findall(fold(bare if _one_script(bare) else one)) if piece != whole]
    return tuple(found)


def words(text: str) -> list[str]:
    """All that a text is found by: its words, codes with their parts, what a hyphen or a blank joins."""
    found: list[str] = []
    before, end = "", -9
    text = clean(text)
    for run, start, stop in runs(text):
        here = parts(run)
        found += here
        between = text[end:start] if end >= 0 else ""
        if between in ("-", "‑") and before.isalpha() and run.isalpha() and _one_script(before + run):
            found.append(fold(before + run))
        elif between in (" ", "-", "‑", "\u00a0") and run.isdecimal() and before.isalpha() and len(before) <= 4:
            found += parts(before + run)[:1]
        before, end = run, stop
    return found


def _one_script(run: str) -> bool:
    return not (_LATIN.search(run) and _CYRILLIC.search(run))


def language_of(word: str, page: str) -> Lang:
    """The language whose endings a word has, in a text of the language `page`."""
    if not _CYRILLIC.search(word):
        return "en"
    if page in ("kk", "ru"):
        return cast(Lang, page)
    return "kk" if _KAZAKH.search(word) else "ru"


@cache
def stems(word: str, lang: Lang) -> tuple[str, ...]:
    """The stems of a folded word, the likeliest first."""
    held = tables().languages[lang]
    if len(word) < 3 or not word.isalpha():
        return (word,)
    word = held.irregular.get(word, word)
    found: list[str] = []
    for way in held.ways:
        cut = _by_way(held, word, way)
        if found and cut == word and word[-1] in held.vowels:
            continue
        stem = _finished(held, cut)
        for one in (stem, _without_fleeting(held, stem, len(word) - len(cut))):
            if one and one not in found:
                found.append(one)
    return tuple(found)


def _by_way(held: Endings, word: str, way: tuple[str, ...]) -> str:
    for name in way:
        repeat, endings = held.steps[name]
        shorter = _stripped(held, word, endings)
        while repeat and shorter != word:
            word, shorter = shorter, _stripped(held, shorter, endings)
        word = shorter
    return word


def _stripped(held: Endings, word: str, endings: tuple[Ending, ...]) -> str:
    for ending, instead, left, most, after in endings:
        rest = len(word) - len(ending)
        if (
            left <= rest <= most
            and word.endswith(ending)
            and (not after or word[rest - 1] in after)
            and any(letter in held.vowels for letter in word[:rest])
        ):
            return word[:rest] + instead
    return word


def _finished(held: Endings, stem: str) -> str:
    for letter in held.drop:
        stem = stem.replace(letter, "")
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] in held.double:
        stem = stem[:-1]
    for there, here in held.finish:
        if len(stem) - len(there) >= 2 and stem.endswith(there):
            return stem[: -len(there)] + here
    return stem


def _without_fleeting(held: Endings, stem: str, lost: int) -> str:
    vowels, last, cut, most = held.fleeting
    if lost > cut or not 4 <= len(stem) <= most:
        return ""
    if stem[-1] not in last or stem[-2] not in vowels or stem[-3] in held.vowels:
        return ""
    return stem[:-2] + stem[-1]
