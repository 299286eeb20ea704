"""`qoima export`: banks in one format, without a build."""

import os
import posixpath
import re
import sys
from datetime import date
from pathlib import Path

import click

from qoima.cli.blocking import blocked_in, stopping
from qoima.cli.files import write_files
from qoima.cli.options import date_option, language_option, repository_option, style
from qoima.cli.progress import step
from qoima.cli.workspace import Checked, examine
from qoima.core.diagnostic import Diagnostics, has_error, ordered
from qoima.core.words import Lang
from qoima.deliver.moodle import bank_files
from qoima.formats.item_files import WRITERS
from qoima.render import terminal
from qoima.render.terminal import word

FOLDER = Path("dist", "export")
"""Beside what a build has made and its manifest vouches for."""


@click.command()
@click.argument("banks", nargs=-1, metavar="[COURSE/LANGUAGE/CONTROL]...")
@repository_option
@click.option("--to", "form", type=click.Choice(sorted(WRITERS)), required=True, help="The format.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help=f"Where to write; else {FOLDER}/.")
@click.option("--draft", "with_drafts", is_flag=True, help="Write banks that no expert allows as well, each marked.")
@date_option
@language_option
def export(
    banks: tuple[str, ...], root: Path, form: str, out: Path | None, with_drafts: bool, day: date, lang: Lang
) -> None:
    """Write BANKS, or all of them, for Moodle; nothing is written while one of them has an error.

    A bank whose review is missing, or does not allow its use (REV101, REV111), is left out, the others are written, and
    the exit status is 1. With --draft it is written as `*.draft.*`.
    """
    with step(word("step.check", "check", lang), lang):
        checked = examine(root, day=day)
    known = {str(bank.id): bank for bank in checked.repository.banks}
    wrong = _errors(checked, banks)
    unknown = sorted(set(banks) - set(known) - {_bank(d.at.source.path) for d in wrong})
    if unknown:
        raise click.UsageError(f"no such bank: {', '.join(unknown)}; there are {', '.join(known)}")
    blocked = {id: found for id, found in blocked_in(checked).items() if not banks or str(id) in banks}
    asked = [bank for id, bank in known.items() if not banks or id in banks]
    chosen = [bank for bank in asked if with_drafts or bank.id not in blocked]
    penalty = checked.university is None or checked.university.penalty
    said = {d.sort_key(): d for d in wrong}
    for _, written in bank_files(chosen, form, checked.repository.pictures, penalty=penalty, drafts=blocked):
        said |= {d.sort_key(): d for d in written.said}
    shown = said | {d.sort_key(): d for found in blocked.values() for d in found}
    for one in ordered(shown.values()):
        click.echo(terminal.diagnostic(one, lang, style()) + "\n")
    if has_error(said.values()):
        sys.exit(1)
    folder = root / FOLDER if out is None else out
    # Written a second time rather than kept: memory does not grow with the number of banks.
    for path, written in bank_files(chosen, form, checked.repository.pictures, penalty=penalty, drafts=blocked):
        beside = {posixpath.join(posixpath.dirname(path), name): data for name, data in written.pictures.items()}
        write_files(folder, {path: written.data, **beside})
        click.echo(os.path.relpath(folder / path))

    left_out = [str(id) for id in blocked if not with_drafts]
    if left_out:
        click.echo(word("not-exported", "not exported: {banks}", lang, banks=", ".join(left_out)))
        sys.exit(1)


def _errors(checked: Checked, banks: tuple[str, ...]) -> Diagnostics:
    """What forbids to write these banks, or all: errors in their files, and where nothing can be known at all."""
    everywhere = {"testbanks", *(() if checked.university else ("content/university.yaml",))}
    return tuple(
        d
        for d in stopping(checked)
        if d.at.source.path in everywhere
        or ((bank := _bank(d.at.source.path)) is not None and (not banks or bank in banks))
    )


def _bank(path: str) -> str | None:
    """`databases/en/rk1` for the file of a bank."""
    match = re.fullmatch(r"testbanks/([^/]+/[^/]+/(?!passport\.)[^/]+)\.(?:yaml|gift)", path)
    return match[1] if match else None
