"""A difference in a line, and what is said of files as wholes."""

from collections.abc import Iterable, Iterator
from types import MappingProxyType

from qoima.core.diagnostic import Message
from qoima.core.words import Lang
from qoima.diff.alarms import is_loud
from qoima.diff.change import Difference, ItemChange
from qoima.formats.messages import say
from qoima.render.terminal import word


def summary(difference: Difference, lang: Lang) -> str:
    """How much of what, the keys first; says so where nothing has changed."""
    items = [item for one in difference.sets for item in one.items]
    counts = (
        (sum(r.rules for r in difference.records), Message("diff.sum.rules", "RULES OF CHECKING CHANGED: {n}")),
        (sum(r.altered for r in difference.records), Message("diff.sum.altered", "RECORD OF DELIVERIES ALTERED: {n}")),
        (sum(i.opened for i in items), Message("diff.sum.opened", "NO LONGER SECRET: {n}")),
        (sum(i.known for i in items), Message("diff.sum.known", "KNOWN BEFORE THE EXAMINATION: {n}")),
        (sum(i.key_changed for i in items), Message("diff.sum.key", "KEY CHANGED: {n}")),
        (sum(i.key_hidden for i in items), Message("diff.sum.may", "KEY MAY HAVE CHANGED: {n}")),
        (_count(items, "removed"), Message("diff.sum.removed", "items removed: {n}")),
        (sum(_is_changed(i) for i in items), Message("diff.sum.changed", "items changed: {n}")),
        (_count(items, "added"), Message("diff.sum.added", "items added: {n}")),
        (sum(only_elsewhere(i) for i in items), Message("diff.sum.moved", "items moved or given another id: {n}")),
        (len(difference.records), Message("diff.sum.records", "other files and records: {n}")),
        (len(difference.unread), Message("diff.sum.unread", "cannot be read: {n}")),
    )
    told = [_numbered(message, n, lang) for n, message in counts if n]
    if told:
        return "; ".join(told)
    if difference.sets:
        return word("diff.sum.files", "items: none changed", lang)
    return word("diff.sum.nothing", "nothing has changed", lang)


def _numbered(message: Message, n: int, lang: Lang) -> str:
    return say(Message(message.key, message.template, MappingProxyType({"n": n})), lang)


def _count(items: Iterable[ItemChange], happened: str) -> int:
    return sum(item.happened == happened for item in items)


def _is_changed(item: ItemChange) -> bool:
    return item.happened == "changed" and not only_elsewhere(item)


def only_elsewhere(item: ItemChange) -> bool:
    """Whether an item is as before, but in another file or under another id, and no secret of it is lost."""
    return item.happened == "changed" and not (item.changes or item.pictures or is_loud(item))


def of_unread(difference: Difference, lang: Lang) -> Iterator[str]:
    """A line for each place that could not be read."""
    for one in difference.unread:
        yield f"{one.at.source.path}:{one.at.position.line}: {one.code}: {say(one.message, lang)}"


def of_rewritten(difference: Difference, lang: Lang) -> Iterator[str]:
    """A line for each file that is written otherwise and means the same."""
    for path in difference.rewritten:
        yield word("diff.rewritten", "{path}: rewritten, means the same", lang, path=path)
