"""What every reader of item files gives back, and every writer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qoima.core.diagnostic import Diagnostics
from qoima.core.source import Span
from qoima.model.item import Item


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file of items holds: the items in its order, and everything wrong.

    `unread_items` counts the items that were refused, each with an error of its own. `at` is what to point at when
    the list as such is meant. `pictures` has those that stand inside the file, by the path that the texts name.
    `stored` is how many of the items Moodle stores before it breaks off the import; None means all.
    `named_by_id` says that items without a name go by their id, as in bank YAML; else Moodle makes a name of the text.
    """

    items: tuple[Item, ...]
    unread_items: int
    at: Span
    said: Diagnostics
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    named_by_id: bool = False
    stored: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A file, and what it cannot carry (LOS) or Moodle would not take (DLV).

    `pictures` are to be put beside it, by the relative path that its texts name; formats that hold pictures inside
    have none.
    """

    data: bytes
    said: Diagnostics
    pictures: Mapping[str, bytes] = field(default_factory=dict)
