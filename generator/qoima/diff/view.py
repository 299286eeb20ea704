"""A difference as lines for people: what the terminal and a comment say alike, each with its own marks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType

from qoima.core.diagnostic import Message
from qoima.core.words import Lang
from qoima.diff.alarms import alarms, is_loud, of_record, reasons
from qoima.diff.change import Change, Difference, ItemChange, Mark, RecordChange, Run, SetChange
from qoima.diff.hidden import is_masked, shown_facts
from qoima.diff.items.sets import levels, name_of_set
from qoima.diff.labels import LABELS
from qoima.diff.readable import readable
from qoima.diff.records.labels import kind_label
from qoima.diff.summary import only_elsewhere
from qoima.diff.words import runs
from qoima.formats.messages import say, translated
from qoima.model.item import Item
from qoima.render.terminal import word

MOST_NAMED = 12
"""So many items are named where all of a group fared alike."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is said of one field."""

    label: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item or a record: what happened to it, what it is called, where it stands, what else is to be known."""

    sign: str
    loud: bool
    what: str
    name: str
    place: str
    notes: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A set of items: its name, what became of its file, how many it has of which difficulty."""

    name: str
    path: str
    notes: tuple[str, ...]
    entries: tuple[Entry, ...]
    keys: int
    loud: bool


def groups(difference: Difference, lang: Lang, *, keys: bool) -> Iterator[Group]:
    """The sets: those with a changed key first. Without `keys` the difference must hide them (`diff.hidden`)."""
    left = _left(difference)
    views = [_group(one, left.get(one.name, {}), lang, keys=keys) for one in difference.sets]
    yield from sorted(views, key=lambda view: not view.loud)


def _left(difference: Difference) -> dict[str, dict[str, int]]:
    """How many items have left a set, by set and by where they stand now."""
    held: dict[str, dict[str, int]] = {}
    for one in difference.sets:
        for item in one.items:
            origin = name_of_set(item.was.path) if item.was and item.now else None
            if origin is not None and origin != one.name:
                counts = held.setdefault(origin, {})
                counts[one.name] = counts.get(one.name, 0) + 1
    return held


def _group(one: SetChange, left: Mapping[str, int], lang: Lang, *, keys: bool) -> Group:
    told = [item for item in one.items if not only_elsewhere(item)]
    notes = [*_file_notes(one, lang), _mix(one, lang)]
    notes += [
        word("diff.moved-to", "moved to {set}: {items}", lang, set=name, items=_items(n, lang))
        for name, n in left.items()
    ]
    return Group(
        name=one.name,
        path=one.path_after or one.path_before or "",
        notes=(*notes, *_elsewhere([item for item in one.items if only_elsewhere(item)], one.name, lang)),
        entries=tuple(_entry(item, lang, hides=one.live and not keys) for item in told),
        keys=sum(item.key_changed or item.key_hidden for item in one.items),
        loud=any(map(is_loud, one.items)),
    )


def _file_notes(one: SetChange, lang: Lang) -> Iterator[str]:
    if one.path_before is None:
        yield word("diff.set.new", "a new file", lang)
    elif one.path_after is None:
        yield word("diff.set.gone", "the file is gone", lang)
    elif one.path_before != one.path_after:
        yield word("diff.set.renamed", "the file was {path}", lang, path=one.path_before)


def _mix(one: SetChange, lang: Lang) -> str:
    parts = [
        f"{_level(level, lang)} {_from_to(one.mix_before.get(level, 0), one.mix_after.get(level, 0))}"
        for level in levels({*one.mix_before, *one.mix_after})
    ]
    count = word(
        "diff.set.count", "items: {n}", lang, n=_from_to(*(sum(m.values()) for m in (one.mix_before, one.mix_after)))
    )
    return f"{count} ({', '.join(parts)})" if parts else count


def _from_to(before: int, after: int) -> str:
    return str(after) if before == after else f"{before} → {after}"


def _level(level: str, lang: Lang) -> str:
    return translated(f"word.{level}", level, lang) if level else word("diff.set.no-level", "no level", lang)


def _items(n: int, lang: Lang) -> str:
    return say(
        Message(
            "diff.items", {"count": "n", "one": "{n} item", "other": "{n} items"}, MappingProxyType({"n": n})
        ),
        lang,
    )  # fmt: skip


def _elsewhere(items: list[ItemChange], name: str, lang: Lang) -> Iterator[str]:
    """Items that are as they were, but stand elsewhere or are called otherwise, in a line each way."""
    came: dict[str, list[str]] = {}
    renamed: list[str] = []
    for item in items:
        if item.was and item.now:
            origin = name_of_set(item.was.path) or item.was.path
            shown = item.now.id or f"{item.now.path}:{item.now.line}"
            if item.renamed:
                shown = f"{item.was.id or '—'} → {item.now.id or '—'}"
            if origin != name:
                came.setdefault(origin, []).append(shown)
            else:
                renamed.append(shown)
    for origin, shown_ones in came.items():
        moved = word(
            "diff.moved-from", "moved here from {set}, as they were ({items})", lang, set=origin, items=len(shown_ones)
        )
        yield f"{moved}: {_named(shown_ones, lang)}"
    if renamed:
        other = word("diff.renamed", "another id, the same item ({n})", lang, n=len(renamed))
        yield f"{other}: {_named(renamed, lang)}"


