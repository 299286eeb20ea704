"""Results of checks kept in `build/cache.sqlite`, by a key that says what they were made of.

The file may vanish, be broken or be locked at any time: then things are worked out anew. It holds nothing but JSON, so
that a file from elsewhere cannot run anything.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

Json = Any
FORMAT = 1
"""Of the tables; a file of another one is thrown away."""

KEPT_RUNS = 30
"""An entry that so many runs have not asked for is dropped."""

_WAIT_SECONDS = 2.0
_LEVEL = 1
"""Of zlib: twice the size of the best, in a fifth of the time."""


class Cache:
    """Entries by key. Nothing here raises: a cache that does not work is an empty one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = _opened(path)
        self._asked: set[str] = set()

    def used(self, key: str) -> None:
        """Keep an entry as if it had been asked for."""
        self._asked.add(key)

    def find(self, keys: Iterable[str]) -> dict[str, Json]:
        """The entries that there are."""
        wanted = list(dict.fromkeys(keys))
        self._asked.update(wanted)
        if self._file is None:
            return {}
        try:
            return {key: held for key in wanted if (held := self._one(self._file, key)) is not None}
        except sqlite3.Error:
            self._give_up()
            return {}

    @staticmethod
    def _one(file: sqlite3.Connection, key: str) -> Json | None:
        row = file.execute("SELECT value FROM entries WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        try:
            return json.loads(zlib.decompress(row[0]))
        except (zlib.error, ValueError, TypeError):
            return None

    def keep(self, entries: Mapping[str, Json]) -> None:
        """Put entries there, and drop those that nobody has asked for in a long time."""
        if self._file is None:
            return
        packed = [
            (key, zlib.compress(_text(held).encode("utf-8", "surrogatepass"), _LEVEL)) for key, held in entries.items()
        ]
        used = [(key,) for key in {*self._asked, *entries}]
        try:
            with self._file as file:
                file.execute("BEGIN IMMEDIATE")
                file.execute("UPDATE runs SET number = number + 1")
                (run,) = file.execute("SELECT number FROM runs").fetchone()
                file.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, 0)", packed)
                file.executemany(f"UPDATE entries SET used = {int(run)} WHERE key = ?", used)
                file.execute("DELETE FROM entries WHERE used < ?", (run - KEPT_RUNS,))
        except sqlite3.Error:
            self._give_up()

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _give_up(self) -> None:
        self.close()


def _text(held: Json) -> str:
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def _opened(path: Path) -> sqlite3.Connection | None:
    """The file, made anew where it is broken or of another format; None where there can be none."""
    for again in (True, False):
        file = None
        try:
            path.parent.mkdir(exist_ok=True)
            file = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
            if _is_ready(file):
                return file
            file.close()
            path.unlink()
        except sqlite3.DatabaseError as error:
            if file is not None:
                file.close()
            if isinstance(error, sqlite3.OperationalError) or not again:
                return None  # locked, or no place to write
            try:
                path.unlink()
            except OSError:
                return None
        except OSError:
            return None
    return None


def _is_ready(file: sqlite3.Connection) -> bool:
    """Whether the tables are those of this format; a file without tables gets them."""
    file.execute("PRAGMA synchronous = OFF")
    (version,) = file.execute("PRAGMA user_version").fetchone()
    tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if version == FORMAT and tables == {"entries", "runs"}:
        return True
    if version or tables:
        return False
    file.executescript(
        "BEGIN IMMEDIATE;"
        "CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, value BLOB NOT NULL, used INTEGER NOT NULL);"
        "CREATE TABLE IF NOT EXISTS runs (number INTEGER NOT NULL);"
        "INSERT INTO runs SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM runs);"
        f"PRAGMA user_version = {FORMAT};"
        "COMMIT;"
    )
    return True
