"""`qoima convert`: items from one format into another, file by file."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from qoima.cli.conversion import free, write_items
from qoima.cli.item_file import merged_item_file
from qoima.cli.options import format_option, language_option
from qoima.core.words import Lang
from qoima.formats.item_files import ENDINGS, READERS, WRITERS, format_of
from qoima.render.terminal import word


@click.command()
@click.argument("given", metavar="IN", type=click.Path(path_type=Path))
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@format_option("--from", "form", READERS, "The format of IN; else its ending tells.")
@format_option("--to", "wanted", WRITERS, "The format of OUT; else its ending tells.")
@click.option("--partial", is_flag=True, help="Write what can be carried, though something has an error.")
@click.option("--force", is_flag=True, help="Write over files that exist.")
@click.option("--penalty/--no-penalty", default=True, show_default=True, help="Wrong ticks cost marks.")
@language_option
def convert(
    given: Path, out: Path, form: str | None, wanted: str | None, partial: bool, force: bool, penalty: bool, lang: Lang
) -> None:
    """Convert IN, a file of items or a folder of such files, into OUT. What cannot be carried is said.

    Formats go by the endings .gift, .xml (Moodle XML), .yaml (bank), .txt (Aiken), .json (only written). Nothing is
    written for a file that has an error, unless --partial is given. OUT may be a folder, or - for standard output.
    """
    to = wanted or format_of(out.name)
    if to is None or to not in WRITERS:
        formats = ", ".join(sorted(WRITERS))
        raise click.UsageError(word("no-format", "say with --to what to write: {formats}", lang, formats=formats))
    pairs = list(_pairs(given, out, ENDINGS[to]))
    _all_apart(given, pairs, lang)
    for _, target in pairs:
        free(target, lang, force=force)
    sound = True
    for file, target in pairs:
        reading = merged_item_file(file, form)
        sound &= write_items(reading, file, target, to, lang, penalty=penalty, partial=partial)
    if not sound:
        sys.exit(1)


def _all_apart(given: Path, pairs: list[tuple[Path, Path]], lang: Lang) -> None:
    """Wrong usage where there is nothing to convert, or two files would become one."""
    if not pairs:
        raise click.UsageError(word("no-item-files", "no file of items stands in {path}", lang, path=given))
    first: dict[Path, Path] = {}
    for file, target in pairs:
        if (other := first.setdefault(target, file)) != file:
            held = {"path": other, "other": file, "target": target}
            raise click.UsageError(word("one-target", "{path} and {other} would both become {target}", lang, **held))


def _pairs(given: Path, out: Path, ending: str) -> Iterator[tuple[Path, Path]]:
    """Each file with where it goes: a file to a file or into a folder, files of a folder to the same places there."""
    if not given.is_dir():
        yield given, out / f"{given.stem}{ending}" if out.is_dir() else out
        return
    for file in sorted(given.rglob("*")):
        if file.is_file() and file.name != "passport.yaml" and format_of(file.name) in READERS:
            yield file, (out / file.relative_to(given)).with_suffix(ending)
