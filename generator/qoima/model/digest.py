"""What stands for the items that experts have seen: one number that changes with what an item says."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qoima.model.item import Item
from qoima.model.meaning import meaning

UNSEEN = ("accepts", "category", "name", "tags")
"""Fields of a meaning that are no part of what an item asks: how it is filed, which advice its author has accepted."""
SETS = ("options", "uses")
"""Fields whose order says nothing."""


SHORT = 16
"""So many hexadecimal digits stand for a single item in a sheet of review."""


@dataclass(frozen=True, slots=True)
class Digests:
    """What stands for all items, and the short digest of each, by id."""

    whole: str
    by_item: Mapping[str, str]


def digest(items: Iterable[Item], *, folder: str, pictures: Mapping[str, bytes]) -> str:
    """SHA-256, in hexadecimal digits, of the items of one bank or of several; `folder` is where their files stand.

    Another program comes to the same number so (docs/digest.md has an example in full):

    1. Each item is a JSON object with the fields of `model.meaning.meaning` (`penalty` true) but `accepts`, `category`,
       `name` and `tags`. So it has `id`, `kind` (`choice`, `true-false`, `short-answer`, `numerical`, `matching`,
       `essay`, `text-only`), `stem`, `feedback`, `hints`, `points`, `difficulty`, `topic`, `outcome`, `uses`,
       `symbols`, `translates`, `sample_of`, and what its kind adds: `several` and `options` (each
       `[text, weight, feedback]`);
       `answer`, `when_true`, `when_false`; `answers` (each `[words, weight, feedback]`) and `match_case`; `numbers`
       (each `[value, tolerance, weight, feedback]`); `pairs` and `extra`; `lines` and `notes`. What is absent
       is an empty text, list or object.
    2. A text is the list of what it shows: `["words", …]` without markup and with single blanks, `["formula", …]`,
       `["code", …]`, `["break", …]`, and `["picture", "sha256:" + hexadecimal digits of the SHA-256 of its bytes,
       alternative text]` (the address where there are no bytes); `["cell", ""]` for an empty cell of a table that has a
       filled one behind it in its row. A number is a text without needless zeros; a weight is what the option pays in
       percent.
    3. Every text is in Unicode form NFC. Options and used materials, whose order says nothing, are sorted by the JSON
       of each.
    4. The objects stand in one JSON array, sorted by their `id`, those of one id by their JSON. JSON: keys sorted, no
       blanks between signs, no escapes but the necessary ones, in UTF-8. Whatever is sorted is sorted by code points.

    How a file is written (quotes, order of keys and items, YAML or GIFT) makes no difference.
    """
    return digests(items, folder=folder, pictures=pictures).whole


def digests(items: Iterable[Item], *, folder: str, pictures: Mapping[str, bytes]) -> Digests:
    """The digest of the items together, and that of each alone, shortened to its first `SHORT` digits.

    An item without id goes by `no-id-` and its own short digest.
    """
    seen: list[tuple[str, str]] = []
    for item in items:
        held = _canonical(meaning(item, penalty=True, folder=folder, pictures=pictures))
        seen.append((str(held["id"]), _json(held)))
    seen.sort()
    by_item = {}
    for id, text in seen:
        short = _array([text])[:SHORT]
        by_item[id or f"no-id-{short}"] = short
    return Digests(_array([text for _, text in seen]), by_item)


@dataclass(frozen=True, slots=True)
class Changes:
    """Items, by id, that are not those that were seen or handed out."""

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.removed)


UNCHANGED = Changes()


def changes(seen: Mapping[str, str], now: Mapping[str, str]) -> Changes:
    """From the short digests of items that were seen, or handed out, to those of the items as they are, both by id."""
    return Changes(
        changed=tuple(sorted(id for id in seen.keys() & now.keys() if seen[id] != now[id])),
        added=tuple(sorted(now.keys() - seen.keys())),
        removed=tuple(sorted(seen.keys() - now.keys())),
    )


def _array(texts: Sequence[str]) -> str:
    """The SHA-256 of a JSON array of texts that are JSON."""
    return hashlib.sha256(f"[{','.join(texts)}]".encode()).hexdigest()


def _canonical(held: Mapping[str, object]) -> dict[str, object]:
    kept = {key: value for key, value in held.items() if key not in UNSEEN}
    if not unicodedata.is_normalized("NFC", _json(kept)):  # as good as never: then each text is looked at
        kept = {key: _composed(value) for key, value in kept.items()}
    return {k: sorted(v, key=_json) if k in SETS and isinstance(v, (list, tuple)) else v for k, v in kept.items()}


def _composed(value: object) -> object:
    """The same with each text in NFC and tuples as lists."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, tuple):
        return [_composed(part) for part in value]
    if isinstance(value, Mapping):
        return {str(_composed(key)): _composed(part) for key, part in value.items()}
    return value


def _json(value: object) -> str:
    return _ENCODER.encode(value)


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
