"""From a repository as read to the nodes of `links`, with a diagnostic for each id that names nothing or two things."""

import base64
import binascii
import hashlib
import posixpath
from collections.abc import Iterable, Iterator, Mapping

from qoima.core.diagnostic import Diagnostics
from qoima.model.bank import Bank, Practice
from qoima.model.course import Course
from qoima.model.linking_views import deliveries, mooc_as_course, reviewed, views
from qoima.model.links import (
    BankOfControl,
    ControlInCourse,
    CourseInYear,
    ItemInBank,
    OwedBank,
    PublicItems,
    TaskInCourse,
    TestBase,
)
from qoima.model.markup import pictures
from qoima.model.nodes import Linked, Node
from qoima.model.references import doubles, holders, references, reused, tombstones, untranslated
from qoima.model.repository import Repository
from qoima.model.surroundings import Surroundings, surroundings
from qoima.model.university import University
from qoima.model.views import things


def link(repository: Repository, university: University) -> tuple[Linked, Diagnostics]:
    """The nodes that rules see, and what refers to nothing (REF002) or is named twice (REF001)."""
    around = surroundings(repository, public_items(repository.practice, repository.pictures))
    linked, dangling = link_part(repository, university, around)
    held = holders(repository)
    return linked, (*doubles(held), *untranslated(held), *reused(held, tombstones(repository)), *dangling)


def link_part(repository: Repository, university: University, around: Surroundings) -> tuple[Linked, Diagnostics]:
    """The nodes of a part of a repository, and what its files refer to in vain; items are compared by the caller."""
    nodes: list[Node] = []
    banks: list[BankOfControl] = []
    in_year = {course.id: _in_year(repository, university, around, course) for course in repository.courses}
    for course in in_year.values():
        nodes += things(course.course, course)
        nodes.append(course)
        controls = _controls(course)
        nodes += controls
        nodes += [
            TaskInCourse(task=t, course=course, control=course.course.control(t.control)) for t in course.course.tasks
        ]
        banks += _with_banks(repository, around, course, controls, nodes)
    for mooc in repository.moocs:
        course = _in_year(repository, university, around, mooc_as_course(mooc))
        banks += _with_banks(repository, around, course, _controls(course), nodes)
    for node in banks:
        nodes.append(node)
        shown = _shown(node.bank, repository.pictures)
        nodes += [
            ItemInBank(item=item, bank=node, pictures=digests, public=around.public)
            for item, digests in zip(node.bank.items, shown, strict=True)
        ]
    nodes += views(
        repository,
        university,
        around,
        lambda course: in_year.get(course.id) or _in_year(repository, university, around, course),
    )
    linked = Linked(university=university, nodes=tuple(nodes), banks=tuple(banks), practice=repository.practice)
    return linked, references(repository, university, around)


def _with_banks(
    repository: Repository,
    around: Surroundings,
    course: CourseInYear,
    controls: list[ControlInCourse],
    nodes: list[Node],
) -> Iterator[BankOfControl]:
    """The banks of a course; its bases and the banks that it owes join `nodes`."""
    for base in _bases(repository, around, course) if repository.has_testbanks else ():
        nodes += [base, *reviewed(repository, around, base), *deliveries(repository, base)]
        for control in controls:
            bank = next((b for b in base.banks if b.id.control == control.control.id), None)
            if control.is_test and base.language in course.course.languages:
                nodes.append(OwedBank(control=control, base=base, bank=bank))
            if bank is not None:
                yield _bank(repository, bank, control, base)


def _in_year(repository: Repository, university: University, around: Surroundings, course: Course) -> CourseInYear:
    year = next((y for y in repository.years if y.year == university.academic_year), None)
    ids = dict.fromkeys(t.term for t in course.teaching)
    terms = tuple(term for id in ids if year and (term := year.term(id)))
    return CourseInYear(course=course, year=year, terms=terms, university=university, people=around.people)


def _controls(course: CourseInYear) -> list[ControlInCourse]:
    return [
        ControlInCourse(
            control=control, course=course, tasks=tuple(t for t in course.course.tasks if t.control == control.id)
        )
        for control in course.course.controls
    ]


def _bases(repository: Repository, around: Surroundings, course: CourseInYear) -> Iterator[TestBase]:
    """A base for each language that owes one, and for each folder that exists."""
    id = course.course.id
    owed = course.course.languages if any(map(course.course.is_test, course.course.controls)) else ()
    found = [b.id.language for b in repository.banks if b.id.course == id]
    found += [p.folder[1] for p in repository.passports if p.folder[0] == id]
    for language in dict.fromkeys((*owed, *found)):
        passport = next((p for p in repository.passports if p.folder == (id, language)), None)
        banks = tuple(b for b in repository.banks if b.id[:2] == (id, language))
        at = next((t.at for t in course.course.teaching if t.language == language), course.course.place("teaching"))
        yield TestBase(
            course=course,
            language=language,
            passport=passport,
            banks=banks,
            programmes=around.programme_ids,
            at=at,
            unread=repository.unread,
        )


def _bank(repository: Repository, bank: Bank, control: ControlInCourse, base: TestBase) -> BankOfControl:
    practice = tuple(
        item
        for p in repository.practice
        if p.course == bank.id.course and p.language == bank.id.language
        for item in p.items
    )
    return BankOfControl(bank=bank, control=control, base=base, practice=practice)


def public_items(practice: Iterable[Practice], held: Mapping[str, bytes]) -> PublicItems:
    """All items of some practice; `held` has the bytes of pictures by path in the repository."""
    sets = tuple(practice)
    items = tuple(item for one in sets for item in one.items)
    return PublicItems(items=items, pictures=tuple(digests for one in sets for digests in _shown(one, held)))


def _shown(holder: Bank | Practice, held: Mapping[str, bytes]) -> Iterator[frozenset[str]]:
    """Item by item, the SHA-256 of the pictures in its texts; those that are not there are left out."""
    for item in holder.items:
        addresses = {picture.value for text in item.all_texts() for picture in pictures(text)}
        found = (_picture(held, holder.folder, address) for address in addresses)
        yield frozenset(hashlib.sha256(data).hexdigest() for data in found if data)


def _picture(held: Mapping[str, bytes], folder: str, address: str) -> bytes | None:
    if not address.startswith("data:"):
        return held.get(posixpath.normpath(f"{folder}/{address}"))
    try:
        return base64.b64decode(address.partition(",")[2])
    except binascii.Error:
        return None
