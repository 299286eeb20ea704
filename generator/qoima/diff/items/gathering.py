"""Changes of one item, gathered field by field; a side that is not there is None."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from qoima.core.diagnostic import Message
from qoima.diff.change import Change
from qoima.diff.items.likeness import Pair, paired
from qoima.diff.labels import LABELS
from qoima.diff.readable import Said, State, nfc, readable
from qoima.diff.words import line_runs, runs
from qoima.model.text import Text, fold

TextPair = tuple[Text | None, Text | None]


@dataclass(slots=True)
class Gathering:
    """What has been found so far. `live`: what tells the key is secret."""

    before: State
    after: State
    live: bool
    changes: list[Change] = field(default_factory=list)
    key_changed: bool = False
    options_replaced: bool = False

    def value(
        self, name: str, old: str | None, new: str | None, *, secret: bool = False, marks: bool = False,
        by_line: bool = False,
    ) -> None:  # fmt: skip
        """A value that changes as a whole; with `marks`, word by word or line by line. Empty is as good as none."""
        old, new = (nfc(side) if side else None for side in (old, new))
        if old != new:
            self.add(name, old, new, secret=secret, marks=marks, by_line=by_line)

    def add(
        self, name: str, old: str | None, new: str | None, *, secret: bool = False, marks: bool = True,
        by_line: bool = False, label: Message | None = None,
    ) -> None:  # fmt: skip
        """A change of a field, whatever its sides are."""
        marked = (line_runs if by_line else runs)(old, new) if marks and old is not None and new is not None else ()
        self.changes.append(
            Change(
                field=name,
                label=label or LABELS[name],
                before=old,
                after=new,
                runs=marked,
                secret=secret and self.live,
            )
        )

    def text(self, name: str, old: Text | None, new: Text | None, *, secret: bool = False) -> None:
        """A text; of one where only the bytes of a picture differ, the pictures are told elsewhere."""
        if self.before.said(old) != self.after.said(new):
            self.value(name, readable(old), readable(new), secret=secret, marks=True)

    def said(self, pair: TextPair) -> tuple[Said, Said]:
        """What both say."""
        return self.before.said(pair[0]), self.after.said(pair[1])

    def pairs(self, old: Sequence[Text], new: Sequence[Text]) -> list[Pair]:
        """Which texts of two lists are the same or have become each other, in the order of the later list."""
        left = [(self.before.said(text), fold(readable(text) or "")) for text in old]
        right = [(self.after.said(text), fold(readable(text) or "")) for text in new]
        return in_order(paired(left, right))

    def texts(self, name: str, old: Sequence[Text], new: Sequence[Text], *, secret: bool = False) -> bool:
        """The texts of a list, each with what it has become; whether any differs."""
        told = len(self.changes)
        for one, other in self.pairs(old, new):
            self.text(name, _at(old, one), _at(new, other), secret=secret)
        return len(self.changes) > told

    def lines(self, name: str, old: Iterable[str], new: Iterable[str], *, secret: bool = False) -> bool:
        """The values of a list that came or went, or, where it is one on each side, became each other."""
        gone, come = list(map(nfc, old)), list(map(nfc, new))
        for line in list(gone):
            if line in come:
                gone.remove(line)
                come.remove(line)
        if len(gone) == len(come) == 1:
            self.add(name, gone[0], come[0], secret=secret)
        else:
            for line in gone:
                self.add(name, line, None, secret=secret)
            for line in come:
                self.add(name, None, line, secret=secret)
        return bool(gone or come)


def in_order(pairs: Iterable[Pair]) -> list[Pair]:
    """By place in the later list; what went stands last, by its place in the earlier one."""
    return sorted(pairs, key=lambda pair: (pair[1] is None, pair[1] if pair[1] is not None else pair[0]))


def _at(texts: Sequence[Text], place: int | None) -> Text | None:
    return None if place is None else texts[place]
