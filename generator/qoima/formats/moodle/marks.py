"""What an item says of itself beside its text, in GIFT and Moodle XML alike: tags, and the comment `qoima: {…}`."""

from dataclasses import dataclass, field, replace
from typing import Annotated, NamedTuple

from qoima.core.diagnostic import Diagnostic, Related
from qoima.core.problems import did_you_mean, problem
from qoima.core.source import Source, Span
from qoima.formats.yaml import nodes as yaml_nodes
from qoima.formats.yaml.file_types import FileDecimal, FileModel, FileText, FreeText, OneOrMany
from qoima.formats.yaml.model import validate
from qoima.model.item import Item
from qoima.model.text import Text

TAG_NAMES = ("difficulty", "topic", "outcome", "uses")
"""Tags with a meaning: `topic:joins`."""


class FileMore(FileModel):
    """What is no tag in Moodle and stands in the comment `qoima:`."""

    symbols: dict[str, FileText] | None = None
    translates: FileText | None = None
    sample_of: FileText | None = None
    accepts: dict[str, FileText] | None = None
    points: FileDecimal | None = None
    hints: Annotated[list[FreeText], OneOrMany] | None = None


class MarkCodes(NamedTuple):
    """The codes of a format: for an unknown tag, for a tag that stands twice, for a comment that is no mapping."""

    unknown: str
    twice: str
    no_mapping: str


@dataclass(slots=True)
class Marks:
    """The facts of tags and comment. `places` has where they stand.

    `unknown` are the names before a colon that mean nothing; each is reported once.
    """

    topic: str = ""
    difficulty: str = ""
    outcome: str = ""
    uses: list[str] = field(default_factory=list)
    extra_tags: list[str] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)
    more: FileMore | None = None
    places: dict[str, Span] = field(default_factory=dict)


def note_tag(marks: Marks, tag: str, at: Span, said: list[Diagnostic], codes: MarkCodes) -> None:
    """Takes a tag, as Moodle names it, for the fact that it states, else for a tag of the author's own."""
    name, colon, value = tag.partition(":")
    if name in TAG_NAMES and value and not value[0].isspace() and (name == "uses" or name not in marks.places):
        marks.places.setdefault(name, at)
        if name == "uses":
            marks.uses.append(value)
        else:
            setattr(marks, name, value)
        return
    marks.extra_tags.append(tag)
    if colon and name in TAG_NAMES and value.strip():
        said.append(_spaced(tag, at, codes) if value[0].isspace() else problem(codes.twice, at, key=name))
    elif colon and name not in marks.unknown:
        marks.unknown.add(name)
        near = did_you_mean(name, TAG_NAMES)
        said.append(problem(codes.unknown, at, key=name, near=near, known=", ".join(TAG_NAMES)))


def _spaced(tag: str, at: Span, codes: MarkCodes) -> Diagnostic:
    """For a name and a value with blanks between them, which Moodle keeps."""
    bare = ":".join(word.strip() for word in tag.split(":", 1))
    return problem(codes.unknown, at, key=tag, near=did_you_mean(tag, (bare,)), known=", ".join(TAG_NAMES))


def note_facts(marks: Marks, inside: Span, said: list[Diagnostic], codes: MarkCodes) -> None:
    """Takes what stands behind `qoima:`, a YAML mapping."""
    node, wrong = yaml_nodes.read(Source(inside.source.path, inside.text))
    if isinstance(node, yaml_nodes.Mapping):
        more, invalid = validate(node, FileMore)
        wrong += invalid
        marks.more = more if more is not None else marks.more
        marks.places |= {key: _moved(place.span, inside) for key, place in node.keys.items()}
    elif not wrong:
        said.append(problem(codes.no_mapping, inside, reason=inside.text[:60]))
    said.extend(_at_home(diagnostic, inside) for diagnostic in wrong)


def with_facts(item: Item, more: FileMore | None) -> Item:
    """The item with what the comment `qoima:` says of it."""
    if more is None:
        return item
    hints = [Text(hint, item.stem.markup, item.place("hints")) for hint in more.hints or ()]
    return replace(
        item,
        symbols=dict(more.symbols or {}),
        hints=tuple(hints) or item.hints,
        points=more.points if more.points is not None else item.points,
        translates=more.translates or "",
        sample_of=more.sample_of or "",
        accepts=dict(more.accepts or {}),
    )


def _moved(span: Span, home: Span) -> Span:
    return home.source.span(home.start + span.start, min(home.start + span.end, home.end))


def _at_home(diagnostic: Diagnostic, home: Span) -> Diagnostic:
    """The diagnostic of a fragment, at its place in the file."""
    related = tuple(Related(_moved(r.at, home), r.message) for r in diagnostic.related)
    return replace(diagnostic, at=_moved(diagnostic.at, home), related=related)
