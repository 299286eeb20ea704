"""`qoima dump`: what a reader understood of a file, as Moodle would store it."""

import json
import sys
from pathlib import Path

import click

from qoima.cli.item_file import read_item_file
from qoima.cli.options import format_option, language_option
from qoima.core.diagnostic import has_error, ordered
from qoima.core.words import Lang
from qoima.formats.item_files import READERS
from qoima.formats.moodle.stored import stored
from qoima.formats.moodle_xml.pictures import in_moodle
from qoima.render.machine import entry


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@format_option("--from", "form", READERS, "The format of the files; else their endings tell.")
@language_option
def dump(files: tuple[Path, ...], form: str | None, lang: Lang) -> None:
    """Print what each FILE (GIFT, Aiken, Moodle XML, bank YAML) means: a JSON line a file, items as Moodle stores them.

    \b
    {"file": NAME, "items": [...], "diagnostics": [{"code", "severity", "line", "column", "message"}, ...]}
    """
    failed = False
    for file in files:
        reading = read_item_file(file, form)
        failed |= has_error(reading.said)
        items = in_moodle(reading.items[: reading.stored], reading.pictures)
        line = {
            "file": str(file),
            "items": list(stored(items, penalty=True, named_by_id=reading.named_by_id)),
            "diagnostics": [entry(one, lang) for one in ordered(reading.said)],
        }
        # In ASCII, so that no sign of a text (U+2028, a lone surrogate) ends the line or breaks its encoding.
        click.echo(json.dumps(line))
    if failed:
        sys.exit(1)
