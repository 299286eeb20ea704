"""The rows of the tables on the card; every number is counted in the files that are handed over."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from qoima.deliver.card.risky import Risky, riskiest
from qoima.deliver.counts import Counts, control_of, counts_of, questions_of
from qoima.deliver.parcel import Parcel
from qoima.formats.moodle_backup.backup import Quiz

SHORT_DIGITS = 8
"""So many of a SHA-256 are shown: enough to tell two files apart by eye."""


@dataclass(frozen=True, slots=True)
class FileCell:
    """A file, and the first digits of its SHA-256."""

    name: str
    digits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """The files of a control; without one, of the whole course."""

    control: str
    quiz: FileCell | None = None
    bank: FileCell | None = None
    texts: tuple[FileCell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizRow:
    """What a quiz must show; a moment is None where there is none."""

    name: str
    counts: Counts
    opens: datetime | None
    closes: datetime | None


@dataclass(frozen=True, slots=True)
class Look:
    """A question to look at, and in which control."""

    control: str
    question: Risky


def file_rows(parcel: Parcel) -> Iterator[FileRow]:
    """A row for each control in the order of the course, and one for the file of all."""
    cells = _cells(parcel.files)
    controls = [bank.bank.id.control for bank in parcel.banks]
    for control in controls:
        texts = (cells.get(parcel.named(f"{control}.{ending}")) for ending in ("xml", "gift"))
        yield FileRow(
            control=control,
            quiz=cells.get(parcel.named(f"{control}.mbz")),
            bank=cells.get(parcel.named(f"{control}.bank.mbz")),
            texts=tuple(cell for cell in texts if cell),
        )
    bundle = cells.get(parcel.named(f"{parcel.stream.course.id}.course.mbz"))
    if bundle:
        yield FileRow(control="", quiz=bundle)


def quiz_rows(parcel: Parcel) -> Iterator[QuizRow]:
    """A row for each quiz that a restore makes."""
    zone = parcel.stream.university.zone
    for quiz in quizzes_of(parcel):
        opens, closes = (datetime.fromtimestamp(at, zone) if at else None for at in (quiz.opens, quiz.closes))
        yield QuizRow(name=quiz.name, counts=counts_of(quiz), opens=opens, closes=closes)


def quizzes_of(parcel: Parcel) -> tuple[Quiz, ...]:
    """Every quiz of the parcel once, whether it comes in a file of its own, in that of the course, or in both."""
    files = sorted(parcel.backups.items(), key=lambda held: (len(held[1].quizzes), held[0]))
    found = {quiz.key: quiz for _, backup in files for quiz in backup.quizzes}
    order = [bank.bank.id.control for bank in parcel.banks]
    places = {control: place for place, control in enumerate(order)}
    return tuple(sorted(found.values(), key=lambda quiz: (places.get(control_of(quiz), len(order)), quiz.key)))


def looks(parcel: Parcel) -> tuple[Look, ...]:
    """The riskiest questions of all controls together, in the order of the controls; else those of the practice."""
    order = [bank.bank.id.control for bank in parcel.banks]
    quizzes = quizzes_of(parcel)
    chosen = [quiz for quiz in quizzes if control_of(quiz) in order] or quizzes
    homes = {question.idnumber: control_of(quiz) for quiz in chosen for question in questions_of(quiz)}
    found = riskiest(question for quiz in chosen for question in questions_of(quiz))
    places = {control_of(quiz): place for place, quiz in enumerate(chosen)}
    return tuple(sorted((Look(homes[one.id], one) for one in found), key=lambda one: places[one.control]))


def has_practice(parcel: Parcel) -> bool:
    """Whether the file of the course has more than the controls."""
    order = [bank.bank.id.control for bank in parcel.banks]
    return any(control_of(quiz) not in order for quiz in quizzes_of(parcel))


def _cells(files: Mapping[str, bytes]) -> dict[str, FileCell]:
    return {name: FileCell(name, hashlib.sha256(data).hexdigest()[:SHORT_DIGITS]) for name, data in files.items()}
