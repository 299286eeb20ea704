"""Ids that name nothing (REF002) or are used twice (REF001)."""

from collections.abc import Iterator

from qoima.core.diagnostic import Diagnostic, Diagnostics, Message, Related
from qoima.core.problems import problem
from qoima.model.bank import Bank, Practice
from qoima.model.course import Course
from qoima.model.dangling import missing, unread
from qoima.model.item import Item
from qoima.model.linking_views import mooc_as_course
from qoima.model.references_course import references_in_package
from qoima.model.references_map import references_in_blended, references_in_maps
from qoima.model.references_mooc import references_in_mooc
from qoima.model.references_papers import references_in_mooc_papers
from qoima.model.references_review import references_in_papers
from qoima.model.repository import Repository
from qoima.model.university import University


def references(repository: Repository, university: University) -> Diagnostics:
    """What is wrong with the ids of a repository."""
    return (*_doubles(repository), *_double_tasks(repository), *_dangling(repository, university))


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
    courses = {c.id for c in repository.courses} | unread(repository, "content/courses/")
    moocs = {m.id for m in repository.moocs} | unread(repository, "content/moocs/")
    items = {i.id for p in repository.practice for i in p.items} | {i.id for b in repository.banks for i in b.items}
    years = None if "content/calendar.yaml" in repository.unread else {y.year for y in repository.years}
    yield from missing("academic year", [university.academic_year], years, university.place("academic_year"))
    for programme in repository.programmes:
        for component in programme.components:
            yield from missing("course", filter(None, [component.course]), courses, component.place("course"))
    for course in repository.courses:
        yield from _dangling_in_course(repository, university, course, people, courses)
    yield from references_in_maps(repository, university, people, courses)
    yield from references_in_blended(repository, courses)
    for passport in repository.passports:
        yield from missing("course", [passport.folder[0]], courses | moocs, passport.at)
        yield from missing("person", passport.compilers or (), people, passport.place("compilers"))
        if passport.responsible:
            yield from missing("person", [passport.responsible], people, passport.place("responsible"))
    yield from references_in_papers(repository, people)
    programmes = {p.id for p in repository.programmes} | unread(repository, "content/programmes/")
    for mooc in repository.moocs:
        yield from references_in_mooc_papers(mooc, people, courses | moocs)
        yield from references_in_mooc(mooc, programmes)
    by_id = {c.id: c for c in (*repository.courses, *map(mooc_as_course, repository.moocs))}
    for bank in repository.banks:
        owner = by_id.get(bank.id.course)
        yield from missing("course", [bank.id.course], courses | moocs, bank.at)
        if owner:
            yield from missing("control", [bank.id.control], {c.id for c in owner.controls}, bank.at)
    for practice in repository.practice:
        yield from missing("course", [practice.course], courses | moocs, practice.at)
    holders = [(h.items, by_id.get(h.id.course)) for h in repository.banks]
    holders += [(p.items, by_id.get(p.course)) for p in repository.practice]
    for held, owner in holders:
        for item in held:
            if item.translates:
                yield from missing("item", [item.translates], items, item.place("translates"))
            if item.outcome and owner:
                yield from missing("outcome", [item.outcome], set(owner.outcomes), item.place("outcome"))


def _dangling_in_course(
    repository: Repository, university: University, course: Course, people: set[str] | None, courses: set[str]
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
