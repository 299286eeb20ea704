"""`qoima review verify`: each signed review against the history of git."""

import json
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from qoima.cli import git
from qoima.cli.options import language_option, repository_option
from qoima.cli.progress import step
from qoima.cli.review.history import GitHistory
from qoima.cli.review.loaded import Loaded, banks_of, is_sheet, loaded
from qoima.core.source import Source
from qoima.core.words import Lang
from qoima.formats.yaml.shape import read_record
from qoima.model.review import Review
from qoima.render.terminal import word
from qoima.review.proof import Proof, Result, lost, prove, with_notes
from qoima.review.say import because
from qoima.review.shown import proofs_as_json, proofs_table

NOT_PROVABLE = (Result.SHALLOW, Result.NO_GIT)


@click.command()
@click.argument("banks", nargs=-1, metavar="[COURSE/LANGUAGE/CONTROL]...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the report.")
@repository_option
@language_option
def verify(banks: tuple[str, ...], form: str, root: Path, lang: Lang) -> None:
    """Prove the signed reviews of BANKS, or all of them, by the history of git.

    A sheet is proved where its experts themselves have brought it in, about the items of their commit, and nobody has
    touched it since. Exit status 0: all are proved; 1: one is not; 2: nothing can be proved here, as in a shallow
    clone.
    """
    held = loaded(root, lang)
    asked = banks_of(held, banks, lang)
    with step(word("review.verifying", "history", lang), lang):
        history = GitHistory(held.root)
        proofs = [one for one in _proofs(held, history) if asked is None or _is_asked(one, asked, history)]
    if form == "json":
        click.echo(json.dumps(proofs_as_json(proofs, lang), ensure_ascii=False, indent=2))
    else:
        click.echo(proofs_table(proofs, lang))
    results = {one.result for one in proofs}
    sys.exit(1 if Result.NOT_PROVED in results else 2 if results & {*NOT_PROVABLE} else 0)


def _is_asked(proof: Proof, banks: frozenset[str], history: GitHistory) -> bool:
    """Whether a sheet speaks of one of the banks, or did so before somebody changed it."""
    versions = [proof.review] if proof.review else []
    if proof.result not in NOT_PROVABLE:
        texts = (history.text(touch.blob) for touch in history.touches(proof.path) if touch.blob)
        versions += [review for text in texts if (review := _read(proof.path, text))]
    folder = "/".join(proof.path.split("/")[1:3])
    if not versions:
        return any(bank.startswith(f"{folder}/") for bank in banks)
    return any(f"{folder}/{control}" in banks for review in versions for control in review.controls)


def _proofs(held: Loaded, history: GitHistory) -> tuple[Proof, ...]:
    signed = [review for base in held.bases for review in base.reviews]
    try:
        if history.is_shallow:
            why = because("shallow", "a shallow clone: `git fetch --unshallow`, or fetch-depth: 0 in CI")
            return tuple(Proof(path=one.path, review=one, result=Result.SHALLOW, why=why) for one in signed)
        return with_notes([*_unread(held), *_signed(held, signed, history), *_lost(held, signed, history)])
    except git.GitFailure as failure:
        why = because("no-git", "git has no history here: {reason}", reason=failure)
        return tuple(Proof(path=one.path, review=one, result=Result.NO_GIT, why=why) for one in signed)


def _signed(held: Loaded, signed: list[Review], history: GitHistory) -> Iterator[Proof]:
    addresses = {person.id: person.email for person in held.repository.people}
    for review in sorted(signed, key=lambda one: one.path):
        yield prove(review, history, addresses)


def _unread(held: Loaded) -> Iterator[Proof]:
    """Sheets that cannot be read, and so cannot be proved."""
    why = because("unread", "it cannot be read: `qoima check` says why")
    for path in sorted(held.repository.unread):
        if is_sheet(path):
            yield Proof(path=path, review=None, result=Result.NOT_PROVED, why=why)


def _lost(held: Loaded, signed: list[Review], history: GitHistory) -> Iterator[Proof]:
    """Sheets that were signed once, and are gone or drafts now: whoever takes a refusal away must be seen."""
    told = {one.path for one in signed} | set(held.repository.unread)
    for path in history.paths():
        if is_sheet(path) and path not in told:
            touches = history.touches(path)
            if any(touch.blob and _is_signed(path, history.text(touch.blob)) for touch in touches):
                yield lost(path, history, touches, partial(_is_signed, path))


def _is_signed(path: str, data: bytes) -> bool:
    review = _read(path, data)
    return review is not None and review.is_signed


def _read(path: str, data: bytes) -> Review | None:
    source = Source(path, data.decode(errors="replace").replace("\r\n", "\n"))
    folder, name = tuple(path.split("/")[1:3]), path.rpartition("/")[2].removesuffix(".yaml")
    return read_record(source, Review, "en", folder=folder, name=name)[0]
