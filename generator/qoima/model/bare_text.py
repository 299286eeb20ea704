"""The short way for texts without a sign of markup: what renderer, sanitiser and parser would make of them.

Most texts of a bank are of this kind, or hold formulas beside that; a test compares both ways.
"""

import html
import re

from qoima.model.text import Text

_WORDS = re.compile(r"[^\0-\x1f\x7f-\xa0&<>\ufffe\uffff]*")
_AS_IT_IS = {
    "qoima": re.compile(r"[^\0-\x1f\x7f-\xa0&<>$*_`\[\\\ufffe\uffff]*"),
    "html": re.compile(r"[^\0-\x08\x0b-\x1f\x7f-\xa0&<>\ufffe\uffff]*"),
    "plain": _WORDS,
    "moodle": _WORDS,
}
_FORMULA = re.compile(r"(?!\s)[^\0-\x1f\x7f-\xa0`$\ufffe\uffff]+(?<![\s\\])")
_ONLY_WORDS = re.compile(r"[^\0-\x08\x7f-\x9f<&\\$]*")


def bare_html(text: Text) -> str | None:
    """The HTML of a text whose signs mean nothing, or only formulas; None where one may mean more."""
    as_it_is, source = _AS_IT_IS.get(text.markup), text.source
    if as_it_is is None:
        return None
    if text.markup == "plain" and "  " in source:
        return None
    if text.markup != "qoima":
        return source if as_it_is.fullmatch(source) else None
    if as_it_is.fullmatch(source):
        return source.strip()
    return _with_formulas(source.strip(), as_it_is) if "$" in source else None


def _with_formulas(source: str, words: re.Pattern[str]) -> str | None:
    """Words with formulas between single dollars, where no blank and no digit makes a dollar a price."""
    parts = source.split("$")
    if len(parts) % 2 == 0 or not all(words.fullmatch(part) for part in parts[::2]):
        return None
    if not all(_FORMULA.fullmatch(part) for part in parts[1::2]):
        return None
    if any(part[-1:].isdigit() for part in parts[:-1:2]) or any(part[:1].isdigit() for part in parts[2::2]):
        return None
    if not all(parts[2:-1:2]):
        return None
    parts[1::2] = [f"\\({html.escape(part, quote=False)}\\)" for part in parts[1::2]]
    return "".join(parts)


def only_words(markup: str) -> str | None:
    """The words of HTML without elements, entities and formulas, blanks collapsed; None where it has one of them."""
    return " ".join(markup.split()) if _ONLY_WORDS.fullmatch(markup) else None
