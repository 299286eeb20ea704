"""Rules on the hours of a MOOC and the length of its videos."""

from decimal import Decimal

from qoima.model.views import MoocInYear
from qoima.rules.registry import Findings, Say, finding, rule
from qoima.rules.things.amounts import bounds, plain


@rule(
    "mooc-hours",
    MoocInYear,
    "the MOOC has {have} academic hours; at most {at_most} allowed",
    help="shorten the course, or divide it into several",
    variants={
        "general-education": Say(
            "the MOOC has {have} academic hours; a course of the general-education cycle may have up to {at_most}"
            " or more than {general_education_more_than}",
            "correct the hours",
        )
    },
)
def mooc_hours(node: MoocInYear, *, at_most: Decimal, general_education_more_than: Decimal) -> Findings:
    """A MOOC is short; only a course of the general-education cycle may be long, and then it is much longer.

    The hours are `hours_total`, else the sum of the hours of the modules. Nothing written is no finding.

    Why: a course that takes a term is not finished by those who take it beside their studies.

    Wrong:
        limits: {at_most: 30, general_education_more_than: 100}
        hours_total: 30.5   # <-

    Wrong:
        limits: {at_most: 30, general_education_more_than: 100}
        ged_cycle: true
        hours_total: 100   # <-

    Right:
        limits: {at_most: 30, general_education_more_than: 100}
        hours_total: 30

    Right:
        limits: {at_most: 30, general_education_more_than: 100}
        ged_cycle: true
        hours_total: 101

    Limits:
        at_most: the longest course (academic hours).
        general_education_more_than: a course of the general-education cycle may be longer than this (academic hours).
    """
    mooc, have = node.mooc, node.mooc.hours
    if have is None or have <= at_most or (mooc.ged_cycle and have > general_education_more_than):
        return
    variant = "general-education" if mooc.ged_cycle else ""
    yield finding(mooc.place("hours_total"), variant, have=plain(have))


@rule(
    "model-curriculum-named",
    MoocInYear,
    "a MOOC of {have} academic hours names no model curriculum of the general-education cycle",
    help="name it under `model_curriculum:`",
)
def model_curriculum_named(node: MoocInYear, *, more_than: Decimal) -> Findings:
    """A long MOOC of the general-education cycle names the model curriculum by which it is so long.

    Why: the exception rests on that curriculum alone.

    Wrong:
        limits: {more_than: 100}
        ged_cycle: true   # <-
        hours_total: 120

    Right:
        limits: {more_than: 100}
        ged_cycle: true
        hours_total: 120
        model_curriculum: Philosophy, order 603 of 31.10.2018

    Limits:
        more_than: a longer course needs the reference (academic hours).
    """
    mooc = node.mooc
    if mooc.ged_cycle and mooc.hours is not None and mooc.hours > more_than and not mooc.model_curriculum.strip():
        yield finding(mooc.place("ged_cycle"), have=plain(mooc.hours))


@rule(
    "hours-add-up",
    MoocInYear,
    "the hours of the modules add up to {sum}, but `hours_total` is {have}",
    help="correct `hours_total` or the hours of the modules",
    variants={
        "total": Say(
            "the MOOC has {have} academic hours; by the norms for a week {bounds} required", "correct the hours"
        ),
        "lessons": Say(
            "the lessons of the module {module} take {have} minutes, but its {hours} hours are only {minutes}",
            "correct the hours of the module or the minutes of its lessons",
        ),
    },
)
def hours_add_up(
    node: MoocInYear, *, hour_minutes: int, at_least: Decimal | None = None, at_most: Decimal | None = None
) -> Findings:
    """The hours agree: the modules make the whole, the whole lies within what weeks can make, lessons fit into weeks.

    Why: three papers print these numbers, and each reader adds them up.

    Wrong:
        limits: {hour_minutes: 60, at_least: 6, at_most: 7}
        hours_total: 7   # <-
        modules: {m1: {title: First, hours: 3}, m2: {title: Second, hours: 3}}

    Wrong:
        limits: {hour_minutes: 60, at_least: 12, at_most: 30}
        hours_total: 6   # <-

    Wrong:
        limits: {hour_minutes: 60, at_least: 1, at_most: 1}
        modules:
          m1:
            title: First
            hours: 1   # <-
            lessons: {l01: {title: Keys, minutes: 61}}

    Right:
        limits: {hour_minutes: 60, at_least: 3, at_most: 3}
        hours_total: 3
        modules: {m1: {title: First, hours: 3, lessons: {l01: {title: Keys, minutes: 180}}}}

    Limits:
        hour_minutes: minutes of an hour; the text does not say (minutes).
        at_least: the fewest hours of a course (academic hours).
        at_most: the most hours of a course (academic hours).
    """
    mooc = node.mooc
    known = [module.hours for module in mooc.modules if module.hours is not None]
    total = sum(known, Decimal(0))
    if mooc.hours_total is not None and len(known) == len(mooc.modules) and known and total != mooc.hours_total:
        yield finding(mooc.place("hours_total"), sum=plain(total), have=plain(mooc.hours_total))
    if mooc.hours is not None and not (at_least or 0) <= mooc.hours <= (at_most or mooc.hours):
        shown = bounds(at_least, at_most, None)
        yield finding(mooc.place("hours_total"), "total", have=plain(mooc.hours), bounds=shown)
    for module in mooc.modules:
        minutes = sum(lesson.minutes or 0 for lesson in module.lessons)
        if module.hours is not None and minutes > module.hours * hour_minutes:
            whole = plain(module.hours * hour_minutes)
            place = module.place("hours")
            yield finding(place, "lessons", module=module.id, have=minutes, hours=plain(module.hours), minutes=whole)


