"""Signs in HTML that look like the beginning of a tag and are none: `x<y`, `Array<int>`."""

import re

_NAMES = {
    "a", "abbr", "acronym", "address", "applet", "area", "article", "aside", "audio", "b", "base", "basefont",
    "bdi", "bdo", "big", "blink", "blockquote", "body", "br", "button", "canvas", "caption", "center", "cite",
    "code", "col", "colgroup", "data", "datalist", "dd", "del", "details", "dfn", "dialog", "dir", "div", "dl",
    "dt", "em", "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "frame", "frameset", "h1",
    "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe", "img", "input", "ins",
    "kbd", "label", "legend", "li", "link", "main", "map", "mark", "marquee", "math", "menu", "meta", "meter",
    "nav", "nobr", "noframes", "noscript", "object", "ol", "optgroup", "option", "output", "p", "param",
    "picture", "pre", "progress", "q", "rp", "rt", "ruby", "s", "samp", "script", "section", "select", "slot",
    "small", "source", "span", "strike", "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody",
    "td", "template", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "track", "tt", "u", "ul", "var",
    "video", "wbr",
}  # fmt: skip
_OPENING = re.compile(r"""<(?P<name>[A-Za-z][\w:.-]*)(?=[\s/>])(?P<rest>(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>|[^<>]*+>)""")
_CLOSING = re.compile(r"</([A-Za-z][\w:.-]*)")
_GIVEN = re.compile(r"""=\s*["']""")
_MAX_UNCLOSED = 100
"""So many signs without an end are looked at; each look may go to the end of the text."""


def without_strays(markup: str) -> str:
    """HTML in which `&lt;` stands for a sign that begins no tag, where parsers would drop what follows it.

    A tag is closed by `>`, and has a name of HTML, or attributes, or a closing tag of that name somewhere.
    """
    if "<" not in markup:
        return markup
    closed = {name.lower() for name in _CLOSING.findall(markup)}
    parts: list[str] = []
    done, unclosed = 0, 0
    while unclosed < _MAX_UNCLOSED and (start := markup.find("<", done)) >= 0:
        parts.append(markup[done:start])
        tag = _OPENING.match(markup, start)
        name = tag["name"].lower() if tag else ""
        if tag and (name in _NAMES or name in closed or _GIVEN.search(tag["rest"])):
            done = tag.end()
            parts.append(tag[0])
        else:
            done = start + 1
            stray = markup[done : done + 1].isalpha() and markup[done].isascii()
            unclosed += tag is None and stray
            parts.append("&lt;" if stray else "<")
    return "".join([*parts, markup[done:]])
