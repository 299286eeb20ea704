"""Words that mix Latin and Cyrillic letters that look alike, written in one alphabet."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from qoima.core.words import LANGUAGES
from qoima.fix.draft import Draft
from qoima.fix.edit import Edit
from qoima.fix.files import folder_of
from qoima.fix.seen import Seen, folded, is_no_worse, records, see, shown
from qoima.formats.gift.cursor import blocks
from qoima.formats.yaml.model import free_texts
from qoima.model.item import Choice, Item, ShortAnswer
from qoima.model.lookalikes import alphabet, in_alphabet, is_unit, lookalikes, skeleton, words
from qoima.model.markup import tree
from qoima.model.meaning import typed

_BLOCK_HEAD = re.compile(r"[|>][^\n]*\n")
_COMMENT_LINE = re.compile(r"^[ \t]*//[^\n]*$", re.M)
_NAME = re.compile(r"::(?:[^:\n]|:(?!:))*::")
_GIFT_SIGNS = re.compile(r"\[(?:html|markdown|plain|moodle)\]|\\n")
_NO_TEXT = ("tags",)
"""Fields whose words other items share; one must not be changed without the others."""


class _Stretch(NamedTuple):
    """A part of a file that is text, with its language; `group` is the item it belongs to."""

    start: int
    text: str
    language: str
    group: int


def one_alphabet(draft: Draft) -> None:
    """Replace the odd letters; words that may be meant as they are only with an answer of their author."""
    before = see(draft.source)
    stretches = list(_gift(before) if before.root is None else _yaml(before))
    edits = []
    for part in stretches:
        for word in lookalikes(part.text, part.language):
            at = part.start
            edits.append(Edit(at + word.start, at + word.end, word.meant, "letters", word.sure))
    if folder_of(draft.path) is not None:
        edits += _twins(stretches)
    draft.make(edits, partial(_reads_the_same, before))


def _yaml(seen: Seen) -> Iterator[_Stretch]:
    folder = folder_of(seen.source.path)
    for place, record, model in records(seen.source.path, seen.root):
        for path, node in free_texts(record, model, place[:0]):
            if any(step in _NO_TEXT for step in path):
                continue
            raw = seen.source.text[node.start : node.end]
            head = _BLOCK_HEAD.match(raw) if not node.plain else None
            skipped = head.end() if head else 0
            language = folder[1] if folder else next((str(step) for step in path[::-1] if step in LANGUAGES), "")
            group = next((step for step in path if isinstance(step, int)), 0)
            yield _Stretch(node.start + skipped, raw[skipped:], language, group)


def _gift(seen: Seen) -> Iterator[_Stretch]:
    """The blocks without comments, names and signs of GIFT, which keep their room."""
    folder = folder_of(seen.source.path)
    for number, block in enumerate(blocks(seen.source)):
        text = seen.source.text[block.base : block.limit]
        if text.startswith("$CATEGORY"):
            continue
        name = _NAME.match(text)
        bare = " " * name.end() + text[name.end() :] if name else text
        for signs in (_COMMENT_LINE, _GIFT_SIGNS):
            bare = signs.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), bare)
        yield _Stretch(block.base, bare, folder[1] if folder else "", number)


def _twins(stretches: Sequence[_Stretch]) -> Iterator[Edit]:
    """Words wholly of letters that look alike and stand in both alphabets in a bank; single letters, in one item.

    Nothing but their author knows which is meant; offered is the one that is more frequent. A single letter counts only
    as an option of its own, since in a sentence it is mostly a word, or a variable.
    """
    found: dict[tuple[str, int], Counter[str]] = {}
    places: list[tuple[tuple[str, int], str, int]] = []
    for part in stretches:
        for word in words(part.text):
            typed = word[0]
            own = {alphabet(letter) for letter in typed}
            other = in_alphabet(typed, "cyrillic" if own == {"latin"} else "latin", part.language)
            if len(own) != 1 or None in own or other is None or is_unit(typed):
                continue
            if len(typed) == 1 and not _is_alone(part.text, word):
                continue
            key = (skeleton(typed), -1 if len(typed) > 1 else part.group)
            found.setdefault(key, Counter())[typed] += 1
            places.append((key, typed, part.start + word.start()))
    for key, typed, at in places:
        meant = max(sorted(found[key]), key=lambda word: found[key][word])
        if meant != typed:
            yield Edit(at, at + len(typed), meant, "letters", sure=False)


def _is_alone(text: str, word: re.Match[str]) -> bool:
    """Whether nothing but signs stands beside the word on its line."""
    start, end = text.rfind("\n", 0, word.start()) + 1, text.find("\n", word.end())
    line = text[start : word.start()] + text[word.end() : end if end >= 0 else len(text)]
    return not re.search(r"\w", line)


def _reads_the_same(before: Seen, text: str, _edits: Sequence[Edit]) -> bool:
    """Nothing differs but letters that look alike, and those in words only; answers that differ in them still do."""
    after = see(type(before.source)(before.source.path, text))
    if len(before.items) != len(after.items) or not is_no_worse(before, after):
        return False
    if any(_answers(now) < _answers(old) for old, now in zip(before.items, after.items, strict=True)):
        return False
    same = folded(before.tree(), skeleton) == folded(after.tree(), skeleton)
    return same and shown(before.items, skeleton) == shown(after.items, skeleton)


def _answers(item: Item) -> int:
    """How many different answers an item has: of two that look alike one may be the wrong one, or one that is typed."""
    match item.response:
        case Choice(options=options):
            return len({tree(option.text) for option in options})
        case ShortAnswer(answers=answers):
            return len({typed(answer.text) for answer in answers})
        case _:
            return 0
