"""Texts of Moodle XML: sanitised HTML in CDATA, with the pictures that it shows beside it in base64."""

import posixpath
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from qoima.core.diagnostic import Diagnostic
from qoima.core.problems import problem
from qoima.core.source import Span
from qoima.model.foreign import with_addresses
from qoima.model.markup import CONTROL
from qoima.model.picture_addresses import with_pictures
from qoima.model.text import Text

_NO_FILE_NAME = re.compile(r"""[&<>"`|':\\]""")
"""Signs that Moodle takes out of file names (PARAM_FILE)."""
_MAX_BARE = 70
"""Letters have up to four bytes, and Moodle's parser cuts texts from 300 bytes on."""
_SIGNS = re.compile("[&<>]")
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = _IN_TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def leaf(pad: str, name: str, value: str) -> str:
    """The line of an element that holds a value, `pad` before it."""
    if not value:
        return f"{pad}<{name}/>\n"
    # Moodle drops a blank between `&amp;` and a letter that is not ASCII, and some in longer texts; none in CDATA.
    held = value if len(value) < _MAX_BARE and not _SIGNS.search(value) else cdata(value)
    return f"{pad}<{name}>{held}</{name}>\n"


def cdata(value: str) -> str:
    """The value in CDATA; it cannot hold its own end, which is parted between two."""
    return f"<![CDATA[{value.replace(']]>', ']]]]><![CDATA[>')}]]>"


def no_text(pad: str, name: str) -> str:
    """The lines of an element with an empty text."""
    return f'{pad}<{name} format="html">\n{pad}  <text/>\n{pad}</{name}>\n'


@dataclass(slots=True)
class TextWriter:
    """Writes elements with texts; `folder` is what picture paths are relative to, `said` collects what was wrong."""

    folder: str
    pictures: Mapping[str, bytes]
    said: list[Diagnostic] = field(default_factory=list)

    def element(self, pad: str, name: str, text: Text | None, attributes: str = "", inside: str = "") -> str:
        """The lines of an element: `<text>`, a `<file>` for each picture, then the lines `inside`."""
        shown, files = self._html(text) if text is not None else ("", {})
        held = f"<text>{cdata(shown)}</text>" if shown else "<text/>"
        beside = "".join(self._file(f"{pad}  ", file, path) for file, path in files.items())
        return f'{pad}<{name}{attributes} format="html">\n{pad}  {held}\n{beside}{inside}{pad}</{name}>\n'

    def plain(self, value: str, at: Span) -> str:
        """A value that Moodle takes as it is, without what XML and Moodle's links forbid."""
        value = self._printable(value, at)
        if "$@" in value:
            self.said.append(problem("DLV002", at))
        return value

    def _file(self, pad: str, name: str, path: str) -> str:
        data = b64encode(self.pictures[path]).decode("ascii")
        opening = f'<file name="{name.translate(_IN_ATTRIBUTE)}" path="/" encoding="base64"'
        return f"{pad}{opening}>{data}</file>\n" if data else f"{pad}{opening}/>\n"

    def _printable(self, value: str, at: Span) -> str:
        found = CONTROL.search(value)
        if found is None:
            return value
        self.said.append(problem("FIL008", at, code_point=f"{ord(found[0]):04X}"))
        return CONTROL.sub("", value)

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
        shown = with_addresses(text if source is text.source else replace(text, source=source))
        return self.plain(with_pictures(shown, address) if "<img" in shown else shown, text.at), files


def _file_name(path: str, files: dict[str, str]) -> str:
    """A name for the picture that no other one in the element has; it is noted in `files`."""
    stem, suffix = posixpath.splitext(_NO_FILE_NAME.sub("_", posixpath.basename(path)))
    name, number = stem + suffix, 2
    while files.setdefault(name, path) != path:
        name, number = f"{stem}-{number}{suffix}", number + 1
    return name
