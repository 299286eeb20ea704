"""Rules on expert reviews: is there a conclusion, by whom, and of what kind."""

from qoima.core.source import Span
from qoima.model.views import ReviewedBase
from qoima.rules.registry import Findings, Say, finding, rule


@rule(
    "reviewed-this-year",
    ReviewedBase,
    "the bank of {control} has no expert conclusion of the academic year {year}",
    help="have it reviewed: `qoima review start {bank}` writes the sheet",
)
def reviewed_this_year(node: ReviewedBase) -> Findings:
    """Each bank has an expert conclusion of the academic year in which it is used, that of university.yaml.

    Academic years are compared, not months: when in the year the review takes place is left open.

    Why: what was right last year may be wrong by now, and nobody sees the faults of their own items.

    Wrong:
        date: 2025-09-10
        academic_year: 2025-2026
        controls: [exam]
        --- testbanks/demo/en/exam.yaml
        items: []   # <-

    Right:
        date: 2026-09-01
        academic_year: 2026-2027
        controls: [exam]
    """
    for bank in () if node.has_unread else node.base.banks:
        control = bank.id.control
        if all(review.academic_year != node.year for review in node.of(control)):
            yield finding(bank.at, control=control, year=node.year, bank=str(bank.id))


@rule(
    "expert-no-compiler",
    ReviewedBase,
    "the expert {expert} is among the compilers of this base",
    help="have the items reviewed by somebody who has not written any of them",
)
def expert_no_compiler(node: ReviewedBase) -> Findings:
    """No expert is among the compilers of the items. Only conclusions of this academic year are looked at.

    Why: nobody sees the faults of their own items.

    Wrong:
        date: 2026-09-01
        academic_year: 2026-2027
        experts: [b-li, a-omarova]   # <-
        --- testbanks/demo/en/passport.yaml
        compilers: [a-omarova]

    Right:
        date: 2026-09-01
        academic_year: 2026-2027
        experts: [b-li]
        --- testbanks/demo/en/passport.yaml
        compilers: [a-omarova]
    """
    compilers = (node.base.passport.compilers if node.base.passport else None) or ()
    for review in node.reviews:
        for expert in review.experts if review.academic_year == node.year else ():
            if expert in compilers:
                yield finding(review.place("experts"), expert=expert)


@rule(
    "expert-not-responsible",
    ReviewedBase,
    "the expert {expert} answers for the items of this base",
    help="have the items reviewed by somebody else, if there is anybody",
)
def expert_not_responsible(node: ReviewedBase) -> Findings:
    """No expert answers for the items. Silent where that person is a compiler, too: `expert-no-compiler` says so.

    Why: who answers for items wants them to be good.

    Wrong:
        date: 2026-09-01
        academic_year: 2026-2027
        experts: [b-li]   # <-
        --- testbanks/demo/en/passport.yaml
        responsible: b-li

    Right:
        date: 2026-09-01
        academic_year: 2026-2027
        experts: [b-li]
        --- testbanks/demo/en/passport.yaml
        responsible: a-omarova
    """
    passport = node.base.passport
    if passport is None or not passport.responsible or passport.responsible in (passport.compilers or ()):
        return
    for review in node.reviews:
        if review.academic_year == node.year and passport.responsible in review.experts:
            yield finding(review.place("experts"), expert=passport.responsible)


@rule(
    "review-follows",
    ReviewedBase,
    "the conclusion on {control} is {have}, but there is none before it",
    help="put the conclusion that came first back in its place, or write `kind: {first}`",
    variants={
        "second": Say(
            "the conclusion on {control} is {have}, but there is one of this academic year before it",
            "write whether this one is additional or repeated, and leave the one before as it was",
        ),
        "at-before": Say("the conclusion before it"),
    },
)
def review_follows(node: ReviewedBase, *, first: str) -> Findings:
    """Conclusions on a bank follow each other: after the first of an academic year no other one is primary.

    An additional or repeated one presupposes one that came before and is still there, be it of an earlier year.

    Why: a signed conclusion is not rewritten; what changes one's mind is drawn up anew.

    Wrong:
        limits: {first: primary}
        date: 2026-09-01
        academic_year: 2026-2027
        controls: [exam]
        kind: repeated   # <-

    Wrong:
        limits: {first: primary}
        date: 2026-09-01
        academic_year: 2026-2027
        controls: [exam]
        kind: primary
        --- testbanks/demo/en/reviews/2026-10-01-exam.yaml
        date: 2026-10-01
        academic_year: 2026-2027
        controls: [exam]
        kind: primary   # <-

    Right:
        limits: {first: primary}
        date: 2026-09-01
        academic_year: 2026-2027
        controls: [exam]
        kind: primary
        --- testbanks/demo/en/reviews/2026-10-01-exam.yaml
        date: 2026-10-01
        academic_year: 2026-2027
        controls: [exam]
        kind: repeated

    Limits:
        first: the kind of the first conclusion of a year.
    """
    for n, review in enumerate(node.reviews):
        for control in review.controls if review.kind else ():
            before = [r for r in node.reviews[:n] if control in r.controls]
            same_year = [r for r in before if r.academic_year == review.academic_year]
            if review.kind == first and same_year:
                related: tuple[tuple[Span, str], ...] = ((same_year[-1].at, "at-before"),)
                yield finding(review.place("kind"), "second", related=related, control=control, have=review.kind)
            elif review.kind != first and not before and not node.has_unread:
                yield finding(review.place("kind"), control=control, have=review.kind)


RULES = (
    reviewed_this_year,
    expert_no_compiler,
    expert_not_responsible,
    review_follows,
)
