"""Which item before is which item after: by id, then by what it says, then by likeness."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qoima.core.value import value
from qoima.diff.items.likeness import likeness
from qoima.diff.readable import State
from qoima.model.item import Item, Numerical, response_texts
from qoima.model.markup import plain
from qoima.model.meaning import meaning
from qoima.model.text import fold

OTHER_ITEM = 0.45
"""An id whose question and whose answers are both less alike than this has been given to an entirely different item."""
SAME_ITEM = 0.7
"""From here on two items are one that has got another id."""
SHARE_OF_STEM = 0.6
"""What the question counts for in the likeness of two items; the answers count for the rest."""
RAREST_WORDS, MOST_PLACES, CANDIDATES = 12, 200, 8
"""How the likeliest are found among thousands: by so many words, looked up in so many items; so many are compared."""

UNTOLD = ("id", "name", "category")
"""What does not make another item."""


@value(eq=False)
class Entry:
    """An item where it stands: the name of its set, the path of its file, what its texts see, its number."""

    item: Item
    set: str
    path: str
    live: bool
    state: State
    number: int


@dataclass(frozen=True, slots=True)
class Words:
    """What an item is found by: its question and its answers, folded."""

    stem: str
    answers: str


Matches = list[tuple[Entry | None, Entry | None]]


def matched(before: Sequence[Entry], after: Sequence[Entry], *, penalty: bool) -> Matches:
    """Each entry once, with the one that it was or has become; None where there is none."""
    left = {entry.number: entry for entry in before}
    right = {entry.number: entry for entry in after}
    found: Matches = []
    for pairs in (_by_id, _by_meaning, _by_likeness):
        for old, new in pairs(tuple(left.values()), tuple(right.values()), penalty):
            if old.number in left and new.number in right:
                del left[old.number], right[new.number]
                found.append((old, new))
    return [*found, *((old, None) for old in left.values()), *((None, new) for new in right.values())]


Pairs = Iterable[tuple[Entry, Entry]]


def _by_id(before: Sequence[Entry], after: Sequence[Entry], _penalty: bool) -> Pairs:
    """One id, one item; an id that stands twice is left to what its items say."""
    olds, news = ({}, {})  # type: tuple[dict[str, list[Entry]], dict[str, list[Entry]]]
    for held, entries in ((olds, before), (news, after)):
        for entry in entries:
            held.setdefault(entry.item.id, []).append(entry)
    for id, old in olds.items():
        new = news.get(id, [])
        if id and len(old) == len(new) == 1 and not _is_other(old[0], new[0]):
            yield old[0], new[0]


def _is_other(old: Entry, new: Entry) -> bool:
    if old.item == new.item:
        return False
    one, other = words(old), words(new)
    answers = likeness(one.answers, other.answers) if one.answers and other.answers else 0
    return likeness(one.stem, other.stem) < OTHER_ITEM and answers < OTHER_ITEM


def _by_meaning(before: Sequence[Entry], after: Sequence[Entry], penalty: bool) -> Pairs:
    """Items that say the same: first within one set, then anywhere."""
    for within in (True, False):
        places: dict[object, list[Entry]] = {}
        for new in reversed(after):
            places.setdefault((_said(new, penalty), within and new.set), []).append(new)
        for old in before:
            if same := places.get((_said(old, penalty), within and old.set)):
                yield old, same.pop()


@lru_cache(maxsize=4096)
def _said(entry: Entry, penalty: bool) -> str:
    held = meaning(entry.item, penalty=penalty, folder=entry.state.folder, pictures=entry.state.pictures)
    return repr({key: said for key, said in held.items() if key not in UNTOLD})


@lru_cache(maxsize=4096)
def words(entry: Entry) -> Words:
    """The words by which items are alike; options without their order."""
    item = entry.item
    held = [plain(text) for text in response_texts(item.response)]
    if isinstance(item.response, Numerical):
        held = [f"{number.value} {number.tolerance}" for number in item.response.numbers]
    return Words(fold(plain(item.stem)), " | ".join(sorted(map(fold, held))))


def _by_likeness(before: Sequence[Entry], after: Sequence[Entry], _penalty: bool) -> Pairs:
    """The most alike first; of two that are equally so, the one of the same set that stands nearer."""

    def order(one: tuple[float, Entry, Entry]) -> tuple[float, bool, int, int]:
        likeness, old, new = one
        return -likeness, old.set != new.set, abs(old.number - new.number), old.number

    scored = ((_alike(old, new), old, new) for old, new in _candidates(before, after))
    for _, old, new in sorted((one for one in scored if one[0] >= SAME_ITEM), key=order):
        yield old, new


def _alike(old: Entry, new: Entry) -> float:
    one, other = words(old), words(new)
    stem = likeness(one.stem, other.stem)
    if not one.answers and not other.answers:
        return stem if old.item.response.kind == new.item.response.kind else 0
    if stem < 1 and SHARE_OF_STEM * stem + 1 - SHARE_OF_STEM < SAME_ITEM:
        return 0
    return SHARE_OF_STEM * stem + (1 - SHARE_OF_STEM) * likeness(one.answers, other.answers)


def _candidates(before: Sequence[Entry], after: Sequence[Entry]) -> Pairs:
    """For each item those that share most of its rarest words; of a word in very many items, those that stand near."""
    places: dict[str, list[int]] = {}
    for n, entry in enumerate(after):
        for word in _bag(entry):
            places.setdefault(word, []).append(n)
    for n, old in enumerate(before):
        rarest = sorted((word for word in _bag(old) if word in places), key=lambda w: (len(places[w]), w))
        shared: dict[int, int] = {}
        for word in rarest[:RAREST_WORDS]:
            at = max(0, bisect_left(places[word], n) - MOST_PLACES // 2)
            for place in places[word][at : at + MOST_PLACES]:
                shared[place] = shared.get(place, 0) + 1
        for place in sorted(shared, key=lambda p: (-shared[p], abs(p - n), p))[:CANDIDATES]:
            yield old, after[place]


def _bag(entry: Entry) -> frozenset[str]:
    held = words(entry)
    return frozenset(f"{held.stem} {held.answers}".split())
