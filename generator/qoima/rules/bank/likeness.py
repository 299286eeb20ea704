"""Rules on items that say the same: within a bank, across the banks of a course, and in the open."""

import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from qoima.model.item import Choice, Item, Numerical, TrueFalse, response_texts
from qoima.model.links import BankOfControl, ItemInBank, PublicItems, TestBase
from qoima.model.markup import plain, tree
from qoima.model.text import Text, fold
from qoima.rules.bank.sketch import Sketches, sketch, sketches_of
from qoima.rules.registry import Findings, Say, finding, rule

Meaning = tuple[tuple[str, str], ...]
"""What a text says, for comparing: (kind, value) of its words, formulas, code and pictures in order."""


@lru_cache(maxsize=65536)
def stem_meaning(text: Text) -> Meaning:
    """Words are folded and joined without white space; formulas, code and the paths of pictures stay as typed."""
    return _meaning(text, fold, "")


@lru_cache(maxsize=65536)
def option_meaning(text: Text) -> Meaning:
    """As that of a stem, but white space parts words («login», «log in»), and where code, formulas or digits stand,
    small and capital letters stay as typed (5 kB, 5 KB).
    """
    pieces = [p for p in tree(text) if p.kind != "picture"]
    exact = any(p.kind in ("code", "formula") or any(c.isdigit() for c in p.value) for p in pieces)
    return _meaning(text, _composed if exact else fold, " ")


def _composed(words: str) -> str:
    return unicodedata.normalize("NFC", words)


def _meaning(text: Text, spelling: Callable[[str], str], space: str) -> Meaning:
    joined: list[tuple[str, str]] = []
    for piece in tree(text):
        words = piece.kind == "words"
        value = space.join(spelling(piece.value).split()) if words else piece.value
        if words and joined and joined[-1][0] == "words":
            joined[-1] = ("words", f"{joined[-1][1]}{space}{value}")
        elif piece.kind != "break":
            joined.append((piece.kind, value))
    return tuple(joined)


def answers_meaning(item: Item) -> frozenset[object]:
    """What the answers of an item say, whatever their order and whichever is right."""
    match item.response:
        case TrueFalse(answer=answer):
            return frozenset({answer})
        case Numerical(numbers=numbers):
            return frozenset((n.value, n.tolerance) for n in numbers)
        case response:
            return frozenset(option_meaning(text) for text in response_texts(response))


def meaning(item: Item) -> tuple[object, ...] | None:
    """Equal for two items that ask the same; None for an item without a question."""
    stem = stem_meaning(item.stem)
    return (stem, item.response.kind, answers_meaning(item)) if stem else None


@lru_cache(maxsize=1)
def _meanings(base: TestBase) -> dict[int, tuple[object, ...] | None]:
    """What the items of a base say, by their identity: each bank is compared with itself and with all others."""
    return {id(item): meaning(item) for bank in base.banks for item in bank.items}


@rule(
    "distinct-items",
    BankOfControl,
    "the same question with the same answers as in another item",
    help="write another item in its place",
    variants={"at-first": Say("the first")},
)
def distinct_items(node: BankOfControl) -> Findings:
    """No two items of a bank ask the same question with the same answers.

    The order of the answers, small and capital letters, white space and emphasis do not make another item; where an
    answer holds code, formulas or digits, its letters count as typed. The same question with other answers is another
    item. An item that stands twice with its id is a finding of the references (REF001).

    Why: a repeated item is no second item; a bank of 100 would be smaller than it looks.

    Wrong:
        - {stem: Which key is unique?, distractors: [foreign, composite, sort, candidate]}
        - {stem: which  key is *unique*?, distractors: [candidate, sort, Composite, foreign]}   # <-

    Right:
        - {stem: Which key is unique?, distractors: [foreign, composite, sort, candidate]}
        - {stem: Which key is unique?, distractors: [foreign, composite, sort, partial]}
    """
    first: dict[object, Item] = {}
    meanings = _meanings(node.base)
    for item in node.bank.items:
        key = meanings[id(item)]
        if key is None or first.setdefault(key, item) is item:
            continue
        if not item.id or item.id != first[key].id:
            yield finding(item.place("stem"), related=((first[key].place("stem"), "at-first"),))


