"""The shape of bank, practice and passport files."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from qoima.formats.yaml.file_types import (
    Answer,
    FileDate,
    FileDecimal,
    FileId,
    FileInt,
    FileModel,
    FileText,
    FileTruth,
    FreeText,
    Local,
    OneOrMany,
)

KIND_KEYS = ("correct", "answer", "answers", "number", "pairs", "essay", "text_only")
"""An item has exactly one of these; it decides the kind before anything else is looked at."""

ANY_NUMBER = "any"
_NUMBER_SCHEMA: dict[str, Any] = {"anyOf": [{"type": "number"}, {"const": ANY_NUMBER}]}


def _any_number(value: object) -> object:
    return None if value == ANY_NUMBER else value


class FileNumber(FileModel):
    """An accepted value of a numerical item; `any` stands for every other number."""

    value: Annotated[Decimal | None, BeforeValidator(_any_number), WithJsonSchema(_NUMBER_SCHEMA)]
    tolerance: FileDecimal | None = None
    weight: FileDecimal | None = None
    feedback: FreeText | None = None


class FileEssay(FileModel):
    """How many lines to offer, and notes for the person who marks."""

    lines: FileInt | None = None
    notes: FreeText | None = None


class FileItem(FileModel):
    """A test item; one of `correct`, `answer`, `answers`, `number`, `pairs`, `essay`, `text_only` says its kind."""

    id: FileId | None = None
    name: FreeText | None = None
    topic: FileText | None = None
    difficulty: FileText | None = None
    outcome: FileText | None = None
    stem: FreeText | None = None
    symbols: dict[str, FileText] | None = None
    correct: Annotated[list[Answer], OneOrMany] | None = None
    distractors: Annotated[list[Answer], OneOrMany] | None = None
    several: FileTruth | None = None
    answer: FileTruth | None = None
    when_true: FreeText | None = None
    when_false: FreeText | None = None
    answers: Annotated[list[Answer], OneOrMany] | None = None
    match_case: FileTruth | None = None
    number: Annotated[list[FileNumber], OneOrMany] | None = None
    pairs: list[Annotated[list[FreeText], Field(min_length=2, max_length=2)]] | None = None
    extra: Annotated[list[FreeText], OneOrMany] | None = None
    essay: FileEssay | None = None
    text_only: FileTruth | None = None
    feedback: FreeText | None = None
    hints: Annotated[list[FreeText], OneOrMany] | None = None
    points: FileDecimal | None = None
    uses: Annotated[list[FileText], OneOrMany] | None = None
    tags: Annotated[list[FreeText], OneOrMany] | None = None
    translates: FileText | None = None
    sample_of: FileText | None = None
    accepts: dict[str, FileText] | None = None


class FileBank(FileModel):
    """All items of one control of one course in one language, or a practice set."""

    items: list[FileItem]


class FileReferenceMaterial(FileModel):
    """A table, chart or diagram permitted at the exam."""

    id: FileText
    title: Local | None = None


class FileUpdate(FileModel):
    """A yearly update of the base."""

    academic_year: FileText
    date: FileDate | None = None
    note: Local | None = None


class FileAppointment(FileModel):
    """Who has appointed the responsible person, and when."""

    by: FileText
    date: FileDate | None = None


class FilePaperRecord(FileModel):
    """Where the signed paper copy is kept."""

    place: FileText
    date: FileDate | None = None


class FilePassport(FileModel):
    """The passport of a test base; which fields a university demands is its profile's matter."""

    course: FileText | None = None
    programmes: Annotated[list[FileText], OneOrMany] | None = None
    language: FileText | None = None
    compilers: Annotated[list[FileText], OneOrMany] | None = None
    responsible: FileText | None = None
    appointment: FileAppointment | None = None
    reference_materials: list[FileReferenceMaterial] | None = None
    updates: list[FileUpdate] | None = None
    paper_record: FilePaperRecord | None = None
