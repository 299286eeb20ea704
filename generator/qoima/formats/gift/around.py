"""Signs around the answers of a GIFT item that say where its author meant it to end."""

import re
from itertools import islice

from qoima.core.diagnostic import Diagnostic, Message
from qoima.core.problems import problem
from qoima.formats.gift.cursor import Block, edges
from qoima.formats.gift.kept import said_to_be_stored
from qoima.formats.gift.weights import Lost
from qoima.model.item import Response

NAMESPACES = frozenset(("std", "boost", "Qt", "cv", "Eigen", "absl"))
"""What stands before `::` in code, so that it is no name of an item."""

_MOST = 20
_NAMED = re.compile(r"\n[^\S\n]*(::((?:[^:\n]|:(?!:))+)::)")
_COMMAND = re.compile(r"(?:[\\\udc87][A-Za-z]+|[\^_])$")
_ANSWER = re.compile(r"\s[=~]\S|~\S")


def around(
    block: Block, start: int, opening: int, closing: int, response: Response | Lost, said: list[Diagnostic]
) -> None:
    """GFT019, 020, 057, 063, 064 of an item whose text begins at `start`; a brace that is not there is at -1."""
    text = block.text
    swallowed = _swallowed(block, start, closing)
    if swallowed:
        said.extend(_missing_line(block, swallowed))
    limit = swallowed[0][0] if swallowed else len(text)
    if not 0 <= opening < closing < limit:
        return
    if _is_command(text, opening, closing):
        said.append(problem("GFT019", block.span(opening, closing + 1), stored=said_to_be_stored(response)))
        return
    if closing + 1 == limit and text.find("{", opening + 1, closing) < 0:
        return
    at, end = edges(text, closing + 1, limit)
    inner, stray, second = (text.find(*what) for what in (("{", opening + 1, closing), ("}", at, end), ("{", at, end)))
    before = second if second >= 0 else end
    if inner >= 0:
        said.append(problem("GFT063", block.span(inner, closing + 1), stored=said_to_be_stored(response)))
    elif at <= stray < before or _is_answer(text, closing + 1, before):
        said.append(problem("GFT063", block.span(closing, closing + 1), stored=said_to_be_stored(response)))
    elif second >= 0 or text.startswith(("//", "####"), at, end):
        line = text.find("\n", before if second >= 0 else at, end)
        place = block.part(before if second >= 0 else at, line if line >= 0 else end)
        said.append(problem("GFT064" if text.startswith("####", at, end) else "GFT020", place))


def _is_command(text: str, opening: int, closing: int) -> bool:
    """Whether the braces belong to a command of a formula, as in `\\frac{1}` and `x^{2}`."""
    last = text[opening - 1 : opening]
    if not (last.isalpha() or last in "^_") or not _COMMAND.search(text[max(0, opening - 30) : opening]):
        return False
    return not text[opening + 1 : closing].lstrip().startswith(("=", "~", "#", "%"))


def _is_answer(text: str, start: int, end: int) -> bool:
    """Whether another answer stands behind the braces."""
    return bool(_ANSWER.search(text, start, end))


def _swallowed(block: Block, start: int, closing: int) -> list[tuple[int, int]]:
    """Where lines begin a question of their own, though no blank line stands above them, and the end of their head."""
    text = block.text
    if text.find("\n", start) < 0:
        return []
    if text.find("::", start) >= 0:
        named = (match for match in _NAMED.finditer(text, start) if match[2] not in NAMESPACES)
        if found := [match.span(1) for match in islice(named, _MOST)]:
            return found
    found = []
    while closing >= 0 and len(found) < _MOST:
        at, end = edges(text, closing + 1, len(text))
        opening = text.find("{", at + 1, end)
        line = text.find("\n", at, end)
        # A line that goes on in small letters is the same sentence with another gap.
        if "\n" not in text[closing + 1 : at] or not 0 <= opening < (line if line >= 0 else end) or text[at].islower():
            break
        closing = text.find("}", opening)
        if closing >= 0:
            found.append(edges(text, at, opening))
    return found


def _missing_line(block: Block, places: list[tuple[int, int]]) -> list[Diagnostic]:
    """GFT057 for each question that is lost in the one above it, with what becomes of its id and tags."""
    found = []
    last = 0
    for start, end in places:
        here = [c for c in block.comments if block.base + last < c.start < block.base + start]
        taken: Message | str = ""
        if any("[id:" in c.text or "[tag:" in c.text for c in here):
            taken = Message("gift.marks-taken", "; that one also takes its tags, and its id if it has none itself")
        found.append(problem("GFT057", block.span(start, end), taken=taken))
        last = end
    return found
