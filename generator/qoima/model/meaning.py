"""What an item means, apart from how it is written: two items say the same when their meanings are equal."""

import posixpath
from base64 import b64decode
from binascii import Error
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from urllib.parse import unquote_to_bytes

from qoima.model.item import (
    Choice,
    Essay,
    Item,
    Matching,
    Number,
    Numerical,
    Response,
    ShortAnswer,
    TrueFalse,
    option_weights,
)
from qoima.model.markup import plain, tree
from qoima.model.text import Text

Meaning = dict[str, object]
"""Texts, truth values, and tuples and mappings of them by field: can be compared, and written as JSON."""

SPACE = " \t\n\r\0\x0b"
"""What Moodle trims; a no-break space is none of it."""


def meaning(item: Item, *, penalty: bool, folder: str = "", pictures: Mapping[str, bytes] | None = None) -> Meaning:
    """The item by field. What has no order is sorted, weights are what answers pay (`option_weights` with `penalty`).

    A text is its tree; a text that holds nothing is as good as none. Where `pictures` has
    the bytes of a picture, by path with `folder` before it, or the address has them inside (`data:`), the picture is
    their SHA-256.
    """
    shown = _Shown(folder, {} if pictures is None else pictures)
    return {
        "id": item.id,
        "name": name_of(item),
        "category": item.category,
        "kind": item.response.kind,
        "stem": shown.text(item.stem),
        **_response(item.response, shown, penalty),
        "feedback": shown.text(item.feedback),
        "hints": tuple(held for hint in item.hints if (held := shown.text(hint))),
        "points": number_text(item.points if item.response.kind != "text-only" else Decimal(0)),
        "difficulty": item.difficulty,
        "topic": item.topic,
        "outcome": item.outcome,
        "uses": tuple(sorted(set(item.uses))),
        "tags": tuple(sorted(free_tags(item))),
        "symbols": dict(item.symbols),
        "translates": item.translates,
        "sample_of": item.sample_of,
        "accepts": dict(item.accepts),
    }


def name_of(item: Item) -> str:
    """The question's name: the item's own, else its id, else how its text begins."""
    return (item.name or item.id or plain(item.stem)[:80]).strip(SPACE)


def fact_tags(item: Item) -> tuple[tuple[str, str], ...]:
    """The facts that Moodle holds as tags, as (field, tag): `("topic", "topic:joins")`."""
    facts = [("difficulty", item.difficulty), ("topic", item.topic), ("outcome", item.outcome)]
    facts += [("uses", material) for material in item.uses]
    return tuple((key, f"{key}:{value}") for key, value in facts if value)


def free_tags(item: Item) -> tuple[str, ...]:
    """The other tags, each once: Moodle compares tags without case, and takes one that repeats a fact for the fact."""
    seen = {tag.casefold() for _, tag in fact_tags(item)}
    tags: dict[str, str] = {}
    for tag in (tag.strip() for tag in item.extra_tags):
        if tag and tag.casefold() not in seen:
            tags.setdefault(tag.casefold(), tag)
    return tuple(tags.values())


def number_text(value: Decimal) -> str:
    """A number with a point, without zeros at the end and, up to twenty digits, without an exponent."""
    if not value:
        return "0"
    return f"{value.normalize():f}" if abs(value.adjusted()) <= 20 else str(value.normalize())


def typed(text: Text) -> str:
    """An answer as it is compared with what a student types, or the right side of a pair: words without markup."""
    return text.source.strip(SPACE) if text.markup == "plain" else plain(text)


@dataclass(frozen=True, slots=True)
class _Shown:
    folder: str
    pictures: Mapping[str, bytes]

    def text(self, text: Text | None) -> tuple[tuple[str, ...], ...]:
        if text is None:
            return ()
        return tuple(
            ("picture", self.picture(piece.value), piece.alt) if piece.kind == "picture" else (piece.kind, piece.value)
            for piece in tree(text)
        )

    def picture(self, address: str) -> str:
        held = picture_bytes(address, self.folder, self.pictures)
        return address if held is None else f"sha256:{sha256(held).hexdigest()}"


def picture_bytes(address: str, folder: str, pictures: Mapping[str, bytes]) -> bytes | None:
    """The picture that a text in `folder` names, or has inside its address (`data:`); None where there is none."""
    held = pictures.get(posixpath.normpath(posixpath.join(folder, address)))
    return _inside(address) if held is None and address.startswith("data:") else held


def _inside(address: str) -> bytes | None:
    """The bytes that a `data:` address holds; None where they are no base64."""
    kind, _, data = address.partition(",")
    try:
        return b64decode(data, validate=True) if kind.endswith(";base64") else unquote_to_bytes(data)
    except (Error, ValueError):
        return None


def _response(response: Response, shown: _Shown, penalty: bool) -> Meaning:
    match response:
        case Choice(options=options, several=several) as choice:
            weights = option_weights(choice, penalty=penalty)
            rows = zip(options, weights, strict=True)
            held = sorted((shown.text(o.text), number_text(w), shown.text(o.feedback)) for o, w in rows)
            return {"several": several, "options": tuple(held)}
        case TrueFalse(answer=answer, when_true=when_true, when_false=when_false):
            return {"answer": answer, "when_true": shown.text(when_true), "when_false": shown.text(when_false)}
        case ShortAnswer(answers=answers, match_case=match_case):
            typed_in = tuple((typed(a.text), number_text(a.weight_percent), shown.text(a.feedback)) for a in answers)
            return {"answers": typed_in, "match_case": match_case}
        case Numerical(numbers=numbers):
            return {"numbers": tuple(_number(number, shown) for number in numbers)}
        case Matching(pairs=pairs, extra=extra):
            sides = tuple((shown.text(left), shown.text(right)) for left, right in pairs)
            return {"pairs": sides, "extra": tuple(shown.text(right) for right in extra)}
        case Essay(lines=lines, notes=notes):
            return {"lines": str(lines), "notes": shown.text(notes)}
        case _:
            return {}


def _number(number: Number, shown: _Shown) -> tuple[object, ...]:
    """Value, tolerance, weight, feedback; `any` is every other number."""
    values = ("any", "0") if number.value is None else (number_text(number.value), number_text(number.tolerance))
    return (*values, number_text(number.weight_percent), shown.text(number.feedback))
