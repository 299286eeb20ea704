"""Values in the XML of a backup: where nothing is, `$@NULL@$` is written."""

from collections.abc import Iterable, Iterator

from qoima.formats.moodle_backup.xml import NULL
from qoima.formats.moodle_xml.elements import Element


def value(parent: Element | None, name: str) -> str:
    """The text of the child of that name; empty for NULL and where there is none."""
    child = parent.child(name) if parent is not None else None
    return "" if child is None or child.text == NULL else child.text


def inside(parent: Element | None, *names: str) -> Iterator[Element]:
    """The elements at the end of a path of names, those of each of several parents."""
    found: Iterable[Element] = () if parent is None else (parent,)
    for name in names:
        found = [child for one in found for child in one.children.get(name, ())]
    yield from found
