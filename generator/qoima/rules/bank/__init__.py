"""Rules about test banks: their items, passports, papers and reviews."""

from qoima.rules.bank import (
    bank,
    coverage,
    draw,
    experts,
    item,
    likeness,
    materials,
    options,
    paper,
    passport,
    review,
    signature,
    topics,
    verdict,
    wording,
)
from qoima.rules.registry import Rule

RULES: tuple[Rule, ...] = (
    *bank.RULES,
    *coverage.RULES,
    *draw.RULES,
    *experts.RULES,
    *item.RULES,
    *likeness.RULES,
    *materials.RULES,
    *options.RULES,
    *paper.RULES,
    *passport.RULES,
    *review.RULES,
    *signature.RULES,
    *topics.RULES,
    *verdict.RULES,
    *wording.RULES,
)
