"""The nodes of `views` from a repository: programmes, MOOCs, maps, blended learning, reviewed bases."""

from collections.abc import Callable, Iterator

from qoima.model.bank import BankId
from qoima.model.control_plan import Control
from qoima.model.course import Course, Teaching
from qoima.model.links import CourseInYear, TestBase
from qoima.model.mooc import Mooc
from qoima.model.nodes import Node
from qoima.model.repository import Repository
from qoima.model.sealing import ControlDelivery, Sitting, runs, sittings
from qoima.model.surroundings import Surroundings
from qoima.model.university import University
from qoima.model.views import (
    BlendedInYear,
    CourseInBlended,
    MapInYear,
    MoocInYear,
    OwedMap,
    ProgrammeInYear,
    ReviewedBase,
    things,
)


def mooc_as_course(mooc: Mooc) -> Course:
    """A MOOC as its banks see it: lessons are their topics, the final assessment is the control `final`."""
    lessons = [lesson for module in mooc.modules for lesson in module.lessons]
    at = mooc.place("language")
    taught = (Teaching(language=mooc.language, term="", teachers=(), at=at),) if mooc.language else ()
    outcomes = {id: text for module in mooc.modules for id, text in module.outcomes.items()}
    return Course(
        id=mooc.id,
        name=mooc.name,
        status=mooc.status,
        kind="MOOC",
        teaching=taught,
        outcomes=outcomes,
        topics={lesson.id: lesson.title for lesson in lessons},
        controls=(Control(id="final", kind="summative", form="test", at=mooc.place("final")),),
        at=mooc.at,
        places=mooc.places,
    )


def views(
    repository: Repository, university: University, around: Surroundings, in_year: Callable[[Course], CourseInYear]
) -> Iterator[Node]:
    """Each file of these kinds with what it refers to, then every record in it."""
    for programme in repository.programmes:
        held = ProgrammeInYear(programme=programme, courses=around.courses, university=university)
        yield held
        yield from things(programme, held)
    yield from _moocs(repository, university, around)
    yield from _maps(repository, university, around, in_year)
    yield from _blended(repository, university, around, in_year)


def _moocs(repository: Repository, university: University, around: Surroundings) -> Iterator[Node]:
    for mooc in repository.moocs:
        folders = (f"testbanks/{mooc.id}/", f"content/practice/{mooc.id}/")
        whole = MoocInYear(
            mooc=mooc,
            banks=tuple(b for b in repository.banks if b.id.course == mooc.id),
            practice=tuple(
                item
                for practice in repository.practice
                if (practice.course, practice.language) == (mooc.id, mooc.language)
                for item in practice.items
            ),
            programmes=around.programmes,
            courses=around.courses,
            people=around.people,
            year=next((y for y in repository.years if y.year == university.academic_year), None),
            university=university,
            has_testbanks=repository.has_testbanks and not any(path.startswith(folders) for path in repository.unread),
        )
        yield whole
        yield from things(mooc, whole)


def _maps(
    repository: Repository, university: University, around: Surroundings, in_year: Callable[[Course], CourseInYear]
) -> Iterator[Node]:
    for course in repository.courses:
        if course.moocs:
            held, certain = around.map_of(course.id)
            if held is not None or certain:
                yield OwedMap(course=in_year(course), map=held)
    for one in repository.maps:
        of = around.courses.get(one.course)
        drawn = MapInYear(map=one, course=in_year(of) if of else None, people=around.people, university=university)
        yield drawn
        yield from things(one, drawn)


def _blended(
    repository: Repository, university: University, around: Surroundings, in_year: Callable[[Course], CourseInYear]
) -> Iterator[Node]:
    for blended in repository.blended:
        courses = (around.courses.get(id) for id in blended.courses)
        mixed = BlendedInYear(
            blended=blended,
            programme=around.programmes.get(blended.programme),
            courses=tuple(in_year(course) for course in courses if course),
            people=around.people,
            university=university,
        )
        yield mixed
        yield from things(blended, mixed)
        for course in mixed.courses:
            inside = CourseInBlended(course=course, blended=mixed)
            yield inside
            yield from things(course.course, inside, "blended-")


def reviewed(repository: Repository, around: Surroundings, base: TestBase) -> Iterator[Node]:
    """A base with its reviews and the orders of experts, then every record of these."""
    folder = (base.course.course.id, base.language)
    reviews = sorted((r for r in repository.reviews if r.folder == folder), key=lambda r: (r.date, r.name))
    people = around.people
    orders, pictures = repository.expert_orders, repository.pictures
    signed = tuple(review for review in reviews if review.is_signed)
    drafts = tuple(review for review in reviews if not review.is_signed)
    held = ReviewedBase(base=base, reviews=signed, drafts=drafts, orders=orders, people=people, pictures=pictures)
    yield held
    for paper in (*signed, *orders):
        yield from things(paper, held)


def deliveries(repository: Repository, base: TestBase) -> Iterator[ControlDelivery]:
    """Each bank of a base, and each control of it whose items were handed out."""
    folder = (base.course.course.id, base.language)
    banks = {bank.id: bank for bank in base.banks}
    recorded = {one.bank: one for one in repository.deliveries if one.folder == folder}
    for id in sorted({*banks, *recorded}):
        path = banks[id].at.source.path if id in banks else f"{base.folder}/{id.control}.yaml"
        paths = {path, f"{base.folder}/{id.control}.gift", f"{base.folder}/deliveries/{id.control}.yaml"}
        yield ControlDelivery(
            id=id,
            path=path,
            bank=banks.get(id),
            deliveries=recorded.get(id),
            sittings=_sittings(repository, base, id),
            pictures=repository.pictures,
            is_certain=not (paths & repository.unread or (id in banks and banks[id].unread_items)),
        )


def _sittings(repository: Repository, base: TestBase, id: BankId) -> tuple[Sitting, ...]:
    """When the control of a bank is held in the language of the bank."""
    mooc = next((one for one in repository.moocs if one.id == id.course), None)
    if mooc is not None:
        return runs(mooc.launch)
    control = base.course.course.control(id.control)
    taught = {one.term for one in base.course.course.teaching if one.language == base.language}
    return sittings(control, (term for term in base.course.terms if term.id in taught)) if control else ()
