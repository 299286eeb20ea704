"""Pictures that item texts name: are they there, may they be there, do they say what they show."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from qoima.core.diagnostic import Diagnostic
from qoima.core.problems import did_you_mean, problem
from qoima.model.foreign import foreign_pictures
from qoima.model.item import Item
from qoima.model.markup import pictures
from qoima.model.text import Text

SUFFIXES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
"""The kinds of pictures that pages and Moodle show, with their media types."""
_SHOWN = 200


MOODLE_FILE = "@@PLUGINFILE@@/"
"""What stands in Moodle before the name of a file that a question holds."""


def picture_problems(
    items: Iterable[Item], folder: str, held: Mapping[str, bytes], *, published: bool
) -> Iterator[Diagnostic]:
    """What is wrong with the pictures of items whose texts name them relative to `folder`.

    What is `published` on a site may lie nowhere else; elsewhere foreign pictures may stay where they are, and the
    reader of the file has named those that Moodle did not put beside it.
    """
    for item in items:
        for text in item.all_texts():
            shown = pictures(text)
            for picture in shown:
                if picture.value.startswith(MOODLE_FILE) and not published and text.markup != "qoima":
                    continue
                if picture.value:
                    yield from _problems(text, picture.value, picture.alt, folder, held)
            if not all(picture.value for picture in shown):
                foreign = foreign_pictures(text)
                code = "FIL019" if published else "FIL021"
                yield from (problem(code, text.at, address=address[:_SHOWN]) for address in foreign)
                if not foreign:
                    yield problem("FIL010", text.at, path="—", near="")


def _problems(text: Text, path: str, alt: str, folder: str, held: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    if path.startswith("data:"):
        return
    if path.startswith(MOODLE_FILE):
        yield problem("FIL010", text.at, path=path.removeprefix(MOODLE_FILE), near="")
        return
    full = posixpath.normpath(posixpath.join(folder, path))
    if not full.startswith(posixpath.join(folder, "images/")):
        yield problem("FIL012", text.at, path=path)
    elif posixpath.splitext(path)[1].lower() not in SUFFIXES:
        yield problem("FIL013", text.at, path=path)
    elif full not in held:
        inside = posixpath.join(folder, "")
        known = {p.removeprefix(inside) for p in held if p.startswith(inside)}
        yield problem("FIL010", text.at, path=path, near=did_you_mean(path, known))
    elif not alt.strip():
        yield problem("FIL014", text.at, path=path)
