"""Commits as they were written, and what the proof of reviews asks of a history."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from qoima.model.digest import Digests
from qoima.model.review import Review


@dataclass(frozen=True, slots=True)
class Who:
    """Author or committer of a commit: e-mail as written, the day in their own time zone, seconds since 1970."""

    address: str
    day: datetime.date
    seconds: int


@dataclass(frozen=True, slots=True)
class CommitSignature:
    """What git says of the signature of a commit: `G` is good, every other letter is not; whose it is."""

    status: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A commit as it was written; `author` and `committer` are None where their lines are not as git writes them."""

    id: str
    parents: tuple[str, ...]
    author: Who | None
    committer: Who | None
    signature: CommitSignature | None = None

    @property
    def short(self) -> str:
        """As people name it."""
        return self.id[:10]


@dataclass(frozen=True, slots=True)
class Touch:
    """A commit that gives a file a content that none of its parents gives; None where it removes the file."""

    commit: str
    blob: str | None


class History(Protocol):
    """What the proof asks of git; paths are those of the repository, everything as written (no replaced objects)."""

    def touches(self, path: str) -> Sequence[Touch]:
        """The commits that touch a file, reachable from HEAD."""

    def head(self, path: str) -> str | None:
        """The blob of a file at HEAD."""

    def here(self, path: str) -> str | None:
        """The blob that the file would be as it lies in the folder."""

    def text(self, blob: str) -> bytes:
        """The bytes of a blob."""

    def commit(self, id: str) -> Commit:
        """A commit."""

    def is_ancestor(self, one: str, other: str) -> bool:
        """Whether `other` rests on `one`; a commit does not rest on itself."""

    def seen(self, commit: str, review: Review) -> Digests | None:
        """The digests of the items that a sheet speaks of, in the tree of a commit; None where they cannot be read."""

    def addresses(self, commit: str) -> Mapping[str, str] | None:
        """The e-mail of each person in the tree of a commit; None where it has no people."""
