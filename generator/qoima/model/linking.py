"""From a repository as read to the nodes of `links`, with a diagnostic for each id that names nothing or two things."""

import base64
import binascii
import hashlib
import posixpath
from collections.abc import Iterable, Iterator

from qoima.core.diagnostic import Diagnostic, Diagnostics, Message, Related
from qoima.core.problems import did_you_mean, problem
from qoima.core.source import Span
from qoima.model.bank import Bank, Practice
from qoima.model.catalogue import Course, University
from qoima.model.item import Item
from qoima.model.links import (
    BankOfControl,
    ControlInCourse,
    CourseInYear,
    ItemInBank,
    Linked,
    Node,
    OwedBank,
    PublicItems,
    TaskInCourse,
    TestBase,
)
from qoima.model.markup import pictures
from qoima.model.repository import Repository


def link(repository: Repository, university: University) -> tuple[Linked, Diagnostics]:
    """The nodes that rules see, and what refers to nothing (REF002) or is named twice (REF001)."""
    nodes: list[Node] = []
    banks: list[BankOfControl] = []
    public = _public(repository)
    for course in repository.courses:
        in_year = _in_year(repository, university, course)
        nodes.append(in_year)
        controls = _controls(in_year)
        nodes += controls
        nodes += [TaskInCourse(task=t, course=in_year, control=course.control(t.control)) for t in course.tasks]
        for base in _bases(repository, in_year) if repository.has_testbanks else ():
            nodes.append(base)
            for control in controls:
                bank = next((b for b in base.banks if b.id.control == control.control.id), None)
                if control.is_test and base.language in course.languages:
                    nodes.append(OwedBank(control=control, base=base, bank=bank))
                if bank is not None:
                    banks.append(_bank(repository, bank, control, base))
    for node in banks:
        nodes.append(node)
        shown = _shown(repository, node.bank)
        nodes += [
            ItemInBank(item=item, bank=node, pictures=digests, public=public)
            for item, digests in zip(node.bank.items, shown, strict=True)
        ]
    linked = Linked(university=university, nodes=tuple(nodes), banks=tuple(banks), practice=repository.practice)
    return linked, (*_doubles(repository), *_double_tasks(repository), *_dangling(repository, university))


def _in_year(repository: Repository, university: University, course: Course) -> CourseInYear:
    year = next((y for y in repository.years if y.year == university.academic_year), None)
    ids = dict.fromkeys(t.term for t in course.teaching)
    terms = tuple(term for id in ids if year and (term := year.term(id)))
    return CourseInYear(course=course, year=year, terms=terms, university=university)


def _controls(course: CourseInYear) -> list[ControlInCourse]:
    return [
        ControlInCourse(
            control=control, course=course, tasks=tuple(t for t in course.course.tasks if t.control == control.id)
        )
        for control in course.course.controls
    ]


def _bases(repository: Repository, course: CourseInYear) -> Iterator[TestBase]:
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
            programmes=repository.programmes,
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


def _public(repository: Repository) -> PublicItems:
    items = tuple(item for practice in repository.practice for item in practice.items)
    shown = tuple(digests for practice in repository.practice for digests in _shown(repository, practice))
    return PublicItems(items=items, pictures=shown)


def _shown(repository: Repository, holder: Bank | Practice) -> Iterator[frozenset[str]]:
    """Item by item, the SHA-256 of the pictures in its texts; those that are not there are left out."""
    for item in holder.items:
        addresses = {picture.value for text in item.all_texts() for picture in pictures(text)}
        held = (_picture(repository, holder.folder, address) for address in addresses)
        yield frozenset(hashlib.sha256(data).hexdigest() for data in held if data)


def _picture(repository: Repository, folder: str, address: str) -> bytes | None:
    if not address.startswith("data:"):
        return repository.pictures.get(posixpath.normpath(f"{folder}/{address}"))
    try:
        return base64.b64decode(address.partition(",")[2])
    except binascii.Error:
        return None


def _doubles(repository: Repository) -> Iterator[Diagnostic]:
    first: dict[str, Item] = {}
    message = Message("REF001.other", "the other place")
    holders: tuple[Bank | Practice, ...] = (*repository.practice, *repository.banks)
    for holder in holders:
        for item in holder.items:
            if not item.id:
                continue
            if item.id in first:
                here, there = item.place("id"), first[item.id].place("id")
                yield problem("REF001", here, id=item.id, related=(Related(there, message),))
                yield problem("REF001", there, id=item.id, related=(Related(here, message),))
            else:
                first[item.id] = item


