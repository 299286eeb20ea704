"""A repository ready to be checked part by part: what all parts rest on, and what they may ask for of each other."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from qoima.check import InForce, in_force
from qoima.cli.checking.facts import Facts, digest_of
from qoima.cli.checking.profiles import packaged_profiles, with_profiles
from qoima.cli.files import Files
from qoima.core.diagnostic import Diagnostics
from qoima.core.source import NOWHERE, Source
from qoima.formats.decode import decode
from qoima.formats.repository import CODE, ID, pictures_of, read_repository
from qoima.model.course import Course
from qoima.model.groups import FRAME
from qoima.model.integration import IntegrationMap
from qoima.model.linking import public_items
from qoima.model.links import PublicItems
from qoima.model.people import Person
from qoima.model.programme import Programme
from qoima.model.repository import Repository
from qoima.model.surroundings import Watched
from qoima.model.university import University
from qoima.rules import RULES
from qoima.rules.bank.likeness import practice_unlike_live
from qoima.rules.bank.sketch import Sketch, Sketches, as_data, from_data, sketches_of

Json = Any
V = TypeVar("V")
_PRACTICE = re.compile(r"content/practice/([^/]+)/([^/]+)\.(?:yaml|gift)")


def is_practice(path: str) -> bool:
    """Whether a file is one of practice."""
    match = _PRACTICE.fullmatch(path)
    return match is not None and all(ID.fullmatch(part) for part in match.groups())


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is checked, on which day, with which profiles beside those of university.yaml."""

    files: Files
    day: date
    extra_profiles: tuple[str, ...] = ()
    with_testbanks: bool = True


class Practice:
    """The open items of a repository: the sketches of each file as data, by path."""

    def __init__(self, data: Mapping[str, Json]) -> None:
        self.digests = {path: digest_of(held) for path, held in data.items()}
        self.data = data

    def near(self, live: Sequence[Sketch], percent: int) -> dict[str, str]:
        """The files with an item that is near to one of `live`, with the digests of their sketches."""
        paths, index = self._index
        found = {paths[number] for one in live for numbers in index.near(one, percent) for number in numbers}
        return {path: self.digests[path] for path in sorted(found)}

    def only(self, paths: Sequence[str]) -> "Practice":
        """Some of the files."""
        return Practice({path: self.data[path] for path in paths})

    @cached_property
    def _index(self) -> tuple[list[str], Sketches]:
        held = [(path, one) for path, data in self.data.items() for one in from_data(data)]
        return [path for path, _ in held], Sketches(one for _, one in held)


