"""Where Markdown shows something else than its author typed."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from qoima.model.text import Text

_CODE_OR_MATH = re.compile(r"```.*?```|`[^`\n]*`|\$\$.+?\$\$|\$[^$\n]+\$", re.S)
_SWALLOWED = re.compile(r"(?<!\w)__([^\W_]\w*)__(?!\w)|(?<!\w)\w+\*(?=\S)[^*\n]+?(?<=\S)\*\w+")
_FORMULA_OPENS = re.compile(r"(?<!\\)\\[(\[]")
_FORMULA_CLOSES = re.compile(r"\\[)\]]")


class Slip(NamedTuple):
    """A place in a qoima text that readers will see otherwise than it was typed; offsets into the source."""

    kind: Literal["emphasis", "formula"]
    start: int
    typed: str
    shown: str


def slips(text: Text) -> tuple[Slip, ...]:
    """Emphasis that swallows signs inside a word, and formulas between the wrong signs; none in Moodle's markups."""
    if text.markup != "qoima":
        return ()
    bare = _CODE_OR_MATH.sub(lambda m: "\0" * len(m[0]), text.source)
    found = [Slip("emphasis", m.start(), m[0], m[1] or m[0].replace("*", "")) for m in _SWALLOWED.finditer(bare)]
    return tuple(sorted([*found, *_bare_formulas(bare)], key=lambda s: s.start))


def _bare_formulas(text: str) -> Iterator[Slip]:
    at = 0
    while opens := _FORMULA_OPENS.search(text, at):
        closes = _FORMULA_CLOSES.search(text, opens.end() + 1)
        if closes is None:
            return
        at = closes.end()
        yield Slip("formula", opens.start(), text[opens.start() : at], text[opens.end() : closes.start()])
