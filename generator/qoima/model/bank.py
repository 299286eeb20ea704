"""Live banks, their passports, and the public practice sets."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from qoima.core.source import Placed, Span
from qoima.model.item import Item
from qoima.model.people import Appointment
from qoima.model.text import LocalText

_FILE = re.compile(r"testbanks/([^/]+)/([^/]+)/((?!passport\.)[^/]+)\.(?:yaml|gift)")


class BankId(NamedTuple):
    """Which bank: course, language, control."""

    course: str
    language: str
    control: str

    def __str__(self) -> str:
        return "/".join(self)

    @property
    def folder(self) -> str:
        """Where the bank stands; pictures are named relative to it."""
        return f"testbanks/{self.course}/{self.language}"


def bank_of_file(path: str) -> BankId | None:
    """The bank that a file of this path holds."""
    match = _FILE.fullmatch(path)
    return BankId(*match.groups()) if match else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSet(Placed):
    """Items to be written to one file; `folder` is what their picture paths are relative to.

    `category` is where they go in Moodle, each under its difficulty; None leaves each item in its own category.
    `taken` has the pictures that stand already where those of the file will be put, by the path that texts name.
    """

    items: tuple[Item, ...]
    folder: str = ""
    category: tuple[str, ...] | None = None
    taken: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank(Placed):
    """All items of one control of one course in one language. `at` is the key of the list (GIFT: the first line)."""

    id: BankId
    items: tuple[Item, ...]
    unread_items: int = 0
    """Items that the reader refused, with errors of their own; counts take them in, shares wait for them."""

    @property
    def folder(self) -> str:
        """Where the bank stands; pictures are named relative to it."""
        return self.id.folder

    def for_moodle(self) -> ItemSet:
        """The items under the category that the bank has in Moodle: course, language, control."""
        return ItemSet(items=self.items, folder=self.folder, category=tuple(self.id), at=self.at, places=self.places)


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice(Placed):
    """The public set of items of one course in one language."""

    course: str
    language: str
    items: tuple[Item, ...]

    @property
    def folder(self) -> str:
        """Where the set stands; pictures are named relative to it."""
        return f"content/practice/{self.course}"


class Update(NamedTuple):
    """A yearly update of the base (EKU 5.24)."""

    academic_year: str
    date: date | None
    note: LocalText | None
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceMaterial(Placed):
    """A table, chart or diagram that students may use at the exam (EKU 5.22)."""

    id: str
    title: LocalText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passport(Placed):
    """The passport of a test base (EKU 5.22): a field that the file lacks is None.

    `folder` is (course, language) as the path says it; `course` and `language` are what the sheet itself names.
    """

    folder: tuple[str, str]
    course: str | None = None
    programmes: tuple[str, ...] | None = None
    language: str | None = None
    compilers: tuple[str, ...] | None = None
    responsible: str | None = None
    appointment: Appointment | None = None
    """By whom the responsible person is appointed who does not teach the course (EKU 5.21)."""
    reference_materials: tuple[ReferenceMaterial, ...] | None = None
    updates: tuple[Update, ...] = ()
    paper_record: str | None = None
