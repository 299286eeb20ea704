"""Ids for items that have none, after the pattern of those beside them, and never one that has been used."""

import bisect
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from qoima.fix.draft import Draft
from qoima.fix.edit import Edit
from qoima.fix.files import folder_of
from qoima.fix.seen import Seen, meanings, see
from qoima.formats.gift.cursor import Block, blocks
from qoima.formats.yaml.nodes import Mapping as Fields
from qoima.formats.yaml.nodes import Sequence as Entries
from qoima.model.item import Item

_NUMBERED = re.compile(r"([A-Za-z0-9](?:[A-Za-z0-9._-]*[._-])?)([0-9]+)")
_DIGITS = 3
_MARKS = re.compile(r"//[ \t]*(?=\[(?:tag|id):)")
_MORE = re.compile(r"//[ \t]*qoima:")


class Ids:
    """The ids of a repository: every word that looks like one in any of its files counts as used."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """`texts` has by path all that may name an item: banks, practice sets, reviews, deliveries."""
        self._texts = dict(texts)
        self._last: dict[str, int] = {}

    def of_folder(self, path: str) -> Iterator[tuple[str, str]]:
        """Path and text of the files of items beside this one."""
        folder = path.rsplit("/", 1)[0]
        return ((p, t) for p, t in sorted(self._texts.items()) if p.rsplit("/", 1)[0] == folder and folder_of(p))

    def new(self, prefix: str, digits: int) -> str:
        """The next id after the last one of this prefix, anywhere."""
        if prefix not in self._last:
            pattern = re.compile(rf"(?<![A-Za-z0-9._-]){re.escape(prefix)}([0-9]{{1,9}})(?![A-Za-z0-9_-])")
            used = (int(match[1]) for text in self._texts.values() for match in pattern.finditer(text))
            self._last[prefix] = max(used, default=0)
        self._last[prefix] += 1
        return f"{prefix}{self._last[prefix]:0{digits}d}"

    def names(self, prefix: str, but: str) -> bool:
        """Whether another file than `but` has an id that begins so."""
        pattern = re.compile(rf"(?<![A-Za-z0-9._-]){re.escape(prefix)}[0-9]")
        return any(pattern.search(text) for path, text in self._texts.items() if path != but)


def with_ids(draft: Draft, ids: Ids) -> None:
    """Give each item without an id the next one: first key in YAML, a comment above the item in GIFT."""
    before = see(draft.source)
    places = list(_yaml(before) if before.root is not None else _gift(before))
    if not places or folder_of(draft.path) is None:
        return
    prefix, digits = _pattern(draft.path, before.items, ids)
    edits = []
    for at, written in places:
        edits.append(Edit(at, at, written.format(id=ids.new(prefix, digits)), "id"))
    draft.make(edits, partial(_differs_in_ids, before))


def _pattern(path: str, items: Iterable[Item], ids: Ids) -> tuple[str, int]:
    """What new ids begin with, and how many digits follow: as here, as beside, else course and control."""
    if found := _frequent(item.id for item in items):
        return found
    course, language, control = folder_of(path) or ("", "", "")
    for other, text in ids.of_folder(path):
        its = (folder_of(other) or ("", "", ""))[2]
        found = _frequent(re.findall(r"(?:\bid:[ \t]*|\[id:)([\w.-]+)", text))
        if found and other != path and f"-{its}-" in found[0]:
            return found[0].replace(f"-{its}-", f"-{control}-"), found[1]
    prefix = f"{course}-{control}-"
    return (f"{course}-{language}-{control}-" if ids.names(prefix, path) else prefix), _DIGITS


def _frequent(ids: Iterable[str]) -> tuple[str, int] | None:
    patterns = Counter(
        (match[1], len(match[2])) for id in ids if (match := _NUMBERED.fullmatch(id)) and match[1][-1] in "-._"
    )
    return max(sorted(patterns), key=lambda pattern: patterns[pattern]) if patterns else None


def _yaml(seen: Seen) -> Iterator[tuple[int, str]]:
    """Where the id of each item without one is to be written, and how."""
    items = seen.root.values.get("items") if isinstance(seen.root, Fields) else None
    text = seen.source.text
    for entry in items.items if isinstance(items, Entries) else []:
        if not isinstance(entry, Fields) or not entry.keys:
            continue
        key = entry.keys.get("id")
        if key is not None:
            value = entry.values["id"]
            if getattr(value, "text", None) == "" and getattr(value, "plain", False):
                yield text.index(":", key.end) + 1, " {id}"
            continue
        first = next(iter(entry.keys.values()))
        if text[entry.start] == "{":
            yield first.start, "id: {id}, "
        else:
            column = seen.source.position(first.start).column - 1
            yield first.start, "id: {id}\n" + " " * column


def _gift(seen: Seen) -> Iterator[tuple[int, str]]:
    bare = sorted(item.places["stem"].start for item in seen.items if not item.id)
    for block in blocks(seen.source):
        number = bisect.bisect_left(bare, block.base)
        if number < len(bare) and bare[number] <= block.limit and not block.text.startswith("$CATEGORY:"):
            yield _above(block)


def _above(block: Block) -> tuple[int, str]:
    """In the first comment with tags above the item, else in a line of its own there."""
    text = block.source.text
    above = [line for line in block.comments if line.start < block.base]
    for line in above:
        if (match := _MARKS.match(text, line.start, line.end)) is not None:
            return match.end(), "[id:{id}] "
    own = next((line.start for line in above if _MORE.match(line.text)), block.base)
    return own, "// [id:{id}]\n"


def _differs_in_ids(before: Seen, text: str, edits: Sequence[Edit]) -> bool:
    """The same items in the same order, some of which now have an id."""
    after = see(type(before.source)(before.source.path, text))
    if len(after.items) != len(before.items) or any(n > before.codes[code] for code, n in after.codes.items()):
        return False
    named = {item.id for item in before.items if item.id}
    new = [b.id for a, b in zip(before.items, after.items, strict=True) if not a.id and b.id]
    if len(set(new)) != len(new) or named & set(new) or len(new) > len(edits):
        return False
    if before.root is not None and _without_new_ids(before, after) != before.tree():
        return False
    return all(
        old == now or (not old["id"] and {**old, "id": ""} == {**now, "id": ""})
        for old, now in zip(meanings(before.items), meanings(after.items), strict=True)
    )


def _without_new_ids(before: Seen, after: Seen) -> Any:
    """The tree after, less the ids that the entries before did not have."""
    old, new = before.tree(), after.tree()
    for was, now in zip(old["items"], new["items"], strict=False):
        if isinstance(was, dict) and "id" not in was:
            now.pop("id", None)
    return new
