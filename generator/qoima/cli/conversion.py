"""One file of items written in another format, with its pictures; what is wrong goes to stderr."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import click

from qoima.cli.files import write_files
from qoima.cli.item_file import pictures_beside
from qoima.cli.options import style
from qoima.core.diagnostic import Diagnostic, Diagnostics, Message, Severity, has_error, ordered
from qoima.core.words import Lang
from qoima.formats.exchange import Reading, Written
from qoima.formats.item_files import WRITERS
from qoima.formats.messages import say
from qoima.formats.moodle_xml.pictures import without_missing
from qoima.model.bank import ItemSet
from qoima.render import terminal
from qoima.render.terminal import word

SHOWN_ALIKE = 3
STDOUT = Path("-")


def write_items(
    reading: Reading, file: Path, target: Path, to: str, lang: Lang, *, penalty: bool = True, partial: bool = False
) -> bool:
    """Whether all went well; with an error nothing is written, unless `partial`."""
    written = _written(reading, file, target, to, penalty=penalty)
    _show(written.said, lang)
    wrong = has_error(written.said)
    if wrong and not partial:
        refused = word("not-written", "not written; --partial writes what can be carried", lang)
        click.echo(f"{target}: {refused}", err=True)
    elif target == STDOUT:
        click.echo(written.data, nl=False)
    else:
        write_files(target.parent, {target.name: written.data, **written.pictures})
        click.echo(os.path.relpath(target))
    return not wrong


def _show(said: Diagnostics, lang: Lang) -> None:
    """The diagnostics; of many that say the same of one item after another, the first ones and how many more."""
    alike = Counter(_same(diagnostic) for diagnostic in said)
    shown: Counter[tuple[str, str]] = Counter()
    for diagnostic in said:
        same = _same(diagnostic)
        shown[same] += 1
        if diagnostic.severity is Severity.ERROR or alike[same] <= SHOWN_ALIKE + 1 or shown[same] <= SHOWN_ALIKE:
            click.echo(terminal.diagnostic(diagnostic, lang, style()) + "\n", err=True)
        elif shown[same] == alike[same]:
            values = {"what": diagnostic.message, "count": alike[same] - SHOWN_ALIKE}
            more = Message("ui.alike", "{what} ({count} more)", MappingProxyType(values))
            click.echo(f"{say(more, lang)}\n", err=True)


def _same(diagnostic: Diagnostic) -> tuple[str, str]:
    return diagnostic.code, say(diagnostic.message, "en")


def free(target: Path, lang: Lang, *, force: bool) -> Path:
    """The place to write to; one that is taken is wrong usage without `force`."""
    if target != STDOUT and target.exists() and not force:
        raise click.UsageError(word("taken", "{path} exists; --force writes over it", lang, path=target))
    return target


class _Standing(Mapping[str, bytes]):
    """The files that stand below a folder, by relative path; each is read when it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __getitem__(self, path: str) -> bytes:
        try:
            return (self.folder / path).read_bytes()
        except OSError:
            raise KeyError(path) from None

    def __iter__(self) -> Iterator[str]:
        return (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _written(reading: Reading, file: Path, target: Path, to: str, *, penalty: bool) -> Written:
    held, missing = pictures_beside(file, reading)
    items = ItemSet(items=without_missing(reading.items), at=reading.at, taken=_Standing(target.parent))
    written = WRITERS[to](items, {**held, **reading.pictures}, penalty=penalty)
    said: Diagnostics = ordered({d.sort_key(): d for d in (*reading.said, *missing, *written.said)}.values())
    return Written(written.data, said, written.pictures)
