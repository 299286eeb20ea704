"""Expert reviews of test bases: the order that names the experts, and their conclusions (EKU 5.24–5.27)."""

from dataclasses import dataclass
from datetime import date

from qoima.core.source import Placed
from qoima.model.fields import outside


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertOrder(Placed):
    """The order that approves the experts of an academic year."""

    academic_year: str
    number: str = ""
    date: date
    experts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertOrders(Placed):
    """testbanks/experts.yaml"""

    orders: tuple[ExpertOrder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Placed):
    """testbanks/<course>/<language>/reviews/<name>.yaml; `folder` is (course, language) as the path says it."""

    folder: tuple[str, str] = outside()
    name: str = outside()
    date: date
