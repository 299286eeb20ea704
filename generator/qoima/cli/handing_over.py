"""What a build writes into `dist/`, a course in a language at a time: memory does not grow with their number."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path

from qoima import __version__
from qoima.cli import git
from qoima.cli.blocking import blocked_in
from qoima.cli.files import write_files
from qoima.cli.workspace import Checked
from qoima.core.diagnostic import Diagnostic, Diagnostics, ordered
from qoima.deliver.backups import BackupFile, backup_files
from qoima.deliver.conclusions import packed_bank
from qoima.deliver.held_banks import HeldBank, Stream, streams
from qoima.deliver.manifest import Facts, file_facts, manifest
from qoima.deliver.moodle import moodle_files
from qoima.deliver.package import MANIFEST, package
from qoima.deliver.parcel import Making, Parcel
from qoima.forms.files import forms_of
from qoima.model.bank import BankId
from qoima.model.university import University


def making(root: Path, day: date) -> Making:
    """The commit with its day; where there is none, or files differ from it, the day of the build."""
    return Making(commit=git.commit(root), day=git.day_of_commit(root) or day, version=__version__)


def hand_over(checked: Checked, folder: Path, made: Making, *, with_drafts: bool) -> Diagnostics:
    """Write everything for Moodle below `folder`, and the manifest of it; what is wrong, each thing once."""
    if checked.university is None:
        raise AssertionError("a repository without university.yaml has an error")
    writing = _HandingOver(checked, checked.university, folder, made, blocked_in(checked), with_drafts)
    writing.all()
    held = manifest(writing.facts, making=made, blocked=writing.blocked)
    write_files(folder, {MANIFEST: held})
    return ordered(writing.said.values())


@dataclass(slots=True)
class _HandingOver:
    checked: Checked
    university: University
    folder: Path
    made: Making
    blocked: Mapping[BankId, Diagnostics]
    with_drafts: bool
    facts: dict[str, Facts] = field(default_factory=dict)
    said: dict[object, Diagnostic] = field(default_factory=dict)

    def all(self) -> None:
        """Each course in each language: what may be used, and then what is a draft."""
        repository = self.checked.repository
        chosen = {bank.id for bank in repository.banks if self.with_drafts or bank.id not in self.blocked}
        held = {stream.path: (stream, banks) for stream, banks in streams(repository, self.university)}
        backups = backup_files(repository, self.university, banks=chosen, drafts=self.blocked)
        for place, made in groupby(backups, key=lambda file: posixpath.dirname(file.path)):
            stream, banks = held[place.removeprefix("moodle/")]
            self.course(stream, tuple(one for one in banks if one.bank.id in chosen), tuple(made))

    def course(self, stream: Stream, banks: tuple[HeldBank, ...], backups: tuple[BackupFile, ...]) -> None:
        """The parcels of one course in one language."""
        self.hear(one for file in backups for one in file.said)
        for is_draft in (False, True):
            mine = tuple(one for one in banks if (one.bank.id in self.blocked) is is_draft)
            files = {f.path: f for f in backups if f.data is not None and (".draft." in f.path) is is_draft}
            if mine or files:
                self.parcel(stream, mine, files, is_draft=is_draft)

    def parcel(
        self, stream: Stream, banks: tuple[HeldBank, ...], backups: Mapping[str, BackupFile], *, is_draft: bool
    ) -> None:
        """Write the files of a parcel, its cards and its ZIP."""
        repository = self.checked.repository
        held = [one.bank for one in banks]
        penalty, drafts = self.university.penalty, self.blocked if is_draft else ()
        files, said = moodle_files(held, repository.pictures, penalty=penalty, drafts=drafts)
        self.hear(said)
        files = dict(
            sorted((files | {path: one.data for path, one in backups.items() if one.data is not None}).items())
        )
        course, language = stream.course.id, stream.language
        parcel = Parcel(
            stream=stream,
            making=self.made,
            files={posixpath.basename(path): data for path, data in files.items()},
            backups={posixpath.basename(path): one.backup for path, one in backups.items() if one.backup},
            banks=tuple(packed_bank(bank, repository) for bank in held),
            people={person.id: person for person in repository.people},
            forms=forms_of(repository, course, language, self.checked.profiles),
            sheets=self.sheets(f"testbanks/{course}/{language}/reviews/"),
            kept_back={}
            if is_draft
            else {i: found for i, found in self.blocked.items() if i[:2] == (course, language)},
            is_draft=is_draft,
        )
        cards, packed = package(parcel)
        files |= {f"{parcel.folder}/{name}": data for name, data in cards.items()}
        files[parcel.zip_path] = packed
        files |= {f"forms/{course}/{language}/{name}": data for name, data in parcel.forms.items()}
        self.facts |= file_facts(files, held)
        write_files(self.folder, files)

    def sheets(self, folder: str) -> dict[str, bytes]:
        """The review sheets of a base as they stand in the repository, by name."""
        held = self.checked.parts.order.files.held
        return {path.removeprefix(folder): data for path, data in sorted(held.items()) if path.startswith(folder)}

    def hear(self, said: Iterator[Diagnostic] | Diagnostics) -> None:
        """Remember what is wrong, each thing once."""
        self.said |= {one.sort_key(): one for one in said}
