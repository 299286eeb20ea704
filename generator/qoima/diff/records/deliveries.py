"""Two states of a record of deliveries in words: what was handed out since, and what it says no longer.

A digest is never shown: by trying out all keys it would tell which answer is right.
"""

from collections.abc import Iterator
from itertools import zip_longest
from types import MappingProxyType

from qoima.core.diagnostic import Message
from qoima.core.words import Lang
from qoima.diff.change import Change
from qoima.diff.records.labels import kind_label
from qoima.diff.records.marks import change, whole
from qoima.diff.records.values import Shown, listed
from qoima.formats.messages import say
from qoima.model.delivery import Delivered, Deliveries, Release

_HANDED_OUT = Message("record.said.delivery-out", "handed out")
_OTHERWISE = Message("record.said.delivery-otherwise", "handed out as something else")
_RETIRED = Message("record.said.delivery-retired", "retired")
_FATES = {
    "added": Message("record.said.delivery-added", "added: {ids}"),
    "changed": Message("record.said.delivery-changed", "changed: {ids}"),
    "gone": Message("record.said.delivery-gone", "retired: {ids}"),
}


def is_altered(old: Deliveries, new: Deliveries | None) -> bool:
    """Whether something that was recorded is not there any more, or not as it was, or under another bank."""
    if new is None or old.bank != new.bank or new.releases[: len(old.releases)] != old.releases:
        return True
    return any(new.items.get(id, ())[: len(entries)] != entries for id, entries in old.items.items())


def delivery_changes(old: Deliveries | None, new: Deliveries | None, shown: Shown) -> Iterator[Change]:
    """What went or was altered first, then what each new release has handed out."""
    before, after = (one.releases if one else () for one in (old, new))
    names = {one.release for one in before}
    for was, now in zip_longest(before, after[: len(before)]):
        if was is not None and was != now:
            there = _facts(now, shown) if now else None
            yield change(f"releases.{was.release}", _called("release", was.release), _facts(was, shown), there)
    for id, entries in (old.items if old else {}).items():
        held = new.items.get(id, ()) if new else ()
        for number, entry in enumerate(entries):
            now_entry = held[number] if number < len(held) else None
            if new is not None and entry != now_entry:
                there = _entry(now_entry, entry, shown.lang)
                yield change(f"items.{id}", _called("delivered", id), _entry(entry, None, shown.lang), there)
    for one in after[len(before) :]:
        if new is not None and one.release not in names:
            told = "; ".join((_facts(one, shown), *_of_release(one, new, shown.lang)))
            yield whole(f"releases.{one.release}", _called("release", one.release), None, told)


def _called(kind: str, name: str) -> Message:
    return Message("record.said.named", "{thing} {name}", _values(thing=kind_label(kind), name=name))


def _facts(one: Release, shown: Shown) -> str:
    said = Message("record.said.delivery-items", "items: {n}", _values(n=one.items))
    facts = [shown.words.full_date(one.date), say(said, shown.lang), one.commit[:12]]
    if one.unsealed:
        why = Message("record.said.delivery-unsealed", "changed under seal: {reason}", _values(reason=one.unsealed))
        facts.append(say(why, shown.lang))
    return "; ".join(facts)


def _of_release(one: Release, held: Deliveries, lang: Lang) -> Iterator[str]:
    """Which items a release has added, changed and retired; of the first one, all, so they are not named."""
    if one == held.releases[0]:
        return
    fates: dict[str, list[str]] = {}
    for id, entries in held.items.items():
        for number, entry in enumerate(entries):
            if entry.release == one.release:
                fates.setdefault("gone" if entry.retired else "changed" if number else "added", []).append(id)
    for fate, message in _FATES.items():
        if fate in fates:
            yield say(Message(message.key, message.template, _values(ids=listed(fates[fate]))), lang)


def _entry(one: Delivered | None, before: Delivered | None, lang: Lang) -> str | None:
    if one is None:
        return None
    same_release = before is not None and before.release == one.release and not (before.retired or one.retired)
    what = _RETIRED if one.retired else _OTHERWISE if same_release else _HANDED_OUT
    return f"{one.release}: {say(what, lang)}"


def _values(**held: object) -> MappingProxyType[str, object]:
    return MappingProxyType(held)
