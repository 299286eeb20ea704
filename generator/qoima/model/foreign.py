"""What a text names of other servers, and what of its HTML nobody is shown."""

import re
from collections.abc import Iterator
from functools import lru_cache

import nh3

from qoima.model.html_signs import without_strays
from qoima.model.markup import ATTRIBUTES, TAGS, is_own_picture, pictures, rendered, sanitise, to_html
from qoima.model.text import Text

_WEB = re.compile(r"https?://", re.I)
_WEB_PICTURE = re.compile(r"(?:https?:)?//", re.I)
_PICTURE = re.compile(r"""<img\b[^<>]*?\ssrc\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))""", re.I)
_TAG = re.compile(r"""<([A-Za-z][\w:.-]*)((?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>""")
_MARKDOWN_LINK = re.compile(r"\][(:\[]")
_HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""", re.I)
_COLOUR = re.compile(r"""\s(?:bg)?color\s*=|\sstyle\s*=[^<>]{0,500}?\b(?:color|background)""", re.I)
_STYLE = re.compile(
    r"""\sstyle\s*=[^<>]{0,500}?\b(?:font-(?:weight|style)|text-decoration|text-align\s*:\s*(?:center|right))""", re.I
)
_DROPPED = {
    "audio": "audio", "video": "video", "iframe": "frame", "object": "frame", "embed": "frame", "math": "mathml",
    "svg": "drawing", "script": "script", "form": "fields", "input": "fields", "select": "fields",
    "textarea": "fields", "button": "fields", "ins": "strike", "del": "strike", "strike": "strike", "font": "style",
    "small": "style", "big": "style", "mark": "style", "q": "style", "center": "style",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
}  # fmt: skip
_SHOWN = 100


def _attribute(tag: str, name: str, value: str) -> str | None:
    if (tag, name) == ("a", "href"):
        return value if _WEB.match(value) else None
    is_kept = (tag, name) != ("img", "src") or is_own_picture(value) or _WEB_PICTURE.match(value)
    return value if is_kept else None


_CLEANER = nh3.Cleaner(
    tags=TAGS | {"a"},
    attributes=ATTRIBUTES | {"a": {"href"}},
    attribute_filter=_attribute,
    link_rel=None,
    url_schemes={"data", "http", "https"},
)


def with_addresses(text: Text) -> str:
    """The HTML of `to_html` with links into the web, and pictures that lie there: for Moodle, never for the site."""
    return _with_addresses(text.source, text.markup) if "//" in text.source else to_html(text)


@lru_cache(maxsize=4096)
def _with_addresses(source: str, markup: str) -> str:
    text = Text(source, markup)  # type: ignore[arg-type]  # it comes from a text
    return sanitise(rendered(text), _CLEANER)


def foreign_pictures(text: Text) -> tuple[str, ...]:
    """The addresses of the pictures that the text shows from elsewhere: other servers, or its author's disk."""
    if all(picture.value for picture in pictures(text)):
        return ()
    found = (next(filter(None, match.groups()), "") for match in _PICTURE.finditer(without_strays(rendered(text))))
    return tuple(dict.fromkeys(address for address in found if address and not is_own_picture(address)))


def dropped(text: Text) -> Iterator[tuple[str, str]]:
    """What `with_addresses` drops, as (kind, address): `("link", "page.html")`, `("audio", "")`, each maybe often.

    Left out is what mostly says nothing: classes, ids, margins.
    """
    if ("<" not in text.source or text.markup == "qoima") and not _MARKDOWN_LINK.search(text.source):
        return
    for match in _TAG.finditer(without_strays(rendered(text))):
        tag, attributes = match[1].lower(), match[2]
        if kind := _DROPPED.get(tag):
            yield kind, ""
        if tag == "a" and (found := _HREF.search(attributes)):
            address = next(filter(None, found.groups()), "")
            if address.strip("#") and not _WEB.match(address):
                yield "link", address[:_SHOWN]
        if "=" in attributes and _COLOUR.search(attributes):
            yield "colour", ""
        elif "=" in attributes and _STYLE.search(attributes):
            yield "style", ""
