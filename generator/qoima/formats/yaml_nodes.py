"""YAML as a tree of texts with places: no types are guessed, no trap of YAML passes unsaid.

Built from the events of libyaml, with a stack of its own; composing a node tree recurses in C and dies of deep nesting.
A slip that libyaml stops at is reported, overwritten in memory with a sign of the same length, and reading goes on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from qoima.core.diagnostic import Diagnostic, Diagnostics, Message, Related
from qoima.core.problems import problem
from qoima.core.source import Source, Span
from qoima.formats import yaml_slips

MAX_DEPTH = 50
MAX_SLIPS = 40
"""After so many slips in one file the rest is not read; the first ones say enough."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as typed. `plain` without quotes; `cut` is where a comment follows it directly.

    `escape` is a backslash of a formula in double quotes, which YAML takes for a sign of its own.
    """

    text: str
    span: Span
    plain: bool = True
    cut: Span | None = None
    escape: Span | None = None

    @property
    def at(self) -> Span:
        """Where to point."""
        return self.span


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: list["Node"]
    span: Span

    @property
    def at(self) -> Span:
        """Where to point: the first entry."""
        return self.items[0].at if self.items else self.span


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in file order; `keys` has the places of the keys."""

    values: dict[str, "Node"]
    keys: dict[str, Span]
    span: Span

    @property
    def at(self) -> Span:
        """Where to point: the first key, with its value where that stands on the same line."""
        if not self.keys:
            return self.span
        first = next(iter(self.keys))
        start, value = self.keys[first], self.values[first].span
        source = start.source
        same_line = isinstance(self.values[first], Scalar) and source.position(value.end).line == start.position.line
        return Span(source, start.start, value.end if same_line and value.end > start.start else start.end)


Node = Scalar | Sequence | Mapping


def read(source: Source) -> tuple[Node | None, Diagnostics]:
    """The tree of a file; None where nothing of it can be read. Never raises."""
    marks = [
        problem("YML016", source.span(m.start(), m.end()))
        for m in re.finditer(r"^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$", source.text, re.M)
    ]
    if marks:
        return None, tuple(marks)
    text, slips = source.text, list[Diagnostic]()
    while True:
        builder = _Builder(source, text)
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


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read."""

    start: int
    is_mapping: bool
    items: list[Node] = field(default_factory=list)
    values: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Span] = field(default_factory=dict)
    key: Scalar | None = None


class _Builder:
    def __init__(self, source: Source, text: str) -> None:
        self.source = source
        self.text = text
        self.root: Node | None = None
        self.diagnostics: list[Diagnostic] = []
        self.open: list[_Open] = []
        self.documents = 0

    def run(self) -> None:
        loader = yaml.CBaseLoader(self.text)
        try:
            while (event := loader.get_event()) is not None:
                self.take(event)
                if isinstance(event, yaml.StreamEndEvent):
                    break
        except _Stop:
            pass
        finally:
            loader.dispose()

    def report(self, code: str, span: Span, **values: Any) -> None:
        self.diagnostics.append(problem(code, span, **values))

    def take(self, event: yaml.Event) -> None:
        start, end = getattr(event.start_mark, "index", 0), getattr(event.end_mark, "index", 0)
        span = self.source.span(start, end)
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.report("YML009", span)
                raise _Stop
        elif isinstance(event, yaml.AliasEvent):
            self.report("YML007", span, fixed=yaml_slips.quoted_line(self.source, start))
            self.put(Scalar(f"*{event.anchor}", span))
        elif isinstance(event, yaml.NodeEvent):
            self.marks(event, span)
            self.node(event, span)
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            self.close(end)

    def marks(self, event: yaml.NodeEvent, span: Span) -> None:
        if event.anchor:
            self.report("YML007", span, fixed=yaml_slips.quoted_line(self.source, span.start))
        if getattr(event, "tag", None):
            self.report("YML008", span, fixed=yaml_slips.quoted_line(self.source, span.start))

    def node(self, event: yaml.NodeEvent, span: Span) -> None:
        if isinstance(event, yaml.ScalarEvent):
            plain = not event.style
            cut = _comment_after(self.source, span.end) if plain else None
            escape = self.escape(span) if event.style == '"' else None
            self.put(Scalar(event.value, span, plain, cut, escape))
            return
        if len(self.open) >= MAX_DEPTH:
            self.report("YML010", span, limit=MAX_DEPTH)
            raise _Stop
        self.open.append(_Open(span.start, isinstance(event, yaml.MappingStartEvent)))

    def escape(self, span: Span) -> Span | None:
        at = yaml_slips.escape_in_formula(self.text[span.start : span.end])
        return None if at is None else self.source.span(span.start + at, span.start + at + 2)

    def close(self, end: int) -> None:
        done = self.open.pop()
        span = self.source.span(done.start, end)
        self.put(Mapping(done.values, done.keys, span) if done.is_mapping else Sequence(done.items, span))

    def put(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        top = self.open[-1]
        if not top.is_mapping:
            top.items.append(node)
        elif top.key is None:
            if not isinstance(node, Scalar):
                self.report("YML005", node.at, expected=Message("expected.key", "a key"))
                node = Scalar("?", node.at)
            top.key = node
        else:
            key, top.key = top.key, None
            if key.text in top.keys:
                first = Related(top.keys[key.text], Message("YML002.first", "the first"))
                self.diagnostics.append(problem("YML002", key.span, key=key.text, related=(first,)))
                return
            top.keys[key.text] = key.span
            top.values[key.text] = node


def _comment_after(source: Source, end: int) -> Span | None:
    match = re.compile(r"[ \t]+#[^\n]*").match(source.text, end)
    return source.span(match.start(), match.end()) if match else None


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
