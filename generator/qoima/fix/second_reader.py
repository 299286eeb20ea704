"""A second opinion on a mended YAML file: ruamel.yaml, which shares no code with our reader and keeps comments.

It can write files too, but not as they stand: of 89 files of this repository it changes the layout of ten.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent
from ruamel.yaml.tokens import CommentToken

from qoima.formats.yaml.nodes import Mapping, Node, Scalar

_COMMENT = re.compile(r"^[ \t]*(#.*?)[ \t]*$", re.M)
_FOLD_MARK = "\a"
"""What ruamel.yaml leaves in a folded text where its lines ended."""


class Read(NamedTuple):
    """Texts with the brackets of what holds them, in order; and the comments, in order."""

    texts: list[str]
    comments: list[str]


def read(text: str) -> Read | None:
    """A file as ruamel.yaml reads it; None for one that it refuses."""
    found = Read([], [])
    try:
        for event in YAML(typ="rt", pure=True).parse(text):
            found.texts.extend(_said(event))
            found.comments.extend(_comments(event.comment))
    except (YAMLError, ValueError):
        return None
    return found


def agrees(before: str, after: str, old: Node | None, new: Node, *, may_quote: bool) -> bool:
    """Whether it reads the new file as we do, with the comments of the old one.

    With `may_quote` some of the comments may have become text. Where it had read the old file in another way than we,
    or not at all, it has no opinion.
    """
    then = read(before)
    if old is not None and (then is None or then.texts != list(_ours(old))):
        return True
    now = read(after)
    if now is None or now.texts != list(_ours(new)):
        return False
    if then is None:
        return True
    left = iter(then.comments)
    kept = all(any(comment == one for one in left) for comment in now.comments)
    return kept if may_quote else now.comments == then.comments


def _said(event: Any) -> Iterator[str]:
    match event:
        case ScalarEvent():
            yield f"={event.value.replace(_FOLD_MARK, '')}"
        case MappingStartEvent():
            yield "{"
        case SequenceStartEvent():
            yield "["
        case MappingEndEvent():
            yield "}"
        case SequenceEndEvent():
            yield "]"


def _comments(held: Any) -> Iterator[str]:
    """Comments hang on events in lists of lists."""
    if isinstance(held, CommentToken):
        held = held.value
    if isinstance(held, str):
        yield from (match[1] for match in _COMMENT.finditer(held))
    elif held:
        for part in held:
            yield from _comments(part)


def _ours(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield f"={node.text}"
    elif isinstance(node, Mapping):
        yield "{"
        for key, value in node.values.items():
            yield f"={key}"
            yield from _ours(value)
        yield "}"
    else:
        yield "["
        for entry in node.items:
            yield from _ours(entry)
        yield "]"
