"""Rules about one field of any record; a profile says of which kind (`on:`) and which field."""

from qoima.rules.registry import Rule
from qoima.rules.things import amounts, choices, dates, presence, sets, steps, values

RULES: tuple[Rule, ...] = (
    *presence.RULES,
    *values.RULES,
    *amounts.RULES,
    *choices.RULES,
    *dates.RULES,
    *sets.RULES,
    *steps.RULES,
)
