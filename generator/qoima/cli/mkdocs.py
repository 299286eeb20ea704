"""The stage on disk, a MkDocs process for each language side by side, and the site put together from their output."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path

OUTPUT = "out"
"""The folder of the stage that the builders write; the rest of the stage is ours."""

NOT_OURS = (OUTPUT, ".cache")

ON_A_LEASH = """
import os, threading

def watch():
    os.read(0, 1)
    os._exit(1)

threading.Thread(target=watch, daemon=True).start()
from mkdocs.__main__ import cli
cli(prog_name="mkdocs")
"""
"""MkDocs that ends when its standard input does: left alone, it would write into the stage of the next build."""


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
    root: Path,
    files: Mapping[str, bytes],
    languages: Sequence[str],
    target: Path,
    *,
    epoch_seconds: int,
    progress: Callable[[str], None] = lambda _language: None,
) -> str | None:
    """Stage the files in `build/stage`, build all languages and put the site into `target`, which must not exist yet.

    Pages and archives bear the time `epoch_seconds` (UTC), so the same files give the same bytes. `progress` is told
    each language as it is finished. Where MkDocs gives up, what it printed comes back, and `target` is not made.
    """
    stage = root / "build" / "stage"
    write_stage(files, stage)
    failed = {}
    with ThreadPoolExecutor(max_workers=len(languages)) as pool, _leash() as leash:
        runs = {pool.submit(_run, stage, language, epoch_seconds, leash): language for language in languages}
        for run in as_completed(runs):
            status, output = run.result()
            if status:
                failed[runs[run]] = output
            progress(runs[run])
    if failed:
        return "\n".join(f"mkdocs ({language}):\n{failed[language]}" for language in languages if language in failed)
    assemble(stage, languages, target)
    return None


@contextmanager
def _leash() -> Iterator[int]:
    """The end of a pipe that can be read when the block is left, or this process dies, however that happens."""
    held, other = os.pipe()
    try:
        yield held
    finally:
        os.close(other)
        os.close(held)


def _run(stage: Path, language: str, epoch_seconds: int, leash: int) -> tuple[int, str]:
    # Without --strict a broken link is no error, and with --quiet --strict does not count it either.
    command = [sys.executable, "-c", ON_A_LEASH, "build", "--strict", "--config-file", f"mkdocs.{language}.yml"]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": str(epoch_seconds), "PYTHONUTF8": "1"}
    done = subprocess.run(
        command,
        cwd=stage,
        env=env,
        stdin=leash,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def assemble(stage: Path, languages: Sequence[str], target: Path) -> None:
    """Put the builds and the files of `root/` together in `target`, which must not exist yet."""
    shutil.copytree(stage / "root", target, copy_function=shutil.copyfile)
    for language in languages:
        shutil.copytree(stage / OUTPUT / language, target / language, copy_function=shutil.copyfile)
        _write_search_index(target / language / "search")


def _write_search_index(folder: Path) -> None:
    """Halve the index by writing letters as themselves, and add it as a script for pages opened from a folder."""
    index = folder / "search_index.json"
    if not index.is_file():
        return
    text = json.dumps(json.loads(index.read_text(encoding="utf-8")), ensure_ascii=False, separators=(",", ":"))
    index.write_text(text, encoding="utf-8")
    (folder / "search_index.js").write_text(f"var __index = {text};\n", encoding="utf-8")
