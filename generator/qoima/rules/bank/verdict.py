"""Rules on what the experts have decided: may the bank be used."""

from collections.abc import Iterator

from qoima.model.bank import Bank
from qoima.model.review import Review
from qoima.model.views import ReviewedBase
from qoima.rules.registry import Findings, Say, finding, rule


def latest(node: ReviewedBase) -> Iterator[tuple[Bank, Review | None]]:
    """Each bank with its latest review; nothing where one cannot be read, which may be the latest."""
    for bank in () if node.has_unread else node.base.banks:
        reviews = node.of(bank.id.control)
        yield bank, reviews[-1] if reviews else None


@rule(
    "review-exists",
    ReviewedBase,
    "the bank of {control} has no expert conclusion: nobody has said that it may be used",
    help="have it reviewed: `qoima review start {bank}` writes the sheet",
)
def review_exists(node: ReviewedBase) -> Findings:
    """Each bank has an expert conclusion, of whatever year.

    Why: nobody knows whether a bank may be used that no expert has seen.

    Wrong:
        date: 2026-09-01
        academic_year: 2026-2027
        --- testbanks/demo/en/exam.yaml
        items: []   # <-

    Right:
        date: 2026-09-01
        controls: [exam]
    """
    for bank, review in latest(node):
        if review is None:
            yield finding(bank.at, control=bank.id.control, bank=str(bank.id))


@rule(
    "review-allows-use",
    ReviewedBase,
    "by the latest conclusion ({date}) the verdict on the bank of {control} is {have}, required: {verdict}",
    help="correct the items and have them reviewed again: a new conclusion with `kind: repeated`",
    variants={
        "unsaid": Say(
            "the latest conclusion ({date}) does not say whether the bank of {control} may be used: no `{field}`",
            "add to the conclusion the `{field}:` that the experts have signed",
        ),
        "mode": Say(
            "the latest conclusion ({date}) does not allow the bank of {control} for the mode {mode}",
            "have the bank reviewed for this mode: a new conclusion with `kind: additional`",
        ),
        "at-review": Say("the conclusion"),
    },
)
def review_allows_use(node: ReviewedBase, *, verdict: str, mode: str) -> Findings:
    """The latest conclusion on a bank allows its use, in the mode in which the portal uses it.

    A bank without any conclusion is left to `review-exists`.

    Why: a review that changes nothing would be no review.

    Wrong:
        limits: {verdict: possible, mode: computer}
        date: 2026-09-01
        controls: [exam]
        verdict: impossible
        modes: [computer]
        --- testbanks/demo/en/exam.yaml
        items: []   # <-

    Wrong:
        limits: {verdict: possible, mode: computer}
        date: 2026-09-01
        controls: [exam]
        modes: [computer]
        --- testbanks/demo/en/exam.yaml
        items: []   # <-

    Wrong:
        limits: {verdict: possible, mode: computer}
        date: 2026-09-01
        controls: [exam]
        verdict: possible
        modes: [written]
        --- testbanks/demo/en/exam.yaml
        items: []   # <-

    Right:
        limits: {verdict: possible, mode: computer}
        date: 2026-09-01
        controls: [exam]
        verdict: possible
        modes: [computer, written]

    Limits:
        verdict: the verdict that allows the use.
        mode: the mode in which the bank is used.
    """
    for bank, review in latest(node):
        if review is None:
            continue
        control, day = bank.id.control, review.date
        unsaid = "verdict" if not review.verdict else "" if review.modes else "modes"
        related = ((review.place("verdict"), "at-review"),)
        if unsaid:
            yield finding(bank.at, "unsaid", related=related, control=control, date=day, field=unsaid)
        elif review.verdict != verdict:
            yield finding(bank.at, related=related, control=control, date=day, have=review.verdict)
        elif mode not in review.modes:
            yield finding(bank.at, "mode", related=related, control=control, date=day)


RULES = (review_exists, review_allows_use)
