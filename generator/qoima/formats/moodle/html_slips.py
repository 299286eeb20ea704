"""What of a text Moodle does not show, because it takes it for HTML or Markdown; measured with Moodle 4.5."""

import html
import re
from urllib.parse import unquote

from qoima.formats.moodle.php_tags import strip_tags
from qoima.model.text import Markup

_TAG = re.compile(r"</?([A-Za-z][^\s/>]*)([^>]*)(>?)")
_MARKDOWN_TAG = re.compile(r"</?([A-Za-z][-A-Za-z0-9:]*)((?:\s[^>]*)?)(>)")
_ATTRIBUTES = re.compile(r"""(?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))*\s*/?""")
_BARE = re.compile(r"\s+(?:controls|disabled|checked|autoplay|loop|muted|nowrap|noshade|reversed|compact)\b")
_SEEN = re.compile(r"<(?:img|video|audio|hr|iframe|object|embed|math|svg)\b", re.I)
_ANY_TAG = re.compile(r"<[/!A-Za-z][^>]*>")
_SHOWN = 40
_KEPT = {
    "a", "abbr", "acronym", "address", "algebra", "audio", "b", "basefont", "bdo", "big", "blockquote", "br",
    "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "dfn", "dir", "div", "dl", "dt", "em",
    "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "lang", "li", "menu", "nolink",
    "o:p", "ol", "p", "pre", "q", "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "table",
    "tbody", "td", "tex", "tfoot", "th", "thead", "tr", "track", "tt", "u", "ul", "var", "video",
}  # fmt: skip
"""Tags that Moodle shows as what they are."""
_HARMLESS = {
    "article", "aside", "details", "figcaption", "figure", "footer", "header", "main", "mark", "nav", "section",
    "summary", "time", "wbr", "label", "html", "body",
}  # fmt: skip
"""Tags that Moodle takes away and keeps what stands between."""
_OWN_PICTURE = re.compile(
    r"""<img\b[^<>]*?@@PLUGINFILE@@/([^<>"'?#\n]+)|!\[[^\]\n]{0,500}\]\(<?@@PLUGINFILE@@/([^)>"'?#\s]+)""", re.I
)
_CODE_SPAN = re.compile(r"`[^`]*`")
_BRACKET = re.compile(r"\\([()\[\]])")


def looks_lost(text: str, markup: Markup) -> str:
    """The first piece of a text that looks like no tag of its author's and is not shown; "" where all is well."""
    if markup == "plain":
        return ""
    pattern, stop = _TAG, len(text)
    if markup == "markdown":
        text = _CODE_SPAN.sub("", text)
        pattern, stop = _MARKDOWN_TAG, text.rfind(">") + 1
    for match in pattern.finditer(text, 0, stop):
        name, attributes, end = match[1].lower(), match[2], match[3]
        known = name in _KEPT or name in _HARMLESS
        if not end or not known or not _ATTRIBUTES.fullmatch(_BARE.sub("", attributes)):
            return _short(match[0])
    end = text.rfind(">") + 1
    if not end or text[end:].strip() or _SEEN.search(text) or _ANY_TAG.sub("", text[:end]).strip():
        return ""
    return _short(text) if _ANY_TAG.search(text) else ""


def _short(text: str) -> str:
    return " ".join(text.split())[:_SHOWN]


def missing_pictures(text: str, markup: Markup) -> tuple[str, ...]:
    """The names of the pictures that a text shows out of a question's own files, where a file brings none."""
    if "@@PLUGINFILE@@/" not in text or markup == "plain":
        return ()
    shown = _OWN_PICTURE.finditer(text)
    return tuple(dict.fromkeys(unquote(html.unescape(match[1] or match[2])) for match in shown))


def stripped(text: str) -> str:
    """What is lost at the first tag of a text that is shown without tags; "" where there is none."""
    kept = strip_tags(text)
    if kept == text:
        return ""
    at = next((n for n, (a, b) in enumerate(zip(text, kept, strict=False)) if a != b), len(kept))
    return _short(text[at:])


def markdown_brackets(text: str) -> str:
    r"""The text with `\(` and `\[` as Moodle's Markdown shows them, without backslash; "" where there are none."""
    bare = _CODE_SPAN.sub("", text)
    return _short(_BRACKET.sub(r"\1", bare)) if re.search(r"\\[(\[]", bare) else ""
