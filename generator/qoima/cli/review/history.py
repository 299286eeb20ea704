"""History as the proof of reviews asks for it: raw commits and trees, no replaced objects, no mailmap, no settings.

Everything is read with plumbing commands, which no setting of a user changes, in the folder `testbanks/`: that may be a
repository of its own.
"""

import datetime
import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from qoima.cli import git
from qoima.core.diagnostic import has_error
from qoima.formats.decode import decode
from qoima.formats.item_files import READERS, format_of
from qoima.formats.pictures import SUFFIXES
from qoima.formats.repository import BANK_SUFFIXES
from qoima.formats.yaml.shape import read_records
from qoima.model.digest import Digests, digests
from qoima.model.item import Item
from qoima.model.people import Person
from qoima.model.review import Review
from qoima.review.commits import Commit, CommitSignature, Touch, Who

FOLDER = "testbanks"
SHEETS = ":(glob)*/*/reviews/*.yaml"
_WHO = re.compile(rb"[^<>\n]*<([^<>\n]*)> (\d{1,12}) ([+-])(\d\d)(\d\d)")
_SIGNED = (b"gpgsig", b"gpgsig-sha256")


class GitHistory:
    """The history of the sheets below `root`. Every method raises git.GitFailure where git refuses."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / FOLDER
        self._commits: dict[str, Commit] = {}
        self._texts: dict[str, bytes] = {}
        self._people: dict[str, dict[str, str]] = {}
        self._rests: dict[tuple[str, str], bool] = {}

    def _git(self, *words: str, given: bytes = b"") -> bytes:
        return git.run(self.folder, *words, given=given, bare=True)

    @cached_property
    def is_shallow(self) -> bool:
        """Whether this clone lacks the beginning of history."""
        return self._git("rev-parse", "--is-shallow-repository").strip() == b"true"

    @cached_property
    def _all_touches(self) -> Mapping[str, Sequence[Touch]]:
        """Every touch of every sheet, by path; the commits that rest on others first."""
        ids = self._git("rev-list", "--full-history", "--topo-order", "HEAD", "--", SHEETS)
        options = ("-m", "-r", "-z", "--root", "--no-renames", "--relative", "--no-abbrev", "--raw")
        printed = self._git("diff-tree", "--stdin", *options, "--", SHEETS, given=ids).decode(errors="surrogateescape")
        self._read_commits(ids.decode().split())
        counted: Counter[tuple[str, str]] = Counter()
        blobs: dict[tuple[str, str], str] = {}
        commit, parts = "", iter(printed.split("\0"))
        for part in parts:
            if part.startswith(":"):
                key = (commit, next(parts))
                counted[key] += 1
                blobs[key] = part.split()[3]
            elif part:
                commit = part.strip()
        held: dict[str, list[Touch]] = defaultdict(list)
        for (id, path), times in counted.items():
            if times >= max(1, len(self._commits[id].parents)):  # else it is as in one of the parents
                blob = blobs[id, path]
                held[f"{FOLDER}/{path}"].append(Touch(id, None if set(blob) == {"0"} else blob))
        return held

    def paths(self) -> tuple[str, ...]:
        """Every sheet that history has had."""
        return tuple(sorted(self._all_touches))

    def touches(self, path: str) -> Sequence[Touch]:
        """The commits that touch a file, reachable from HEAD."""
        return self._all_touches.get(path, ())

    @cached_property
    def _at_head(self) -> Mapping[str, str]:
        return {f"{FOLDER}/{path}": blob for path, blob in self._tree("HEAD", ".")}

    def head(self, path: str) -> str | None:
        """The blob of a file at HEAD."""
        return self._at_head.get(path)

    def here(self, path: str) -> str | None:
        """The blob that the file would be as it lies in the folder."""
        inside = path.removeprefix(f"{FOLDER}/")
        if not (self.folder / inside).is_file():
            return None
        return self._git("hash-object", f"--path={inside}", "--", inside).decode().strip()

    def text(self, blob: str) -> bytes:
        """The bytes of a blob."""
        if blob not in self._texts:
            self._texts[blob] = self._git("cat-file", "blob", blob)
        return self._texts[blob]

    def commit(self, id: str) -> Commit:
        """A commit."""
        if id not in self._commits:
            self._read_commits([id])
        return self._commits[id]

    def is_ancestor(self, one: str, other: str) -> bool:
        """Whether `other` rests on `one`; a commit does not rest on itself."""
        if (one, other) not in self._rests:
            between = self._git("rev-list", "--max-count=1", f"{other}..{one}", "--")
            self._rests[one, other] = one != other and not between
        return self._rests[one, other]

    def seen(self, commit: str, review: Review) -> Digests | None:
        """The digests of the items that a sheet speaks of, in the tree of a commit; None where they cannot be read."""
        folder = "/".join(review.folder)
        tree = dict(self._tree(commit, folder))
        names = {
            name: [f"{folder}/{name}{s}" for s in BANK_SUFFIXES if f"{folder}/{name}{s}" in tree]
            for name in review.controls
        }
        if not names or any(len(found) != 1 for found in names.values()):
            return None
        items: list[Item] = []
        for (path,) in names.values():
            source, said = decode(path, self.text(tree[path]))
            form = format_of(path)
            if source is None or form is None or has_error(said):
                return None
            reading = READERS[form](source)
            if reading.unread_items or (not reading.items and has_error(reading.said)):
                return None
            items += reading.items
        shown = [path for path in tree if posixpath.splitext(path)[1].lower() in SUFFIXES]
        self._texts |= dict(self._objects([tree[path] for path in shown if tree[path] not in self._texts]))
        pictures = {f"{FOLDER}/{path}": self.text(tree[path]) for path in shown}
        return digests(items, folder=f"{FOLDER}/{folder}", pictures=pictures)

    def addresses(self, commit: str) -> Mapping[str, str] | None:
        """The e-mail of each person in the tree of a commit; None where it has no people."""
        try:
            blob = self._git("rev-parse", "--verify", "--quiet", f"{commit}:./../content/people.yaml").decode().strip()
        except git.GitFailure:
            return None
        if blob not in self._people:
            source, _ = decode("content/people.yaml", self.text(blob))
            people = read_records(source, Person, "en")[0] if source else ()
            self._people[blob] = {person.id: person.email for person in people}
        return self._people[blob]

    def _tree(self, commit: str, folder: str) -> Iterator[tuple[str, str]]:
        """Path below `testbanks/` and blob of the files of a folder; links are left out."""
        for entry in (
            self._git("ls-tree", "-r", "-z", commit, "--", folder).decode(errors="surrogateescape").split("\0")
        ):
            if entry:
                facts, path = entry.split("\t", 1)
                mode, kind, blob = facts.split()
                if kind == "blob" and mode != "120000":
                    yield path, blob

    def _objects(self, ids: list[str]) -> Iterator[tuple[str, bytes]]:
        """The bytes of objects; one process for all."""
        printed = self._git("cat-file", "--batch", given="".join(f"{id}\n" for id in ids).encode()) if ids else b""
        start = 0
        for id in ids:
            end = printed.index(b"\n", start)
            size = int(printed[start:end].split()[2])
            yield id, printed[end + 1 : end + 1 + size]
            start = end + 2 + size

    def _read_commits(self, ids: list[str]) -> None:
        for id, data in self._objects([id for id in ids if id not in self._commits]):
            self._commits[id] = self._as_commit(id, data.partition(b"\n\n")[0].split(b"\n"))

    def _as_commit(self, id: str, lines: list[bytes]) -> Commit:
        fields: dict[bytes, list[bytes]] = defaultdict(list)
        for line in lines:
            name, _, value = line.partition(b" ")
            if name:  # a line that goes on begins with a blank
                fields[name].append(value)
        return Commit(
            id=id,
            parents=tuple(parent.decode() for parent in fields[b"parent"]),
            author=_who(fields[b"author"]),
            committer=_who(fields[b"committer"]),
            signature=self._signature(id) if any(fields[name] for name in _SIGNED) else None,
        )

    def _signature(self, id: str) -> CommitSignature:
        """What git finds when it looks at a signature, and the address that belongs to the key."""
        shown = self._git("log", "--no-walk", "--no-mailmap", "--no-show-signature", "--format=%G?%n%GS", id, "--")
        status, _, signer = shown.decode(errors="surrogateescape").partition("\n")
        signer = signer.strip("\n")
        address = re.search(r"<([^<>]*)>\s*$", signer)
        return CommitSignature(status if status in "GBUXYRE" and status else "E", address[1] if address else signer)


def _who(lines: list[bytes]) -> Who | None:
    """The author or committer of a commit; None for a line that git would not write."""
    match = _WHO.fullmatch(lines[0]) if len(lines) == 1 else None
    if match is None:
        return None
    seconds, minutes = int(match[2]), int(match[4]) * 60 + int(match[5])
    try:
        zone = datetime.timezone(datetime.timedelta(minutes=minutes if match[3] == b"+" else -minutes))
        day = datetime.datetime.fromtimestamp(seconds, tz=zone).date()
    except (ValueError, OverflowError, OSError):
        return None
    return Who(match[1].decode(errors="surrogateescape"), day, seconds)