class Parts:
    """A repository with what its parts have in common, each thing read when it is asked for."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.facts = Facts(order.files, lambda: self.people, lambda: self.frame.unread, self.text_of)
        self._sources: dict[str, Source | None] = {}

    @cached_property
    def _frame(self) -> tuple[Repository, Diagnostics]:
        return read_repository(
            self.files_of(FRAME),
            unread=self.unread(FRAME),
            with_testbanks=self.order.with_testbanks,
            pictures={},
        )

    @property
    def frame(self) -> Repository:
        """What all parts rest on."""
        return self._frame[0]

    @property
    def frame_said(self) -> Diagnostics:
        """What is wrong with the files of the frame."""
        return self._frame[1]

    @cached_property
    def university(self) -> University | None:
        """The university with the profiles that are added for this run; None where its file cannot be read."""
        held = self.frame.university
        return held and with_profiles(held, self.order.extra_profiles)

    @cached_property
    def ruling(self) -> str:
        """What university.yaml decides about the parts: waivers come after them, and its places are asked for alone."""
        if self.university is None:
            return ""
        uses = tuple(use._replace(at=NOWHERE) for use in self.university.profiles)
        return repr(replace(self.university, waivers=(), profiles=uses))

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """The staff by id."""
        return {person.id: person for person in self.frame.people}

    def files_of(self, name: str) -> dict[str, bytes]:
        """The files of a part."""
        held = self.order.files.held
        return {path: held[path] for path in self.facts.parts.get(name, ()) if path in held}

    def unread(self, name: str) -> frozenset[str]:
        """The files of a part whose bytes cannot be had."""
        return self.order.files.unread.intersection(self.facts.parts.get(name, ()))

    def source_of(self, path: str) -> Source | None:
        """A file as text; None where it is none."""
        if path not in self._sources:
            data = self.order.files.held.get(path)
            self._sources[path] = None if data is None else decode(path, data)[0]
        return self._sources[path]

    def text_of(self, path: str) -> str | None:
        """The text of a file; None where it is none."""
        source = self.source_of(path)
        return None if source is None else source.text

    @cached_property
    def pictures(self) -> Mapping[str, bytes]:
        """All pictures of the repository."""
        return pictures_of(self.order.files.held)

    def _of(self, files: Mapping[str, bytes], unread: frozenset[str] = frozenset()) -> Repository:
        return read_repository(files, unread=unread, frame=self.frame, with_testbanks=False, pictures={})[0]

    def public(self, paths: Sequence[str], pictures: Mapping[str, bytes] | None = None) -> PublicItems:
        """The items of some files of practice."""
        practice = self._of({path: self.order.files.held[path] for path in paths}).practice
        return public_items(practice, self.pictures if pictures is None else pictures)

    def sketches(self, path: str) -> dict[str, Json]:
        """The sketches of a file of practice, as data, and the `pictures` that they rest on."""
        asked: set[str] = set()
        public = self.public([path], Watched(self.pictures, asked.add))
        held = as_data(sketches_of(public.items, public.pictures))
        return {"sketches": held, "pictures": self.facts.of_files(sorted(asked))}

    @cached_property
    def checks(self) -> tuple[InForce, ...]:
        """What the profiles of the university ask."""
        return in_force(self.university, packaged_profiles(), RULES)[0] if self.university else ()

    @cached_property
    def likeness_percent(self) -> int | None:
        """From which likeness on a live item and one of practice are near; None where no profile asks."""
        mine = [one.bound.limits for one in self.checks if one.bound.rule is practice_unlike_live]
        return min((int(str(limits["alike_percent"])) for limits in mine), default=None)

    @cached_property
    def course_ids(self) -> dict[str, None]:
        """The ids of the courses, of those that cannot be read as well."""
        return self._ids("content/courses/", ID)

    @cached_property
    def mooc_ids(self) -> dict[str, None]:
        """The ids of the MOOCs."""
        return self._ids("content/moocs/", ID)

    @cached_property
    def programme_ids(self) -> dict[str, None]:
        """The codes of the programmes."""
        return self._ids("content/programmes/", CODE)

    def _ids(self, folder: str, id: re.Pattern[str]) -> dict[str, None]:
        files = self.order.files
        named = (re.fullmatch(rf"{folder}([^/]+)\.yaml", path) for path in files.held)
        read = [match[1] for match in named if match and id.fullmatch(match[1])]
        unread = [path.removeprefix(folder).removesuffix(".yaml") for path in files.unread if path.startswith(folder)]
        return dict.fromkeys(sorted({*read, *unread}))

    @cached_property
    def courses(self) -> Mapping[str, Course]:
        """The courses by id, each read when it is asked for."""
        return _Read(self.course_ids, lambda id: self._one(f"content/courses/{id}.yaml").courses)

    @cached_property
    def programmes(self) -> Mapping[str, Programme]:
        """The programmes by code, each read when it is asked for."""
        return _Read(self.programme_ids, lambda id: self._one(f"content/programmes/{id}.yaml").programmes)

    def _one(self, path: str) -> Repository:
        held = self.order.files.held
        return self._of({path: held[path]} if path in held else {})

    @cached_property
    def maps(self) -> tuple[Mapping[str, IntegrationMap], bool]:
        """The integration maps by course, and whether all could be read."""
        folder = "content/maps/"
        held = {path: data for path, data in self.order.files.held.items() if path.startswith(folder)}
        repository = self._of(held, frozenset(path for path in self.order.files.unread if path.startswith(folder)))
        certain = not any(path.startswith(folder) for path in repository.unread)
        return {one.course: one for one in repository.maps}, certain


class _Read(Mapping[str, V]):
    """Records by id, read when they are asked for, once."""

    def __init__(self, ids: Mapping[str, object], read: Callable[[str], Sequence[V]]) -> None:
        self._ids = ids
        self._read = read
        self._held: dict[str, Sequence[V]] = {}

    def __getitem__(self, id: str) -> V:
        if id not in self._ids:
            raise KeyError(id)
        if id not in self._held:
            self._held[id] = self._read(id)
        if not self._held[id]:
            raise KeyError(id)
        return self._held[id][0]

    def __iter__(self) -> Iterator[str]:
        return (id for id in self._ids if id in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
