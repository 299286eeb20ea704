"""Aiken banks as teachers type them: other letters and key words, texts over several lines. What is folded is told.

A question ends at its key. Options are told from text by the run of their letters; a key is never guessed.
"""

import re
from dataclasses import dataclass, field

from qoima.core.diagnostic import Diagnostic, has_error
from qoima.core.problems import problem
from qoima.core.source import Source, Span
from qoima.formats.aiken.draft import Draft, Words
from qoima.formats.aiken.letters import key_letter
from qoima.formats.aiken.lines import KEY, SAME_LENGTH, UNSEEN, KeyWord, Line, key_word, label, lines, seen
from qoima.formats.decode import MAX_ITEM_TEXT_KIB
from qoima.formats.exchange import Reading
from qoima.model.item import Choice, Item, Option
from qoima.model.text import Text, fold

_PLAIN_LABEL = re.compile(r"[^\W\d_][).]")
_SHOWN = 40


def read_aiken_tolerant(source: Source) -> Reading:
    """The items of an Aiken-like file, with plain texts. Never raises."""
    reader = _Reader()
    for line in lines(source, source.text.translate(SAME_LENGTH)):
        reader.line(line)
    reader.end()
    if not reader.items and not has_error(reader.said):
        reader.said.append(problem("AIK009", source.whole()))
    return Reading(tuple(reader.items), reader.refused, source.whole(), tuple(reader.said))


@dataclass(slots=True)
class _Reader:
    """`folded` has, by code, how many questions or lines were folded, and the place of the first."""

    items: list[Item] = field(default_factory=list)
    refused: int = 0
    said: list[Diagnostic] = field(default_factory=list)
    draft: Draft = field(default_factory=Draft)
    folded: dict[str, tuple[int, Span]] = field(default_factory=dict)

    def line(self, raw: Line) -> None:
        text = seen(raw.text)
        if UNSEEN.search(raw.at.text):
            self.fold("AIK026", raw.at)
        if not text:
            self.draft.last.gap = True
            return
        line, key, found = Line(text, raw.at), key_word(text), label(text)
        if key is not None and (self.draft.options or key_letter(key.value)):
            self.key(line, key)
            return
        if found is not None and self.draft.is_text_after_all(found):
            self.draft = self.draft.without_option()
        elif found is not None and self.draft.is_over(found):
            stem = self.draft.last.split()
            self.refuse(problem("AIK029", self.draft.stem.at))
            self.draft = Draft(stem)
        if found is not None and self.draft.takes(found):
            self.draft.add(line, found)
        else:
            self.draft.last.add(line)

    def key(self, line: Line, key: KeyWord) -> None:
        """The end of a question, well or ill."""
        draft, self.draft = self.draft, Draft()
        filled = sum(1 for option in draft.options if option.words.text)
        if not draft.stem.lines:
            self.said.append(problem("AIK007", line.at))
        elif filled < 2:
            self.refuse(problem("AIK030", draft.stem.at, count=filled))
        elif (number := _right(draft, key)) is None:
            self.refuse(problem("AIK028", line.at, value=key.value[:_SHOWN]))
        else:
            self.tell(draft, line, key, number)
            self.items.append(self.item(draft, number))

    def end(self) -> None:
        """What is open at the end of the file."""
        if self.draft.options:
            self.refuse(problem("AIK029", self.draft.stem.at))
        elif self.draft.stem.lines:
            self.said.append(problem("AIK032", self.draft.stem.at))
        self.said += (problem(code, at, count=count) for code, (count, at) in self.folded.items())

    def refuse(self, why: Diagnostic) -> None:
        self.said.append(why)
        self.refused += 1

    def fold(self, code: str, at: Span) -> None:
        count, first = self.folded.get(code, (0, at))
        self.folded[code] = (count + 1, first)

    def tell(self, draft: Draft, line: Line, key: KeyWord, number: int) -> None:
        """What of the question was taken for something else than it is."""
        typed = [option.label.letter for option in draft.options]
        letter = (key_letter(key.value) or (typed[number], ""))[0]
        texts = [draft.stem, *(option.words for option in draft.options)]
        first = draft.options[0].line.at
        if not all(one.isascii() for one in typed):
            self.fold("AIK020", first)
        if not all(one.isupper() for one in (*typed, letter)):
            self.fold("AIK021", first)
        if not all(_PLAIN_LABEL.match(option.line.text) for option in draft.options):
            self.fold("AIK022", first)
        if not line.text.startswith(KEY):
            self.fold("AIK023", line.at)
        if any(len(words.lines) > 1 for words in texts):
            self.fold("AIK024", draft.stem.at)
        if any(words.gaps for words in texts):
            self.said.append(problem("AIK025", draft.stem.at))
        if letter.upper() != typed[number].upper():
            self.said.append(problem("AIK027", line.at, letter=letter, label=typed[number]))
        if not draft.letters.in_order:
            self.said.append(problem("AIK031", first, letters=", ".join(typed[:30])))
        self.said += (
            problem("AIK015", option.line.at, letter=option.label.letter)
            for option in draft.options
            if not option.words.text
        )

    def item(self, draft: Draft, number: int) -> Item:
        stem = self.text(draft.stem)
        options = tuple(
            Option(self.text(option.words), n == number, at=option.words.at)
            for n, option in enumerate(draft.options)
            if option.words.text
        )
        places = {"stem": stem.at}
        for option in options:
            places.setdefault("correct" if option.correct else "distractors", option.at)
        return Item(id="", stem=stem, response=Choice(options), at=stem.at, places=places)

    def text(self, words: Words) -> Text:
        text = words.text
        kib = len(text.encode(errors="replace")) // 1024
        if kib > MAX_ITEM_TEXT_KIB:
            self.said.append(problem("YML019", words.at, have_kib=kib, limit_kib=MAX_ITEM_TEXT_KIB))
            return Text("", "plain", words.at)
        return Text(text, "plain", words.at)


def _right(draft: Draft, key: KeyWord) -> int | None:
    """The number of the right option; None where the key may mean another one too, or none."""
    letter, text = key_letter(key.value) or ("", "")
    number = draft.letters.named(letter) if letter else None
    if number is None:
        return None
    right = draft.options[number].words.text
    return number if right and (not text or fold(text) == fold(right)) else None
