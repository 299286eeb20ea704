"""The key of an Aiken question: what Moodle makes of it, and where that is not what was meant."""

import re
from collections.abc import Iterator, Sequence
from string import ascii_uppercase
from typing import NamedTuple

from qoima.core.diagnostic import Diagnostic
from qoima.core.problems import problem
from qoima.core.source import Span
from qoima.formats.aiken.lines import KEY, TWINS, Line
from qoima.formats.gift.cursor import SPACE
from qoima.model.text import fold

_SEVERAL = re.compile(r"[A-Z][).]?(?:[ \t]*(?:[,;/+&]|and|и|және)[ \t]*|[ \t]*)[A-Z](?![^\W\d_])")
_WITH_TEXT = re.compile(r"[A-Z](?:[).:][ \t]*|[ \t]+)(.+)", re.S)
_SHOWN = 40


class AikenOption(NamedTuple):
    """An option as it stands in the file: its letter, its text (maybe empty), its place."""

    letter: str
    text: str
    at: Span


def key_value(line: Line) -> str:
    """What stands behind `ANSWER:`."""
    return line.text[len(KEY) :].strip(SPACE)


def right_option(value: str, count: int) -> int | None:
    """The number of the right option from 0; None where the key names none of `count` options.

    Moodle counts from A by the first byte of the value, whatever the letters before the options are.
    """
    number = value[0].encode(errors="replace")[0] - ord("A") if value else -1
    return number if 0 <= number < count else None


def key_problems(line: Line, options: Sequence[AikenOption]) -> Iterator[Diagnostic]:
    """Keys with which Moodle stores something else than was meant."""
    value = key_value(line)
    number = right_option(value, len(options))
    if number is None:
        if value[:1].upper() in TWINS:
            yield problem("AIK012", line.at, letter=value[0], latin=TWINS[value[0].upper()])
        else:
            yield problem("AIK011", line.at, value=value[:_SHOWN], count=len(options))
    elif not options[number].text:
        yield problem("AIK011", line.at, value=value[:_SHOWN], count=len(options))
    elif _names_more(value, number, options):
        yield problem("AIK013", line.at, value=value[:_SHOWN], letter=value[0])


def _names_more(value: str, number: int, options: Sequence[AikenOption]) -> bool:
    """Whether more letters follow, or the text of another option; `B)` and `B. its text` are well meant."""
    text = match[1].strip(SPACE) if (match := _WITH_TEXT.fullmatch(value)) else ""
    if text and fold(text) == fold(options[number].text):
        return False
    if _SEVERAL.match(value):
        return True
    return bool(text) and any(fold(text) == fold(option.text) for option in options)


def letter_problems(options: Sequence[AikenOption], number: int | None) -> Iterator[Diagnostic]:
    """Letters that do not run A, B, C…: Moodle counts the options and does not look at them."""
    letters = "".join(option.letter for option in options)
    wrong = next((n for n, letter in enumerate(letters) if letter != ascii_uppercase[n : n + 1]), None)
    if wrong is not None:
        shown = ", ".join(letters[:30])
        if number is None or not options[number].text:
            yield problem("AIK039", options[wrong].at, letters=shown)
        else:
            text = f"“{options[number].text[:_SHOWN]}”"
            yield problem("AIK014", options[wrong].at, letters=shown, text=text)


def empty_options(options: Sequence[AikenOption]) -> Iterator[Diagnostic]:
    """Options without a text, which Moodle drops."""
    for option in options:
        if not option.text:
            yield problem("AIK015", option.at, letter=option.letter)
