"""Texts for Moodle: sanitised HTML, and the pictures that it shows as files of Moodle."""

import hashlib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from qoima.core.diagnostic import Diagnostic
from qoima.core.problems import problem
from qoima.core.source import Span
from qoima.formats.moodle.question import File, Rich
from qoima.model.foreign import with_addresses
from qoima.model.markup import CONTROL
from qoima.model.picture_addresses import with_pictures
from qoima.model.text import Text

_NO_FILE_NAME = re.compile(r"""[&<>"`|':\\]""")
"""Signs that Moodle takes out of file names (PARAM_FILE)."""
_HASH_DIGITS = 12
_MAX_NAME = 255
"""Of a file, in bytes as disks count them; Moodle's table has as many characters."""
NOTHING = Rich()


@dataclass(slots=True)
class MoodleHtml:
    """Makes Moodle's texts; `folder` is what picture paths are relative to, `said` collects what was wrong.

    With `hashed_names` the name of a picture tells its bytes: a restore compares texts and not the files beside them,
    so that only another name shows it that a picture is another one.
    """

    folder: str
    pictures: Mapping[str, bytes]
    hashed_names: bool = False
    said: list[Diagnostic] = field(default_factory=list)

    def rich(self, text: Text | None) -> Rich:
        """The text with its pictures; what is wrong with it (FIL008, DLV002, DLV005) goes to `said`."""
        if text is None:
            return NOTHING
        files: dict[str, str] = {}

        def address(shown: str) -> str:
            if shown.startswith("data:"):
                return shown
            path = posixpath.normpath(posixpath.join(self.folder, shown))
            if path not in self.pictures:
                self.said.append(problem("DLV005", text.at, path=shown))
                return shown
            return f"@@PLUGINFILE@@/{quote(self._file_name(path, files))}"

        source = self._printable(text.source, text.at)
        shown = with_addresses(text if source is text.source else replace(text, source=source))
        shown = self.plain(with_pictures(shown, address) if "<img" in shown else shown, text.at)
        return Rich(shown, tuple(File(name, self.pictures[path]) for name, path in files.items()))

    def plain(self, value: str, at: Span) -> str:
        """A value that Moodle takes as it is, without what XML and Moodle's links forbid."""
        value = self._printable(value, at)
        if "$@" in value:
            self.said.append(problem("DLV002", at))
        return value

    def _printable(self, value: str, at: Span) -> str:
        found = CONTROL.search(value)
        if found is None:
            return value
        self.said.append(problem("FIL008", at, code_point=f"{ord(found[0]):04X}"))
        return CONTROL.sub("", value)

    def _file_name(self, path: str, files: dict[str, str]) -> str:
        """A name for the picture that no other one in the text has; it is noted in `files`."""
        stem, suffix = posixpath.splitext(_NO_FILE_NAME.sub("_", posixpath.basename(path)))
        if self.hashed_names:
            digest = hashlib.sha256(self.pictures[path]).hexdigest()[:_HASH_DIGITS]
            kept = stem.encode()[: _MAX_NAME - len(suffix.encode()) - _HASH_DIGITS - 4].decode(errors="ignore")
            stem = f"{kept}-{digest}"
        name, number = stem + suffix, 2
        while files.setdefault(name, path) != path:
            name, number = f"{stem}-{number}{suffix}", number + 1
        return name
