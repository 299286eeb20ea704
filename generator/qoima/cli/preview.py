"""The site that `qoima serve` shows: made in `build/serve/`, never in `site/` or `dist/`, with what has changed alone.

MkDocs stays warm between two builds; a language of which nothing has changed is not built again; the guard reads only
files that it has not yet read for the same live items.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache
from pathlib import Path

from qoima.cli import mkdocs, site_cache
from qoima.cli.leak_check import Guard
from qoima.cli.workspace import Checked, examine, published_by
from qoima.core.diagnostic import Diagnostics
from qoima.site.cards import draw
from qoima.site.stage import packaged_assets, stage

Measured = Callable[[str], None]
"""Told each part of the work when it is done."""


def unmeasured(_part: str) -> None:
    """Nobody counts."""


class Preview:
    """What has been shown last, and what is known of it."""

    def __init__(self, root: Path, run: mkdocs.Run) -> None:
        self._root, self._run = root, run
        self._stage = root / "build" / "serve"
        self._assets = packaged_assets()
        self._draw = cache(draw)
        self._base = b""
        self._keys: dict[str, str] = {}
        self._framed: dict[str, tuple[dict[str, bytes], set[str], bytes]] = {}
        self._number = 0
        self._guard = Guard()
        self.shown: Path | None = None
        """The folder of the last site without an error."""

    def renew(self, day: date, measured: Measured = unmeasured) -> tuple[Checked, Diagnostics, str | None]:
        """Make the site anew: what the check says, what the guard says, and where MkDocs gave up its words.

        Where any of them has an error, `shown` stays.
        """
        checked = examine(self._root, day=day, cached=True)
        measured("check")
        if checked.errors:
            return checked, (), None
        public = published_by(checked)
        files = stage(public, self._assets, self._draw)
        mkdocs.write_stage(files, self._stage)
        measured("stage")
        self._base = (self._root / "mkdocs.yml").read_bytes()
        keys = {language: site_cache.key(files, language, self._base) for language in public.university.languages}
        failed = self._run(
            {one: self._how(files, one) for one in keys if keys[one] != self._keys.get(one)}, mkdocs.silent
        )
        measured("mkdocs")
        self._keys = keys if failed is None else {}
        if failed is not None:
            return checked, (), failed
        target = self._next()
        failed = mkdocs.assemble(self._stage, {one: self._stage / mkdocs.OUTPUT / one for one in keys}, target)
        measured("assemble")
        leaks = () if failed is not None else self._guard.leaks(checked.repository, target)
        measured("guard")
        if failed is None and not leaks:
            self.shown = target
        return checked, leaks, failed

    def _how(self, files: Mapping[str, bytes], language: str) -> bytes:
        """All pages, where one went or came, or where something has changed that each of them shows."""
        pages = {path for path in files if path.startswith(f"docs/{language}/")}
        frame = {path: data for path, data in files.items() if path.startswith(("mkdocs.", "overrides/"))}
        held, self._framed[language] = self._framed.get(language), (frame, pages, self._base)
        return mkdocs.CHANGED if language in self._keys and held == self._framed[language] else mkdocs.WHOLE

    def _next(self) -> Path:
        """A folder beside the one that is shown; a reader may still be at the one before."""
        self._number += 1
        kept = self._stage / mkdocs.OUTPUT / "shown"
        kept.mkdir(parents=True, exist_ok=True)
        for old in kept.iterdir():
            if old != self.shown:
                shutil.rmtree(old)
        return kept / str(self._number)


def changes(root: Path) -> dict[str, int]:
    """When each file that the site is made of was changed last, in nanoseconds."""
    found = {}
    for top in ("content", "testbanks"):
        for folder, _, names in os.walk(root / top):
            for name in names:
                path = f"{folder}/{name}"
                with suppress(FileNotFoundError):
                    found[path] = os.stat(path).st_mtime_ns
    with suppress(FileNotFoundError):
        found["mkdocs.yml"] = (root / "mkdocs.yml").stat().st_mtime_ns
    return found


@contextmanager
def preview(root: Path) -> Iterator[Preview]:
    """A preview whose processes end with the block."""
    stage_folder = root / "build" / "serve"
    shutil.rmtree(stage_folder, ignore_errors=True)
    stage_folder.mkdir(parents=True)
    with mkdocs.builders(stage_folder) as run:
        yield Preview(root, run)
