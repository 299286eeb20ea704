"""What a file for Moodle cannot carry of an item, field by field (LOS)."""

from collections.abc import Iterator
from itertools import islice
from types import MappingProxyType

from qoima.core.diagnostic import Diagnostic, Message
from qoima.core.problems import problem
from qoima.core.source import Span
from qoima.model.foreign import dropped
from qoima.model.item import Item, Matching
from qoima.model.markup import tree
from qoima.model.meaning import typed
from qoima.model.text import Text

_RIGHT_SIDE = "formulas, code, pictures and line breaks on the right side of a pair"
_TAG = "a tag with one of the signs < > `"
WHAT = {
    "hints": "hints",
    "points": "points",
    "lines": "the lines of an essay",
    "notes": "the notes to those who mark an essay",
    "feedback": "feedback on a text without a question",
    "several": "single choice without an option of 100 %",
    "match_case": "the difference of capital and small letters",
    "pairs": _RIGHT_SIDE,
    "extra": _RIGHT_SIDE,
    "name": "a name with one of its own codes, such as &&058;",
    "category": "a category of this name",
    "difficulty": _TAG,
    "topic": _TAG,
    "outcome": _TAG,
    "uses": _TAG,
    "tags": _TAG,
}
"""What is lost, by the field of the item's meaning; other languages have it as `lost.<field>`."""


LOOKS = {
    "audio": "audio",
    "video": "video",
    "frame": "an embedded page or object",
    "mathml": "the layout of MathML formulas",
    "drawing": "an SVG drawing",
    "script": "a script",
    "fields": "form fields",
    "heading": "headings",
    "strike": "text struck through or inserted",
    "style": "text styles",
    "colour": "colours",
    "link": "the link {address}",
}
"""What is lost of the looks of a text, by the kinds of `dropped`; other languages have it as `looks.<kind>`."""
_MOST = 8


def lost(item: Item, field: str, form: str = "") -> Diagnostic:
    """This field of the item stays behind: LOS003 where the format is to blame, LOS010 where Moodle is."""
    return _lost(item.place(field), field, form)


def lost_category(at: Span, form: str = "") -> Diagnostic:
    """The same of a category, which is of several items."""
    return _lost(at, "category", form)


def _lost(at: Span, field: str, form: str) -> Diagnostic:
    said = Message(f"lost.{field}", WHAT[field])
    return problem("LOS003", at, format=form, what=said) if form else problem("LOS010", at, what=said)


def lost_looks(item: Item, form: str, *, kept: frozenset[str] = frozenset()) -> Iterator[Diagnostic]:
    """LOS023 once an item: what its texts show beside words, apart from the kinds that are `kept`."""
    found: dict[tuple[str, str], None] = {}
    for text in item.all_texts():
        found |= dict.fromkeys(one for one in dropped(text) if one[0] not in kept)
    if found:
        yield problem("LOS023", item.at, format=form, what=_listed(*islice(found, _MOST)))


def _listed(first: tuple[str, str], *rest: tuple[str, str]) -> Message:
    kind, address = first
    named = Message(f"looks.{kind}", LOOKS[kind], MappingProxyType({"address": address}))
    if not rest:
        return named
    return Message("word.list", "{first}, {rest}", MappingProxyType({"first": named, "rest": _listed(*rest)}))


def lost_right_sides(item: Item, matching: Matching) -> Iterator[Diagnostic]:
    """Right sides are plain text in Moodle."""
    if not all(_is_plain(right) for _, right in matching.pairs):
        yield lost(item, "pairs")
    if not all(_is_plain(right) for right in matching.extra):
        yield lost(item, "extra")


def _is_plain(text: Text) -> bool:
    return text.markup == "plain" or tree(text) == tree(Text(typed(text), "plain"))
