"""Rules on the signatures of expert reviews: is the sheet signed, and is it still the bank that was seen."""

from collections.abc import Sequence

from qoima.model.digest import Changes, changes
from qoima.model.review import Review
from qoima.model.views import ReviewedBase
from qoima.rules.bank.verdict import latest
from qoima.rules.registry import Findings, Say, finding, rule

NAMED_ITEMS = 5
"""So many items are named in a message."""


@rule(
    "review-seen-items",
    ReviewedBase,
    "the items of {control} have changed since the latest conclusion ({date})",
    help="have the items looked at: `qoima review start {bank}` writes the sheet of a new conclusion",
    variants={
        "named": Say(
            "items of {control} are no longer those of the latest conclusion ({date}): "
            "changed {changed}; added {added}; removed {removed}",
            "have these items looked at: `qoima review start {bank}` writes the sheet of a new conclusion",
        )
    },
)
def review_seen_items(node: ReviewedBase) -> Findings:
    """The items are those that the experts of the latest conclusion have seen: `digest` is that of the items now.

    A conclusion on several controls has one digest of all their items. How a file is written makes no difference to it.
    Where the sheet has the digest of each item (`seen`), the items are named that differ.

    Why: the conclusion speaks of items that somebody has read.

    Wrong:
        date: 2026-09-01
        controls: [exam]
        digest: 4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945   # <-
        --- testbanks/demo/en/exam.yaml
        - stem: An item of later days

    Wrong:
        date: 2026-09-01
        controls: [exam]
        digest: 243c86c1547361d017ce8c0a868fb5e08bf77f19ec3d33b85fa33671d6d2a6c4   # <-
        seen: {demo-en-exam-1: 0123456789abcdef, demo-en-exam-2: 00112233445566aa}
        --- testbanks/demo/en/exam.yaml
        - stem: An item of later days

    Right:
        date: 2026-09-01
        controls: [exam]
        digest: 4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945
        --- testbanks/demo/en/exam.yaml
        items: []
    """
    for bank, review in latest(node):
        if review is None or not _is_read(node, review):
            continue
        now = node.digests(review.controls)
        if review.digest != now.whole:
            since = changes(review.seen, now.by_item) if review.seen else Changes()
            at, control, day = review.place("digest"), bank.id.control, review.date
            if since:
                yield finding(
                    at,
                    "named",
                    control=control,
                    date=day,
                    bank=str(bank.id),
                    changed=_named(since.changed),
                    added=_named(since.added),
                    removed=_named(since.removed),
                )
            else:
                yield finding(at, control=control, date=day, bank=str(bank.id))


def _is_read(node: ReviewedBase, review: Review) -> bool:
    """Whether all items that the review speaks of could be read."""
    return not any(bank.unread_items for bank in node.base.banks if bank.id.control in review.controls)


def _named(ids: Sequence[str]) -> str:
    """The first of some items, and how many more there are."""
    shown = ", ".join(ids[:NAMED_ITEMS])
    return f"{shown} (+{len(ids) - NAMED_ITEMS})" if len(ids) > NAMED_ITEMS else shown or "–"


@rule(
    "review-seen-agrees",
    ReviewedBase,
    "`digest` and `seen` of the conclusion on {control} ({date}) speak of different items",
    help="one of them has been changed by hand: bring the sheet back from git as it was signed",
)
def review_seen_agrees(node: ReviewedBase) -> Findings:
    """The `digest` of all items and those of the single items (`seen`) in a sheet speak of the same items.

    `qoima review sign` writes both. Where the one is that of the items as they are and the other is not, somebody has
    edited the sheet. `qoima review verify` compares both with the items of the signed commit.

    Why: a signed conclusion is not edited.

    Wrong:
        date: 2026-09-01
        controls: [exam]
        digest: 4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945
        seen: {d-1: 0123456789abcdef}   # <-
        --- testbanks/demo/en/exam.yaml
        items: []

    Right:
        date: 2026-09-01
        controls: [exam]
        digest: 4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945
        --- testbanks/demo/en/exam.yaml
        items: []
    """
    for bank, review in latest(node):
        if review is not None and review.seen and _is_read(node, review):
            now = node.digests(review.controls)
            if (review.digest == now.whole) != (not changes(review.seen, now.by_item)):
                yield finding(review.place("seen"), control=bank.id.control, date=review.date)


@rule(
    "review-signed",
    ReviewedBase,
    "the sheet is not signed yet: it waits for {experts}",
    help="the expert signs it with `qoima review sign {path}`; until then it is no conclusion",
    variants={
        "nobody": Say(
            "the sheet is not signed yet, and names no expert",
            "write the experts under `experts:`; one of them signs it with `qoima review sign {path}`",
        )
    },
)
def review_signed(node: ReviewedBase) -> Findings:
    """A sheet that was begun gets signed by every expert that it names.

    Until then it is a draft: no rule takes it for a conclusion, and none finds fault with what it lacks.

    Why: a sheet without a signature is easily taken for a conclusion.

    Wrong:
        date: 2026-09-01
        controls: [exam]
        experts: [b-li, a-omarova]
        digest: 4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945
        signed_by: [b-li]   # <-

    Wrong:
        date: 2026-09-01   # <-
        controls: [exam]
        digest:

    Right:
        date: 2026-09-01
        controls: [exam]
        experts: [b-li]
        digest: 4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945
        signed_by: [b-li]
    """
    for draft in node.drafts:
        if draft.experts:
            at = draft.place("signed_by" if draft.signed_by else "date")
            yield finding(at, experts=", ".join(draft.waits_for), path=draft.path)
        else:
            yield finding(draft.place("date"), "nobody", path=draft.path)


RULES = (review_seen_items, review_seen_agrees, review_signed)
