"""`site/` and `dist/` are replaced whole: a command that dies leaves each of them old or new, never half.

A build makes `build/next/{site,dist}`. `swap` writes a journal and puts them in place; whoever finds a journal later
knows that all of `build/next` is whole and does the rest.
"""

import errno
import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

FOLDERS = ("dist", "site")
GENERATED_IN_DIST = frozenset({"moodle", "forms", "reports", "manifest.json"})
"""What a build replaces in `dist/`; other entries are moved along."""

KEPT_IN_SITE = "README.md"
"""The file of `site/` that git keeps."""

Step = Callable[[str], None]


class SwapError(click.ClickException):
    """Another build is at work, or a folder cannot be replaced."""

    exit_code = 2


def _silent(_done: str) -> None:
    pass


@contextmanager
def building(root: Path) -> Iterator[Path]:
    """Keep other builds out and give `build/next`, empty; for the whole of a build, `swap` included.

    Raises SwapError where another build is at work.
    """
    with _locked(root) as free:
        if not free:
            raise SwapError(f"another build is at work here ({_holder(root)}); wait until it ends, then build again")
        _tidy(root, _silent)
        following = root / "build" / "next"
        _remove(following)
        following.mkdir(parents=True)
        yield following


def swap(root: Path, step: Step = _silent) -> None:
    """Put all of `build/next` into place. `step` is told each thing done; raises SwapError where a folder resists."""
    os.sync()  # the journal says that all of `next` is whole: it must not reach the disk first
    _write_journal(root, step)
    _complete(root, step)


def finish(root: Path, step: Step = _silent) -> bool:
    """Finish a swap that died half-way; whether there was one. A swap that another process is at is left to it."""
    if not _is_open(root) and not (root / "build" / "old").exists():
        return False
    with _locked(root) as free:
        return free and _tidy(root, step)


def _tidy(root: Path, step: Step) -> bool:
    interrupted = _is_open(root)
    if interrupted:
        _complete(root, step)
    _remove(root / "build" / "old")
    return interrupted


def _journal(root: Path) -> Path:
    return root / "build" / "swap.json"


def _is_open(root: Path) -> bool:
    return _journal(root).exists()


def _write_journal(root: Path, step: Step) -> None:
    folders = [name for name in FOLDERS if (root / "build" / "next" / name).is_dir()]
    draft = root / "build" / "swap.json.new"
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps({"whole": folders}) + "\n")
        file.flush()
        os.fsync(file.fileno())
    step("journal drafted")
    draft.replace(_journal(root))
    _fsync_folder(root / "build")
    step("journal written")


def _complete(root: Path, step: Step) -> None:
    """What an open journal asks for; every line may have been done before."""
    old = root / "build" / "old"
    try:
        old.mkdir(exist_ok=True)
        for name in FOLDERS:
            _put_in_place(root, name, step)
        _fsync_folder(root)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        place = error.filename or root
        raise SwapError(f"{place} cannot be replaced: {reason}; mend that, and the next command goes on") from error
    _journal(root).unlink()
    _fsync_folder(root / "build")
    step("journal removed")
    _remove(old)
    step("old folders removed")


def _put_in_place(root: Path, name: str, step: Step) -> None:
    here, new, old = root / name, root / "build" / "next" / name, root / "build" / "old"
    if new.is_dir():
        if here.exists():
            if name == "site":
                _copy_over(here / KEPT_IN_SITE, new / KEPT_IN_SITE)
                step(f"{name}: readme kept")
            _move_away(here, _free_name(old, name))
            step(f"{name}: old one away")
        os.rename(new, here)
        step(f"{name}: new one in place")
    if name == "dist":
        for former in sorted(old.glob("dist.*"), reverse=True):
            for entry in sorted(former.iterdir()):
                if entry.name not in GENERATED_IN_DIST and not os.path.lexists(here / entry.name):
                    os.rename(entry, here / entry.name)
                    step(f"{name}: {entry.name} moved along")


def _free_name(old: Path, name: str) -> Path:
    """`old/site.0`, or the next number: someone may have made the folder anew since the swap died."""
    return old / f"{name}.{len(list(old.glob(f'{name}.*')))}"


def _move_away(here: Path, there: Path) -> None:
    """Rename; where a container's layers refuse that for a folder of the image, copy and remove."""
    try:
        os.rename(here, there)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        shutil.copytree(here, there, symlinks=True)
        shutil.rmtree(here)


def _copy_over(source: Path, target: Path) -> None:
    if source.is_file():
        draft = target.with_name(f"{target.name}.new")
        shutil.copy2(source, draft)
        draft.replace(target)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _locked(root: Path) -> Iterator[bool]:
    """Hold `build/lock`; False where another process does. The lock goes with its process, however that ends."""
    path = root / "build" / "lock"
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield True


def _holder(root: Path) -> str:
    number = (root / "build" / "lock").read_text(encoding="ascii")
    return f"process {number}" if number else "just begun"
