"""Rules on a MOOC as a whole: what it is made of, and which programme it belongs to."""

from collections.abc import Iterator
from itertools import pairwise

from qoima.model.mooc import Mooc
from qoima.model.views import MoocInYear
from qoima.rules.registry import Findings, Say, finding, rule
from qoima.rules.things.amounts import plain


@rule(
    "mooc-components",
    MoocInYear,
    "the MOOC lacks these components: {missing}",
    help="add {missing}",
)
def mooc_components(node: MoocInYear, *, components: tuple[str, ...]) -> Findings:
    """A MOOC has each of the components that a course is made of, at least once.

    Why: a learner who works alone needs something to watch, to read, to try and to ask.

    Wrong:
        limits: {components: [video, materials, presentations, tests, forum]}
        modules:   # <-
          m1:
            title: First
            forum: [What is a key?]
            lessons:
              l01: {title: Keys, units: [{kind: video}, {kind: reading}], presentation: {file: l01.pdf}}

    Right:
        limits: {components: [video, materials, presentations, tests, forum]}
        modules:
          m1:
            title: First
            forum: [What is a key?]
            lessons:
              l01:
                title: Keys
                units: [{kind: video}, {kind: reading}, {kind: evaluation}]
                presentation: {file: l01.pdf}

    Limits:
        components: video, materials, presentations, tests, forum.
    """
    missing = [one for one in components if one not in set(_components(node.mooc))]
    if missing:
        yield finding(node.mooc.place("modules"), missing=", ".join(missing))


_OF_UNIT = {"video": "video", "reading": "materials", "evaluation": "tests"}


def _components(mooc: Mooc) -> Iterator[str]:
    for lesson in mooc.lessons:
        yield from (_OF_UNIT.get(unit.kind, unit.kind) for unit in lesson.units)
        if lesson.presentation:
            yield "presentations"
    if any(task.kind == "quiz" for task in mooc.tasks):
        yield "tests"
    if any(module.forum for module in mooc.modules):
        yield "forum"


@rule(
    "mooc-names-programme",
    MoocInYear,
    "the MOOC names no educational programme",
    help="add `programme:` with the id of a programme; for a course outside programmes write `nonformal: true`",
)
def mooc_names_programme(node: MoocInYear) -> Findings:
    """A MOOC names the educational programme that it belongs to, unless it is a course of non-formal education.

    Why: the programme decides how much of the course is wanted, and for whom.

    Wrong:
        name: Mooc   # <-
        status: draft

    Right:
        programme: P1

    Right:
        nonformal: true
    """
    if not node.mooc.programme and not node.mooc.nonformal:
        yield finding(node.mooc.at)


@rule(
    "lessons-numbered",
    MoocInYear,
    "the lesson {lesson} has the number {have}; counted through the whole course it is lesson {wanted}",
    help="write `n: {wanted}`, or leave the number out: it follows from the order",
)
def lessons_numbered(node: MoocInYear) -> Findings:
    """Lessons are numbered through the whole course, not module by module.

    The number of a lesson is its place; `n` may repeat it.

    Why: “lecture 4” then means the same on a slide, in the work programme and in the forum.

    Wrong:
        modules:
          m1: {title: First, lessons: {l01: {title: Keys}}}
          m2:
            title: Second
            lessons:
              l02:
                title: Joins
                n: 1   # <-

    Right:
        modules:
          m1: {title: First, lessons: {l01: {title: Keys}}}
          m2: {title: Second, lessons: {l02: {title: Joins, n: 2}}}
    """
    for wanted, lesson in enumerate(node.mooc.lessons, 1):
        if lesson.n is not None and lesson.n != wanted:
            yield finding(lesson.place("n"), lesson=lesson.id, have=lesson.n, wanted=wanted)


