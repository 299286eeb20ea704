"""Rules on blended learning: its programme, its courses, the papers that learners and departments owe."""

from urllib.parse import urlsplit

from qoima.model.views import BlendedInYear, CourseInBlended
from qoima.rules.registry import Findings, Say, finding, rule, word
from qoima.rules.things.values import is_web_address


@rule(
    "programme-level",
    BlendedInYear,
    "the level of the programme {programme} is {have}; allowed: {levels}",
    help="choose another programme, or correct its level",
)
def programme_level(node: BlendedInYear, *, levels: tuple[str, ...]) -> Findings:
    """Blended learning is offered in programmes of some levels only.

    Why: the regulation is made for learners who work beside their studies.

    Wrong:
        limits: {levels: [master, doctor]}
        programme: P1   # <-

    Right:
        limits: {levels: [bachelor]}
        programme: P1

    Limits:
        levels: levels of programmes: bachelor, master, doctor, tvet.
    """
    if node.programme is None or node.programme.level is None:
        return
    if node.programme.level not in levels:
        have = word(node.programme.level)
        yield finding(node.blended.place("programme"), programme=node.programme.id, have=have)


@rule(
    "meets-in-person",
    CourseInBlended,
    "learners of the course {course} never meet a teacher in person",
    help="hold a class with `mode: classroom`, or the exam with `mode: offline`",
)
def meets_in_person(node: CourseInBlended, *, sessions: tuple[str, ...], exams: tuple[str, ...]) -> Findings:
    """A course with blended learning has a class face to face, or an exam that is held offline.

    Why: blended learning supplements the statutory form of study and does not take its place.

    Wrong:
        limits: {sessions: [classroom], exams: [offline]}
        sessions: [{kind: lecture, mode: on-line}]
        controls:   # <-
          exam: {kind: interim, form: oral, mode: online}

    Right:
        limits: {sessions: [classroom], exams: [offline]}
        sessions: [{kind: lecture, mode: on-line}, {kind: lab, mode: classroom}]

    Right:
        limits: {sessions: [classroom], exams: [offline]}
        controls:
          exam: {kind: interim, form: oral, mode: offline}

    Limits:
        sessions: modes of classes that are face to face.
        exams: modes of exams that are.
    """
    course = node.course.course
    if any(session.mode in sessions for session in course.sessions):
        return
    if not any(control.kind == "interim" and control.mode in exams for control in course.controls):
        yield finding(course.place("controls"), course=course.id)


@rule(
    "contact-hours",
    CourseInBlended,
    "the syllabus of the course {course} has no contact hours",
    help="write the hours of each week: `hours: {{lecture: 1, practical: 2}}`",
)
def contact_hours(node: CourseInBlended, *, kinds: tuple[str, ...]) -> Findings:
    """The weeks of the syllabus have hours of classes with a teacher. How many is not said.

    Why: learners work with teachers, not with recordings only.

    Wrong:
        limits: {kinds: [lecture, practical]}
        syllabus:   # <-
          weeks: [{week: 1, topics: [keys], hours: {siw: 5}}]

    Right:
        limits: {kinds: [lecture, practical]}
        syllabus: {weeks: [{week: 1, topics: [keys], hours: {lecture: 1}}]}

    Limits:
        kinds: kinds of classes with a teacher.
    """
    course = node.course.course
    if not any(week.hours.get(kind) for week in course.weeks for kind in kinds):
        yield finding(course.place("syllabus"), course=course.id)


@rule(
    "course-in-programme",
    BlendedInYear,
    "the course {course} is not a component of the programme {programme}",
    help="remove it, or add it to the components of the programme",
)
def course_in_programme(node: BlendedInYear) -> Findings:
    """Each course with blended learning is a component of the programme.

    Why: the curriculum says what is studied, in whatever way.

    Wrong:
        courses: [demo]   # <-
        --- content/programmes/P1.yaml
        name: Programme
        level: master
        field: other
        total_credits: 120
        components: []

    Right:
        courses: [demo]
    """
    if node.programme is None:
        return
    components = {component.course for component in node.programme.components}
    for id in node.blended.courses:
        if id not in components:
            yield finding(node.blended.place("courses"), course=id, programme=node.programme.id)


@rule(
    "package-uploaded",
    CourseInBlended,
    "`umkd` has no address of the package of the course {course}",
    help="upload the package to the platform, and add its address to `umkd:`",
    variants={
        "elsewhere": Say(
            "the package of the course {course} is at {have}, not on {hosts}",
            "upload it to the platform, and write that address",
        ),
    },
)
def package_uploaded(node: CourseInBlended, *, hosts: tuple[str, ...]) -> Findings:
    """The package of each course is uploaded to the platform: `umkd` has its address there.

    Why: learners who are far away have nothing but the package.

    Wrong:
        limits: {hosts: [teams.microsoft.com]}
        --- content/blended/blended.yaml
        courses: [demo]   # <-

    Wrong:
        limits: {hosts: [teams.microsoft.com]}
        --- content/blended/blended.yaml
        umkd:   # <-
          demo: https://disk.example.org/umkd

    Right:
        limits: {hosts: [teams.microsoft.com, sharepoint.com]}
        --- content/blended/blended.yaml
        umkd: {demo: "https://university.sharepoint.com/sites/demo"}

    Limits:
        hosts: where the platform keeps files; subdomains of them are allowed.
    """
    blended, id = node.blended.blended, node.course.course.id
    address = blended.umkd.get(id, "")
    if not address.strip():
        yield finding(blended.place("umkd" if blended.umkd else "courses"), course=id)
        return
    host = (urlsplit(address).hostname or "") if is_web_address(address) else ""
    if not any(f".{host}".endswith(f".{known}") for known in hosts):
        yield finding(blended.place("umkd"), "elsewhere", course=id, have=address)


@rule(
    "process-in-order",
    BlendedInYear,
    "the step {have} of the process stands after the step {before}",
    help="put the steps in the order of the annex",
)
def process_in_order(node: BlendedInYear, *, stages: tuple[str, ...]) -> Findings:
    """The steps of the process stand in the order of the annex; a step that is missing is passed over.

    Why: an order before the application has nothing to decide.

    Wrong:
        limits: {stages: [application, order]}
        process:
          - {stage: order}
          - {stage: application}   # <-

    Right:
        limits: {stages: [application, order, umkd]}
        process: [{stage: application}, {stage: umkd}]

    Limits:
        stages: the steps in order.
    """
    furthest = -1
    for step in node.blended.process:
        place = stages.index(step.stage) if step.stage in stages else furthest
        if place < furthest:
            yield finding(step.place("stage"), have=step.stage, before=stages[furthest])
        furthest = max(furthest, place)


RULES = (
    programme_level,
    meets_in_person,
    contact_hours,
    course_in_programme,
    package_uploaded,
    process_in_order,
)
