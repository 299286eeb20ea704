"""What a delivery would change: each control's items as they are beside those that were handed out last."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qoima.formats.yaml.deliveries_write import RETIRED
from qoima.model.bank import Bank, BankId, Practice
from qoima.model.delivery import Deliveries, Release
from qoima.model.digest import Changes
from qoima.model.nodes import Linked
from qoima.model.repository import Repository
from qoima.model.sealing import ControlDelivery, Seal


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BankPlan:
    """A control: what has become of its items since the last release, and what stands in the way of the next one.

    `elsewhere` has the paths of the files in which items stand now that were handed out with this control. `no_ids` are
    items that nothing can follow, in number.
    """

    delivery: ControlDelivery
    last: Release | None
    seal: Seal | None
    is_due: bool
    elsewhere: Mapping[str, str]
    no_ids: int

    @property
    def id(self) -> BankId:
        """The bank."""
        return self.delivery.id

    @property
    def changes(self) -> Changes:
        """Items that were added, changed or, no longer in the bank, are to be retired."""
        return self.delivery.changes

    @property
    def unchanged(self) -> int:
        """Items that are those that were handed out, in number."""
        return len(self.delivery.digests) - len(self.changes.changed) - len(self.changes.added)

    @property
    def breaks_seal(self) -> bool:
        """Whether items have changed that must not, as far as they can be read."""
        return self.seal is not None and self.delivery.has_changed

    @property
    def is_new(self) -> bool:
        """Whether there is something to hand out that has not been handed out for this sitting."""
        return self.last is None or bool(self.changes) or self.is_due

    def entries(self) -> dict[str, str]:
        """What a release writes down: by id the digest of what is handed out anew, RETIRED for what is no more."""
        now = self.delivery.digests
        new = {id: now[id] for id in (*self.changes.changed, *self.changes.added)}
        return new | dict.fromkeys(self.changes.removed, RETIRED)

    def release(self, name: str, day: date, commit: str, reason: str) -> Release:
        """The release that hands out the items as they are; the reason stands where it breaks a seal."""
        why = reason if self.breaks_seal else ""
        return Release(release=name, date=day, commit=commit, items=len(self.delivery.digests), unsealed=why)


def plans(linked: Linked, repository: Repository, today: date) -> tuple[BankPlan, ...]:
    """A plan for each control that has a bank or had one handed out, in the order of their names."""
    held: tuple[Bank | Practice, ...] = (*repository.banks, *repository.practice)
    places = {item.id: one.at.source.path for one in held for item in one.items if item.id}
    nodes = (node for node in linked.nodes if isinstance(node, ControlDelivery))
    return tuple(sorted((_plan(node, places, today) for node in nodes), key=lambda one: one.id))


def _plan(node: ControlDelivery, places: Mapping[str, str], today: date) -> BankPlan:
    return BankPlan(
        delivery=node,
        last=node.deliveries.releases[-1] if node.deliveries and node.deliveries.releases else None,
        seal=node.seal(today),
        is_due=node.is_due(today),
        elsewhere={id: places[id] for id in node.changes.removed if id in places},
        no_ids=sum(not item.id for item in node.bank.items) if node.bank else 0,
    )


def free_name(held: Iterable[BankPlan], day: date) -> str:
    """The name of a release that none of the controls has used: the day, then the day with `.2`."""
    taken = {one.release for plan in held for one in _releases(plan)}
    name, number = day.isoformat(), 1
    while name in taken:
        number += 1
        name = f"{day}.{number}"
    return name


def _releases(plan: BankPlan) -> Sequence[Release]:
    return plan.delivery.deliveries.releases if plan.delivery.deliveries else ()


def has_release(plan: BankPlan, name: str) -> bool:
    """Whether a release of the control has the name."""
    return any(one.release == name for one in _releases(plan))


def lost_entries(before: Deliveries, now: Deliveries | None) -> Iterator[str]:
    """What a record said once and says no longer: names of releases, and ids with the release of their entry."""
    releases = now.releases if now else ()
    for number, release in enumerate(before.releases):
        if number >= len(releases) or releases[number] != release:
            yield release.release
    for id, entries in before.items.items():
        held = now.items.get(id, ()) if now else ()
        for number, entry in enumerate(entries):
            if number >= len(held) or held[number] != entry:
                yield f"{id} ({entry.release})"


def only(repository: Repository, bank: BankId, ids: Iterable[str]) -> Repository:
    """The repository with nothing but some items of one bank, to be compared."""
    chosen = set(ids)
    banks = tuple(
        replace(held, items=tuple(item for item in held.items if item.id in chosen), unread_items=0)
        for held in repository.banks
        if held.id == bank
    )
    return Repository(university=repository.university, banks=banks, pictures=repository.pictures)
