"""Rules on the lectures of a course package."""

import unicodedata

from qoima.model.course_package import Lecture
from qoima.model.links import CourseInYear
from qoima.rules.registry import Finding, Findings, Say, finding, rule


@rule(
    "lecture-length",
    CourseInYear,
    {
        "count": "have",
        "one": "lecture {lecture} has {have} page, at least {pages_at_least} required",
        "other": "lecture {lecture} has {have} pages, at least {pages_at_least} required",
    },
    help="complete the notes of the lecture, or correct `pages:`",
    variants={
        "text": Say(
            {
                "count": "have",
                "one": "lecture {lecture} has {have} character, at least {wanted} required for {pages_at_least} pages",
                "other": "lecture {lecture} has {have} characters, at least {wanted} required for {pages_at_least} "
                "pages",
            },
            "write the lecture out, or say in `pages:` how long it is on paper",
        ),
        "unknown": Say(
            "lecture {lecture} does not say how long it is, at least {pages_at_least} pages required",
            "add `pages:`, or write the lecture out in `text:`",
        ),
    },
)
def lecture_length(node: CourseInYear, *, pages_at_least: int, characters_per_page: int) -> Findings:
    """The notes of each lecture have a least number of pages.

    The pages are those that `pages:` declares. Where nothing is declared, the text in the file is counted: its
    characters, with blanks, in the shortest of its languages.

    Why: notes that only list the headings do not replace a lecture.

    Wrong:
        limits: {pages_at_least: 3, characters_per_page: 10}
        lectures:
          - title: Keys
            pages: 2   # <-

    Wrong:
        limits: {pages_at_least: 3, characters_per_page: 10}
        lectures:
          - title: Keys
            text: A key identifies a row.   # <-

    Wrong:
        limits: {pages_at_least: 3, characters_per_page: 10}
        lectures:
          - title: Keys   # <-

    Right:
        limits: {pages_at_least: 3, characters_per_page: 10}
        lectures:
          - {title: Keys, pages: 3}
          - {title: Joins, text: A join puts rows of tables together.}

    Limits:
        pages_at_least: the fewest pages of a lecture.
        characters_per_page: how many characters of text count as a page.
    """
    wanted = pages_at_least * characters_per_page
    for number, lecture in enumerate(node.course.lectures, 1):
        found = _too_short(lecture, pages_at_least, wanted)
        if found is not None:
            yield Finding(found.at, {**found.values, "lecture": number}, found.variant)


def _too_short(lecture: Lecture, pages: int, characters: int) -> Finding | None:
    if lecture.pages is not None:
        return finding(lecture.place("pages"), have=lecture.pages) if lecture.pages < pages else None
    if not lecture.text:
        return finding(lecture.at, "unknown")
    have = min(len(unicodedata.normalize("NFC", text).strip()) for _, text in lecture.text.texts if text)
    return finding(lecture.place("text"), "text", have=have, wanted=characters) if have < characters else None


@rule(
    "video-lectures",
    CourseInYear,
    "none of the lectures has a video lecture",
    help="add `video:` with its address to the lectures",
    variants={
        "one": Say("lecture {lecture} has no video lecture", "add `video:` with its address"),
    },
)
def video_lectures(node: CourseInYear, *, every: bool) -> Findings:
    """Lectures are supplemented with video lectures: at least one, or every one of them.

    A course without lectures is not judged; asked of every lecture, one in which none has a video is not either.

    Why: a student at a distance hears and sees the teacher at least there.

    Wrong:
        limits: {every: false}
        lectures:   # <-
          - {title: Keys, pages: 3}

    Wrong:
        limits: {every: true}
        lectures:
          - {title: Keys, video: "https://video.example.org/keys"}
          - title: Joins   # <-

    Right:
        limits: {every: false}
        lectures:
          - {title: Keys, video: "https://video.example.org/keys"}
          - {title: Joins}

    Right:
        limits: {every: true}
        lectures:
          - {title: Keys, video: "https://video.example.org/keys"}

    Limits:
        every: whether each lecture must have one.
    """
    lectures = node.course.lectures
    without = [(number, lecture) for number, lecture in enumerate(lectures, 1) if not lecture.video]
    if lectures and not every and len(without) == len(lectures):
        yield finding(node.course.place("lectures"))
    if every and len(without) < len(lectures):
        for number, lecture in without:
            yield finding(lecture.at, "one", lecture=number)


RULES = (lecture_length, video_lectures)
