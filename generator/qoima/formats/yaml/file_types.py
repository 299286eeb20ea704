"""The kinds of values in the files that people write: a scalar is its text, the field says what it means."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

SCALAR_SCHEMA: dict[str, Any] = {"type": ["string", "number", "boolean", "null"]}
LANGUAGE_KEYS = ("kk", "ru", "en")


class FileModel(BaseModel):
    """A mapping in a file: no other keys than these."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _truth(value: object) -> object:
    if value not in ("true", "false"):
        raise PydanticCustomError("truth_expected", "true or false")
    return value == "true"


_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[T ][0-9]{2}:[0-9]{2}")


def _date(value: object) -> object:
    """A bare number is no date, though pydantic would count it in seconds."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise PydanticCustomError("date_expected", "a date")
    return value


def _date_time(value: object) -> object:
    if not isinstance(value, str) or not _DATE.match(value) or not _TIME.match(value, len("2026-10-06")):
        raise PydanticCustomError("datetime_expected", "a date with time")
    return value


def _one_or_many(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _text_expected(value: object, known: tuple[str, ...]) -> None:
    """A list, or a mapping with no key of ours, stands where a text was meant (`- Ответ: 5`)."""
    if isinstance(value, list) or (isinstance(value, dict) and value and not set(value) & set(known)):
        raise PydanticCustomError("text_expected", "a text")


FileText = Annotated[str, WithJsonSchema(SCALAR_SCHEMA)]
FileId = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=100), WithJsonSchema({"type": ["string", "number"]})
]
FileInt = Annotated[int, WithJsonSchema({"type": "integer"})]
FileDecimal = Annotated[Decimal, WithJsonSchema({"type": "number"})]
FileTruth = Annotated[bool, BeforeValidator(_truth), WithJsonSchema({"type": "boolean"})]
FileDate = Annotated[date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
FileDateTime = Annotated[datetime, BeforeValidator(_date_time), WithJsonSchema({"type": "string"})]


def _text(value: object) -> object:
    _text_expected(value, ())
    return value


FreeText = Annotated[FileText, BeforeValidator(_text)]
"""A text that people read: a comment must not cut it."""


class FileLocalText(FileModel):
    """A text in some of the site's languages."""

    kk: FreeText | None = None
    ru: FreeText | None = None
    en: FreeText | None = None

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [SCALAR_SCHEMA, handler.resolve_ref_schema(handler(core))]}


class FileOneText(FileLocalText):
    """A text given as one string: in the default language of the file."""

    only: str


def _local(value: object) -> object:
    _text_expected(value, LANGUAGE_KEYS)
    return FileOneText(only=value) if isinstance(value, str) else value


Local = Annotated[FileLocalText, BeforeValidator(_local)]


FileCount = Annotated[int, Field(ge=0), WithJsonSchema({"type": "integer", "minimum": 0})]


class FileMix(FileModel):
    """How many items of each difficulty a paper has."""

    easy: FileCount = 0
    medium: FileCount = 0
    hard: FileCount = 0

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [SCALAR_SCHEMA, handler.resolve_ref_schema(handler(core))]}


class FileMixWord(FileMix):
    """The mix as a word, such as `same`."""

    word: str


def _mix(value: object) -> object:
    return FileMixWord(word=value) if isinstance(value, str) else value


PaperMix = Annotated[FileMix, BeforeValidator(_mix)]


class FileAnswer(FileModel):
    """An option or an accepted answer: a text, or a mapping with feedback and weight."""

    text: FreeText
    feedback: FreeText | None = None
    weight: FileDecimal | None = None

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [SCALAR_SCHEMA, handler.resolve_ref_schema(handler(core))]}


def _answer(value: object) -> object:
    _text_expected(value, ("text", "feedback", "weight"))
    return {"text": value} if isinstance(value, str) else value


Answer = Annotated[FileAnswer, BeforeValidator(_answer)]


class _OneOrMany:
    """A list, or one entry of it without the list."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_one_or_many, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        several = handler(core)
        return {"anyOf": [several["items"], several]}


OneOrMany = _OneOrMany()
