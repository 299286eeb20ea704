"""Rules about blended learning."""

from qoima.rules.blended import (
    format,
    process,
    terms,
)
from qoima.rules.registry import Rule

RULES: tuple[Rule, ...] = (
    *format.RULES,
    *process.RULES,
    *terms.RULES,
)
