"""The addresses of the pictures in a text's HTML."""

import html
import re
from collections.abc import Callable

from qoima.model.markup import is_own_picture, path_of

_PICTURE_ADDRESS = re.compile(r'(<img\b(?:\s+(?!src=)[\w-]+="[^"]*")*\s+src=")([^"]*)(")')


def with_pictures(markup: str, replace: Callable[[str], str]) -> str:
    """HTML with the address of each picture of the text's own replaced by what `replace` makes of its path."""

    def replaced(match: re.Match[str]) -> str:
        address = html.unescape(match[2])
        return match[1] + html.escape(replace(path_of(address))) + match[3] if is_own_picture(address) else match[0]

    return _PICTURE_ADDRESS.sub(replaced, markup)
