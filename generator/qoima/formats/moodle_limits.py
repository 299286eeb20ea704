"""What Moodle (4.1 to 5.1) refuses or changes without a word: names, ids, tags, weights, empty answers."""

from collections.abc import Iterator
from decimal import Decimal

from qoima.core.diagnostic import Diagnostic
from qoima.core.problems import problem
from qoima.core.source import Span
from qoima.model.bank import ItemSet
from qoima.model.item import (
    DIFFICULTIES,
    Answer,
    Choice,
    Item,
    Matching,
    Number,
    Numerical,
    ShortAnswer,
    option_weights,
)
from qoima.model.markup import plain, to_html

MAX_NAME = 255
MAX_IDNUMBER = 100
MAX_TAG = 50
TAG_SIGNS = ",<>`"
"""Moodle parts tags at the first and takes the others out."""


def in_categories(held: ItemSet) -> Iterator[tuple[tuple[str, ...], list[Item]]]:
    """The items by the category that Moodle shall put them in; a set without items has one empty category.

    Below the category of the set they stand by difficulty: easy, medium, hard, then other words as they come.
    """
    top = held.category
    groups: dict[tuple[str, ...], list[Item]] = {} if top is None else {(*top, level): [] for level in DIFFICULTIES}
    for item in held.items:
        groups.setdefault(item.category if top is None else (*top, item.difficulty), []).append(item)
    yield from [(category, items) for category, items in groups.items() if items] or [(top or (), [])]


def name_of(item: Item) -> str:
    """The question's name: the item's own, else its id, else how its text begins."""
    return item.name or item.id or plain(item.stem)[:80]


def tags_of(item: Item) -> tuple[tuple[str, Span], ...]:
    """The tags of a question with their places; each once, as Moodle compares them without case."""
    facts = [("difficulty", item.difficulty), ("topic", item.topic), ("outcome", item.outcome)]
    facts += [("uses", material) for material in item.uses]
    listed = [(f"{key}:{value}", item.place(key)) for key, value in facts if value]
    listed += [(tag.strip(), item.place("tags")) for tag in item.extra_tags if tag.strip()]
    first: dict[str, tuple[str, Span]] = {}
    for tag, at in listed:
        first.setdefault(tag.casefold(), (tag, at))
    return tuple(first.values())


def item_problems(item: Item, *, penalty: bool) -> Iterator[Diagnostic]:
    """What Moodle would not take as it is; texts and pictures are looked at where they are written."""
    name, at = name_of(item), item.place("id")
    for text, limit in ((name, MAX_NAME), (item.id, MAX_IDNUMBER)):
        if len(text) > limit:
            yield problem("DLV001", at, limit=limit, have=len(text))
    if "<" in name:
        yield problem("DLV008", at, name=name)
    for tag, place in tags_of(item):
        if len(tag) > MAX_TAG:
            yield problem("DLV003", place, tag=tag, have=len(tag), limit=MAX_TAG)
        for sign in (s for s in TAG_SIGNS if s in tag):
            yield problem("DLV004", place, tag=tag, sign=sign)
    yield from _answer_problems(item, penalty)


def _answer_problems(item: Item, penalty: bool) -> Iterator[Diagnostic]:
    match item.response:
        case Choice() as choice:
            texts, least = [to_html(option.text) for option in choice.options], 2
            weights = option_weights(choice, penalty=penalty)
            earned = _sum_of_several(weights) if choice.several else _best_single(weights)
        case ShortAnswer(answers=answers):
            texts, least, earned = [answer.text.source for answer in answers], 1, _best(answers)
        case Numerical(numbers=numbers):
            texts, least, earned = [str(number.value) for number in numbers], 1, _best(numbers)
        case Matching(rows=rows):
            texts = [to_html(right) and (to_html(left) if left else "extra") for left, right in rows]
            least, earned = 2, Decimal(100)
        case _:
            return
    filled = sum(1 for text in texts if text.strip())
    if filled < max(least, len(texts)):
        yield problem("DLV007", item.at, have=filled, listed=len(texts), least=least)
    if earned != 100:
        yield problem("DLV006", item.at, have=f"{earned.normalize():f}")


def _sum_of_several(weights: tuple[Decimal, ...]) -> Decimal:
    """What ticking the right ones earns; a third is 33.33333, so the last digits do not count."""
    return sum((w for w in weights if w > 0), Decimal(0)).quantize(Decimal("0.01"))


def _best_single(weights: tuple[Decimal, ...]) -> Decimal:
    """What can be earned; two full answers count twice, since just one may be right."""
    full = [weight for weight in weights if weight == 100]
    return sum(full, Decimal(0)) or max(weights, default=Decimal(0))


def _best(answers: tuple[Answer, ...] | tuple[Number, ...]) -> Decimal:
    return max((answer.weight_percent for answer in answers), default=Decimal(0))
