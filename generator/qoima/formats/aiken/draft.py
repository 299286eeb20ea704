"""A question of a teacher's Aiken bank while it is read: its lines, and what each of them belongs to."""

from dataclasses import dataclass, field

from qoima.core.source import Span
from qoima.formats.aiken.letters import Letters, is_first
from qoima.formats.aiken.lines import Label, Line


@dataclass(slots=True)
class Words:
    """A text that grows line by line.

    `gap`: the last line was a blank one; `gaps`: blank lines stand inside. `tail` is where the lines behind the last
    blank one begin, 0 where none is inside.
    """

    lines: list[Line] = field(default_factory=list)
    tail: int = 0
    gap: bool = False
    gaps: bool = False

    def add(self, line: Line) -> None:
        """One more line."""
        if self.gap and self.lines:
            self.gaps, self.tail = True, len(self.lines)
        self.gap = False
        self.lines.append(line)

    def split(self) -> "Words":
        """Takes off what must be the text of a next question: the lines behind the last blank one, else the last."""
        at = self.tail or len(self.lines) - 1
        taken, self.lines = Words(self.lines[at:]), self.lines[:at]
        return taken

    @property
    def text(self) -> str:
        """The lines, joined with blanks."""
        return " ".join(line.text for line in self.lines if line.text)

    @property
    def at(self) -> Span:
        """From the first line to the last."""
        first, last = self.lines[0].at, self.lines[-1].at
        return first.source.span(first.start, max(first.start, last.end))


@dataclass(slots=True)
class DraftOption:
    """An option: the line that begins it, its label, its text."""

    line: Line
    label: Label
    words: Words


@dataclass(slots=True)
class Draft:
    """A question as far as it has been read."""

    stem: Words = field(default_factory=Words)
    options: list[DraftOption] = field(default_factory=list)
    letters: Letters = field(default_factory=Letters)

    @property
    def last(self) -> Words:
        """What a line without a letter belongs to."""
        return self.options[-1].words if self.options else self.stem

    def takes(self, label: Label) -> bool:
        """Whether the label begins the next option, or looks like those before; else the line is text."""
        if self.letters.is_next(label.letter):
            return bool(self.stem.lines)
        if not self.options:
            return False
        before = self.options[-1].label
        return (before.sign, before.letter.isupper()) == (label.sign, label.letter.isupper())

    def add(self, line: Line, label: Label) -> None:
        """One more option."""
        self.letters.add(label.letter)
        self.options.append(DraftOption(line, label, Words([Line(label.text, line.at)])))

    def is_text_after_all(self, label: Label) -> bool:
        """Whether a first letter follows the only option: then that was text, as in «А. С. Пушкин…»."""
        return is_first(label.letter) and len(self.options) == 1

    def without_option(self) -> "Draft":
        """The draft with its only option as lines of the question."""
        option = self.options[0]
        for line in (option.line, *option.words.lines[1:]):
            self.stem.add(line)
        return Draft(self.stem)

    def is_over(self, label: Label) -> bool:
        """Whether a first letter shows that the key is missing, and the text above begins another question."""
        return is_first(label.letter) and len(self.options) > 1 and len(self.last.lines) > 1
