"""Files of banks that must not be used: whoever meets one, in a folder or in Moodle, sees that it is a draft."""

import posixpath
from collections.abc import Callable, Mapping
from types import MappingProxyType

WORD = "DRAFT"
"""Begins the name of the category in Moodle, and the comment at the top of a file."""

SAID = f"{WORD}: no expert conclusion allows the use of these items, or they are sealed; not for an examination"


def draft_path(path: str) -> str:
    """The path of a draft: `rk1.draft.xml` for `rk1.xml`."""
    stem, ending = posixpath.splitext(path)
    return f"{stem}.draft{ending}"


def draft_category(category: tuple[str, ...]) -> tuple[str, ...]:
    """The category of a draft: its first name says so."""
    return (f"{WORD} {category[0]}", *category[1:]) if category else (WORD,)


def draft_data(form: str, data: bytes) -> bytes:
    """The file with a mark at its top; Aiken has no comments, so that only its name and place say what it is."""
    mark = _MARKS.get(form)
    return mark(data) if mark else data


def _xml(data: bytes) -> bytes:
    head, _, rest = data.partition(b"\n")
    return head + f"\n<!-- {SAID} -->\n".encode() + rest


def _json(data: bytes) -> bytes:
    return b'{\n "draft": true,' + data.removeprefix(b"{")


_MARKS: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType(
    {
        "moodle-xml": _xml,
        "gift": lambda data: f"// {SAID}\n\n".encode() + data,
        "yaml": lambda data: f"# {SAID}\n".encode() + data,
        "json": _json,
    }
)
