"""Changes of records with their marks: word by word in texts, entry by entry in lists."""

from collections.abc import Iterator, Sequence
from itertools import chain

from rapidfuzz.distance import Indel

from qoima.core.diagnostic import Message
from qoima.diff.change import Change, Mark, Run
from qoima.diff.words import runs

COMMA = ", "


def change(path: str, label: Message, before: str | None, after: str | None, *, secret: bool = False) -> Change:
    """A change with its words marked where there is a text on both sides."""
    marked = runs(before, after) if before and after else ()
    return whole(path, label, before, after, marked, secret=secret)


def whole(
    path: str,
    label: Message,
    before: str | None,
    after: str | None,
    marks: tuple[Run, ...] = (),
    *,
    secret: bool = False,
) -> Change:
    """A change of a value that is read as a whole; empty is as good as none."""
    return Change(field=path, label=label, before=before or None, after=after or None, runs=marks, secret=secret)


def entry_runs(before: Sequence[str], after: Sequence[str]) -> tuple[Run, ...]:
    """The entries of a list, joined by commas, that stayed, went and came."""
    old, new = ([*chain.from_iterable((one, COMMA) for one in side)][:-1] for side in (before, after))
    return tuple(_runs(old, new))


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    numbers: dict[str, int] = {}
    left, right = ([numbers.setdefault(token, len(numbers)) for token in side] for side in (old, new))
    went = came = ""
    for code in (*Indel.opcodes(left, right), None):
        if code is not None and code.tag != "equal":
            went += "".join(old[code.src_start : code.src_end])
            came += "".join(new[code.dest_start : code.dest_end])
            continue
        yield from (Run(mark, text) for mark, text in ((Mark.REMOVED, went), (Mark.ADDED, came)) if text)
        went = came = ""
        if code is not None:
            yield Run(Mark.SAME, "".join(old[code.src_start : code.src_end]))
