"""What a finished page offers to the search: its article, cut at the headings that a link can lead to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

TITLE_ONLY = '<meta name="qoima-search" content="title">'
"""Stands in the head of pages that are found by their heading alone."""

_ARTICLE = re.compile(r"<article\b.*?</article>", re.S)
_PAGE_LANGUAGE = re.compile(r"<html\b[^>]*?\blang=\"?([\w-]+)")
_PIECE = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][\w-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>|([^<]+)", re.S)
_ATTRIBUTE = re.compile(r"\b(id|lang|class|hidden|style|data-search)\b(?:=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")

_FORMULA = re.compile(r"\\[()\[\]]")
"""What TeX stands between."""

_UNREAD = frozenset(
    {"script", "style", "template", "noscript", "svg", "math", "form", "nav", "select", "button", "fieldset", "label"}
)
_UNREAD_CLASSES = frozenset({"headerlink", "q-path", "q-contents", "q-filters", "q-unsearched"})
_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
_TERMS = frozenset({"dt", "summary"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "small", "span", "strong"}
    | {"sub", "sup", "time", "u", "var", "wbr"}
)
_BOXES = frozenset({"span", "small"})
"""May be set apart by a style: no word runs through their edges."""
_CELLS = frozenset({"td", "th", "dd"})


@dataclass(slots=True)
class Section:
    """A heading with what stands below it; the first one of a page has no anchor, and its heading is the title."""

    anchor: str = ""
    heading: str = ""
    heading_language: str = ""
    runs: list[tuple[str, str]] = field(default_factory=list)
    """(language, text), one after the other; a language is named where it is not the page's."""
    minor: list[tuple[str, str]] = field(default_factory=list)
    """Headings below it that have no anchor of their own, as (language, text)."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as the search sees it."""

    path: str
    language: str
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """Its first heading."""
        return self.sections[0].heading


@dataclass(slots=True)
class _Open:
    name: str
    language: str
    unread: bool
    anchor: str = ""


class _Reader:
    """Walks through the elements of one article."""

    def __init__(self, language: str, *, title_only: bool) -> None:
        self.language = language
        self.title_only = title_only
        self.open: list[_Open] = [_Open("article", language, False)]
        self.sections = [Section()]
        self.heading: _Open | None = None
        self.heading_text: list[str] = []
        self.heading_language = ""
        self.anchor = ""
        self.gap = ""
        self.soft = False

    def start(self, name: str, attributes: str) -> None:
        """An element begins."""
        given = {m[1]: m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(attributes)}
        above = self.open[-1]
        language = given.get("lang") or above.language
        unread = (
            above.unread
            or name in _UNREAD
            or "hidden" in given
            or not _UNREAD_CLASSES.isdisjoint(given.get("class", "").split())
        )
        self._apart(name)
        if name in _VOID or attributes.endswith("/"):
            return
        here = _Open(name, language, unread)
        self.open.append(here)
        if unread:
            return
        if name in _HEADINGS or (name in _TERMS and "id" in given):
            around = self._anchor_around()
            self.heading, self.heading_text, self.anchor = here, [], given.get("id") or around
            self.heading_language = ""
        elif "id" in given:
            here.anchor = given["id"]

    def end(self, name: str) -> None:
        """An element ends; one that was never begun is passed over."""
        if name in _VOID or all(one.name != name for one in self.open[1:]):
            return
        while len(self.open) > 1:
            last = self.open.pop()
            if last is self.heading:
                self._close_heading(last)
            if last.name == name:
                break
        self._apart(name, ended=True)

    def text(self, text: str) -> None:
        """Words, with the blanks around them."""
        here = self.open[-1]
        if here.unread:
            return
        words = " ".join(text.split())
        if not words:
            self.gap = self.gap or " "
            return
        language = here.language if here.language != self.language else ""
        soft, self.soft = self.soft and words[0].isalnum(), False
        if self.heading is not None:
            before = " " if text[0].isspace() or soft else ""
            self.heading_text.append(before + words + (" " if text[-1].isspace() else ""))
            self.heading_language = language or self.heading_language
            return
        if self.title_only:
            return
        runs = self.sections[-1].runs
        gap = self.gap or (" " if text[0].isspace() or (soft and runs and runs[-1][1][-1].isalnum()) else "")
        if runs:
            words = gap + words
        self.gap = " " if text[-1].isspace() else ""
        if runs and runs[-1][0] == language:
            runs[-1] = (language, runs[-1][1] + words)
        else:
            runs.append((language, words))

    def _anchor_around(self) -> str:
        """The id of the element that a heading without one is the first heading of."""
        around = next((one for one in reversed(self.open) if one.anchor), None)
        if around is None:
            return ""
        anchor, around.anchor = around.anchor, ""
        return anchor

    def _apart(self, name: str, *, ended: bool = False) -> None:
        """What keeps apart the words on both sides of a tag."""
        if name == "dt" and ended:
            self.gap = ": "
        elif name in _CELLS and self.gap != "\n":
            self.gap = self.gap if self.gap == ": " else " · "
        elif name not in _INLINE:
            self.gap = "\n"
        self.soft = self.soft or name in _BOXES

    def _close_heading(self, element: _Open) -> None:
        words = " ".join("".join(self.heading_text).split())
        self.heading = None
        last = self.sections[-1]
        if element.name == "h1":
            if not self.sections[0].heading:
                self.sections[0].heading, self.sections[0].heading_language = words, self.heading_language
        elif self.title_only or not words:
            return
        elif self.anchor:
            self.sections.append(Section(self.anchor, words, self.heading_language))
        else:
            last.minor.append((self.heading_language, words))
            gap = "\n" if last.runs else ""
            last.runs.append((self.heading_language, gap + words))
            self.gap = "\n"


def read(path: str, html: str) -> Page | None:
    """The page; None for one without an article or without a first heading."""
    article = _ARTICLE.search(html)
    if not article:
        return None
    found = _PAGE_LANGUAGE.search(html)
    language = found[1] if found else ""
    reader = _Reader(language, title_only=TITLE_ONLY in html)
    for closing, name, attributes, words in _pieces(article[0]):
        if words:
            reader.text(_FORMULA.sub("", unescape(words) if "&" in words else words))
        elif closing:
            reader.end(name.lower())
        elif name:
            reader.start(name.lower(), attributes)
    if not reader.sections[0].heading:
        return None
    first, *others = reader.sections
    # A letter of the alphabet above the entries that begin with it leads nowhere.
    return Page(path, language, (first, *(one for one in others if one.runs or len(one.heading) > 1)))


def _pieces(article: str) -> Iterator[tuple[str, str, str, str]]:
    for match in _PIECE.finditer(article, article.index(">") + 1):
        closing, name, attributes, words = match.groups("")
        yield closing, name, attributes, words
