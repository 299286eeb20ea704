"""What verifying tells: a difference at an item or a quiz."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from qoima.core.diagnostic import Message
from qoima.core.words import Template

Value = str | Message
"""What is shown: an author's words, or ours in the reader's language."""


class Weight(StrEnum):
    """An `error` is not as delivered; a `warning` is for a person to look at: the words and the key are right."""

    ERROR = "error"
    WARNING = "warning"


class Remedy(StrEnum):
    """What may be done about it."""

    RESTORE = "restore"
    MEND = "mend"
    DELETE = "delete"
    LOOK = "look"


class What(NamedTuple):
    """How heavily a difference weighs, what it is called, what may be done."""

    weight: Weight
    text: Template
    remedy: Remedy


_E, _W = Weight.ERROR, Weight.WARNING
_RESTORE, _MEND, _DELETE, _LOOK = Remedy.RESTORE, Remedy.MEND, Remedy.DELETE, Remedy.LOOK

# fmt: off
WHAT: dict[str, What] = {
    "missing": What(_E, "missing in Moodle", _RESTORE),
    "extra": What(_E, "stands among the delivered questions, but was never delivered", _DELETE),
    "twice": What(_E, "{count} times in Moodle: it can be drawn more than once", _DELETE),
    "idnumber": What(_E, "has lost its ID number, or has another", _MEND),
    "name": What(_E, "name changed", _MEND),
    "type": What(_E, "is a question of another type", _RESTORE),
    "status": What(_E, "is not ready, so it is never drawn", _MEND),
    "newer": What(_W, "has a newer version that is not ready: the older one is still drawn", _LOOK),
    "versions": What(_W, "was saved in Moodle: version {version} of {versions} counts", _LOOK),
    "category": What(_E, "moved to another category", _MEND),
    "text": What(_E, "text changed", _MEND),
    "looks": What(_W, "says the same but looks different", _LOOK),
    "option-missing": What(_E, "option missing", _MEND),
    "option-extra": What(_E, "option added", _MEND),
    "option": What(_E, "option changed", _MEND),
    "answer-missing": What(_E, "accepted answer missing", _MEND),
    "answer-extra": What(_E, "accepted answer added", _MEND),
    "answer": What(_E, "accepted answer changed", _MEND),
    "tolerance": What(_E, "tolerance changed", _MEND),
    "pair-missing": What(_E, "pair missing", _MEND),
    "pair-extra": What(_E, "pair added", _MEND),
    "pair": What(_E, "pair changed", _MEND),
    "key": What(_E, "KEY CHANGED: the answer pays otherwise", _MEND),
    "several": What(_E, "KEY CHANGED: one answer or several", _MEND),
    "setting": What(_E, "setting “{name}” changed", _MEND),
    "mark": What(_E, "mark changed", _MEND),
    "penalty": What(_E, "penalty for further tries changed", _MEND),
    "feedback": What(_E, "feedback changed", _MEND),
    "hint": What(_E, "hint changed", _MEND),
    "notes": What(_E, "notes for markers changed", _MEND),
    "tag-missing": What(_E, "tag missing", _MEND),
    "tag-extra": What(_E, "tag added", _MEND),
    "picture-missing": What(_E, "picture missing", _MEND),
    "picture-extra": What(_E, "picture added", _MEND),
    "picture": What(_E, "is another picture: the bytes differ", _RESTORE),
    "picture-address": What(_E, "the text names a picture that Moodle does not have", _RESTORE),
    "quiz-missing": What(_E, "there is no quiz for this bank", _RESTORE),
    "quiz-setting": What(_E, "{name} changed", _MEND),
    "quiz-setting-open": What(_W, "{name} changed", _LOOK),
    "quiz-text": What(_E, "description of the quiz changed", _MEND),
    "quiz-words": What(_W, "description of the quiz worded otherwise", _LOOK),
    "quiz-slots": What(_E, "number of questions in the quiz changed", _MEND),
    "quiz-draw": What(_E, "draws from another place", _MEND),
    "quiz-mark": What(_E, "mark of a place changed", _MEND),
    "quiz-fixed": What(_E, "holds one fixed question instead of drawing", _MEND),
    "quiz-pool": What(_E, "too few questions to draw from", _RESTORE),
    "quiz-order": What(_E, "order or parts of the quiz changed", _MEND),
    "quiz-pages": What(_W, "pages of the quiz changed", _LOOK),
    "quiz-overrides": What(_W, "{count} groups or students have dates or a time of their own", _LOOK),
}
# fmt: on


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One difference. `what` is a key of `WHAT`; `item` the idnumber (or name) of the question, empty for a quiz.

    `place` says which of several (an option, a hint); `delivered` and `held` are readable texts or values, None where
    there is none.
    """

    what: str
    item: str = ""
    place: Message | None = None
    delivered: Value | None = None
    held: Value | None = None
    values: MappingProxyType[str, object] = field(default_factory=lambda: MappingProxyType({}))
    raw: tuple[str | None, str | None] | None = None
    """Of a setting, `delivered` and `held` as Moodle writes them, for programs."""
    unseen: tuple[Message, ...] = ()
    """What of the difference no eye sees, where `delivered` and `held` do not tell it."""

    @property
    def weight(self) -> Weight:
        """Error or warning."""
        return WHAT[self.what].weight

    @property
    def message(self) -> Message:
        """What it is, for people."""
        return Message(f"verify.{self.what}", WHAT[self.what].text, self.values)


def filled(message: Message, **given: object) -> Message:
    """The message with its values."""
    return replace(message, values=values(**given))


def values(**given: object) -> MappingProxyType[str, object]:
    """The values that a message names."""
    return MappingProxyType(given)


def joined(parts: Sequence[Value], sign: str) -> Message:
    """Several words as one, a sign between each two."""
    template = sign.join(f"{{part{number}}}" for number in range(len(parts)))
    return Message("", template, values(**{f"part{number}": part for number, part in enumerate(parts)}))
