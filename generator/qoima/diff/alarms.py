"""What nobody may overlook in a report, in words."""

from collections.abc import Iterator

from qoima.core.words import Lang
from qoima.diff.change import ItemChange, RecordChange
from qoima.render.terminal import word


def is_loud(item: ItemChange) -> bool:
    """Whether something of the item comes before everything else."""
    return item.key_changed or item.key_hidden or item.opened or item.known


def alarms(item: ItemChange, lang: Lang) -> Iterator[str]:
    """What is the matter with it; nothing where it is not loud."""
    if item.opened:
        yield word("diff.opened", "NO LONGER SECRET", lang)
    if item.known:
        yield word("diff.known", "KNOWN BEFORE THE EXAMINATION", lang)
    if item.key_changed:
        yield word("diff.key", "KEY CHANGED", lang)
    if item.key_hidden:
        yield word("diff.key-may", "KEY MAY HAVE CHANGED", lang)


def reasons(item: ItemChange, lang: Lang) -> Iterator[str]:
    """What an alarm means, where its words do not say it."""
    if item.opened:
        yield word("diff.opened-note", "it was live until now, and everybody can read it from now on", lang)
    if item.known:
        yield word("diff.known-note", "everybody could read its answers until now", lang)


def of_record(record: RecordChange, lang: Lang) -> Iterator[str]:
    """What is the matter with a record."""
    if record.rules:
        yield word("diff.rules", "RULES OF CHECKING CHANGED", lang)
    if record.altered:
        yield word("diff.altered", "RECORD OF DELIVERIES ALTERED", lang)
