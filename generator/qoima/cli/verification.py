"""For `qoima verify`: the export that is read, and what it is compared with."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from qoima.cli import git
from qoima.cli.files import file_bytes, files_at, load, load_here
from qoima.core.diagnostic import Diagnostic
from qoima.core.problems import problem
from qoima.core.source import Source
from qoima.core.words import Lang
from qoima.diff.verify.delivered import DeliveredBank, delivered_banks
from qoima.diff.verify.whole import Verified, verified
from qoima.formats.decode import decode
from qoima.formats.moodle.holding import Holding
from qoima.formats.moodle_backup.container import is_archive
from qoima.formats.moodle_backup.read.whole import read_backup
from qoima.formats.moodle_xml.questions import read_export
from qoima.model.delivery import Release
from qoima.model.repository import Repository
from qoima.render.terminal import word


@dataclass(frozen=True, slots=True)
class Compared:
    """The banks, and for each where its delivered state was taken from, for people; `otherwise` where all are."""

    banks: tuple[DeliveredBank, ...]
    origins: dict[str, str]
    otherwise: str


def read_moodle(file: Path) -> Holding:
    """What an export holds; what kind it is, its first bytes say."""
    path = file.as_posix()
    data = file_bytes(file, path)
    if isinstance(data, Diagnostic):
        return Holding(form="moodle-xml", said=(data,))
    if is_archive(data):
        return read_backup(path, data)
    source, said = decode(path, data)
    if source is None:
        return Holding(form="moodle-xml", said=said)
    if not source.text.lstrip().startswith("<"):
        return Holding(form="moodle-xml", said=(problem("DLV050", Source(path, "").whole()),))
    return read_export(source)


def compare(
    root: Path, holding: Holding, asked: Sequence[str], revision: str | None, lang: Lang
) -> tuple[Verified, dict[str, str]]:
    """What the export holds of what was delivered, and by the name of each bank what it was compared with.

    Raises click.UsageError for a revision that git does not know and banks that there are not.
    """
    if revision is not None:
        repository, commit = _at(root, revision)
        compared = _compared(repository, word("verify.commit", "commit {commit}", lang, commit=commit[:12]))
    else:
        repository = load_here(root)[0]
        here = _compared(repository, word("verify.here", "the files as they are", lang))
        wanted = {copy.bank for copy in verified(holding, here.banks, asked).copies}
        compared = _recorded(root, here, dict(_releases(repository, wanted)), lang)
    known = [bank.name for bank in compared.banks]
    if unknown := sorted(set(asked) - set(known)):
        raise click.UsageError(f"no such bank: {', '.join(unknown)}; there are {', '.join(known)}")
    found = verified(holding, compared.banks, asked)
    names = dict.fromkeys(copy.bank for copy in found.copies)
    return found, {name: compared.origins[name] for name in names} or {"—": compared.otherwise}


def _compared(repository: Repository, origin: str) -> Compared:
    if repository.university is None:
        raise click.ClickException("content/university.yaml cannot be read; `qoima check` says why")
    banks = tuple(delivered_banks(repository, repository.university))
    return Compared(banks, dict.fromkeys((bank.name for bank in banks), origin), origin)


def _at(root: Path, revision: str) -> tuple[Repository, str]:
    """The repository at a revision, and the full number of its commit."""
    try:
        commit = git.commit_of(root, revision)
        return load(files_at(root, commit))[0], commit
    except git.GitFailure as failure:
        raise click.UsageError(f"{revision}: {failure}") from failure


def _recorded(root: Path, here: Compared, releases: Mapping[str, Release], lang: Lang) -> Compared:
    """The banks that have a release as it had them, the others as they are."""
    states: dict[str, Compared] = {}
    banks, origins = list(here.banks), dict(here.origins)
    for place, bank in enumerate(banks):
        release = releases.get(bank.name)
        if release is None:
            continue
        if release.commit not in states:
            states[release.commit] = _compared(_at(root, release.commit)[0], "")
        then = next((one for one in states[release.commit].banks if one.name == bank.name), None)
        if then is not None:
            banks[place] = then
            origins[bank.name] = word(
                "verify.release",
                "the delivery {release} of {date} (commit {commit})",
                lang,
                release=release.release,
                date=release.date.isoformat(),
                commit=release.commit[:12],
            )
    return Compared(tuple(banks), origins, here.otherwise)


def _releases(repository: Repository, names: set[str]) -> Iterator[tuple[str, Release]]:
    """The last recorded delivery of each bank that has one."""
    for deliveries in repository.deliveries:
        name = str(deliveries.bank)
        if name in names and deliveries.releases:
            yield name, deliveries.releases[-1]
