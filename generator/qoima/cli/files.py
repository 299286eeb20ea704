"""The files of a repository as bytes; sizes are looked at before reading, and nothing outside it is followed."""

import errno
import os
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qoima.cli import git
from qoima.core.diagnostic import Diagnostic, Diagnostics, Message
from qoima.core.problems import problem
from qoima.core.source import Source
from qoima.formats.decode import MAX_PICTURE_MIB, MAX_TEXT_MIB, MIB, too_large
from qoima.formats.pictures import SUFFIXES
from qoima.formats.repository import BANK_SUFFIXES, read_repository
from qoima.model.repository import Repository

TOPS = ("content", "testbanks")
_HIDDEN = (".", "~$")


def find_root(start: Path) -> Path | None:
    """The folder with `content/`, from `start` upwards."""
    return next((folder for folder in (start, *start.parents) if (folder / "content").is_dir()), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """The bytes of a repository's files by path, the paths that cannot be had, and what is wrong with them."""

    held: Mapping[str, bytes]
    unread: frozenset[str] = frozenset()
    said: Diagnostics = ()


def load(files: Files, *, with_testbanks: bool = True) -> tuple[Repository, Diagnostics]:
    """The repository that files make, and everything wrong with them."""
    repository, wrong = read_repository(files.held, unread=files.unread, with_testbanks=with_testbanks)
    return repository, (*files.said, *wrong)


def load_here(root: Path, *, with_testbanks: bool = True) -> tuple[Repository, Diagnostics]:
    """The repository as it lies in a folder."""
    return load(files_here(root, with_testbanks=with_testbanks), with_testbanks=with_testbanks)


def files_here(root: Path, *, with_testbanks: bool = True) -> Files:
    """Everything under `content/` and `testbanks/`."""
    held: dict[str, bytes] = {}
    said: list[Diagnostic] = []
    unread: set[str] = set()
    for top in TOPS if with_testbanks else TOPS[:1]:
        if not (root / top).is_dir():
            said.append(problem("FIL006", Source(top, "").whole(), folder=f"{top}/"))
        is_linked = not (root / top).resolve().is_relative_to(root.resolve())
        for path, may_lead_out in sorted(_below(root, top), key=lambda found: found[0].split("/")):
            data = _bytes(root, root / path, path, may_lead_out=may_lead_out or is_linked)
            if isinstance(data, Diagnostic):
                said.append(data)
                unread.add(path)
            else:
                held[path] = data
    return Files(held=held, unread=frozenset(unread), said=tuple(said))


def text_paths(root: Path) -> list[str]:
    """The paths of the files that are read as text, in order."""
    found = (file for top in TOPS for file in (root / top).rglob("*") if file.suffix in BANK_SUFFIXES)
    paths = (file.relative_to(root).as_posix() for file in found)
    return sorted(path for path in paths if _is_read(path))


def files_at(root: Path, revision: str) -> Files:
    """What `files_here` would have found at a revision of git. Raises git.GitFailure."""
    listed = {path: found for path, found in git.files_at(root, revision, TOPS).items() if _is_read(path)}
    said: list[Diagnostic] = []
    wanted: dict[str, str] = {}
    held: dict[str, bytes] = {}
    for path, (number, size) in sorted(listed.items()):
        suffix = posixpath.splitext(path)[1]
        wrong = _too_large(path, size)
        if wrong:
            said.append(wrong)
        elif suffix.lower() in SUFFIXES or suffix in BANK_SUFFIXES:
            wanted[path] = number
        else:
            held[path] = b""
    found: dict[str, bytes] = {}
    for folder, numbers in _by_repository(root, wanted).items():
        found |= git.contents(folder, numbers)
    held |= {path: found[number] for path, number in wanted.items()}
    unread = frozenset(path for path in listed if path not in held)
    return Files(held=dict(sorted(held.items())), unread=unread, said=tuple(said))


def _by_repository(root: Path, wanted: Mapping[str, str]) -> dict[Path, list[str]]:
    """The objects by the folder whose git has them: `testbanks/` may be a submodule."""
    held: dict[Path, list[str]] = {}
    for path, number in wanted.items():
        folder = root / path.split("/", 1)[0]
        held.setdefault(folder if (folder / ".git").exists() else root, []).append(number)
    return held


def _is_read(path: str) -> bool:
    hidden = any(part.startswith(_HIDDEN) for part in path.split("/"))
    return not hidden and not path.endswith(("~", "README.md"))


def _below(root: Path, folder: str) -> Iterator[tuple[str, bool]]:
    """The paths of the files below a folder that are read, each with whether it is a link; links to folders are not
    followed.
    """
    try:
        with os.scandir(root / folder) as entries:
            found = list(entries)
    except OSError:
        return  # no such folder, or none that may be read
    for entry in found:
        path = f"{folder}/{entry.name}"
        if not _is_read(path):
            continue
        if not entry.is_dir():
            yield path, entry.is_symlink()
        elif not entry.is_symlink():
            yield from _below(root, path)


def _bytes(root: Path, file: Path, path: str, *, may_lead_out: bool) -> bytes | Diagnostic:
    place = Source(path, "").whole()
    try:
        if may_lead_out and not file.resolve().is_relative_to(root.resolve()):
            return problem("FIL012", place, path=path)
        if file.suffix.lower() not in SUFFIXES and file.suffix not in BANK_SUFFIXES:
            return too_large(path, size) if (size := file.stat().st_size) > MAX_TEXT_MIB * MIB else b""
    except OSError as error:
        return problem("FIL001", place, reason=_reason(error))
    return file_bytes(file, path)


def file_bytes(file: Path, path: str) -> bytes | Diagnostic:
    """The bytes of a file that is not too large; else what is wrong, at `path`."""
    place = Source(path, "").whole()
    try:
        return _too_large(path, file.stat().st_size) or file.read_bytes()
    except OSError as error:
        return problem("FIL001", place, reason=_reason(error))


def _too_large(path: str, size: int) -> Diagnostic | None:
    """`size` in bytes."""
    if posixpath.splitext(path)[1].lower() in SUFFIXES and size > MAX_PICTURE_MIB * MIB:
        place = Source(path, "").whole()
        return problem("FIL011", place, path=path, have_mib=size // MIB, limit_mib=MAX_PICTURE_MIB)
    return too_large(path, size) if size > MAX_TEXT_MIB * MIB else None


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files below a folder; each is whole or as before, whatever happens. Raises OSError.

    A device such as /dev/null is written to; a file put in its place would break the machine.
    """
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            if target.is_char_device() and not target.is_symlink():
                target.write_bytes(data)
                continue
            part.write_bytes(data)
            part.replace(target)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise OSError(error.errno, error.strerror, str(target)) from error


def _reason(error: OSError) -> Message | str:
    """Why the machine gives no file, in words that are translated where it is one of the common reasons."""
    return _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)


_REASONS: dict[int, Message] = {
    errno.ENOENT: Message("reason.absent", "no such file"),
    errno.EACCES: Message("reason.rights", "you may not read it"),
    errno.EISDIR: Message("reason.folder", "it is a folder"),
}
