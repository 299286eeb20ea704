"""The package's own data files; the one place below `cli` that reads from disk."""

from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable


@cache
def text(*path: str) -> str:
    """A data file of the package, for example `text("profiles", "eku.yaml")`."""
    return resources.files("qoima").joinpath(*path).read_text(encoding="utf-8")


def data(*path: str) -> bytes:
    """The bytes of a data file of the package."""
    return resources.files("qoima").joinpath(*path).read_bytes()


def listing(*path: str) -> list[str]:
    """The names in a data folder of the package, sorted; empty where there is no such folder."""
    folder = resources.files("qoima").joinpath(*path)
    return sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []


def tree(*path: str) -> list[tuple[str, bytes]]:
    """Every file below a data folder, as (path below it, bytes), sorted."""
    return sorted(_below(resources.files("qoima").joinpath(*path), ""))


def _below(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _below(entry, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry.read_bytes()
