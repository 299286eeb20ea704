"""Rules on the fields of a single live item."""

from types import MappingProxyType

from qoima.core.diagnostic import Message
from qoima.core.problems import did_you_mean
from qoima.model.links import ItemInBank
from qoima.rules.registry import Findings, Say, finding, rule, word


@rule(
    "difficulty-level",
    ItemInBank,
    "no level of difficulty",
    help="add `difficulty`: {levels}",
    variants={"other": Say("{have} is no level of difficulty{near}", "write one of: {levels}")},
)
def difficulty_level(node: ItemInBank, *, levels: tuple[str, ...]) -> Findings:
    """Each item has one of the levels of difficulty.

    Why: papers are drawn level by level.

    Wrong:
        - stem: Which key is unique?   # <-
          difficulty:

    Wrong:
        - stem: Which key is unique?
          difficulty: simple   # <-

    Right:
        - {stem: Which key is unique?, difficulty: easy}

    Limits:
        levels: the levels there are (words of the field `difficulty`).
    """
    have = node.item.difficulty
    if not have:
        yield finding(node.item.at)
    elif have not in levels:
        yield finding(node.item.place("difficulty"), "other", have=have, near=did_you_mean(have, levels))


@rule("item-names-topic", ItemInBank, "no topic", help="add the `topic` of the syllabus that the item belongs to")
def item_names_topic(node: ItemInBank) -> Findings:
    """Each item names its topic; whether the syllabus has the topic is asked by `topics-in-syllabus`.

    Why: only by its topic can an item be held against the syllabus.

    Wrong:
        - stem: Which key is unique?   # <-
          topic:

    Right:
        - {stem: Which key is unique?, topic: keys}
    """
    if not node.item.topic:
        yield finding(node.item.at)


@rule(
    "kinds-allowed",
    ItemInBank,
    "an item of the kind “{kind}”; allowed here: {allowed}",
    help="ask the same in one of these kinds, or take the item out of the bank",
)
def kinds_allowed(node: ItemInBank, *, kinds: tuple[str, ...]) -> Findings:
    """The items of a bank are of certain kinds.

    Why: a test is marked by the machine, and all its items alike.

    Wrong:
        limits: {kinds: [choice]}
        - stem: Which key is unique?   # <-
          answers: [primary]

    Right:
        limits: {kinds: [choice]}
        - {stem: Which key is unique?, correct: primary}

    Limits:
        kinds: choice, true-false, short-answer, numerical, matching, essay, text-only.
    """
    kind = node.item.response.kind
    if kind not in kinds:
        yield finding(node.item.at, kind=word(kind), allowed=_listed(*kinds))


def _listed(first: str, *rest: str) -> Message:
    """Words with commas, each in the language of the reader."""
    if not rest:
        return word(first)
    return Message("word.list", "{first}, {rest}", MappingProxyType({"first": word(first), "rest": _listed(*rest)}))


RULES = (difficulty_level, item_names_topic, kinds_allowed)
