"""Banks and practice sets of two states of a repository, item by item."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qoima.diff.alarms import is_loud
from qoima.diff.change import ItemChange, ItemPlace, SetChange
from qoima.diff.items.changes import compared, picture_changes
from qoima.diff.items.matching import Entry, matched
from qoima.diff.readable import State
from qoima.model.item import DIFFICULTIES, Item
from qoima.model.repository import Repository

_FILE = re.compile(r"(?:(testbanks)/([^/]+/[^/]+/(?!passport\.)[^/]+)|content/(practice/[^/]+/[^/]+))\.(?:yaml|gift)")


@dataclass(frozen=True, slots=True)
class ItemFile:
    """A bank or a practice set as it stands in one state."""

    name: str
    path: str
    live: bool
    items: tuple[Item, ...]


@dataclass(slots=True)
class _Gathered:
    before: ItemFile | None = None
    after: ItemFile | None = None
    items: list[ItemChange] = field(default_factory=list)
    moved_out: bool = False


def sets(before: Repository, after: Repository) -> tuple[SetChange, ...]:
    """Each set that is not as it was. An item that has moved is told where it stands now.

    Nothing is said of what a file that cannot be read may hold: neither that it came nor that it went.
    """
    penalty = after.university is None or after.university.penalty
    old_files, new_files = _files(before), _files(after)
    names = sorted({*old_files, *new_files})
    held = {name: _Gathered(old_files.get(name), new_files.get(name)) for name in names}
    unknown = _unknown(before), _unknown(after)
    found = matched(_entries(before), _entries(after), penalty=penalty)
    for old, new in found:
        one = new or old
        if one is None or (old is None and one.set in unknown[0]) or (new is None and one.set in unknown[1]):
            continue
        if old and new and old.set != new.set:
            held[old.set].moved_out = True
        change = _change(old, new, penalty)
        if change is not None:
            held[one.set].items.append(change)
    return tuple(_set(name, one) for name, one in held.items() if _is_told(name, one, unknown))


def name_of_set(path: str) -> str | None:
    """`databases/en/rk1` or `practice/databases/en` for a file of items; None for any other path."""
    match = _FILE.fullmatch(path)
    return (match[2] or match[3]) if match else None


def _files(repository: Repository) -> dict[str, ItemFile]:
    banks = (ItemFile(str(b.id), b.at.source.path, True, b.items) for b in repository.banks)
    practice = (
        ItemFile(f"practice/{p.course}/{p.language}", p.at.source.path, False, p.items) for p in repository.practice
    )
    held: dict[str, ItemFile] = {}
    for one in (*banks, *practice):
        held[one.path if one.name in held else one.name] = one
    return held


def _entries(repository: Repository) -> list[Entry]:
    files = _files(repository)
    states: dict[str, State] = {}
    held: list[Entry] = []
    for name, one in sorted(files.items()):
        folder = posixpath.dirname(one.path)
        state = states.setdefault(folder, State(folder, repository.pictures))
        for item in one.items:
            held.append(Entry(item, name, one.path, one.live, state, len(held)))
    return held


def _unknown(repository: Repository) -> frozenset[str]:
    """Names of the sets that have not been read, or not to the last item."""
    unread = {name for path in repository.unread if (name := name_of_set(path))}
    return frozenset(unread | {str(bank.id) for bank in repository.banks if bank.unread_items})


def _change(old: Entry | None, new: Entry | None, penalty: bool) -> ItemChange | None:
    pictures = picture_changes(old, new)
    found = compared(old, new, penalty=penalty) if old and new else None
    is_same = found and not (found.changes or pictures or found.key_changed)
    if old and new and is_same and old.set == new.set and old.item.id == new.item.id:
        return None
    return ItemChange(
        happened="changed" if found else "removed" if old else "added",
        before=old.item if old else None,
        after=new.item if new else None,
        was=_place(old) if old else None,
        now=_place(new) if new else None,
        changes=tuple(found.changes) if found else (),
        pictures=pictures,
        key_changed=bool(found and found.key_changed),
        options_replaced=bool(found and found.options_replaced),
    )


def _place(entry: Entry) -> ItemPlace:
    return ItemPlace(path=entry.path, line=entry.item.at.position.line, id=entry.item.id)


def _is_told(name: str, one: _Gathered, unknown: tuple[frozenset[str], frozenset[str]]) -> bool:
    """A set is there if an item of it came, went, moved or changed, or its file is another."""
    if one.items:
        return True
    if (one.before is None and name in unknown[0]) or (one.after is None and name in unknown[1]):
        return False
    paths = [file.path if file else None for file in (one.before, one.after)]
    return one.moved_out or paths[0] != paths[1]


def _set(name: str, one: _Gathered) -> SetChange:
    return SetChange(
        name=name,
        live=bool((one.before or one.after or _NONE).live),
        path_before=one.before.path if one.before else None,
        path_after=one.after.path if one.after else None,
        items=tuple(sorted(one.items, key=urgency)),
        mix_before=_mix(one.before),
        mix_after=_mix(one.after),
    )


_NONE = ItemFile("", "", False, ())


def urgency(change: ItemChange) -> tuple[int, str, int, str]:
    """The order of a report: keys, what went, what changed, what came, what only moved; then by file and line."""
    at = change.now or change.was
    if is_loud(change):
        rank = 0
    elif change.happened == "changed":
        rank = 2 if change.changes or change.pictures else 4
    else:
        rank = 1 if change.happened == "removed" else 3
    return rank, at.path if at else "", at.line if at else 0, at.id if at else ""


def _mix(file: ItemFile | None) -> Mapping[str, int]:
    counted = Counter(item.difficulty for item in file.items) if file else Counter[str]()
    return {level: counted[level] for level in levels(counted)}


def levels(counted: Iterable[str]) -> Iterator[str]:
    """The levels of difficulty in their order, those of the university first, items without one last."""
    known: Sequence[str] = DIFFICULTIES
    others = sorted({*counted} - {*known, ""})
    yield from (level for level in (*known, *others, "") if level in counted)
