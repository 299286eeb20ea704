"""Bank and practice files in YAML."""

from collections.abc import Callable

from qoima.core.diagnostic import Diagnostic, Message
from qoima.core.garbage import without_search
from qoima.core.problems import problem
from qoima.core.source import Source
from qoima.formats.exchange import Reading
from qoima.formats.yaml import nodes as yaml_nodes
from qoima.formats.yaml.bank_files import KIND_KEYS, FileBank, FileItem
from qoima.formats.yaml.item import ItemReader
from qoima.formats.yaml.model import changed_texts, validate
from qoima.formats.yaml.nodes import Mapping, Node, Scalar, Sequence
from qoima.formats.yaml.values import Odd
from qoima.model.item import Item

_COMPANIONS = {
    "correct": {"distractors", "several"},
    "answer": {"when_true", "when_false"},
    "answers": {"match_case"},
    "pairs": {"extra"},
}
"""Keys that belong to one kind of item."""

_FOREIGN = {
    kind: frozenset(key for owner, keys in _COMPANIONS.items() if owner != kind for key in keys) for kind in KIND_KEYS
}
"""By kind, the keys of the others."""


@without_search
def read_items(source: Source) -> Reading:
    """The items of a bank or practice file."""
    entries = _Entries()
    node, diagnostics = yaml_nodes.read(source, "items", entries.begin)
    if node is None:
        return Reading((), 0, source.whole(), diagnostics or (problem("FIL005", source.whole()),))
    _, wrong = validate(node, FileBank)
    if not isinstance(node, Mapping) or not isinstance(node.values.get("items"), Sequence):
        return Reading((), 0, source.whole(), (*diagnostics, *wrong))
    said = (*diagnostics, *wrong, *entries.said)
    return Reading(tuple(entries.items), entries.unread, node.keys["items"].span, said, named_by_id=True)


class _Entries:
    """What became of the entries of the list so far."""

    def begin(self) -> Callable[[Node], None]:
        self.items: list[Item] = []
        self.said: list[Diagnostic] = []
        self.unread = 0
        self.reader = ItemReader(self.said)
        return self.take

    def take(self, node: Node) -> None:
        item = _item(node, self.reader, self.said)
        if item is not None:
            self.items.append(item)
        else:
            self.unread += 1


def _item(node: Node, reader: ItemReader, said: list[Diagnostic]) -> Item | None:
    if not isinstance(node, Mapping):
        if isinstance(node, Scalar) and node.plain and node.text.startswith("*"):
            return None  # an alias, reported as such
        expected = Message("expected.item", "an item (a mapping with stem and answers)")
        said.append(problem("YML005", node.at, expected=expected))
        return None
    if not _has_one_kind(node, said):
        return None
    told = len(said)
    try:
        item = reader.read(node)
    except Odd:
        _, wrong = validate(node, FileItem)
        said[told:] = wrong
        return None
    said += changed_texts(node, FileItem)
    return item


def _has_one_kind(node: Mapping, said: list[Diagnostic]) -> bool:
    """Whether the item has one kind, and no keys of another; a choice item without `correct` is left to ITM102."""
    found = [key for key in KIND_KEYS if key in node.values]
    if len(found) == 1 or (not found and "distractors" in node.values):
        kind = found[0] if found else "correct"
        if _FOREIGN[kind].isdisjoint(node.values):
            return True
        known = ", ".join(sorted({kind, *_COMPANIONS.get(kind, ())}))
        for key in sorted(_FOREIGN[kind] & node.values.keys()):
            said.append(problem("YML003", node.keys[key].span, key=key, near="", known=known))
        return False
    shown = ", ".join(found) if found else Message("found.none", "none of them")
    at = node.keys[found[1]].span if found else node.at
    said.append(problem("YML017", at, known=", ".join(KIND_KEYS), found=shown))
    if not found:
        _, wrong = validate(node, FileItem)
        said += [d for d in wrong if d.code == "YML003"]
    return False
