"""What Moodle (4.1 to 5.1) refuses or changes without a word: names, ids, tags, weights, empty answers."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from qoima.core.diagnostic import Diagnostic
from qoima.core.problems import problem
from qoima.core.source import Span
from qoima.formats.losses import lost_category
from qoima.formats.moodle.names import MAX_NAME, clean_name, clean_tag, without_tags
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
from qoima.model.markup import to_html
from qoima.model.meaning import SPACE, fact_tags, free_tags, name_of

MAX_IDNUMBER = 100
MAX_TAG = 50


def in_categories(held: ItemSet) -> Iterator[tuple[tuple[str, ...], list[Item]]]:
    """The items by the category that Moodle shall put them in; a set without items has one empty category.

    Items without a category come first: a file names no category before them. Below the category of the set they
    stand by difficulty: easy, medium, hard, then other words as they come.
    """
    top = _named(held.category or ())
    groups: dict[tuple[str, ...], list[Item]] = {}
    if held.category is not None:
        groups = {(): [], **{(*top, level): [] for level in DIFFICULTIES}}
    for item in held.items:
        category = item.category if held.category is None else (*top, item.difficulty)
        groups.setdefault(_named(category), []).append(item)
    listed = sorted(groups.items(), key=lambda group: bool(group[0]))
    yield from [(category, items) for category, items in listed if items] or [(top, [])]


def _named(category: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in category if name.strip(SPACE))


def category_path(category: tuple[str, ...]) -> str:
    """The names as Moodle writes a path: a slash in a name is doubled, a blank keeps it from the next one."""
    return "/".join(_step(name.strip(SPACE).replace("/", "//")) for name in category)


def _step(name: str) -> str:
    return f"{' ' if name.startswith('/') else ''}{name}{' ' if name.endswith('/') else ''}"


def category_problems(category: tuple[str, ...], at: Span) -> Iterator[Diagnostic]:
    """What Moodle would not take of the names of categories."""
    for name in category:
        if len(name) > MAX_NAME:
            yield problem("DLV001", at, limit=MAX_NAME, have=len(name))
        if name == "top":
            yield lost_category(at)
        yield from _without_tags(name, at)


def tags_of(item: Item) -> tuple[tuple[str, str], ...]:
    """The tags of a question as (field, tag), each once: Moodle compares them without case."""
    first: dict[str, tuple[str, str]] = {}
    for field, tag in (*fact_tags(item), *(("tags", tag) for tag in free_tags(item))):
        first.setdefault(tag.casefold(), (field, tag))
    return tuple(first.values())


def name_problems(item: Item) -> Iterator[Diagnostic]:
    """What Moodle would make of the name, and the ids that it refuses."""
    name, at = name_of(item), item.place("name" if item.name else "id")
    yield from _without_tags(name, at)
    if len(name) > MAX_NAME and (kept := clean_name(name)) != name:
        yield problem("DLV010", at, limit=MAX_NAME, name=kept)
    if len(item.id) > MAX_IDNUMBER:
        yield problem("DLV001", item.place("id"), limit=MAX_IDNUMBER, have=len(item.id))


def _without_tags(name: str, at: Span) -> Iterator[Diagnostic]:
    if "<" in name and (kept := without_tags(name)) != name:
        yield problem("DLV008", at, name=kept)


def ids_alike(items: Iterable[Item]) -> Iterator[Diagnostic]:
    """Ids that only capital letters tell apart."""
    seen: dict[str, str] = {}
    for item in items:
        other = seen.setdefault(item.id.casefold(), item.id)
        if other != item.id:
            yield problem("DLV009", item.place("id"), id=item.id, other=other)


def item_problems(item: Item, *, penalty: bool) -> Iterator[Diagnostic]:
    """What Moodle would not take of tags and answers; texts and pictures are looked at where they are written."""
    for field, tag in tags_of(item):
        if len(tag) > MAX_TAG:
            yield problem("DLV003", item.place(field), tag=tag, have=len(tag), limit=MAX_TAG)
        elif (kept := clean_tag(tag)) != tag:
            yield problem("DLV004", item.place(field), tag=tag, kept=kept)
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