def _double_tasks(repository: Repository) -> Iterator[Diagnostic]:
    """Tasks and controls of a course share their ids: `requires` names either."""
    for course in repository.courses:
        first = {control.id: control.at for control in course.controls}
        for task in course.tasks:
            there = first.setdefault(task.id, task.at)
            if there is not task.at:
                message = Message("REF001.other", "the other place")
                yield problem("REF001", task.place("id"), id=task.id, related=(Related(there, message),))


def _dangling(repository: Repository, university: University) -> Iterator[Diagnostic]:
    people = None if "content/people.yaml" in repository.unread else {p.id for p in repository.people}
    courses = {c.id for c in repository.courses} | _unread_courses(repository)
    items = {i.id for p in repository.practice for i in p.items} | {i.id for b in repository.banks for i in b.items}
    years = None if "content/calendar.yaml" in repository.unread else {y.year for y in repository.years}
    yield from _missing("academic year", [university.academic_year], years, university.place("academic_year"))
    for programme in repository.programmes:
        for component in programme.components:
            yield from _missing("course", [component.course], courses, component.place("course"))
    for course in repository.courses:
        yield from _dangling_in_course(repository, university, course, people, courses)
    for passport in repository.passports:
        yield from _missing("course", [passport.folder[0]], courses, passport.at)
        yield from _missing("person", passport.compilers or (), people, passport.place("compilers"))
        if passport.responsible:
            yield from _missing("person", [passport.responsible], people, passport.place("responsible"))
    by_id = {c.id: c for c in repository.courses}
    for bank in repository.banks:
        owner = by_id.get(bank.id.course)
        yield from _missing("course", [bank.id.course], courses, bank.at)
        if owner:
            yield from _missing("control", [bank.id.control], {c.id for c in owner.controls}, bank.at)
    for practice in repository.practice:
        yield from _missing("course", [practice.course], courses, practice.at)
    holders = [(h.items, by_id.get(h.id.course)) for h in repository.banks]
    holders += [(p.items, by_id.get(p.course)) for p in repository.practice]
    for held, owner in holders:
        for item in held:
            if item.translates:
                yield from _missing("item", [item.translates], items, item.place("translates"))
            if item.outcome and owner:
                yield from _missing("outcome", [item.outcome], set(owner.outcomes), item.place("outcome"))


def _dangling_in_course(
    repository: Repository, university: University, course: Course, people: set[str] | None, courses: set[str]
) -> Iterator[Diagnostic]:
    year = next((y for y in repository.years if y.year == university.academic_year), None)
    controls = {c.id for c in course.controls}
    events = controls | {t.id for t in course.tasks}
    for teaching in course.teaching:
        yield from _missing("person", teaching.teachers, people, teaching.at)
        if year is not None:
            yield from _missing("term", [teaching.term], {t.id for t in year.terms}, teaching.at)
    yield from _missing("course", course.prerequisites, courses, course.place("prerequisites"))
    for week in course.weeks:
        yield from _missing("topic", week.topics, set(course.topics), week.place("topics"))
    for task in course.tasks:
        yield from _missing("control", [task.control], controls | {"current", "none"}, task.place("control"))
        yield from _missing("topic", task.topics, set(course.topics), task.place("topics"))
    for control in course.controls:
        yield from _missing("control", control.requires, events, control.place("requires"))
        materials = set(course.reference_materials)
        yield from _missing("reference material", control.materials, materials, control.place("materials"))


def _unread_courses(repository: Repository) -> set[str]:
    """The ids of courses whose files have errors of their own; they exist, whatever else is wrong."""
    folder, ending = "content/courses/", ".yaml"
    return {p.removeprefix(folder).removesuffix(ending) for p in repository.unread if p.startswith(folder)}


def _missing(kind: str, named: Iterable[str], known: set[str] | None, at: Span) -> Iterator[Diagnostic]:
    """REF002 for each id that is not known; where the file that would know is broken (`None`), nothing."""
    if known is None:
        return
    for id in named:
        if id not in known:
            yield problem("REF002", at, kind=Message(f"kind.{kind}", kind), id=id, near=did_you_mean(id, known))
