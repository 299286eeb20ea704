"""What a course says to machines, in the words of schema.org."""

from decimal import Decimal
from textwrap import shorten

from qoima.model.course import Course, Teaching
from qoima.model.text import LocalText
from qoima.site.edition import Edition
from qoima.site.index import Index
from qoima.site.pages.course_weeks import hours_total, lecture_page
from qoima.site.settings import site_address

MODES = {"on-line": "online", "off-line": "online", "classroom": "onsite"}
"""`courseMode` of a session's mode; off-line is each in their own time, at a distance."""

DESCRIPTION_CHARACTERS = 300

Data = dict[str, object]


def json_ld(edition: Edition, course: Course, index: Index) -> Data:
    """The `Course` with those who give it, what it needs and its lectures; `@context` excepted."""
    words, university = edition.words, edition.published.university
    site = f"{site_address(edition.published)}{words.lang}/"
    address = f"{site}courses/{course.id}.html"
    provider = {"@type": "CollegeOrUniversity", "name": words.plain(university.name), "url": site}
    lectures = enumerate(course.lectures, start=1)
    data: Data = {
        "@type": "Course",
        "@id": address,
        "url": address,
        "name": words.plain(course.name),
        "description": shorten(words.plain(course.description), DESCRIPTION_CHARACTERS, placeholder=" …")
        or words.plain(course.name),
        "courseCode": course.code,
        "provider": provider,
        "inLanguage": list(course.languages),
        "educationalLevel": words.label("level", course.level),
        "numberOfCredits": course.credits,
        "teaches": [words.plain(outcome) for outcome in course.outcomes.values()],
        "coursePrerequisites": [
            {"@type": "Course", "name": words.plain(needed.name), "url": f"{site}courses/{needed.id}.html"}
            for id in course.prerequisites
            if (needed := index.courses.get(id))
        ],
        "hasCourseInstance": [_instance(edition, course, teaching, site) for teaching in course.teaching],
        "hasPart": [_lecture(edition, course, number, one.title, bool(one.text), site) for number, one in lectures],
    }
    return {key: value for key, value in data.items() if value not in ("", None, [])}


def _instance(edition: Edition, course: Course, teaching: Teaching, site: str) -> Data:
    published, words = edition.published, edition.words
    term = published.year.term(teaching.term) if published.year else None
    modes = {MODES[session.mode] for session in course.sessions if session.mode in MODES}
    hours = sum(hours_total(course).values(), Decimal(0))
    given: Data = {
        "@type": "CourseInstance",
        "courseMode": "blended" if len(modes) > 1 else next(iter(modes), ""),
        "inLanguage": teaching.language,
        "startDate": term.start.isoformat() if term else "",
        "endDate": (term.exam_session or term.study).last.isoformat() if term else "",
        "courseWorkload": f"PT{hours:f}H" if hours == int(hours) and hours else "",
        "instructor": [
            {"@type": "Person", "name": words.plain(published.people[id].name), "url": f"{site}people.html#{id}"}
            for id in teaching.teachers
            if id in published.people
        ],
    }
    return {key: value for key, value in given.items() if value not in ("", [])}


def _lecture(edition: Edition, course: Course, number: int, title: LocalText, own_page: bool, site: str) -> Data:
    address = {"url": f"{site}{lecture_page(course, number)}.html"} if own_page else {}
    return {"@type": "LearningResource", "position": number, "name": edition.words.plain(title), **address}
