"""Two states of a repository that a person names as git does: `main`, `main..HEAD`, `main...HEAD`."""

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import click

from qoima.cli import git
from qoima.cli.files import Files, files_at, files_here, load
from qoima.core.words import Lang
from qoima.diff.items.sets import name_of_set
from qoima.diff.whole import Side
from qoima.formats.pictures import SUFFIXES
from qoima.render.terminal import word


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisions:
    """What to compare: two commits, or a commit and the working tree; how people call them."""

    before: str
    after: str | None
    title: str


def revisions(root: Path, typed: str, lang: Lang) -> Revisions:
    """The states that somebody named. Raises click.UsageError."""
    try:
        git.run(root, "rev-parse", "--git-dir")
    except git.GitFailure as failure:
        said = word(
            "diff.no-git", "{root} is in no git repository, so there is nothing to compare with", lang, root=root
        )
        raise click.UsageError(f"{said} ({failure})") from failure
    base, dots, head = typed.partition("...") if "..." in typed else typed.partition("..")
    before = _commit(root, base or "HEAD", lang)
    if not dots:
        here = word("diff.here", "the files as they are", lang)
        base = word("diff.last-commit", "the last commit", lang) if typed == "HEAD" else typed
        return Revisions(before=before, after=None, title=f"{base} → {here}")
    after = _commit(root, head or "HEAD", lang)
    if dots == "...":
        before = _merge_base(root, before, after, typed, lang)
    return Revisions(before=before, after=after, title=f"{base or 'HEAD'} → {head or 'HEAD'}")


def _commit(root: Path, revision: str, lang: Lang) -> str:
    try:
        return git.commit_of(root, revision)
    except git.GitFailure as failure:
        raise click.UsageError(_unknown(root, revision, lang)) from failure


def _unknown(root: Path, revision: str, lang: Lang) -> str:
    said = word("diff.no-revision", "git knows no revision {revision}", lang, revision=revision)
    if (root / revision).exists() or Path(revision).exists():
        return f"{said}; {word('diff.a-path', 'a path stands after --: qoima diff -- {path}', lang, path=revision)}"
    if git.run(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        shallow = word("diff.shallow", "this clone is shallow: fetch the history (git fetch --unshallow)", lang)
        return f"{said}; {shallow}"
    return said


def _merge_base(root: Path, before: str, after: str, typed: str, lang: Lang) -> str:
    try:
        return git.run(root, "merge-base", before, after).decode().strip()
    except git.GitFailure as failure:
        said = word("diff.no-merge-base", "{typed}: the two have no commit in common here", lang, typed=typed)
        raise click.UsageError(said) from failure


def two_states(root: Path, named: Revisions) -> tuple[Side, Side, frozenset[str]]:
    """Both states, and the paths whose bytes differ. Raises git.GitFailure.

    Banks and practice sets that are the same on both sides are not read: their items would only meet themselves.
    """
    before = files_at(root, named.before)
    after = files_here(root) if named.after is None else files_at(root, named.after)
    changed = frozenset(
        path for path in {*before.held, *after.held} if before.held.get(path) != after.held.get(path)
    ) | (before.unread ^ after.unread)
    kept = _touched(changed)
    return _side(before, kept), _side(after, kept), changed


def _touched(changed: Iterable[str]) -> frozenset[str]:
    """Names of sets, and folders of sets, that a changed file or picture concerns."""
    return frozenset(
        posixpath.dirname(path).partition("/images")[0]
        if posixpath.splitext(path)[1].lower() in SUFFIXES
        else name_of_set(path) or ""
        for path in changed
    )


def _side(files: Files, kept: frozenset[str]) -> Side:
    held = {
        path: data
        for path, data in files.held.items()
        if (name := name_of_set(path)) is None or name in kept or posixpath.dirname(path) in kept
    }
    repository, said = load(replace(files, held=held))
    return Side(repository=repository, said=said)
