"""Why a sheet cannot be signed as it is, or by whoever wants to."""

from collections.abc import Iterator

from qoima.core.diagnostic import Message
from qoima.model.review import Findings, Review
from qoima.model.views import ReviewedBase
from qoima.review.say import because

VERDICTS = ("possible", "impossible")
MODES = ("computer", "written")
CONCLUDED = ("academic_year", "kind", "controls", "experts", "verdict", "modes")
"""Fields that a signed sheet has, beside its findings."""


def who_may_not(review: Review, base: ReviewedBase, signer: str) -> Iterator[Message]:
    """Why this person may not sign the sheet."""
    passport = base.base.passport
    if signer not in review.experts:
        yield because(
            "no-expert", "{person} is none of its experts ({experts})", person=signer, experts=_listed(review.experts)
        )
    if passport is not None and signer in (passport.compilers or ()):
        yield because("compiler", "{person} is a compiler of these items (passport.yaml)", person=signer)
    orders = [order for order in base.orders if order.academic_year == review.academic_year]
    if not any(signer in order.experts for order in orders):
        said_of = {"person": signer, "year": review.academic_year or "–"}
        yield because(
            "no-order", "no order on the experts of {year} names {person} (testbanks/experts.yaml)", **said_of
        )


def what_is_missing(review: Review) -> Iterator[Message]:
    """What a sheet lacks that is to be signed."""
    lacking = [name for name in CONCLUDED if not getattr(review, name)]
    found = review.findings or Findings()
    parts = ("ses", "model_programme", "work_programme", "difficulty", "wording")
    lacking += [f"findings.{name}" for name in parts if not getattr(found, name)]
    if lacking:
        yield because("missing", "it lacks: {fields}", fields=_listed(lacking))
    if review.verdict and review.verdict not in VERDICTS:
        yield because(
            "verdict", "`verdict` is {have}; it can be: {known}", have=review.verdict, known=_listed(VERDICTS)
        )
    if unknown := [mode for mode in review.modes if mode not in MODES]:
        yield because("modes", "`modes` has {have}; there are: {known}", have=_listed(unknown), known=_listed(MODES))


def why_not_again(review: Review, base: ReviewedBase, signer: str) -> Iterator[Message]:
    """What stands against a signature beside those that are there already."""
    if not review.digest:
        return
    if review.is_signed or signer in review.signed_by:
        yield because("signed", "it is signed already; a new conclusion is a new sheet: `qoima review start`")
    elif base.digests(review.controls).whole != review.digest:
        said = _listed(review.signed_by)
        yield because(
            "changed",
            "the items have changed since {persons} signed: remove this sheet and begin a new one",
            persons=said,
        )


def what_it_speaks_of(review: Review, base: ReviewedBase) -> Iterator[Message]:
    """Whether each of its controls has a bank with items."""
    there = {bank.id.control for bank in base.base.banks if bank.items}
    if lost := [control for control in review.controls if control not in there]:
        yield because("no-bank", "there is no bank with items of: {controls}", controls=_listed(lost))


def _listed(words: list[str] | tuple[str, ...]) -> str:
    return ", ".join(words)
