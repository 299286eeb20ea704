"""Weights of answers in GIFT (`%50%`), and what Moodle makes of them."""

import re
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from qoima.core.diagnostic import Diagnostic
from qoima.core.problems import problem
from qoima.core.source import Span
from qoima.formats.gift.cursor import Block
from qoima.model.item import WEIGHTS_PERCENT

WEIGHT = re.compile(r"%-*[0-9]{1,2}\.?[0-9]*%")
FULL = Decimal(100)
_SHARE = re.compile(r"\s+(?:of|off|from|от|из|скидк[аиу])\b|-[ыі]")
_SHOWN = 40
_NEAR = 0.00001
_FRACTIONS = tuple((round(float(weight) / 100, 7), weight) for weight in reversed(WEIGHTS_PERCENT))


class Lost(Enum):
    """What goes when Moodle does not take an item."""

    ITEM = "the item alone"
    FILE = "all items of the file: the import breaks off before any is stored"
    REST = "the item and all behind it: the import breaks off here"


@lru_cache(maxsize=1000)
def legal(weight: str) -> Decimal | Lost:
    """The weight of Moodle's list that a weight as typed stands for; what is lost where there is none."""
    if weight.startswith("--"):
        return Lost.FILE
    fraction = float(weight) / 100
    for known, percent in _FRACTIONS:
        if abs(abs(fraction) - known) < _NEAR:
            return -percent if fraction < 0 and percent else percent
    return Lost.ITEM


def read_weight(block: Block, start: int, end: int, said: list[Diagnostic]) -> tuple[Decimal | Lost | None, int]:
    """The weight at the start of an answer (None where there is none) and where the rest begins."""
    match = WEIGHT.match(block.text, start, end)
    if match is None:
        return None, start
    weight = legal(match[0][1:-1])
    if isinstance(weight, Lost):
        said.append(illegal(match[0][1:-1], block.span(start, match.end())))
    warn_of_share(block, start, match.end(), end, said)
    return weight, match.end()


def warn_of_share(block: Block, start: int, at: int, end: int, said: list[Diagnostic]) -> None:
    """GFT059 where the weight that ends at `at` reads on as a text about percents."""
    if match := _SHARE.match(block.text, at, end):
        value = block.text[start + 1 : match.end()]
        said.append(problem("GFT059", block.span(start, match.end()), weight=value.partition("%")[0], text=value))


def illegal(weight: str, at: Span) -> Diagnostic:
    """GFT004."""
    return problem("GFT004", at, value=weight[:_SHOWN], known=", ".join(f"{w:f}" for w in WEIGHTS_PERCENT))
