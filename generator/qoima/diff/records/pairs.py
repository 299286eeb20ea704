"""Which entry of a list is which of the other one: by key, by what it says, by likeness; only the new is new."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

from rapidfuzz import fuzz

from qoima.diff.records.values import held_fields, is_empty, is_record
from qoima.model.text import LocalText

LIKE = 0.6
"""Entries of which so large a share is the same are one entry that was changed."""
NUMBERS = {
    "Lecture": "week",
    "Lesson": "n",
    "ScheduleRow": "week",
    "Session": "week",
    "TutoringSession": "week",
    "Week": "week",
}
"""The field that tells only the place in a course: an entry that was put in moves those behind it."""

_KEYS: dict[str, tuple[str, ...]] = {
    "AcademicYear": ("year",),
    "ApprovedMooc": ("name",),
    "Component": ("course", "title"),
    "Deviation": ("code",),
    "ExpertOrder": ("academic_year", "number"),
    "Expertise": ("level",),
    "MidtermPeriod": ("week",),
    "OutsideMooc": ("name",),
    "Override": ("code",),
    "Preference": ("over", "take"),
    "ProcessStep": ("stage",),
    "ProfileUse": ("profile",),
    "Signature": ("role",),
    "Survey": ("when",),
    "Teaching": ("language", "term"),
    "TransferOrder": ("number",),
    "Update": ("academic_year",),
    "Waiver": ("code",),
}

Pair = tuple[Any, Any]


def pairs(before: Sequence[Any], after: Sequence[Any]) -> list[Pair]:
    """Entries of both lists side by side, None where there is no other; in the order of `after`, the removed last."""
    pairing = _Pairing(list(before), list(after))
    pairing.alike(_key)
    pairing.alike(_whole)
    pairing.alike(_without_number)
    pairing.alike(_number)
    pairing.likest()
    matched = {id(new): old for old, new in pairing.found}
    held = [(matched.get(id(new)), new) for new in after]
    return held + [(old, None) for old in pairing.before]


def moved_only(before: Any, after: Any) -> bool:
    """Whether two entries say the same at another place of the course."""
    return before != after and _without_number(before) is not None and _without_number(before) == _without_number(after)


def number_of(entry: Any) -> int | None:
    """The place in the course that an entry tells."""
    held = getattr(entry, NUMBERS.get(type(entry).__name__, ""), None)
    return held if isinstance(held, int) else None


class _Pairing:
    def __init__(self, before: list[Any], after: list[Any]) -> None:
        self.before, self.after = before, after
        self.found: list[Pair] = []

    def take(self, old: Any, new: Any) -> None:
        self.found.append((old, new))
        self.before = [one for one in self.before if one is not old]
        self.after = [one for one in self.after if one is not new]

    def alike(self, by: Callable[[Any], Hashable]) -> None:
        """Pair those of equal key, in their order."""
        waiting: dict[Hashable, list[Any]] = {}
        for old in self.before:
            if (key := by(old)) is not None:
                waiting.setdefault(key, []).append(old)
        for new in tuple(self.after):
            if (key := by(new)) is not None and waiting.get(key):
                self.take(waiting[key].pop(0), new)

    def likest(self) -> None:
        """Pair what is left by likeness, the likest first."""
        order = sorted(
            ((-likeness(old, new), abs(i - j), i, j) for i, old in enumerate(self.before)
             for j, new in enumerate(self.after)),
        )  # fmt: skip
        olds, news = list(self.before), list(self.after)
        used: set[tuple[str, int]] = set()
        for minus, _, i, j in order:
            if -minus >= LIKE and not used & {("old", i), ("new", j)}:
                used |= {("old", i), ("new", j)}
                self.take(olds[i], news[j])


def _key(entry: Any) -> Hashable:
    if not is_record(entry):
        return None
    names = _KEYS.get(type(entry).__name__) or (("id",) if getattr(entry, "id", "") else ())
    return tuple(_plain(getattr(entry, name)) for name in names) or None


def _whole(entry: Any) -> Hashable:
    return _plain(entry)


def _without_number(entry: Any) -> Hashable:
    if not is_record(entry) or number_of(entry) is None:
        return None
    return tuple(_plain(held) for name, held in held_fields(entry) if name != NUMBERS[type(entry).__name__])


def _number(entry: Any) -> Hashable:
    return number_of(entry) if type(entry).__name__ == "Week" else None


def _plain(value: Any) -> Hashable:
    """The value as something that can be compared and hashed."""
    if isinstance(value, LocalText):
        return tuple(sorted(value.texts))
    if is_record(value):
        return tuple((name, _plain(held)) for name, held in held_fields(value))
    if isinstance(value, dict):
        return tuple((key, _plain(held)) for key, held in value.items())
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    return value if isinstance(value, Hashable) else repr(value)


def without_id(record: Any) -> Hashable:
    """What a record says, whatever it is called."""
    return tuple((name, _plain(held)) for name, held in held_fields(record) if name not in ("id", "folder"))


def likeness(before: Any, after: Any) -> float:
    """From 0 to 1: the mean likeness of the fields that either has; of texts, that of their letters."""
    if isinstance(before, LocalText) and isinstance(after, LocalText):
        held, other = dict(before.texts), dict(after.texts)
        return _mean(likeness(held.get(lang, ""), other.get(lang, "")) for lang in held.keys() | other.keys())
    if is_record(before) and type(before) is type(after):
        place = NUMBERS.get(type(before).__name__)
        both = [(old, getattr(after, name)) for name, old in held_fields(before) if name not in ("id", place)]
        return _mean(likeness(old, new) for old, new in both if not (is_empty(old) and is_empty(new)))
    if isinstance(before, str) and isinstance(after, str):
        return fuzz.ratio(before, after) / 100
    if isinstance(before, tuple) and isinstance(after, tuple) and before and after:
        olds, news = {_plain(one) for one in before}, {_plain(one) for one in after}
        return len(olds & news) / len(olds | news)
    return float(before == after)


def _mean(shares: Iterable[float]) -> float:
    held = list(shares)
    return sum(held) / len(held) if held else 0.0
