"""Blended learning of a postgraduate programme (Satbayev)."""

from dataclasses import dataclass

from qoima.core.source import Placed
from qoima.model.course import Status
from qoima.model.fields import outside


@dataclass(frozen=True, slots=True, kw_only=True)
class BlendedLearning(Placed):
    """content/blended/<id>.yaml"""

    id: str = outside()
    programme: str
    courses: tuple[str, ...] = ()
    status: Status = "draft"
