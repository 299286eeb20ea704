"""Rules on those who teach a course: what qualifies them, what they have learnt, who has appointed them."""

from collections.abc import Iterator

from qoima.core.source import Span
from qoima.model.links import CourseInYear, TestBase
from qoima.rules.registry import Findings, Say, finding, rule


def _lecturers(node: CourseInYear) -> Iterator[tuple[str, Span]]:
    """Who gives lectures, each once, and where it says so: as the lectures name them, else the teachers."""
    course = node.course
    named = [(lecture.lecturer, lecture.place("lecturer")) for lecture in course.lectures if lecture.lecturer]
    held = named or list(_teachers(node))
    yield from {person: (person, at) for person, at in reversed(held)}.values()


def _teachers(node: CourseInYear) -> Iterator[tuple[str, Span]]:
    for teaching in node.course.teaching:
        for person in teaching.teachers:
            yield person, teaching.place("teachers")


@rule(
    "lecturer-qualified",
    CourseInYear,
    "{person} gives lectures, but has none of these degrees, titles and positions: {any_of}",
    help="add `qualification:` of {person} in content/people.yaml, or name another lecturer",
)
def lecturer_qualified(node: CourseInYear, *, any_of: tuple[str, ...]) -> Findings:
    """Who gives lectures has one of some degrees, titles and positions.

    Lecturers are those whom the lectures name; where they name nobody, all teachers of the course.

    Why: a lecture is more than what its notes say.

    Wrong:
        limits: {any_of: [phd, professor]}
        teaching:
          - language: en
            term: autumn
            teachers: [a-omarova, b-li]   # <-
        --- content/people.yaml
        a-omarova: {name: Aigerim Omarova, qualification: [phd]}
        b-li: {name: Boris Li, qualification: [master]}

    Right:
        limits: {any_of: [phd, professor]}
        lectures: [{title: Keys, lecturer: a-omarova}]
        --- content/people.yaml
        a-omarova: {name: Aigerim Omarova, qualification: [phd]}

    Limits:
        any_of: degrees, titles and positions of which one is enough.
    """
    for id, at in _lecturers(node):
        person = node.people.get(id)
        if person is not None and not set(person.qualification) & set(any_of):
            yield finding(at, person=id)


@rule(
    "teacher-trained",
    CourseInYear,
    "no course or seminar on distance learning is recorded for {person}",
    help="add it to `det_training:` of {person} in content/people.yaml",
)
def teacher_trained(node: CourseInYear) -> Findings:
    """Each teacher of a course, its tutor included, has taken a course or seminar on teaching at a distance.

    How long it holds is not asked.

    Why: good teaching in a classroom does not go over a screen by itself.

    Wrong:
        teaching:
          - language: en
            term: autumn
            teachers: [a-omarova]   # <-
        tutor:
          person: b-li   # <-

    Right:
        teaching: [{language: en, term: autumn, teachers: [a-omarova]}]
        --- content/people.yaml
        a-omarova:
          name: Aigerim Omarova
          det_training: [{title: Courses in Moodle, date: 2025-06-10}]
    """
    tutor = node.course.tutor
    held = [*_teachers(node), *([(tutor.person, tutor.place("person"))] if tutor else [])]
    for id, at in {person: (person, at) for person, at in reversed(held)}.values():
        person = node.people.get(id)
        if person is not None and not person.det_training:
            yield finding(at, person=id)


@rule(
    "responsible-teaches",
    TestBase,
    "nobody answers for the items of this base",
    help="add `responsible:` with a teacher of the course",
    variants={
        "other": Say(
            "{person}, who is responsible, does not teach the course, and no appointment is recorded",
            "name a teacher of the course, or add `appointment: {{by: …, date: …}}`",
        ),
        "undated": Say("the appointment of {person} has no date", "add its `date:`"),
    },
)
def responsible_teaches(node: TestBase) -> Findings:
    """Responsible for the items is a teacher of the course, or somebody with an appointment: by whom, and when.

    Why: who teaches the course sees first where its items are wrong.

    Wrong:
        course: demo   # <-

    Wrong:
        course: demo
        responsible: b-li   # <-

    Wrong:
        responsible: b-li
        appointment:   # <-
          by: a-omarova

    Right:
        responsible: a-omarova

    Right:
        responsible: b-li
        appointment: {by: a-omarova, date: 2026-06-15}
    """
    passport = node.passport
    if passport is None:
        return
    person, appointment = passport.responsible, passport.appointment
    if not person:
        yield finding(passport.place("responsible"))
    elif any(person in teaching.teachers for teaching in node.course.course.teaching):
        return
    elif appointment is None or not appointment.by:
        yield finding(passport.place("responsible"), "other", person=person)
    elif appointment.date is None:
        yield finding(passport.place("appointment"), "undated", person=person)


RULES = (lecturer_qualified, teacher_trained, responsible_teaches)
