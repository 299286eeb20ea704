"""Items as bank YAML, as an author would have typed it; texts of Moodle become Markdown."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from qoima.core.diagnostic import Diagnostic, Message
from qoima.core.problems import problem
from qoima.core.source import NOWHERE
from qoima.formats.exchange import Written
from qoima.formats.losses import lost_looks
from qoima.formats.yaml.bank_files import ANY_NUMBER
from qoima.formats.yaml.bank_pictures import BankPictures
from qoima.formats.yaml.scalars import Exact, InBrackets, Value, entry
from qoima.model.bank import ItemSet
from qoima.model.item import (
    Answer,
    Choice,
    Description,
    Essay,
    Item,
    Matching,
    Number,
    Numerical,
    Option,
    ShortAnswer,
    TrueFalse,
    option_weights,
)
from qoima.model.markdown_source import Converted, to_qoima
from qoima.model.meaning import name_of, typed
from qoima.model.text import Text

_NOTHING = "&nbsp;"
"""A left side that shows nothing; an empty one would belong to no pair."""
MAX_NAMED = 5
"""So many categories are named in one message."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_SCHEMA = "# yaml-language-server: $schema={}schemas/bank.json\n"
_FULL = Decimal(100)
_FORMAT = "YAML"
_KEPT = frozenset(("heading", "link", "strike"))
"""What of HTML is kept, or named text by text."""

_TEXTS = {
    "id", "name", "topic", "difficulty", "outcome", "stem", "when_true", "when_false", "feedback", "translates",
    "sample_of",
}  # fmt: skip
"""Keys that are left out where the text is empty."""

_LOST = {
    "underline": "underlined words",
    "strike": "words struck through",
    "index": "signs above or below the line",
    "emphasis": "bold or italics inside a word",
    "link": "the address of a link",
    "numbers": "the first number of a list",
    "cells": "cells that reach over several",
    "table": "several lines in a cell of a table",
    "size": "the size of a picture",
    "picture": "a picture of an unknown kind",
    "layout": "how the lines are laid out",
    "text": "all its words as they were",
}
"""What Markdown cannot say, by the name that `to_qoima` gives it."""


def write_yaml(held: ItemSet, pictures: Mapping[str, bytes], *, penalty: bool) -> Written:
    """The items as a bank file; `pictures` has bytes by path, paths in texts are relative to the folder of the set.

    Options have weights where they pay other than the scoring says (`penalty`). A file in a repository, that is where
    the set has a folder, names its schema.
    """
    writer = _Writer(held, pictures, penalty)
    depth = len(held.folder.split("/")) if held.folder else 0
    lines = [line for number, item in enumerate(held.items, 1) for line in writer.item(item, number)]
    head = _SCHEMA.format("../" * depth) if depth else ""
    body = "".join(f"{line}\n" for line in ["items:", *lines]) if lines else "items: []\n"
    return Written(f"{head}{body}".encode(), (*_categories(held), *writer.said), writer.pictures.written)


def _categories(held: ItemSet) -> Iterator[Diagnostic]:
    """LOS020 once, where the items have categories of their own."""
    names = sorted({"/".join(item.category) for item in held.items if item.category})
    if names and held.category is None:
        more = ["…"] if len(names) > MAX_NAMED else []
        yield problem("LOS020", held.at, names=", ".join([*names[:MAX_NAMED], *more]))


