"""The catalogue's entries: programmes, courses and MOOCs, and the facts about each that a reader may choose by."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from markupsafe import Markup

from qoima.model.bank import Practice
from qoima.model.course import Course
from qoima.model.mooc import Mooc
from qoima.model.programme import Level, Programme
from qoima.model.text import LocalText
from qoima.site.collation import key
from qoima.site.edition import Edition
from qoima.site.index import Index

Kind = Literal["programmes", "courses", "moocs"]
Order = Callable[[str], Any]
"""What to sort values by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the catalogue; `facts` are the values of each fact, in no order."""

    kind: Kind
    id: str
    code: str = ""
    name: LocalText
    credits: int | None = None
    draft: bool = False
    facts: Mapping[str, tuple[str, ...]]
    sets: tuple[Practice, ...] = ()

    @property
    def page(self) -> str:
        """The address of its page."""
        return f"{self.kind}/{self.id}.html"


@dataclass(frozen=True, slots=True)
class Facet:
    """A fact to choose by, with its values and their names in the order in which they are offered."""

    name: str
    values: Mapping[str, str]


def entries(edition: Edition, index: Index) -> list[Entry]:
    """Everything in the catalogue: programmes, MOOCs, courses, each in the alphabetical order of the language."""
    public = edition.published
    held = [
        *(_programme(p) for p in public.programmes),
        *(_mooc(edition, m, index) for m in public.moocs),
        *(_course(edition, c, index) for c in public.courses),
    ]
    kinds = ("programmes", "moocs", "courses")
    return sorted(held, key=lambda e: (kinds.index(e.kind), key(edition.words.lang, named(edition, e)), e.id))


def named(edition: Edition, entry: Entry) -> str:
    """The name of an entry; for want of one its code."""
    return edition.words.plain(entry.name) or entry.code or entry.id


def _programme(programme: Programme) -> Entry:
    facts = {"level": _one(programme.level), "study": _one(programme.form)}
    return Entry(
        kind="programmes",
        id=programme.id,
        code=programme.id,
        name=programme.name,
        credits=programme.total_credits,
        facts={"kind": ("programme",), **facts},
    )


def _course(edition: Edition, course: Course, index: Index) -> Entry:
    places = index.places.get(course.id, [])
    programmes = [place.programme for place in places]
    components = [place.component for place in places]
    sets = tuple(index.sets.get(course.id, ()))
    facts = {
        "kind": ("mooc" if course.kind == "MOOC" else "spoc" if course.kind == "SPOC" else "course",),
        "level": _one(course.level) or _each(p.level for p in programmes),
        "language": course.languages,
        "credits": _one(course.credits),
        "semester": _each(c.semester for c in components),
        "term": _each(t.term for t in course.teaching),
        "institute": _one(_text(edition, course.institute)),
        "department": _one(_text(edition, course.department)),
        "study": _each(p.form for p in programmes),
        "mode": _each("distance" if c.distance else "campus" for c in components),
        "programme": _each(p.id for p in programmes),
        "practice": ("yes",) if sets else (),
    }
    return Entry(
        kind="courses",
        id=course.id,
        code=course.code,
        name=course.name,
        credits=course.credits,
        draft=course.status == "draft",
        facts=facts,
        sets=sets,
    )


def _mooc(edition: Edition, mooc: Mooc, index: Index) -> Entry:
    sets = tuple(index.sets.get(mooc.id, ()))
    programme = index.programmes.get(mooc.programme)
    facts = {
        "kind": ("mooc",),
        "level": _one(programme.level if programme else None),
        "language": _one(mooc.language),
        "institute": _one(_text(edition, mooc.faculty)),
        "department": _one(_text(edition, mooc.department)),
        "mode": ("distance",),
        "programme": _one(programme.id if programme else None),
        "practice": ("yes",) if sets else (),
    }
    return Entry(kind="moocs", id=mooc.id, name=mooc.name, draft=mooc.status == "draft", facts=facts, sets=sets)


def _text(edition: Edition, text: LocalText | None) -> str:
    """A name that is the same on the pages of all languages."""
    default = edition.published.university.default_language
    return " ".join(text.in_language(default)[1].split()) if text else ""


def _one(value: object) -> tuple[str, ...]:
    return () if value in (None, "") else (str(value),)


def _each(values: Iterator[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(value) for value in values if value not in (None, "")))


def facets(edition: Edition, index: Index, held: list[Entry]) -> list[Facet]:
    """The facts that part the entries: those with two values, or one that not every entry has."""
    found = []
    for name, order, label in _orders(edition, index):
        given = [entry.facts.get(name, ()) for entry in held]
        values = {value for some in given for value in some}
        if len(values) > 1 or (values and not all(given)):
            found.append(Facet(name, {value: label(value) for value in sorted(values, key=order)}))
    return found


def _orders(edition: Edition, index: Index) -> Iterator[tuple[str, Order, Callable[[str], str]]]:
    """(fact, order of its values, name of a value), in the order in which the facts are offered."""
    words = edition.words
    year = edition.published.year
    schools = _schools(edition)

    def listed(values: tuple[str, ...]) -> Order:
        return lambda value: (values.index(value) if value in values else len(values), value)

    def labelled(family: str) -> Callable[[str], str]:
        return lambda value: words.label(family, value)

    def school(value: str) -> str:
        return words.name(schools[value])

    def programme(value: str) -> str:
        return Markup("{} · {}").format(words.name(index.programmes[value].name), value)

    def named_so(label: Callable[[str], str]) -> Order:
        return lambda value: key(words.lang, Markup.escape(label(value)).striptags())

    yield "kind", listed(("programme", "course", "spoc", "mooc")), labelled("catalogue.kind")
    yield "level", listed(get_args(Level)), labelled("level")
    yield "language", listed(edition.published.university.languages), labelled("language")
    yield "credits", int, lambda value: words("count.credits", n=int(value))
    yield "semester", int, str
    yield "term", listed(tuple(t.id for t in year.terms) if year else ()), labelled("term")
    yield "institute", named_so(school), school
    yield "department", named_so(school), school
    yield "study", listed(("full-time", "evening", "correspondence")), labelled("catalogue.study")
    yield "mode", listed(("campus", "distance")), labelled("mode")
    yield "practice", str, labelled("catalogue.practice")
    yield "programme", named_so(programme), programme


def _schools(edition: Edition) -> dict[str, LocalText]:
    """Departments, institutes and faculties by their names in the default language."""
    public = edition.published
    texts = [text for course in public.courses for text in (course.department, course.institute)]
    texts += [text for mooc in public.moocs for text in (mooc.department, mooc.faculty)]
    # The one with the most languages speaks for all that are called the same.
    known = sorted((text for text in texts if text), key=lambda text: (len(text.texts), text.texts))
    return {_text(edition, text): text for text in known}
