"""The finished output of each language, kept under `build/cache/site/<language>/` until what it is made of changes.

An entry is named after what it was made of and after what it holds: one that lost a byte, to a crash or to a hand, is
not used. Entries are copied, never linked, so that a change in `site/` cannot reach them.
"""

import hashlib
import os
import shutil
import sys
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

from qoima.core import resources

KEPT = 3
"""As many entries of a language: the last state, and the two that one goes back to."""


def key(files: Mapping[str, bytes], language: str, base: bytes) -> str:
    """What the output of a language depends on: its part of the stage, the settings of all, and the programs."""
    digest = hashlib.sha256(_programs())
    digest.update(hashlib.sha256(base).digest())
    ours = ("overrides/", f"docs/{language}/", f"mkdocs.{language}.yml")
    for path, data in sorted(files.items()):
        if path.startswith(ours):
            digest.update(f"{path}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()[:32]


@cache
def _programs() -> bytes:
    """Every package that is installed, with its version, and our own steps after MkDocs."""
    installed = sorted(f"{one.name}=={one.version}" for one in metadata.distributions())
    site = [data for path, data in resources.tree("site") if path.endswith((".py", ".yaml"))]
    search = [resources.data("messages", n) for n in resources.listing("messages") if n.startswith("site_search.")]
    ours = [resources.data("cli", "mkdocs_process.py"), *site, *search]
    held = hashlib.sha256("\n".join((sys.version, *installed)).encode())
    for data in ours:
        held.update(hashlib.sha256(data).digest())
    return held.digest()


def find(folder: Path, wanted: str) -> Path | None:
    """The entry of a key, if there is one and it is as it was put there."""
    for entry in sorted(folder.glob(f"{wanted}.*")):
        if entry.name == f"{wanted}.{_contents(entry)}":
            os.utime(entry)
            return entry
        shutil.rmtree(entry)
    return None


def keep(output: Path, folder: Path, made_of: str) -> Path:
    """Move a whole output into the cache, and drop what has not been used for long."""
    folder.mkdir(parents=True, exist_ok=True)
    entry = folder / f"{made_of}.{_contents(output)}"
    output.rename(entry)
    os.utime(entry)
    by_use = sorted(folder.iterdir(), key=lambda one: one.stat().st_mtime_ns, reverse=True)
    for old in by_use[KEPT:]:
        shutil.rmtree(old)
    return entry


def _contents(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = file.read_bytes()
        digest.update(f"{file.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()[:16]
