"""Texts of Moodle XML: sanitised HTML in CDATA, with the pictures that it shows beside it in base64."""

import posixpath
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from lxml.etree import CDATA, SubElement, _Element

from qoima.core.diagnostic import Diagnostic
from qoima.core.problems import problem
from qoima.core.source import Span
from qoima.model.markup import to_html, with_pictures
from qoima.model.text import Text

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_NO_FILE_NAME = re.compile(r"""[&<>"`|':\\]""")
"""Signs that Moodle takes out of file names (PARAM_FILE)."""


@dataclass(slots=True)
class TextWriter:
    """Fills elements with texts; `folder` is what picture paths are relative to, `said` collects what was wrong."""

    folder: str
    pictures: Mapping[str, bytes]
    said: list[Diagnostic] = field(default_factory=list)

    def fill(self, element: _Element, text: Text | None) -> None:
        """Puts `<text>` and a `<file>` for each picture into the element; an absent text is an empty one."""
        element.set("format", "html")
        inner = SubElement(element, "text")
        if text is None:
            return
        shown, files = self._html(text)
        if shown:
            # CDATA cannot hold its own end; such a text is escaped instead, which reads the same.
            inner.text = shown if "]]>" in shown else CDATA(shown)
        for name, path in files.items():
            file = SubElement(element, "file", name=name, path="/", encoding="base64")
            file.text = b64encode(self.pictures[path]).decode("ascii")

    def plain(self, value: str, at: Span) -> str:
        """A value that Moodle takes as it is, without what XML and Moodle's links forbid."""
        value = self._printable(value, at)
        if "$@" in value:
            self.said.append(problem("DLV002", at))
        return value

    def _printable(self, value: str, at: Span) -> str:
        if (found := _CONTROL.search(value)) is not None:
            self.said.append(problem("FIL008", at, code_point=f"{ord(found[0]):04X}"))
        return _CONTROL.sub("", value)

    def _html(self, text: Text) -> tuple[str, dict[str, str]]:
        """The HTML with Moodle's addresses, and the paths of its pictures by file name."""
        files: dict[str, str] = {}

        def address(shown: str) -> str:
            if shown.startswith("data:"):
                return shown
            path = posixpath.normpath(posixpath.join(self.folder, shown))
            if path not in self.pictures:
                self.said.append(problem("DLV005", text.at, path=shown))
                return shown
            return f"@@PLUGINFILE@@/{quote(_file_name(path, files))}"

        source = self._printable(text.source, text.at)
        shown = with_pictures(to_html(replace(text, source=source)), address)
        return self.plain(shown, text.at), files


def _file_name(path: str, files: dict[str, str]) -> str:
    """A name for the picture that no other one in the element has; it is noted in `files`."""
    stem, suffix = posixpath.splitext(_NO_FILE_NAME.sub("_", posixpath.basename(path)))
    name, number = stem + suffix, 2
    while files.setdefault(name, path) != path:
        name, number = f"{stem}-{number}{suffix}", number + 1
    return name
