"""What tells the things of a backup apart: ids, which count inside the file only, and stamps, which Moodle keeps."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from decimal import Decimal
from hashlib import sha1, sha256

from qoima.formats.moodle.question import File, Question

_LEAST, _END = 10**9, 2**31
"""Small ids could be those of things that the site has, and Moodle 5 looks at them in places."""
_STAMP_LENGTH = 40
_MADE_OF_PLACE = ("category", "at")


@dataclass(slots=True)
class Ids:
    """Gives ids for keys; `file` is the key of the file. No id is given twice, of whatever kind it is."""

    file: str
    _given: set[int] = field(default_factory=set)

    def new(self, *key: str | int) -> int:
        """An id that depends on the key, and on what was asked for before only where two keys fall together."""
        number = 0
        while True:
            digest = sha256(repr((self.file, key, number)).encode()).digest()
            found = _LEAST + int.from_bytes(digest[:8]) % (_END - _LEAST)
            if found not in self._given:
                self._given.add(found)
                return found
            number += 1


def stamp(*parts: str) -> str:
    """What Moodle knows a question or a category by: the same parts, the same stamp, on whatever machine."""
    return f"qoima+{sha256(repr(parts).encode()).hexdigest()[:_STAMP_LENGTH]}"


def content_digest(question: Question) -> str:
    """A digest of all that Moodle would hold of a question, with the bytes of its pictures, wherever it stands."""
    return sha256(json.dumps(_plain(question)).encode()).hexdigest()


def _plain(value: object) -> object:
    """The value as JSON can hold it. Fields that say nothing are left out, so that a new one changes no digest."""
    if isinstance(value, File):
        return [value.name, sha1(value.data).hexdigest()]
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, Mapping):
        return {key: _plain(value[key]) for key in sorted(value)}
    if isinstance(value, tuple):
        return [_plain(held) for held in value]
    if is_dataclass(value):
        held = {f.name: (getattr(value, f.name), f.default) for f in fields(value) if f.name not in _MADE_OF_PLACE}
        return {name: _plain(own) for name, (own, default) in held.items() if own not in (default, {})}
    return value
