"""Members of staff. Students are nowhere in the model."""

from dataclasses import dataclass
from datetime import date

from qoima.core.source import Placed
from qoima.model.fields import outside
from qoima.model.text import LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class Training(Placed):
    """A course or seminar that a member of staff has taken."""

    title: LocalText
    date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Placed):
    """A member of staff; the e-mail never reaches the site."""

    id: str = outside()
    name: LocalText
    degree: LocalText | None = None
    title: LocalText | None = None
    position: LocalText | None = None
    department: LocalText | None = None
    email: str = ""
