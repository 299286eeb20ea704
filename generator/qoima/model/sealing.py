"""When a control is sealed: from the delivery of its items until it closes; and what has changed in them since."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from qoima.core.diagnostic import Diagnostic, Message, Related
from qoima.core.problems import problem
from qoima.model.bank import Bank, BankId
from qoima.model.calendar import Term, after
from qoima.model.control_plan import Control
from qoima.model.delivery import Deliveries, Release
from qoima.model.digest import Changes, changes, digests
from qoima.model.mooc_launch import Launch

SEALED_CODE = "DLV047"
"""Of the finding that keeps a sealed bank from being exported."""
EARLIEST_DAYS = 60
"""So long before a term begins its banks may be handed out already."""
HALF_YEAR_DAYS = 182
"""How long before it closes a control is handed out at the earliest where no term is known."""
NAMED_ITEMS = 5
"""So many items are named in a message."""


class Sitting(NamedTuple):
    """One time that a control is held: the first day on which a delivery is for it, and the day on which it closes."""

    first: date
    closes: date

    def holds(self, day: date) -> bool:
        """Whether a delivery of this day is for it."""
        return self.first <= day <= self.closes


def sittings(control: Control, terms: Iterable[Term]) -> tuple[Sitting, ...]:
    """When a control is held in some terms, in order: a delivery counts for the one that closes next.

    It closes when its plan says so, else with the midterm period of its week or the exam session, else with the term.
    """
    held: list[Sitting] = []
    for term in sorted(terms, key=lambda one: one.start):
        first = after(term.start, -EARLIEST_DAYS)
        held.append(Sitting(max(first, after(held[-1].closes, 1)) if held else first, _closes(control, term)))
    if control.closes is None:
        return tuple(held)
    closes = max(control.closes.date(), control.deferred_until or date.min)
    return (
        Sitting(
            max((one.first for one in held if one.first <= closes), default=after(closes, -HALF_YEAR_DAYS)), closes
        ),
    )


def runs(launch: Launch | None) -> tuple[Sitting, ...]:
    """When the final assessment of a MOOC is held: while the MOOC runs."""
    if launch is None or launch.end is None:
        return ()
    start = launch.registration_open or launch.start
    return (Sitting(after(start, -EARLIEST_DAYS) if start else date.min, launch.end),)


def _closes(control: Control, term: Term) -> date:
    opens = term.week_of(control.opens.date()) if control.opens else None
    # Where week and date contradict each other the later one counts: a seal does not end before a control begins.
    weeks = {week for week in (control.week, opens) if week is not None}
    if control.kind == "midterm" and weeks:
        days = [term.week(week).last for week in weeks] + [one.last for one in term.midterms if one.week in weeks]
    else:
        days = [term.study.last, *([term.exam_session.last] if term.exam_session else [])]
    return max([*days, control.deferred_until or date.min])


@dataclass(frozen=True, slots=True)
class Seal:
    """The delivery that binds a bank, and the last day on which it does."""

    release: Release
    until: date


@dataclass(frozen=True, kw_only=True, eq=False)
class ControlDelivery:
    """A bank as it is, and what of it has been handed out; one of them may be missing. `path` is that of the bank.

    `is_certain`: bank and deliveries could be read whole.
    """

    id: BankId
    path: str
    bank: Bank | None
    deliveries: Deliveries | None
    sittings: tuple[Sitting, ...]
    pictures: Mapping[str, bytes]
    is_certain: bool

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """What stands for each item as it is now."""
        if self.bank is None:
            return {}
        return digests(self.bank.items, folder=self.bank.folder, pictures=self.pictures).by_item

    @cached_property
    def changes(self) -> Changes:
        """From what was handed out to the items as they are."""
        return changes(self.deliveries.handed_out if self.deliveries else {}, self.digests)

    @property
    def has_changed(self) -> bool:
        """Whether items were handed out, and those of the bank are known to be others."""
        return self.deliveries is not None and self.is_certain and bool(self.changes)

    def last_release(self, today: date) -> Release | None:
        """The last one that was made by the day."""
        made = [one for one in self.deliveries.releases if one.date <= today] if self.deliveries else []
        return made[-1] if made else None

    def seal(self, today: date) -> Seal | None:
        """What forbids to change the items on this day; None where nothing does."""
        last = self.last_release(today)
        for one in self.sittings if last else ():
            if last and one.holds(last.date) and today <= one.closes:
                return Seal(last, one.closes)
        return None

    def is_due(self, today: date) -> bool:
        """Whether the control is held now, or next, and nothing has been handed out for that yet."""
        last = self.last_release(today)
        return any(one.holds(today) and not (last and one.holds(last.date)) for one in self.sittings)


def sealed_problems(node: ControlDelivery, today: date) -> Iterator[Diagnostic]:
    """A bank under seal whose items are not those that were handed out."""
    seal = node.seal(today) if node.has_changed else None
    if seal is None:
        return
    since = node.changes
    at = node.bank.at if node.bank else seal.release.at
    yield problem(
        SEALED_CODE,
        at,
        related=(Related(seal.release.at, Message(f"{SEALED_CODE}.release", "the last release")),) if node.bank else (),
        bank=str(node.id),
        release=seal.release.release,
        until=seal.until,
        changed=named(since.changed),
        added=named(since.added),
        removed=named(since.removed),
    )


def named(ids: Sequence[str]) -> str:
    """The first of some ids, and how many more there are."""
    shown = ", ".join(ids[:NAMED_ITEMS])
    return f"{shown} (+{len(ids) - NAMED_ITEMS})" if len(ids) > NAMED_ITEMS else shown or "–"
