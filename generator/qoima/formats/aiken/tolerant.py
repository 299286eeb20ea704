"""Aiken banks as teachers type them: other letters and key words, texts over several lines. What is folded is told.

A question ends at its key; where the right option bears a mark instead, at the next question. Options are told from
text by the run of their letters; a key is never guessed.
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

_PLAIN_LABEL = re.compile(r"(?:[*+] *)?[^\W\d_][).]")
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
            is_unclear = self.draft.marked and not self.draft.last.tail and len(self.draft.last.lines) > 2
            stem = self.draft.last.split()
            if is_unclear:
                self.said.append(problem("AIK040", stem.at))
            self.without_key(self.draft)
            self.draft = Draft(stem)
        if found is not None and self.draft.takes(found):
            self.draft.add(line, found)
        else:
            self.draft.last.add(line)

    def key(self, line: Line, key: KeyWord) -> None:
        """The end of a question, well or ill."""
        draft, self.draft = self.draft, Draft()
        if not draft.stem.lines:
            self.said.append(problem("AIK007", line.at))
        elif (few := _too_few(draft)) is not None:
            self.refuse(few)
        elif draft.marked:
            self.refuse(problem("AIK036", line.at, letters=_marked_letters(draft), value=key.value[:_SHOWN]))
        elif (number := _right(draft, key)) is None:
            unclear = problem("AIK028", line.at, value=key.value[:_SHOWN])
            self.refuse(problem("AIK037", draft.stem.at, letter=draft.twice) if draft.twice else unclear)
        else:
            self.tell_key(draft, line, key, number)
            self.items.append(self.item(draft, number))

    def without_key(self, draft: Draft) -> None:
        """A question with options that ends without a key: a mark before one option may stand for it."""
        marked, unknown = draft.marked, draft.unknown_key
        if unknown is not None:
            self.refuse(problem("AIK033", unknown.at, line=unknown.text[:_SHOWN]))
        elif not marked:
            self.refuse(problem("AIK029", draft.stem.at))
        elif len(marked) > 1:
            self.refuse(problem("AIK035", draft.stem.at, letters=_marked_letters(draft)))
        elif (few := _too_few(draft)) is not None:
            self.refuse(few)
        elif not (right := draft.options[marked[0]]).words.text:
            self.refuse(problem("AIK038", right.line.at, letters=right.label.letter))
        else:
            self.fold("AIK034", right.line.at)
            self.tell(draft, right.label.letter)
            self.items.append(self.item(draft, marked[0]))

    def end(self) -> None:
        """What is open at the end of the file."""
        if self.draft.options:
            self.without_key(self.draft)
        elif self.draft.stem.lines:
            self.said.append(problem("AIK032", self.draft.stem.at))
        self.said += (problem(code, at, count=count) for code, (count, at) in self.folded.items())

    def refuse(self, why: Diagnostic) -> None:
        self.said.append(why)
        self.refused += 1

    def fold(self, code: str, at: Span) -> None:
        count, first = self.folded.get(code, (0, at))
        self.folded[code] = (count + 1, first)

    def tell_key(self, draft: Draft, line: Line, key: KeyWord, number: int) -> None:
        """What of the question and its key was taken for something else than it is."""
        label = draft.options[number].label.letter
        letter = (key_letter(key.value) or (label, ""))[0]
        if not line.text.startswith(KEY):
            self.fold("AIK023", line.at)
        if letter.upper() != label.upper():
            self.said.append(problem("AIK027", line.at, letter=letter, label=label))
        self.tell(draft, letter)

    def tell(self, draft: Draft, letter: str) -> None:
        """What of the question was taken for something else than it is; `letter` is that of the key."""
        typed = [option.label.letter for option in draft.options]
        texts = [draft.stem, *(option.words for option in draft.options)]
        first = draft.options[0].line.at
        if not all(one.isascii() for one in typed):
            self.fold("AIK020", first)
        if not all(one.isupper() for one in (*typed, letter)):
            self.fold("AIK021", first)
        if not all(_PLAIN_LABEL.match(option.line.text) for option in draft.options):
            self.fold("AIK022", first)
        if any(len(words.lines) > 1 for words in texts):
            self.fold("AIK024", draft.stem.at)
        if any(words.gaps for words in texts):
            self.said.append(problem("AIK025", draft.stem.at))
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


def _too_few(draft: Draft) -> Diagnostic | None:
    """Why the question has fewer than two options; None where it has not."""
    filled = len(draft.options) - len(draft.empty)
    if filled > 1:
        return None
    if draft.empty:
        return problem("AIK038", draft.stem.at, letters=", ".join(draft.empty[:30]))
    if draft.twice:
        return problem("AIK037", draft.stem.at, letter=draft.twice)
    return problem("AIK030", draft.stem.at, count=filled)


def _marked_letters(draft: Draft) -> str:
    return ", ".join(draft.options[number].label.letter for number in draft.marked[:30])


def _right(draft: Draft, key: KeyWord) -> int | None:
    """The number of the right option; None where the key may mean another one too, or none."""
    letter, text = key_letter(key.value) or ("", "")
    number = draft.letters.named(letter) if letter else None
    if number is None:
        return None
    right = draft.options[number].words.text
    return number if right and (not text or fold(text) == fold(right)) else None
