"""A new sheet of review: the fields of the form, and every item with room for a remark."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from qoima.core.words import LANGUAGES, Lang
from qoima.formats.messages import translated
from qoima.model.bank import Bank
from qoima.model.item import DIFFICULTIES, Item
from qoima.model.markup import plain
from qoima.model.review import Review
from qoima.model.review_state import POSSIBLE
from qoima.render.skeleton import comment, comments, skeleton
from qoima.render.terminal import word

STEM_CHARACTERS = 90
"""So much of an item's text stands above its line."""

STEM = re.compile(r" *# «.*»")
"""The beginning of an item above its line."""

GROUP = re.compile(r" *# — .* —")
"""The heading above the items of one difficulty."""

_FOLDER = "review"
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSheet:
    """What a sheet begins with; `kind` is primary, additional or repeated."""

    bank: Bank
    day: date
    academic_year: str
    kind: str
    experts: tuple[str, ...] = ()


def sheet(held: NewSheet, lang: Lang) -> str:
    """The text of a sheet, its comments in a language; findings are written in the language of the bank."""
    values = {
        "language": held.bank.id.language,
        "date": held.day.isoformat(),
        "year": held.academic_year,
        "kind": held.kind,
        "control": held.bank.id.control,
        "experts": ", ".join(held.experts),
    }
    form = skeleton("sheet", values, lang, schema="../../../../schemas/review.json", folder=_FOLDER)
    return form + "".join(f"{line}\n" for line in _items(held.bank, lang))


def _items(bank: Bank, lang: Lang) -> Iterator[str]:
    levels = (*DIFFICULTIES, *sorted({item.difficulty for item in bank.items} - {*DIFFICULTIES}))
    for level in levels:
        held = [item for item in bank.items if item.difficulty == level]
        if held:
            name = translated(f"word.{level}", level, lang) if level in DIFFICULTIES else level
            yield f"  # — {_one_line(name)}: {len(held)} —"
        for item in held:
            yield f"  # «{beginning(item)}»"
            if item.id:
                yield f"  {key(item.id)}:"
            else:
                yield f"  # {word('review.no-id', 'this item has no id: write the remark under findings', lang)}"


def beginning(item: Item) -> str:
    """How the text of an item begins, in one line."""
    text = _one_line(plain(item.stem))
    return text if len(text) <= STEM_CHARACTERS else f"{text[: STEM_CHARACTERS - 1]}…"


def _one_line(text: str) -> str:
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def key(id: str) -> str:
    """An id as a key of YAML, in quotes where it needs them."""
    return id if _PLAIN.fullmatch(id) else "'" + id.replace("'", "''") + "'"


def above_remarks() -> frozenset[str]:
    """The comment above the remarks of a new sheet, in every language."""
    held = {name: line for line, name in comments("sheet", _FOLDER)}
    before, english = comment(held["review.sheet.remarks"])
    return frozenset(before + translated("review.sheet.remarks", english, lang) for lang in LANGUAGES)


def kind_of_next(reviews: tuple[Review, ...], academic_year: str) -> str:
    """The kind of the next conclusion on a bank: the first of a year is primary, after a refusal it is repeated.

    `reviews` are the signed ones on the bank, the last one last.
    """
    if all(review.academic_year != academic_year for review in reviews):
        return "primary"
    return "additional" if reviews[-1].verdict == POSSIBLE else "repeated"


def file_name(day: date, control: str, taken: Mapping[str, object]) -> str:
    """The id of a new sheet: the day and the control, with a number where that is taken."""
    first = f"{day.isoformat()}-{control}"
    names = (first, *(f"{first}-{n}" for n in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)
