"""Recorded deviations from clauses that allow them (ATU 8.7)."""

from dataclasses import dataclass
from datetime import date

from qoima.core.source import Placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation(Placed):
    """A requirement that a file departs from, why, who decided and when."""

    code: str
    reason: str
    by: str
    date: date
