"""Wrong options that say exactly what the right one says: who ticks them is marked down for a right answer."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from math import inf

from qoima.fix.draft import Draft
from qoima.fix.edit import Edit
from qoima.fix.seen import Seen, meanings, see
from qoima.formats.yaml import nodes as yaml_nodes
from qoima.formats.yaml.nodes import Mapping, Node, Scalar
from qoima.model.item import Choice, Item, Option
from qoima.model.markup import tree

_COMMENT = re.compile(r"^[ \t]*//", re.M)


def without_copies(draft: Draft) -> None:
    """Remove the wrong copies; sure where the item keeps as many options as the items of the file mostly have."""
    while _remove(draft, sure=True):
        pass  # Copies that stand side by side go one by one.
    _remove(draft, sure=False)


def _remove(draft: Draft, *, sure: bool) -> bool:
    before = see(draft.source)
    usual = _usual(before.items)
    edits = []
    for item in before.items:
        places = [place for option in _copies(item) if (place := _place(before, option)) is not None]
        left = len(item.response.options) - len(places) if isinstance(item.response, Choice) else 0
        edits += [Edit(*place, "", "copy", sure) for place in places if (left >= usual) == sure]
    return draft.make(edits, partial(_lacks_only_copies, before))


def _usual(items: Sequence[Item]) -> float:
    """How many options most items have that hold no copies; where there is none, no number is usual."""
    whole = (item.response.options for item in items if isinstance(item.response, Choice) and not _copies(item))
    counts = Counter(map(len, whole))
    return max(counts, key=lambda n: (counts[n], n), default=inf)


def _copies(item: Item) -> list[Option]:
    """The wrong options without feedback or weight of their own whose text is that of a right one."""
    if not isinstance(item.response, Choice):
        return []
    right = {tree(option.text) for option in item.response.correct}
    wrong = (option for option in item.response.distractors if option.feedback is None and not option.weight_percent)
    return [option for option in wrong if tree(option.text) in right]


def _place(seen: Seen, option: Option) -> tuple[int, int] | None:
    if seen.root is None:
        return _in_gift(seen.source.text, option)
    owner = _list_of(seen.root, option.at.start)
    return None if owner is None else _in_yaml(seen.source.text, owner, option)


def _list_of(root: Node, at: int) -> yaml_nodes.Sequence | None:
    """The list of which the text that begins at a place is an entry."""
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml_nodes.Sequence):
            if any(isinstance(entry, Scalar) and entry.start == at for entry in node.items):
                return node
            waiting += node.items
        elif isinstance(node, Mapping):
            waiting += node.values.values()
    return None


def _in_yaml(text: str, owner: yaml_nodes.Sequence, option: Option) -> tuple[int, int] | None:
    """The entry with its comma, or with its whole lines; None where a comment would go with it, or no entry is left."""
    start, end, entries = option.at.start, option.at.end, owner.items
    number = next(n for n, entry in enumerate(entries) if entry.start == start)
    if len(entries) < 2:
        return None
    if text[owner.start] == "[":
        if number + 1 < len(entries):
            end = entries[number + 1].start
        else:
            start = entries[number - 1].end
    else:
        start = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", max(start, end - 1))
        end = len(text) if stop < 0 else stop + 1
    alone = text[start:end].replace(option.at.text, "", 1).strip(" \t\n-,")
    return None if alone else (start, end)


def _in_gift(text: str, option: Option) -> tuple[int, int] | None:
    """The answer with its sign and the blanks before it, back to the answer above."""
    start = len(text[: option.at.start].rstrip(" \t"))
    line = text.rfind("\n", 0, option.at.end)
    if start and text[start - 1] == "\n" and line < option.at.start:
        start -= 1
    return None if _COMMENT.search(text[start : option.at.end]) else (start, option.at.end)


def _lacks_only_copies(before: Seen, text: str, edits: Sequence[Edit]) -> bool:
    """So many options fewer, each a wrong copy of a right one, and nothing else."""
    after = see(type(before.source)(before.source.path, text))
    if len(after.items) != len(before.items) or after.unread_items != before.unread_items:
        return False
    if any(now > before.codes[code] for code, now in after.codes.items()):
        return False
    gone = 0
    for old, new, kept, left in zip(
        before.items, after.items, meanings(before.items), meanings(after.items), strict=True
    ):
        if kept == left:
            continue
        if not isinstance(old.response, Choice) or not isinstance(new.response, Choice):
            return False
        lost = list(_lost(old.response, new.response))
        copies = {tree(option.text) for option in _copies(old)}
        gone += len(lost)
        without = {key: value for key, value in kept.items() if key != "options"}
        if without != {key: value for key, value in left.items() if key != "options"}:
            return False
        if any(option.correct or tree(option.text) not in copies for option in lost):
            return False
    return gone == len(edits)


def _lost(old: Choice, new: Choice) -> Iterator[Option]:
    """The options that are gone; every other one is still there, in its order."""
    left = list(new.options)
    for option in old.options:
        if left and option == left[0]:
            left.pop(0)
        else:
            yield option
    yield from left
