"""A bank as a GIFT file that Moodle imports without a word; pictures travel inside it as `data:` addresses."""

import base64
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping

from qoima.core.diagnostic import Diagnostic, Message, ordered
from qoima.core.problems import problem
from qoima.formats.exchange import Written
from qoima.formats.losses import lost, lost_category, lost_looks, lost_right_sides
from qoima.formats.moodle.limits import category_path, category_problems, in_categories, name_problems, tags_of
from qoima.formats.moodle.own_facts import flow_mapping, own_facts
from qoima.formats.pictures import SUFFIXES
from qoima.model.bank import ItemSet
from qoima.model.foreign import with_addresses
from qoima.model.item import (
    Choice,
    Description,
    Essay,
    Item,
    Matching,
    Number,
    Numerical,
    ShortAnswer,
    TrueFalse,
    option_weights,
    stable_order,
)
from qoima.model.meaning import SPACE, name_of, number_text, typed
from qoima.model.picture_addresses import with_pictures
from qoima.model.text import Text

FORMAT = "GIFT"
MAX_PICTURES_KIB = 100
"""From here on LOS002 advises the Moodle XML."""

_ESCAPES = str.maketrans({sign: f"\\{sign}" for sign in "\\~=#{}:"} | {"\n": "\\n", "\r": None})
_CODES = re.compile("&&(?:0(?:92|58|35|61);|1(?:23|25|26);|010)")
"""What Moodle itself puts for an escaped sign: typed by hand they become that sign."""
_BACKSLASH_CODE = "&&092;"
_NOT_IN_MARKS = re.compile(r"[<>`\x00-\x1f\x7f]")
_ONE_LINE = str.maketrans({"\n": " ", "\r": " "})

Row = tuple[str, Text | None]
"""An answer with its sign, and its feedback."""


