"""Aiken banks, read as Moodle 4.5 reads them. One broken question never hides the next."""

import html
from dataclasses import dataclass, field
from typing import Literal

from qoima.core.diagnostic import Diagnostic, Message, Related, has_error
from qoima.core.problems import problem
from qoima.core.source import Source, Span
from qoima.formats.aiken.key import (
    AikenOption,
    empty_options,
    key_problems,
    key_value,
    letter_problems,
    right_option,
)
from qoima.formats.aiken.lines import KEY, OPTION, Line, key_word, label, lines, seen
from qoima.formats.decode import MAX_ITEM_TEXT_KIB
from qoima.formats.exchange import Reading
from qoima.formats.gift.cursor import SPACE
from qoima.formats.moodle.names import clean_name, default_name
from qoima.model.item import Choice, Item, Option
from qoima.model.text import Text

_Slip = Literal["", "label", "key", "invisible"]
_DROPPED: dict[_Slip, str] = {"label": "AIK003", "key": "AIK004", "invisible": "AIK005"}
_SHORTEST = 2
"""Moodle passes over lines with fewer bytes."""


def read_aiken(source: Source) -> Reading:
    """The items of an Aiken file. Never raises."""
    reader = _Reader()
    for line in lines(source):
        reader.line(line)
    reader.end()
    if not reader.items and not has_error(reader.said):
        reader.said.append(problem("AIK009", source.whole()))
    return Reading(tuple(reader.items), reader.refused, source.whole(), tuple(reader.said))


@dataclass(slots=True)
class _Question:
    """A question that has begun. `slip`: what its first line seems to be instead; `cuts`: it ended another one."""

    stem: Line
    slip: _Slip
    cuts: bool
    options: list[AikenOption] = field(default_factory=list)

    @property
    def is_slip(self) -> bool:
        """Whether it is no question at all; options from A on would belong to one."""
        return self.slip == "invisible" or (bool(self.slip) and not (self.options and self.options[0].letter == "A"))


@dataclass(slots=True)
class _Reader:
    """`told` are the codes already said of lines that follow one another; the next question starts it anew."""

    items: list[Item] = field(default_factory=list)
    refused: int = 0
    said: list[Diagnostic] = field(default_factory=list)
    question: _Question | None = None
    told: set[str] = field(default_factory=set)

    def line(self, line: Line) -> None:
        if len(line.text.encode(errors="replace")) < _SHORTEST:
            if line.text:
                self.said.append(problem("AIK016", line.at, sign=line.text))
        elif OPTION.match(line.text):
            self.option(line)
        elif line.text.startswith(KEY):
            self.key(line)
        else:
            self.begin(line)

    def option(self, line: Line) -> None:
        if self.question is not None:
            option = AikenOption(line.text[0], line.text[2:].strip(SPACE), line.at)
            self.question.options.append(option)
        elif self.tell("AIK006", line.at):
            self.refused += 1

    def key(self, line: Line) -> None:
        """The end of a question, well or ill."""
        question, self.question = self.question, None
        if question is None:
            # Options above that belong to no question have been told of; the key is theirs.
            if "AIK006" not in self.told:
                self.said.append(problem("AIK007", line.at))
        elif len(question.options) >= 2:
            self.store(question, line)
        elif question.is_slip:
            self.slipped(question)
        else:
            self.said.append(problem("AIK008", question.stem.at, count=len(question.options)))
            self.refused += 1
        self.told.clear()

    def begin(self, line: Line) -> None:
        """A question begins with any other line; one that is open is lost."""
        slip, cut = _slip(line.text), self.question
        if cut is not None:
            self.drop(cut, line, slip)
        if not slip:
            self.told.clear()
        self.question = _Question(line, slip, cut is not None)

    def drop(self, question: _Question, by: Line, slip: _Slip) -> None:
        if question.is_slip:
            self.slipped(question)
        elif question.options or slip:
            related = (Related(by.at, Message("AIK001.next", "the line that Moodle takes for the next question")),)
            self.said.append(problem("AIK001", question.stem.at, related=related))
            self.refused += 1
        else:
            self.said.append(problem("AIK002", question.stem.at))

    def slipped(self, question: _Question) -> None:
        """A label or key in a form that Moodle does not know, as a question that is lost."""
        told = self.tell(_DROPPED[question.slip], question.stem.at)
        if told and question.slip == "label" and not question.cuts:
            self.refused += 1

    def tell(self, code: str, at: Span) -> bool:
        """Says what concerns a run of lines once, at the first of them."""
        if code in self.told:
            return False
        self.told.add(code)
        self.said.append(problem(code, at))
        return True

    def end(self) -> None:
        """What is open at the end of the file Moodle drops without a word."""
        question = self.question
        if question is None:
            return
        if question.is_slip and question.cuts:
            self.slipped(question)
        else:
            self.said.append(problem("AIK010", question.stem.at))
            self.refused += bool(question.options)

    def store(self, question: _Question, key: Line) -> None:
        number = right_option(key_value(key), len(question.options))
        self.said += key_problems(key, question.options)
        if question.is_slip:
            self.said.append(problem("AIK017", question.stem.at))
        else:
            self.said += letter_problems(question.options, number)
        self.said += empty_options(question.options)
        options = tuple(
            Option(self.text(option.text, option.at), n == number, at=option.at)
            for n, option in enumerate(question.options)
            if option.text
        )
        places = {"stem": question.stem.at}
        for option in options:
            places.setdefault("correct" if option.correct else "distractors", option.at)
        stem = self.text(*question.stem)
        name = _name(question.stem.text, stem.source)
        self.items.append(
            Item(id="", name=name, stem=stem, response=Choice(options), at=question.stem.at, places=places)
        )

    def text(self, text: str, at: Span) -> Text:
        """Moodle shows every sign as typed: it stores the text as HTML with its signs escaped."""
        kib = len(text.encode(errors="replace")) // 1024
        if kib > MAX_ITEM_TEXT_KIB:
            self.said.append(problem("YML019", at, have_kib=kib, limit_kib=MAX_ITEM_TEXT_KIB))
            return Text("", "html", at)
        return Text(html.escape(text, quote=False), "html", at)


def _slip(text: str) -> _Slip:
    shown = seen(text)
    if not shown:
        return "invisible"
    return "label" if label(shown) else "key" if key_word(shown) else ""


def _name(typed: str, escaped: str) -> str | None:
    """The name that Moodle makes of the line as typed; none where the stored text gives the same."""
    if typed == escaped or not escaped or (name := default_name(typed)) == default_name(escaped):
        return None
    # A name that ends in `<` would lose it when it is cleaned once more.
    return name if clean_name(name) == name else f"{name} "
