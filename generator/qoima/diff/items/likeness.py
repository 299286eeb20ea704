"""How alike two texts are, and which texts of two lists are the same one."""

from collections.abc import Hashable, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

MOST_CHARACTERS = 4_000
"""So much of a text decides how alike it is to another."""
ALIKE_LETTERS = 0.75
"""From here on the letters alone decide: a slip in the one word of an option leaves no word in common."""
PAIRED = 0.6
"""From here on two options are one that has changed."""
MOST_PAIRS = 20_000
"""Longer lists (no author has so many options) are only searched for equal texts."""

Pair = tuple[int | None, int | None]


def likeness(before: str, after: str) -> float:
    """0 to 1, by letters and by words; texts that have nothing to do with each other come to some 0.3."""
    old, new = before[:MOST_CHARACTERS], after[:MOST_CHARACTERS]
    letters = fuzz.ratio(old, new) / 100
    if letters >= ALIKE_LETTERS:
        return letters
    return (letters + Indel.normalized_similarity(old.split(), new.split())) / 2


def paired(before: Sequence[tuple[Hashable, str]], after: Sequence[tuple[Hashable, str]]) -> list[Pair]:
    """Places of texts that are the same or have become each other; None where there is no other.

    Each text is (what it says, folded words). Equal ones come together first, then those most alike; where then one is
    left on each side, it has been replaced. Of pairs that are equally alike the texts decide, not their places: authors
    write the right option first, and a report without keys must not tell which it was.
    """
    left, right = dict(enumerate(before)), dict(enumerate(after))
    found: list[Pair] = []

    def take(old: int, new: int) -> None:
        if old in left and new in right:
            del left[old], right[new]
            found.append((old, new))

    places: dict[Hashable, list[int]] = {}
    for new, (said, _) in reversed(list(right.items())):
        places.setdefault(said, []).append(new)
    for old, (said, _) in list(left.items()):
        if places.get(said):
            take(old, places[said].pop())
    if len(left) * len(right) <= MOST_PAIRS:
        alike = ((likeness(left[old][1], right[new][1]), old, new) for old in left for new in right)

        def order(one: tuple[float, int, int]) -> tuple[float, str, str, int, int]:
            share, old, new = one
            return -share, f"{left[old]}", f"{right[new]}", old, new

        for _, old, new in sorted((one for one in alike if one[0] >= PAIRED), key=order):
            take(old, new)
    if len(left) == len(right) == 1:
        take(*left, *right)
    return [*found, *((old, None) for old in left), *((None, new) for new in right)]
