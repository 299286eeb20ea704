"""The formats that hold items, and which reader and writer belongs to a file."""

import posixpath
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Protocol

from qoima.core.source import Source
from qoima.formats.aiken.read import read_aiken
from qoima.formats.aiken.tolerant import read_aiken_tolerant
from qoima.formats.aiken.write import write_aiken
from qoima.formats.exchange import Reading, Written
from qoima.formats.gift.read import read_gift
from qoima.formats.gift.write import write_gift
from qoima.formats.json_write import write_json
from qoima.formats.moodle_xml.read import read_moodle_xml
from qoima.formats.moodle_xml.write import write_moodle_xml
from qoima.formats.yaml.bank import read_items
from qoima.formats.yaml.bank_write import write_yaml
from qoima.model.bank import ItemSet


class Writer(Protocol):
    """Makes a file of items."""

    def __call__(self, held: ItemSet, pictures: Mapping[str, bytes], *, penalty: bool) -> Written:
        """`pictures` has bytes by path; with `penalty` wrong options of several choice cost marks."""


READERS: Mapping[str, Callable[[Source], Reading]] = MappingProxyType(
    {"aiken": read_aiken, "gift": read_gift, "moodle-xml": read_moodle_xml, "yaml": read_items}
)
IMPORTERS: Mapping[str, Callable[[Source], Reading]] = MappingProxyType({"aiken": read_aiken_tolerant})
"""What teachers wrote for other programs, read as a person would."""

WRITERS: Mapping[str, Writer] = MappingProxyType(
    {"aiken": write_aiken, "gift": write_gift, "json": write_json, "moodle-xml": write_moodle_xml, "yaml": write_yaml}
)
ENDINGS: Mapping[str, str] = MappingProxyType(
    {"aiken": ".txt", "gift": ".gift", "json": ".json", "moodle-xml": ".xml", "yaml": ".yaml"}
)
"""How the file names of each format end."""

_FORMATS = {ending: name for name, ending in ENDINGS.items()}
_GIFT_LINE = re.compile(r"^[ \t]*(?:::|//|\$CATEGORY:)", re.M)
_AIKEN_KEY = re.compile(r"^[ \t]*ANSWER:", re.M)


def format_of(path: str, text: str = "") -> str | None:
    """The format that a file is in by its ending; None for an ending that is not ours.

    Moodle exports GIFT as `.txt`, and teachers keep Aiken there: the text tells, as lines of GIFT begin with `::`, `//`
    or `$CATEGORY:`, and Aiken has `ANSWER:`.
    """
    ending = posixpath.splitext(path)[1].lower()
    if ending == ".txt" and _GIFT_LINE.search(text) and not _AIKEN_KEY.search(text):
        return "gift"
    return _FORMATS.get(ending)
