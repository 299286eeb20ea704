"""Ids in papers about staff and reviews that name nothing (REF002)."""

from collections.abc import Collection, Iterator

from qoima.core.diagnostic import Diagnostic
from qoima.core.source import Placed
from qoima.model.dangling import missing
from qoima.model.repository import Repository
from qoima.model.surroundings import Surroundings


def references_in_papers(repository: Repository, around: Surroundings) -> Iterator[Diagnostic]:
    """Tutors, appointments, experts and who signs their memos; the controls of reviews."""
    people = around.people_ids
    for course in repository.courses:
        if course.tutor:
            yield from _people([course.tutor.person], people, course.tutor, "person")
            yield from _people([course.tutor.by], people, course.tutor, "by")
    for passport in repository.passports:
        if passport.appointment:
            yield from _people([passport.appointment.by], people, passport.appointment, "by")
    for order in repository.expert_orders:
        yield from _people(order.experts, people, order, "experts")
        if order.memo:
            yield from _people([order.memo.by], people, order.memo, "by")
    yield from _in_reviews(repository, around)


def _in_reviews(repository: Repository, around: Surroundings) -> Iterator[Diagnostic]:
    known = {course.id: {control.id for control in course.controls} for course in repository.courses}
    known |= {mooc.id: {"final"} for mooc in repository.moocs}
    for review in repository.reviews:
        course = review.folder[0]
        yield from missing("course", [course], around.taught_ids, review.at)
        yield from missing("control", review.controls, known.get(course), review.place("controls"))
        yield from _people(review.experts, around.people_ids, review, "experts")


def _people(
    named: list[str] | tuple[str, ...], people: Collection[str] | None, owner: Placed, field: str
) -> Iterator[Diagnostic]:
    yield from missing("person", filter(None, named), people, owner.place(field))
