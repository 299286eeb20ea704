"""Where a GIFT item holds its answers, even where the closing brace stands before the opening one."""

from typing import NamedTuple

from qoima.formats.gift.cursor import edges, pieces, settled, sizes

BLANK = "_____"
"""What Moodle puts where an answer block stands inside its sentence."""


class Parts(NamedTuple):
    """An item cut at its braces: the text of the question, and where in `text` its answers begin and end (trimmed).

    `is_whole` is false where a letter has been cut in two, which Moodle's database refuses.
    """

    stem: str
    text: str
    start: int
    end: int
    is_whole: bool = True


def cut(text: str, start: int, opening: int, closing: int) -> Parts:
    """The parts of an item whose text begins at `start`."""
    blank = "" if text.endswith("}") else BLANK
    if closing > opening:
        stem = text[start:opening]
        if closing + 1 < len(text):
            stem = settled(stem) + blank + settled(text[closing + 1 :])
        return Parts(stem, text, *edges(text, opening + 1, closing))
    # PHP takes the negative length for a distance from the end, in bytes of the text that it holds.
    held = sizes(text)
    away = sum(held[closing:opening])
    end, behind = _split(text, *_back(held, away + 1, opening + 1))
    rest, before = _split(text, *(_back(held, away - 1, opening) if away > 1 else (opening, 0)))
    stem = settled(text[start:opening]) + blank + settled(before[1] + text[rest + bool(before[1]) :])
    answers = text[:end] + behind[0] + text[end + bool(behind[0]) :]
    whole = "\ufffd" not in behind[0] + before[1]
    return Parts(stem, answers, *edges(answers, opening + 1, end + len(behind[0])), is_whole=whole)


def _back(held: list[int], away: int, least: int) -> tuple[int, int]:
    """The offset that is `away` bytes before the end, not before `least`, and by how many bytes the sign there begins
    before that."""
    at = len(held)
    while at > least and away > 0:
        at -= 1
        away -= held[at]
    return at, max(0, -away)


def _split(text: str, at: int, inside: int) -> tuple[int, tuple[str, str]]:
    """An offset, and the two parts of the sign there if the cut goes through it."""
    if not inside:
        return at, ("", "")
    return at, pieces(text[at], inside) or ("\ufffd", "\ufffd")
