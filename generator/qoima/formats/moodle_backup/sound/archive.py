"""A finished backup as a gate reads it: its files, their XML, and what is found wrong on the way."""

import re
from collections.abc import Iterator
from decimal import Decimal

from lxml import etree

from qoima.formats.decode import MIB
from qoima.formats.moodle_backup.container import TooLarge, Unfit, is_archive, members
from qoima.formats.moodle_backup.sound.columns import NULLABLE
from qoima.formats.moodle_backup.xml import HEAD, NULL
from qoima.model.markup import CONTROL

MAX_MEMBER_MIB = 128
LEAST_ID, END_OF_IDS = 10**9, 2**31
_DIGITS = 18
_SHOWN = 60
_AMOUNT = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?", re.ASCII)


class Archive:
    """The files of a backup by their path; `said` collects what is wrong, a line each."""

    def __init__(self, data: bytes) -> None:
        self.said: list[str] = []
        self.held: dict[str, bytes] = {}
        self._roots: dict[str, etree._Element | None] = {}
        try:
            self.held = members(data, lambda name: MAX_MEMBER_MIB * MIB)
        except (Unfit, TooLarge) as error:
            self.say("the archive", f"cannot be read: {error!r}"[:_SHOWN])
        if not is_archive(data):
            self.say("the archive", "is neither ZIP nor gzip")

    def say(self, where: str, what: str) -> None:
        """Notes a thing that is wrong."""
        self.said.append(f"{where}: {what}")

    def root(self, path: str) -> etree._Element:
        """The root of an XML file; an empty element where there is none, which has been said then."""
        if path not in self._roots:
            self._roots[path] = self._parsed(path)
        found = self._roots[path]
        return etree.Element("none") if found is None else found

    def _parsed(self, path: str) -> etree._Element | None:
        if path not in self.held:
            self.say(path, "is missing")
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(self.held[path], parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            self.say(path, f"is no XML: {error}"[: len(path) + _SHOWN])
            return None
        if b"<!DOCTYPE" in self.held[path]:
            self.say(path, "declares a document type")
            return None
        if not self.held[path].startswith(HEAD.rstrip().encode()):
            self.say(path, "does not begin with the XML declaration")
        for element in root.iter("*"):
            self._look_at(path, element)
        return root

    def _look_at(self, path: str, element: etree._Element) -> None:
        """The text of an element as Moodle's reader takes it."""
        held, parent = element.text or "", element.getparent()
        if "$@" in held:
            above = str(parent.tag) if parent is not None else ""
            if held != NULL or str(element.tag) not in NULLABLE.get(above, "").split():
                self.say(path, f"{element.tag} holds {held[:_SHOWN]!r}, which Moodle takes for a mark of its own")
        if "\r" in held or CONTROL.search(held):
            self.say(path, f"{element.tag} has a control character")

    def columns(self, path: str, element: etree._Element, names: str) -> None:
        """Says which of the names have no element of their own right inside."""
        have = [str(child.tag) for child in element]
        missing = [name for name in names.split() if have.count(name) != 1]
        if missing:
            self.say(path, f"{named(element)} lacks or repeats {' '.join(missing)}")

    def id_of(self, path: str, element: etree._Element, attribute: str = "id") -> int:
        """The id of an element; one out of range is said."""
        found = whole(element.get(attribute) or "")
        if not LEAST_ID <= found < END_OF_IDS:
            self.say(path, f"{named(element)} has no {attribute} that a backup may have")
        return found


def named(element: etree._Element) -> str:
    """How a finding calls an element."""
    return f"{element.tag} {element.get('id') or ''}".strip()


def text(element: etree._Element, path: str) -> str:
    """What stands in the first element of that path; "" for NULL and nothing."""
    found = element.findtext(path) or ""
    return "" if found == NULL else found


def whole(written: str) -> int:
    """A whole number; -1 for what is none."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < _DIGITS else -1


def number(element: etree._Element, path: str) -> int:
    """The whole number in the first element of that path; -1 where there is none."""
    return whole(text(element, path))


def amount(element: etree._Element, path: str) -> Decimal:
    """The number in the first element of that path; infinity, which is equal to no other, where there is none."""
    written = text(element, path)
    return Decimal(written) if _AMOUNT.fullmatch(written) else Decimal("Infinity")


def inside(element: etree._Element, path: str) -> Iterator[etree._Element]:
    """The elements of that path."""
    yield from element.iterfind(path)
