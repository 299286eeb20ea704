"""What we deliver, as the values that an export of Moodle is read to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo

from qoima.deliver.held_banks import HeldBank, Stream, practice_of, streams
from qoima.deliver.quiz.categories import restorable
from qoima.deliver.quiz.control import quiz_of
from qoima.deliver.quiz.practice import practice_quiz
from qoima.formats.moodle.holding import HeldQuiz, Path
from qoima.formats.moodle.html import MoodleHtml
from qoima.formats.moodle.limits import in_categories
from qoima.formats.moodle.question import Question
from qoima.formats.moodle.questions import kept, question_of
from qoima.formats.moodle_backup.backup import Backup, Quiz
from qoima.formats.moodle_backup.read.whole import read_backup
from qoima.formats.moodle_backup.write.whole import write_backup
from qoima.model.bank import Bank, Practice
from qoima.model.repository import Repository
from qoima.model.university import University

PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class DeliveredQuestion:
    """A question as Moodle stores it, and the categories that our files put it in."""

    question: Question
    places: tuple[Path, ...]

    @property
    def id(self) -> str:
        """Its idnumber; empty where its author gave none."""
        return self.question.idnumber


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredBank:
    """A bank or practice set. `name` is `databases/en/rk1`; `quiz` is None where its control makes none."""

    name: str
    questions: tuple[DeliveredQuestion, ...]
    quiz: HeldQuiz | None = None
    zone: tzinfo = UTC
    """Of the university's local time, which Moodle shows dates in."""


def delivered_banks(repository: Repository, university: University) -> Iterator[DeliveredBank]:
    """Each bank and practice set, as the files for Moodle have it."""
    seen: set[object] = set()
    for stream, banks in streams(repository, university):
        for held in banks:
            seen.add(held.bank.id)
            yield _bank(held.bank, repository, university, _quiz(held, repository))
        practice = practice_of(repository, stream)
        if practice is not None and practice.items:
            yield _practice(practice, stream, repository, university)
    for bank in repository.banks:
        if bank.id not in seen:
            yield _bank(bank, repository, university, None)


def _bank(bank: Bank, repository: Repository, university: University, quiz: Quiz | None) -> DeliveredBank:
    html = MoodleHtml(bank.folder, repository.pictures)
    drawn = _places(quiz)
    questions = [
        DeliveredQuestion(kept(one), tuple(dict.fromkeys((category, *drawn.get(restorable(one).idnumber, ())))))
        for category, items in in_categories(bank.for_moodle())
        for one in (question_of(item, html, penalty=university.penalty, category=category) for item in items)
    ]
    return DeliveredBank(name=str(bank.id), questions=tuple(questions), quiz=_as_held(quiz), zone=university.zone)


def _practice(practice: Practice, stream: Stream, repository: Repository, university: University) -> DeliveredBank:
    html = MoodleHtml(practice.folder, repository.pictures)
    quiz = practice_quiz(practice, stream, MoodleHtml(practice.folder, repository.pictures, hashed_names=True))
    drawn = _places(quiz)
    questions = (question_of(item, html, penalty=university.penalty) for item in practice.items)
    held = tuple(DeliveredQuestion(kept(one), drawn.get(restorable(one).idnumber, ())) for one in questions)
    name = f"{PRACTICE}/{stream.path}"
    return DeliveredBank(name=name, questions=held, quiz=_as_held(quiz), zone=university.zone)


def _quiz(held: HeldBank, repository: Repository) -> Quiz | None:
    html = MoodleHtml(held.bank.folder, repository.pictures, hashed_names=True)
    return quiz_of(held, html)[0]


def _places(quiz: Quiz | None) -> Mapping[str, tuple[Path, ...]]:
    """Where a quiz keeps each question, by its idnumber."""
    categories = quiz.categories if quiz is not None else ()
    return {one.idnumber: (category.path,) for category in categories for one in category.questions}


def _as_held(quiz: Quiz | None) -> HeldQuiz | None:
    """The quiz as our own file says it: Moodle's copy is read by the same reader, so nothing of it is left out."""
    if quiz is None:
        return None
    backup = Backup(key=quiz.key, file_name="", course_name="", short_name="", quizzes=(quiz,))
    read = read_backup(quiz.key, write_backup(backup))
    return read.quizzes[0] if read.quizzes else None
