"""A difference as one HTML file that needs nothing else: no other host, no script, pictures inside."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qoima.core import sheets
from qoima.core.words import LANGUAGES, Lang
from qoima.diff.change import LIVE, Change, Difference, RecordChange, SetChange
from qoima.diff.hidden import hidden
from qoima.diff.items.sets import levels
from qoima.diff.page.items import Card, Cards, Row
from qoima.diff.page.words import counting, said
from qoima.diff.records.labels import kind_label
from qoima.diff.summary import only_elsewhere
from qoima.formats.messages import say, translated

Pictures = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Level:
    """How many items have a level of difficulty."""

    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetView:
    """A bank or practice set on the page."""

    anchor: str
    name: str
    path: str
    live: bool
    state: str
    lang: str
    mix: tuple[Level, ...]
    cards: tuple[Card, ...]

    @property
    def same_mix(self) -> bool:
        """Whether each level has as many items as before."""
        return all(level.before == level.after for level in self.mix)

    @property
    def told(self) -> tuple[Card, ...]:
        """Items that are not what they were."""
        return tuple(card for card in self.cards if card.happened != "moved")

    @property
    def elsewhere(self) -> tuple[Card, ...]:
        """Items that only stand elsewhere or have another id."""
        return tuple(card for card in self.cards if card.happened == "moved")

    @property
    def keys(self) -> int:
        """Items whose key has changed, or may have."""
        return sum(bool(card.key) for card in self.cards)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """A record on the page; `alone`: it was added or removed, so there is one side."""

    anchor: str
    kind: str
    name: str
    place: str
    happened: str
    rules: bool
    altered: bool
    alone: bool
    rows: tuple[Row, ...]


def html(
    difference: Difference, lang: Lang, *, keys: bool, title: str, pictures: tuple[Pictures, Pictures] = ({}, {})
) -> str:
    """The page. Without `keys` it tells of no live item which answer is right; it shows live texts all the same.

    `pictures` has the bytes of both states by path, for the pictures of texts that stayed.
    """
    shown = difference if keys else hidden(difference)
    cards = Cards(lang, keys, pictures)
    sets = sorted(_sets(shown, cards), key=lambda one: not one.keys)
    values = {
        "lang": lang,
        "title": title,
        "w": said(lang),
        "count": counting(lang),
        "sets": sets,
        "records": tuple(_records(shown, cards)),
        "counts": tuple(_counts(shown)),
        "notice": _notice(shown, keys),
        "unread": tuple((f"{d.at.source.path}:{d.at.position.line}", say(d.message, lang)) for d in shown.unread),
        "rewritten": shown.rewritten,
        **sheets.style_values("diff", "page.css"),
    }
    return sheets.templates("diff").get_template("page.html").render(values)


def _sets(difference: Difference, cards: Cards) -> Iterator[SetView]:
    for number, one in enumerate(difference.sets, start=1):
        yield SetView(
            anchor=f"set-{number}",
            name=one.name,
            path=one.path_after or one.path_before or "",
            live=one.live,
            state="new" if one.path_before is None else "gone" if one.path_after is None else "",
            lang=_language(one.name.split("/")),
            mix=tuple(_mix(one, cards.lang)),
            cards=tuple(cards.card(item, f"set-{number}-{place}") for place, item in enumerate(one.items, start=1)),
        )


def _mix(one: SetChange, lang: Lang) -> Iterator[Level]:
    for level in levels({*one.mix_before, *one.mix_after}):
        name = translated(f"word.{level}", level, lang) if level else said(lang)["no_level"]
        yield Level(name, one.mix_before.get(level, 0), one.mix_after.get(level, 0))


def _records(difference: Difference, cards: Cards) -> Iterator[RecordView]:
    for number, one in enumerate(difference.records, start=1):
        alone = one.happened != "changed"
        kind = say(kind_label(one.kind), cards.lang)
        yield RecordView(
            anchor=f"record-{number}",
            kind=kind[:1].upper() + kind[1:],
            name=one.name,
            place=f"{one.path}:{one.line}",
            happened=one.happened,
            rules=one.rules,
            altered=one.altered,
            alone=alone,
            rows=tuple(cards.row(change, lang=_language_of(change), alone=alone) for change in one.changes),
        )


def _language_of(change: Change) -> str:
    return _language(change.field.split(".")[-1:])


def _language(parts: Iterable[str]) -> str:
    """The language that a part of a path names, for hyphens, fonts and voices."""
    return next((part for part in reversed(list(parts)) if part in LANGUAGES), "")


def _counts(difference: Difference) -> Iterator[tuple[str, int]]:
    items = [item for one in difference.sets for item in one.items]
    elsewhere = sum(map(only_elsewhere, items))
    held = {
        "rules": sum(record.rules for record in difference.records),
        "altered": sum(record.altered for record in difference.records),
        "opened": sum(item.opened for item in items),
        "known": sum(item.known for item in items),
        "keys": sum(item.key_changed for item in items),
        "maybe": sum(item.key_hidden for item in items),
        "changed": sum(item.happened == "changed" for item in items) - elsewhere,
        "added": sum(item.happened == "added" for item in items),
        "removed": sum(item.happened == "removed" for item in items),
        "moved": elsewhere,
        "records": len(difference.records),
    }
    return ((name, n) for name, n in held.items() if n)


def _notice(difference: Difference, keys: bool) -> str:
    """What the file holds that is not for everybody."""
    live = any(one.live or _from_bank(one) for one in difference.sets) or any(map(_of_banks, difference.records))
    return "keys" if live and keys else "live" if live else "open"


def _from_bank(one: SetChange) -> bool:
    return any(item.was is not None and item.was.path.startswith(LIVE) for item in one.items)


def _of_banks(record: RecordChange) -> bool:
    return record.path.startswith(LIVE)
