"""What has changed in items that were handed out, in the words of `qoima diff`, where git has what they were."""

from dataclasses import dataclass
from pathlib import Path

from qoima.cli import git
from qoima.cli.planning.history import State
from qoima.core.diagnostic import Message
from qoima.deliver.plan import BankPlan, only
from qoima.diff.change import Difference, ItemChange
from qoima.diff.hidden import hidden
from qoima.diff.items.sets import sets
from qoima.model.bank import Bank
from qoima.model.repository import Repository

PICTURES = Message("plan.pictures", "pictures")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The bank as it was handed out, with the items that git still has so, and what has become of the changed ones."""

    before: Bank | None
    difference: Difference

    def of(self, id: str) -> ItemChange | None:
        """What has become of an item; None where nobody knows what it was, or sees no difference."""
        found = (item for one in self.difference.sets for item in one.items)
        return next((item for item in found if item.was and item.now and item.now.id == id), None)

    def fields(self, id: str) -> dict[str, Message] | None:
        """What of an item is another: names of fields, and what people call them; None where nobody knows."""
        found = self.of(id)
        if found is None:
            return None
        labels = {change.field: change.label for change in found.changes}
        return labels | ({"pictures": PICTURES} if found.pictures else {})


def story(root: Path, plan: BankPlan, repository: Repository, *, keys: bool) -> Story:
    """What git tells; without `keys` the difference hides them."""
    before = _handed_out(root, plan)
    if before is None:
        return Story(before=None, difference=Difference())
    changed = plan.changes.changed
    found = Difference(sets=sets(only(before, plan.id, changed), only(repository, plan.id, changed)))
    bank = next(iter(before.banks), None)
    return Story(before=bank, difference=found if keys else hidden(found))


def _handed_out(root: Path, plan: BankPlan) -> Repository | None:
    """The bank at the commit of the last release, with those items alone whose digest is the recorded one."""
    if plan.last is None or not plan.changes or plan.delivery.deliveries is None:
        return None
    try:
        state = State(root, plan.last.commit, plan.id)
    except git.GitFailure:
        return None
    was, recorded = state.digests(), plan.delivery.deliveries.handed_out
    return only(state.repository(), plan.id, (id for id, digest in was.items() if recorded.get(id) == digest))
