"""Where the parts of a YAML tree stand, and its texts in several languages."""

from qoima.core.source import Span
from qoima.formats.yaml.file_types import FileLocalText, FileOneText
from qoima.formats.yaml.nodes import Mapping, Node, Sequence
from qoima.model.text import LocalText


def at_path(node: Node, *path: str | int) -> Node:
    """The node at a path, as far as it goes."""
    for step in path:
        if isinstance(node, Mapping) and step in node.values:
            node = node.values[str(step)]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
    return node


def places(node: Node) -> dict[str, Span]:
    """Where the fields of a mapping stand: the key, with its value where that is a text on the same line.

    A key without a value has its place, too: there the value is missing.
    """
    if not isinstance(node, Mapping):
        return {}
    return {key: node.field(key) for key in node.values}


def local(file: FileLocalText, default: str, at: Span) -> LocalText:
    """A text with its languages; a bare string is in the default one."""
    if isinstance(file, FileOneText):
        return LocalText(((default, file.only),), at)
    texts = ((lang, getattr(file, lang)) for lang in ("kk", "ru", "en"))
    return LocalText(tuple((lang, text) for lang, text in texts if text), at)


def optional(file: FileLocalText | None, default: str, node: Node) -> LocalText | None:
    """`local` for a field that may be absent."""
    return local(file, default, node.at) if file is not None else None
