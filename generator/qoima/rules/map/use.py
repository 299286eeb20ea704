"""Rules on an integration map as a whole: its discipline and topics, how the outside courses are used, its hours."""

from decimal import Decimal

from qoima.model.text import fold
from qoima.model.views import MapInYear, OwedMap
from qoima.rules.registry import Findings, Say, finding, rule
from qoima.rules.things.amounts import plain


@rule(
    "integration-map-exists",
    OwedMap,
    "the course {course} uses outside courses, but has no integration map",
    help="add content/maps/{course}.yaml with `course: {course}`",
)
def integration_map_exists(node: OwedMap) -> Findings:
    """A course that uses an outside SPOC or MOOC has an integration map.

    Why: without it nobody knows which topics come from outside, and who helps with them.

    Wrong:
        moocs:   # <-
          - {name: Reading Data}

    Right:
        moocs: [{name: Reading Data}]
        --- content/maps/map.yaml
        course: demo
    """
    if node.map is None:
        yield finding(node.course.course.place("moocs"), course=node.course.course.id)


@rule(
    "discipline-name",
    MapInYear,
    "the map is for “{have}”, but the course is called “{wanted}”",
    help="write the name of the course",
)
def discipline_name(node: MapInYear) -> Findings:
    """The discipline in the title of the map is the course that the map is for, in each language that both have.

    Why: a map of another discipline would be signed.

    Wrong:
        discipline: {en: Databases 2}   # <-
        --- content/courses/demo.yaml
        name: {en: Databases}

    Right:
        discipline: {en: databases}
        --- content/courses/demo.yaml
        name: {en: Databases}
    """
    if node.course is None or node.map.discipline is None:
        return
    names = dict(node.course.course.name.texts)
    for language, text in node.map.discipline.texts:
        if language in names and fold(text) != fold(names[language]):
            yield finding(node.map.place("discipline"), have=text, wanted=names[language])


@rule(
    "schedule-topics",
    MapInYear,
    "week {week}: the syllabus has the topics {wanted}, the schedule {have}",
    help="write the topics of the syllabus for that week",
)
def schedule_topics(node: MapInYear) -> Findings:
    """The lectures of a week have the topics that the syllabus has for it, practical classes have some of them.

    Compared by the ids of topics. A week that the syllabus lacks is left to `schedule-weeks`, a row without topics to
    the check of its columns.

    Why: the schedule is filled in from the syllabus.

    Wrong:
        schedule:
          - kind: lecture
            week: 1
            topics: [joins]   # <-
        --- content/courses/demo.yaml
        syllabus: {weeks: [{week: 1, topics: [keys]}]}

    Wrong:
        schedule:
          - {kind: lecture, week: 1, topics: [keys]}
          - kind: practical
            topics: [joins]   # <-
        --- content/courses/demo.yaml
        syllabus: {weeks: [{week: 1, topics: [keys]}]}

    Right:
        schedule:
          - {kind: lecture, week: 1, topics: [keys]}
          - {kind: lecture, week: 1, topics: [joins]}
          - {kind: practical, topics: [joins]}
        --- content/courses/demo.yaml
        syllabus: {weeks: [{week: 1, topics: [joins, keys]}]}
    """
    if node.course is None:
        return
    syllabus = {week.week: set(week.topics) for week in node.course.course.weeks}
    rows = list(zip(node.map.weeks, node.map.schedule, strict=True))
    for number, wanted in syllabus.items():
        here = [row for week, row in rows if week == number and row.topics]
        lectures = [row for row in here if row.kind == "lecture"]
        taught = {topic for row in lectures for topic in row.topics}
        wrong = [row for row in here if not wanted.issuperset(row.topics)]
        if lectures and taught != wanted and not any(row in wrong for row in lectures):
            wrong.append(lectures[-1])
        for row in wrong:
            shown = ", ".join(sorted(taught if row.kind == "lecture" else row.topics))
            yield finding(row.place("topics"), week=number, wanted=", ".join(sorted(wanted)), have=shown)


@rule(
    "practical-in-week",
    MapInYear,
    "the practical class of week {week} has no lecture of that week above it",
    help="put it below the lecture of its week",
)
def practical_in_week(node: MapInYear) -> Findings:
    """A practical class with a row of its own stands below the lecture of its week.

    Why: students look it up under the week.

    Wrong:
        schedule:
          - {kind: practical, week: 1, title: Practical work 1}   # <-
          - {kind: lecture, week: 1, topics: [keys]}

    Right:
        schedule:
          - {kind: lecture, week: 1, topics: [keys]}
          - {kind: practical, title: Practical work 1}
    """
    weeks = node.map.weeks
    for place, row in enumerate(node.map.schedule):
        above = {weeks[n] for n in range(place) if node.map.schedule[n].kind == "lecture"}
        if row.kind == "practical" and weeks[place] not in above:
            yield finding(row.at, week=weeks[place] or "—")


