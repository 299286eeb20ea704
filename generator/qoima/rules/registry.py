"""What a rule is: a function from a node and limits to findings, with its texts and its page beside it."""

import inspect
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from qoima.core.diagnostic import Message
from qoima.core.source import Span
from qoima.core.words import Template
from qoima.model.nodes import Node


@dataclass(frozen=True, slots=True)
class Finding:
    """A place where the rule does not hold, the values for its message, and which of the rule's messages it is."""

    at: Span
    values: Mapping[str, object]
    variant: str = ""
    related: tuple[tuple[Span, str], ...] = ()
    """Other places, each with the key of a text in the rule's `variants`."""


Findings = Iterator[Finding]


class Say(typing.NamedTuple):
    """What is wrong and what to do."""

    message: Template
    help: Template = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: slug, the node it looks at, its texts by variant ("" is the first), and the types of its limits."""

    slug: str
    node: type
    says: Mapping[str, Say]
    function: Callable[..., Findings]
    limits: Mapping[str, object] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()
    """Limits that a check may leave out."""
    asks_today: bool = False
    """Whether the function takes the day of the check, as a keyword `today` that is no limit."""

    @property
    def doc(self) -> str:
        """The reference page: Why, Wrong, Right, Limits."""
        return inspect.getdoc(self.function) or ""

    def find(self, node: Node, limits: Mapping[str, object], today: date) -> Findings:
        """The findings of the rule on one node."""
        return self.function(node, **limits, today=today) if self.asks_today else self.function(node, **limits)

    def message(self, variant: str, values: Mapping[str, object]) -> Message:
        """The message of a variant with its values."""
        return Message(self.key(variant), self.says[variant].message, MappingProxyType(dict(values)))

    def advice(self, variant: str, values: Mapping[str, object]) -> Message | None:
        """The help of a variant with its values."""
        help = self.says[variant].help
        return Message(f"{self.key(variant)}.help", help, MappingProxyType(dict(values))) if help else None

    def key(self, variant: str) -> str:
        """The key of a variant in the message catalogues."""
        return f"rule.{self.slug}.{variant}" if variant else f"rule.{self.slug}"


Function = typing.TypeVar("Function", bound=Callable[..., Findings])


def rule(
    slug: str, node: type, message: Template, *, help: Template = "", variants: Mapping[str, Say] | None = None
) -> Callable[[Callable[..., Findings]], Rule]:
    """Make a rule of a function `f(node, *, limit: type, …) -> Findings`; list it in `rules.RULES`.

    A keyword `today: date` is no limit: it gets the day of the check.
    """

    def make(function: Callable[..., Findings]) -> Rule:
        hints = typing.get_type_hints(function)
        parameters = inspect.signature(function).parameters.values()
        keywords = [p for p in parameters if p.kind is inspect.Parameter.KEYWORD_ONLY]
        limits = {p.name: hints[p.name] for p in keywords if p.name != "today"}
        optional = frozenset(p.name for p in keywords if p.default is not inspect.Parameter.empty)
        says = {"": Say(message, help), **(variants or {})}
        return Rule(slug, node, says, function, limits, optional, "today" in hints)

    return make


def finding(at: Span, variant: str = "", *, related: tuple[tuple[Span, str], ...] = (), **values: object) -> Finding:
    """A finding at a place."""
    return Finding(at, values, variant, related)


def word(text: str) -> Message:
    """A word inside a message that other languages say otherwise: `easy`, `midterm`."""
    return Message(f"word.{text}", text)
