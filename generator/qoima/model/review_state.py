"""Where each bank stands with its expert review: may it be used, has it changed since, whose turn is it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from qoima.model.bank import BankId
from qoima.model.digest import UNCHANGED, Changes, changes
from qoima.model.links import OwedBank
from qoima.model.nodes import Linked
from qoima.model.review import Review
from qoima.model.views import ReviewedBase

POSSIBLE = "possible"
"""The verdict that lets a bank be used."""

COMPUTER = "computer"
"""The mode in which the portal uses a bank."""


class State(StrEnum):
    """What can be said of a bank, the first that holds."""

    NO_BANK = "no-bank"
    NOT_ASKED = "not-asked"
    UNREADABLE = "unreadable"
    MISSING = "missing"
    WAITING = "waiting"
    REFUSED = "refused"
    OTHER_MODE = "other-mode"
    EXPIRED = "expired"
    CHANGED = "changed"
    APPROVED = "approved"

    @property
    def is_usable(self) -> bool:
        """Whether nothing stands against the use of the bank; that items have changed since only warns."""
        return self in (State.APPROVED, State.CHANGED, State.NOT_ASKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A bank, its latest conclusion, the sheets that wait for a signature, and what has changed since.

    `changes` is None where the sheet does not say which items were seen, only that they were others.
    """

    bank: BankId
    path: str
    """Of the bank's file."""
    state: State
    review: Review | None = None
    drafts: tuple[Review, ...] = ()
    changes: Changes | None = UNCHANGED


def standings(linked: Linked, is_asked: Callable[[ReviewedBase], bool]) -> Iterator[Standing]:
    """Every bank, and every bank that is owed and not there; `is_asked` says whether a base must be reviewed at all."""
    for node in linked.nodes:
        if isinstance(node, ReviewedBase):
            yield from _of_base(node, is_asked(node))
        elif isinstance(node, OwedBank) and node.bank is None:
            id = BankId(node.control.course.course.id, node.base.language, node.control.control.id)
            path = f"{node.base.folder}/{id.control}"
            found = next((held for held in node.base.unread if held.rpartition(".")[0] == path), "")
            yield Standing(bank=id, path=found, state=State.UNREADABLE if found else State.NO_BANK)


def _of_base(node: ReviewedBase, is_asked: bool) -> Iterator[Standing]:
    sheets_unread = any(path.startswith(f"{node.base.folder}/reviews/") for path in node.base.unread)
    for bank in node.base.banks:
        reviews = node.of(bank.id.control)
        review = reviews[-1] if reviews else None
        drafts = tuple(draft for draft in node.drafts if bank.id.control in draft.controls)
        broken = bank.unread_items > 0 or bank.at.source.path in node.base.unread or sheets_unread
        state, since = (State.UNREADABLE, Changes()) if broken else _state(node, review, drafts)
        state = State.NOT_ASKED if state is State.MISSING and not is_asked else state
        yield Standing(bank=bank.id, path=bank.at.source.path, state=state, review=review, drafts=drafts, changes=since)


def _state(node: ReviewedBase, review: Review | None, drafts: tuple[Review, ...]) -> tuple[State, Changes | None]:
    if review is None:
        return (State.WAITING if drafts else State.MISSING), Changes()
    now = node.digests(review.controls)
    is_same = review.digest == now.whole
    since = Changes() if is_same else changes(review.seen, now.by_item) if review.seen else None
    if review.verdict != POSSIBLE:
        return State.REFUSED, since
    if COMPUTER not in review.modes:
        return State.OTHER_MODE, since
    if review.academic_year != node.year:
        return State.EXPIRED, since
    return (State.APPROVED if is_same else State.CHANGED), since