@rule(
    "lesson-video",
    MoocInYear,
    "the lesson {lesson} has {have} minutes of video; at least {at_least} required",
    help="add a video that names the lesson under `media:`, or correct its `minutes`",
    variants={
        "longer": Say(
            "the lesson {lesson} has {have} minutes of video, but lasts only {minutes} minutes itself",
            "correct the `minutes` of the videos or of the lesson",
        )
    },
)
def lesson_video(node: MoocInYear, *, at_least: Decimal) -> Findings:
    """The videos of a lesson have a least length together, and are not longer than the lesson.

    What counts is media of the kind `lecture` that name the lesson; a lesson without has none.

    Why: the video is the lecture of the lesson.

    Wrong:
        limits: {at_least: 15}
        modules:
          m1:
            title: First
            lessons:
              l01: {title: Keys}   # <-
        media: {v1: {kind: promo, lesson: l01, minutes: 15}}

    Wrong:
        limits: {at_least: 15}
        modules:
          m1:
            title: First
            lessons:
              l01: {title: Keys, minutes: 30}   # <-
        media: {v1: {kind: lecture, lesson: l01, minutes: 30.5}}

    Right:
        limits: {at_least: 15}
        modules: {m1: {title: First, lessons: {l01: {title: Keys, minutes: 30}}}}
        media: {v1: {kind: lecture, lesson: l01, minutes: 7.5}, v2: {kind: lecture, lesson: l01, minutes: 7.5}}

    Limits:
        at_least: length of all videos of a lesson (minutes).
    """
    for lesson in node.mooc.lessons:
        have = sum((media.minutes or Decimal(0) for media in node.mooc.videos_of(lesson)), Decimal(0))
        if have < at_least:
            yield finding(lesson.at, lesson=lesson.id, have=plain(have))
        elif lesson.minutes is not None and have > lesson.minutes:
            yield finding(lesson.at, "longer", lesson=lesson.id, have=plain(have), minutes=lesson.minutes)


@rule(
    "week-video",
    MoocInYear,
    "the videos of the module {module} last {have} minutes; {bounds} required",
    help="make the videos of the lessons longer or shorter, or correct their `minutes`",
)
def week_video(
    node: MoocInYear,
    *,
    at_least: Decimal | None = None,
    at_most: Decimal | None = None,
    lessons_at_least: int | None = None,
    lessons_at_most: int | None = None,
) -> Findings:
    """The videos of a week have a certain length together; promo, welcome and closing videos do not count.

    Why: more than that nobody watches in a week, and less is no course of lectures.

    Wrong:
        limits: {at_least: 30}
        modules:
          m1:   # <-
            title: First
            lessons: {l01: {title: Keys}}
        media: {v1: {kind: lecture, lesson: l01, minutes: 29.5}, v2: {kind: promo, lesson: l01, minutes: 2}}

    Wrong:
        limits: {at_most: 60, lessons_at_most: 3}
        modules:
          m1:   # <-
            title: First
            lessons: {l01: {title: Keys}}
        media: {v1: {kind: lecture, lesson: l01, minutes: 61}}

    Right:
        limits: {at_most: 60, lessons_at_least: 2}
        modules:
          m1:
            title: First
            lessons: {l01: {title: Keys}}
        media: {v1: {kind: lecture, lesson: l01, minutes: 61}}

    Limits:
        at_least: length of all videos of a module (minutes).
        at_most: length of all videos of a module (minutes).
        lessons_at_least: modules with fewer lessons are passed over (count).
        lessons_at_most: modules with more lessons are passed over (count).
    """
    for module in node.mooc.modules:
        count = len(module.lessons)
        if not (lessons_at_least or 0) <= count <= (lessons_at_most or count):
            continue
        lengths = (media.minutes for lesson in module.lessons for media in node.mooc.videos_of(lesson))
        have = sum((length for length in lengths if length is not None), Decimal(0))
        if not (at_least or 0) <= have <= (at_most or have):
            yield finding(module.at, module=module.id, have=plain(have), bounds=bounds(at_least, at_most, None))


RULES = (mooc_hours, model_curriculum_named, hours_add_up, lesson_video, week_video)
