"""What pages look up: courses, MOOCs, where they stand, who needs them, who teaches them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from qoima.model.bank import Practice
from qoima.model.blended import BlendedLearning
from qoima.model.course import Course
from qoima.model.integration import IntegrationMap
from qoima.model.mooc import Mooc
from qoima.model.programme import Component, Programme
from qoima.model.published import Published
from qoima.site.own_moocs import own_mooc


@dataclass(frozen=True, slots=True)
class Place:
    """Where a course stands in a programme."""

    programme: Programme
    component: Component


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Things by id, and what belongs to a course, MOOC, programme or person, by theirs."""

    programmes: Mapping[str, Programme]
    courses: Mapping[str, Course]
    moocs: Mapping[str, Mooc]
    maps: Mapping[str, IntegrationMap]
    places: Mapping[str, list[Place]]
    """The places of a course in programmes."""
    sets: Mapping[str, list[Practice]]
    """The practice sets of a course or MOOC, by language."""
    needed_by: Mapping[str, list[Course]]
    """The courses that name a course as their prerequisite."""
    maps_of: Mapping[str, list[IntegrationMap]]
    """The integration maps of a course."""
    maps_using: Mapping[str, list[IntegrationMap]]
    """The integration maps that use a MOOC of ours."""
    blended_of: Mapping[str, list[BlendedLearning]]
    """The blended learning of a programme."""
    moocs_of: Mapping[str, list[Mooc]]
    """The MOOCs of a programme."""
    taught: Mapping[str, list[Course]]
    """The courses that a person teaches."""
    authored: Mapping[str, list[Mooc]]
    """The MOOCs of which a person is an author."""


def index_of(published: Published) -> Index:
    """The index of all that is published."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    sets: defaultdict[str, list[Practice]] = defaultdict(list)
    needed_by: defaultdict[str, list[Course]] = defaultdict(list)
    maps_of: defaultdict[str, list[IntegrationMap]] = defaultdict(list)
    maps_using: defaultdict[str, list[IntegrationMap]] = defaultdict(list)
    blended_of: defaultdict[str, list[BlendedLearning]] = defaultdict(list)
    moocs_of: defaultdict[str, list[Mooc]] = defaultdict(list)
    taught: defaultdict[str, list[Course]] = defaultdict(list)
    authored: defaultdict[str, list[Mooc]] = defaultdict(list)
    for programme in published.programmes:
        for component in programme.components:
            places[component.course].append(Place(programme, component))
    for practice in sorted(published.practice, key=lambda p: (p.course, p.language)):
        sets[practice.course].append(practice)
    for course in published.courses:
        for needed in dict.fromkeys(course.prerequisites):
            needed_by[needed].append(course)
        for person in dict.fromkeys(id for teaching in course.teaching for id in teaching.teachers):
            taught[person].append(course)
    for mooc in published.moocs:
        if mooc.programme:
            moocs_of[mooc.programme].append(mooc)
        for person in dict.fromkeys(mooc.authors):
            authored[person].append(mooc)
    for held in published.maps:
        maps_of[held.course].append(held)
        used = (own_mooc(published.moocs, one.name, one.url, one.id) for one in held.courses)
        for id in dict.fromkeys(mooc.id for mooc in used if mooc):
            maps_using[id].append(held)
    for blended in published.blended:
        blended_of[blended.programme].append(blended)
    return Index(
        programmes={p.id: p for p in published.programmes},
        courses={c.id: c for c in published.courses},
        moocs={m.id: m for m in published.moocs},
        maps={m.id: m for m in published.maps},
        places=dict(places),
        sets=dict(sets),
        needed_by=dict(needed_by),
        maps_of=dict(maps_of),
        maps_using=dict(maps_using),
        blended_of=dict(blended_of),
        moocs_of=dict(moocs_of),
        taught=dict(taught),
        authored=dict(authored),
    )
