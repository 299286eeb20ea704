"""The files of a repository as bytes; sizes are looked at before reading, and nothing outside it is followed."""

import errno
import os
from collections.abc import Mapping
from pathlib import Path

from qoima.core.diagnostic import Diagnostic, Diagnostics, Message
from qoima.core.problems import problem
from qoima.core.source import Source
from qoima.formats.decode import MAX_PICTURE_MIB, MAX_TEXT_MIB, MIB, too_large
from qoima.formats.pictures import SUFFIXES
from qoima.formats.repository import BANK_SUFFIXES, read_repository
from qoima.model.repository import Repository


def find_root(start: Path) -> Path | None:
    """The folder with `content/`, from `start` upwards."""
    return next((folder for folder in (start, *start.parents) if (folder / "content").is_dir()), None)


def load(root: Path, *, with_testbanks: bool = True) -> tuple[Repository, Diagnostics]:
    """Everything under `content/` and `testbanks/`, and everything wrong with the files."""
    files: dict[str, bytes] = {}
    said: list[Diagnostic] = []
    unread: set[str] = set()
    for top in ("content", "testbanks") if with_testbanks else ("content",):
        if not (root / top).is_dir():
            said.append(problem("FIL006", Source(top, "").whole(), folder=f"{top}/"))
        for file in sorted((root / top).rglob("*")):
            path = file.relative_to(root).as_posix()
            if (
                file.is_dir()
                or any(part.startswith((".", "~$")) for part in file.parts)
                or path.endswith(("~", "README.md"))
            ):
                continue
            data = _bytes(root, file, path)
            if isinstance(data, Diagnostic):
                said.append(data)
                unread.add(path)
            else:
                files[path] = data
    repository, wrong = read_repository(files, unread=unread, with_testbanks=with_testbanks)
    return repository, (*said, *wrong)


def _bytes(root: Path, file: Path, path: str) -> bytes | Diagnostic:
    place = Source(path, "").whole()
    try:
        if not file.resolve().is_relative_to(root.resolve()):
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
        size = file.stat().st_size
        if file.suffix.lower() in SUFFIXES and size > MAX_PICTURE_MIB * MIB:
            return problem("FIL011", place, path=path, have_mib=size // MIB, limit_mib=MAX_PICTURE_MIB)
        return too_large(path, size) if size > MAX_TEXT_MIB * MIB else file.read_bytes()
    except OSError as error:
        return problem("FIL001", place, reason=_reason(error))


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files below a folder; each is whole or as before, whatever happens. Raises OSError."""
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
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
