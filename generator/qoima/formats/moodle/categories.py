"""Paths of question categories, as Moodle's importer reads them."""

import re

from qoima.formats.moodle.names import without_tags

MAX_CATEGORY = 255
_TRIM = " \t\n\r\0\x0b"
_SLASH = re.compile(r"(?<!/)/(?!/)")
_CONTEXT = re.compile(r"\$[a-z]+\$")


def category_path(path: str, now: tuple[str, ...]) -> tuple[str, ...]:
    """The names below the default category that a path stands for, where `now` is the category until here.

    `//` is a slash in a name, a first `$course$` names the context, and `top` is the root wherever it stands. A path
    that ends with either of the two leaves the category as it was.
    """
    names = [without_tags(name.replace("//", "/").strip(_TRIM)) for name in _SLASH.split(path.strip(_TRIM))]
    if _CONTEXT.fullmatch(names[0]):
        names = names[1:]
    if not names or names[-1] == "top":
        return now
    return tuple([name for name in names if name != "top"])
