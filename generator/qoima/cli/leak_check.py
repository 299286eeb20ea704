"""The leak guard over the folder of a site."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from qoima.core.diagnostic import Diagnostics, ordered
from qoima.model.repository import Repository
from qoima.site.leaks.guard import Sought, leak_diagnostics, leaks_of, sought


class Guard:
    """The leak guard, which reads each file once for the same live items."""

    def __init__(self) -> None:
        self._made_of: tuple[object, ...] = ()
        self._sought: Sought | None = None
        self._clean: set[bytes] = set()

    def leaks(self, repository: Repository, folder: Path) -> Diagnostics:
        """What leaks from the files of the folder."""
        made_of = (repository.banks, repository.pictures)
        if self._sought is None or made_of != self._made_of:
            self._made_of, self._clean, self._sought = made_of, set(), sought_in(repository)
        clean = set(self._clean)
        found = leaks_of(_unread(files_of(folder), clean), self._sought)
        if not found:
            self._clean = clean
        return ordered(leak_diagnostics(found))


def files_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a site, by path."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file.read_bytes()


def sought_in(repository: Repository) -> Sought:
    """What the repository has that must not be on the site."""
    pictures = repository.pictures
    return sought(
        [item for bank in repository.banks for item in bank.items],
        {path: data for path, data in pictures.items() if path.startswith("testbanks/")},
        (data for path, data in pictures.items() if path.startswith("content/")),
    )


def _unread(files: Iterable[tuple[str, bytes]], read: set[bytes]) -> Iterator[tuple[str, bytes]]:
    """Those whose bytes have not been read yet: the languages share many."""
    for path, data in files:
        digest = hashlib.sha256(data).digest()
        if digest not in read:
            read.add(digest)
            yield path, data
