"""What was handed out for Moodle, control by control: which items, when, and which ids are retired for ever."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from qoima.core.source import Placed, Span
from qoima.model.bank import BankId
from qoima.model.fields import outside


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(Placed):
    """One time that a control's items were handed out: all of them, `items` in number, as in `commit`.

    `unsealed` is why items were changed while the control was sealed.
    """

    release: str
    date: datetime.date
    commit: str
    items: int
    unsealed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered(Placed):
    """What a release made of an item: handed out as what this `digest` stands for, or `retired`."""

    release: str
    digest: str = ""
    retired: bool = False


@dataclass(frozen=True, kw_only=True)
class Deliveries(Placed):
    """testbanks/<course>/<language>/deliveries/<control>.yaml, written by `qoima plan --record`; only ever added to.

    `items` has by id an entry for each release in which something happened to the item; ids and entries in order.
    """

    folder: tuple[str, str] = outside()
    control: str = outside()
    releases: tuple[Release, ...]
    items: Mapping[str, tuple[Delivered, ...]] = field(default_factory=dict)

    @property
    def bank(self) -> BankId:
        """The bank whose items these are, or were."""
        return BankId(*self.folder, self.control)

    @property
    def path(self) -> str:
        """Where the file stands in the repository."""
        return deliveries_path(self.bank)

    @cached_property
    def handed_out(self) -> Mapping[str, str]:
        """The items that the last release holds, each with its digest."""
        last = {id: entries[-1] for id, entries in self.items.items() if entries}
        return {id: entry.digest for id, entry in last.items() if not entry.retired}

    @cached_property
    def retired(self) -> Mapping[str, Span]:
        """The ids that are never used again, each with the place that says so."""
        return {id: one.at for id, entries in self.items.items() for one in entries if one.retired}


def deliveries_path(bank: BankId) -> str:
    """Where the deliveries of a bank are recorded."""
    return f"{bank.folder}/deliveries/{bank.control}.yaml"
