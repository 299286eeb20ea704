"""The archive of a backup: ZIP, or tar in gzip as Moodle writes it by default. Nothing of it is put on a disk."""

import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, cast

from qoima.formats.decode import MIB

MAX_ALL_MIB = 256
"""So much is unpacked of an archive: all of a tar, which has to be read in order, and of a ZIP what is asked for."""

MAX_MEMBERS = 200_000
"""Of a ZIP, whose whole list stands in memory; a site with all its courses has fewer."""

_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
_LISTED = b"PK\x01\x02"
_BROKEN = (
    EOFError, IndexError, KeyError, NotImplementedError, OSError, OverflowError, RuntimeError, UnicodeError, ValueError,
    lzma.LZMAError, struct.error, tarfile.TarError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What the libraries raise at an archive that is damaged, encrypted, packed in an unknown way, or was made to hurt."""

Limit = Callable[[str], int]
"""How many bytes of the file of that name are wanted at most; 0 for none of it."""


class Unfit(Exception):
    """The archive cannot be read; the text says why, in the words of the library."""


class TooLarge(Exception):
    """The file `name` holds more than is taken, or the archive as a whole (`name` is empty)."""

    def __init__(self, name: str, limit_mib: int) -> None:
        super().__init__(name)
        self.name = name
        self.limit_mib = limit_mib


def is_archive(data: bytes) -> bool:
    """Whether the bytes begin as a backup of Moodle does."""
    return data.startswith((_ZIP, _GZIP))


def members(data: bytes, limit: Limit) -> dict[str, bytes]:
    """The files that are wanted, by their path in the archive. Raises Unfit, TooLarge."""
    read = _zipped if data.startswith(_ZIP) else _tarred
    held: dict[str, bytes] = {}
    left = MAX_ALL_MIB * MIB
    try:
        for name, size, opened in read(data, limit):
            most = limit(name)
            if size > most:
                raise TooLarge(name, most // MIB)
            if size > left:
                raise TooLarge("", MAX_ALL_MIB)
            # What the archive says of sizes may be a lie: no more than that is read.
            held[name] = opened.read(size + 1)[:size]
            left -= len(held[name])
    except _BROKEN as error:
        raise Unfit(str(error) or type(error).__name__) from error
    return held


def _zipped(data: bytes, limit: Limit) -> Iterator[tuple[str, int, IO[bytes]]]:
    if data.count(_LISTED) > MAX_MEMBERS:
        raise TooLarge("", MAX_ALL_MIB)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if limit(info.filename):
                with archive.open(info) as opened:
                    yield info.filename, info.file_size, opened


def _tarred(data: bytes, limit: Limit) -> Iterator[tuple[str, int, IO[bytes]]]:
    with (
        gzip.GzipFile(fileobj=io.BytesIO(data)) as unpacked,
        tarfile.open(fileobj=cast(IO[bytes], _Counted(unpacked)), mode="r|") as archive,
    ):
        while (info := archive.next()) is not None:
            archive.members.clear()  # type: ignore[attr-defined]  # else the library keeps them all
            name = info.name.removeprefix("./")
            if info.isfile() and limit(name) and (opened := archive.extractfile(info)) is not None:
                yield name, info.size, opened


class _Counted(io.RawIOBase):
    """A stream that ends with an error where more comes out of it than is taken."""

    def __init__(self, stream: gzip.GzipFile) -> None:
        super().__init__()
        self.stream = stream
        self.left = MAX_ALL_MIB * MIB

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(min(size, self.left + 1) if size >= 0 else self.left + 1)
        self.left -= len(data)
        if self.left < 0:
            raise TooLarge("", MAX_ALL_MIB)
        return data
