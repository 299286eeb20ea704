"""`qoima import`: what teachers wrote for other programs, as bank YAML."""

import sys
from pathlib import Path

import click

from qoima.cli.conversion import free, write_items
from qoima.cli.item_file import read_item_file
from qoima.cli.options import format_option, language_option
from qoima.core.words import Lang
from qoima.formats.item_files import IMPORTERS


@click.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@format_option("--from", "form", IMPORTERS, "What the file is.", required=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Where to write; else beside FILE.")
@click.option("--partial", is_flag=True, help="Write what can be read, though something has an error.")
@click.option("--force", is_flag=True, help="Write over a file that exists.")
@language_option
def import_items(file: Path, form: str, out: Path | None, partial: bool, force: bool, lang: Lang) -> None:
    """Write the items of FILE as bank YAML, reading it as a person would and saying what was taken for what.

    aiken: labels and keys may be Cyrillic or small letters, texts may have several lines, the key may stand behind
    «Ответ:», «Жауап:», «Жооп:», «Javob:» or be marked by a star; the file may be in Windows-1251 or UTF-16. Strict
    Aiken, as Moodle reads it, is what `qoima convert` takes.
    """
    target = free(file.with_suffix(".yaml") if out is None else out, lang, force=force)
    if not write_items(read_item_file(file, form, IMPORTERS), file, target, "yaml", lang, partial=partial):
        sys.exit(1)
