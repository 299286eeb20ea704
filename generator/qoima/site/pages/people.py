"""The page of those who teach courses, guide students as tutors, or have written MOOCs, by department."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from slugify import slugify

from qoima.model.course import Course
from qoima.model.mooc import Mooc
from qoima.model.people import Person
from qoima.model.text import LocalText
from qoima.site import collation
from qoima.site.edition import Edition
from qoima.site.index import Index


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff with the courses they teach, those in which they are only the tutor, and their MOOCs."""

    person: Person
    taught: Sequence[Course]
    tutored: Sequence[Course]
    authored: Sequence[Mooc]


@dataclass(frozen=True, slots=True)
class Department:
    """Its people; `name` is None for those of whom no department is known. `anchor` is the same in all languages."""

    name: LocalText | None
    anchor: str
    members: Sequence[Member]


def pages(edition: Edition, index: Index) -> dict[str, str]:
    """`people.md`."""
    title, lead = edition.words("people.title"), edition.words("people.lead")
    values = {"departments": departments(edition, index)}
    hide = ("navigation", "toc")
    return {"people.md": edition.page("people", "people.md", values, title=title, description=lead, hide=hide)}


def departments(edition: Edition, index: Index) -> list[Department]:
    """Departments and their people, both in the alphabetical order of the language; those without one last."""
    words = edition.words
    by_name: dict[str, list[Member]] = {}
    for member in members(edition, index):
        by_name.setdefault(_name(edition, member.person), []).append(member)

    def held(name: str, people: list[Member]) -> Department:
        shown = sorted(people, key=lambda m: (collation.key(words.lang, words.plain(m.person.name)), m.person.id))
        return Department(people[0].person.department if name else None, f"at-{slugify(name) or 'other'}", shown)

    found = [held(name, people) for name, people in by_name.items()]
    return sorted(found, key=lambda d: (d.name is None, collation.key(words.lang, words.plain(d.name))))


def _name(edition: Edition, person: Person) -> str:
    """What the people of one department have in common, whatever the language of the page."""
    _, name = person.department.in_language(edition.words.default_language) if person.department else ("", "")
    return name.strip()


Thing = TypeVar("Thing", Course, Mooc)


def members(edition: Edition, index: Index) -> list[Member]:
    """Everybody who teaches, guides or has written something; experts of banks and others are not shown."""
    published, lang = edition.published, edition.words.lang
    tutored: dict[str, dict[str, Course]] = {}
    for course in published.courses:
        if course.tutor:
            tutored.setdefault(course.tutor.person, {})[course.id] = course
    for held in published.maps:
        if held.tutoring and held.course in index.courses:
            tutored.setdefault(held.tutoring.person, {})[held.course] = index.courses[held.course]

    def in_order(things: Sequence[Thing]) -> list[Thing]:
        return sorted(things, key=lambda thing: (collation.key(lang, edition.words.plain(thing.name)), thing.id))

    found = []
    for id, person in published.people.items():
        taught = in_order(index.taught.get(id, []))
        guided = in_order([course for course in tutored.get(id, {}).values() if course not in taught])
        authored = in_order(index.authored.get(id, []))
        if taught or guided or authored:
            found.append(Member(person, taught, guided, authored))
    return found
