"""Slips in GIFT files that Moodle stores without a word: lines, signs around the braces, comments, code, names."""

import re
from collections.abc import Iterator
from itertools import islice

from qoima.core.diagnostic import Diagnostic
from qoima.core.problems import problem
from qoima.core.source import Source, Span
from qoima.formats.gift.around import NAMESPACES
from qoima.formats.gift.cursor import HELD_BREAK, SPACE, Block
from qoima.formats.gift.kept import cut_short
from qoima.formats.moodle.html_slips import looks_lost, markdown_brackets, missing_pictures, stripped
from qoima.formats.moodle.names import MAX_NAME, NO_NAME, clean_name, default_name
from qoima.model.item import Item, Matching

_MOST = 20
"""What is wrong in every line is named so many times."""
_CATEGORY = "$CATEGORY:"
_UNSEEN = "\u00a0\u00ad\u200b\u2060\ufeff\u3000\u2002\u2003\u2009\u202f\u2028\u2029\x0c\x85"
UNSEEN_LINE = re.compile(r"^(?:[^\S\n]|[\u00ad\u200b\u2060\ufeff])+$", re.M)
_FORGOTTEN = re.compile(r"\n[^\S\n]*(?:[=~]|[A-Za-zА-Яа-яЁё][.)]\s)|\s[=~][\w%]|\?\s*(?:<[^<>]*>\s*)*$")
"""Answers without braces, or a question."""
_EATEN = re.compile(
    r"\\\\|(?:(?<=\b[A-Z]:)\\n(?=[a-z])|\\n(?:abla|atural|cong|e|earrow|eg|eq|exists|geq|gtr|i|leq|less|mid|ot|otin"
    r"|parallel|prec|rightarrow|sim|subseteq|succ|supseteq|u|vdash|warrow)(?![A-Za-z]))"
)
_CODE = re.compile(
    r"(?:[;:]|\\[{}])$|^(?:def|class|for|while|if|elif|else|try|except|return|print|printf|import|int|float|double|void"
    r"|public|private|begin|end|SELECT|FROM|WHERE)\b[ (:]|^\w[\w.\[\]]*(?: \\?= |\(.*\)$)"
)
_INDENTED = re.compile(r"\n(?:\t| {2})[ \t]*(\S[^\n]*)")


def in_file(source: Source) -> Iterator[Diagnostic]:
    """GFT011 and GFT043: signs that no one sees, where they keep items together or stand in texts."""
    text = source.text
    if not any(sign in text for sign in _UNSEEN):
        return
    unseen = (line for line in UNSEEN_LINE.finditer(text) if line[0].strip(SPACE))
    for line in islice(unseen, _MOST):
        yield problem("GFT011", source.span(*line.span()))
    at = text.find("\ufeff")
    for _ in range(_MOST if at >= 0 else 0):
        stop = text.find("\n", at)
        line_end = stop if stop >= 0 else len(text)
        if text[text.rfind("\n", 0, at) + 1 : line_end].strip(SPACE + "\ufeff"):
            yield problem("GFT043", source.span(at, at + 1))
        at = text.find("\ufeff", line_end)
        if at < 0:
            return


def in_block(block: Block, said: list[Diagnostic]) -> None:
    """GFT022 and GFT014: a lone 0 that ends a block, commands that begin with a line break."""
    if block.zero is not None:
        said.append(problem("GFT022", block.zero))
    if HELD_BREAK in block.text:
        found = _EATEN.finditer(block.source.text, block.base, block.base + len(block.text))
        places = ((match.start() - block.base, match.end() - block.base) for match in found if match[0] != "\\\\")
        eaten = (block.span(at, end) for at, end in places if block.text[at + 1] == HELD_BREAK)
        said.extend(problem("GFT014", at) for at in islice(eaten, _MOST))


def without_answers(block: Block, start: int) -> Diagnostic:
    """GFT013 where a text that begins at `start` asks for answers, GFT062 where it is only told."""
    asks = _FORGOTTEN.search(block.text, start)
    return problem("GFT013" if asks else "GFT062", block.part(start, len(block.text)))


def in_item(block: Block, item: Item, opening: int, said: list[Diagnostic]) -> None:
    """What stands in the lines of the question, in its HTML and Markdown, and in the name."""
    text = block.text
    if _CATEGORY in text and (at := text.find("\n" + _CATEGORY)) >= 0:
        said.append(problem("GFT017", block.span(at + 1, at + 1 + len(_CATEGORY))))
    end = opening if opening >= 0 else len(text)
    if text.find("\n", 0, end) >= 0:
        _in_lines(block, end, said)
    if "<" in text:
        _in_html(item, said)
    if "@@PLUGINFILE@@/" in text:
        missing = (
            (source.at, n) for source in item.all_texts() for n in missing_pictures(source.source, source.markup)
        )
        said.extend(problem("GFT070", at, name=name) for at, name in islice(missing, _MOST))
    if "[markdown]" in text:
        for source in item.all_texts():
            if source.markup == "markdown" and (shown := markdown_brackets(source.source)):
                said.append(problem("GFT042", source.at, shown=shown))
    _in_name(block, item, said)


def _in_lines(block: Block, end: int, said: list[Diagnostic]) -> None:
    """GFT044 and GFT046: lines of the question that are gone, or have lost what stood before them."""
    inside = (comment for comment in block.comments if block.base < comment.start < block.base + end)
    said.extend(problem("GFT044", comment) for comment in islice(inside, _MOST))
    source = block.source.text
    is_code = "<pre" in block.text
    for match in _INDENTED.finditer(source, block.base, block.base + end):
        if (is_code or _CODE.search(match[1].rstrip())) and not match[1].startswith("//"):
            said.append(problem("GFT046", Span(block.source, *match.span(1))))
            return


def _in_html(item: Item, said: list[Diagnostic]) -> None:
    """GFT041: text that Moodle takes for a tag; the right sides of pairs it shows without any."""
    for text in item.all_texts():
        if "<" in text.source and (lost := looks_lost(text.source, text.markup)):
            said.append(problem("GFT041", text.at, lost=lost))
    if isinstance(item.response, Matching):
        for _, right in item.response.rows:
            if lost := stripped(right.source):
                said.append(problem("GFT041", right.at, lost=lost))


def _in_name(block: Block, item: Item, said: list[Diagnostic]) -> None:
    """GFT045, GFT050, GFT052 and DLV008: names that are none, or not those that the author wrote."""
    if item.name is None:
        source = item.stem.source
        if len(source) < 200 and source and not source[0].isalnum() and default_name(source) == NO_NAME:
            said.append(problem("GFT050", block.first_line(), name=NO_NAME))
        return
    if item.name in NAMESPACES and item.stem.source[:1].isidentifier():
        said.append(problem("GFT045", block.first_line(), name=item.name, text=cut_short(item.stem.source)))
    if len(item.name) > MAX_NAME:
        said.append(problem("GFT052", block.first_line(), kept=clean_name(item.name)[-40:]))
    elif "<" in item.name and (kept := clean_name(item.name)) != item.name:
        said.append(problem("DLV008", block.first_line(), name=kept))
