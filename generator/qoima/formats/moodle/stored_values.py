"""Values as Moodle's exports write them: numbers, shares, names of text formats."""

import re
from decimal import Decimal

from qoima.model.item import legal_weight
from qoima.model.markup import to_html
from qoima.model.text import Markup, Text

_NUMBER = re.compile(r"[+-]?[0-9]{1,20}(?:\.[0-9]{0,20})?(?:[eE][+-]?[0-9]{1,2})?", re.ASCII)
_LARGEST_SHARE = 1000
"""Beyond it there is nothing to be rounded."""
_MARKUPS: dict[str, Markup] = {
    "0": "moodle",
    "2": "plain",
    "4": "markdown",
    "moodle_auto_format": "moodle",
    "plain_text": "plain",
    "markdown": "markdown",
}
"""Of the formats in which Moodle keeps a text, those that are not HTML: as a backup and as Moodle XML name them."""


def number_of(written: str) -> Decimal | None:
    """The number; None for what is none."""
    match = _NUMBER.fullmatch(written.strip())
    return Decimal(match[0]) if match else None


def whole_of(written: str) -> int | None:
    """The whole number; None for what is none."""
    number = number_of(written)
    return int(number) if number is not None else None


def percent_of(share: Decimal) -> Decimal:
    """The percentage as Moodle lists it: a third is kept as 0.3333333 and shown as 33.33333."""
    if abs(share) > _LARGEST_SHARE:
        return share
    percent = share.quantize(Decimal("0.0000001"))
    legal = legal_weight(percent)
    return percent.normalize() + 0 if legal is None else legal


def as_html(source: str, form: str) -> str:
    """The text as HTML; `form` is the format that Moodle keeps it in."""
    markup = _MARKUPS.get(form.strip())
    return source if markup is None else to_html(Text(source, markup))
