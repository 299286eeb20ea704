"""Asking the author about a fix: y yes, n no, a yes to all of this kind, q no to all that follow."""

import re
import sys
from collections.abc import Iterator

import click

from qoima.core.words import Lang
from qoima.fix.draft import Question
from qoima.fix.edit import Kind
from qoima.model.lookalikes import alphabet
from qoima.render.terminal import Style, width, word

_YES, _NO, _ALL, _QUIT = "y", "n", "a", "q"
_NOTE = re.compile(r"\s(#.*)", re.S)
_SHOWN_CHARACTERS = 60


class Answers:
    """The answers of one run, a line each, from a terminal or a pipe; where none comes, the answer is no."""

    def __init__(self, lang: Lang, look: Style) -> None:
        """`look` has the colours of the lines shown."""
        self._lang = lang
        self._look = look
        self._agreed: set[Kind] = set()
        self._has_quit = False

    def ask(self, question: Question) -> bool:
        """Whether to do it; the lines are shown as they are and as they would be."""
        if self._has_quit or question.kind in self._agreed:
            return not self._has_quit
        click.echo(f"\n{question.path}:{question.line}: {asked(question, self._lang)}")
        for sign, text, colour in (("-", question.before, "31"), ("+", question.after, "32")):
            for line in text.split("\n") if text else ():
                click.echo(self._look.paint(f"{sign} {line}", colour))
        if marked := marks(question):
            click.echo(f"  {marked}")
        answer = self._answer()
        self._has_quit = answer == _QUIT
        if answer == _ALL:
            self._agreed.add(question.kind)
        return answer in (_YES, _ALL)

    def _answer(self) -> str:
        hint = word("fix.answers", "y yes, n no, a yes to all of this kind, q stop asking", self._lang)
        while True:
            click.echo(f"[{hint}] ", nl=False)
            line = sys.stdin.readline()
            if not line or not sys.stdin.isatty():
                click.echo()  # What is typed on a terminal ends the line by itself.
            if not line:
                return _QUIT
            if (answer := line.strip().lower()[:1]) in (_YES, _NO, _ALL, _QUIT):
                return answer


def asked(question: Question, lang: Lang) -> str:
    """The question in words: what would become of what."""
    was, new = _short(question.was), _short(question.new)
    if question.kind == "letters":
        if alphabet(question.new[0]) == "latin":
            said = "replace “{was}” with “{new}”, all of its letters Latin?"
            return word("fix.ask.latin", said, lang, was=was, new=new)
        said = "replace “{was}” with “{new}”, all of its letters Cyrillic?"
        return word("fix.ask.cyrillic", said, lang, was=was, new=new)
    if question.kind == "copy":
        said = (
            "remove the wrong option “{was}”, which repeats the right one? The item keeps fewer options than most here"
        )
        return word("fix.ask.copy", said, lang, was=_short(question.was.strip(" \t\n-,~")))
    note = _NOTE.search(question.was)
    said = "does “{note}” belong to the text? Then all of “{was}” is put in quotes"
    return word("fix.ask.quotes", said, lang, was=was, note=_short(note[1]) if note else "#")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 1] + "…"


def marks(question: Question) -> str:
    """`^` under what differs in the line shown last; of letters, which they are; nothing where lines differ as such."""
    was, new = question.was, question.new
    if "\n" in question.before or "\n" in question.after or not new:
        return ""
    lead = " " * width(question.after[: question.column - 1])
    if question.kind != "letters":
        return lead + "^" * width(new)
    under = "".join("^" if a != b else " " * width(b) for a, b in zip(was, new, strict=True))
    return f"{lead}{under.rstrip()}  {', '.join(_letters(was, new))}"


def _letters(was: str, new: str) -> Iterator[str]:
    """The letters that differ by the numbers that Unicode gives them, since they look the same."""
    return (f"{a} U+{ord(a):04X} → {b} U+{ord(b):04X}" for a, b in dict.fromkeys(zip(was, new, strict=True)) if a != b)
