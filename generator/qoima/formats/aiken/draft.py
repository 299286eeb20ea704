"""A question of a teacher's Aiken bank while it is read: its lines, and what each of them belongs to."""

from dataclasses import dataclass, field

from qoima.core.source import Span
from qoima.formats.aiken.letters import Letters, is_first
from qoima.formats.aiken.lines import Label, Line, is_like_key


@dataclass(slots=True)
class Words:
    """A text that grows line by line.

    `gap`: the last line was a blank one; `gaps`: how many times blank lines stand inside. `tail` is where the lines
    behind the last blank one begin, 0 where none is inside.
    """

    lines: list[Line] = field(default_factory=list)
    tail: int = 0
    gap: bool = False
    gaps: int = 0

    def add(self, line: Line) -> None:
        """One more line."""
        if self.gap and self.lines:
            self.gaps, self.tail = self.gaps + 1, len(self.lines)
        self.gap = False
        self.lines.append(line)

    def split(self) -> "Words":
        """Takes off what must be the text of a next question: the lines behind the last blank one, else the last."""
        at = self.tail or len(self.lines) - 1
        taken, self.lines = Words(self.lines[at:]), self.lines[:at]
        self.gaps -= bool(self.tail)
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
    """A question as far as it has been read. `initial`: the label of an option that was taken for text after all."""

    stem: Words = field(default_factory=Words)
    options: list[DraftOption] = field(default_factory=list)
    letters: Letters = field(default_factory=Letters)
    initial: Label | None = None

    @property
    def marked(self) -> list[int]:
        """The numbers of the options with a mark that says that they are right."""
        return [number for number, option in enumerate(self.options) if option.label.is_marked]

    @property
    def empty(self) -> list[str]:
        """The letters of the options without a text."""
        return [option.label.letter for option in self.options if not option.words.text]

    @property
    def unknown_key(self) -> Line | None:
        """The last line behind the options that looks like a key in unknown words."""
        return next((line for line in reversed(self.last.lines[1:]) if is_like_key(line.text)), None)

    @property
    def twice(self) -> str:
        """The first letter where it stands before two lines; else empty."""
        labels = [option.label for option in self.options]
        again = self.initial or next((one for one in labels[1:] if is_first(one.letter)), None)
        return again.letter if again else ""

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
        """Whether a first letter follows the only option: then that was text, as in «А. С. Пушкин…».

        With another sign than a point it was no initial.
        """
        return is_first(label.letter) and len(self.options) == 1 and self.options[0].label.sign == "."

    def without_option(self) -> "Draft":
        """The draft with its only option as lines of the question."""
        option = self.options[0]
        for line in (option.line, *option.words.lines[1:]):
            self.stem.add(line)
        return Draft(self.stem, initial=option.label)

    def is_over(self, label: Label) -> bool:
        """Whether a first letter shows that the key is missing, and the text above begins another question."""
        return is_first(label.letter) and len(self.options) > 1 and len(self.last.lines) > 1
