"""What is done to the finished pages of a language: a Content-Security-Policy for each, and what nobody loads left out.

The policy lets a page run the scripts of its own site, and of inline scripts those alone that the theme writes: an
inline script that an author's text has smuggled in is not vouched for by its hash, it stops the build.
"""

import base64
import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; "
    "form-action 'none'; script-src 'self'"
)
"""Formulas and the theme place their parts by inline styles; the hashes of a page's inline scripts follow."""

NO_TEXT_OF_AUTHORS = "404.html"
"""The page of each language that has all scripts of the theme and nothing of an author but the university's name."""

_CHARSET = re.compile(r"<meta charset=[\"']?utf-8[\"']?\s*/?>", re.I)
_ATTRIBUTES = r"(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+"
_ELEMENT = re.compile(
    r"<!--.*?-->"
    rf"|<(?P<raw>script|style|textarea|title)\b(?P<of>{_ATTRIBUTES})>(?P<content>.*?)</(?P=raw)\s*>"
    rf"|<[a-z][^\s/>]*(?P<attributes>{_ATTRIBUTES})>",
    re.S | re.I,
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))")
_HANDLER = re.compile(r"on[a-z]+", re.I)
_ADDRESS = frozenset({"href", "src", "action", "formaction", "data", "xlink:href", "poster", "background", "ping"})
_SCRIPT_ADDRESS = re.compile(r"(?:javascript|vbscript|data:text/html)", re.I)
_NO_LETTER = dict.fromkeys(range(0x21))
_EXECUTED = re.compile(r"(?:module|importmap|speculationrules|(?:text|application)/(?:x-)?(?:java|ecma)script|)", re.I)
_DEPTH = re.compile(r"(?<=new URL\(\")[^\"()]*(?=\",location\))")
_SOURCE_MAP = re.compile(rb"\n?(?://|/\*)[#@] ?sourceMappingURL=[^\n*]*(?:\*/)?")

_DATE = re.compile(rb"\s*<lastmod>[^<]*</lastmod>")

_BLANK = rb"(?:\s|/\*.*?\*/)"
_STYLE = re.compile(
    rb"""(?P<kept>"[^"\n]*"|'[^'\n]*'|url\((?!["'])[^)]*\))|%(b)b*+(?P<sign>[{};,])%(b)b*+|%(b)b++""" % {b"b": _BLANK},
    re.S,
)

_UNUSED = re.compile(
    r".*\.map"  # of the theme: larger than all the rest
    r"|assets/javascripts/(?:lunr|workers)/.*"  # the search of the theme
    r"|sitemap\.xml\.gz"
)


@dataclass(frozen=True, slots=True)
class Objection:
    """Something on a page that no page of ours has; `path` is the file's, `excerpt` the beginning of what is wrong."""

    path: str
    what: Literal["no charset", "event handler", "script address", "unknown script"]
    excerpt: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}: {self.excerpt}"


def is_published(path: str) -> bool:
    """Whether a file of the theme's output goes to readers."""
    return not _UNUSED.fullmatch(path)


def without_dates(sitemap: bytes) -> bytes:
    """The sitemap without the one date that MkDocs gives all pages, the day of the build."""
    return _DATE.sub(b"", sitemap)


def without_source_map(data: bytes) -> bytes:
    """A script or style that does not name the source map that is left out."""
    return _SOURCE_MAP.sub(b"", data) if b"sourceMappingURL=" in data else data


def without_blanks(style: bytes) -> bytes:
    """A style sheet of ours without comments, and without blanks that say nothing."""
    lean = _STYLE.sub(lambda m: m["kept"] or m["sign"] or b" ", style)
    return lean.replace(b";}", b"}").strip() + b"\n"


def known_scripts(page: str) -> frozenset[str]:
    """The inline scripts of a page without texts of authors; other pages may have these."""
    return frozenset(_anywhere(script) for script in _inline_scripts(page))


def finished(path: str, page: str, known: frozenset[str] | None) -> str | Objection:
    """The page with its policy. `known` inline scripts may stand on it; None: all, on a page of our templates alone."""
    charset = _CHARSET.search(page)
    if charset is None:
        return Objection(path, "no charset", page[:80])
    for what, excerpt in _refused(page):
        return Objection(path, what, excerpt[:80])
    scripts = list(dict.fromkeys(_inline_scripts(page)))
    for script in scripts:
        if known is not None and _anywhere(script) not in known:
            return Objection(path, "unknown script", " ".join(script.split())[:80])
    policy = " ".join((POLICY, *(f"'sha256-{_digest(script)}'" for script in scripts)))
    meta = f'\n  <meta http-equiv="Content-Security-Policy" content="{policy}">'
    before = page[: charset.start()] + page[charset.end() :]
    head = re.search(r"<head[^>]*>", before, re.I)
    at = head.end() if head else 0
    return f"{before[:at]}\n  {charset[0]}{meta}{before[at:]}"


def _anywhere(script: str) -> str:
    """A script of the theme without the depth of its page."""
    return _DEPTH.sub("", script)


def _digest(script: str) -> str:
    text = script.replace("\r\n", "\n").replace("\r", "\n")  # as a browser reads it
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _inline_scripts(page: str) -> Iterator[str]:
    for found in _ELEMENT.finditer(page):
        if (found["raw"] or "").lower() == "script":
            attributes = {name.lower(): value for name, value in _attributes(found["of"])}
            if "src" not in attributes and _EXECUTED.fullmatch(attributes.get("type", "").strip()):
                yield found["content"]


def _refused(page: str) -> Iterator[tuple[Literal["event handler", "script address"], str]]:
    for found in _ELEMENT.finditer(page):
        for name, value in _attributes(found["attributes"] or found["of"] or ""):
            if _HANDLER.fullmatch(name):
                yield "event handler", found[0]
            elif name.lower() in _ADDRESS:
                address = html.unescape(value).translate(_NO_LETTER)
                if _SCRIPT_ADDRESS.match(address):
                    yield "script address", found[0]


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for name, *values in _ATTRIBUTE.findall(text):
        yield name, "".join(values)
