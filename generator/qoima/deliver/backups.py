"""The backups for Moodle of each course and language: controls as quizzes, banks alone, and all in one file."""

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from qoima.core.diagnostic import Diagnostic, Diagnostics, has_error, ordered
from qoima.deliver.draft import draft_path
from qoima.deliver.held_banks import HeldBank, Stream, practice_of, streams
from qoima.deliver.quiz.categories import bank_categories
from qoima.deliver.quiz.control import quiz_of
from qoima.deliver.quiz.practice import practice_quiz
from qoima.deliver.quiz.words import stream_code, stream_name
from qoima.formats.moodle.html import MoodleHtml
from qoima.formats.moodle_backup.backup import Backup, Category, Quiz
from qoima.formats.moodle_backup.problems import backup_problems
from qoima.formats.moodle_backup.sound.whole import unsound
from qoima.formats.moodle_backup.write.whole import write_backup
from qoima.model.bank import BankId, Practice
from qoima.model.repository import Repository
from qoima.model.university import University

SUFFIX = "mbz"


class BackupFile(NamedTuple):
    """A backup by its path below `dist/`, and what is wrong that has not been said before.

    `data` is None where there is no such file: Moodle would restore a half of it, or a control gives no quiz.
    """

    path: str
    data: bytes | None
    said: Diagnostics
    backup: Backup | None = None
    """What the file holds."""


def backup_files(
    repository: Repository,
    university: University,
    *,
    banks: Collection[BankId],
    drafts: Collection[BankId] = (),
    with_courses: bool = True,
) -> Iterator[BackupFile]:
    """The backups of these banks, course by course; one file is held at a time.

    Those of `drafts` are marked as such. With `with_courses` each course and language has a file of all its controls,
    those that are drafts left out, and of its practice.
    """
    heard: set[object] = set()
    for stream, held in streams(repository, university):
        chosen = tuple(one for one in held if one.bank.id in banks)
        practice = practice_of(repository, stream) if with_courses else None
        made = _Made(stream, repository.pictures, drafts)
        for file in made.files(chosen, practice, with_course=with_courses):
            new = [one for one in file.said if one.sort_key() not in heard]
            heard |= {one.sort_key() for one in new}
            yield file._replace(said=ordered(new))


@dataclass(slots=True)
class _Made:
    """The files of a course in one language."""

    stream: Stream
    pictures: Mapping[str, bytes]
    drafts: Collection[BankId]
    quizzes: list[Quiz] = field(default_factory=list)
    is_whole: bool = True

    def files(
        self, held: tuple[HeldBank, ...], practice: Practice | None, *, with_course: bool
    ) -> Iterator[BackupFile]:
        """The quiz of each control and its bank; then all of them."""
        for one in held:
            yield self.control(one)
            yield self.bank(one)
        if with_course and (file := self.course(practice)):
            yield file

    def control(self, held: HeldBank) -> BackupFile:
        """The quiz of a control; kept for the file of the course unless it is a draft."""
        draft, html = held.bank.id in self.drafts, self.html(held.bank.folder)
        quiz, said = quiz_of(held, html, draft=draft)
        file = self.file(held.bank.id.control, (*said, *html.said), quizzes=(quiz,) if quiz else (), draft=draft)
        if not draft:
            self.quizzes += [quiz] if quiz else []
            self.is_whole &= not has_error(file.said)
        return file

    def bank(self, held: HeldBank) -> BackupFile:
        """The bank of a control alone."""
        draft, html = held.bank.id in self.drafts, self.html(held.bank.folder)
        categories = bank_categories(held, html, draft=draft)
        return self.file(f"{held.bank.id.control}.bank", html.said, bank=categories, draft=draft)

    def course(self, practice: Practice | None) -> BackupFile | None:
        """All controls and the practice; None where one of them is wrong, which has been said, or there are none."""
        html = self.html(practice.folder if practice else "")
        quiz = practice_quiz(practice, self.stream, html) if practice else None
        quizzes = (*self.quizzes, *((quiz,) if quiz else ()))
        if not quizzes or not self.is_whole:
            return None
        return self.file(f"{self.stream.course.id}.course", html.said, quizzes=quizzes)

    def html(self, folder: str) -> MoodleHtml:
        """What makes the texts; the names of pictures tell their bytes, since a restore compares texts alone."""
        return MoodleHtml(folder, self.pictures, hashed_names=True)

    def file(
        self,
        name: str,
        said: Iterable[Diagnostic],
        *,
        quizzes: tuple[Quiz, ...] = (),
        bank: tuple[Category, ...] = (),
        draft: bool = False,
    ) -> BackupFile:
        """The file, if it may be written."""
        path = f"moodle/{self.stream.path}/{name}.{SUFFIX}"
        path = draft_path(path) if draft else path
        heard = tuple(said)
        if not quizzes and not bank:
            return BackupFile(path, None, heard)
        backup = Backup(
            key=path,
            file_name=posixpath.basename(path),
            course_name=stream_name(self.stream),
            short_name=stream_code(self.stream),
            quizzes=quizzes,
            bank=bank,
        )
        heard += tuple(backup_problems(backup, heard))
        if has_error(heard):
            return BackupFile(path, None, heard)
        data = write_backup(backup)
        if broken := unsound(data):
            raise AssertionError(f"{path}: {broken}")
        return BackupFile(path, data, heard, backup)
