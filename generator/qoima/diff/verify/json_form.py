"""What verifying has found, for a program."""

from collections.abc import Mapping, Sequence

from qoima.core.words import Lang
from qoima.diff.verify.finding import WHAT, Finding, Value
from qoima.diff.verify.whole import Verified
from qoima.formats.messages import say
from qoima.formats.moodle.holding import Holding

VERSION = 1
"""Raised when a field goes or changes its meaning, not when one is added."""


def as_json(
    holding: Holding, found: Verified, compared: Mapping[str, str], unread: Sequence[Mapping[str, object]], lang: Lang
) -> dict[str, object]:
    """The whole; `compared` says with what each bank was compared, `unread` what of the export cannot be read."""
    return {
        "version": VERSION,
        "form": holding.form,
        "moodle": holding.release or None,
        "as_delivered": found.is_as_delivered and not unread,
        "compared_with": dict(compared),
        "unread": list(unread),
        "holds": list(found.holds),
        "others": found.others,
        "banks": [
            {
                "bank": copy.bank,
                "quiz": copy.quiz or None,
                "delivered": copy.delivered,
                "right": copy.right,
                "findings": [_finding(one, lang) for one in copy.findings],
            }
            for copy in found.copies
        ],
    }


def _finding(one: Finding, lang: Lang) -> dict[str, object]:
    delivered, held = one.raw or (one.delivered, one.held)
    return {
        "what": one.what,
        "severity": str(one.weight),
        "item": one.item or None,
        "place": say(one.place, lang) if one.place else None,
        "delivered": _text(delivered, lang),
        "held": _text(held, lang),
        "message": say(one.message, lang),
        "remedy": str(WHAT[one.what].remedy),
    }


def _text(value: Value | None, lang: Lang) -> str | None:
    return value if value is None or isinstance(value, str) else say(value, lang)
