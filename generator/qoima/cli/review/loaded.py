"""The repository as the commands on reviews need it, and which bank or sheet a word on the command line means."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from qoima.cli.files import load_here
from qoima.core.diagnostic import Diagnostic, Diagnostics, Severity
from qoima.core.words import Lang
from qoima.model.linking import link
from qoima.model.nodes import Linked
from qoima.model.repository import Repository
from qoima.model.review import Review
from qoima.model.university import University
from qoima.model.views import ReviewedBase
from qoima.render.terminal import word

_BANK = re.compile(r"(?:testbanks/)?([^/]+/[^/]+/[^/]+?)(?:\.yaml|\.gift)?")
_SHEET = re.compile(r"testbanks/[^/]+/[^/]+/reviews/[^/]+\.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A repository, read and linked but not checked, and what reading it has found."""

    root: Path
    repository: Repository
    university: University
    linked: Linked
    said: Diagnostics

    @property
    def bases(self) -> tuple[ReviewedBase, ...]:
        """Every test base with its reviews."""
        return tuple(node for node in self.linked.nodes if isinstance(node, ReviewedBase))

    def base_of(self, bank: str) -> ReviewedBase | None:
        """The base that a bank, or a sheet, is a part of: by `course/language/…`."""
        folder = "testbanks/" + "/".join(bank.split("/")[:2])
        return next((base for base in self.bases if base.base.folder == folder), None)

    @property
    def sheets(self) -> tuple[Review, ...]:
        """Every sheet that could be read."""
        return tuple(review for base in self.bases for review in (*base.reviews, *base.drafts))

    def errors_in(self, paths: set[str]) -> tuple[Diagnostic, ...]:
        """Why files cannot be taken as they are."""
        return tuple(d for d in self.said if d.severity is Severity.ERROR and d.at.source.path in paths)


def loaded(root: Path, lang: Lang) -> Loaded:
    """The repository at `root`. Raises click.ClickException where university.yaml cannot be read."""
    repository, said = load_here(root)
    if repository.university is None:
        raise click.ClickException(word("no-university", "content/university.yaml cannot be read", lang))
    linked, dangling = link(repository, repository.university)
    return Loaded(
        root=root,
        repository=repository,
        university=repository.university,
        linked=linked,
        said=(*said, *dangling),
    )


def place_of(root: Path, typed: str) -> str:
    """A path as the repository has it, where the word is one from here or from the repository's root."""
    for place in (Path(typed), root / typed):
        if place.is_file() and place.resolve().is_relative_to(root):
            return place.resolve().relative_to(root).as_posix()
    return typed


def is_sheet(path: str) -> bool:
    """Whether a path of the repository is that of a sheet of review."""
    return _SHEET.fullmatch(path) is not None


def bank_of(held: Loaded, typed: str, lang: Lang) -> str:
    """`course/language/control` of a bank that is there. Raises click.UsageError."""
    match = _BANK.fullmatch(place_of(held.root, typed))
    if match is not None and (unread := next(_files_of(match[1], held.repository.unread), None)):
        said = word("review.unread-bank", "{path} cannot be read: `qoima check` says why", lang, path=unread)
        raise click.ClickException(said)
    known = sorted(str(bank.id) for bank in held.repository.banks)
    if match is None or match[1] not in known:
        said = word("review.no-bank", "no such bank: {bank}; there are", lang, bank=typed)
        raise click.UsageError(f"{said} {', '.join(known)}")
    return match[1]


def _files_of(bank: str, paths: Iterable[str]) -> Iterator[str]:
    return (path for path in paths if (match := _BANK.fullmatch(path)) is not None and match[1] == bank)


def banks_of(held: Loaded, typed: tuple[str, ...], lang: Lang) -> frozenset[str] | None:
    """The banks that are asked for, also by a sheet on them; None for all."""
    if not typed:
        return None
    found: set[str] = set()
    for one in typed:
        sheet = next((review for review in held.sheets if review.path == place_of(held.root, one)), None)
        if sheet is None:
            found.add(bank_of(held, one, lang))
        else:
            found |= {"/".join((*sheet.folder, control)) for control in sheet.controls}
    return frozenset(found)
