"""What the comment lines before a GIFT item say: `[id:…]`, `[tag:…]`, and the line `// qoima: {…}`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Annotated

from qoima.core.diagnostic import Diagnostic, Related
from qoima.core.problems import did_you_mean, problem
from qoima.core.source import Source, Span
from qoima.formats import yaml_nodes
from qoima.formats.file_types import FileDecimal, FileModel, FileText, FreeText, OneOrMany
from qoima.formats.gift_cursor import SPACE, Block
from qoima.formats.yaml_model import validate

TAG_NAMES = ("difficulty", "topic", "outcome", "uses")
"""Tags with a meaning: `[tag:topic:joins]`."""

_ID = re.compile(r"(?:\\\]|[^\]\x00-\x1f\x7f])*")
_TAG = re.compile(r"(?:\\\]|[^\]<>`\x00-\x1f\x7f])*")
_MORE = re.compile(r"//[ \t]*qoima:[ \t]*")


class FileMore(FileModel):
    """What is no tag in Moodle and stands in the line `// qoima:`."""

    symbols: dict[str, FileText] | None = None
    translates: FileText | None = None
    sample_of: FileText | None = None
    accepts: dict[str, FileText] | None = None
    points: FileDecimal | None = None
    hints: Annotated[list[FreeText], OneOrMany] | None = None


@dataclass(slots=True)
class Marks:
    """The facts of the comment lines. `places` has where they stand; `line` is the comment line that holds the id.

    `unknown` are the names before a colon that mean nothing; each is reported once.
    """

    id: str = ""
    line: Span | None = None
    topic: str = ""
    difficulty: str = ""
    outcome: str = ""
    uses: list[str] = field(default_factory=list)
    extra_tags: list[str] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)
    more: FileMore = field(default_factory=lambda: FileMore())
    places: dict[str, Span] = field(default_factory=dict)


def read_marks(block: Block, said: list[Diagnostic]) -> Marks:
    """What the comment lines of a block say; problems are added to `said`."""
    marks = Marks()
    for line in block.comments:
        if marks.line is None and (inside := next(_insides(line, "[id:", _ID, 1), None)) is not None:
            marks.id, marks.line, marks.places["id"] = _value(inside), line, inside
        for inside in _insides(line, "[tag:", _TAG, 0):
            _tag(marks, inside, said)
        if (opening := _MORE.match(line.source.text, line.start, line.end)) is not None:
            _more(marks, line.source.span(opening.end(), line.end), said)
    return marks


def has_marks(block: Block) -> Span | None:
    """The first comment line with an id or a tag."""
    return next((line for line in block.comments if "[id:" in line.text or "[tag:" in line.text), None)


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


def _value(inside: Span) -> str:
    return inside.text.strip(SPACE).replace("\\]", "]")


def _tag(marks: Marks, inside: Span, said: list[Diagnostic]) -> None:
    tag = _value(inside)
    name, colon, value = (word.strip() for word in tag.partition(":"))
    if colon and name == "uses":
        marks.uses.append(value)
        marks.places.setdefault(name, inside)
    elif colon and name in TAG_NAMES and name not in marks.places:
        setattr(marks, name, value)
        marks.places[name] = inside
    elif not tag:
        said.append(problem("GFT029", inside.source.span(inside.start - len("[tag:"), inside.end + len("]"))))
    else:
        marks.extra_tags.append(tag)
        if colon and name in TAG_NAMES:
            said.append(problem("GFT024", inside, key=name))
        elif colon and name not in marks.unknown:
            marks.unknown.add(name)
            near = did_you_mean(name, TAG_NAMES)
            said.append(problem("GFT009", inside, key=name, near=near, known=", ".join(TAG_NAMES)))


def _more(marks: Marks, inside: Span, said: list[Diagnostic]) -> None:
    node, wrong = yaml_nodes.read(Source(inside.source.path, inside.text))
    if isinstance(node, yaml_nodes.Mapping):
        more, invalid = validate(node, FileMore)
        wrong += invalid
        marks.more = more if more is not None else marks.more
        marks.places |= {key: _moved(place, inside) for key, place in node.keys.items()}
    elif not wrong:
        said.append(problem("GFT010", inside, reason=inside.text[:60]))
    said.extend(_at_home(diagnostic, inside) for diagnostic in wrong)


def _moved(span: Span, home: Span) -> Span:
    return home.source.span(home.start + span.start, min(home.start + span.end, home.end))


def _at_home(diagnostic: Diagnostic, home: Span) -> Diagnostic:
    """The diagnostic of a fragment, at its place in the file."""
    related = tuple(Related(_moved(r.at, home), r.message) for r in diagnostic.related)
    return replace(diagnostic, at=_moved(diagnostic.at, home), related=related)
