"""What the comment lines before a GIFT item say: `[id:…]`, `[tag:…]`, and the line `// qoima: {…}`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from qoima.core.diagnostic import Diagnostic
from qoima.core.problems import problem
from qoima.core.source import Span
from qoima.formats.decode import MAX_ITEM_TEXT_KIB
from qoima.formats.gift.cursor import SPACE, Block
from qoima.formats.moodle.marks import TAG_NAMES, MarkCodes, note_facts, note_tag
from qoima.formats.moodle.marks import Marks as ItemMarks
from qoima.formats.moodle.names import clean_tag

_MAX_LINE = MAX_ITEM_TEXT_KIB * 1024
_CODES = MarkCodes(unknown="GFT009", twice="GFT024", no_mapping="GFT010")
_SIMPLE = re.compile(r"\[(id|tag):([^\[\]\\<>`\x00-\x1f\x7f]+)\]")
_ID = re.compile(r"(?:\\\]|[^\]\x00-\x1f\x7f])*")
_TAG = re.compile(r"(?:\\\]|[^\]<>`\x00-\x1f\x7f])*")
_MORE = re.compile(r"//[ \t]*qoima:[ \t]*")
_MISSPELT = re.compile(r"\[[ \t]*(?:id|tag)[ \t]*:[^\]\n]{0,200}\]", re.I)


@dataclass(slots=True)
class Marks(ItemMarks):
    """The facts of the comment lines; `line` is the comment line that holds the id.

    `empty` are tags without a name, `breaks_off` is the one at which Moodle's import ends.
    """

    id: str = ""
    line: Span | None = None
    empty: list[Span] = field(default_factory=list)
    breaks_off: Span | None = None


def read_marks(block: Block, said: list[Diagnostic]) -> Marks:
    """What the comment lines of a block say; problems are added to `said`."""
    marks = Marks()
    for line in block.comments:
        text = line.source.text
        if line.end - line.start > _MAX_LINE:
            said.append(problem("YML019", line, have_kib=(line.end - line.start) // 1024, limit_kib=MAX_ITEM_TEXT_KIB))
            continue
        simple = list(_SIMPLE.finditer(text, line.start, line.end))
        if len(simple) == text.count("[", line.start, line.end):
            for match in simple:
                _mark(marks, match[1], line, Span(line.source, *match.span(2)), match[2].strip(SPACE), said)
        else:
            _odd_line(marks, line, said)
        if (opening := _MORE.match(text, line.start, line.end)) is not None:
            note_facts(marks, line.source.span(opening.end(), line.end), said, _CODES)
    if marks.empty:
        _say_empty(marks, said)
    return marks


def has_marks(block: Block) -> Span | None:
    """The first comment line with an id or a tag."""
    return next((line for line in block.comments if "[id:" in line.text or "[tag:" in line.text), None)


def _odd_line(marks: Marks, line: Span, said: list[Diagnostic]) -> None:
    """A comment line with other brackets too."""
    for kind, allowed, least in (("id", _ID, 1), ("tag", _TAG, 0)):
        for inside in _insides(line, f"[{kind}:", allowed, least):
            _mark(marks, kind, line, inside, inside.text.strip(SPACE).replace("\\]", "]"), said)
    for match in _MISSPELT.finditer(line.source.text, line.start, line.end):
        if not match[0].startswith(("[id:", "[tag:")) or match[0] == "[id:]":
            said.append(problem("GFT047", line.source.span(*match.span()), value=match[0][:60]))


def _insides(line: Span, opening: str, allowed: re.Pattern[str], least: int) -> Iterator[Span]:
    """What stands between `opening` and its bracket; `\\]` is a bracket of the text, except where no other follows."""
    text = line.source.text
    at = text.find(opening, line.start, line.end)
    while at >= 0:
        start = at + len(opening)
        match = allowed.match(text, start, line.end)
        stop = match.end() if match else start
        closing = stop if text[stop : min(stop + 1, line.end)] == "]" else text.rfind("\\]", start, stop) + 1
        if closing >= start + least:
            yield line.source.span(start, closing)
            stop = closing
        at = text.find(opening, stop, line.end)


def _mark(marks: Marks, kind: str, line: Span, inside: Span, value: str, said: list[Diagnostic]) -> None:
    if kind == "tag":
        _tag(marks, value, inside, said)
    elif marks.line is None:
        marks.id, marks.line, marks.places["id"] = value, line, inside


@lru_cache(maxsize=10_000)
def _known(tag: str) -> tuple[str, str, str]:
    """What Moodle keeps of a tag, and name and value of a fact that stands once; many items have the same few."""
    name, _, value = tag.partition(":")
    kept = clean_tag(tag)
    is_fact = kept == tag and name in TAG_NAMES and name != "uses" and value and not value[0].isspace()
    return (kept, name, value) if is_fact else (kept, "", "")


def _tag(marks: Marks, tag: str, inside: Span, said: list[Diagnostic]) -> None:
    kept, name, value = _known(tag)
    if name and name not in marks.places:
        setattr(marks, name, value)
        marks.places[name] = inside
        return
    if kept != tag or tag in ("", "0"):
        if kept == "0":
            marks.breaks_off = marks.breaks_off or inside
        if kept in ("", "0"):
            marks.empty.append(inside)
            return
        said.append(problem("GFT049", inside, kept=kept))
    note_tag(marks, tag, inside, said, _CODES)


def _say_empty(marks: Marks, said: list[Diagnostic]) -> None:
    """Moodle fails where nothing is left of all tags, and at a lone 0, which PHP takes for nothing."""
    if not marks.extra_tags and not marks.places.keys() & set(TAG_NAMES):
        marks.breaks_off = marks.breaks_off or marks.empty[0]
    for place in marks.empty:
        whole = place.source.span(place.start - len("[tag:"), place.end + len("]"))
        said.append(problem("GFT029" if marks.breaks_off else "GFT051", whole))
