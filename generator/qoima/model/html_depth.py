"""How deep the elements of an HTML text nest, before a parser whose time is quadratic in it sees the text.

Tags are found as browsers find them (HTML, section 13.2.5). Where browsers part from a plain stack of elements, the
stack here is the higher one, up to the few elements that they add by themselves.
"""

import re

_BLANK = "[\\t\\n\\f\\r ]"
_ATTRIBUTE = (
    f"(?:{_BLANK}|/)*+(?:=?[^\\t\\n\\f\\r />=]++|=)"
    f"(?:{_BLANK}*+={_BLANK}*+(?:\"[^\"]*+(?:\"|\\Z)|'[^']*+(?:'|\\Z)|[^\\t\\n\\f\\r \"'>][^\\t\\n\\f\\r >]*+)?+)?+"
)
_TOKEN = re.compile(
    "<!--(?:-?>|.*?(?:--!?>|\\Z))|<(?:[!?]|/(?![A-Za-z>]))[^>]*+(?:>|\\Z)"
    f"|<(/?)([A-Za-z][^\\t\\n\\f\\r />]*+)(?:{_ATTRIBUTE})*+(?:{_BLANK}|/)*+(?:>|\\Z)",
    re.S,
)
_TEXT_ELEMENTS = {
    name: re.compile(f"</{name}(?=[\\t\\n\\f\\r />])", re.I)
    for name in ("style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
}
"""Elements whose content is text up to their end tag."""
_OTHER_RULES = re.compile("<(?:svg|math|script|noscript|plaintext|select|template|frameset)", re.I)
_START = re.compile("<[A-Za-z]")

_VOID = {
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img", "input", "keygen",
    "link", "meta", "param", "source", "track", "wbr",
}  # fmt: skip
_CELLS, _ROWS = {"td", "th", "p"}, {"td", "th", "tr", "p"}
_GROUPS = _ROWS | {"tbody", "thead", "tfoot"}
_ENDS = {
    "p": {"p"}, "option": {"option"}, "li": {"li", "p"}, "dd": {"dd", "dt", "p"}, "dt": {"dd", "dt", "p"},
    "td": _CELLS, "th": _CELLS, "tr": _ROWS, "tbody": _GROUPS, "thead": _GROUPS, "tfoot": _GROUPS,
}  # fmt: skip
"""What an element ends when it begins right in them."""
_LEFT_OPEN = {"p", "li", "dd", "dt", "option"}
_BLOCKS = (
    "address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figure",
    "footer", "header", "li", "main", "nav", "ol", "pre", "section", "td", "th", "ul",
)  # fmt: skip
_ENDED_WITH = {
    **dict.fromkeys(_BLOCKS, _LEFT_OPEN),
    "tr": _LEFT_OPEN | _CELLS,
    **dict.fromkeys(("tbody", "thead", "tfoot"), _LEFT_OPEN | _ROWS),
    "table": _LEFT_OPEN | _GROUPS,
}
"""What may be left open where an element ends."""


def is_deeper(markup: str, limit: int) -> bool:
    """Whether elements nest deeper than `limit`; surely not where the answer is no, give or take a few."""
    if markup.count("<") <= limit:
        return False
    if _OTHER_RULES.search(markup) is not None:
        return len(_START.findall(markup)) > limit
    opened: list[str] = []
    at = 0
    while len(opened) <= limit and (token := _TOKEN.search(markup, at)) is not None:
        at = token.end()
        closing, name = token[1], (token[2] or "").lower()
        if closing:
            _close(name, opened)
        elif name and name not in _VOID:
            _open(name, opened)
            at = _content_end(name, markup, at)
    return len(opened) > limit


def _open(name: str, opened: list[str]) -> None:
    ended = _ENDS.get(name, ())
    while opened and opened[-1] in ended:
        opened.pop()
    opened.append(name)


def _close(name: str, opened: list[str]) -> None:
    at, left_open = len(opened) - 1, _ENDED_WITH.get(name, ())
    while at >= 0 and opened[at] != name and opened[at] in left_open:
        at -= 1
    if at >= 0 and opened[at] == name:
        del opened[at:]


def _content_end(name: str, markup: str, at: int) -> int:
    """Where tags count again behind the start tag of `name`, which ends at `at`."""
    if name not in _TEXT_ELEMENTS:
        return at
    end = _TEXT_ELEMENTS[name].search(markup, at)
    return end.start() if end is not None else len(markup)