class _Writer:
    def __init__(self, held: ItemSet, pictures: Mapping[str, bytes], penalty: bool) -> None:
        self.penalty = penalty
        self.pictures = BankPictures(held.folder, pictures, held.taken)
        self.said: list[Diagnostic] = []
        self.label = ""
        self.known: dict[Text, Converted] = {}

    def item(self, item: Item, number: int) -> Iterator[str]:
        """The lines of an item; `number` counts from 1."""
        self.label = item.id or item.name or f"№ {number}"
        self.pictures.item_id = item.id
        self.said += lost_looks(item, _FORMAT, kept=_KEPT)
        fields = {key: value for key, value in self.fields(item).items() if key not in _TEXTS or value}
        yield from entry(fields, "  ")

    def fields(self, item: Item) -> dict[str, Value]:
        """Every field in the order of the guide; those with nothing to say are empty."""
        if item.id and not _ID.fullmatch(item.id):
            self.said.append(problem("LOS022", item.place("id"), item=self.label, id=item.id))
            item = replace(item, id="")
        return {
            "id": item.id,
            "name": Exact(_name(item)),
            "topic": Exact(item.topic),
            "difficulty": Exact(item.difficulty),
            "outcome": Exact(item.outcome),
            "stem": self.text(item, "stem", item.stem),
            **_unless_empty("symbols", {sign: Exact(meaning) for sign, meaning in item.symbols.items()}),
            **self.response(item),
            "feedback": self.text(item, "feedback", item.feedback),
            **_several("hints", [self.text(item, "hints", hint) for hint in item.hints]),
            **_unless_empty("uses", [Exact(used) for used in item.uses]),
            **({} if item.points == 1 else {"points": item.points}),
            "translates": Exact(item.translates),
            "sample_of": Exact(item.sample_of),
            **_unless_empty("accepts", {code: Exact(why) for code, why in item.accepts.items()}),
            **_unless_empty("tags", [Exact(tag) for tag in item.extra_tags if tag]),
        }

    def text(self, item: Item, key: str, text: Text | None) -> str:
        """The text in Markdown; what it does not say any more is reported."""
        if text is None:
            return ""
        if text not in self.known:
            self.known[text] = to_qoima(text, self.pictures.path)
        source, lost = self.known[text]
        at = item.place(key) if text.at is NOWHERE else text.at
        for what in lost:
            said = Message(f"markdown.{what}", _LOST[what])
            self.said.append(problem("LOS021", at, item=self.label, key=key, what=said))
        return source

    def response(self, item: Item) -> dict[str, Value]:
        """The keys that say which kind of item it is, and its answers."""
        match item.response:
            case Choice() as choice:
                return self.choice(item, choice)
            case TrueFalse(answer=answer, when_true=when_true, when_false=when_false):
                told = self.text(item, "when_true", when_true), self.text(item, "when_false", when_false)
                return {"answer": answer, "when_true": told[0], "when_false": told[1]}
            case ShortAnswer(answers=answers, match_case=match_case):
                held = [self.answer(item, answer) for answer in answers]
                listed: Value = InBrackets(held) if all(isinstance(value, Exact) for value in held) else held
                return {"answers": listed, **({"match_case": True} if match_case else {})}
            case Numerical(numbers=numbers):
                values = [InBrackets(self.number(item, number)) for number in numbers]
                return {"number": values[0] if len(values) == 1 else values}
            case Matching() as matching:
                pairs = [
                    InBrackets([self.text(item, "pairs", left) or _NOTHING, self.text(item, "pairs", right)])
                    for left, right in matching.pairs
                ]
                extra = [self.text(item, "extra", right) for right in matching.extra]
                return {"pairs": pairs, **_several("extra", extra)}
            case Essay(lines=lines, notes=notes):
                told_to_markers = self.text(item, "essay", notes)
                return {"essay": InBrackets({"lines": lines} | ({"notes": told_to_markers} if told_to_markers else {}))}
            case Description():
                return {"text_only": True}

    def choice(self, item: Item, choice: Choice) -> dict[str, Value]:
        weights = option_weights(choice, penalty=self.penalty)
        unweighed = replace(choice, options=tuple(replace(o, weight_percent=None) for o in choice.options))
        needed = weights != option_weights(unweighed, penalty=self.penalty)
        held: dict[str, list[Value]] = {"correct": [], "distractors": []}
        for option, weight in zip(choice.options, weights, strict=True):
            key = "correct" if option.correct else "distractors"
            held[key].append(self.option(item, key, option, weight if needed else None))
        right, wrong = held["correct"], held["distractors"]
        fields: dict[str, Value] = {"correct": right[0] if len(right) == 1 else _options(right)} if right else {}
        if choice.several != (len(right) > 1):
            fields["several"] = choice.several
        return fields | ({"distractors": _options(wrong)} if wrong or not right else {})

    def option(self, item: Item, key: str, option: Option, weight: Decimal | None) -> Value:
        text, feedback = self.text(item, key, option.text), self.text(item, key, option.feedback)
        return _answer(text, feedback, weight)

    def answer(self, item: Item, answer: Answer) -> Value:
        weight = None if answer.weight_percent == _FULL else answer.weight_percent
        return _answer(Exact(typed(answer.text)), self.text(item, "answers", answer.feedback), weight)

    def number(self, item: Item, number: Number) -> dict[str, Value]:
        fields: dict[str, Value] = {"value": ANY_NUMBER if number.value is None else number.value}
        if number.value is not None and number.tolerance:
            fields["tolerance"] = number.tolerance
        if number.weight_percent != _FULL:
            fields["weight"] = number.weight_percent
        if feedback := self.text(item, "number", number.feedback):
            fields["feedback"] = feedback
        return fields


def _name(item: Item) -> str:
    """The name, where it says more than the id or the beginning of the stem, of which Moodle makes one."""
    name = item.name or ""
    return "" if name_of(replace(item, name=None)) == name else name


def _options(held: list[Value]) -> Value:
    """A short line of bare texts, else a line each."""
    return InBrackets(held, bare=True) if all(isinstance(value, str) for value in held) else held


def _answer(text: str | Exact, feedback: str, weight: Decimal | None) -> Value:
    if feedback:
        return {"text": text, "feedback": feedback} | ({} if weight is None else {"weight": weight})
    return text if weight is None else InBrackets({"text": text, "weight": weight})


def _unless_empty(key: str, held: Sequence[Value] | Mapping[str, Value]) -> dict[str, Value]:
    return {key: InBrackets(held)} if held else {}


def _several(key: str, texts: Sequence[str]) -> dict[str, Value]:
    """Texts that hold something."""
    held: list[Value] = [text for text in texts if text]
    return {key: _options(held)} if held else {}
