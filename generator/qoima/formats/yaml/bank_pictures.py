"""Where the pictures of a bank are put when it is written as YAML: below `images/`, each once."""

import posixpath
import re
from base64 import b64decode
from binascii import Error
from collections.abc import Mapping
from hashlib import sha256
from urllib.parse import unquote_to_bytes

from qoima.formats.pictures import SUFFIXES

_FOLDER = "images"
_ENDINGS = {kind: ending for ending, kind in reversed(SUFFIXES.items())}
_FILE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")


class BankPictures:
    """Gives each address its path beside the file; `written` has the bytes by path.

    `folder` is what addresses are relative to, `held` has the bytes of files by path. A picture inside an address
    (`data:`) is named after the item that shows it first. Where a picture of other bytes stands in
    `taken`, the new one gets another name.
    """

    def __init__(self, folder: str, held: Mapping[str, bytes], taken: Mapping[str, bytes]) -> None:
        self.folder = folder
        self.taken = taken
        self.held = held
        self.item_id = ""
        self.written: dict[str, bytes] = {}
        self._paths: dict[str, str] = {}
        self._by_content: dict[bytes, str] = {}

    def path(self, address: str) -> str:
        """The path for the picture of an address; the address itself where nobody has the bytes."""
        if address not in self._paths:
            self._paths[address] = self._place(address)
        return self._paths[address]

    def _place(self, address: str) -> str:
        if address.startswith("data:"):
            ending, data = _inside(address)
            if data is None or not ending:
                return address
            if data not in self._by_content:
                self._by_content[data] = self._put(f"{_FOLDER}/{self._name(data)}{ending}", data)
            return self._by_content[data]
        data = self.held.get(posixpath.normpath(posixpath.join(self.folder, address)))
        if data is None:
            return address
        path = posixpath.normpath(address)
        return self._put(path if path.startswith(f"{_FOLDER}/") else f"{_FOLDER}/{posixpath.basename(path)}", data)

    def _name(self, data: bytes) -> str:
        name = self.item_id.lower()
        return name if _FILE_NAME.fullmatch(name) else sha256(data).hexdigest()[:8]

    def _put(self, path: str, data: bytes) -> str:
        """The path, with a number where another picture has it."""
        stem, ending = posixpath.splitext(path)
        number = 1
        while self._other_has(path, data):
            number += 1
            path = f"{stem}-{number}{ending}"
        self.written[path] = data
        return path

    def _other_has(self, path: str, data: bytes) -> bool:
        here = posixpath.normpath(posixpath.join(self.folder, path))
        others = (self.written.get(path), self.taken.get(path), self.held.get(here))
        return any(held is not None and held != data for held in others)


def _inside(address: str) -> tuple[str, bytes | None]:
    """Ending and bytes of what a `data:` address holds; no bytes where they are no base64."""
    kind, _, data = address.removeprefix("data:").partition(",")
    ending = _ENDINGS.get(kind.partition(";")[0].strip().lower(), "")
    try:
        if kind.endswith(";base64"):
            return ending, b64decode("".join(unquote_to_bytes(data).decode("latin-1").split()), validate=True)
        return ending, unquote_to_bytes(data)
    except (Error, ValueError):
        return ending, None
