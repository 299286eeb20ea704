"""Stretches of a text to be replaced, and the most of them that pass a proof."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

Kind = Literal[
    "bom", "line-ends", "quotes", "tabs", "blank-line", "blanks", "last-line", "nfc", "letters", "copy", "id", "sign"
]
"""`sign` is never done: signs of YAML before what nobody reads as a text are left to their author."""


class Edit(NamedTuple):
    """Characters `start` up to `end` become `new`. Without `sure` an author has to be asked first."""

    start: int
    end: int
    new: str
    kind: Kind
    sure: bool = True


Proof = Callable[[str, Sequence[Edit]], bool]
"""Whether the new text says the same as the old one, but for what these edits are meant to change."""


def spliced(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made, which do not overlap."""
    parts, at = [], 0
    for edit in sorted(edits):
        parts += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join([*parts, text[at:]])


def proved(text: str, edits: Sequence[Edit], proof: Proof) -> list[Edit]:
    """The edits that pass the proof together: all of them, else as many as are found by halving."""

    def grown(base: list[Edit], more: Sequence[Edit]) -> list[Edit]:
        if not more or proof(spliced(text, [*base, *more]), [*base, *more]):
            return [*base, *more]
        if len(more) == 1:
            return base
        middle = len(more) // 2
        return grown(grown(base, more[:middle]), more[middle:])

    return sorted(grown([], apart(edits)))


def apart(edits: Iterable[Edit]) -> list[Edit]:
    """The edits without those that overlap an earlier one."""
    held: list[Edit] = []
    for edit in sorted(edits):
        if not held or (edit.start >= held[-1].end and edit.start > held[-1].start):
            held.append(edit)
    return held
