"""What a Moodle holds, for the exports of it that the tests write by hand."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from verified_repository import banks

from qoima.formats.moodle.holding import Held, HeldQuiz
from qoima.formats.moodle.question import Question


class Version(NamedTuple):
    """A Moodle: what differs between its exports and those of others."""

    release: str
    has_new_filter: bool
    context: str
    more: str = ""


VERSIONS = (
    Version("4.1.16+ (Build: 20250304)", has_new_filter=False, context="$course$"),
    Version("4.5.6 (Build: 20250811)", has_new_filter=True, context="$course$"),
    Version(
        "5.1.3 (Build: 20260216)", has_new_filter=True, context="$module$", more="<nextversion>$@NULL@$</nextversion>"
    ),
)
TOP_NAMES = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
NO_COMBINED = ("truefalse", "shortanswer", "numerical", "essay", "description")


@dataclass(frozen=True)
class Moodle:
    """What a Moodle holds: questions with their older and newer versions, and a quiz."""

    questions: tuple[Held, ...]
    quiz: HeldQuiz | None = None
    besides: dict[str, tuple[tuple[int, Question], ...]] = field(default_factory=dict)
    """Further versions by the idnumber of the question."""


def as_restored(name: str = "demo/en/exam") -> Moodle:
    """What a Moodle holds after a restore that nobody has touched."""
    bank = next(one for one in banks() if one.name == name)
    held = tuple(Held(question=replace(one.question, category=one.places[-1])) for one in bank.questions)
    return Moodle(held, bank.quiz)


def number(value: Decimal) -> str:
    return f"{value:.7f}"