@rule(
    "unit-order",
    MoocInYear,
    "the lesson {lesson}: “{have}” comes after “{earlier}”; the order is {order}",
    help="put the units into the order {order}",
)
def unit_order(node: MoocInYear, *, order: tuple[str, ...]) -> Findings:
    """The units of a lesson come in one order; kinds that it does not name may stand anywhere.

    Why: who has watched and read can answer; the other way round it is guessing.

    Wrong:
        limits: {order: [video, reading, evaluation]}
        modules:
          m1:
            title: First
            lessons:
              l01:
                title: Keys
                units:
                  - {kind: video}
                  - {kind: evaluation}
                  - {kind: reading}   # <-

    Right:
        limits: {order: [video, reading, evaluation]}
        modules:
          m1: {title: First, lessons: {l01: {title: Keys, units: [{kind: video}, {kind: reading}, {kind: evaluation}]}}}

    Limits:
        order: kinds of units, the first one first.
    """
    for lesson in node.mooc.lessons:
        known = [unit for unit in lesson.units if unit.kind in order]
        for before, unit in pairwise(known):
            if order.index(unit.kind) < order.index(before.kind):
                shown = ", ".join(order)
                yield finding(unit.at, lesson=lesson.id, have=unit.kind, earlier=before.kind, order=shown)


@rule(
    "module-ending",
    MoocInYear,
    "the module {module} ends with {have}; it must end with {ending}",
    help="end `ends_with` with {ending}, or leave it out: that is the usual order",
)
def module_ending(node: MoocInYear, *, ending: tuple[str, ...]) -> Findings:
    """What follows the lessons of a module ends in one order: `ends_with`, where it is written.

    Why: what is talked over in the forum can still go into the work that is marked.

    Wrong:
        limits: {ending: [forum, assessment]}
        modules:
          m1:
            title: First
            ends_with: [practical, assessment, forum]   # <-

    Right:
        limits: {ending: [forum, assessment]}
        modules:
          m1: {title: First}
          m2: {title: Second, ends_with: [forum, assessment]}

    Limits:
        ending: the last parts of a module, in order: practical, forum, assessment.
    """
    for module in node.mooc.modules:
        if module.ends_with[-len(ending) :] != ending:
            have, shown = ", ".join(module.ends_with), ", ".join(ending)
            yield finding(module.place("ends_with"), module=module.id, have=have, ending=shown)


@rule(
    "specialization-size",
    MoocInYear,
    "a course of {have} academic hours should rather be a specialization, a series of {at_least} to {at_most} courses",
    help="divide the course and name the series under `specialization:`",
    variants={
        "courses": Say(
            {
                "count": "have",
                "one": "the specialization has {have} course; {at_least} to {at_most} recommended",
                "other": "the specialization has {have} courses; {at_least} to {at_most} recommended",
            },
            "correct the list `courses` of the specialization",
        )
    },
)
def specialization_size(node: MoocInYear, *, more_than_hours: int, at_least: int, at_most: int) -> Findings:
    """A long course is divided into a specialization, and a specialization has a certain number of courses.

    Why: a learner finishes three short courses sooner than one long one.

    Wrong:
        limits: {more_than_hours: 30, at_least: 3, at_most: 6}
        hours_total: 31   # <-

    Wrong:
        limits: {more_than_hours: 30, at_least: 3, at_most: 6}
        specialization:
          name: Data
          courses: [mooc, second]   # <-

    Right:
        limits: {more_than_hours: 30, at_least: 3, at_most: 6}
        hours_total: 30
        specialization: {name: Data, courses: [mooc, second, third]}

    Limits:
        more_than_hours: a longer course should be divided (academic hours).
        at_least: courses of a specialization (count).
        at_most: courses of a specialization (count).
    """
    mooc, series = node.mooc, node.mooc.specialization
    if series is None:
        if mooc.hours is not None and mooc.hours > more_than_hours:
            yield finding(mooc.place("hours_total"), have=plain(mooc.hours))
    elif not at_least <= len(series.courses) <= at_most:
        yield finding(series.place("courses"), "courses", have=len(series.courses))


RULES = (
    mooc_components,
    mooc_names_programme,
    lessons_numbered,
    unit_order,
    module_ending,
    specialization_size,
)
