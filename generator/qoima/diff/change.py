"""What has changed, as values: items of banks and practice sets, records of all other files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from qoima.core.diagnostic import Diagnostics, Message
from qoima.model.item import Item

Happened = Literal["added", "removed", "changed"]


class Mark(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that share one mark; the runs of a change, those removed left out, are its text after, blanks included."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field before and after; None where it was, or is, not there.

    `field` is a stable name for programs (`stem`, `option`, `difficulty`; in a record the path, `controls.rk1.week`),
    `label` is what people call it. `secret`: it tells which answer is right, and is shown where that was asked for.
    """

    field: str
    label: Message
    before: str | None
    after: str | None
    runs: tuple[Run, ...] = ()
    secret: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureChange:
    """A picture that is not the same: paths in the repository and bytes; None where there was, or is, none."""

    before: tuple[str, bytes] | None
    after: tuple[str, bytes] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPlace:
    """Where an item stands: the path of its file, the line, its id (`""` where it has none)."""

    path: str
    line: int
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChange:
    """An item that was added, removed, changed, moved to another file or given another id."""

    happened: Happened
    before: Item | None
    after: Item | None
    was: ItemPlace | None
    now: ItemPlace | None
    changes: tuple[Change, ...] = ()
    pictures: tuple[PictureChange, ...] = ()
    key_changed: bool = False
    """Another answer is right, or pays otherwise, than before: what nobody may overlook."""

    @property
    def moved(self) -> bool:
        """Whether it stands in another file than before."""
        return bool(self.was and self.now and self.was.path != self.now.path)

    @property
    def renamed(self) -> bool:
        """Whether it has another id than before."""
        return bool(self.was and self.now and self.was.id != self.now.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetChange:
    """A bank (`live`) or a practice set: its items that are not as they were, those with a changed key first.

    `name` is `databases/en/rk1`. Of a set that is new or gone the path is None on that side. `mix_before` and
    `mix_after` count items by level of difficulty, `""` for items without one.
    """

    name: str
    live: bool
    path_before: str | None
    path_after: str | None
    items: tuple[ItemChange, ...]
    mix_before: Mapping[str, int]
    mix_after: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChange:
    """A file of another kind (`course`, `passport`, `integration-map` …), or what it lists (a person of people.yaml)."""

    happened: Happened
    kind: str
    name: str
    path: str
    line: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Everything that is not as it was. `unread` is what could not be compared since a file cannot be read."""

    sets: tuple[SetChange, ...] = ()
    records: tuple[RecordChange, ...] = ()
    unread: Diagnostics = field(default=())
