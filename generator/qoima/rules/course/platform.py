"""Rules on the portal of distance learning, and on what the university offers beside a course."""

from urllib.parse import urlsplit

from qoima.model.links import CourseInYear
from qoima.rules.registry import Findings, Say, finding, rule
from qoima.rules.things.values import is_web_address


@rule(
    "portal-address",
    CourseInYear,
    "the course is at {have}, not on a portal of the university ({hosts})",
    help="write the address of the course on one of {hosts}",
    variants={
        "missing": Say("the address of the course on the portal is not given", "add `lms_url:`, on one of {hosts}")
    },
)
def portal_address(node: CourseInYear, *, hosts: tuple[str, ...]) -> Findings:
    """The address of the course leads to one of the portals of the university.

    Why: what stands elsewhere is neither backed up nor seen by the administrators.

    Wrong:
        limits: {hosts: [lms.example.org]}
        lms_url: https://elsewhere.example.org/course/view.php?id=7   # <-

    Wrong:
        limits: {hosts: [lms.example.org]}
        code: D1   # <-

    Right:
        limits: {hosts: [lms.example.org]}
        lms_url: https://lms.example.org/course/view.php?id=7

    Limits:
        hosts: the portals, as they stand in an address.
    """
    have = node.course.lms_url
    if not have:
        yield finding(node.course.place("lms_url"), "missing")
    elif not is_web_address(have) or urlsplit(have).hostname not in hosts:
        yield finding(node.course.place("lms_url"), have=have)


@rule(
    "portal-feedback",
    CourseInYear,
    "there is no channel on the portal through which students reach the teacher",
    help="add one of {channels} to `feedback:`, or a consultation with `channel:`",
)
def portal_feedback(node: CourseInYear, *, channels: tuple[str, ...]) -> Findings:
    """Students can reach the teacher on the portal, through at least one channel.

    Channels of the course (`feedback:`) and of its consultations count alike.

    Why: a question that is asked on the portal is answered where the others see it.

    Wrong:
        limits: {channels: [message, forum]}
        feedback: [WhatsApp]   # <-

    Right:
        limits: {channels: [message, forum]}
        feedback: [WhatsApp, forum]

    Right:
        limits: {channels: [message, forum]}
        syllabus: {consultations: [{weekday: monday, time: "17:00", channel: message}]}

    Limits:
        channels: the channels on the portal, one of which is enough.
    """
    course = node.course
    held = {*course.feedback, *(one.channel for one in course.syllabus.consultations)}
    if not held.intersection(channels):
        yield finding(course.place("feedback"))


@rule(
    "guides-given",
    CourseInYear,
    "the university offers no guide: {guide}",
    help="add each of them with its address to `guides:` of university.yaml: {guide}",
)
def guides_given(node: CourseInYear, *, guides: tuple[str, ...]) -> Findings:
    """The university offers guides on distance learning, each at an address; one that is missing is said once.

    Why: whoever has never taught or learnt at a distance has to begin somewhere.

    Wrong:
        limits: {guides: [transition, etiquette]}
        --- content/university.yaml
        id: example
        name: Example University
        languages: [en]
        default_language: en
        site_url: https://example.org
        academic_year: 2026-2027
        guides:   # <-
          transition: https://example.org/transition
        profiles: [{use: example, courses: all}]

    Right:
        limits: {guides: [etiquette]}
        --- content/university.yaml
        id: example
        name: Example University
        languages: [en]
        default_language: en
        site_url: https://example.org
        academic_year: 2026-2027
        guides: {etiquette: "https://example.org/etiquette"}
        profiles: [{use: example, courses: all}]

    Limits:
        guides: what the guides are about, the keys of `guides:`.
    """
    university = node.university
    missing = [guide for guide in guides if not university.guides.get(guide)]
    if missing:
        yield finding(university.place("guides"), guide=", ".join(missing))


@rule(
    "language-graded-by-level",
    CourseInYear,
    "the course teaches a language and is graded by another model: {have}",
    help="write `model: {model}` in `grading:`",
    variants={
        "missing": Say(
            "the course teaches a language, and its model of grading is not given", "add `grading:` {{model: {model}}}"
        )
    },
)
def language_graded_by_level(node: CourseInYear, *, model: str) -> Findings:
    """A course that teaches a language (`language_taught:`) is graded by a model of its own.

    Why: a level of language says more than points, and is compared with other universities.

    Wrong:
        limits: {model: level}
        language_taught: russian
        grading:
          model: points   # <-

    Wrong:
        limits: {model: level}
        language_taught: russian   # <-
        code: D1

    Right:
        limits: {model: level}
        language_taught: foreign
        grading: {model: level}

    Right:
        limits: {model: level}
        code: D1

    Limits:
        model: the model of grading.
    """
    grading = node.course.grading
    if not node.course.language_taught:
        return
    if grading is None or not grading.model:
        yield finding(node.course.place("language_taught"), "missing")
    elif grading.model != model:
        yield finding(grading.place("model"), have=grading.model)


RULES = (portal_address, portal_feedback, guides_given, language_graded_by_level)
