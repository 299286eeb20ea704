"""The files of the search of one language: which words stand where, in small scripts that are loaded when asked for.

A browser that has a page from a folder may load scripts, but not fetch data. So each file is a call of a function of
the search, `qoimaSearch(name, value)`:

- `search/start.js`: the tables of letters and endings, what the search says, how many pages and sections there are, and
  where each shard begins;
- `search/words-<n>.js`: a shard of words, by the first letters of their stems, each with the places where it stands;
- `search/stems-<n>.js`: all stems of one length (and, where they are many, one first letter), for mistyped words;
- `search/page-<n>.js`: a page, with its sections and their texts, for the list of results.

A place is a section (all sections of the language are numbered in the order of the pages) with a weight. Places are
written as differences, in 32 signs a digit.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from qoima.core.words import Lang
from qoima.formats.messages import catalogue
from qoima.site.search.sections import Page, Section, read
from qoima.site.search.words import compiled, language_of, stems, tables, words

TEXT, STRONG, HEADING, TITLE = range(4)
"""How much a word says about the section it stands in."""

OFTEN = 3
"""A word that stands so often in a section says more about it."""

SHARD_CHARACTERS = 12_000
KEY_LETTERS = (1, 2, 3, 4)
COMMON_PAGES = 200
COMMON_SHARE = 0.25
COMMON_KEPT = 100
"""Of words in the texts of more pages than both only these places are kept, and those in headings."""

SEARCH = "search"
"""The folder of the index, below that of the language."""

UNSEARCHED = frozenset({"404.html"})

KINDS = {
    "courses": "course",
    "programmes": "programme",
    "moocs": "mooc",
    "maps": "map",
    "blended": "blended",
    "practice": "practice",
    "people": "people",
    "glossary": "glossary",
    "exam": "exam",
    "index": "overview",
    "catalogue": "overview",
}
"""By the first part of the address; other pages are `page`."""

LINE_CHARACTERS = 300
"""Shorter texts are likely to come again."""

SLIP_LETTERS = 3
"""Shorter stems are not guessed at."""

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass(slots=True)
class _Word:
    stems: dict[str, None] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)
    """Section to weight, in the order of the sections."""


def search_files(pages: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    """From (path below the language's folder, HTML) of all finished pages of a language to the files below that folder.

    The order of the pages does not matter; the same pages give the same bytes.
    """
    # Each page is let go as soon as it has been read: a language may have thousands.
    kept = ((path, page) for path, html in pages if path not in UNSEARCHED and (page := read(path, html)))
    found = [page for _, page in sorted(kept, key=lambda one: one[0])]
    lang = cast(Lang, found[0].language) if found else "en"
    held = _Index()
    for page in found:
        held.add(page)
    held.forget_common(len(found))
    shards = _shards(held.found)
    files = {f"{SEARCH}/words-{n}.js": _script(f"words-{n}", lines) for n, (_, lines) in enumerate(shards)}
    slips = _slips(held.found)
    files |= {f"{SEARCH}/stems-{n}.js": _script(f"stems-{n}", " ".join(stems)) for n, (_, _, stems) in enumerate(slips)}
    for number, page in enumerate(found):
        files[f"{SEARCH}/page-{number}.js"] = _script(f"page-{number}", _page(page))
    start = {
        "language": lang,
        "tables": compiled(),
        "words": {
            key.removeprefix("site.search."): text
            for key, text in sorted(catalogue(lang).items())
            if key.startswith("site.search.")
        },
        "shards": [first for first, _ in shards],
        "slips": [(length, letter) for length, letter, _ in slips],
        "kinds": _kinds(found),
        "sections": number_string(len(page.sections) for page in found),
        "titles": number_string(held.titles),
        "headings": number_string(held.headings),
        "common": " ".join(sorted(held.common)),
    }
    files[f"{SEARCH}/start.js"] = _script("start", start)
    return dict(sorted(files.items()))


class _Index:
    """Words of all pages so far."""

    def __init__(self) -> None:
        self.found: defaultdict[str, _Word] = defaultdict(_Word)
        self.sections = 0
        self.section_page: list[int] = []
        self.titles: list[int] = []
        self.headings: list[int] = []
        self.common: set[str] = set()
        self._known: dict[tuple[str, str, str], list[tuple[str, tuple[str, ...]]]] = {}

    def add(self, page: Page) -> None:
        """Number its sections and note their words."""
        stop = tables().languages
        for number, section in enumerate(page.sections):
            said = len([w for w in words(section.heading) if not any(w in one.stop for one in stop.values())])
            self.headings.append(said)
            if number == 0:
                self.titles.append(said)
            heading = (section.heading_language, section.heading)
            self._note(page.language, [heading], TITLE if number == 0 else HEADING)
            self._note(page.language, section.minor, HEADING)
            self._note(page.language, section.runs, STRONG if number == 0 else TEXT)
            self.section_page.append(len(self.titles) - 1)
            self.sections += 1

    def _note(self, page: str, runs: Sequence[tuple[str, str]], weight: int) -> None:
        times: dict[str, int] = {}
        for language, text in runs:
            for word, its_stems in self._words(page, language, text):
                held = self.found[word]
                for stem in its_stems:
                    held.stems[stem] = None
                times[word] = times.get(word, 0) + 1
        for word, count in times.items():
            places = self.found[word].places
            here = STRONG if weight == TEXT and count >= OFTEN else weight
            places[self.sections] = max(places.get(self.sections, TEXT), here)

    def _words(self, page: str, language: str, text: str) -> list[tuple[str, tuple[str, ...]]]:
        # The same lines stand on thousands of pages.
        key = (page, language, text)
        if key in self._known:
            return self._known[key]
        own = language or page
        found = [(word, stems(word, language_of(word, own))) for word in words(text)]
        if len(text) < LINE_CHARACTERS:
            self._known[key] = found
        return found

    def forget_common(self, pages: int) -> None:
        """Drop the places in texts of words that stand on very many pages."""
        most = max(COMMON_PAGES, COMMON_SHARE * pages)
        for word, held in self.found.items():
            if len(held.places) > most and len({self.section_page[section] for section in held.places}) > most:
                self.common.add(word)
                first = set(sorted(held.places)[:COMMON_KEPT])
                held.places = {s: weight for s, weight in held.places.items() if weight >= HEADING or s in first}


def number_string(numbers: Iterable[int]) -> str:
    """Whole numbers as signs: five bits a sign, the sixth says that more follow."""
    signs = []
    for number in numbers:
        while number > 31:
            signs.append(_DIGITS[32 + (number & 31)])
            number >>= 5
        signs.append(_DIGITS[number])
    return "".join(signs)


def _places(places: Mapping[int, int]) -> str:
    before = 0
    numbers = []
    for section, weight in sorted(places.items()):
        numbers.append((section - before) * 4 + weight)
        before = section
    return number_string(numbers)


def _shards(found: Mapping[str, _Word]) -> list[tuple[str, list[str]]]:
    """(first letters, lines), in the order of the letters; no beginning of three letters is spread over two shards."""
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for word, held in sorted(found.items()):
        line = "|".join((word, "" if tuple(held.stems) == (word,) else " ".join(held.stems), _places(held.places)))
        for key in sorted({stem[: KEY_LETTERS[2]] for stem in (*held.stems, word)}):
            lines[key].append(line)
    shards: list[tuple[str, list[str]]] = []
    size = SHARD_CHARACTERS
    for key, several in sorted(lines.items()):
        length = sum(map(len, several))
        if size + length > SHARD_CHARACTERS:
            shards.append((key, []))
            size = 0
        shards[-1][1].extend(several)
        size += length
    return [(first, sorted(set(several))) for first, several in shards]


def _slips(found: Mapping[str, _Word]) -> list[tuple[int, str, list[str]]]:
    """(length, first letter or nothing, stems) for the lists in which a mistyped word is looked for."""
    by_length: defaultdict[int, set[str]] = defaultdict(set)
    for word in found.values():
        for stem in word.stems:
            if len(stem) >= SLIP_LETTERS and stem.isalpha():
                by_length[len(stem)].add(stem)
    held: list[tuple[int, str, list[str]]] = []
    for length, stems_of_it in sorted(by_length.items()):
        if length * len(stems_of_it) <= SHARD_CHARACTERS:
            held.append((length, "", sorted(stems_of_it)))
        else:
            letters = sorted({stem[0] for stem in stems_of_it})
            held += [(length, letter, sorted(s for s in stems_of_it if s[0] == letter)) for letter in letters]
    return held


def _kinds(pages: Sequence[Page]) -> list[tuple[str, int]]:
    """(kind, how many pages), in the order of the pages."""
    held: list[tuple[str, int]] = []
    for page in pages:
        folder, *below = page.path.removesuffix(".html").split("/")
        kind = "lecture" if folder == "courses" and len(below) > 1 else KINDS.get(folder, "page")
        if held and held[-1][0] == kind:
            held[-1] = (kind, held[-1][1] + 1)
        else:
            held.append((kind, 1))
    return held


def _page(page: Page) -> list[object]:
    return [page.path, [_section(section) for section in page.sections]]


def _section(section: Section) -> list[object]:
    """Anchor, heading, its language, and the text: words and their language by turns."""
    text = [part for language, words_of_it in section.runs for part in (words_of_it, language)]
    while text and text[-1] == "":
        text.pop()
    return [section.anchor, section.heading, section.heading_language, *text]


def _script(name: str, value: object) -> bytes:
    # `<` for those who look for markup in scripts; the two separators end a line of old JavaScript.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f'qoimaSearch("{name}",{text});\n'.encode()
