"""Elements of Moodle XML: values, texts in CDATA, and the pictures that they show beside them in base64."""

import re
from base64 import b64encode

from qoima.formats.moodle.question import File, Rich

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


def element(pad: str, name: str, text: Rich, attributes: str = "", inside: str = "") -> str:
    """The lines of an element: `<text>`, a `<file>` for each picture, then the lines `inside`."""
    held = f"<text>{cdata(text.html)}</text>" if text.html else "<text/>"
    beside = "".join(_file(f"{pad}  ", file) for file in text.files)
    return f'{pad}<{name}{attributes} format="html">\n{pad}  {held}\n{beside}{inside}{pad}</{name}>\n'


def _file(pad: str, file: File) -> str:
    data = b64encode(file.data).decode("ascii")
    opening = f'<file name="{file.name.translate(_IN_ATTRIBUTE)}" path="/" encoding="base64"'
    return f"{pad}{opening}>{data}</file>\n" if data else f"{pad}{opening}/>\n"
