"""Integration maps of a SPOC or MOOC into a discipline (AlmaU, Appendix 1), with the tutor's plan."""

from dataclasses import dataclass

from qoima.core.source import Placed
from qoima.model.fields import outside
from qoima.model.text import LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class Tutoring(Placed):
    """The plan of the tutor who accompanies the online course."""

    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegrationMap(Placed):
    """content/maps/<id>.yaml"""

    id: str = outside()
    course: str
    discipline: LocalText | None = None
    tutoring: Tutoring | None = None
