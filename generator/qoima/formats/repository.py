"""A repository from the bytes of its files: every reader in its place, every picture that a text names looked for."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping

from qoima.core.diagnostic import Diagnostic, Diagnostics, Message, has_error
from qoima.core.problems import problem
from qoima.core.source import Source
from qoima.formats.conflict import conflict
from qoima.formats.decode import decode
from qoima.formats.gift.read import read_gift
from qoima.formats.moodle.unfit import unfit
from qoima.formats.pictures import SUFFIXES, picture_problems
from qoima.formats.yaml.bank import read_items
from qoima.formats.yaml.deliveries import read_deliveries
from qoima.formats.yaml.passport import read_passport
from qoima.formats.yaml.shape import Record, read_record, read_records
from qoima.formats.yaml.university import read_university
from qoima.model.bank import Bank, BankId, Passport, Practice
from qoima.model.blended import BlendedLearning
from qoima.model.calendar import AcademicYear, Calendar
from qoima.model.course import Course
from qoima.model.delivery import Deliveries
from qoima.model.integration import IntegrationMap
from qoima.model.mooc import Mooc
from qoima.model.people import Person
from qoima.model.programme import Programme
from qoima.model.repository import Repository
from qoima.model.review import ExpertOrder, ExpertOrders, Review
from qoima.model.university import University

_READERS = {".yaml": read_items, ".gift": read_gift}
BANK_SUFFIXES = tuple(_READERS)
ID = re.compile(r"[a-z0-9][a-z0-9-]*")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_KNOWN_BESIDE_BANKS = ("images", "reviews", "deliveries")
_NO_RECORD = re.compile(r"testbanks/[^/]+/[^/]+/deliveries/(?![^/]+\.yaml$).+")
"""Beside records of deliveries: a record by another name would seal nothing."""


def read_repository(
    files: Mapping[str, bytes],
    *,
    unread: Iterable[str] = (),
    with_testbanks: bool = True,
    frame: Repository | None = None,
    pictures: Mapping[str, bytes] | None = None,
) -> tuple[Repository, Diagnostics]:
    """The repository of files by path, and what is wrong with them. `unread` are paths whose bytes cannot be had.

    Of a part of a repository, `frame` is what its other files have been read to: the university, people, years and
    orders of experts are those of the frame. `pictures` are all there are, where `files` has not all of them.
    """
    reading = _Reading(files, {*unread, *(frame.unread if frame else ())})
    reading.within(frame) if frame else reading.frame()
    reading.catalogue()
    reading.practice_sets()
    if with_testbanks:
        reading.testbanks()
    pictures = pictures_of(files) if pictures is None else pictures
    holders: tuple[Bank | Practice, ...] = (*reading.banks, *reading.practice)
    for holder in holders:
        reading.said += picture_problems(holder.items, holder.folder, pictures, published=True)
        reading.said += unfit(holder.items)
    repository = Repository(
        university=reading.university,
        people=reading.people,
        years=reading.years,
        programmes=tuple(reading.programmes),
        courses=tuple(reading.courses),
        moocs=tuple(reading.moocs),
        maps=tuple(reading.maps),
        blended=tuple(reading.blended),
        expert_orders=reading.orders,
        reviews=tuple(reading.reviews),
        banks=tuple(reading.banks),
        passports=tuple(reading.passports),
        practice=tuple(reading.practice),
        deliveries=tuple(reading.deliveries),
        pictures=pictures,
        has_testbanks=with_testbanks,
        unread=frozenset(reading.unread),
    )
    return repository, tuple(reading.said)


def pictures_of(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that are pictures, by path."""
    return {path: data for path, data in files.items() if is_picture(path)}


