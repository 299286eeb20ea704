"""The XML of a backup: elements as lines of text, since a bank has tens of thousands of them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from qoima.model.markup import CONTROL

NULL = "$@NULL@$"
"""What a backup has where the database has NULL."""
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

TIME = 1_767_225_600
"""When everything was made (2026-01-01): the same content must give the same bytes, and Moodle compares this too."""

Fields = Mapping[str, str | int]

_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def kept(text: str) -> str:
    """The text as Moodle keeps it: lines end in LF, no control characters, which XML cannot hold."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("", text)


def leaf(name: str, value: str | int) -> str:
    """An element that holds a value."""
    return f"<{name}>{kept(value).translate(_IN_TEXT) if isinstance(value, str) else value}</{name}>"


def leaves(values: Fields) -> str:
    """An element for each value, in order."""
    return "".join(leaf(name, value) for name, value in values.items())


def element(name: str, inside: Iterable[str] = (), /, **attributes: str | int) -> str:
    """An element with others inside; the attributes are ids and names of ours, which need no escapes.

    Its first character is the end of a line, from which Moodle 4.5 knows that it is no value. Without it an empty
    `question_hints` stops the restore of some questions.
    """
    held = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{held}>\n{''.join(inside)}</{name}>\n"


def document(root: str) -> bytes:
    """A file of the backup. Moodle looks for the declaration, letter by letter."""
    return (HEAD + root).encode()


def decimal(value: Decimal, places: int = 7) -> str:
    """A number as Moodle's database writes it; -0 is 0."""
    return f"{value.quantize(Decimal(1).scaleb(-places)) + 0:f}"
