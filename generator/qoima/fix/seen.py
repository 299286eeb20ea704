"""What a file says, so that two versions of it can be compared: the tree of a YAML file, the meanings of its items."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from qoima.core.diagnostic import Diagnostics
from qoima.core.source import Source
from qoima.fix.files import kind_of, model_of
from qoima.formats.gift.read import read_gift
from qoima.formats.yaml import nodes as yaml_nodes
from qoima.formats.yaml.bank import read_items
from qoima.formats.yaml.file_types import FileModel
from qoima.formats.yaml.model import plain, validate
from qoima.formats.yaml.nodes import Node, Scalar, Sequence
from qoima.formats.yaml.shape import file_model
from qoima.model.item import Item
from qoima.model.meaning import meaning
from qoima.model.people import Person

Place = tuple[str | int, ...]
"""Keys and indices from the root of a YAML file to a value."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as its reader sees it. `root` is None in GIFT, and where nothing of a YAML file can be read."""

    source: Source
    items: tuple[Item, ...]
    unread_items: int
    said: Diagnostics
    root: Node | None = None

    @property
    def codes(self) -> Counter[str]:
        """How often each code is told."""
        return Counter(one.code for one in self.said)

    def tree(self) -> Any:
        """A YAML file as dicts, lists and texts."""
        return None if self.root is None else plain(self.root)


def see(source: Source) -> Seen:
    """What a file says; the last ones are kept, since each step begins where the one before has ended."""
    return _see(source.path, source.text)


@lru_cache(maxsize=4)
def _see(path: str, text: str) -> Seen:
    source = Source(path, text)
    if source.path.endswith(".gift"):
        reading = read_gift(source)
        return Seen(source, reading.items, reading.unread_items, reading.said)
    root, said = yaml_nodes.read(source)
    if kind_of(source.path) == "bank" and root is not None:
        reading = read_items(source)
        return Seen(source, reading.items, reading.unread_items, reading.said, root)
    for _, node, model in records(source.path, root):
        said = (*said, *validate(node, model)[1])
    return Seen(source, (), 0, said, root)


def records(path: str, root: Node | None) -> Iterator[tuple[Place, Node, type[FileModel]]]:
    """The mappings of a YAML file that have a model of their own: the file itself, or each person of people.yaml."""
    if kind_of(path) != "people":
        if root is not None:
            yield (), root, cast(type[FileModel], model_of(path))
    elif isinstance(root, yaml_nodes.Mapping):
        yield from (((id,), entry, file_model(Person)) for id, entry in root.values.items())


def is_no_worse(before: Seen, after: Seen) -> bool:
    """Whether nothing new is told, and no item has become unreadable."""
    return after.codes <= before.codes and after.unread_items <= before.unread_items


def scalars(node: Node, place: Place = ()) -> Iterator[tuple[Place, Scalar]]:
    """Every text of a tree with its place."""
    if isinstance(node, Scalar):
        yield place, node
        return
    values = enumerate(node.items) if isinstance(node, Sequence) else node.values.items()
    for key, value in values:
        yield from scalars(value, (*place, key))


def folded(tree: Any, fold: Callable[[str], str]) -> Any:
    """A tree, or a meaning, with each text folded."""
    if isinstance(tree, str):
        return fold(tree)
    if isinstance(tree, list | tuple):
        return [folded(part, fold) for part in tree]
    if isinstance(tree, Mapping):
        return {key: folded(value, fold) for key, value in tree.items()}
    return tree


def composed(text: str) -> str:
    """In Unicode form NFC."""
    return unicodedata.normalize("NFC", text)


def without_line_ends(text: str) -> str:
    """In form NFC, without blanks at the ends of lines and line ends at its end."""
    return re.sub(r"[ \t]+$", "", composed(text), flags=re.M).rstrip("\n")


def meanings(items: tuple[Item, ...]) -> list[dict[str, object]]:
    """The meaning of each item; a name that Moodle would make up is none."""
    found = []
    for item in items:
        held = meaning(item, penalty=True)
        found.append(held if item.name is not None else {k: v for k, v in held.items() if k != "name"})
    return found


def shown(items: tuple[Item, ...], fold: Callable[[str], str]) -> list[object]:
    """The meanings with their words and alternative texts folded; formulas, code and pictures are as they are."""
    return [_shown(held, fold) for held in meanings(items)]


def _shown(held: Any, fold: Callable[[str], str]) -> Any:
    if isinstance(held, tuple) and held and held[0] in ("words", "formula", "code", "picture", "break"):
        if held[0] == "words":
            return ["words", fold(held[1])]
        return [held[0], composed(held[1]), *[fold(alt) for alt in held[2:]]]
    if isinstance(held, str):
        return fold(held)
    if isinstance(held, tuple | list):
        return [_shown(part, fold) for part in held]
    if isinstance(held, Mapping):
        folded_fields = {key: _shown(value, fold) for key, value in held.items()}
        return {key: sorted(value, key=repr) if key == "options" else value for key, value in folded_fields.items()}
    return held