@rule(
    "mooc-in-class",
    MapInYear,
    "the row uses an outside course, but `{field}` is missing",
    help="add `{field}:`; `url` is the address, `integration` says which of its lessons and tasks students do",
    variants={
        "of": Say("the row does not name the outside course in `uses`", "add `uses:` with its id"),
        "unused": Say(
            "no row of the schedule uses the outside course {course}",
            "name it in `uses` of a row, or remove it from the map",
        ),
    },
)
def mooc_in_class(node: MapInYear) -> Findings:
    """Each row that uses an outside course names it, its address and what is done with it; each course is used.

    A row that uses none needs its platform only, which the check of the columns asks for.

    Why: students must find the lesson, and teachers must know what it replaces.

    Wrong:
        courses: {coursera: {name: Reading Data}}
        schedule:
          - {kind: lecture, week: 1, topics: [keys], uses: [coursera], url: "https://example.org"}   # <-

    Wrong:
        courses: {coursera: {name: Reading Data}}
        schedule:
          - {kind: lecture, week: 1, uses: [coursera], url: "https://example.org", integration: Module 1}
          - {kind: lecture, week: 2, replaces: true, url: "https://example.org", integration: Module 2}   # <-

    Wrong:
        courses:
          coursera: {name: Reading Data}   # <-
        schedule:
          - {kind: lecture, week: 1, topics: [keys], platform: MS Teams}

    Right:
        courses: {coursera: {name: Reading Data}}
        schedule:
          - kind: lecture
            week: 1
            topics: [keys]
            uses: [coursera]
            url: https://example.org/reading-data
            integration: Lessons 1 and 2 instead of the lecture, the test after them
          - {kind: lecture, week: 2, topics: [joins], platform: MS Teams}
    """
    held = node.map
    for row in held.schedule:
        if held.uses_mooc(row):
            if not row.uses:
                yield finding(row.at, "of")
            if not row.url:
                yield finding(row.at, field="url")
            if not row.integration:
                yield finding(row.at, field="integration")
    used = {id for row in held.schedule for id in row.uses}
    for course in held.courses:
        if held.schedule and course.id not in used:
            yield finding(course.at, "unused", course=course.id)


@rule(
    "hours-within-workload",
    MapInYear,
    "the hours of the schedule add up to {have}, but the workload is {hours}",
    help="correct the hours of the rows, or the workload",
)
def hours_within_workload(node: MapInYear) -> Findings:
    """The hours of the schedule are no more than the workload of the discipline; an unknown workload is no finding.

    Why: more hours than the workload have no place in the timetable.

    Wrong:
        workload: {hours: 3}
        schedule:   # <-
          - {kind: lecture, week: 1, topics: [keys], hours: 2}
          - {kind: lecture, week: 2, topics: [joins], hours: 2}

    Right:
        workload: {hours: 4}
        schedule:
          - {kind: lecture, week: 1, topics: [keys], hours: 2}
          - {kind: lecture, week: 2, topics: [joins], hours: 2}
    """
    hours = node.map.workload.hours if node.map.workload else None
    have = sum((row.hours for row in node.map.schedule if row.hours is not None), Decimal(0))
    if hours is not None and have > hours:
        yield finding(node.map.place("schedule"), have=plain(have), hours=plain(hours))


@rule(
    "flipped-said",
    MapInYear,
    "the map does not say whether the flipped classroom is used",
    help="add `flipped: true` or `flipped: false`",
)
def flipped_said(node: MapInYear, *, models: tuple[int, ...]) -> Findings:
    """Where the model may go with a flipped classroom or without, the map says which.

    Why: students prepare for a flipped class in another way.

    Wrong:
        limits: {models: [1, 2]}
        model: 2   # <-

    Right:
        limits: {models: [1, 2]}
        model: 2
        flipped: false

    Limits:
        models: the models that leave the choice.
    """
    if node.map.model in models and node.map.flipped is None:
        yield finding(node.map.place("model"))


RULES = (
    integration_map_exists,
    discipline_name,
    schedule_topics,
    practical_in_week,
    mooc_in_class,
    hours_within_workload,
    flipped_said,
)
