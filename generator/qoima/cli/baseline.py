"""The file of known findings on the disk."""

from pathlib import Path

import click

from qoima.cli.files import file_bytes, write_files
from qoima.core.diagnostic import Diagnostic
from qoima.core.words import Lang
from qoima.formats.conflict import conflict
from qoima.formats.decode import decode
from qoima.render.baseline import Baseline, is_baseline, read, unreadable
from qoima.render.terminal import word


def read_baseline(root: Path, file: Path) -> Baseline:
    """What a baseline holds; one that cannot be read holds nothing and says why."""
    place = file.resolve()
    path = place.relative_to(root).as_posix() if place.is_relative_to(root) else file.as_posix()
    data = file_bytes(file, path)
    if isinstance(data, Diagnostic):
        return Baseline({}, (data,))
    source, said = decode(path, data)
    if source is None:
        return Baseline({}, said)
    unmerged = conflict(source)
    if unmerged is not None:
        return Baseline({}, (unreadable(unmerged.at, unmerged.message),))
    return read(source)


def write_baseline(file: Path, text: str, lang: Lang) -> None:
    """Put a baseline in the place of an older one; a file of another kind is left alone. Raises OSError."""
    if file.exists() and not is_baseline(file.read_bytes()):
        said = "{path} is there and is no baseline: name another file, or delete it first"
        raise click.UsageError(word("no-baseline", said, lang, path=file))
    write_files(file.parent, {file.name: text.encode("utf-8", "backslashreplace")})
