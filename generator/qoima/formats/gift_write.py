"""A bank as a GIFT file that Moodle imports without a word; pictures travel inside it as `data:` addresses."""

import base64
import posixpath
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from qoima.core.diagnostic import Diagnostic, Message
from qoima.core.problems import problem
from qoima.formats.exchange import Written
from qoima.formats.gift_cursor import SPACE
from qoima.formats.moodle_limits import in_categories
from qoima.formats.own_facts import flow_mapping, own_facts
from qoima.formats.pictures import SUFFIXES
from qoima.model.bank import ItemSet
from qoima.model.item import (
    Choice,
    Description,
    Essay,
    Item,
    Matching,
    Numerical,
    ShortAnswer,
    TrueFalse,
    option_weights,
    stable_order,
)
from qoima.model.markup import plain, to_html, with_pictures
from qoima.model.text import Text

MAX_PICTURES_KIB = 100
"""From here on LOS002 advises the Moodle XML."""

_ESCAPES = str.maketrans({sign: f"\\{sign}" for sign in "\\~=#{}:"} | {"\n": "\\n", "\r": None})
_NOT_IN_TAGS = re.compile(r"[<>`\x00-\x1f\x7f]|\\$")
_FULL = Decimal(100)


def write_gift(held: ItemSet, pictures: Mapping[str, bytes], *, penalty: bool) -> Written:
    """The items as GIFT. `pictures` has bytes by path; paths in texts are relative to the folder of the set.

    With `penalty`, wrong options of several-choice items cost what `option_weights` says.
    """
    writer = _Writer(held, pictures, penalty)
    parts: list[str] = []
    for category, items in in_categories(held):
        texts = [text for item in items if (text := writer.item(item))]
        parts += [f"$CATEGORY: {_category(*category)}\n", *texts] if texts else []
    if writer.picture_bytes > MAX_PICTURES_KIB * 1024:
        writer.said.append(problem("LOS002", held.at, have_kib=writer.picture_bytes // 1024))
    return Written("\n".join(parts).encode(), tuple(writer.said))


def _category(*names: str) -> str:
    doubled = (" ".join(name.split()).replace("/", "//").replace("\\", "\\\\") for name in names if name.strip())
    return "/".join(doubled)


def escaped(text: str) -> str:
    """Text in which no sign means anything to GIFT, in one line."""
    return text.translate(_ESCAPES)


def percent(weight: Decimal) -> str:
    """A weight as GIFT has it: `50`, `-33.33333`."""
    return f"{weight.normalize():f}"


class _Writer:
    def __init__(self, held: ItemSet, pictures: Mapping[str, bytes], penalty: bool) -> None:
        self.folder = held.folder
        self.pictures = pictures
        self.penalty = penalty
        self.picture_bytes = 0
        self.said: list[Diagnostic] = []

    def lost(self, item: Item, key: str, what: str) -> None:
        self.said.append(problem("LOS003", item.place(key), format="GIFT", what=Message(f"what.{key}", what)))

    def item(self, item: Item) -> str:
        """The lines of an item; none where GIFT cannot carry it."""
        answers = self.answers(item)
        if answers is None:
            kind = Message(f"kind.{item.response.kind}", item.response.kind)
            self.said.append(problem("LOS001", item.at, format="GIFT", kind=kind))
            return ""
        for key, what in _unknown_to_moodle(item):
            self.lost(item, key, what)
        name = item.id or item.name
        named = f"::{escaped(name)}::" if name else ""
        return "".join([*self.comments(item), named, "[html]", self.html(item.stem), answers, "\n"])

    def comments(self, item: Item) -> Iterator[str]:
        tags = [("difficulty", item.difficulty), ("topic", item.topic), ("outcome", item.outcome)]
        tags += [("uses", used) for used in item.uses] + [("", tag) for tag in item.extra_tags]
        marks = [_mark("id", item.id)] if item.id else []
        for key, value in tags:
            if _NOT_IN_TAGS.search(value):
                self.lost(item, key or "tags", "a tag with one of the signs < > ` or a backslash at its end")
            elif value:
                marks.append(_mark("tag", f"{key}:{value}" if key else value))
        if marks:
            yield f"// {' '.join(marks)}\n"
        if more := self.more(item):
            yield f"// qoima: {more}\n"

    def more(self, item: Item) -> str:
        """What only Qoima knows, as a YAML flow mapping in one line."""
        points = "" if item.points == 1 else f"{item.points:f}"
        hints = [self.picture_html(hint) for hint in item.hints]
        return flow_mapping({**own_facts(item), "points": points, "hints": hints})

    def answers(self, item: Item) -> str | None:
        general = f"####{self.text(item.feedback)}" if item.feedback else ""
        match item.response:
            case Choice() as choice:
                return self.choice(item, choice, general) if len(choice.options) > 1 else None
            case TrueFalse(answer=answer):
                return f"{{{'TRUE' if answer else 'FALSE'}{general}}}"
            case ShortAnswer() as short:
                return self.short_answer(item, short, general)
            case Numerical(numbers=numbers):
                rows = [(f"=%{percent(n.weight_percent)}%{n.value:f}:{n.tolerance:f}", n.feedback) for n in numbers]
                return self.block("{#", rows, general)
            case Matching(rows=pairs):
                rows = [(f"={self.text(left)} -> {escaped(plain(right))}", None) for left, right in pairs]
                return self.block("{", rows, general) if len(rows) > 1 else None
            case Essay(lines=lines, notes=notes):
                if notes or lines != Essay().lines:
                    self.lost(item, "essay", "the lines and notes of an essay")
                return f"{{{general}}}"
            case Description():
                if general:
                    self.lost(item, "feedback", "feedback on a text without a question")
                return ""

    def choice(self, item: Item, choice: Choice, general: str) -> str:
        choice = Choice(stable_order(item.id, choice.options), choice.several)
        weights = option_weights(choice, penalty=self.penalty)
        if not choice.several and _FULL not in weights:
            self.lost(item, "correct", "single choice without an option of 100 %")
        rows = []
        for option, weight in zip(choice.options, weights, strict=True):
            sign = "=" if weight == _FULL and not choice.several else f"~%{percent(weight)}%" if weight else "~"
            rows.append((sign + self.text(option.text), option.feedback))
        return self.block("{", rows, general)

    def short_answer(self, item: Item, short: ShortAnswer, general: str) -> str | None:
        texts = [a.text.source if a.text.markup == "plain" else plain(a.text) for a in short.answers]
        if any("->" in text for text in texts):
            return None
        if short.match_case:
            self.lost(item, "match_case", "the difference of capital and small letters")
        rows = [
            (f"=%{percent(answer.weight_percent)}%{'[plain]' * text.startswith('[')}{escaped(text)}", answer.feedback)
            for answer, text in zip(short.answers, texts, strict=True)
        ]
        return self.block("{", rows, general)

    def block(self, opening: str, rows: list[tuple[str, Text | None]], general: str) -> str:
        lines = [f"\t{row}{'#' + self.text(feedback) if feedback else ''}\n" for row, feedback in rows]
        return "".join([opening, "\n", *lines, f"\t{general}\n" if general else "", "}"])

    def text(self, text: Text) -> str:
        """HTML behind a sign: it is named where Moodle would look for a format or a weight."""
        html = self.html(text)
        return f"[html]{html}" if html.startswith(("[", "%")) else html

    def html(self, text: Text) -> str:
        return escaped(self.picture_html(text))

    def picture_html(self, text: Text) -> str:
        return with_pictures(to_html(text), self.picture).strip(SPACE)

    def picture(self, address: str) -> str:
        """A picture of the bank's folder as a `data:` address; others stay as they are."""
        path = posixpath.normpath(posixpath.join(self.folder, address))
        held, kind = self.pictures.get(path), SUFFIXES.get(posixpath.splitext(path)[1].lower())
        if held is None or kind is None:
            return address
        self.picture_bytes += len(held)
        return f"data:{kind};base64,{base64.b64encode(held).decode('ascii')}"


def _mark(key: str, value: str) -> str:
    return f"[{key}:{value.replace(']', chr(92) + ']')}]"


def _unknown_to_moodle(item: Item) -> Iterator[tuple[str, str]]:
    if item.hints:
        yield "hints", "hints"
    if item.points != 1:
        yield "points", "points"
