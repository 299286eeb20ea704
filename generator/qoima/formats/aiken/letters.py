"""The letters before the options of a teacher's Aiken bank: which alphabet they run in, and which one a key names."""

import re
from collections.abc import Sequence
from string import ascii_uppercase

from qoima.formats.aiken.lines import TWINS, twin

_CYRILLIC_TWINS = {latin: cyrillic for cyrillic, latin in TWINS.items()}
_TYPED_FOR = {"Б": "B", "Д": "D", "Ф": "F", "Г": "G"}
"""Cyrillic letters that stand in for a Latin one they do not look like: А, В, С, Д."""

_KEY = re.compile(r"[(\[«“\"']?([^\W\d_])(?:[)\].,;:»”\"']+ *(.*)| +(.*))?", re.S)


def _positions(order: str) -> dict[str, int]:
    known = {letter: number for number, letter in enumerate(order)}
    return known | {latin: known[cyr] for latin, cyr in _CYRILLIC_TWINS.items() if cyr in known and latin not in known}


_LATIN = {letter: number for number, letter in enumerate(ascii_uppercase)}
_LATIN |= {letter: _LATIN[latin] for letter, latin in (TWINS | _TYPED_FOR).items()}
ALPHABETS: tuple[dict[str, int], ...] = (
    _LATIN,
    _positions("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"),
    _positions("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯ"),
    _positions("АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺ"),
)
"""Orders in which options are lettered, as number by capital: Latin (look-alikes too), Russian, Kazakh."""


class Letters:
    """The letters of one question's options, one after the other, and the alphabets that they can run in."""

    def __init__(self) -> None:
        self.typed: list[str] = []
        self._alive = list(ALPHABETS)

    @property
    def in_order(self) -> bool:
        """Whether they run from the first letter of an alphabet on, without a gap."""
        return bool(self._alive)

    def is_next(self, letter: str) -> bool:
        """Whether `letter` continues the run."""
        return any(order.get(letter.upper()) == len(self.typed) for order in self._alive)

    def add(self, letter: str) -> None:
        """Takes the letter of one more option."""
        self._alive = [order for order in self._alive if order.get(letter.upper()) == len(self.typed)]
        self.typed.append(letter)

    def named(self, letter: str) -> int | None:
        """The number of the one option that a key of this letter can mean; None where there is none or more.

        The letter as typed comes first, then its look-alike. A Latin letter over Cyrillic ones may also mean its
        place in the row: then both must agree, or the row is А, В, С, Д. Letters out of order count only where they
        and the place agree.
        """
        key, capitals = letter.upper(), [typed.upper() for typed in self.typed]
        found = _places(key, capitals)
        if not found:
            found = _places(twin(key), [twin(capital) for capital in capitals])
            if key in ascii_uppercase and not self._are_latin(capitals) and (found or _LATIN in self._alive):
                found |= {_LATIN[key]} & set(range(len(capitals)))
        if found and not self.in_order:
            orders = ALPHABETS[:1] if self._are_latin(capitals) else ALPHABETS
            found |= {order[key] for order in orders if key in order}
        return found.pop() if len(found) == 1 else None

    def _are_latin(self, capitals: Sequence[str]) -> bool:
        return all(capital in ascii_uppercase for capital in capitals)


def is_first(letter: str) -> bool:
    """Whether a run may begin with the letter."""
    return letter.upper() in ("A", "А")


def _places(letter: str, letters: Sequence[str]) -> set[int]:
    return {number for number, one in enumerate(letters) if one == letter}


def key_letter(value: str) -> tuple[str, str] | None:
    """The letter of a key and the text behind it (`B`, `b)`, `(B) its text`); None where it is no single letter."""
    match = _KEY.fullmatch(value)
    return (match[1], (match[2] or match[3] or "").strip()) if match else None
