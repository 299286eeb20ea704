"""What stands for the program itself in the keys of kept results: its code, its data, and what it is built on."""

import hashlib
import os
import sys
from functools import cache
from pathlib import Path

_OURS = Path(__file__).parent.parent.parent
_CODE = (".py", ".yaml", ".txt")
_NO_PART = frozenset(("site", "npm", "messages", "__pycache__"))
"""Folders that no check reads."""


@cache
def program() -> str:
    """A digest of the bytes of our modules and profiles, of Python, and of the names of all installed packages."""
    held = hashlib.sha256(sys.version.encode())
    for folder in dict.fromkeys(sys.path):
        if folder and os.path.isdir(folder):
            held.update("\n".join(sorted(n for n in os.listdir(folder) if n.endswith(".dist-info"))).encode())
    for path in sorted(_files(_OURS)):
        held.update(path.relative_to(_OURS).as_posix().encode())
        held.update(hashlib.sha256(path.read_bytes()).digest())
    return held.hexdigest()


def _files(folder: Path) -> list[Path]:
    found = []
    for entry in os.scandir(folder):
        if entry.is_dir():
            found += [] if entry.name in _NO_PART else _files(Path(entry.path))
        elif entry.name.endswith(_CODE):
            found.append(Path(entry.path))
    return found
