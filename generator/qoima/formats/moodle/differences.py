"""Where what Moodle holds of an item is not what its author wrote."""

import posixpath
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from qoima.formats.moodle.names import clean_tag
from qoima.formats.moodle.question import Question
from qoima.model.item import Choice, Item, option_weights
from qoima.model.markup import pictures
from qoima.model.meaning import SPACE, fact_tags, number_text

What = Literal["name", "no-name", "idnumber", "tag", "no-tag", "blanks", "picture", "share", "fine"]

_LEAST = Decimal("0.000001")


class Change(NamedTuple):
    """A difference: what of, as the author wrote it, and as Moodle holds it."""

    what: What
    written: str
    held: str


def of_delivery(item: Item, asked: Question, held: Question, *, penalty: bool) -> Iterator[Change]:
    """The differences of an item that our files bring; `asked` is the question that they ask for."""
    if asked.name != held.name:
        yield Change("name", asked.name, held.name)
    yield from _tags(item, held)
    texts = zip(asked.texts(), held.texts(), strict=True)
    if any(before.html != after.html for (_, before), (_, after) in texts):
        yield Change("blanks", "", "")
    yield from _pictures(item, held)
    yield from _shares(item, penalty)


def of_import(item: Item, held: Question) -> Iterator[Change]:
    """The differences of an item whose file is imported as it is."""
    if not (item.name or "").strip(SPACE):
        yield Change("no-name", "", held.name)
    elif item.name is not None and item.name.strip(SPACE) != held.name:
        yield Change("name", item.name, held.name)
    if item.id != held.idnumber:
        yield Change("idnumber", item.id, held.idnumber)
    yield from _tags(item, held)


def _tags(item: Item, held: Question) -> Iterator[Change]:
    """Tags that Moodle spells otherwise, as it has met them first, or does not keep at all."""
    kept = {tag.lower(): tag for tag in held.tags}
    for tag in dict.fromkeys((*(tag for _, tag in fact_tags(item)), *item.extra_tags)):
        found = kept.get(clean_tag(tag).lower(), "")
        if found != tag:
            yield Change("tag" if found else "no-tag", tag, found)


def _pictures(item: Item, held: Question) -> Iterator[Change]:
    """Pictures whose names have signs that Moodle takes out, or that another picture of the text has too."""
    shown = [p.value for text in item.all_texts() for p in pictures(text) if not p.value.startswith("data:")]
    written = [posixpath.basename(address) for address in dict.fromkeys(shown)]
    names = [file.name for _, text in held.texts() for file in text.files]
    for name in dict.fromkeys(name for name in names if name not in written):
        yield Change("picture", "", name)


def _shares(item: Item, penalty: bool) -> Iterator[Change]:
    """Shares of several right answers that are no exact ones, such as a third."""
    choice = item.response
    if not isinstance(choice, Choice) or not choice.several:
        return
    weights = option_weights(choice, penalty=penalty)
    seen: dict[tuple[What, str], str] = {}
    for option, weight in zip(choice.options, weights, strict=True):
        alike = choice.correct if option.correct else choice.distractors
        exact = Decimal(100) / len(alike)
        if option.weight_percent is None and weight and abs(abs(weight) - exact) > _LEAST:
            seen["share" if weight > 0 else "fine", f"100/{len(alike)}"] = number_text(abs(weight))
    yield from (Change(what, written, held) for (what, written), held in seen.items())
