"""Ids that name nothing (REF002) or are used twice (REF001)."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from qoima.core.diagnostic import Diagnostic, Diagnostics, Message, Related
from qoima.core.problems import problem
from qoima.core.source import Span
from qoima.model.bank import Bank, Practice
from qoima.model.course import Course
from qoima.model.dangling import missing
from qoima.model.linking_views import mooc_as_course
from qoima.model.paper_sums import uneven_papers
from qoima.model.references_course import references_in_package
from qoima.model.references_map import references_in_blended, references_in_maps
from qoima.model.references_mooc import references_in_mooc
from qoima.model.references_papers import references_in_mooc_papers
from qoima.model.references_review import references_in_papers
from qoima.model.repository import Repository
from qoima.model.surroundings import Surroundings
from qoima.model.university import University


class Holder(NamedTuple):
    """The ids in a file of items, and the ids of the items that they translate, each with its place."""

    path: str
    is_live: bool
    ids: tuple[tuple[str, Span], ...]
    translates: tuple[tuple[str, Span], ...] = ()


def holders(repository: Repository) -> tuple[Holder, ...]:
    """The practice and the banks of a repository."""
    held: tuple[Bank | Practice, ...] = (*repository.practice, *repository.banks)
    return tuple(
        Holder(
            one.at.source.path,
            isinstance(one, Bank),
            tuple((item.id, item.place("id")) for item in one.items if item.id),
            tuple((item.translates, item.place("translates")) for item in one.items if item.translates),
        )
        for one in held
    )


def doubles(held: Iterable[Holder]) -> Iterator[Diagnostic]:
    """Ids that two items have: those of practice come first, then file by file."""
    first: dict[str, Span] = {}
    message = Message("REF001.other", "the other place")
    for holder in sorted(held, key=lambda one: (one.is_live, one.path)):
        for id, here in holder.ids:
            there = first.setdefault(id, here)
            if there is not here:
                yield problem("REF001", here, id=id, related=(Related(there, message),))
                yield problem("REF001", there, id=id, related=(Related(here, message),))


def untranslated(held: Iterable[Holder]) -> Iterator[Diagnostic]:
    """Items that translate an item that is not there."""
    every = tuple(held)
    known = {id for holder in every for id, _ in holder.ids}
    for holder in every:
        for id, at in holder.translates:
            yield from missing("item", [id], known, at)


def tombstones(repository: Repository) -> tuple[tuple[str, Span], ...]:
    """The ids that were handed out once and are never used again, each with the place that says so."""
    return tuple(one for held in repository.deliveries for one in held.retired.items())


def reused(held: Iterable[Holder], retired: Iterable[tuple[str, Span]]) -> Iterator[Diagnostic]:
    """Items with an id that is retired, in whatever file of the repository."""
    graves = dict(sorted(retired, key=lambda one: one[1].sort_key(), reverse=True))
    message = Message("DLV046.grave", "retired here")
    for holder in held if graves else ():
        for id, here in holder.ids:
            if id in graves:
                yield problem("DLV046", here, id=id, related=(Related(graves[id], message),))


def references(repository: Repository, university: University, around: Surroundings) -> Diagnostics:
    """What is wrong with the ids of a repository, or of a part of it; items are compared elsewhere."""
    return (*_double_tasks(repository), *_dangling(repository, university, around))


def _double_tasks(repository: Repository) -> Iterator[Diagnostic]:
    """Tasks and controls of a course share their ids: `requires` names either."""
    for course in repository.courses:
        first = {control.id: control.at for control in course.controls}
        for task in course.tasks:
            there = first.setdefault(task.id, task.at)
            if there is not task.at:
                message = Message("REF001.other", "the other place")
                yield problem("REF001", task.place("id"), id=task.id, related=(Related(there, message),))


def _dangling(repository: Repository, university: University, around: Surroundings) -> Iterator[Diagnostic]:
    people, courses, taught = around.people_ids, around.course_ids, around.taught_ids
    years = None if "content/calendar.yaml" in repository.unread else {y.year for y in repository.years}
    yield from missing("academic year", [university.academic_year], years, university.place("academic_year"))
    yield from missing("person", university.methodologists, people, university.place("methodologists"))
    for programme in repository.programmes:
        for component in programme.components:
            yield from missing("course", filter(None, [component.course]), courses, component.place("course"))
    for course in repository.courses:
        yield from uneven_papers(course)
        yield from _dangling_in_course(repository, university, course, people, courses)
    yield from references_in_maps(repository, university, around)
    yield from references_in_blended(repository, around)
    for passport in repository.passports:
        yield from missing("course", [passport.folder[0]], taught, passport.at)
        yield from missing("person", passport.compilers or (), people, passport.place("compilers"))
        if passport.responsible:
            yield from missing("person", [passport.responsible], people, passport.place("responsible"))
    yield from references_in_papers(repository, around)
    for mooc in repository.moocs:
        yield from references_in_mooc_papers(mooc, people, taught)
        yield from references_in_mooc(mooc, around.programme_ids)
    by_id = {c.id: c for c in (*repository.courses, *map(mooc_as_course, repository.moocs))}
    for bank in repository.banks:
        owner = by_id.get(bank.id.course)
        yield from missing("course", [bank.id.course], taught, bank.at)
        if owner:
            yield from missing("control", [bank.id.control], {c.id for c in owner.controls}, bank.at)
    for practice in repository.practice:
        yield from missing("course", [practice.course], taught, practice.at)
    holders = [(h.items, by_id.get(h.id.course)) for h in repository.banks]
    holders += [(p.items, by_id.get(p.course)) for p in repository.practice]
    for held, owner in holders:
        for item in held:
            if item.outcome and owner:
                yield from missing("outcome", [item.outcome], set(owner.outcomes), item.place("outcome"))


def _dangling_in_course(
    repository: Repository,
    university: University,
    course: Course,
    people: Collection[str] | None,
    courses: Collection[str],
) -> Iterator[Diagnostic]:
    year = next((y for y in repository.years if y.year == university.academic_year), None)
    controls = {c.id for c in course.controls}
    events = controls | {t.id for t in course.tasks}
    for teaching in course.teaching:
        yield from missing("person", teaching.teachers, people, teaching.at)
        if year is not None:
            yield from missing("term", [teaching.term], {t.id for t in year.terms}, teaching.at)
    yield from missing("course", course.prerequisites, courses, course.place("prerequisites"))
    for week in course.weeks:
        yield from missing("topic", week.topics, set(course.topics), week.place("topics"))
    for task in course.tasks:
        yield from missing("control", [task.control], controls | {"current", "none"}, task.place("control"))
        yield from missing("topic", task.topics, set(course.topics), task.place("topics"))
    yield from references_in_package(course, people)
    for control in course.controls:
        yield from missing("control", control.requires, events, control.place("requires"))
        materials = set(course.reference_materials)
        yield from missing("reference material", control.materials, materials, control.place("materials"))
