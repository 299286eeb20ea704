"""A file on its way from how it stands to how it is mended: its text so far, what was done, what was not."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import NamedTuple

from qoima.core.source import Source
from qoima.fix.edit import Edit, Kind, Proof, apart, proved, spliced

_WRONG: frozenset[Kind] = frozenset(("quotes", "tabs", "copy", "id"))
"""Kinds that mend what is wrong for certain; blanks and letters that a proof keeps are meant as they are."""


class Question(NamedTuple):
    """A fix that only its author can decide on: the place, and the lines as they are and as they would be.

    From `column` of the first line on `was` becomes `new`.
    """

    path: str
    line: int
    column: int
    kind: Kind
    was: str
    new: str
    before: str
    after: str


Ask = Callable[[Question], bool]


@dataclass(frozen=True, slots=True)
class Fix:
    """What was done at a place, `at` in the text as it then stood; `was` and `new` are the characters."""

    kind: Kind
    at: int
    was: str
    new: str


@dataclass(slots=True)
class Draft:
    """`refused` are fixes that would have changed something else too.

    `offered` counts what was not asked, or not agreed to.
    """

    path: str
    text: str
    ask: Ask | None = None
    done: list[Fix] = field(default_factory=list)
    refused: list[Fix] = field(default_factory=list)
    offered: int = 0

    @property
    def source(self) -> Source:
        """The text so far."""
        return Source(self.path, self.text)

    def make(self, edits: Sequence[Edit], proof: Proof) -> bool:
        """Make those edits that are agreed to and proved; whether there were any."""
        wanted = self._agreed(apart(edits), proof)
        kept = proved(self.text, wanted, proof)
        refused = set(wanted) - set(kept)
        self.refused += [self._fix(edit) for edit in wanted if edit in refused and edit.kind in _WRONG]
        moved = _moved(kept)
        self.done = [replace(fix, at=moved(fix.at)) for fix in self.done]
        self.refused = [replace(fix, at=moved(fix.at)) for fix in self.refused]
        self.done += [replace(self._fix(edit), at=moved(edit.start)) for edit in kept]
        self.text = spliced(self.text, kept)
        return bool(kept)

    def _agreed(self, edits: list[Edit], proof: Proof) -> list[Edit]:
        """The sure ones, and those that the author says yes to; nothing is asked that could not be done."""
        agreed = [edit for edit in edits if edit.sure]
        possible = proved(self.text, [edit for edit in edits if not edit.sure], proof)
        ask = self.ask
        wanted = [edit for edit in possible if ask(self._question(edit))] if ask is not None else []
        self.offered += len(possible) - len(wanted)
        return [*agreed, *wanted]

    def _fix(self, edit: Edit) -> Fix:
        return Fix(edit.kind, edit.start, self.text[edit.start : edit.end], edit.new)

    def _question(self, edit: Edit) -> Question:
        text = self.text
        start = text.rfind("\n", 0, edit.start) + 1
        end = text.find("\n", max(edit.start, edit.end - 1))
        end = len(text) if end < 0 else end
        after = spliced(
            text[start : max(end, edit.end)], [edit._replace(start=edit.start - start, end=edit.end - start)]
        )
        was = text[edit.start : edit.end]
        place = self.source.position(edit.start)
        return Question(
            self.path, place.line, place.column, edit.kind, was, edit.new, text[start:end], after.rstrip("\n")
        )


def _moved(edits: Sequence[Edit]) -> Callable[[int], int]:
    """Where a place stands after the edits, which are in order; a place inside of one is its beginning."""
    starts = [edit.start for edit in edits]
    shifts = list(accumulate((len(edit.new) - (edit.end - edit.start) for edit in edits), initial=0))

    def moved(offset: int) -> int:
        before = bisect_left(starts, offset)
        if before and edits[before - 1].end > offset:
            return edits[before - 1].start + shifts[before - 1]
        return offset + shifts[before]

    return moved
