"""Diagnostics as JSON values and back, for results that outlive the process that found them.

A place is kept as the number of its source and two offsets. Sources are kept by path where the reader of the data has
the same text, else with their text.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, cast

from qoima.core.diagnostic import Clause, Diagnostic, Diagnostics, Message, Related, Severity, Step
from qoima.core.source import Source, Span

Json = Any
TextOf = Callable[[str], str | None]
"""The text of a file by path; None where there is no such file, or it is no text."""


class Packing:
    """Packs diagnostics; `sources` then says what their places refer to, and `reach` how many characters of which files
    the reader must have as they are.
    """

    def __init__(self, text_of: TextOf) -> None:
        self._text_of = text_of
        self._numbers: dict[int, int] = {}
        self._held: list[Source] = []
        self._clauses: dict[Clause, int] = {}
        self.sources: list[Json] = []
        self.reach: dict[str, int] = {}

    @property
    def clauses(self) -> list[Json]:
        """The clauses that the diagnostics cite, each once."""
        return [[c.document, c.clause, c.quote, c.reading, c.derived] for c in self._clauses]

    def source(self, source: Source) -> int:
        """The number of a source."""
        number = self._numbers.get(id(source))
        if number is None:
            number = self._numbers[id(source)] = len(self._held)
            self._held.append(source)  # so that no other source gets its id
            known = self._text_of(source.path) == source.text
            self.sources.append([source.path, None if known else source.text])
        return number

    def span(self, at: Span) -> Json:
        """A place."""
        number, source = self.source(at.source), at.source
        if self.sources[number][1] is None and at.end >= self.reach.get(source.path, 0):
            line_end = source.text.find("\n", at.end)
            self.reach[source.path] = len(source.text) if line_end < 0 else line_end + 1
        return [number, at.start, at.end]

    def diagnostics(self, given: Iterable[Diagnostic]) -> Json:
        """Diagnostics, in order."""
        return [self._diagnostic(one) for one in given]

    def _diagnostic(self, one: Diagnostic) -> Json:
        return [
            one.code,
            str(one.severity),
            self.span(one.at),
            _message(one.message),
            _message(one.help) if one.help else None,
            None if one.clause is None else self._clauses.setdefault(one.clause, len(self._clauses)),
            one.rule,
            [[self.span(related.at), _message(related.message)] for related in one.related],
            [[_message(step.message), self.span(step.at) if step.at else None] for step in one.steps],
            one.deviates,
        ]


class Unpacking:
    """The inverse, on the `sources` and `clauses` of a packing."""

    def __init__(self, sources: Json, clauses: Json, source_of: Callable[[str], Source]) -> None:
        self._sources = [source_of(path) if text is None else Source(path, text) for path, text in sources]
        self._clauses = [Clause(*held) for held in clauses]

    def span(self, held: Json) -> Span:
        """A place."""
        number, start, end = held
        return Span(self._sources[number], start, end)

    def diagnostics(self, held: Json) -> Diagnostics:
        """Diagnostics, in order."""
        return tuple(map(self._diagnostic, held))

    def _diagnostic(self, held: Json) -> Diagnostic:
        code, severity, at, message, help, clause, rule, related, steps, deviates = held
        return Diagnostic(
            code=code,
            severity=Severity(severity),
            at=self.span(at),
            message=_read_message(message),
            help=_read_message(help) if help else None,
            clause=None if clause is None else self._clauses[clause],
            rule=rule,
            related=tuple(Related(self.span(place), _read_message(said)) for place, said in related),
            steps=tuple(Step(_read_message(said), self.span(place) if place else None) for said, place in steps),
            deviates=deviates,
        )


def _message(message: Message) -> Json:
    template = message.template if isinstance(message.template, str) else dict(message.template)
    return [message.key, template, {name: _value(value) for name, value in message.values.items()}]


def _read_message(held: Json) -> Message:
    key, template, values = held
    return Message(key, template, MappingProxyType({name: _read_value(value) for name, value in values.items()}))


def _value(value: object) -> Json:
    """A value of a message: what JSON has no type of its own for goes as `[tag, …]`, or as the text that it shows."""
    if value is None or type(value) in (str, int, bool, float):
        return value
    if isinstance(value, Message):
        return ["message", _message(value)]
    if type(value) in (tuple, list):
        return [type(value).__name__, [_value(one) for one in cast(Sequence[object], value)]]
    for tag, kind, text, _ in _TAGGED:
        if type(value) is kind:
            return [tag, text(value)]
    return str(value)


_TAGGED: tuple[tuple[str, type, Callable[[Any], str], Callable[[str], object]], ...] = (
    ("decimal", Decimal, str, Decimal),
    ("severity", Severity, str, Severity),
    ("datetime", datetime, datetime.isoformat, datetime.fromisoformat),
    ("date", date, date.isoformat, date.fromisoformat),
)
_READ: Mapping[str, Callable[[Json], object]] = {
    "message": _read_message,
    "tuple": lambda held: tuple(map(_read_value, held)),
    "list": lambda held: list(map(_read_value, held)),
    **{tag: read for tag, _, _, read in _TAGGED},
}


def _read_value(held: Json) -> object:
    return _READ[held[0]](held[1]) if isinstance(held, list) else held
