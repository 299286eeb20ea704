"""`qoima export`: banks in one format, without a build."""

import os
import posixpath
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from qoima.cli.blocking import blocked_in, stopping
from qoima.cli.files import write_files
from qoima.cli.options import date_option, language_option, repository_option, style
from qoima.cli.progress import step
from qoima.cli.secret_files import refuse_public
from qoima.cli.workspace import Checked, examine
from qoima.core.diagnostic import Diagnostics, has_error, ordered
from qoima.core.words import Lang
from qoima.deliver.backups import SUFFIX, backup_files
from qoima.deliver.moodle import bank_files
from qoima.formats.item_files import WRITERS
from qoima.model.bank import Bank, BankId, bank_of_file
from qoima.render import terminal
from qoima.render.terminal import word

FOLDER = Path("dist", "export")
"""Beside what a build has made and its manifest vouches for."""


@click.command()
@click.argument("banks", nargs=-1, metavar="[COURSE/LANGUAGE/CONTROL]...")
@repository_option
@click.option("--to", "form", type=click.Choice(sorted([*WRITERS, SUFFIX])), required=True, help="The format.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help=f"Where to write; else {FOLDER}/.")
@click.option("--draft", "with_drafts", is_flag=True, help="Write banks that no expert allows as well, each marked.")
@date_option
@language_option
def export(
    banks: tuple[str, ...], root: Path, form: str, out: Path | None, with_drafts: bool, day: date, lang: Lang
) -> None:
    """Write BANKS, or all of them, for Moodle; nothing is written while one of them has an error.

    With `--to mbz` each bank gives two backups: its control as a quiz that is ready to open, `exam.mbz`, and the bank
    alone for the question bank of a course, `exam.bank.mbz`. Where the control cannot be drawn as its paper says, there
    is no quiz, and the exit status is 1.

    A bank whose review is missing, or does not allow its use (REV101, REV111), or that is sealed and no longer what
    was handed out (DLV047), is left out, the others are written, and the exit status is 1. With --draft it is written
    as `*.draft.*`.
    """
    if out is not None:
        refuse_public(root, out, lang)
    with step(word("step.check", "check", lang), lang):
        checked = examine(root, day=day)
    known = {str(bank.id): bank for bank in checked.repository.banks}
    wrong = _errors(checked, banks, form)
    unknown = sorted(set(banks) - set(known) - {_bank(d.at.source.path) for d in wrong})
    if unknown:
        raise click.UsageError(f"no such bank: {', '.join(unknown)}; there are {', '.join(known)}")
    blocked = {id: found for id, found in blocked_in(checked).items() if not banks or str(id) in banks}
    asked = [bank for id, bank in known.items() if not banks or id in banks]
    chosen = [bank for bank in asked if with_drafts or bank.id not in blocked]
    said = {d.sort_key(): d for d in wrong}
    # Where the check has found errors, what follows from them is not told as well.
    for _, _, more in () if has_error(wrong) else _files(checked, chosen, form, blocked):
        said |= {d.sort_key(): d for d in more}
    shown = said | {d.sort_key(): d for found in blocked.values() for d in found}
    for one in ordered(shown.values()):
        click.echo(terminal.diagnostic(one, lang, style()) + "\n")
    if has_error(said.values()):
        sys.exit(1)
    folder = root / FOLDER if out is None else out
    # Made a second time rather than kept: memory does not grow with the number of banks.
    not_made = list(_write(folder, _files(checked, chosen, form, blocked)))
    if not_made:
        click.echo(word("no-quiz", "no quiz was made of: {banks}", lang, banks=", ".join(not_made)))
    left_out = [str(id) for id in blocked if not with_drafts]
    if left_out:
        click.echo(word("not-exported", "not exported: {banks}", lang, banks=", ".join(left_out)))
    if left_out or not_made:
        sys.exit(1)


def _write(folder: Path, made: Iterable[tuple[str, dict[str, bytes], Diagnostics]]) -> Iterator[str]:
    """Write the files and say where; the banks whose file was not made."""
    for path, files, _ in made:
        write_files(folder, files)
        if path in files:
            click.echo(os.path.relpath(folder / path))
        else:
            yield path.removeprefix("moodle/").split(".")[0]


def _files(
    checked: Checked, banks: Sequence[Bank], form: str, drafts: Collection[BankId]
) -> Iterator[tuple[str, dict[str, bytes], Diagnostics]]:
    """A path, the file with the pictures beside it, and what is wrong; no file where a control gives no quiz."""
    pictures, university = checked.repository.pictures, checked.university
    if form == SUFFIX:
        ids = {bank.id for bank in banks}
        if university is not None:
            for file in backup_files(checked.repository, university, banks=ids, drafts=drafts, with_courses=False):
                yield file.path, {} if file.data is None else {file.path: file.data}, file.said
        return
    penalty = university is None or university.penalty
    for path, written in bank_files(banks, form, pictures, penalty=penalty, drafts=drafts):
        beside = {posixpath.join(posixpath.dirname(path), name): data for name, data in written.pictures.items()}
        yield path, {path: written.data, **beside}, written.said


def _errors(checked: Checked, banks: tuple[str, ...], form: str) -> Diagnostics:
    """What forbids to write these banks, or all: errors in their files, and where nothing can be known at all."""
    everywhere = {"testbanks", *(() if checked.university else ("content/university.yaml",))}
    if form == SUFFIX:  # a quiz is made of the course and the calendar, too
        courses = {bank.split("/")[0] for bank in banks} or {bank.id.course for bank in checked.repository.banks}
        plans = {f"content/{kind}/{course}.yaml" for kind in ("courses", "moocs") for course in courses}
        everywhere |= checked.repository.unread & {"content/calendar.yaml", *plans}
    return tuple(
        d
        for d in stopping(checked)
        if d.at.source.path in everywhere
        or ((bank := _bank(d.at.source.path)) is not None and (not banks or bank in banks))
    )


def _bank(path: str) -> str | None:
    """`databases/en/rk1` for the file of a bank, or for the record of its deliveries, which may seal it."""
    id = bank_of_file(path.replace("/deliveries/", "/"))
    return str(id) if id else None
