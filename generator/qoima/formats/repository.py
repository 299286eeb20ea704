"""A repository from the bytes of its files: every reader in its place, every picture that a text names looked for."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping

from qoima.core.diagnostic import Diagnostic, Diagnostics, Message, has_error
from qoima.core.problems import problem
from qoima.core.source import Source
from qoima.formats.decode import decode
from qoima.formats.gift.read import read_gift
from qoima.formats.pictures import SUFFIXES, picture_problems
from qoima.formats.yaml.bank import read_items
from qoima.formats.yaml.catalogue import read_calendar, read_passport, read_people, read_programme, read_university
from qoima.formats.yaml.course import read_course
from qoima.model.bank import Bank, BankId, Passport, Practice
from qoima.model.catalogue import AcademicYear, Course, Person, Programme, University
from qoima.model.repository import Repository

_READERS = {".yaml": read_items, ".gift": read_gift}
BANK_SUFFIXES = tuple(_READERS)
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_KNOWN_BESIDE_BANKS = ("images", "reviews", "deliveries")


def read_repository(
    files: Mapping[str, bytes], *, unread: Iterable[str] = (), with_testbanks: bool = True
) -> tuple[Repository, Diagnostics]:
    """The repository of files by path, and what is wrong with them. `unread` are paths whose bytes cannot be had."""
    reading = _Reading(files, unread)
    reading.catalogue()
    reading.practice_sets()
    if with_testbanks:
        reading.testbanks()
    pictures = {path: data for path, data in files.items() if posixpath.splitext(path)[1].lower() in SUFFIXES}
    holders: tuple[Bank | Practice, ...] = (*reading.banks, *reading.practice)
    for holder in holders:
        reading.said += picture_problems(holder.items, holder.folder, pictures, published=True)
    repository = Repository(
        university=reading.university,
        people=reading.people,
        years=reading.years,
        programmes=tuple(reading.programmes),
        courses=tuple(reading.courses),
        banks=tuple(reading.banks),
        passports=tuple(reading.passports),
        practice=tuple(reading.practice),
        pictures=pictures,
        has_testbanks=with_testbanks,
        unread=frozenset(reading.unread),
    )
    return repository, tuple(reading.said)


class _Reading:
    def __init__(self, files: Mapping[str, bytes], unread: Iterable[str]) -> None:
        self.files = files
        self.unread = set(unread)
        self.said: list[Diagnostic] = []
        self.university: University | None = None
        self.default = "en"
        self.people: tuple[Person, ...] = ()
        self.years: tuple[AcademicYear, ...] = ()
        self.programmes: list[Programme] = []
        self.courses: list[Course] = []
        self.banks: list[Bank] = []
        self.passports: list[Passport] = []
        self.practice: list[Practice] = []

    def source(self, path: str) -> Source | None:
        """The text of a file, or None with what is wrong."""
        if path not in self.files:
            if path not in self.unread:
                self.said.append(
                    problem("FIL001", Source(path, "").whole(), reason=Message("reason.absent", "no such file"))
                )
            return None
        source, said = decode(path, self.files[path])
        self.said += said
        if source is None:
            self.unread.add(path)
        return source

    def below(self, pattern: str, id: re.Pattern[str] = _ID) -> Iterator[tuple[Source, tuple[str, ...]]]:
        """The files whose path matches, with the groups of the match; names that are no ids are reported."""
        for path in sorted(self.files):
            match = re.fullmatch(pattern, path)
            if match is None:
                continue
            bad = next((part for part in match.groups() if not id.fullmatch(part)), None)
            if bad is not None:
                self.said.append(problem("FIL009", Source(path, "").whole(), name=bad))
            elif (source := self.source(path)) is not None:
                yield source, match.groups()

    def take(self, source: Source, said: Diagnostics) -> None:
        """What was said of a file; after an error nothing may be concluded from what it lacks."""
        self.said += said
        if has_error(said):
            self.unread.add(source.path)

    def catalogue(self) -> None:
        if (source := self.source("content/university.yaml")) is not None:
            self.university, said = read_university(source)
            self.said += said
            self.default = self.university.default_language if self.university else "en"
        if (source := self.source("content/people.yaml")) is not None:
            self.people, said = read_people(source, self.default)
            self.take(source, said)
        if (source := self.source("content/calendar.yaml")) is not None:
            self.years, said = read_calendar(source)
            self.take(source, said)
        for source, (id,) in self.below(r"content/programmes/([^/]+)\.yaml", _CODE):
            programme, said = read_programme(source, id, self.default)
            self.said += said
            self.programmes += [programme] if programme else []
            self.unread |= set() if programme else {source.path}
        for source, (id,) in self.below(r"content/courses/([^/]+)\.yaml"):
            course, said = read_course(source, id, self.default)
            self.said += said
            self.courses += [course] if course else []
            self.unread |= set() if course else {source.path}

    def practice_sets(self) -> None:
        for source, (course, language) in self.below(r"content/practice/([^/]+)/([^/]+)\.(?:yaml|gift)"):
            reading = _READERS[posixpath.splitext(source.path)[1]](source)
            self.said += reading.said
            if reading.unread_items or (not reading.items and has_error(reading.said)):
                self.unread.add(source.path)
            self.practice.append(Practice(course=course, language=language, items=reading.items, at=reading.at))

    def testbanks(self) -> None:
        first: dict[BankId, str] = {}
        for source, (course, language, name) in self.below(r"testbanks/([^/]+)/([^/]+)/([^/]+)\.(?:yaml|gift)"):
            if name == "passport":
                self.passport(source, course, language)
                continue
            id = BankId(course, language, name)
            if id in first:
                self.said.append(problem("FIL016", source.whole(), path=first[id]))
                continue
            first[id] = source.path
            reading = _READERS[posixpath.splitext(source.path)[1]](source)
            self.said += reading.said
            if not reading.items and has_error(reading.said):
                self.unread.add(source.path)
            else:
                bank = Bank(id=id, items=reading.items, unread_items=reading.unread_items, at=reading.at)
                self.banks.append(bank)
        self.unexpected()

    def passport(self, source: Source, course: str, language: str) -> None:
        passport, said = read_passport(source, (course, language))
        self.said += said
        if passport is None:
            self.unread.add(source.path)
        else:
            self.passports.append(passport)

    def unexpected(self) -> None:
        for path in sorted(self.files):
            match = re.fullmatch(r"testbanks/[^/]+/[^/]+/([^/]+)(/.*)?", path)
            if match and not path.endswith(BANK_SUFFIXES) and not (match[2] and match[1] in _KNOWN_BESIDE_BANKS):
                self.said.append(problem("FIL015", Source(path, "").whole(), path=path))
