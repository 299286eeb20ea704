"""The stage on disk, a MkDocs process for each language side by side, and the site put together from their output."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from qoima.cli import site_cache
from qoima.site.finish import Objection, finished

OUTPUT = "out"
"""The folder of the stage that the builders write; the rest of the stage is ours."""

NOT_OURS = (OUTPUT, ".cache")

Progress = Callable[[str], None]


def silent(_language: str) -> None:
    """Tell nobody."""


def write_stage(files: Mapping[str, bytes], stage: Path) -> None:
    """Make the folder hold exactly these files: what has not changed keeps its time, what is stale goes."""
    if stage.is_dir():
        for old in sorted(stage.rglob("*"), reverse=True):
            path = old.relative_to(stage)
            if path.parts[0] in NOT_OURS:
                continue
            if old.is_dir() and not old.is_symlink():
                if not any(old.iterdir()):
                    old.rmdir()
            elif path.as_posix() not in files:
                old.unlink()
    for name, data in files.items():
        file = stage / name
        if not file.is_file() or file.read_bytes() != data:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


def build(
    root: Path, files: Mapping[str, bytes], languages: Sequence[str], target: Path, *, progress: Progress = silent
) -> str | None:
    """Stage the files in `build/stage`, build all languages and put the site into `target`, which must not exist yet.

    A language of which nothing has changed is taken from the cache; the same files give the same bytes either way.
    `progress` is told each language as it is finished. Where MkDocs gives up, or a page is not fit to be published,
    what is wrong comes back, and `target` is not made.
    """
    stage, cache = root / "build" / "stage", root / "build" / "cache" / "site"
    write_stage(files, stage)
    base = (root / "mkdocs.yml").read_bytes()
    keys = {language: site_cache.key(files, language, base) for language in languages}
    found = {language: site_cache.find(cache / language, keys[language]) for language in languages}
    folders = {language: entry for language, entry in found.items() if entry is not None}
    for language in folders:
        progress(language)
    with builders(stage) as run:
        failed = run({language: WHOLE for language in languages if language not in folders}, progress)
    if failed is not None:
        return failed
    for language in languages:
        if language not in folders:
            folders[language] = site_cache.keep(stage / OUTPUT / language, cache / language, keys[language])
    return assemble(stage, folders, target)


WHOLE, CHANGED = b"w", b"c"
"""How to build a language: all of it, or only pages that have changed since, for a look at them."""

Run = Callable[[Mapping[str, bytes], Progress], str | None]


@contextmanager
def builders(stage: Path) -> Iterator[Run]:
    """A function that builds languages of the stage into its `out/`, side by side, and gives back what went wrong.

    Their processes are started when they are first needed, stay warm, and end with the block, or with this process,
    however that happens.
    """
    workers: dict[str, _Builder] = {}

    def run(languages: Mapping[str, bytes], progress: Progress) -> str | None:
        failed: dict[str, str] = {}
        for language in languages:
            if language not in workers:
                workers[language] = _Builder(stage, language)
        with ThreadPoolExecutor(max_workers=max(1, len(languages))) as pool:
            runs = {pool.submit(workers[one].build, how): one for one, how in languages.items()}
            try:
                for done in as_completed(runs):
                    if (failure := done.result()) is not None:
                        failed[runs[done]] = failure
                    progress(runs[done])
            except BaseException:
                _end(workers)
                raise
        return "\n".join(f"mkdocs ({one}):\n{failed[one]}" for one in languages if one in failed) or None

    try:
        yield run
    finally:
        _end(workers)


def _end(workers: "dict[str, _Builder]") -> None:
    for language in list(workers):
        workers.pop(language).end()


class _Builder:
    """The process of one language."""

    def __init__(self, stage: Path, language: str) -> None:
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (closed by `end`)
        # Pages have no date of their own, and the site is the same whenever it is built.
        env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0", "PYTHONUTF8": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "qoima.cli.mkdocs_process", f"mkdocs.{language}.yml"],
            cwd=stage,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            bufsize=0,
        )

    def build(self, how: bytes) -> str | None:
        """Build once; what went wrong."""
        process = self._process
        if process.stdin is None or process.stdout is None:
            raise AssertionError("both are pipes")
        with suppress(BrokenPipeError):
            process.stdin.write(how)
        if answer := process.stdout.readline():
            failure: str | None = json.loads(answer)["failure"]
            return failure
        process.wait()
        self._errors.seek(0)
        return self._errors.read().decode(errors="replace") or f"ended with {process.returncode}"

    def end(self) -> None:
        """Let go; the process ends by itself."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._errors.close()


def assemble(stage: Path, languages: Mapping[str, Path], target: Path) -> str | None:
    """Put the folders of the languages and the files of `root/` together in `target`, which must not exist yet."""
    pages = {}
    for file in sorted((stage / "root").glob("*.html")):
        page = finished(file.name, file.read_bytes().decode(), None)
        if isinstance(page, Objection):
            return str(page)
        pages[file.name] = page
    shutil.copytree(stage / "root", target, copy_function=shutil.copyfile)
    for name, page in pages.items():
        (target / name).write_bytes(page.encode())
    for language, folder in languages.items():
        shutil.copytree(folder, target / language, copy_function=shutil.copyfile)
    return None
