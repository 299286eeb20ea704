"""Two states of one record as changes of its fields, what matters first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from qoima.core.diagnostic import Message
from qoima.diff.change import DECISIONS, Change, Run
from qoima.diff.readable import nfc
from qoima.diff.records.labels import field_label, kind_label, of
from qoima.diff.records.marks import change, entry_runs, whole
from qoima.diff.records.pairs import NUMBERS, moved_only, number_of, pairs
from qoima.diff.records.values import ATOMS, Shown, held_fields, is_empty, is_record, listed, name_field
from qoima.diff.words import runs
from qoima.formats.messages import say
from qoima.model.markup import tree
from qoima.model.text import LocalText, Text
from qoima.model.views import kind_of

URGENT = (
    "status", "verdict", "controls", "profiles", "overrides", "waivers", "deviations", "prefer", "credits",
    "total_credits", "hours", "hours_total", "workload", "components", "approval", "attestation", "signatures",
)  # fmt: skip
"""Fields that come first, in this order, wherever in the record they stand."""
IN_ORDER = ("authors", "ends_with", "languages", "lessons", "modules", "schedule", "slides", "units")
"""Lists whose order says something."""
SECRET = ("digest", "findings", "remarks")
"""What experts say of items may tell which answer is right; so may a digest, by trying out all keys."""
_IN_LANGUAGE = {
    "kk": Message("record.said.kk", "in Kazakh"),
    "ru": Message("record.said.ru", "in Russian"),
    "en": Message("record.said.en", "in English"),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Fields of two states, said with the names that each state has."""

    before: Shown
    after: Shown

    def record(self, old: Any, new: Any, path: str = "", owner: Message | None = None) -> Iterator[Change]:
        """What changed between two records of one kind."""
        kind = kind_of(new)
        changes = [
            (_urgency(name), change)
            for name, was in held_fields(old)
            for change in self.field(kind, name, (was, getattr(new, name)), _below(path, name), owner)
        ]
        return (change for _, change in sorted(changes, key=lambda one: one[0]))

    def field(self, kind: str, name: str, sides: tuple[Any, Any], path: str, owner: Message | None) -> Iterator[Change]:
        """What changed in one field: nothing, one change, or one for each part of it."""
        old, new = sides
        if old == new or (is_empty(old) and is_empty(new)):
            return
        label = of(owner, field_label(kind, name))
        held = old if is_empty(new) else new
        if isinstance(held, LocalText):
            yield from self.local(old, new, path, label)
        elif name == "seen":
            yield self.seen(old, new, path, label)
        elif isinstance(held, Mapping):
            yield from self.mapping(kind, name, (old or {}, new or {}), path, label)
        elif isinstance(held, tuple) and held and (is_record(held[0]) or isinstance(held[0], LocalText)):
            yield from self.entries(kind, name, (old or (), new or ()), path, label)
        elif is_record(held) and not isinstance(held, ATOMS) and not (is_empty(old) or is_empty(new)):
            yield from self.record(old, new, path, label)
        elif not _same_list(name, old, new):
            yield from self.one(kind, name, sides, path, label)

    def one(self, kind: str, name: str, sides: tuple[Any, Any], path: str, label: Message) -> Iterator[Change]:
        """A value as a whole; ids are told where the names on both sides are the same."""
        old, new = (None if is_empty(side) else side for side in sides)
        if isinstance(old, str) and isinstance(new, str) and nfc(old.strip()) == nfc(new.strip()):
            return
        shown = (self.before, self.after)
        was, now = (one.value(kind, name, side) for one, side in zip(shown, (old, new), strict=True))
        if was == now:
            shown = (replace(self.before, with_ids=True), replace(self.after, with_ids=True))
            was, now = (one.value(kind, name, side) for one, side in zip(shown, (old, new), strict=True))
        marks: tuple[Run, ...] = ()
        if isinstance(old, str) and isinstance(new, str) and (was, now) == (old.strip(), new.strip()):
            marks = runs(was, now)
        elif isinstance(old, tuple) and isinstance(new, tuple) and name != "binds":
            marks = entry_runs(
                *([one.value(kind, name, o) for o in s] for one, s in zip(shown, (old, new), strict=True))
            )
        yield whole(path, label, was, now, marks, secret=name in SECRET)

    def local(self, old: LocalText | None, new: LocalText | None, path: str, label: Message) -> Iterator[Change]:
        """A text in each language in which it is another one."""
        was, now = dict(old.texts) if old else {}, dict(new.texts) if new else {}
        for lang, language in _IN_LANGUAGE.items():
            before, after = (nfc(side.get(lang, "").strip()) for side in (was, now))
            if before != after and not _reads_alike(before, after):
                named = Message("record.said.in", "{label} ({language})", _values(label=label, language=language))
                secret = any(part in SECRET for part in path.split("."))
                yield change(f"{path}.{lang}", named, before, after, secret=secret)

    def mapping(
        self, kind: str, name: str, sides: tuple[Mapping[str, Any], Mapping[str, Any]], path: str, label: Message
    ) -> Iterator[Change]:
        """Each entry that is another one; a key that was given another name is told as such."""
        old, new = sides
        gone, came = [key for key in old if key not in new], [key for key in new if key not in old]
        renamed = {a: b for b in gone for a in came if isinstance(old[b], LocalText) and old[b] == new[a]}
        for key, was in renamed.items():
            named = of(label, field_label(kind, "id"))
            yield change(f"{path}.{key}", named, was, key)
        keys = [*(key for key in new if key not in renamed), *(k for k in gone if k not in renamed.values())]
        for key in keys:
            shown = self.after.key(kind, name, key)
            entry = Message("record.said.entry", "{label} › {key}", _values(label=label, key=shown))
            yield from self.part(kind, name, (old.get(key), new.get(key)), f"{path}.{key}", entry)

    def seen(self, old: Mapping[str, str], new: Mapping[str, str], path: str, label: Message) -> Change:
        """Items with their digests: how many, and which have come, gone or changed; never a digest, see `SECRET`."""
        others = sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))
        after = str(len(new))
        if old and new:
            values = _values(n=len(new), ids=listed(others))
            after = say(Message("record.said.seen", "{n}; changed: {ids}", values), self.after.lang)
        return whole(path, label, str(len(old)) if old else None, after if new else None)

    def part(self, kind: str, name: str, sides: tuple[Any, Any], path: str, label: Message) -> Iterator[Change]:
        """One entry of a mapping, or one text of a list."""
        old, new = sides
        if old == new:
            return
        if isinstance(new if old is None else old, LocalText):
            yield from self.local(old, new, path, label)
        else:
            yield from self.one(kind, name, sides, path, label)

    def entries(
        self, kind: str, name: str, sides: tuple[Sequence[Any], Sequence[Any]], path: str, label: Message
    ) -> Iterator[Change]:
        """A list of records or texts: what was added, removed, changed, and moved where order says something."""
        old, new = sides
        if (not old or not new) and name not in DECISIONS:  # these are told in full, not counted
            yield whole(path, label, self.before.entry(kind, name, old), self.after.entry(kind, name, new))
            return
        found = pairs(old, new)
        moved = [(was, now) for was, now in found if was and now and moved_only(was, now)]
        yield from self.shifts(moved, path, label)
        if name in IN_ORDER and not moved:
            yield from self.order(old, found, path, label)
        apart = {id(now) for _, now in moved}
        for place, (was, now) in enumerate(found, start=1):
            if was != now and id(now) not in apart:
                yield from self.entry(kind, name, (was, now), f"{path}.{place}", label)

    def entry(self, kind: str, name: str, sides: tuple[Any, Any], path: str, label: Message) -> Iterator[Change]:
        """One entry of a list: a record, an atom, or a text."""
        old, new = sides
        held = old if new is None else new
        if isinstance(held, LocalText):
            yield from self.local(old, new, path, label)
            return
        shown = self.before if new is None else self.after
        path = _named(path, held)
        if isinstance(held, ATOMS) or not name_field(held):
            was, now = (None if side is None else s.line(side) for s, side in ((self.before, old), (self.after, new)))
            yield change(path, label, was, now)
            return
        owner = self.called(held, shown, label)
        if old is None or new is None:
            was, now = (None if side is None else shown.line(side, named=False) for side in sides)
            yield change(path, owner, was, now)
            return
        if getattr(old, "id", "") != getattr(new, "id", ""):
            yield change(f"{path}.id", of(owner, field_label(kind_of(new), "id")), old.id, new.id)
        yield from (one for one in self.record(old, new, path, owner) if one.field != f"{path}.id")

    def called(self, entry: Any, shown: Shown, label: Message) -> Message:
        """What an entry is called: `control rk1`, `week 3`; a kind without a name of its own by its list."""
        name, kind = shown.called(entry), kind_of(entry)
        if kind == "week":
            return Message("record.said.week", "week {n}", _values(n=entry.week))
        thing = kind_label(kind)
        if thing.key == "record.said.raw":
            thing = label
        quoted = name_field(entry) in ("title", "name")
        if quoted:
            return Message("record.said.titled", "{thing} “{name}”", _values(thing=thing, name=name))
        return Message("record.said.named", "{thing} {name}", _values(thing=thing, name=name))

    def shifts(self, moved: list[tuple[Any, Any]], path: str, label: Message) -> Iterator[Change]:
        """Entries that say the same in another week, those that moved together as one change."""
        steps = sorted((number_of(was) or 0, number_of(now) or 0) for was, now in moved)
        held: list[list[tuple[int, int]]] = []
        for step in steps:
            if held and _follows(held[-1][-1], step):
                held[-1].append(step)
            else:
                held.append([step])
        for group in held:
            in_weeks = NUMBERS[type(moved[0][1]).__name__] == "week"
            was, now = (_places([step[side] for step in group], self.after, in_weeks) for side in (0, 1))
            yield change(path, of(label, field_label("", "moving")), was, now)

    def order(self, old: Sequence[Any], found: list[tuple[Any, Any]], path: str, label: Message) -> Iterator[Change]:
        """Entries that are there on both sides, in another order."""
        places = {id(was): place for place, was in enumerate(old)}
        kept = [(was, now) for was, now in found if was is not None and now is not None]
        by_place = sorted(kept, key=lambda pair: places[id(pair[0])])
        if kept != by_place:
            named = Message("record.said.order", "{label}: order", _values(label=label))
            was, now = (" → ".join(self.after.called(pair[1]) for pair in side) for side in (by_place, kept))
            yield change(path, named, was, now)