def is_picture(path: str) -> bool:
    """Whether a file counts as a picture, by its ending."""
    return posixpath.splitext(path)[1].lower() in SUFFIXES


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
        self.moocs: list[Mooc] = []
        self.maps: list[IntegrationMap] = []
        self.blended: list[BlendedLearning] = []
        self.orders: tuple[ExpertOrder, ...] = ()
        self.reviews: list[Review] = []
        self.banks: list[Bank] = []
        self.passports: list[Passport] = []
        self.practice: list[Practice] = []
        self.deliveries: list[Deliveries] = []

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
        if source is not None and path.endswith(".gift") and (unmerged := conflict(source, "GFT071")) is not None:
            # Not in the reader: Moodle, whose reading `dump` shows, takes the marks for text.
            self.said.append(unmerged)
            source = None
        if source is None:
            self.unread.add(path)
        return source

    def below(self, pattern: str, id: re.Pattern[str] = ID) -> Iterator[tuple[Source, tuple[str, ...]]]:
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

    def within(self, frame: Repository) -> None:
        """Take over what has been read already."""
        self.university, self.people, self.years = frame.university, frame.people, frame.years
        self.default = frame.university.default_language if frame.university else self.default
        self.orders = frame.expert_orders

    def frame(self) -> None:
        """Read what every other file rests on."""
        if (source := self.source("content/university.yaml")) is not None:
            self.university, said = read_university(source)
            self.take(source, said)
            self.default = self.university.default_language if self.university else "en"
        if (source := self.source("content/people.yaml")) is not None:
            self.people, said = read_records(source, Person, self.default)
            self.take(source, said)
        if (source := self.source("content/calendar.yaml")) is not None:
            calendar, said = read_record(source, Calendar, self.default)
            self.years = calendar.years if calendar else ()
            self.take(source, said)

    def catalogue(self) -> None:
        self.programmes = self.records(r"content/programmes/([^/]+)\.yaml", Programme, CODE)
        self.courses = self.records(r"content/courses/([^/]+)\.yaml", Course)
        self.moocs = self.records(r"content/moocs/([^/]+)\.yaml", Mooc)
        self.maps = self.records(r"content/maps/([^/]+)\.yaml", IntegrationMap)
        self.blended = self.records(r"content/blended/([^/]+)\.yaml", BlendedLearning)

    def records(self, pattern: str, kind: type[Record], id: re.Pattern[str] = ID) -> list[Record]:
        """The files whose path matches as records; the group is their id."""
        return [held for source, (name,) in self.below(pattern, id) if (held := self.record(source, kind, id=name))]

    def record(self, source: Source, kind: type[Record], **outside: object) -> Record | None:
        """A file as a record; one that cannot be read is told to those who would miss it."""
        held, said = read_record(source, kind, self.default, **outside)
        self.said += said
        if held is None:
            self.unread.add(source.path)
        return held

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
        for source, (course, language, name) in self.below(r"testbanks/([^/]+)/([^/]+)/reviews/([^/]+)\.yaml"):
            if (review := self.record(source, Review, folder=(course, language), name=name)) is not None:
                self.reviews.append(review)
        self.delivered()
        for source, _ in self.below(r"testbanks/experts\.yaml"):
            orders = self.record(source, ExpertOrders)
            self.orders = orders.orders if orders else ()
        self.unexpected()

    def passport(self, source: Source, course: str, language: str) -> None:
        passport, said = read_passport(source, (course, language))
        self.said += said
        if passport is None:
            self.unread.add(source.path)
        else:
            self.passports.append(passport)

    def delivered(self) -> None:
        for source, (course, language, name) in self.below(r"testbanks/([^/]+)/([^/]+)/deliveries/([^/]+)\.yaml"):
            deliveries, said = read_deliveries(source, (course, language), name)
            self.take(source, said)
            if deliveries is not None:
                self.deliveries.append(deliveries)

    def unexpected(self) -> None:
        for path in sorted(self.files):
            match = re.fullmatch(r"testbanks/[^/]+/[^/]+/([^/]+)(/.*)?", path)
            is_known = path.endswith(BANK_SUFFIXES) or (match and match[2] and match[1] in _KNOWN_BESIDE_BANKS)
            if match and (not is_known or _NO_RECORD.fullmatch(path)):
                self.said.append(problem("FIL015", Source(path, "").whole(), path=path))
