"""Rules on the options of a choice item."""

from qoima.model.item import Choice, Option
from qoima.model.links import ItemInBank
from qoima.rules.bank.likeness import Meaning, option_meaning
from qoima.rules.registry import Findings, Say, finding, rule

_OPTIONS = {"count": "have", "one": "{have} option, {exactly} required", "other": "{have} options, {exactly} required"}


@rule(
    "option-count",
    ItemInBank,
    _OPTIONS,
    help={"count": "missing", "one": "add {missing} distractor", "other": "add {missing} distractors"},
    variants={
        "many": Say(
            _OPTIONS, {"count": "extra", "one": "remove {extra} distractor", "other": "remove {extra} distractors"}
        )
    },
)
def option_count(node: ItemInBank, *, exactly: int) -> Findings:
    """A choice item offers a fixed number of options.

    Silent where just the right option is missing: that is a finding of its own (`some-correct`).

    Why: the chance of a blind guess is then the same in every item.

    Wrong:
        - stem: Which key is unique?   # <-
          correct: primary
          distractors: [foreign]

    Wrong:
        - stem: Which key is unique?   # <-
          correct: primary
          distractors: [foreign, composite, sort, candidate, natural]

    Right:
        - stem: Which key is unique?
          correct: primary
          distractors: [foreign, composite, sort, candidate]

    Limits:
        exactly: options an item must have (count).
    """
    response = node.item.response
    if not isinstance(response, Choice):
        return
    have = len(response.options)
    if have > exactly:
        yield finding(node.item.at, "many", have=have, extra=have - exactly)
    elif have < (exactly if response.correct else exactly - 1):
        yield finding(node.item.at, have=have, missing=exactly - have)


@rule(
    "distinct-options",
    ItemInBank,
    "this option stands here a second time",
    help="write another distractor in its place",
    variants={"empty": Say("an option without text", "write the option"), "at-first": Say("the first time")},
)
def distinct_options(node: ItemInBank) -> Findings:
    """No option is empty, and no two options of an item say the same.

    Small and capital letters, white space and emphasis make no difference, punctuation does; where an option holds
    code, formulas or digits, its letters count as typed (`C`, C#, 5 kB and 5 KB). A picture is a text.

    Why: an option that nobody can choose, or that is right and wrong at once, spoils the item.

    Wrong:
        - stem: Which key is unique?
          correct: Primary key
          distractors:
            - foreign key
            - primary  key   # <-
            - sort key
            - candidate key

    Wrong:
        - stem: Which key is unique?
          correct: primary
          distractors:
            - foreign
            - "  "   # <-
            - sort
            - candidate

    Right:
        - stem: Which statement prints the character `a`?
          correct: "`print('a')`"
          distractors: ["`print(a)`", "`print('A')`", "`Print('a')`", "-a"]
    """
    if not isinstance(node.item.response, Choice):
        return
    first: dict[Meaning, Option] = {}
    for option in node.item.response.options:
        said = option_meaning(option.text)
        if not said:
            yield finding(option.at, "empty")
        elif first.setdefault(said, option) is not option:
            yield finding(option.at, related=((first[said].at, "at-first"),))


@rule(
    "some-correct",
    ItemInBank,
    {
        "count": "have",
        "one": "{have} right option, at least {at_least} required",
        "other": "{have} right options, at least {at_least} required",
    },
    help="name the right option under `correct` (in GIFT, put `=` before it)",
)
def some_correct(node: ItemInBank, *, at_least: int) -> Findings:
    """A choice item has a least number of right options.

    Why: an item that nobody can answer takes a point from everybody.

    Wrong:
        - stem: Which key is unique?   # <-
          correct:
          distractors: [primary, foreign, composite, sort, candidate]

    Right:
        - stem: Which key is unique?
          correct: primary
          distractors: [foreign, composite, sort, candidate]

    Limits:
        at_least: right options an item must have (count).
    """
    if not isinstance(node.item.response, Choice):
        return
    have = len(node.item.response.correct)
    if have < at_least:
        yield finding(node.item.place("correct"), have=have)


@rule(
    "not-all-correct",
    ItemInBank,
    {
        "count": "have",
        "one": "{have} right option, at most {at_most} expected",
        "other": "{have} right options, at most {at_most} expected",
    },
    help={"count": "extra", "one": "make {extra} option wrong", "other": "make {extra} options wrong"},
)
def not_all_correct(node: ItemInBank, *, at_most: int) -> Findings:
    """A choice item has a greatest number of right options, so that some are wrong.

    Why: where all are right, ticking everything is the answer.

    Wrong:
        limits: {at_most: 2}
        - stem: Which of these are keys?
          correct: [primary, foreign, candidate]   # <-
          distractors: []

    Right:
        limits: {at_most: 2}
        - stem: Which of these are keys?
          correct: [primary, foreign]
          distractors: [column]

    Limits:
        at_most: right options an item may have (count).
    """
    if not isinstance(node.item.response, Choice):
        return
    have = len(node.item.response.correct)
    if have > at_most:
        yield finding(node.item.place("correct"), have=have, extra=have - at_most)


RULES = (option_count, distinct_options, some_correct, not_all_correct)
