"""What has changed in one item, and what one item holds."""

from collections.abc import Mapping

from qoima.diff.change import Change, PictureChange
from qoima.diff.items.gathering import Gathering
from qoima.diff.items.matching import Entry
from qoima.diff.items.responses import response_changes
from qoima.diff.readable import State
from qoima.model.item import Item
from qoima.model.meaning import free_tags, name_of, number_text

NO_STATE = State("", {})


def compared(old: Entry, new: Entry, *, penalty: bool) -> Gathering:
    """What the item says otherwise, key first; nothing of how its file is written."""
    live = old.live or new.live
    found = Gathering(old.state, new.state, live)
    _item(found, old.item, new.item, penalty=penalty)
    found.changes.sort(key=lambda change: change.field not in ("correct", "answer", "numbers", "answers", "weight"))
    return found


def held_by(item: Item, *, live: bool, removed: bool = False) -> tuple[Change, ...]:
    """What an item that came, or went, holds, field by field."""
    found = Gathering(NO_STATE, NO_STATE, live)
    _item(found, item if removed else None, None if removed else item, penalty=True)
    return tuple(found.changes)


def _item(found: Gathering, old: Item | None, new: Item | None, *, penalty: bool) -> None:
    one = new or old
    if one is None:
        raise AssertionError("an item that was nowhere")
    found.text("stem", old.stem if old else None, new.stem if new else None)
    if old is None or new is None or old.response.kind != new.response.kind:
        found.value("kind", *(_kind(item, alone=not (old and new)) for item in (old, new)))
    response_changes(found, old.response if old else None, new.response if new else None, one.id, penalty=penalty)
    for name in ("difficulty", "topic", "outcome", "translates", "sample_of"):
        found.value(name, *(getattr(item, name) if item else None for item in (old, new)))
    found.value("points", *(_points(item, alone=not (old and new)) for item in (old, new)))
    _symbols(found, old.symbols if old else {}, new.symbols if new else {})
    found.value("uses", _list(old.uses if old else None), _list(new.uses if new else None), marks=True)
    found.value("tags", _list(free_tags(old) if old else None), _list(free_tags(new) if new else None), marks=True)
    found.value("name", *_names(old, new), marks=True)
    found.text("feedback", old.feedback if old else None, new.feedback if new else None, secret=True)
    found.texts("hints", old.hints if old else (), new.hints if new else (), secret=True)
    _accepts(found, old.accepts if old else {}, new.accepts if new else {})


def _kind(item: Item | None, *, alone: bool) -> str | None:
    """What most items are is not worth a line."""
    return None if item is None or (alone and item.response.kind == "choice") else item.response.kind


def _points(item: Item | None, *, alone: bool) -> str | None:
    """What most items give is not worth a line."""
    if item is None or item.response.kind == "text-only" or (alone and item.points == 1):
        return None
    return number_text(item.points)


def _list(words: tuple[str, ...] | None) -> str | None:
    return ", ".join(sorted(set(words))) if words else None


def _names(old: Item | None, new: Item | None) -> tuple[str | None, str | None]:
    """Names that were given; one that repeats the id says nothing."""
    own = [item.name if item and item.name and item.name.strip() != item.id else None for item in (old, new)]
    if old and new and own[0] and own[1] is None and name_of(new) == own[0]:
        return own[0], own[0]
    return own[0], own[1]


def _symbols(found: Gathering, old: Mapping[str, str], new: Mapping[str, str]) -> None:
    for symbol in sorted({*old, *new}):
        sides = (f"{symbol}: {held[symbol]}" if symbol in held else None for held in (old, new))
        found.value("symbols", *sides, marks=True)


def _accepts(found: Gathering, old: Mapping[str, str], new: Mapping[str, str]) -> None:
    """Reasons speak of the right answer ("longest since it has two parts")."""
    for code in sorted({*old, *new}):
        sides = (f"{code}: {held[code]}" if code in held else None for held in (old, new))
        found.value("accepts", *sides, secret=True, marks=True)


def picture_changes(old: Entry | None, new: Entry | None) -> tuple[PictureChange, ...]:
    """Pictures that came, went or have other bytes; first those with the same path, then in the order of the texts."""
    before, after = (_pictures(entry) if entry else {} for entry in (old, new))
    same = {data for _, data in before} & {data for _, data in after}
    left = [one for one in before if one[1] not in same]
    right = [one for one in after if one[1] not in same]
    found: list[PictureChange] = []
    for by_path in (True, False):
        for one in list(left):
            other = next((o for o in right if not by_path or (o[0] == one[0] and o[0])), None)
            if other is not None:
                left.remove(one)
                right.remove(other)
                found.append(PictureChange(before=one, after=other, secret=before[one] or after[other]))
    found += [PictureChange(before=one, after=None, secret=before[one]) for one in left]
    found += [PictureChange(before=None, after=one, secret=after[one]) for one in right]
    return tuple(sorted(found, key=lambda change: ((change.after or change.before or ("",))[0], change.secret)))


def _pictures(entry: Entry) -> dict[tuple[str, bytes], bool]:
    """The pictures of an item, and whether they are secret."""
    item = entry.item
    seen = {one: False for text in item.texts() for one in entry.state.shown(text)}
    told = {one: entry.live for text in item.feedback_texts() for one in entry.state.shown(text)}
    return told | seen
