"""Rules on the course package as a whole."""

from qoima.model.calendar import after
from qoima.model.links import CourseInYear
from qoima.model.views import ProgrammeInYear
from qoima.rules.course.work import work_of
from qoima.rules.registry import Findings, Say, finding, rule


@rule(
    "distance-has-package",
    ProgrammeInYear,
    "the course {course} is studied at a distance, but has no package",
    help="add lectures, materials and tasks to the file of the course",
    variants={
        "no-file": Say(
            "a discipline is studied at a distance, but the programme names no file of a course with its package",
            "write the package in content/courses/<id>.yaml, and add `course: <id>` here",
        )
    },
)
def distance_has_package(node: ProgrammeInYear) -> Findings:
    """Each discipline that a programme teaches at a distance has a package: lectures or materials in its file.

    What a package must hold is checked in the file of the course. A course that does not exist is left to REF002.

    Why: a student at a distance has nothing but the package.

    Wrong:
        --- content/programmes/P1.yaml
        name: Programme
        level: bachelor
        field: other
        total_credits: 240
        components:
          - course: demo   # <-
            semester: 1
            credits: 5
            distance: true
          - title: Networks   # <-
            credits: 5
            distance: true

    Right:
        lectures: [{title: Keys}]
        --- content/programmes/P1.yaml
        name: Programme
        level: bachelor
        field: other
        total_credits: 240
        components: [{course: demo, semester: 1, credits: 5, distance: true}]

    Right:
        --- content/programmes/P1.yaml
        name: Programme
        level: bachelor
        field: other
        total_credits: 240
        components: [{course: demo, semester: 1, credits: 5}]
    """
    for component in node.programme.components:
        if not component.distance:
            continue
        course = node.courses.get(component.course)
        if component.kind == "discipline" and not component.course:
            yield finding(component.at, "no-file")
        elif course and not course.lectures and not course.materials:
            yield finding(component.place("course"), course=course.id)


@rule(
    "plan-in-programme",
    CourseInYear,
    "the topic {topic} of week {week} is not in the working programme",
    help="take the topic out of the plan, or add it to `work_programme:`",
)
def plan_in_programme(node: CourseInYear) -> Findings:
    """The topics of the calendar-thematic plan are topics of the working programme.

    Where the working programme names no topics, nothing is said.

    Why: the package is prepared to the working programme that was approved, not to another one.

    Wrong:
        work_programme: {number: 12, topics: [keys]}
        syllabus:
          weeks:
            - {week: 1, topics: [keys]}
            - week: 2
              topics: [joins]   # <-

    Right:
        work_programme: {number: 12, topics: [keys, joins]}
        syllabus: {weeks: [{week: 1, topics: [keys]}, {week: 2, topics: [joins]}]}

    Right:
        work_programme: {number: 12}
    """
    programme = node.course.work_programme
    if programme is None or not programme.topics:
        return
    for week in node.course.weeks:
        for topic in week.topics:
            if topic not in programme.topics:
                yield finding(week.place("topics"), topic=topic, week=week.week)


@rule(
    "uploaded-in-time",
    CourseInYear,
    "the package is uploaded on {have}, later than {last}",
    help="upload it by {last}",
    variants={
        "missing": Say(
            "it is not stated when the package is uploaded; the last day is {last}",
            "add `uploaded:` with the day to `emc:`",
        )
    },
)
def uploaded_in_time(node: CourseInYear, *, days_after_start: int) -> Findings:
    """The package is on the portal within some days of the start of the term.

    Of several terms in a year the first counts.

    Why: students of the first weeks need it as much as those of the last.

    Wrong:
        limits: {days_after_start: 14}
        emc:
          uploaded: 2026-09-16   # <-

    Wrong:
        limits: {days_after_start: 14}
        emc: {order: 2026-09-01}   # <-

    Right:
        limits: {days_after_start: 14}
        emc: {uploaded: 2026-09-15}

    Limits:
        days_after_start: the last day, counted from the first day of the term (days).
    """
    if not node.terms:
        return
    last = after(min(term.start for term in node.terms), days_after_start)
    emc = node.course.emc
    if emc is None or emc.uploaded is None:
        yield finding(node.course.place("emc"), "missing", last=last)
    elif emc.uploaded > last:
        yield finding(emc.place("uploaded"), have=emc.uploaded, last=last)


@rule(
    "course-paper-guidelines",
    CourseInYear,
    "there is a course paper ({task}), but no guidelines on how to write it",
    help="add to `additional:` of `emc:` a material with `kind: {kind}`",
)
def course_paper_guidelines(node: CourseInYear, *, work: tuple[str, ...], kind: str) -> Findings:
    """A course with a course paper has guidelines on how to write one in the additional set of its package.

    Why: it is the longest text that students write in the course, and most of them write one for the first time.

    Wrong:
        limits: {work: [course_paper], kind: guidelines}
        tasks:
          - id: paper   # <-
            title: Course paper
            control: none
            kind: course_paper

    Right:
        limits: {work: [course_paper], kind: guidelines}
        emc: {additional: [{title: How to write the course paper, kind: guidelines, file: paper.pdf}]}
        tasks:
          - {id: paper, title: Course paper, control: none, kind: course_paper}

    Limits:
        work: kinds of work that are course papers.
        kind: the kind of material that the guidelines are.
    """
    held = node.course.emc.additional if node.course.emc else ()
    paper = next((task for task in node.course.tasks if work_of(task) in work), None)
    if paper is not None and all(material.kind != kind for material in held):
        yield finding(paper.at, task=paper.id)


RULES = (distance_has_package, plan_in_programme, uploaded_in_time, course_paper_guidelines)
