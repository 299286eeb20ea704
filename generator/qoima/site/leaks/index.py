"""What must not stand on the site, arranged so that one pass over the words of a page finds it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Literal, NamedTuple

from qoima.site.leaks.limits import RUN_CHARACTERS, RUN_WORDS, WITHIN_CHARACTERS

How = Literal["stem", "option", "feedback", "options", "picture"]
Words = tuple[str, ...]
Spellings = tuple[str, ...]
"""Ways to spell one text: its words with a blank before, between and after."""

_WORD = re.compile(r"[^\W_]+")
HEAD_WORDS = 4
"""A page is searched for the first words of what is sought, and for the rest only where these stand."""

_SEED_STEP = RUN_CHARACTERS // 2
_SEED_CHARACTERS = RUN_CHARACTERS - _SEED_STEP + 1
"""A run of RUN_CHARACTERS on a page holds a whole seed that begins at a multiple of the step."""


def words(text: str) -> Words:
    """The words of a folded text: runs of letters and digits, so that code and formulas count as read on a page."""
    return tuple(_WORD.findall(text))


class Hit(NamedTuple):
    """A leak in a page: the item by its number, and the words that gave it away."""

    item: int
    how: How
    excerpt: str


class Run(NamedTuple):
    """Words that must not stand in a row; at least HEAD_WORDS."""

    item: int
    how: How
    words: Words


class Cluster(NamedTuple):
    """Texts of which `needed` must not stand near each other, the first among them where `with_first`."""

    item: int
    how: How
    texts: tuple[Spellings, ...]
    needed: int
    with_first: bool = False


class Page:
    """A folded reading of a file, in words."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = _WORD.findall(text)

    @cached_property
    def joined(self) -> str:
        """The words with a blank before, between and after."""
        return f" {' '.join(self.words)} "

    @cached_property
    def _letters_before(self) -> list[int]:
        return list(accumulate(map(len, self.words), initial=0))

    def around(self, at: int) -> str:
        """The stretch of `joined` that may hold texts near word `at`, as the limits say what is near."""
        start = self._letters_before[at] + at + 1
        return self.joined[max(0, start - WITHIN_CHARACTERS - 1) : start + WITHIN_CHARACTERS + 1]

    def rows(self, size: int) -> Iterator[Words]:
        """Every row of `size` words, in order."""
        return zip(*(self.words[start:] for start in range(size)), strict=False)

    def row(self, at: int, size: int) -> Words:
        """The row of `size` words that begins with word `at`."""
        return tuple(self.words[at : at + size])


