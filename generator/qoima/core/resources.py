"""The package's own data files; the one place below `cli` that reads from disk."""

from functools import cache
from importlib import resources


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
