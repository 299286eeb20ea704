"""What answers of a Moodle XML question earn, and what Moodle stores of that without a word."""

import re
from decimal import Decimal
from functools import lru_cache

from qoima.formats.moodle_xml.elements import Element
from qoima.formats.moodle_xml.fields import Fields, leading_number, short
from qoima.model.item import WEIGHTS_PERCENT, legal_weight
from qoima.model.text import Text

FULL, ZERO = Decimal(100), Decimal(0)
_SHOWN, _READ = 60, 200
_LISTED = ", ".join(f"{weight:f}" for weight in WEIGHTS_PERCENT)
_SHOWS_SOMETHING = re.compile(r"<(?:img|object|audio|video|iframe|embed|hr|input|table)\b", re.I)
_TAG_OR_BLANK = re.compile(r"<[^<>]*>|&nbsp;|\s")


@lru_cache(maxsize=256)
def _counted(written: str) -> tuple[Decimal | None, bool, Decimal | None]:
    """The number that a weight begins with, whether there is nothing else, and the weight of the list that it means."""
    value, whole = leading_number(written)
    return value, whole, legal_weight(value) if value is not None else None


def weight_of(answer: Element, fields: Fields) -> Decimal:
    """The weight of an answer in percent, from Moodle's list."""
    written = answer.attributes.get("fraction")
    if written is None:
        fields.say("MXL033", answer.at)
        return ZERO
    value, whole, legal = _counted(written[:_READ])
    if value is None:
        fields.refuse("MXL034", answer.at, value=written[:_SHOWN])
        return ZERO
    if not whole:
        fields.say("MXL027", answer.at, name="fraction", value=written[:_SHOWN], shown=f"{value:f}")
    if legal is None:
        fields.refuse("MXL032", answer.at, value=written[:_SHOWN], known=_LISTED)
        return ZERO
    return legal


def check_earned(question: Element, fields: Fields, weights: list[Decimal], *, several: bool) -> None:
    """What Moodle stores without a word though no author means it."""
    if fields.broken:
        return
    full = weights.count(FULL)
    best = max(weights, default=ZERO)
    earned = sum((w for w in weights if w > 0), ZERO).quantize(Decimal("0.01")) if several else best
    if best <= 0:
        fields.say("MXL037", question.at)
    elif full > 1:
        fields.say("MXL040", question.at)
    elif earned != FULL:
        fields.say("MXL038", question.at, have=f"{short(earned):f}")


def is_shown(feedback: Text | None) -> bool:
    """Whether the feedback shows anything; Moodle drops an empty answer with none."""
    if feedback is None:
        return False
    return bool(_SHOWS_SOMETHING.search(feedback.source) or _TAG_OR_BLANK.sub("", feedback.source))


def old_weight(answer: Element, fields: Fields) -> Decimal:
    """The share (0 to 1) in an element `<fraction>`, as files of Moodle 1 have it, in percent."""
    legal = legal_weight(fields.number(answer, "fraction", ZERO) * 100)
    if legal is None:
        fields.refuse("MXL032", answer.at, value=fields.plain_value(answer, "fraction")[:_SHOWN], known=_LISTED)
    return legal or ZERO
