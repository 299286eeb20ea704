"""Writing a release into the records of deliveries, and the files for whoever mends a bank in Moodle by hand."""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from qoima.cli.files import write_files
from qoima.cli.planning.history import commit_here
from qoima.cli.planning.refusal import Wish
from qoima.cli.planning.report import Told
from qoima.core.diagnostic import Diagnostic, Diagnostics, has_error, ordered
from qoima.core.source import Source
from qoima.core.words import Lang
from qoima.deliver.delta import Step, as_csv, as_text, delta_files, steps
from qoima.deliver.plan import BankPlan
from qoima.formats.yaml.deliveries_write import NotAppendable, first_deliveries, next_deliveries
from qoima.model.delivery import Release, deliveries_path
from qoima.model.repository import Repository
from qoima.model.sealing import named
from qoima.render.terminal import word

_MARK = "\ufeff"


def record(root: Path, held: Sequence[BankPlan], wish: Wish, lang: Lang) -> tuple[str, ...]:
    """Write the release of each control; the paths that were written. All texts are made before one is written."""
    commit = commit_here(root)
    files: dict[str, bytes] = {}
    for plan in held:
        path = deliveries_path(plan.id)
        release = plan.release(wish.name, wish.day, commit, " ".join(wish.reason.split()))
        try:
            files[path] = _text(root / path, plan, release)
        except NotAppendable as error:
            said = "nothing can be added to {path}: each release, id and entry stands on a line of its own there"
            raise click.ClickException(word("plan.not-in-lines", said, lang, path=path)) from error
    write_files(root, files)
    return tuple(files)


def _text(file: Path, plan: BankPlan, release: Release) -> bytes:
    """The file with the release; line ends and byte order mark as they were."""
    if plan.delivery.deliveries is None:
        return first_deliveries(plan.id, release, plan.entries()).encode()
    text = file.read_bytes().decode()
    ending = "\r\n" if "\r\n" in text else "\n"
    mark = _MARK if text.startswith(_MARK) else ""
    source = Source(deliveries_path(plan.id), text.removeprefix(mark).replace("\r\n", "\n"))
    written = next_deliveries(source, plan.delivery.deliveries, release, plan.entries())
    return (mark + written.replace("\n", ending)).encode()


def delta(
    folder: Path, held: Sequence[Told], repository: Repository, release: str, *, penalty: bool, lang: Lang
) -> tuple[tuple[str, ...], Diagnostics]:
    """Write what is new in each control and the list of what goes; the paths, and what Moodle would not take.

    With an error among that nothing is written; nor beside files of another delivery, which would be taken for it.
    """
    files: dict[str, bytes] = {}
    said: list[Diagnostic] = []
    todo: list[Step] = []
    for one in held:
        made, wrong = delta_files(one.plan, release, repository.pictures, penalty=penalty)
        files |= made
        said += wrong
        todo += steps(one.plan, release, one.story.before)
    files |= {"replace.txt": as_text(todo, lang), "replace.csv": as_csv(todo)}
    if has_error(said):
        return (), ordered(said)
    others = sorted({path.relative_to(folder).as_posix() for path in folder.rglob("*.delta.*")} - files.keys())
    if others:
        told = "{folder} has files of another delivery ({files}): remove them, or name another folder"
        raise click.ClickException(word("plan.other-delta", told, lang, folder=folder, files=named(others)))
    write_files(folder, files)
    return tuple(files), ordered(said)


def what_next(paths: Sequence[str], wish: Wish, lang: Lang) -> Iterator[str]:
    """The commands that make the record part of history."""
    places = " ".join(shlex.quote(path.removeprefix("testbanks/")) for path in paths)
    yield word("plan.commit", "the record counts once it is committed:", lang)
    yield f"  git -C testbanks add {places}"
    yield f"  git -C testbanks commit -m {shlex.quote(f'Delivery {wish.name}')} -- {places}"
