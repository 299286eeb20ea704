"""`qoima fix`: slips mended where nothing has to be asked; with --unsafe, the others with an answer to each."""

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from qoima.cli.files import file_bytes, files_here, write_files
from qoima.cli.fix_answers import Answers
from qoima.cli.fix_report import approvals, difference, left_alone, not_done, summary, told
from qoima.cli.options import language_option, repository_option, style
from qoima.core.words import Lang
from qoima.fix.draft import Ask
from qoima.fix.file import Fixed, mended
from qoima.fix.files import is_mended
from qoima.fix.ids import Ids
from qoima.formats.messages import say
from qoima.formats.repository import BANK_SUFFIXES
from qoima.render.terminal import word

_NAMING = ("testbanks/", "content/practice/")
"""Where ids of items stand."""


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Print what would change, and write nothing.")
@click.option("--unsafe", is_flag=True, help="Ask about each fix that only an author can decide on.")
@repository_option
@language_option
def fix(paths: tuple[Path, ...], dry_run: bool, unsafe: bool, root: Path, lang: Lang) -> None:
    """Mend slips in PATHS, or in all files; nothing else in them moves. Files are those of content/ and testbanks/.

    Safe fixes: ids for items without one; Latin and Cyrillic letters mixed in a word; wrong options that repeat the
    right one; texts that YAML needs in quotes; tabs; blanks at line ends and in lines that only look empty; line ends,
    byte order marks, the end of the last line; Unicode form NFC. A fix is kept only if the file says the same but for
    it. Reviews, files of more than 1 MiB, files in an unfinished merge and files that cannot be read are left alone;
    PATHS elsewhere are passed over.

    Exit status: 0 if nothing is left to mend, 1 if something is; with --dry-run 1 if any file would change.

    --unsafe asks on the terminal, or reads a line for each answer from a pipe: y (yes), n (no), a (yes to all of this
    kind), q (stop asking). Without an answer nothing is done. With --dry-run it shows all of them and asks nothing.
    """
    files = files_here(root)
    held = files.held
    chosen = _chosen(root, held, paths, lang)
    unread = _chosen(root, sorted(files.unread), paths, lang)
    for one in files.said:
        if one.at.source.path in unread:
            click.echo(f"{one.at.source.path}: {say(one.message, lang)}", err=True)
    ids = Ids(_naming(root, held))
    agree = _agree(unsafe, dry_run, lang)
    results = [mended(path, held[path], ids, agree) for path in chosen]
    sound = [_finish(root, result, lang, dry_run=dry_run) for result in results]
    for line in approvals(results, held, lang):
        click.echo(line)
    click.echo(summary(results, lang, dry_run=dry_run, unsafe=unsafe))
    if unread or not all(sound) or (dry_run and any(result.is_changed for result in results)):
        sys.exit(1)


def _agree(unsafe: bool, dry_run: bool, lang: Lang) -> Ask | None:
    if not unsafe:
        return None
    return (lambda _question: True) if dry_run else Answers(lang, style()).ask


def _chosen(root: Path, held: Iterable[str], paths: tuple[Path, ...], lang: Lang) -> list[str]:
    """The files to mend, each told from the folder that the command runs in or from the root."""
    places: list[Path] = []
    for path in paths:
        found = [place.resolve() for place in (path, root / path) if place.exists()]
        if not found:
            raise click.UsageError(word("no-path", "{path} is not there, or not in {root}", lang, path=path, root=root))
        # `.` in a folder of the repository is that folder, and not the root as well.
        places.append(next((place for place in found if place.is_relative_to(root.resolve())), found[0]))
    mendable = (path for path in held if is_mended(path))
    if not places:
        return list(mendable)
    links = {Path(os.path.abspath(path)) for path in paths} | {Path(os.path.abspath(root / path)) for path in paths}
    return [
        path
        for path in mendable
        if Path(os.path.abspath(root / path)) in links or any((root / path).is_relative_to(place) for place in places)
    ]


def _naming(root: Path, held: Mapping[str, bytes]) -> dict[str, str]:
    """The texts of all files that may name an item, records of deliveries in other formats too."""
    texts: dict[str, str] = {}
    for path, data in held.items():
        if not path.startswith(_NAMING):
            continue
        if "/deliveries/" in path and not path.endswith(BANK_SUFFIXES):
            read = file_bytes(root / path, path)
            data = read if isinstance(read, bytes) else b""
        texts[path] = data.decode(errors="replace") if b"\0" not in data[:1024] else ""
    return texts


def _finish(root: Path, result: Fixed, lang: Lang, *, dry_run: bool) -> bool:
    """Write a file, or show what would change in it; whether nothing of it is left undone."""
    sound = result.left is None and not result.refused
    if result.is_changed and dry_run:
        for line in difference(result, lang, style()):
            click.echo(line)
    elif result.is_changed:
        sound &= _write(root, result, lang)
    for line in (*left_alone(result, lang), *not_done(result, lang)):
        click.echo(line, err=True)
    return sound


def _write(root: Path, result: Fixed, lang: Lang) -> bool:
    """Write a file with the rights that it had; false where somebody else has written it meanwhile."""
    file = (root / result.path).resolve()
    if file_bytes(file, result.path) != result.before:
        said = word("fix.meanwhile", "not written: the file has changed meanwhile; run the command again", lang)
        click.echo(f"{result.path}: {said}", err=True)
        return False
    rights = file.stat().st_mode
    write_files(file.parent, {file.name: result.after})
    file.chmod(rights)
    for line in told(result, lang):
        click.echo(line)
    return True
