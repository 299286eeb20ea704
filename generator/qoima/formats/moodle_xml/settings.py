"""What Moodle keeps beside the texts and answers of a question, and an item does not."""

from decimal import Decimal

from qoima.core.diagnostic import Message
from qoima.formats.moodle_xml.elements import BLANKS, Element
from qoima.formats.moodle_xml.fields import Fields

_SEVERAL_TRIES = frozenset(("multichoice", "shortanswer", "numerical", "matching", "match"))
"""Where a student may try again, and a try costs marks."""
_USUAL_PENALTY = Decimal("0.3333333")
_LIKE_A_THIRD = Decimal("0.005")
"""So near to a third Moodle rounds to it."""


def lose_settings(question: Element, fields: Fields) -> None:
    """Names what is set other than usual: a hidden question, the cost of further tries, what hints do."""
    hidden = question.child("hidden")
    if hidden is not None and fields.leaf(hidden).strip(BLANKS) not in ("", "0"):
        fields.lose(Message("unkept.hidden", "that a question is hidden; on import it is live again"), hidden.at)
    for hint in question.children.get("hint", ()):
        for name in ("clearwrong", "shownumcorrect"):
            if (child := hint.child(name)) is not None:
                fields.lose(Message("unkept.hint", "what a hint does beside its text"), child.at)
    _penalty(question, fields)


def _penalty(question: Element, fields: Fields) -> None:
    """What further tries cost is not kept, and a word there ends Moodle's import."""
    child = question.child("penalty")
    if child is None:
        return
    cost = fields.number(question, "penalty", Decimal(0))
    if not child.text.strip(BLANKS):
        fields.refuse("MXL026", child.at, name="penalty", value="—")
    elif question.attributes.get("type") in _SEVERAL_TRIES and abs(cost - _USUAL_PENALTY) >= _LIKE_A_THIRD:
        fields.lose(Message("unkept.penalty", "a penalty for further tries other than a third"), child.at)
