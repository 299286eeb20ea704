"""How many, how much, how long."""

import unicodedata
from collections.abc import Mapping
from decimal import Decimal

from qoima.model.views import Thing
from qoima.rules.registry import Findings, Say, finding, rule
from qoima.rules.things.reach import label, name_of, number, reach, texts


@rule(
    "number-between",
    Thing,
    "{thing}: `{field}` is {have}; {bounds} required ({label})",
    help="correct the number",
    variants={
        "entries": Say(
            {
                "count": "have",
                "one": "{thing}: `{field}` has {have} entry; {bounds} required ({label})",
                "other": "{thing}: `{field}` has {have} entries; {bounds} required ({label})",
            },
            "add what is missing, or take away what is too much",
        )
    },
)
def number_between(
    node: Thing,
    *,
    field: str,
    at_least: Decimal | None = None,
    at_most: Decimal | None = None,
    more_than: Decimal | None = None,
) -> Findings:
    """A number, or how many entries a list has, lies between bounds. A number that is not written is no finding.

    The bounds `at_least` and `at_most` are allowed themselves, `more_than` is not. An empty list has 0 entries, and an
    entry that says nothing is none.

    Why: the regulation sets how much is enough, and how much is too much.

    Wrong:
        on: course
        limits: {field: credits, at_least: 3, at_most: 5}
        credits: 6   # <-

    Wrong:
        on: course
        limits: {field: topics, at_least: 2}
        topics: {keys: Keys}   # <-
        syllabus: {weeks: []}

    Right:
        on: course
        limits: {field: credits, at_least: 3, at_most: 5}
        credits: 5

    Right:
        on: course
        limits: {field: credits, more_than: 4}
        credits: 5

    Limits:
        field: the field, by path.
        at_least: the smallest allowed number.
        at_most: the greatest allowed number.
        more_than: a number that must be exceeded.
    """
    for held in reach(node.value, field):
        have = number(held.value)
        if held.value is None and _counts(node, field):
            have = Decimal(0)
        if have is not None and _outside(have, at_least, at_most, more_than):
            entries = held.value is None or isinstance(held.value, tuple | Mapping)
            yield finding(
                held.at,
                "entries" if entries else "",
                thing=name_of(node),
                field=field.replace("[]", ""),
                have=int(have) if entries else plain(have),
                bounds=bounds(at_least, at_most, more_than),
                label=label(node, field),
            )


@rule(
    "characters",
    Thing,
    {
        "count": "have",
        "one": "{thing}: `{field}` has {have} character; {bounds} required",
        "other": "{thing}: `{field}` has {have} characters; {bounds} required",
    },
    help="make the text longer or shorter; spaces count, except those at the ends",
)
def characters(node: Thing, *, field: str, at_least: int | None = None, at_most: int | None = None) -> Findings:
    """A text has a length between bounds, both allowed, in each language. Nothing written is no finding.

    Characters are Unicode code points after NFC, blanks at the ends taken away, blanks inside counted.

    Why: platform and form have room for so much, and a text that is too short says nothing.

    Wrong:
        on: course
        limits: {field: name, at_most: 5}
        name: Demo 1   # <-

    Wrong:
        on: course
        limits: {field: name, at_least: 5}
        name: Demo   # <-

    Right:
        on: course
        limits: {field: name, at_least: 5, at_most: 5}
        name: "  Demos "

    Limits:
        field: the field, by path.
        at_least: the shortest allowed text (characters).
        at_most: the longest allowed text (characters).
    """
    for held in reach(node.value, field):
        several = len(texts(held.value)) > 1
        for lang, text in texts(held.value):
            have = len(unicodedata.normalize("NFC", text).strip())
            if (at_least is not None and have < at_least) or (at_most is not None and have > at_most):
                shown = bounds(_decimal(at_least), _decimal(at_most), None)
                named = field.replace("[]", "") + (f".{lang}" if several else "")
                yield finding(held.at, thing=name_of(node), field=named, have=have, bounds=shown)


def _counts(node: Thing, path: str) -> bool:
    """Whether an empty value at the path is a list or mapping without entries."""
    value: object = node.value
    for name in path.replace("[]", "").split("."):
        value = getattr(value, name, None)
    return isinstance(value, tuple | Mapping)


def _outside(have: Decimal, least: Decimal | None, most: Decimal | None, over: Decimal | None) -> bool:
    return (
        (least is not None and have < least)
        or (most is not None and have > most)
        or (over is not None and have <= over)
    )


def bounds(least: Decimal | None, most: Decimal | None, over: Decimal | None) -> str:
    """The bounds in signs that every language reads: `≥ 4`, `3 – 5`, `> 100`, `= 1`."""
    if over is not None:
        return f"> {plain(over)}"
    if least is not None and most is not None:
        return plain(least) if least == most else f"{plain(least)} – {plain(most)}"
    return f"≥ {plain(least)}" if least is not None else f"≤ {plain(most or Decimal(0))}"


def plain(value: Decimal) -> str:
    """A number without exponent and without zeros at its end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


RULES = (number_between, characters)
