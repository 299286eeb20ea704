"""What stands for the items that experts have seen: one number that changes with what an item says."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping

from qoima.model.item import Item
from qoima.model.meaning import meaning

UNSEEN = ("accepts", "category", "name", "tags")
"""Fields of a meaning that are no part of what an item asks: how it is filed, which advice its author has accepted."""
SETS = ("options", "uses")
"""Fields whose order says nothing."""


def digest(items: Iterable[Item], *, folder: str, pictures: Mapping[str, bytes]) -> str:
    """SHA-256, in hexadecimal digits, of the items of one bank or of several; `folder` is where their files stand.

    Another program comes to the same number so:

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
       alternative text]` (the address where there are no bytes). A number is a text without needless zeros; a weight
       is what the option pays in percent.
    3. Every text is in Unicode form NFC. Options and used materials, whose order says nothing, are sorted by the JSON
       of each.
    4. The objects stand in one JSON array, sorted by their `id`. JSON: keys sorted, no blanks between signs, no escapes
       but the necessary ones, in UTF-8. Whatever is sorted is sorted by code points.

    How a file is written (quotes, order of keys and items, YAML or GIFT) makes no difference.
    """
    seen = [_canonical(meaning(item, penalty=True, folder=folder, pictures=pictures)) for item in items]
    return hashlib.sha256(_json(sorted(seen, key=lambda held: str(held["id"]))).encode()).hexdigest()


def _canonical(held: Mapping[str, object]) -> dict[str, object]:
    kept = {key: _composed(value) for key, value in held.items() if key not in UNSEEN}
    return {k: sorted(v, key=_json) if k in SETS and isinstance(v, list) else v for k, v in kept.items()}


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
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