def _named(names: list[str], lang: Lang) -> str:
    shown = ", ".join(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return word("diff.and-more", "{shown} and {more} more", lang, shown=shown, more=more) if more > 0 else shown


def _entry(item: ItemChange, lang: Lang, *, hides: bool) -> Entry:
    at = item.now or item.was
    if at is None:
        raise AssertionError("an item that is nowhere")
    sign, what = _what(item, lang)
    return Entry(
        sign=sign,
        loud=is_loud(item),
        what=what,
        name=at.id,
        place=f"{at.path}:{at.line}",
        notes=tuple(_notes(item, lang)),
        lines=tuple(_lines(item, lang, hides=hides)),
    )


def _what(item: ItemChange, lang: Lang) -> tuple[str, str]:
    if is_loud(item):
        return "!", "; ".join(alarms(item, lang))
    if item.happened == "removed":
        return "-", word("diff.removed", "removed", lang)
    if item.happened == "added":
        return "+", word("diff.added", "added", lang)
    return "~", word("diff.changed", "changed", lang)


def _notes(item: ItemChange, lang: Lang) -> Iterator[str]:
    yield from reasons(item, lang)
    if item.was and item.now and item.renamed:
        yield word("diff.was-id", "its id was {id}", lang, id=item.was.id or "—")
    if item.was and item.now and name_of_set(item.was.path) != name_of_set(item.now.path):
        yield word("diff.was-at", "it stood in {path}", lang, path=item.was.path)
    if item.key_hidden:
        yield word("diff.key-hidden", "options were replaced; --keys shows whether the key changed with them", lang)


def _lines(item: ItemChange, lang: Lang, *, hides: bool) -> Iterator[Line]:
    if item.happened == "changed":
        shown = [change for change in item.changes if not _is_repeated(change, item.changes)]
        if item.after and not any(change.field == "stem" for change in shown):
            yield _context(item.after, lang)
        yield from (_line(change, lang) for change in shown)
    else:
        facts = tuple(shown_facts(item, hides=hides))
        for fact in (one for one in facts if not _is_repeated(one, facts)):
            yield Line(say(fact.label, lang), (Run(Mark.SAME, _value(fact, fact.after or fact.before, lang)),))
    for picture in item.pictures:
        before, after = _picture(picture.before), _picture(picture.after)
        marks = runs(before, after) if before and after else _both(before, after)
        yield Line(word("diff.picture", "picture", lang), marks)


def _picture(side: tuple[str, bytes] | None) -> str | None:
    """Path, size and how its digest begins: pictures of one size are two different ones, too."""
    return f"{side[0] or '…'} ({len(side[1])} B, {sha256(side[1]).hexdigest()[:8]})" if side else None


def _is_repeated(change: Change, changes: Iterable[Change]) -> bool:
    """What is told already: an option with the right answer, the left side of a pair with the pair."""
    if change.field == "left":
        return any(other.field == "pairs" and not is_masked(other) for other in changes)
    if change.field != "option":
        return False
    told = [((c.before or "").split("\n"), (c.after or "").split("\n")) for c in changes if c.field == "correct"]
    return any((change.before or "") in [*old, ""] and (change.after or "") in [*new, ""] for old, new in told)


def _context(item: Item, lang: Lang) -> Line:
    return Line(say(LABELS["stem"], lang), (Run(Mark.SAME, readable(item.stem) or ""),))


def _line(change: Change, lang: Lang) -> Line:
    label = say(change.label, lang)
    if is_masked(change):
        return Line(label, (Run(Mark.SAME, word("diff.masked", "changed; shown with --keys", lang)),))
    before, after = (None if side is None else _value(change, side, lang) for side in (change.before, change.after))
    return Line(label, change.runs or _both(before, after))


def _both(before: str | None, after: str | None) -> tuple[Run, ...]:
    runs = []
    if before is not None:
        runs.append(Run(Mark.REMOVED, before))
    if before is not None and after is not None:
        runs.append(Run(Mark.SAME, " → "))
    if after is not None:
        runs.append(Run(Mark.ADDED, after))
    return tuple(runs)


def _value(change: Change, value: str | None, lang: Lang) -> str:
    """What is one of few words is said in the reader's language."""
    if value is None:
        return ""
    if change.field in ("several", "match_case"):
        return word("diff.yes", "yes", lang) if value == "true" else word("diff.no", "no", lang)
    if change.field == "answer":
        return word("diff.true", "true", lang) if value == "true" else word("diff.false", "false", lang)
    return translated(f"word.{value}", value, lang) if change.field in ("kind", "difficulty") else value


def record_entry(record: RecordChange, lang: Lang) -> Entry:
    """A record: a file of another kind, or what it lists."""
    sign = "!" if record.is_loud else {"added": "+", "removed": "-", "changed": "~"}[record.happened]
    happened = {
        "added": word("diff.added", "added", lang),
        "removed": word("diff.removed", "removed", lang),
        "changed": word("diff.changed", "changed", lang),
    }[record.happened]
    what = "; ".join((*of_record(record, lang), f"{happened}: {say(kind_label(record.kind), lang)}"))
    return Entry(
        sign=sign,
        loud=record.is_loud,
        what=what,
        name=record.name,
        place=f"{record.path}:{record.line}",
        notes=(),
        lines=tuple(_line(change, lang) for change in record.changes),
    )
