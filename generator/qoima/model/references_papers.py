"""Ids in the papers and videos of a MOOC that name nothing (REF002)."""

from collections.abc import Collection, Iterator

from qoima.core.diagnostic import Diagnostic
from qoima.model.dangling import missing
from qoima.model.mooc import Mooc
from qoima.model.mooc_papers import Description, Signatures


def references_in_mooc_papers(
    mooc: Mooc, people: Collection[str] | None, courses: Collection[str]
) -> Iterator[Diagnostic]:
    """People, courses, outcomes and lessons that do not exist; `courses` holds MOOCs as well."""
    yield from missing("person", mooc.authors, people, mooc.place("authors"))
    for media in mooc.media:
        named = [media.lesson] if media.lesson else []
        yield from missing("lesson", named, {lesson.id for lesson in mooc.lessons}, media.place("lesson"))
    if mooc.description:
        yield from _in_description(mooc, mooc.description, courses)
    if mooc.work_programme and mooc.work_programme.signatures:
        yield from _in_signatures(mooc.work_programme.signatures, people)
    if mooc.protocol:
        yield from missing("person", mooc.protocol.experts, people, mooc.protocol.place("experts"))
        if mooc.protocol.signatures:
            yield from _in_signatures(mooc.protocol.signatures, people)
    if mooc.prelaunch and mooc.prelaunch.by:
        yield from missing("person", [mooc.prelaunch.by], people, mooc.prelaunch.place("by"))
    if mooc.certificate and mooc.certificate.director:
        yield from missing("person", [mooc.certificate.director], people, mooc.certificate.place("director"))


def _in_description(mooc: Mooc, description: Description, courses: Collection[str]) -> Iterator[Diagnostic]:
    of_modules = {id for module in mooc.modules for id in module.outcomes}
    for outcome in description.outcomes:
        yield from missing("outcome", outcome.covers, of_modules, outcome.place("covers"))
    before, after = description.prerequisite_courses, description.postrequisite_courses
    yield from missing("course", before, courses, description.place("prerequisite_courses"))
    yield from missing("course", after, courses, description.place("postrequisite_courses"))


def _in_signatures(signatures: Signatures, people: Collection[str] | None) -> Iterator[Diagnostic]:
    yield from missing("person", [signatures.head] if signatures.head else [], people, signatures.place("head"))
    yield from missing("person", signatures.authors, people, signatures.place("authors"))
    yield from missing("person", signatures.experts, people, signatures.place("experts"))
