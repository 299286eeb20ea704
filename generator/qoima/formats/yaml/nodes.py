"""YAML as a tree of texts with places: no types are guessed, no trap of YAML passes unsaid.

Built from the events of libyaml, with a stack of its own; composing a node tree recurses in C and dies of deep nesting.
A slip that libyaml stops at is reported, overwritten in memory with a sign of the same length, and reading goes on.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

import yaml
from qoima.core.diagnostic import Diagnostic, Diagnostics, Message, Related
from qoima.core.problems import problem
from qoima.core.source import Source, Span
from qoima.formats.conflict import conflict
from qoima.formats.yaml import slips as yaml_slips

MAX_DEPTH = 50
MAX_SLIPS = 40
"""After so many slips in one file the rest is not read; the first ones say enough."""

_COMMENT = re.compile(r"[ \t]+#[^\n]*")


@dataclass(slots=True, eq=False)
class Scalar:
    """A text as typed, at the characters `start` up to `end`; `plain` without quotes.

    `escape` is a backslash of a formula in double quotes, which YAML takes for a sign of its own.
    """

    text: str
    source: Source
    start: int
    end: int
    plain: bool = True
    escape: Span | None = None

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.source, self.start, self.end)

    @property
    def at(self) -> Span:
        """Where to point."""
        return Span(self.source, self.start, self.end)

    @property
    def cut(self) -> Span | None:
        """The comment that follows a text without quotes directly, and may have been meant as part of it."""
        match = _COMMENT.match(self.source.text, self.end) if self.plain else None
        return Span(self.source, match.start(), match.end()) if match else None


@dataclass(slots=True, eq=False)
class Sequence:
    """A list."""

    items: list["Node"]
    source: Source
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.source, self.start, self.end)

    @property
    def at(self) -> Span:
        """Where to point: the first entry."""
        return self.items[0].at if self.items else self.span


@dataclass(slots=True, eq=False)
class Mapping:
    """Keys with their values, in file order; `keys` has the keys as they stand."""

    values: dict[str, "Node"]
    keys: dict[str, Scalar]
    source: Source
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.source, self.start, self.end)

    @property
    def at(self) -> Span:
        """Where to point: the first key, with its value where that is a text on the same line."""
        return self.field(next(iter(self.keys))) if self.keys else self.span

    def field(self, name: str) -> Span:
        """Where a key stands, with its value where that is a text on the same line."""
        key, value = self.keys[name], self.values[name]
        start, end = key.start, key.end
        if value.__class__ is Scalar and value.end > end and self.source.text.find("\n", start, value.end) < 0:
            end = value.end
        return Span(self.source, start, end)


Node = Scalar | Sequence | Mapping


Begin = Callable[[], Callable[[Node], None]]


def read(source: Source, key: str = "", begin: Begin | None = None) -> tuple[Node | None, Diagnostics]:
    """The tree of a file; None where nothing of it can be read. Never raises.

    With `begin`, the entries of the list at `key` are no part of the tree: each goes to the function that `begin` gives
    as soon as it is read. `begin` is called again where reading starts over.
    """
    unmerged = conflict(source)
    if unmerged is not None:
        return None, (unmerged,)
    text, slips = source.text, list[Diagnostic]()
    while True:
        builder = _Builder(source, text, key, begin() if begin is not None else None)
        try:
            builder.run()
            return builder.root, (*slips, *builder.diagnostics)
        except yaml.YAMLError as error:
            diagnostic, start, mended = yaml_slips.slip(source, text, error)
            slips.append(diagnostic)
            if mended == "" or len(slips) >= MAX_SLIPS:
                return None, tuple(slips)
            text = text[:start] + mended + text[start + len(mended) :]


class _Stop(Exception):
    """The file is not worth reading on."""


class _Passed(list[Node]):
    """The entries of a list that is not kept."""

    def __init__(self, take: Callable[[Node], None]) -> None:
        self.take = take

    def append(self, node: Node) -> None:
        self.take(node)


class _Builder:
    def __init__(self, source: Source, text: str, key: str, take: Callable[[Node], None] | None) -> None:
        self.source = source
        self.text = text
        self.key = key
        self.take = take
        self.root: Node | None = None
        self.diagnostics: list[Diagnostic] = []
        self.documents = 0

    def run(self) -> None:
        loader = yaml.CBaseLoader(self.text)
        try:
            self.build(iter(loader.get_event, None))
        except _Stop:
            pass
        finally:
            loader.dispose()

    def build(self, events: Iterator[Any]) -> None:
        """One loop, without a call of ours for the common text: a bank has twenty events an item."""
        source = self.source
        here: Any = None
        key: Any = None
        outside: list[Any] = []
        names: dict[str, str] = {}  # one text for a key, however often it comes
        node: Any
        for event in events:
            kind = event.__class__
            if kind is ScalarEvent:
                node = Scalar(event.value, source, event.start_mark.index, event.end_mark.index, not event.style)
                if event.style == '"' or event.tag or event.anchor:
                    self.notice(event, node)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                outside.append((here, key))
                here, key = self.opened(event, outside), None
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                node, node.end = here, event.end_mark.index
                here, key = outside.pop()
            elif kind is AliasEvent:
                node = self.alias(event)
            else:
                self.document(event)
                continue
            if key is not None:
                name = names.setdefault(key.text, key.text)
                if here.keys.setdefault(name, key) is key:
                    here.values[name] = node
                else:
                    self.twice(here, key)
                key = None
            elif here.__class__ is Mapping:
                key = node if node.__class__ is Scalar else self.no_key(node)
            elif here is None:
                self.root = node
            else:
                here.items.append(node)

    def opened(self, event: Any, outside: list[Any]) -> Mapping | Sequence:
        span = self.span(event)
        self.marks(event, span)
        if len(outside) > MAX_DEPTH:
            self.report("YML010", span, limit=MAX_DEPTH)
            raise _Stop
        if isinstance(event, MappingStartEvent):
            return Mapping({}, {}, self.source, span.start, span.end)
        if self.take is not None and len(outside) == 2:
            owner, key = outside[1]
            if key is not None and key.text == self.key and self.key not in owner.keys:
                return Sequence(_Passed(self.take), self.source, span.start, span.end)
        return Sequence([], self.source, span.start, span.end)

    def span(self, event: Any) -> Span:
        return Span(self.source, event.start_mark.index, event.end_mark.index)

    def report(self, code: str, span: Span, **values: Any) -> None:
        self.diagnostics.append(problem(code, span, **values))

    def marks(self, event: Any, span: Span) -> None:
        if event.anchor:
            self.report("YML007", span, fixed=yaml_slips.quoted_line(self.source, span.start))
        if event.tag:
            self.report("YML008", span, fixed=yaml_slips.quoted_line(self.source, span.start))

    def notice(self, event: Any, node: Scalar) -> None:
        self.marks(event, node.span)
        at = yaml_slips.escape_in_formula(self.text[node.start : node.end]) if event.style == '"' else None
        if at is not None:
            node.escape = self.source.span(node.start + at, node.start + at + 2)

    def alias(self, event: Any) -> Scalar:
        span = self.span(event)
        self.report("YML007", span, fixed=yaml_slips.quoted_line(self.source, span.start))
        return Scalar(f"*{event.anchor}", self.source, span.start, span.end)

    def document(self, event: Any) -> None:
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.report("YML009", self.span(event))
                raise _Stop

    def no_key(self, node: Mapping | Sequence) -> Scalar:
        self.report("YML005", node.at, expected=Message("expected.key", "a key"))
        return Scalar("?", self.source, node.at.start, node.at.end)

    def twice(self, here: Mapping, key: Scalar) -> None:
        first = Related(here.keys[key.text].span, Message("YML002.first", "the first"))
        self.report("YML002", key.span, key=key.text, related=(first,))


def quoted_line(node: Node) -> str:
    """How the line of a node looks with its value in quotes; for the help of a message."""
    source, start = node.span.source, node.span.start
    if isinstance(node, Scalar):
        return yaml_slips.quoted_line(source, start)
    line, column = source.line(source.position(start).line), source.position(start).column
    lead, rest, length = line[: column - 1].strip(), line[column - 1 :], node.span.end - start
    space = "" if not lead or lead.endswith(("[", "{")) else " "
    return lead + space + yaml_slips.quoted(rest[:length].strip()) + rest[length:].rstrip()


def texts(node: Node) -> Iterator[Scalar]:
    """Every scalar of the tree."""
    waiting = [node]
    while waiting:
        held = waiting.pop()
        if isinstance(held, Scalar):
            yield held
        else:
            waiting += held.items if isinstance(held, Sequence) else held.values.values()