def _values(**held: object) -> MappingProxyType[str, object]:
    return MappingProxyType(held)


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _named(path: str, entry: Any) -> str:
    """The path of an entry by its id or number instead of its place."""
    key = next((held for name in ("id", "code", "role", "stage", "week") if (held := getattr(entry, name, None))), None)
    return f"{path.rpartition('.')[0]}.{key}" if isinstance(key, (str, int)) else path


def _urgency(name: str) -> int:
    return URGENT.index(name) if name in URGENT else len(URGENT)


def _same_list(name: str, old: Any, new: Any) -> bool:
    """Whether two lists hold the same where order says nothing."""
    lists = isinstance(old, tuple) and isinstance(new, tuple) and name not in IN_ORDER
    return lists and sorted(map(str, old)) == sorted(map(str, new))


def _reads_alike(before: str, after: str) -> bool:
    """Whether two texts are one on the page: broken into other lines, or marked up another way."""
    return tree(Text(before)) == tree(Text(after))


def _follows(step: tuple[int, int], next_step: tuple[int, int]) -> bool:
    return next_step == (step[0] + 1, step[1] + 1)


def _places(places: Sequence[int], shown: Shown, in_weeks: bool) -> str:
    """Places in a course that follow each other."""
    if not in_weeks:
        return f"{places[0]}–{places[-1]}" if len(places) > 1 else str(places[0])
    message = Message("record.said.week", "week {n}", _values(n=places[0]))
    if len(places) > 1:
        message = Message("record.said.weeks", "weeks {first}–{last}", _values(first=places[0], last=places[-1]))
    return say(message, shown.lang)
