"""A difference for programs; docs/diff.md describes it."""

from hashlib import sha256

from qoima.core.words import Lang
from qoima.diff.change import Change, Difference, ItemChange, ItemPlace, PictureChange, RecordChange, SetChange
from qoima.diff.hidden import is_masked, shown_facts
from qoima.formats.messages import say

VERSION = 1
"""Raised where a program that reads the form must be changed."""

Json = dict[str, object]


def as_json(difference: Difference, lang: Lang, *, keys: bool) -> Json:
    """`{version, keys, sets, records, unread, rewritten}`; without `keys` the difference must hide them."""
    return {
        "version": VERSION,
        "keys": keys,
        "sets": [_set(one, lang, keys=keys) for one in difference.sets],
        "records": [_record(record, lang) for record in difference.records],
        "unread": [
            {
                "path": one.at.source.path,
                "line": one.at.position.line,
                "code": one.code,
                "message": say(one.message, lang),
            }
            for one in difference.unread
        ],
        "rewritten": list(difference.rewritten),
    }


def _set(one: SetChange, lang: Lang, *, keys: bool) -> Json:
    return {
        "name": one.name,
        "live": one.live,
        "path_before": one.path_before,
        "path_after": one.path_after,
        "mix_before": dict(one.mix_before),
        "mix_after": dict(one.mix_after),
        "items": [_item(item, lang, hides=one.live and not keys) for item in one.items],
    }


def _item(item: ItemChange, lang: Lang, *, hides: bool) -> Json:
    changes = item.changes if item.happened == "changed" else shown_facts(item, hides=hides)
    return {
        "happened": item.happened,
        "key": "changed" if item.key_changed else "hidden" if item.key_hidden else "same",
        "opened": item.opened,
        "known": item.known,
        "moved": item.moved,
        "renamed": item.renamed,
        "was": _place(item.was),
        "now": _place(item.now),
        "changes": [_change(change, lang) for change in changes],
        "pictures": [_picture(one) for one in item.pictures],
    }


def _place(place: ItemPlace | None) -> Json | None:
    return None if place is None else {"path": place.path, "line": place.line, "id": place.id}


def _change(change: Change, lang: Lang) -> Json:
    return {
        "field": change.field,
        "label": say(change.label, lang),
        "before": change.before,
        "after": change.after,
        "runs": [[run.mark, run.text] for run in change.runs],
        "hidden": is_masked(change),
    }


def _picture(one: PictureChange) -> Json:
    sides = ((name, side) for name, side in (("before", one.before), ("after", one.after)))
    return {
        name: None if side is None else {"path": side[0], "sha256": sha256(side[1]).hexdigest()} for name, side in sides
    }


def _record(record: RecordChange, lang: Lang) -> Json:
    return {
        "happened": record.happened,
        "rules": record.rules,
        "altered": record.altered,
        "kind": record.kind,
        "name": record.name,
        "path": record.path,
        "path_before": record.path_before or None,
        "line": record.line,
        "changes": [_change(change, lang) for change in record.changes],
    }
