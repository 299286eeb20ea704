"""From the tree of one item to the item, in one pass over its fields.

The pass takes what the file model takes (a test compares them). Where it meets anything else it stops with `Odd`; the
file model then says everything that is wrong.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from qoima.core.diagnostic import Diagnostic
from qoima.core.problems import problem
from qoima.core.source import NOWHERE, Span
from qoima.formats.decode import MAX_ITEM_TEXT_KIB
from qoima.formats.yaml.bank_files import ANY_NUMBER, FileEssay, FileNumber
from qoima.formats.yaml.file_types import FileAnswer
from qoima.formats.yaml.model import is_empty
from qoima.formats.yaml.nodes import Mapping, Node, Scalar, Sequence
from qoima.formats.yaml.values import (
    Odd,
    entries,
    fields,
    id_word,
    named,
    needed,
    number,
    tags,
    truth,
    whole_number,
    word,
    words,
)
from qoima.model import item as model
from qoima.model.item import Choice, Item, Option, Response, legal_weight
from qoima.model.slips import slips
from qoima.model.text import Text

_HEAD_ENDS = ("|-", "| -", "|:", "| :")
"""How the line below the head of a table begins."""
_MAY_BE_LONG = MAX_ITEM_TEXT_KIB * 256
"""In letters, of at most four bytes each."""

_HUNDRED = Decimal(100)
_ZERO = Decimal(0)

_legal_weight = lru_cache(maxsize=1024)(legal_weight)


class ItemReader:
    """Reads the items of a file one by one; what is wrong with their texts and weights goes to `said`."""

    def __init__(self, said: list[Diagnostic]) -> None:
        self._said = said
        self._node = Mapping({}, {}, NOWHERE.source, 0, 0)
        self._weights = 0
        self._may_slip = True
        self._own: dict[str, Callable[[Node], Any]] = {
            "id": id_word,
            "name": word,
            "topic": word,
            "difficulty": word,
            "outcome": word,
            "stem": self._text,
            "symbols": named,
            "feedback": self._text,
            "hints": self._texts,
            "points": number,
            "uses": words,
            "tags": tags,
            "translates": word,
            "sample_of": word,
            "accepts": named,
        }
        self._answers: dict[str, Callable[[Node], Any]] = {
            "correct": self._correct,
            "distractors": self._distractors,
            "several": truth,
            "answer": truth,
            "when_true": self._text,
            "when_false": self._text,
            "answers": self._accepted,
            "match_case": truth,
            "number": self._numbers,
            "pairs": self._pairs,
            "extra": self._texts,
            "essay": self._essay,
            "text_only": truth,
        }

    def read(self, node: Mapping) -> Item | None:
        """The item; None where it was refused with an error. Raises `Odd`."""
        self._begin(node)
        own: dict[str, Any] = {}
        answers: dict[str, Any] = {}
        places: dict[str, Span] = {}
        for key, value in node.values.items():
            if value.__class__ is Scalar and value.text == "" and value.plain:
                continue
            if (read := self._own.get(key)) is not None:
                own[key] = read(value)
            elif (read := self._answers.get(key)) is not None:
                answers[key] = read(value)
            else:
                raise Odd
            places[key] = node.field(key)
        at = places.get(next(iter(node.keys), "")) or node.at
        response = self._response(answers)
        if response is None:
            return None
        own.setdefault("id", "")
        if "stem" not in own:
            own["stem"] = Text("", "qoima", node.values["stem"].at if "stem" in node.values else at)
        return Item(response=response, extra_tags=own.pop("tags", ()), at=at, places=places, **own)

    def _begin(self, node: Mapping) -> None:
        find, start, end = node.source.text.find, node.start, node.end
        self._node = node
        self._weights = 0
        self._may_slip = (
            find("*", start, end) >= 0
            or find("\\", start, end) >= 0
            or (find("_", start, end) >= 0 and find("__", start, end) >= 0)
            or any(find(sign, start, end) >= 0 for sign in _HEAD_ENDS)
        )

    def _response(self, held: dict[str, Any]) -> Response | None:
        given = held.get
        if "answer" in held:
            return model.TrueFalse(held["answer"], given("when_true"), given("when_false"))
        if "answers" in held:
            return model.ShortAnswer(held["answers"], given("match_case", False))
        if "number" in held:
            return model.Numerical(held["number"])
        if "pairs" in held:
            extra = tuple((Text(""), right) for right in given("extra", ()))
            return model.Matching(held["pairs"] + extra)
        if "essay" in held:
            essay: model.Essay = held["essay"]
            return essay
        if given("text_only"):
            return model.Description()
        options: tuple[Option, ...] = given("correct", ()) + given("distractors", ())
        if 0 < self._weights < len(options):
            nodes = (entry for key in ("correct", "distractors") for entry in entries(self._node.values.get(key)))
            self._report("YML023", next(entry for entry in nodes if not _has_weight(entry)).at)
            return None
        return Choice(options, given("several", len(given("correct", ())) > 1))

    def _report(self, code: str, at: Span, **values: Any) -> None:
        self._said.append(problem(code, at, **values))

    def _text(self, node: Node) -> Text:
        if node.__class__ is not Scalar:
            raise Odd
        typed = node.text
        text = Text(typed, "qoima", Span(node.source, node.start, node.end))
        if len(typed) > _MAY_BE_LONG and (kib := len(typed.encode()) // 1024) > MAX_ITEM_TEXT_KIB:
            self._report("YML019", text.at, have_kib=kib, limit_kib=MAX_ITEM_TEXT_KIB)
            return Text("", "qoima", text.at)
        if self._may_slip:
            self._slips(text)
        return text

    def _slips(self, text: Text) -> None:
        for slip in slips(text):
            if slip.kind == "emphasis":
                self._report("YML021", text.at, shown=slip.shown, typed=slip.typed)
            elif slip.kind == "cells":
                have, listed = slip.cells
                self._report("YML025", text.at, have=have, listed=listed, lost=slip.shown)
            else:
                self._report("YML022", text.at, shown=f"({slip.shown})", formula=slip.shown)

    def _texts(self, node: Node) -> tuple[Text, ...]:
        return tuple([self._text(entry) for entry in entries(node)])

    def _correct(self, node: Node) -> tuple[Option, ...]:
        return tuple([self._option(entry, True) for entry in entries(node)])

    def _distractors(self, node: Node) -> tuple[Option, ...]:
        return tuple([self._option(entry, False) for entry in entries(node)])

    def _option(self, node: Node, correct: bool) -> Option:
        if isinstance(node, Scalar):
            text = self._text(node)
            return Option(text, correct, None, None, text.at)
        held = fields(node, _ANSWER_KEYS)
        text = self._text(needed(held, "text"))
        return Option(text, correct, self._feedback(held), self._weight(held), node.at)

    def _accepted(self, node: Node) -> tuple[model.Answer, ...]:
        return tuple([self._answer(entry) for entry in entries(node)])

    def _answer(self, node: Node) -> model.Answer:
        if isinstance(node, Scalar):
            return model.Answer(Text(node.text, "plain", node.at))
        held = fields(node, _ANSWER_KEYS)
        text = Text(word(needed(held, "text")), "plain", node.at)
        return model.Answer(text, self._full_weight(held), self._feedback(held))

    def _numbers(self, node: Node) -> tuple[model.Number, ...]:
        return tuple([self._number(entry) for entry in entries(node)])

    def _number(self, node: Node) -> model.Number:
        held = fields(node, _NUMBER_KEYS)
        typed = needed(held, "value")
        value = None if word(typed) == ANY_NUMBER else number(typed)
        tolerance = (number(held["tolerance"]) or _ZERO) if "tolerance" in held else _ZERO
        return model.Number(value, tolerance, self._full_weight(held), self._feedback(held))

    def _pairs(self, node: Node) -> tuple[tuple[Text, Text], ...]:
        if not isinstance(node, Sequence):
            raise Odd
        return tuple([self._pair(entry) for entry in node.items])

    def _pair(self, node: Node) -> tuple[Text, Text]:
        if not isinstance(node, Sequence) or len(node.items) != 2:
            raise Odd
        return self._text(node.items[0]), self._text(node.items[1])

    def _essay(self, node: Node) -> model.Essay:
        held = fields(node, _ESSAY_KEYS)
        lines = whole_number(held["lines"]) if "lines" in held else 0
        return model.Essay(lines or 15, self._text(held["notes"]) if "notes" in held else None)

    def _feedback(self, held: dict[str, Node]) -> Text | None:
        return self._text(held["feedback"]) if "feedback" in held else None

    def _full_weight(self, held: dict[str, Node]) -> Decimal:
        weight = self._weight(held)
        return _HUNDRED if weight is None else weight

    def _weight(self, held: dict[str, Node]) -> Decimal | None:
        node = held.get("weight")
        if node is None:
            return None
        self._weights += 1
        percent = number(node)
        legal = _legal_weight(percent)
        if legal is None:
            known = ", ".join(f"{w.normalize():f}" for w in model.WEIGHTS_PERCENT)
            self._report("YML018", node.at, value=percent, known=known)
        return legal


def _has_weight(node: Node) -> bool:
    return isinstance(node, Mapping) and "weight" in node.values and not is_empty(node.values["weight"])


_ANSWER_KEYS = frozenset(FileAnswer.model_fields)
_NUMBER_KEYS = frozenset(FileNumber.model_fields)
_ESSAY_KEYS = frozenset(FileEssay.model_fields)
