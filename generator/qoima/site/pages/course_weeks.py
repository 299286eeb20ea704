"""The syllabus by week: topics, hours, lectures with their questions, recordings; a page for each lecture with text."""

from dataclasses import dataclass
from decimal import Decimal

from qoima.model.calendar import Period, Term
from qoima.model.course import Course, Week
from qoima.model.course_package import Lecture, Session
from qoima.model.text import LocalText
from qoima.site.edition import Edition, web
from qoima.site.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class LectureOfWeek:
    """A lecture with its number in the course; `page` is the path of its own page, `titled` says that no topic does."""

    lecture: Lecture
    number: int
    page: str
    titled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekOfCourse:
    """A study week; `recordings` are (kind of class, address)."""

    number: int
    days: Period | None
    topics: tuple[LocalText | str, ...]
    hours: dict[str, Decimal]
    lectures: tuple[LectureOfWeek, ...]
    recordings: tuple[tuple[str, str], ...]


def lecture_page(course: Course, number: int) -> str:
    """The path of the page of a lecture, without ending."""
    return f"courses/{course.id}/lecture-{number}"


def weeks(words: Wording, course: Course, term: Term | None) -> list[WeekOfCourse]:
    """The weeks of the plan, and those that lectures alone name; lectures without a week come last, as week 0."""
    planned = {week.week: week for week in course.weeks}
    lectures: dict[int, list[tuple[int, Lecture]]] = {}
    for number, lecture in enumerate(course.lectures, start=1):
        lectures.setdefault(lecture.week or 0, []).append((number, lecture))
    numbers = sorted({*planned, *lectures}, key=lambda n: (n == 0, n))
    return [_week(words, course, term, n, planned.get(n), lectures.get(n, [])) for n in numbers]


def _week(
    words: Wording,
    course: Course,
    term: Term | None,
    number: int,
    planned: Week | None,
    held: list[tuple[int, Lecture]],
) -> WeekOfCourse:
    topics = tuple(course.topics.get(topic, topic) for topic in (planned.topics if planned else ()))
    said = {words.plain(topic) for topic in topics if isinstance(topic, LocalText)}
    videos = {lecture.video for _, lecture in held}
    return WeekOfCourse(
        number=number,
        days=term.week(number) if term and 1 <= number <= term.weeks else None,
        topics=topics,
        hours=dict(planned.hours) if planned else {},
        lectures=tuple(
            LectureOfWeek(
                lecture=lecture,
                number=n,
                page=lecture_page(course, n) if lecture.text else "",
                titled=words.plain(lecture.title) not in said,
            )
            for n, lecture in held
        ),
        recordings=tuple(_recordings(course.sessions, number, videos)),
    )


def _recordings(sessions: tuple[Session, ...], week: int, videos: set[str]) -> list[tuple[str, str]]:
    held = [s for s in sessions if s.week == week and s.recording not in videos and web(s.recording)]
    return [(s.kind, s.recording) for s in held]


def hour_kinds(course: Course) -> list[str]:
    """The kinds of classes that the syllabus has, in the order in which they first appear."""
    return list(dict.fromkeys(kind for week in course.weeks for kind in week.hours))


def hours_total(course: Course) -> dict[str, Decimal]:
    """Academic hours by kind of class, all weeks together."""
    return {kind: sum((w.hours.get(kind, Decimal(0)) for w in course.weeks), Decimal(0)) for kind in hour_kinds(course)}


def same_hours(course: Course) -> bool:
    """Whether each week has the hours of the first one, so that they are said once."""
    return all(week.hours == course.weeks[0].hours for week in course.weeks)


def lecture_pages(edition: Edition, course: Course) -> dict[str, str]:
    """A page for each lecture whose notes stand in the file of the course."""
    written = [n for n, lecture in enumerate(course.lectures, start=1) if lecture.text]
    held = {}
    for place, number in enumerate(written):
        lecture = course.lectures[number - 1]
        path = lecture_page(course, number)
        values = {
            "course": course,
            "lecture": lecture,
            "number": number,
            "before": _neighbour(course, written, place - 1),
            "after": _neighbour(course, written, place + 1),
            "lecturer": edition.published.people.get(lecture.lecturer),
        }
        held[f"{path}.md"] = edition.page(path, "course_lecture.md", values, title=lecture.title)
    return held


def _neighbour(course: Course, written: list[int], place: int) -> tuple[str, Lecture] | None:
    if not 0 <= place < len(written):
        return None
    number = written[place]
    return lecture_page(course, number), course.lectures[number - 1]
