"""Pictures inside Moodle XML: `<file>` elements become files in `images/`, and the texts name them there."""

import html
import posixpath
import re
import unicodedata
from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from urllib.parse import unquote

from qoima.core.diagnostic import Diagnostic
from qoima.core.problems import problem
from qoima.core.source import Span
from qoima.formats.decode import MAX_PICTURE_MIB, MIB
from qoima.formats.moodle_xml.elements import BLANKS, Element
from qoima.formats.pictures import MOODLE_FILE, SUFFIXES
from qoima.model.item import Item
from qoima.model.text import Text

MARK = MOODLE_FILE
FOLDER = "images/"

_MAX_NAME = 255
_HTML, _MARKDOWN = r"""(?<=["'=])""", r"""(?<=["'=(<])"""
_NAME = r"""([^\s"'<>()?#]{1,1000})(?=([^"'<>\n?#]{0,1000}))"""
_MARKED = {
    "html": re.compile(f"{_HTML}@@PLUGINFILE@@/{_NAME}"),
    "moodle": re.compile(f"{_HTML}@@PLUGINFILE@@/{_NAME}"),
    "markdown": re.compile(f"{_MARKDOWN}@@PLUGINFILE@@/{_NAME}"),
}
"""Where a text shows a picture: `src="…"`, in Markdown `](…)` too; in plain text nowhere."""
_KEPT = {
    "html": re.compile(f"{_HTML}{FOLDER}(?:same-name-[0-9]+/)?{_NAME}"),
    "moodle": re.compile(f"{_HTML}{FOLDER}(?:same-name-[0-9]+/)?{_NAME}"),
    "markdown": re.compile(f"{_MARKDOWN}{FOLDER}(?:same-name-[0-9]+/)?{_NAME}"),
}
_MISSING = re.compile(r"<img\b[^<>]*@@PLUGINFILE@@/[^<>]*>", re.I)
_MISSING_IN_MARKDOWN = re.compile(r"!\[([^\]\n]{0,500})\]\(<?@@PLUGINFILE@@/[^)\n]{0,1000}\)")
_ALT = re.compile(r"""\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\:]")


@dataclass(slots=True)
class Pictures:
    """The pictures of a file, by path. Two pictures of one name stand in different folders.

    Names that differ in capital letters only are one name here: some disks hold just one of the two.
    """

    held: dict[str, bytes] = field(default_factory=dict)
    _paths: dict[tuple[str, bytes], str] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)

    def put(self, name: str, data: bytes) -> str:
        """Where the picture is kept."""
        path = self._paths.get((name, data))
        while path is None:
            number = self._numbers[_folded(name)] = self._numbers.get(_folded(name), 0) + 1
            wanted = f"{FOLDER}same-name-{number}/{name}" if number > 1 else FOLDER + name
            # A name with a folder in it may be such a path itself.
            if (first := self._numbers.setdefault(_folded(wanted), 0)) == 0:
                self._numbers[_folded(wanted)] = first + 1
                path = self._paths[name, data] = wanted
                self.held[path] = data
        return path


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def with_pictures(text: Text, files: Iterable[Element], pictures: Pictures, said: list[Diagnostic]) -> Text:
    """The text with the paths of the pictures that stand beside it in `files`; they are added to `pictures`."""
    paths = _paths(files, pictures, said)
    if MARK not in text.source or text.markup not in _MARKED:
        return text
    missing: dict[str, None] = {}

    def address(match: re.Match[str]) -> str:
        for name in _names(match):
            if name in paths:
                folder = (paths[name] or "").removesuffix(name)
                return f"{folder}{match[1]}" if folder else match[0]
        missing.setdefault(unquote(html.unescape(match[1])))
        return match[0]

    shown = _MARKED[text.markup].sub(address, text.source)
    said.extend(problem("MXL058", text.at, name=name) for name in missing)
    return replace(text, source=shown)


def in_moodle(items: Iterable[Item], pictures: Mapping[str, bytes]) -> tuple[Item, ...]:
    """The items with their texts as Moodle holds them, where `pictures` came inside the file."""
    return _changed(items, lambda text: as_in_moodle(text, pictures)) if pictures else tuple(items)


def without_missing(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items with alternative texts in place of pictures that Moodle did not put into the file."""
    held = tuple(items)
    is_missing = any(MARK in text.source for item in held for text in item.all_texts())
    return _changed(held, _without_missing) if is_missing else held


def _without_missing(text: Text) -> str:
    if MARK not in text.source or text.markup not in _MARKED:
        return text.source
    shown = _MISSING.sub(_alternative, text.source)
    return _MISSING_IN_MARKDOWN.sub(r"\1", shown) if text.markup == "markdown" else shown


def _alternative(picture: re.Match[str]) -> str:
    found = _ALT.search(picture[0])
    return next(filter(None, found.groups()), "") if found else ""


def _changed(items: Iterable[Item], change: Callable[[Text], str]) -> tuple[Item, ...]:
    """The items with other sources for their texts."""

    def held(value: object) -> object:
        if isinstance(value, Text):
            return replace(value, source=change(value))
        if isinstance(value, tuple):
            return tuple([held(entry) for entry in value])
        if is_dataclass(value) and not isinstance(value, (type, Span)):
            return replace(
                value, **{f.name: held(getattr(value, f.name)) for f in fields(value) if f.compare and f.init}
            )
        return value

    return tuple([held(item) for item in items])  # type: ignore[misc]  # an item stays one


def as_in_moodle(text: Text, pictures: Mapping[str, bytes]) -> str:
    """The source as Moodle holds it, with Moodle's addresses for the pictures that came inside the file."""
    if not pictures or FOLDER not in text.source or text.markup not in _KEPT:
        return text.source

    def address(match: re.Match[str]) -> str:
        folder = match[0].removesuffix(match[1])
        return MARK + match[1] if any(folder + name in pictures for name in _names(match)) else match[0]

    return _KEPT[text.markup].sub(address, text.source)


def _names(match: re.Match[str]) -> tuple[str, str]:
    """What an address may name: all up to a blank or bracket, and all up to a quote."""
    return unquote(html.unescape(match[1])), unquote(html.unescape(match[1] + match[2].rstrip()))


def _paths(files: Iterable[Element], pictures: Pictures, said: list[Diagnostic]) -> dict[str, str | None]:
    """Where each file of an element went, by the name that the text knows it by; None for one that is not kept."""
    paths: dict[str, str | None] = {}
    for file in files:
        place = file.attributes.get("path", "/").strip(BLANKS)
        name = posixpath.join(place, file.attributes.get("name", "").strip(BLANKS)).removeprefix("/")
        if name in paths:
            said.append(problem("MXL057", file.at, name=name))
            continue
        data = _picture(file, name, said)
        paths[name] = pictures.put(name, data) if data is not None else None
    return paths


def _picture(file: Element, name: str, said: list[Diagnostic]) -> bytes | None:
    """The bytes of a picture that can be kept."""
    if not _stays_inside(name) or not _stays_inside(unquote(name)):
        said.append(problem("FIL012", file.at, path=name[:_MAX_NAME] or "—"))
        return None
    if posixpath.splitext(name)[1].lower() not in SUFFIXES:
        said.append(problem("MXL056", file.at, name=name))
        return None
    try:
        data = b64decode("".join(file.text.split()), validate=True)
    except ValueError:
        data = b""
    if not data or file.children:
        said.append(problem("MXL055", file.at, name=name))
        return None
    if len(data) > MAX_PICTURE_MIB * MIB:
        have = len(data) // MIB
        said.append(problem("FIL011", file.at, path=name, have_mib=have, limit_mib=MAX_PICTURE_MIB))
        return None
    return data


def _stays_inside(name: str) -> bool:
    """Whether a name, with its folders, is below the folder that it is put into, on every system."""
    steps = name.split("/")
    sound = 0 < len(name) <= _MAX_NAME and not _FORBIDDEN.search(name)
    return sound and all(step.strip(" .") and step == step.strip() for step in steps)
