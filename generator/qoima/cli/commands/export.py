"""`qoima export`: banks in one format, without a build."""

import os
import re
import sys
from datetime import date
from pathlib import Path

import click

from qoima.cli.commands.build import write_files
from qoima.cli.options import date_option, language_option, repository_option, style
from qoima.cli.progress import step
from qoima.cli.workspace import Checked, examine
from qoima.core.diagnostic import Diagnostics, has_error
from qoima.core.words import Lang
from qoima.deliver.moodle import moodle_files
from qoima.render import terminal
from qoima.render.terminal import word

ENDINGS = {"moodle-xml": ".xml", "gift": ".gift"}
FOLDER = Path("dist", "export")
"""Beside what a build has made and its manifest vouches for."""


@click.command()
@click.argument("banks", nargs=-1, metavar="[COURSE/LANGUAGE/CONTROL]...")
@repository_option
@click.option("--to", "form", type=click.Choice(sorted(ENDINGS)), required=True, help="The format.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help=f"Where to write; else {FOLDER}/.")
@date_option
@language_option
def export(banks: tuple[str, ...], root: Path, form: str, out: Path | None, day: date, lang: Lang) -> None:
    """Write BANKS, or all of them, for Moodle; nothing is written while one of them has an error."""
    with step(word("step.check", "check", lang), lang):
        checked = examine(root, day=day)
    known = {str(bank.id): bank for bank in checked.repository.banks}
    wrong = _errors(checked, banks)
    unknown = sorted(set(banks) - set(known) - {_bank(d.at.source.path) for d in wrong})
    if unknown:
        raise click.UsageError(f"no such bank: {', '.join(unknown)}; there are {', '.join(known)}")
    chosen = [bank for id, bank in known.items() if not banks or id in banks]
    penalty = checked.university is None or checked.university.penalty
    files, said = moodle_files(chosen, checked.repository.pictures, penalty=penalty)
    for one in (*wrong, *said):
        click.echo(terminal.diagnostic(one, lang, style()) + "\n")
    if has_error((*wrong, *said)):
        sys.exit(1)
    folder = root / FOLDER if out is None else out
    wanted = {path: data for path, data in files.items() if path.endswith(ENDINGS[form])}
    write_files(folder, wanted)
    for path in wanted:
        click.echo(os.path.relpath(folder / path))


def _errors(checked: Checked, banks: tuple[str, ...]) -> Diagnostics:
    """What forbids to write these banks, or all: errors in their files, and where nothing can be known at all."""
    everywhere = {"testbanks", *(() if checked.university else ("content/university.yaml",))}
    return tuple(
        d
        for d in checked.errors
        if d.at.source.path in everywhere
        or ((bank := _bank(d.at.source.path)) is not None and (not banks or bank in banks))
    )


def _bank(path: str) -> str | None:
    """`databases/en/rk1` for the file of a bank."""
    match = re.fullmatch(r"testbanks/([^/]+/[^/]+/(?!passport\.)[^/]+)\.(?:yaml|gift)", path)
    return match[1] if match else None
