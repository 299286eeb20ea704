"""The categories of a bank as Moodle has them: a tree below one `top`, each with its ids and stamps."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from qoima.formats.moodle.question import Question
from qoima.formats.moodle_backup.backup import Category, Path
from qoima.formats.moodle_backup.ids import Ids, content_digest, stamp

COURSE_LEVEL, MODULE_LEVEL = 50, 70
TOP = "top"


@dataclass(frozen=True, slots=True)
class Context:
    """What a bank belongs to: a quiz (level 70) or the course (50). `instance` is the id of module or course."""

    id: int
    level: int
    instance: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A question with its ids and its stamp. `key` is what the ids of its parts come from."""

    id: int
    question_id: int
    key: str
    stamp: str
    question: Question


@dataclass(frozen=True, slots=True)
class Node:
    """A category of the tree; `parent` is 0 for `top`."""

    id: int
    name: str
    parent: int
    sort_order: int
    stamp: str
    info: str = ""
    idnumber: str = ""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Bank:
    """The tree of a context with what slots name: categories by path, entries by the idnumber of their question."""

    context: Context
    nodes: dict[Path, Node]

    @property
    def entries(self) -> dict[str, Entry]:
        """The first of each idnumber."""
        found: dict[str, Entry] = {}
        for node in self.nodes.values():
            for entry in node.entries:
                found.setdefault(entry.question.idnumber, entry)
        return found


def bank_of(key: str, categories: tuple[Category, ...], context: Context, ids: Ids) -> Bank:
    """The tree with the categories above those that are named; `key` tells the bank from every other one.

    The stamp of a category changes with anything in the bank: Moodle never updates a category or what is in it, so a
    changed bank must come as a tree of its own.
    """
    named: dict[Path, list[Category]] = {}
    for category in categories:
        for depth in range(len(category.path)):
            named.setdefault(category.path[:depth], [])
        named.setdefault(category.path, []).append(category)
    digests = {id(q): content_digest(q) for category in categories for q in category.questions}
    release = _release(categories, digests)
    nodes: dict[Path, Node] = {}
    children: dict[int, int] = {}
    for path in ((), *(path for path in named if path)):
        held = named.get(path, [])
        parent = nodes[path[:-1]].id if path else 0
        children[parent] = children.get(parent, 0) + 1
        nodes[path] = Node(
            id=ids.new("category", key, *path),
            name=path[-1] if path else TOP,
            parent=parent,
            sort_order=children[parent],
            stamp=stamp("category", key, release, *path),
            info="".join(category.info for category in held),
            idnumber=next((category.idnumber for category in held if category.idnumber), ""),
            entries=tuple(_entries(key, path, held, digests, ids)),
        )
    return Bank(context, nodes)


def _release(categories: tuple[Category, ...], digests: dict[int, str]) -> str:
    held = [(c.path, c.info, c.idnumber, [digests[id(q)] for q in c.questions]) for c in categories]
    return sha256(repr(held).encode()).hexdigest()


def _entries(key: str, path: Path, held: list[Category], digests: dict[int, str], ids: Ids) -> Iterator[Entry]:
    for category in held:
        for question in category.questions:
            mark = stamp("question", key, question.idnumber, digests[id(question)])
            yield Entry(ids.new("entry", *path, mark), ids.new("question", *path, mark), mark, mark, question)
