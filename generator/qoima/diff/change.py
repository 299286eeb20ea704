"""What has changed, as values: items of banks and practice sets, records of all other files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from qoima.core.diagnostic import Diagnostics, Message
from qoima.model.item import Item

Happened = Literal["added", "removed", "changed"]

DECISIONS = ("deviations", "overrides", "prefer", "profiles", "waivers")
"""What lifts or changes a requirement."""
LIVE = "testbanks/"
"""Below this folder stands what students must not see before the examination."""


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
    `label` is what people call it. `secret`: it tells which answer is right, and is shown where that was asked for;
    of a change that is hidden (`diff.hidden`) both sides are None, and only that there is one is said.
    """

    field: str
    label: Message
    before: str | None
    after: str | None
    runs: tuple[Run, ...] = ()
    secret: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureChange:
    """A picture that is not the same: paths in the repository and bytes; None where there was, or is, none.

    The path of a picture that stands inside a text is empty. `secret`: only feedback shows it.
    """

    before: tuple[str, bytes] | None
    after: tuple[str, bytes] | None
    secret: bool = False


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
    options_replaced: bool = False
    """An option has come, gone or become another answer. Where keys are hidden this alone is told: whether the key has
    changed with it would tell which options are right."""
    key_hidden: bool = False
    """Keys are hidden, and the key may have changed; then `key_changed` says nothing."""

    @property
    def moved(self) -> bool:
        """Whether it stands in another file than before."""
        return bool(self.was and self.now and self.was.path != self.now.path)

    @property
    def renamed(self) -> bool:
        """Whether it has another id than before."""
        return bool(self.was and self.now and self.was.id != self.now.id)

    @property
    def opened(self) -> bool:
        """Whether it was live and everybody can read it from now on, its answers too: what nobody may overlook."""
        return bool(self.was and self.now and self.was.path.startswith(LIVE) > self.now.path.startswith(LIVE))

    @property
    def known(self) -> bool:
        """Whether it is live from now on, though everybody could read its answers until now."""
        return bool(self.was and self.now and self.was.path.startswith(LIVE) < self.now.path.startswith(LIVE))


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
    """A file of another kind (`course`, `passport`, `integration-map` …), or what it lists (a person)."""

    happened: Happened
    kind: str
    name: str
    path: str
    line: int
    changes: tuple[Change, ...]
    path_before: str = ""
    """Where it stood if that is another file."""
    altered: bool = False
    """It is a record of deliveries and says no longer what it said: from then on nobody knows what Moodle has."""

    @property
    def rules(self) -> bool:
        """Whether other requirements are checked than before, or less strictly: this comes before all it may hide."""
        return any(change.field.partition(".")[0] in DECISIONS for change in self.changes)

    @property
    def is_loud(self) -> bool:
        """Whether it comes before everything else."""
        return self.rules or self.altered


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Everything that is not as it was. `unread` is what could not be compared since a file cannot be read.

    `rewritten` are paths of files that mean the same, though their bytes differ.
    """

    sets: tuple[SetChange, ...] = ()
    records: tuple[RecordChange, ...] = ()
    unread: Diagnostics = field(default=())
    rewritten: tuple[str, ...] = ()
