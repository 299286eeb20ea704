"""Texts of a GIFT file: the format in brackets at their head, escaped signs, their size."""

from typing import get_args

from qoima.core.diagnostic import Diagnostic
from qoima.core.problems import problem
from qoima.core.source import Span
from qoima.formats.decode import MAX_ITEM_TEXT_KIB
from qoima.formats.gift.cursor import EDGE, FILLER, Block, edges, spoken
from qoima.model.text import Markup, Text

_FORMATS: dict[str, Markup] = {markup: markup for markup in get_args(Markup) if markup != "qoima"}
_MANY_CHARACTERS = MAX_ITEM_TEXT_KIB * 1024 // 4
"""So many take as much room as may be only if each has four bytes."""


def with_format(text: str, default: Markup) -> tuple[str, Markup]:
    """The text behind its `[html]`, and the format named there; any other bracket is text in the default format."""
    if not text.startswith("["):
        return text, default
    closing = text.find("]")
    if closing >= 0:
        name, rest = text[1:closing], text[closing + 1 :]
    else:
        # Without a closing bracket Moodle takes all but the last byte for the name, and cuts off only the bracket.
        name, rest = text[1:-1] if text[-1].isascii() else "", text[1:]
    return (rest, _FORMATS[name]) if name in _FORMATS else (text, default)


def read_text(raw: str, at: Span, default: Markup, said: list[Diagnostic]) -> Text:
    """A part of a block as a text with its markup; the format is looked for at its very beginning."""
    if raw[:1] != "[":
        source = spoken(raw) if "\n" in raw or FILLER in raw else raw.strip(EDGE)
        if "\0" in source or len(source) >= _MANY_CHARACTERS:
            source = limited(source, at, said)
        return Text(source, default, at)
    bare, markup = with_format(raw, default)
    name = raw[1 : raw.find("]")].strip()
    if name not in _FORMATS and name.lower() in _FORMATS:
        said.append(problem("GFT025", at, value=f"[{name}]", known=f"[{name.lower()}]"))
    return Text(limited(spoken(bare), at, said), markup, at)


def limited(source: str, at: Span, said: list[Diagnostic]) -> str:
    """The text up to a null sign, at which Moodle's database cuts it; "" where it is too large for us."""
    if "\0" in source:
        said.append(problem("GFT054", at))
        source = source.partition("\0")[0]
    kib = len(source.encode(errors="replace")) // 1024
    if kib <= MAX_ITEM_TEXT_KIB:
        return source
    said.append(problem("YML019", at, have_kib=kib, limit_kib=MAX_ITEM_TEXT_KIB))
    return ""


def read_part(block: Block, start: int, end: int, default: Markup, said: list[Diagnostic]) -> Text:
    """The text of a part of a block, trimmed before its format is looked for."""
    start, end = edges(block.text, start, end)
    return read_text(block.text[start:end], block.span(start, end), default, said)


def read_feedback(block: Block, start: int, end: int, default: Markup, said: list[Diagnostic]) -> Text | None:
    """The same for a feedback: None where it is empty."""
    text = read_part(block, start, end, default, said)
    return text if text.source else None
