"""One file mended: all that is done to it, each step on what the one before has made readable."""

from dataclasses import dataclass
from typing import Literal

from qoima.core.source import Source
from qoima.fix import second_reader
from qoima.fix.copies import without_copies
from qoima.fix.draft import Ask, Draft, Fix
from qoima.fix.ids import Ids, with_ids
from qoima.fix.layout import bare_lines, composed_letters, empty_lines, spaces_for_tabs
from qoima.fix.letters import one_alphabet
from qoima.fix.seen import Seen, see
from qoima.fix.yaml_traps import quote_traps
from qoima.formats.conflict import conflict
from qoima.formats.decode import decode
from qoima.formats.yaml.nodes import read
from qoima.model.digest import digest

BOM = b"\xef\xbb\xbf"
MOST_MIB = 1
"""A larger file is left alone: one of this size, of items that all have slips, takes about half a minute."""
LeftAlone = Literal["size", "encoding", "merge", "unreadable", "second-reader"]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file before and after. `done` and `refused` have places in `source`, the text after.

    `left` says why nothing was done to a file; `offered` counts the fixes that only an author can decide on and
    has not agreed to. With `says_else` an expert who has seen the file has seen something else.
    """

    path: str
    before: bytes
    after: bytes
    old: Source
    source: Source
    done: tuple[Fix, ...] = ()
    refused: tuple[Fix, ...] = ()
    offered: int = 0
    left: LeftAlone | None = None
    says_else: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether there is something to write."""
        return self.before != self.after


def mended(path: str, data: bytes, ids: Ids, ask: Ask | None = None, *, most_bytes: int = MOST_MIB << 20) -> Fixed:
    """A file with its slips mended: a bank or practice set in YAML or GIFT, or another YAML file that people write."""
    if len(data) > most_bytes:
        return Fixed(path, data, data, Source(path, ""), Source(path, ""), left="size")
    source, said = decode(path, data)
    codes = {one.code for one in said}
    if source is None:
        nothing = Source(path, "")
        return Fixed(path, data, data, nothing, nothing, left=None if "FIL005" in codes else "encoding")
    is_yaml = not path.endswith(".gift")
    if conflict(source, "YML016" if is_yaml else "GFT071") is not None:
        return Fixed(path, data, data, source, source, left="merge")
    before = see(source)
    draft = Draft(path, source.text, ask)
    if is_yaml:
        spaces_for_tabs(draft)
        quote_traps(draft)
    after = see(draft.source)
    if is_yaml and after.root is None:
        return Fixed(path, data, data, source, source, left="unreadable")
    empty_lines(draft)
    bare_lines(draft)
    composed_letters(draft)
    one_alphabet(draft)
    without_copies(draft)
    with_ids(draft, ids)
    if is_yaml and draft.text != source.text and not _second_opinion(source, draft):
        return Fixed(path, data, data, source, source, left="second-reader")
    return Fixed(
        path=path,
        before=data,
        after=draft.text.encode(),
        old=source,
        source=draft.source,
        done=(*_of_bytes(data, source.text), *sorted(draft.done, key=lambda fix: fix.at)),
        refused=tuple(sorted(draft.refused, key=lambda fix: fix.at)),
        offered=draft.offered,
        says_else=_digest(before) != _digest(see(draft.source)),
    )


def _of_bytes(data: bytes, text: str) -> list[Fix]:
    """What decoding has mended already."""
    found = [Fix("bom", 0, "\ufeff", "")] if data.startswith(BOM) else []
    if data.removeprefix(BOM) != text.encode():
        found.append(Fix("line-ends", 0, "\r\n" if b"\r\n" in data else "\r", "\n"))
    return found


def _second_opinion(source: Source, draft: Draft) -> bool:
    old, new = read(source)[0], read(draft.source)[0]
    quotes = any(fix.kind in ("quotes", "tabs") for fix in draft.done)
    return new is not None and second_reader.agrees(source.text, draft.text, old, new, may_quote=quotes)


def _digest(seen: Seen) -> str:
    """What a review compares, less the pictures, which no fix touches."""
    return digest(seen.items, folder="", pictures={})
