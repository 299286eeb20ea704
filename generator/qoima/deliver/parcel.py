"""What is handed over at once: all that a course has for Moodle in one language, and who has approved it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from qoima.core.diagnostic import Diagnostics
from qoima.deliver.draft import draft_path
from qoima.deliver.held_banks import Stream
from qoima.formats.moodle_backup.backup import Backup
from qoima.model.bank import Bank, BankId
from qoima.model.people import Person
from qoima.model.review import Review


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """Of which state of the repository, by which version, on which day."""

    commit: str
    day: date
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """The latest signed sheet on a bank; `is_of_these`: its experts have seen the items as they are."""

    review: Review
    is_of_these: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedBank:
    """A bank that is handed over; `digest` stands for its items."""

    bank: Bank
    digest: str
    conclusion: Conclusion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One course in one language.

    `files` are those for Moodle by name, such as `rk1.mbz`; `backups` says by the same names what the `.mbz` hold.
    `forms` are sheets to print, `sheets` the reviews as they stand in the repository, both by name. `kept_back` has the
    banks of the course and language that are not handed over, with the reasons.
    """

    stream: Stream
    making: Making
    files: Mapping[str, bytes]
    backups: Mapping[str, Backup]
    banks: tuple[PackedBank, ...]
    people: Mapping[str, Person] = field(default_factory=dict)
    forms: Mapping[str, bytes] = field(default_factory=dict)
    sheets: Mapping[str, bytes] = field(default_factory=dict)
    kept_back: Mapping[BankId, Diagnostics] = field(default_factory=dict)
    is_draft: bool = False

    def named(self, name: str) -> str:
        """The name of a file; that of a draft says so."""
        return draft_path(name) if self.is_draft else name

    @property
    def folder(self) -> str:
        """Where the files stand below `dist/`."""
        return f"moodle/{self.stream.path}"

    @property
    def zip_path(self) -> str:
        """Where the whole stands below `dist/`, in one file."""
        return f"moodle/{self.stream.course.id}/{self.named(f'{self.stream.course.id}-{self.stream.language}.zip')}"