@rule(
    "unshared-items",
    BankOfControl,
    {
        "count": "shared",
        "one": "{shared} of {have} items also serves another control; {left} left without it",
        "other": "{shared} of {have} items also serve another control; {left} left without them",
    },
    help="write items of its own for each control, or keep them: they count for both",
    variants={"at-other": Say("also here")},
)
def unshared_items(node: BankOfControl) -> Findings:
    """The banks of a course share no items across controls.

    Sameness as in `distinct-items`; each of the banks is told how many items it would have without the shared ones.

    Why: who has passed one control knows a part of the next one.

    Wrong:
        items:   # <-
          - {stem: Which key is unique?}
          - {stem: Which model has rows?}
        --- testbanks/demo/en/rk1.yaml
        items:   # <-
          - {stem: Which key is unique?}
        --- content/courses/demo.yaml
        controls: {rk1: {kind: midterm, form: test}, exam: {kind: interim, form: test}}

    Right:
        items:
          - {stem: Which key is unique?}
        --- testbanks/demo/en/rk1.yaml
        items:
          - {stem: Which model has rows?}
        --- content/courses/demo.yaml
        controls: {rk1: {kind: midterm, form: test}, exam: {kind: interim, form: test}}
    """
    said = _meanings(node.base)
    elsewhere = {said[id(item)]: item for bank in reversed(node.others) for item in reversed(bank.items)}
    shared = [elsewhere[key] for item in node.bank.items if (key := said[id(item)]) is not None and key in elsewhere]
    if shared:
        related = tuple((item.place("stem"), "at-other") for item in shared)
        have = len(node.bank.items) + node.bank.unread_items
        yield finding(node.bank.at, related=related, shared=len(shared), have=have, left=have - len(shared))


@lru_cache(maxsize=2)
def _index(public: PublicItems) -> Sketches:
    return Sketches(sketches_of(public.items, public.pictures))


def _choices(item: Item) -> frozenset[object]:
    return answers_meaning(item) if isinstance(item.response, Choice) else frozenset()


def _twins(
    node: ItemInBank, alike_percent: int, short_stem_words: int, shared_options: int
) -> Iterator[tuple[Item, str]]:
    """(open item, what both have in common: `stem` or `picture`), in the order of the open items."""
    if not node.public.items:
        return
    alike, same_picture = _index(node.public).near(sketch(node.item, node.pictures), alike_percent)
    if len(plain(node.item.stem).split()) < short_stem_words:
        mine = _choices(node.item)
        alike = {n for n in alike if len(mine & _choices(node.public.items[n])) >= shared_options}
    for n in sorted(alike | same_picture):
        yield node.public.items[n], "stem" if n in alike else "picture"


def _called(item: Item) -> str:
    return item.id or f"{item.at.source.path}:{item.at.position.line}"


@rule(
    "practice-unlike-live",
    ItemInBank,
    "the stem equals, or nearly equals, that of the practice item {open}, which everybody can read",
    help="ask this otherwise and of other facts, or take {open} out of practice",
    variants={
        "open": Say(
            "the stem of this practice item equals, or nearly equals, that of the live item {live}",
            "write the practice item on other facts",
        ),
        "picture": Say(
            "the practice item {open}, which everybody can see, shows the same picture",
            "draw another picture for one of the two",
        ),
        "open-picture": Say(
            "this practice item shows the same picture as the live item {live}",
            "draw another picture for one of the two",
        ),
        "at-twin": Say("the other item"),
    },
)
def practice_unlike_live(
    node: ItemInBank, *, alike_percent: int, short_stem_words: int, shared_options: int
) -> Findings:
    """No practice item equals or nearly equals a live one; both places are named.

    Stems are compared as read aloud, folded. Nearly equal are stems with equal numbers, signs, formulas and code whose
    letters agree in `alike_percent`. A short stem («Choose the answer») counts only together with shared options. The
    same picture, byte by byte, counts whatever the stems say.

    Why: what stands in the open is no exam.

    Wrong:
        - stem: Which of these keys identifies each row of the table?   # <-
        --- content/practice/demo/en.yaml
        items:
          - stem: Which of those keys identifies each row of the table?   # <-

    Wrong:
        - stem: What does ![A graph](images/a.svg) show?   # <-
        --- testbanks/demo/en/images/a.svg
        <svg/>
        --- content/practice/demo/en.yaml
        items:
          - stem: How many nodes has ![The graph](images/b.svg)?   # <-
        --- content/practice/demo/images/b.svg
        <svg/>

    Right:
        - stem: How many rows has a relation that joins 3 rows with 4?
        --- content/practice/demo/en.yaml
        items:
          - stem: How many rows has a relation that joins 3 rows with 5?

    Limits:
        alike_percent: from which likeness on stems are nearly equal (percent of letters).
        short_stem_words: stems of fewer words are short (count).
        shared_options: options that short stems must share to count as equal (count).
    """
    for twin, common in _twins(node, alike_percent, short_stem_words, shared_options):
        here, there = node.item.place("stem"), twin.place("stem")
        values = {"open": _called(twin), "live": _called(node.item)}
        live, open = ("", "open") if common == "stem" else ("picture", "open-picture")
        yield finding(here, live, related=((there, "at-twin"),), **values)
        yield finding(there, open, related=((here, "at-twin"),), **values)


RULES = (distinct_items, unshared_items, practice_unlike_live)
