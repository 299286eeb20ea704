"""`qoima review sign`: the expert puts name, date and digest under a sheet; the commit is the signature."""

import shlex
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from qoima.cli import git
from qoima.cli.files import write_files
from qoima.cli.options import date_option, language_option, repository_option, style
from qoima.cli.review.identity import identity, people_of
from qoima.cli.review.loaded import Loaded, bank_of, is_sheet, loaded, place_of
from qoima.core.diagnostic import Message
from qoima.core.source import Source
from qoima.core.words import Lang
from qoima.formats.messages import say
from qoima.model.review import Review
from qoima.model.views import ReviewedBase
from qoima.render import terminal
from qoima.render.terminal import word
from qoima.review.refusal import what_is_missing, what_it_speaks_of, who_may_not, why_not_again
from qoima.review.say import because
from qoima.review.signing import NotSignable, first_signature, next_signature


@click.command()
@click.argument("sheet", metavar="SHEET|COURSE/LANGUAGE/CONTROL")
@repository_option
@date_option
@language_option
def sign(sheet: str, root: Path, day: date, lang: Lang) -> None:
    """Sign SHEET, or the sheet of a bank that waits for a signature, as the person whom git knows here.

    Writes date, digest of the items and name into the sheet, and takes away the lines for remarks that nobody made.
    The signature is the commit, which you make yourself.
    """
    held = loaded(root, lang)
    path = _sheet(held, sheet, lang)
    _stop_on_errors(held, path, lang)
    review = next(one for one in held.sheets if one.path == path)
    base = held.base_of("/".join(review.folder))
    if base is None:
        raise AssertionError("a sheet that could be read has a base")
    signer, refused = _signer(held)
    refused += [*what_is_missing(review), *what_it_speaks_of(review, base)]
    if signer:
        refused += [*who_may_not(review, base, signer), *why_not_again(review, base, signer)]
    refused += _uncommitted(root, review, base)
    if refused:
        click.echo(word("review.not-signed", "{path} was not signed:", lang, path=path))
        for one in refused:
            click.echo(f"  - {say(one, lang)}")
        sys.exit(1)
    _write(root, review, base, signer, day, lang)
    click.echo(word("review.signed", "{path}: signed by {person}", lang, path=path, person=signer))
    waits = [one for one in review.experts if one not in (*review.signed_by, signer)]
    _what_next(path, signer, waits, lang)


def _sheet(held: Loaded, typed: str, lang: Lang) -> str:
    """The path of the sheet that is meant. Raises click.UsageError."""
    path = place_of(held.root, typed)
    if is_sheet(path) and (held.root / path).is_file():
        return path
    bank = bank_of(held, typed, lang)
    base = held.base_of(bank)
    control = bank.rpartition("/")[2]
    waiting = [draft.path for draft in (base.drafts if base else ()) if control in draft.controls]
    if len(waiting) != 1:
        text = "{bank} has no sheet that waits for a signature: begin one with `qoima review start {bank}`"
        if waiting:
            listed = ", ".join(waiting)
            raise click.UsageError(word("review.several", "several sheets wait; name one: {paths}", lang, paths=listed))
        raise click.UsageError(word("review.no-sheet", text, lang, bank=bank))
    return waiting[0]


def _stop_on_errors(held: Loaded, path: str, lang: Lang) -> None:
    """What cannot be read cannot be signed: neither the sheet nor the items that it speaks of."""
    review = next((one for one in held.sheets if one.path == path), None)
    files = {path}
    if review is not None:
        banks = [f"testbanks/{'/'.join(review.folder)}/{control}" for control in review.controls]
        files |= {f"{bank}{ending}" for bank in banks for ending in (".yaml", ".gift")}
    wrong = held.errors_in(files)
    for one in wrong:
        click.echo(terminal.diagnostic(one, lang, style()) + "\n")
    if wrong or review is None:
        text = "{path} was not signed: the errors come first"
        click.echo(word("review.errors-first", text, lang, path=path))
        sys.exit(1)


def _signer(held: Loaded) -> tuple[str, list[Message]]:
    """Who sits here, by id; else why nobody may be taken for that."""
    try:
        who = identity(held.root)
    except git.GitFailure as failure:
        return "", [because("no-identity", "git cannot say who signs: {reason}", reason=failure)]
    found = people_of(who.author, held.repository.people)
    if not found:
        said = because(
            "nobody",
            "nobody in content/people.yaml has the e-mail {address}, which git would write: add it there, "
            "or tell git yours with `git config user.email`",
            address=who.author,
        )
        return "", [said]
    if len(found) > 1:
        listed = ", ".join(found)
        return "", [because("several", "content/people.yaml gives this e-mail to several: {persons}", persons=listed)]
    if people_of(who.committer, held.repository.people) != found:
        return "", [
            because("two", "git would name {address} as committer, who is somebody else", address=who.committer)
        ]
    return found[0], []


def _uncommitted(root: Path, review: Review, base: ReviewedBase) -> Iterator[Message]:
    """The items must be in a commit as they are seen: the signature speaks of those in its own."""
    paths = [bank.at.source.path for bank in base.base.banks if bank.id.control in review.controls]
    paths.append(f"{base.base.folder}/images")
    try:
        inside = [path.removeprefix("testbanks/") for path in paths]
        listed = git.run(root / "testbanks", "status", "--porcelain", "-z", "--untracked-files=all", "--", *inside)
    except git.GitFailure:
        return  # said already, with the person
    changed = [entry[3:] for entry in listed.decode(errors="surrogateescape").split("\0") if entry[2:3] == " "]
    if changed:
        yield because(
            "uncommitted",
            "commit these first, as they are not in git as you see them: {files}",
            files=", ".join(changed),
        )


def _write(root: Path, review: Review, base: ReviewedBase, signer: str, day: date, lang: Lang) -> None:
    """The sheet with the signature; line ends and byte order mark as they were."""
    raw = (root / review.path).read_bytes()
    text = raw.decode()
    ending = "\r\n" if "\r\n" in text else "\n"
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    source = Source(review.path, text.removeprefix(mark).replace("\r\n", "\n"))
    try:
        if review.signed_by:
            signed = next_signature(source, review.signed_by, signer)
        else:
            signed = first_signature(source, signer, day, base.digests(review.controls))
    except NotSignable as error:
        said = "nothing can be added to {path}: write it with one key a line"
        raise click.ClickException(word("review.one-key-a-line", said, lang, path=review.path)) from error
    write_files(root, {review.path: (mark + signed.replace("\n", ending)).encode()})


def _what_next(path: str, signer: str, waits: list[str], lang: Lang) -> None:
    message = shlex.quote(f"Review: {path.rpartition('/')[2].removesuffix('.yaml')} signed by {signer}")
    text = "the commit is the signature; make it yourself, with nothing else in it:"
    click.echo(word("review.commit", text, lang))
    place = path.removeprefix("testbanks/")
    click.echo(f"  git -C testbanks add {shlex.quote(place)}")
    click.echo(f"  git -C testbanks commit -m {message} -- {shlex.quote(place)}")
    if waits:
        text = "then, one after the other, these sign as well: {persons}"
        click.echo(word("review.others", text, lang, persons=", ".join(waits)))
