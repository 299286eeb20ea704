"""`qoima export`: banks in one format, without a build."""

import sys
from pathlib import Path

import click

from qoima.cli.commands.build import write_files
from qoima.cli.options import date_option, language_option, repository_option, style
from qoima.cli.workspace import examine, today
from qoima.core.diagnostic import has_error
from qoima.core.words import Lang
from qoima.deliver.moodle import moodle_files
from qoima.render import terminal

ENDINGS = {"moodle-xml": ".xml", "gift": ".gift"}


@click.command()
@click.argument("banks", nargs=-1, metavar="[COURSE/LANGUAGE/CONTROL]...")
@repository_option
@click.option("--to", "form", type=click.Choice(sorted(ENDINGS)), required=True, help="The format.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("dist"), help="Where to write.")
@date_option
@language_option
def export(banks: tuple[str, ...], root: Path, form: str, out: Path, day: str | None, lang: Lang) -> None:
    """Write BANKS, or all of them, for Moodle. A bank with an error is not written."""
    checked = examine(root, day=today(day))
    known = {str(bank.id): bank for bank in checked.repository.banks}
    unknown = sorted(set(banks) - set(known))
    if unknown:
        raise click.UsageError(f"no such bank: {', '.join(unknown)}; there are {', '.join(known)}")
    chosen = [bank for id, bank in known.items() if not banks or id in banks]
    paths = {bank.at.source.path for bank in chosen}
    wrong = tuple(d for d in checked.errors if d.at.source.path in paths)
    penalty = checked.university is None or checked.university.penalty
    files, said = moodle_files(chosen, checked.repository.pictures, penalty=penalty)
    for one in (*wrong, *said):
        click.echo(terminal.diagnostic(one, lang, style()) + "\n")
    if has_error((*wrong, *said)):
        sys.exit(1)
    wanted = {path: data for path, data in files.items() if path.endswith(ENDINGS[form])}
    write_files(out, wanted)
    for path in wanted:
        click.echo(out / path)
