"""Formulas among the words of a page, as the filters of Moodle find them."""

import re
from collections.abc import Iterator
from typing import Literal

_CLOSING = {"\\(": "\\)", "\\[": "\\]", "$$": "$$"}
_OPENING = re.compile(r"\\\(|\\\[|\$\$")


def formula_parts(text: str) -> Iterator[tuple[Literal["words", "formula", "display"], str]]:
    """Words and formulas of a text that Moodle's filter sees; LaTeX in one line."""
    done = at = 0
    unclosed: set[str] = set()
    while (found := _OPENING.search(text, at)) is not None:
        end = -1 if found[0] in unclosed else text.find(_CLOSING[found[0]], found.end() + 1)
        if end < 0:
            unclosed.add(found[0])
            at = found.start() + 1
            continue
        yield "words", text[done : found.start()]
        yield "formula" if found[0] == "\\(" else "display", " ".join(text[found.end() : end].split())
        done = at = end + 2
    yield "words", text[done:]
