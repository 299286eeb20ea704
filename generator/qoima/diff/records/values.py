"""What stands in a field of a record, in words for people: days, yes and no, people and courses by their names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from qoima.core.diagnostic import Message
from qoima.core.source import Placed
from qoima.core.words import Lang
from qoima.diff.records.labels import label_of, value_word
from qoima.formats.messages import say
from qoima.model.bank import Update
from qoima.model.blended import TransferOrder
from qoima.model.calendar import MidtermPeriod, Period
from qoima.model.control_plan import Approval, Mix
from qoima.model.integration import Meeting, Signature
from qoima.model.mooc import Rights
from qoima.model.mooc_launch import Step
from qoima.model.mooc_papers import Minutes, PaperFile
from qoima.model.people import Appointment, CourseTutor
from qoima.model.repository import Repository
from qoima.model.review import Memo, PaperRecord
from qoima.model.text import LocalText
from qoima.model.university import ProfileUse
from qoima.model.views import kind_of
from qoima.site.wording import Wording

PEOPLE = (
    "authors", "by", "compilers", "director", "experts", "head", "lecturer", "methodologists", "person", "responsible",
    "signed_by", "teacher", "teachers",
)  # fmt: skip
"""Fields that name people by id; some take a free text as well."""
COURSES = ("course", "courses", "prerequisites", "prerequisite_courses", "postrequisite_courses")
PROGRAMMES = ("programme", "programmes")
ATOMS = (
    Approval, Appointment, CourseTutor, Meeting, Memo, MidtermPeriod, Minutes, Mix, PaperFile, PaperRecord, Period,
    Rights, Signature, Step, TransferOrder,
)  # fmt: skip
"""Records that are one fact: shown whole, as `department, No. 1, 28 August 2026`."""

NAMES = ("title", "name", "term", "id", "code", "week", "year", "academic_year", "use", "profile", "stage", "when")
"""Fields that a record in a list is called by, the best first."""
SHORT_CHARACTERS = 90
LISTED = 12
"""Entries of a list that was added or removed whole are named up to this number."""
HEADLINES = 7
"""So many facts say what a record is that was added or removed."""


YES = Message("record.said.yes", "yes")
NO = Message("record.said.no", "no")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a repository's people, courses, programmes and topics, by id."""

    people: Mapping[str, LocalText] = field(default_factory=dict)
    courses: Mapping[str, LocalText] = field(default_factory=dict)
    programmes: Mapping[str, LocalText] = field(default_factory=dict)
    topics: Mapping[str, Mapping[str, LocalText]] = field(default_factory=dict)
    """By course."""
    default_language: str = "en"

    @classmethod
    def of(cls, repository: Repository) -> "Names":
        """The names in a repository."""
        return cls(
            people={p.id: p.name for p in repository.people},
            courses={m.id: m.name for m in repository.moocs} | {c.id: c.name for c in repository.courses},
            programmes={p.id: p.name for p in repository.programmes},
            topics={c.id: c.topics for c in repository.courses},
            default_language=repository.university.default_language if repository.university else "en",
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """Values of one side in a language; `course` is the course whose topics are meant, `with_ids` tells like names."""

    lang: Lang
    names: Names
    course: str = ""
    with_ids: bool = False

    @property
    def words(self) -> Wording:
        """Days, numbers and labels of the language."""
        return Wording(self.lang, self.names.default_language)

    def value(self, kind: str, name: str, held: Any) -> str:
        """The value of the field `name` of a record of that kind; of a record in it, one line."""
        match held:
            case LocalText():
                return self.words.plain(held)
            case bool():
                return say(YES if held else NO, self.lang)
            case datetime():
                return self.words.moment(held)
            case date():
                return self.words.full_date(held)
            case int() | Decimal():
                return self.words.number(held)
            case str():
                return self._text(kind, name, held.strip())
            case Mapping():
                counts = all(isinstance(one, (int, Decimal)) for one in held.values())
                said = ((self.key(kind, name, key), self.value(kind, name, one)) for key, one in held.items())
                return ", ".join(f"{key} {one}" for key, one in said) if counts else "; ".join(map(": ".join, said))
            case Mix():
                return self.value(kind, name, held.numbers or held.word)
            case Placed() | Period() | ProfileUse() | Update():
                return self.line(held)
            case tuple() if name == "binds":
                return self._bound(held)
            case tuple():
                return ", ".join(self.value(kind, name, one) for one in held)
            case _:
                return "" if held is None else str(held)

    def key(self, kind: str, name: str, key: str) -> str:
        """The key of a mapping: kinds of hours and languages in words, an id as it is."""
        if name == "hours":
            return self.words.label("hours", key)
        if name == "mix":
            return self.words.label("difficulty", key)
        return self._reference(self.names.courses, key) if name == "umkd" else key

    def _text(self, kind: str, name: str, text: str) -> str:
        if name in PEOPLE:
            return self._reference(self.names.people, text)
        if name in COURSES:
            return self._reference(self.names.courses, text)
        if name in PROGRAMMES:
            known = self.names.programmes.get(text)
            return f"{text} «{self.words.plain(known)}»" if known else text
        if name == "topics":
            return self._reference(self.names.topics.get(self.course, {}), text)
        return value_word(self.words, kind, name, text)

    def _reference(self, names: Mapping[str, LocalText], id: str) -> str:
        name = self.words.plain(names.get(id))
        return (f"{name} ({id})" if self.with_ids else name) if name else id

    def _bound(self, bound: Sequence[tuple[str, Any]]) -> str:
        """What a profile applies to."""
        return "; ".join(f"{label_of('university', kind, self.lang)}: {_ids(ids)}" for kind, ids in bound)

    def called(self, record: Any) -> str:
        """What a record in a list is called by: its title, its id; else the line that it is."""
        name = name_field(record)
        return self.value(kind_of(record), name, getattr(record, name)) if name else _short(self.line(record))

    def line(self, record: Any, *, named: bool = True) -> str:
        """A record in one line: one fact by its values, another by its first facts with their labels.

        Without what it is called by where `named` is false: a label says that.
        """
        kind = kind_of(record)
        held = [(name, value) for name, value in held_fields(record) if not is_empty(value) and value is not False]
        if isinstance(record, ATOMS):
            parts = [self._fact(kind, name, value) for name, value in held]
            return (" – " if isinstance(record, Period) else ", ").join(parts)
        known = "" if named else name_field(record)
        texts = [f"{label_of(kind, name, self.lang)}: {self.entry(kind, name, v)}" for name, v in held if name != known]
        return "; ".join(texts[:HEADLINES]) + (" …" if len(texts) > HEADLINES else "")

    def _fact(self, kind: str, name: str, value: Any) -> str:
        text = self.value(kind, name, value)
        if name == "week":
            return say(Message("record.said.week", "week {n}", MappingProxyType({"n": value})), self.lang)
        return f"№ {text}" if name == "number" else text

    def entry(self, kind: str, name: str, value: Any) -> str:
        """A value inside a line: of records in a list their names, of a long text its beginning."""
        if isinstance(value, tuple) and value and is_record(value[0]) and not isinstance(value[0], ATOMS):
            return listed([self.called(one) for one in value])
        return _short(self.value(kind, name, value))


def held_fields(record: Any) -> Iterator[tuple[str, Any]]:
    """The fields that stand in a file, with their values."""
    names = record._fields if isinstance(record, (ProfileUse, Update)) else [one.name for one in fields(record)]
    return ((name, getattr(record, name)) for name in names if name not in ("at", "places", "folder"))


def name_field(record: Any) -> str:
    """The field that a record is called by; empty where it has none."""
    return next((name for name in NAMES if not is_empty(getattr(record, name, None))), "")


def is_record(value: Any) -> bool:
    """Whether the value has fields of its own."""
    return isinstance(value, (Placed, Period, ProfileUse, Update))


def is_empty(value: Any) -> bool:
    """Whether nothing is said: no value, no text, or a record of such."""
    if is_record(value):
        return all(is_empty(one) for _, one in held_fields(value))
    return value is None or (not isinstance(value, (bool, int, Decimal)) and not value)


def _ids(ids: Any) -> str:
    return ids if isinstance(ids, str) else ", ".join(ids)


def listed(entries: Sequence[str]) -> str:
    """Entries by their names, up to a number."""
    shown = [_short(one) for one in entries[:LISTED]]
    return ", ".join(shown) + (f" … (+{len(entries) - LISTED})" if len(entries) > LISTED else "")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT_CHARACTERS else line[:SHORT_CHARACTERS].rpartition(" ")[0] + " …"
