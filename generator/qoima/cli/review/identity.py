"""Who sits here: the name and e-mail that git would write on a commit."""

import re
from dataclasses import dataclass
from pathlib import Path

from qoima.cli import git
from qoima.model.people import Person
from qoima.review.proof import same_address


@dataclass(frozen=True, slots=True)
class Identity:
    """The e-mails of author and committer."""

    author: str
    committer: str


def identity(root: Path) -> Identity:
    """Whom git would name. Raises git.GitFailure where it knows nobody, or root is in no repository."""
    git.run(root, "rev-parse", "--git-dir")
    return Identity(*(_address(git.run(root, "var", f"GIT_{role}_IDENT")) for role in ("AUTHOR", "COMMITTER")))


def _address(ident: bytes) -> str:
    match = re.search(rb"<([^<>]*)> \d+ [+-]\d{4}\s*$", ident)
    return match[1].decode(errors="surrogateescape") if match else ""


def people_of(address: str, people: tuple[Person, ...]) -> tuple[str, ...]:
    """The ids of those who have this e-mail in people.yaml."""
    return tuple(person.id for person in people if same_address(person.email, address))
