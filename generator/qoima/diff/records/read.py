"""Everything in a repository that is no item, before and after: courses, programmes, people, papers, decisions."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qoima.core.source import Placed
from qoima.core.words import Lang
from qoima.diff.change import Change, Happened, RecordChange
from qoima.diff.readable import nfc
from qoima.diff.records.deliveries import delivery_changes, is_altered
from qoima.diff.records.fields import Comparison
from qoima.diff.records.labels import field_label
from qoima.diff.records.marks import whole
from qoima.diff.records.pairs import likeness, without_id
from qoima.diff.records.values import Names, Shown, is_empty
from qoima.model.bank import Passport
from qoima.model.delivery import Deliveries
from qoima.model.integration import IntegrationMap
from qoima.model.people import Person
from qoima.model.programme import Programme
from qoima.model.repository import Repository
from qoima.model.review import ExpertOrder, Review
from qoima.model.text import LocalText
from qoima.model.views import kind_of

RENAMED = 0.75
"""A file that is gone and one that is new, of which so large a share is the same, are one that was renamed."""

MOST_COMPARED = 400
"""Pairs of files of one kind that are compared for likeness; where so many came and went, names tell nobody much."""

_HEADLINES: dict[str, tuple[str, ...]] = {
    "course": ("status", "code", "level", "credits", "teaching", "controls", "syllabus", "tasks"),
    "mooc": ("status", "language", "hours_total", "authors", "modules", "media"),
    "programme": ("level", "total_credits", "components"),
    "integration-map": ("status", "course", "courses", "model", "schedule"),
    "blended-learning": ("status", "programme", "courses", "learners"),
    "passport": ("programmes", "language", "compilers", "responsible"),
    "review": ("verdict", "controls", "experts", "date", "modes"),
    "person": ("position", "department", "degree"),
    "academic-year": ("terms", "holidays"),
    "expert-order": ("number", "date", "experts"),
    "university": ("academic_year", "profiles", "languages"),
}
"""What says what a record is that was added or removed."""


def records(before: Repository, after: Repository, *, lang: Lang = "en") -> tuple[RecordChange, ...]:
    """The records that are not as they were, kind by kind; those first that change what is checked, and
    records of deliveries that say no longer what they said.

    Values are said in `lang`. Files that cannot be read on one side are left out: nobody knows what has become of them.
    """
    sides = _Sides(before, after, lang, (Names.of(before), Names.of(after)))
    held = [said for kind in _kinds(before, after) for said in sides.of_kind(*kind)]
    return tuple(sorted(held, key=lambda record: not record.is_loud))


def _kinds(before: Repository, after: Repository) -> Iterator[tuple[Sequence[Placed], Sequence[Placed]]]:
    yield tuple(filter(None, (before.university,))), tuple(filter(None, (after.university,)))
    for name in (
        "deliveries", "reviews", "expert_orders", "passports", "courses", "moocs", "maps", "blended", "programmes",
        "years", "people",
    ):  # fmt: skip
        yield getattr(before, name), getattr(after, name)


@dataclass(frozen=True, slots=True)
class _Sides:
    before: Repository
    after: Repository
    lang: Lang
    names: tuple[Names, Names]

    def of_kind(self, before: Sequence[Placed], after: Sequence[Placed]) -> Iterator[RecordChange]:
        """Records of one kind: those changed in the order of `after`, then the removed."""
        unread = self.before.unread | self.after.unread
        olds, news = {_key(one): one for one in before}, {_key(one): one for one in after}
        gone = [old for key, old in olds.items() if key not in news and _path(old) not in unread]
        names = _renamed(gone, [new for key, new in news.items() if key not in olds])
        for key, new in news.items():
            old = olds.get(key) or names.get(key)
            if old is not None:
                yield from self.changed(old, new)
            elif _path(new) not in unread:
                yield self.whole(new, "added", self.shown(1, new))
        taken = {id(old) for old in names.values()}
        yield from (self.whole(old, "removed", self.shown(0, old)) for old in gone if id(old) not in taken)

    def shown(self, side: int, one: Placed) -> Shown:
        """How values of a record are said: topics are those of its course."""
        course = one.course if isinstance(one, IntegrationMap) else getattr(one, "id", "")
        return Shown(self.lang, self.names[side], course)

    def changed(self, old: Placed, new: Placed) -> Iterator[RecordChange]:
        """A record that is there on both sides, if anything of it is another."""
        if old == new:
            return
        was, now = self.shown(0, old), self.shown(1, new)
        if isinstance(old, Deliveries) and isinstance(new, Deliveries):
            told = tuple(delivery_changes(old, new, now))
            yield _change(new, "changed", told, now, was_at=_path(old), is_altered=is_altered(old, new))
            return
        changes = tuple(c for c in Comparison(was, now).record(old, new) if nfc(c.before or "") != nfc(c.after or ""))
        before, after = _called(old), _called(new)
        if before != after:
            held = [one for one in changes if one.field not in ("id", "name")] if isinstance(new, Review) else changes
            changes = (
                whole("id", field_label("", "id"), before, after),
                *(one for one in held if one.field != "id"),
            )
        if changes:
            yield _change(new, "changed", changes, now, was_at=_path(old))

    def whole(self, one: Placed, happened: Happened, shown: Shown) -> RecordChange:
        """A record that was added or removed, by what it is."""
        kind = kind_of(one)
        if isinstance(one, Deliveries):
            old, new = (None, one) if happened == "added" else (one, None)
            told = tuple(delivery_changes(old, new, shown))
            return _change(one, happened, told, shown, is_altered=happened == "removed")
        held = [(name, getattr(one, name)) for name in _HEADLINES[kind]]
        values = [(name, shown.entry(kind, name, value)) for name, value in held if not is_empty(value)]
        changes = tuple(
            whole(name, field_label(kind, name), *((None, value) if happened == "added" else (value, None)))
            for name, value in values
        )
        return _change(one, happened, changes, shown)


def _change(
    one: Placed,
    happened: Happened,
    changes: tuple[Change, ...],
    shown: Shown,
    *,
    was_at: str = "",
    is_altered: bool = False,
) -> RecordChange:
    return RecordChange(
        happened=happened,
        kind=kind_of(one),
        name=_name(one, shown),
        path=_path(one),
        line=one.at.position.line,
        changes=changes,
        path_before=was_at if was_at != _path(one) else "",
        altered=is_altered,
    )


def _renamed(gone: Sequence[Placed], came: Sequence[Placed]) -> Mapping[Hashable, Placed]:
    """Key of what came -> what it was called before: what says the same first, then the likest."""
    held: dict[Hashable, Placed] = {}
    waiting: dict[Hashable, list[Placed]] = {}
    for old in gone:
        waiting.setdefault(without_id(old), []).append(old)
    for new in came:
        if found := waiting.get(without_id(new)):
            held[_key(new)] = found.pop(0)
    taken = {id(old) for old in held.values()}
    olds, news = [old for old in gone if id(old) not in taken], [new for new in came if _key(new) not in held]
    if len(olds) * len(news) > MOST_COMPARED:
        return held
    order = sorted((-likeness(old, new), i, j) for i, old in enumerate(olds) for j, new in enumerate(news))
    used: set[int] = set()
    for minus, i, j in order:
        if -minus >= RENAMED and i not in used and _key(news[j]) not in held:
            used.add(i)
            held[_key(news[j])] = olds[i]
    return held


def _key(one: Placed) -> Hashable:
    match one:
        case Review():
            return (*one.folder, one.name)
        case Passport():
            return one.folder
        case Deliveries():
            return tuple(one.bank)
        case ExpertOrder():
            return (one.academic_year, one.number)
        case _:
            return getattr(one, "id", "") or getattr(one, "year", "")


def _called(one: Placed) -> str:
    key = _key(one)
    return "/".join(key) if isinstance(key, tuple) else str(key)


def _name(one: Placed, shown: Shown) -> str:
    """What people call it, with the id under which the repository has it."""
    name, id = getattr(one, "name", None), _called(one)
    if isinstance(one, IntegrationMap):
        name = one.discipline
    if not isinstance(name, LocalText) or not name:
        return id
    said = shown.words.plain(name)
    if isinstance(one, Programme):
        return f"{id} {said}"
    return said if isinstance(one, Person) else f"{said} ({id})"


def _path(one: Placed) -> str:
    return one.at.source.path
