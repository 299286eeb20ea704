"""What a text holds as its author built it: paragraphs, lists, tables, code, with what Markdown has no sign for."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

import nh3
from lxml import html as lxml_html

from qoima.model.blocks import Block, Blocks, Code, Listing, Paragraph, Quote, Rule, Table, flat
from qoima.model.formula_parts import formula_parts
from qoima.model.html_depth import is_deeper
from qoima.model.html_signs import without_strays
from qoima.model.markup import (
    ATTRIBUTES,
    CONTROL,
    MAX_HTML_DEPTH,
    OTHER_BLOCK,
    TAGS,
    code_text,
    path_of,
    rendered,
)
from qoima.model.runs import BREAK, PLAIN, Run, Runs, Style, in_one_line, paragraphs
from qoima.model.text import Text

Rename = Callable[[str], str]
"""From the address of a picture to the one it shall have."""

_CLEANER = nh3.Cleaner(
    tags=TAGS | {"a", "ins", "del", "strike"},
    attributes=ATTRIBUTES | {"a": {"href"}, "code": {"class"}, "pre": {"class"}, "div": {"class"}},
    link_rel=None,
    url_schemes={"http", "https", "mailto", "ftp", "data"},
)
_HEADING_TAG = re.compile(r"<h[1-6](?=[\s/>])", re.I)
_HEADING = "qoima-heading"
_LINES = {"p", "div", "hr", "li"}
_LANGUAGE = re.compile(r"(?:^|\s)language-([\w+#.-]+)")
_MARKDOWN_SHOWS = re.compile(r"data:(?!image/(?:gif|png|jpeg|webp);)", re.I)

_HIGH = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOW = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_BASE = re.compile(r"(?:(?<![^\W\d_])[A-Za-zΑ-ω]|(?<![\d.,])\d+)\Z")
_NOT_IN_FORMULAS = re.compile(r"[\\{}$%&#^_~]")


def blocks_of(text: Text, rename: Rename = str) -> tuple[Blocks, frozenset[str]]:
    """The text in the one form that all spellings of it have, and the names of what Markdown cannot say.

    Links and foreign pictures are kept, though nobody is shown them: their author may want them.
    """
    gathered = _Gathered(rename)
    gathered.children(lxml_html.fragment_fromstring(_authored(text), create_parent="div"), PLAIN)
    return gathered.close(), frozenset(gathered.lost)


def _authored(text: Text) -> str:
    markup = without_strays(rendered(text))
    if is_deeper(markup, MAX_HTML_DEPTH):
        clean = html.escape(markup, quote=False)
    else:
        markup = _HEADING_TAG.sub(f'<div class="{_HEADING}"', markup)
        clean = _CLEANER.clean(OTHER_BLOCK.sub(r"\1div", markup))
    return CONTROL.sub("", clean.replace("\r", "\n"))


@dataclass(slots=True)
class _Gathered:
    """The blocks of one element; `lost` is shared with those inside it."""

    rename: Rename
    lost: set[str] = field(default_factory=set)
    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)

    def inside(self, element: lxml_html.HtmlElement, style: Style) -> Blocks:
        """The blocks of an element that holds blocks of its own."""
        gathered = _Gathered(self.rename, self.lost)
        gathered.children(element, style)
        return gathered.close()

    def close(self) -> Blocks:
        self.line()
        return tuple(self.blocks)

    def line(self) -> None:
        self.blocks += [Paragraph(runs) for runs in paragraphs(self.runs)]
        self.runs = []

    def add(self, block: Block) -> None:
        self.line()
        self.blocks.append(block)

    def children(self, element: lxml_html.HtmlElement, style: Style) -> None:
        self.text(element.text, style)
        for child in element:
            self.element(child, style)
            self.text(child.tail, style)

    def text(self, text: str | None, style: Style) -> None:
        for kind, value in formula_parts(text or ""):
            if kind == "words":
                self.runs.append(Run("text", value).styled(style))
            elif value:
                self.runs.append(Run("formula", value, "display" if kind == "display" else ""))

    def element(self, element: lxml_html.HtmlElement, style: Style) -> None:
        tag = element.tag
        if tag in ("b", "strong"):
            self.children(element, (True, *style[1:]))
        elif tag in ("i", "em"):
            self.children(element, (style[0], True, style[2]))
        elif tag == "a":
            self.link(element, style)
        elif tag in ("u", "ins", "s", "del", "strike"):
            self.lost.add("underline" if tag in ("u", "ins") else "strike")
            self.children(element, style)
        elif tag in ("sub", "sup"):
            self.index(element, style)
        elif tag == "br":
            self.runs.append(BREAK)
        elif tag == "img":
            self.picture(element)
        elif tag in ("code", "pre"):
            self.code(element, style)
        elif tag in _LINES:
            self.line()
            self.children(element, (True, *style[1:]) if element.get("class") == _HEADING else style)
            self.add(Rule()) if tag == "hr" else self.line()
        else:
            self.block(element, style)

    def block(self, element: lxml_html.HtmlElement, style: Style) -> None:
        match element.tag:
            case "ul" | "ol":
                self.listing(element, style)
            case "blockquote":
                self.line()
                if blocks := self.inside(element, style):
                    self.add(Quote(blocks))
            case "table":
                self.table(element, style)
            case _:
                self.children(element, style)

    def link(self, element: lxml_html.HtmlElement, style: Style) -> None:
        address = unquote(element.get("href", "")).strip()
        shown = " ".join(element.text_content().split())
        self.children(element, (*style[:2], "" if address == shown else address))

    def index(self, element: lxml_html.HtmlElement, style: Style) -> None:
        """A sign above or below the line: one of Unicode's if there is one, else a formula."""
        self.lost.add("index")
        said = " ".join(element.text_content().split())
        signs = _HIGH if element.tag == "sup" else _LOW
        if len(element) or not said or _NOT_IN_FORMULAS.search(said):
            self.children(element, style)
        elif all(sign in signs for sign in said):
            self.runs.append(Run("text", "".join(signs[sign] for sign in said)).styled(style))
        else:
            inner = said if re.fullmatch(r"[A-Za-z]|[^A-Za-zА-я]+|[a-z][+-]\d", said) else rf"\text{{{said}}}"
            base = ""
            if self.runs and self.runs[-1].kind == "text" and (found := _BASE.search(self.runs[-1].value)):
                base = found[0]
                self.runs[-1] = self.runs[-1]._replace(value=self.runs[-1].value[: found.start()])
            self.runs.append(Run("formula", f"{base}{'^' if element.tag == 'sup' else '_'}{{{inner}}}"))

    def picture(self, element: lxml_html.HtmlElement) -> None:
        address = self.rename(path_of(element.get("src", "")))
        if element.get("width") or element.get("height"):
            self.lost.add("size")
        if _MARKDOWN_SHOWS.match(address):
            self.lost.add("picture")
            address = ""
        self.runs.append(Run("picture", address, " ".join(element.get("alt", "").split())))

    def code(self, element: lxml_html.HtmlElement, style: Style) -> None:
        code = code_text(element)
        if element.tag == "code" and "\n" not in code:
            self.runs += [Run("code", code).styled(style)] if code else []
            return
        classes = [element.get("class", ""), *(child.get("class", "") for child in element if child.tag == "code")]
        language = next((found[1] for held in classes if (found := _LANGUAGE.search(held))), "")
        self.add(Code(code, language)) if code else self.line()

    def listing(self, element: lxml_html.HtmlElement, style: Style) -> None:
        start = element.get("start", "1") if element.tag == "ol" else None
        if start is not None and not re.fullmatch(r"\d{1,9}", start):
            self.lost.add("numbers")
            start = "1"
        self.line()
        entries = [self.inside(child, style) for child in _entries(element)]
        entries = [entry for entry in entries if entry]
        if entries:
            self.add(Listing(None if start is None else int(start), tuple(entries)))

    def table(self, element: lxml_html.HtmlElement, style: Style) -> None:
        self.line()
        rows = [[self.inside(cell, style) for cell in row if cell.tag in ("td", "th")] for row in _rows(element)]
        rows = [row for row in rows if any(row)]
        width = max(map(len, rows), default=0)
        if len(rows) == 1 and width == 1:
            self.blocks += rows[0][0]
        elif rows:
            if any(int_of(cell.get(key)) > 1 for cell in element.iter("td", "th") for key in ("colspan", "rowspan")):
                self.lost.add("cells")
            filled = [[self.cell(blocks) for blocks in row] + [()] * (width - len(row)) for row in rows]
            self.add(Table(tuple(tuple(row) for row in filled)))

    def cell(self, blocks: Blocks) -> Runs:
        match blocks:
            case ():
                return ()
            case (Paragraph(runs=runs),) if not any(run.kind == "break" for run in runs):
                return in_one_line(runs)
        self.lost.add("table")
        return in_one_line(flat(blocks))


def int_of(text: str | None) -> int:
    """The number, 1 where there is none."""
    return int(text) if text and text.isdecimal() and len(text) < 9 else 1


def _entries(element: lxml_html.HtmlElement) -> Iterator[lxml_html.HtmlElement]:
    """The entries of a list; what stands between two of them is taken for one more."""
    between = lxml_html.Element("li")
    between.text = element.text
    for child in list(element):
        if child.tag == "li":
            yield between
            between = lxml_html.Element("li")
            between.text, child.tail = child.tail, None
            yield child
        else:
            between.append(child)
    yield between


def _rows(element: lxml_html.HtmlElement) -> Iterator[lxml_html.HtmlElement]:
    for child in element:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody"):
            yield from _rows(child)
