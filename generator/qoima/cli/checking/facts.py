"""What the check of a part may rest on beyond its own files, each as a digest that changes when it does."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from qoima.cli.files import Files
from qoima.formats.repository import is_picture
from qoima.model.groups import cut
from qoima.model.surroundings import EVERYTHING

PEOPLE = "content/people.yaml"
OF_PEOPLE = ("person", "person-id", "unread")
"""The kinds of facts that rest on people.yaml alone."""

DIGITS = 32
_FOLDERS = {"course": ("content/courses/",), "programme": ("content/programmes/",), "maps": ("content/maps/",)}
_NAMED = {
    "course-id": ("content/courses/",),
    "programme-id": ("content/programmes/",),
    "taught-id": ("content/courses/", "content/moocs/"),
}


def digest_of(held: object) -> str:
    """A digest of a value of JSON's types."""
    text = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


class Facts:
    """The files of a repository as digests, and what else a part asks for by kind and name."""

    def __init__(
        self,
        files: Files,
        people: Callable[[], Mapping[str, object]],
        unread: Callable[[], frozenset[str]],
        text_of: Callable[[str], str | None],
    ) -> None:
        self.files = files
        self._unread = unread
        self._text_of = text_of
        self.digests = {path: hashlib.sha256(data).hexdigest()[:DIGITS] for path, data in files.held.items()}
        self._people = people
        self._listed: dict[tuple[str, ...], frozenset[str]] = {}
        self._known: dict[tuple[str, str], str] = {}

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """The paths of each part; those that cannot be read count as well."""
        return cut(sorted({*self.digests, *self.files.unread}))

    @cached_property
    def people(self) -> Mapping[str, str]:
        """A digest of what is known of each member of staff."""
        return {id: digest_of(repr(person)) for id, person in self._people().items()}

    def of_file(self, path: str) -> str:
        """The digest of a file's bytes; empty for none, `unread` for one that cannot be had."""
        return self.digests.get(path) or ("unread" if path in self.files.unread else "")

    def of_files(self, paths: Iterable[str]) -> list[list[str]]:
        """Paths with the digests of their files."""
        return [[path, self.of_file(path)] for path in paths]

    def of(self, kind: str, name: str) -> str:
        """The digest of something by kind and name (`EVERYTHING` for all of its kind); empty where it is not there."""
        if (kind, name) not in self._known:
            self._known[kind, name] = self._of(kind, name)
        return self._known[kind, name]

    def _of(self, kind: str, name: str) -> str:
        if kind == "file":
            return self.of_file(name)
        if kind == "head":
            end, _, path = name.partition(":")
            text = self._text_of(path)
            return "" if text is None or len(text) < int(end) else digest_of(text[: int(end)])
        if kind == "unread":
            return "unread" if name in self._unread() else ""
        if kind in ("person", "person-id"):
            held = self.people if kind == "person" else dict.fromkeys(self.people, "here")
            return digest_of(dict(held)) if name == EVERYTHING else held.get(name, "")
        if kind == "pictures":
            return digest_of(sorted(path for path in self.digests if is_picture(path)))
        if kind in _NAMED:
            here = self._paths(_NAMED[kind])
            if name == EVERYTHING:
                return digest_of(sorted(here))
            return "here" if any(f"{folder}{name}.yaml" in here for folder in _NAMED[kind]) else ""
        folders = _FOLDERS[kind]
        if name == EVERYTHING:
            return digest_of(self.of_files(sorted(self._paths(folders))))
        return self.of_file(f"{folders[0]}{name}.yaml")

    def _paths(self, folders: tuple[str, ...]) -> frozenset[str]:
        if folders not in self._listed:
            every = {*self.digests, *self.files.unread}
            self._listed[folders] = frozenset(path for path in every if path.startswith(folders))
        return self._listed[folders]