@dataclass(slots=True)
class Index:
    """What is sought, by first words; runs of characters by their hashes."""

    _heads: dict[int, set[Words]] = field(default_factory=lambda: defaultdict(set))
    _runs: dict[Words, list[Run]] = field(default_factory=lambda: defaultdict(list))
    _run_sizes: set[int] = field(default_factory=set)
    _clusters: dict[Words, list[Cluster]] = field(default_factory=lambda: defaultdict(list))
    _stems: list[tuple[int, str]] = field(default_factory=list)
    _seeds: set[int] = field(default_factory=set)
    _characters: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def add_run(self, run: Run) -> None:
        """Seek words in a row."""
        key = run.words[:RUN_WORDS]
        self._runs[key].append(run)
        self._run_sizes.add(len(key))
        self._heads[HEAD_WORDS].add(key[:HEAD_WORDS])

    def add_cluster(self, cluster: Cluster, near: Iterable[str]) -> None:
        """Seek texts near each other, wherever one of the spellings `near` stands."""
        for spelling in near:
            head = tuple(spelling.split()[:HEAD_WORDS])
            self._clusters[head].append(cluster)
            self._heads[len(head)].add(head)

    def add_characters(self, item: int, stem: str) -> None:
        """Seek any RUN_CHARACTERS of a folded stem in a row; half of them must be letters or digits."""
        number = (len(self._stems),)
        self._stems.append((item, stem))
        before = list(accumulate(map(str.isalnum, stem), initial=0))
        for start, run in enumerate(_hashes(stem, RUN_CHARACTERS)):
            if 2 * (before[start + RUN_CHARACTERS] - before[start]) >= RUN_CHARACTERS:
                self._characters[run] = self._characters.get(run, ()) + number
        if len(stem) >= RUN_CHARACTERS:
            self._seeds.update(_hashes(stem, _SEED_CHARACTERS))

    def hits(self, page: Page) -> Iterator[Hit]:
        """Every leak of the page; some come more than once."""
        for size, heads in self._heads.items():
            present = heads.intersection(page.rows(size))
            if present:
                places = [at for at, head in enumerate(page.rows(size)) if head in present]
                yield from self._clusters_at(page, places, size)
                if size == HEAD_WORDS:
                    yield from self._runs_at(page, places)
        yield from self._characters_of(page.text)

    def _runs_at(self, page: Page, places: Sequence[int]) -> Iterator[Hit]:
        for at in places:
            for size in self._run_sizes:
                for run in self._runs.get(page.row(at, size), ()):
                    if page.row(at, len(run.words)) == run.words:
                        yield Hit(run.item, run.how, " ".join(run.words))

    def _clusters_at(self, page: Page, places: Sequence[int], size: int) -> Iterator[Hit]:
        for at in places:
            sought = self._clusters.get(page.row(at, size), ())
            if sought:
                around = page.around(at)
                for cluster in sought:
                    if excerpt := _closest(around, cluster):
                        yield Hit(cluster.item, cluster.how, excerpt)

    def _characters_of(self, text: str) -> Iterator[Hit]:
        if self._seeds.isdisjoint(_hashes(text, _SEED_CHARACTERS, step=_SEED_STEP)):
            return
        for number, seed in enumerate(_hashes(text, _SEED_CHARACTERS, step=_SEED_STEP)):
            if seed in self._seeds:
                at = number * _SEED_STEP
                yield from self._characters_from(text, max(0, at - _SEED_STEP + 1), at)

    def _characters_from(self, text: str, first: int, last: int) -> Iterator[Hit]:
        for start in range(first, last + 1):
            run = text[start : start + RUN_CHARACTERS]
            for number in self._characters.get(hash(run), ()):
                item, stem = self._stems[number]
                if run in stem:
                    yield Hit(item, "stem", run)


def _hashes(text: str, size: int, *, step: int = 1) -> Iterator[int]:
    return (hash(text[at : at + size]) for at in range(0, len(text) - size + 1, step))


def _closest(around: str, cluster: Cluster) -> str:
    """The stretch that holds what is needed near each other; empty where there is none."""
    spare = len(cluster.texts) - cluster.needed
    for spellings in cluster.texts:
        for spelling in spellings:
            if spelling in around:
                break
        else:
            spare -= 1
            if spare < 0:
                return ""
    places = _places(around, cluster.texts)
    for first, (start, _, _) in enumerate(places):
        held: set[int] = set()
        for _, end, number in places[first:]:
            if end - start > WITHIN_CHARACTERS:
                break
            held.add(number)
            if len(held) >= cluster.needed and (0 in held or not cluster.with_first):
                return around[start:end]
    return ""


def _places(around: str, texts: Sequence[Spellings]) -> list[tuple[int, int, int]]:
    """Start, end and number of each text found, in order; one inside a longer one does not count."""
    found: list[tuple[int, int, int]] = []
    spellings = sorted({(-len(s), s, number) for number, held in enumerate(texts) for s in held})
    for _, spelling, number in spellings:
        at = around.find(spelling)
        while at >= 0:
            start, end = at + 1, at + len(spelling) - 1
            if all(end <= s or start >= e for s, e, _ in found):
                found.append((start, end, number))
            at = around.find(spelling, end)
    return sorted(found)