def write_gift(held: ItemSet, pictures: Mapping[str, bytes], *, penalty: bool) -> Written:
    """The items as GIFT. `pictures` has bytes by path; paths in texts are relative to the folder of the set.

    With `penalty`, wrong options of several-choice items cost what `option_weights` says.
    """
    writer = _Writer(held, pictures, penalty)
    parts: list[bytes] = []
    for category, items in in_categories(held):
        texts = [text.encode() for item in items if (text := writer.item(item))]
        parts += [*writer.category(category), *texts] if texts else []
    if writer.picture_bytes > MAX_PICTURES_KIB * 1024:
        writer.said.append(problem("LOS002", held.at, have_kib=writer.picture_bytes // 1024))
    return Written(b"\n".join(parts), ordered(writer.said))


def escaped(text: str) -> str:
    """Text in which no sign means anything to GIFT, in one line."""
    return text.translate(_ESCAPES)


class _Writer:
    def __init__(self, held: ItemSet, pictures: Mapping[str, bytes], penalty: bool) -> None:
        self.at = held.at
        self.folder = held.folder
        self.pictures = pictures
        self.penalty = penalty
        self.picture_bytes = 0
        self.said: list[Diagnostic] = []

    def category(self, names: tuple[str, ...]) -> Iterator[bytes]:
        """The line that puts what follows into a category; none at the top."""
        if not names:
            return
        self.said += category_problems(names, self.at)
        path = category_path(names)
        if _BACKSLASH_CODE in path or path != path.translate(_ONE_LINE):
            self.said.append(lost_category(self.at, FORMAT))
        # Moodle leaves out a first name of this form, unless the context stands before it.
        context = "$course$/top/" if names[0].startswith("$") or names[0] == "top" else ""
        doubled = path.translate(_ONE_LINE).replace("\\", "\\\\")
        yield f"$CATEGORY: {context}{doubled}\n".encode()

    def lost(self, item: Item, field: str) -> None:
        self.said.append(lost(item, field, FORMAT))

    def item(self, item: Item) -> str:
        """The lines of an item; none where GIFT cannot carry it."""
        answers = self.answers(item)
        if answers is None:
            return ""
        self.said += name_problems(item)
        self.said += lost_looks(item, FORMAT)
        for field, is_told in (("hints", item.hints), ("points", item.points != 1)):
            if is_told and not (field == "points" and isinstance(item.response, Description)):
                self.lost(item, field)
        return "".join([*self.comments(item), self.name(item), "[html]", self.html(item.stem), answers, "\n"])

    def refused(self, item: Item, why: Message | None = None) -> None:
        """GIFT cannot carry the item: of this kind with so few answers, or for the reason given."""
        if why is not None:
            self.said.append(problem("LOS004", item.at, format=FORMAT, why=why))
        else:
            kind = Message(f"kind.{item.response.kind}", item.response.kind)
            self.said.append(problem("LOS001", item.at, format=FORMAT, kind=kind))

    def name(self, item: Item) -> str:
        name = name_of(item) if item.name or item.id else ""
        if _CODES.search(name):
            self.lost(item, "name")
        return f"::{escaped(name)}::" if name else ""

    def comments(self, item: Item) -> Iterator[str]:
        marks = [_mark("id", item.id)] if item.id else []
        fields: set[str] = set()
        for field, tag in tags_of(item):
            if _NOT_IN_MARKS.search(tag):
                fields.add(field)
            else:
                marks.append(_mark("tag", tag))
        for field in sorted(fields):
            self.lost(item, field)
        yield from _lines(marks)
        if more := self.more(item):
            yield f"// qoima: {more}\n"

    def more(self, item: Item) -> str:
        """What only Qoima knows, as a YAML flow mapping in one line."""
        points = "" if item.points == 1 else number_text(item.points)
        hints = [self.picture_html(hint) for hint in item.hints]
        return flow_mapping({**own_facts(item), "points": points, "hints": hints})

    def answers(self, item: Item) -> str | None:
        """The answers in their braces; None where GIFT has no way to say them."""
        general = f"####{self.text(item.feedback)}" if item.feedback else ""
        match item.response:
            case Choice() as choice if len(choice.options) > 1:
                return self.choice(item, choice, general)
            case TrueFalse() as truth:
                return self.true_false(truth, general)
            case ShortAnswer() as short if short.answers:
                return self.short_answer(item, short, general)
            case Numerical(numbers=numbers) if numbers:
                return self.block("{#", self.numbers(numbers), general)
            case Matching() as matching if len(matching.rows) > 1:
                return self.matching(item, matching, general)
            case Essay() as essay:
                self.said += [lost(item, field, FORMAT) for field in _essay_losses(essay)]
                return f"{{{general}}}"
            case Description():
                if general:
                    self.lost(item, "feedback")
                return ""
        self.refused(item)
        return None

    def choice(self, item: Item, choice: Choice, general: str) -> str:
        choice = Choice(stable_order(item.id, choice.options), choice.several)
        percents = [number_text(weight) for weight in option_weights(choice, penalty=self.penalty)]
        signs = [{"0": "~"}.get(percent, f"~%{percent}%") for percent in percents]
        if not choice.several:
            # A single `~` keeps it from being a short answer, a single `=` from being several choice.
            full = [n for n, percent in enumerate(percents) if percent == "100"]
            for n in full[: len(signs) - 1]:
                signs[n] = "="
            if not full:
                self.lost(item, "several")
        rows = ((sign + self.text(o.text), o.feedback) for sign, o in zip(signs, choice.options, strict=True))
        return self.block("{", rows, general)

    def true_false(self, truth: TrueFalse, general: str) -> str:
        """Behind the first `#` stands what those see who were wrong, behind the second what the others see."""
        right, wrong = (truth.when_true, truth.when_false) if truth.answer else (truth.when_false, truth.when_true)
        told = f"#{self.text(wrong) if wrong else ''}" if wrong or right else ""
        told += f"#{self.text(right)}" if right else ""
        return f"{{{'TRUE' if truth.answer else 'FALSE'}{told}{general}}}"

    def short_answer(self, item: Item, short: ShortAnswer, general: str) -> str | None:
        texts = [typed(answer.text) for answer in short.answers]
        # A lone answer goes without `=`, and only beside one does `->` make it a matching item.
        sign = "" if len(texts) == 1 and "->" in texts[0] else "="
        if sign and any("->" in text for text in texts):
            self.refused(item, Message("why.arrow", "`->` in one of several answers would make it matching"))
            return None
        if any(map(_CODES.search, texts)):
            self.refused(item, _codes())
            return None
        if short.match_case:
            self.lost(item, "match_case")
        rows = (
            (f"{sign}%{number_text(a.weight_percent)}%{'[plain]' * text.startswith('[')}{escaped(text)}", a.feedback)
            for a, text in zip(short.answers, texts, strict=True)
        )
        return self.block("{", rows, general)

    def numbers(self, numbers: tuple[Number, ...]) -> Iterator[Row]:
        for number in numbers:
            weight = number_text(number.weight_percent)
            if number.value is None and weight == "0" and len(numbers) > 1 and number is numbers[-1]:
                yield "~", number.feedback
            else:
                value = (
                    f"{number_text(number.value)}:{number_text(number.tolerance)}" if number.value is not None else "*"
                )
                yield f"=%{weight}%{value}", number.feedback

    def matching(self, item: Item, matching: Matching, general: str) -> str | None:
        sides = [(left, typed(right)) for left, right in matching.rows]
        if any(_CODES.search(right) for _, right in sides):
            self.refused(item, _codes())
            return None
        self.said += lost_right_sides(item, matching)
        rows = ((f"={self.text(left)} -> {escaped(right)}", None) for left, right in sides)
        return self.block("{", rows, general)

    def block(self, opening: str, rows: Iterable[Row], general: str) -> str:
        lines = [f"\t{row}{'#' + self.text(feedback) if feedback else ''}\n" for row, feedback in rows]
        return "".join([opening, "\n", *lines, f"\t{general}\n" if general else "", "}"])

    def text(self, text: Text) -> str:
        """HTML behind a sign: it is named where Moodle would look for a format or a weight."""
        html = self.html(text)
        return f"[html]{html}" if html.startswith(("[", "%")) else html

    def html(self, text: Text) -> str:
        """Escaped HTML; `->` makes a matching item wherever it stands, so an attribute has it as an entity."""
        html = self.picture_html(text)
        return escaped(html.replace("->", "-&gt;") if "->" in html else html)

    def picture_html(self, text: Text) -> str:
        html = with_addresses(text)
        return (with_pictures(html, lambda path: self.picture(path, text)) if "<img" in html else html).strip(SPACE)

    def picture(self, address: str, text: Text) -> str:
        """A picture of the bank's folder as a `data:` address."""
        if address.startswith("data:"):
            return address
        path = posixpath.normpath(posixpath.join(self.folder, address))
        if (held := self.pictures.get(path)) is None:
            self.said.append(problem("DLV005", text.at, path=address))
            return address
        suffix = posixpath.splitext(path)[1].lower()
        self.picture_bytes += len(held)
        kind = SUFFIXES.get(suffix) or f"image/{suffix.removeprefix('.') or 'x-unknown'}"
        return f"data:{kind};base64,{base64.b64encode(held).decode('ascii')}"


def _mark(key: str, value: str) -> str:
    return f"[{key}:{value.replace(']', chr(92) + ']')}]"


def _lines(marks: list[str]) -> Iterator[str]:
    """The marks in one comment; one that ends in a backslash ends its line, or it would swallow the next."""
    line: list[str] = []
    for mark in marks:
        line.append(mark)
        if mark.endswith("\\]"):
            yield f"// {' '.join(line)}\n"
            line = []
    if line:
        yield f"// {' '.join(line)}\n"


def _essay_losses(essay: Essay) -> Iterator[str]:
    if essay.lines != Essay().lines:
        yield "lines"
    if essay.notes:
        yield "notes"


def _codes() -> Message:
    return Message("why.codes", "it takes &&058; and such codes for signs")
