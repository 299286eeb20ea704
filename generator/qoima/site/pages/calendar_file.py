"""The calendar of a course: when its controls are held and its assignments are due, for the student's own calendar."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timezone
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from qoima.model.calendar import Term, after
from qoima.model.control_days import days_of, term_of
from qoima.model.control_plan import Control, Task
from qoima.model.course import Course
from qoima.site.edition import Edition
from qoima.site.pages.course_plan import control_names, last_day
from qoima.site.settings import site_address
from qoima.site.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What stands in the calendar, from moment to moment or over whole days; `end` is the last day itself."""

    id: str
    summary: str
    start: date | datetime
    end: date | datetime
    description: str = ""
    location: str = ""

    @property
    def one_day(self) -> bool:
        """Whether it is an appointment: a window of a week does not fill a student's week."""
        both = isinstance(self.start, datetime), isinstance(self.end, datetime)
        return all(both) and f"{self.start:%F}" == f"{self.end:%F}"


def calendar(edition: Edition, course: Course) -> bytes | None:
    """An iCalendar file (RFC 5545) in the language of the edition; nothing for a course without a day.

    It is made of the content alone: DTSTAMP, which wants a moment, is the day on which the syllabus last changed.
    """
    held = entries(edition, course)
    if not held:
        return None
    published, words = edition.published, edition.words
    host = urlsplit(published.university.site_url).hostname or published.university.id
    made = Calendar()
    made.add("prodid", f"-//{host}//Qoima//{words.lang.upper()}")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", words.plain(course.name))
    for entry in held:
        event = _event(entry, published.university.zone)
        event.add("summary", f"{entry.summary} — {words.plain(course.name)}")
        event.add("uid", f"{course.id}-{entry.id}-{published.university.academic_year}@{host}")
        event.add("dtstamp", _stamp(course, term_of(published.year, course)))
        event.add("url", f"{site_address(published)}{words.lang}/courses/{course.id}.html")
        made.add_component(event)
    return bytes(made.to_ical())


def entries(edition: Edition, course: Course) -> list[Entry]:
    """The controls and assignments that have a day, by day."""
    words, term = edition.words, term_of(edition.published.year, course)
    names = control_names(words, course)
    found = [_control(words, course, control, names[control.id], term) for control in course.controls]
    found += [_task(words, task, term) for task in course.tasks if task.control in ("current", "none")]
    return sorted((e for e in found if e), key=lambda e: (f"{e.start:%F %T}", e.id))


def _control(words: Wording, course: Course, control: Control, name: str, term: Term | None) -> Entry | None:
    start: date | datetime | None = control.opens or control.closes
    end: date | datetime | None = control.closes or control.opens
    if control.week and not start and (days := days_of(control, term)):
        start, end = days
    if not start or not end:
        return None
    said = [words.label("form", control.form or ("test" if course.is_test(control) else None))]
    if paper := control.paper:
        said += [words("count.questions", n=paper.questions)] if paper.questions else []
        said += [words("course.minutes", n=paper.minutes)] if paper.minutes else []
        said += [words("course.attempts", n=paper.attempts)] if paper.attempts else []
    return Entry(
        id=control.id,
        summary=name,
        start=start,
        end=end,
        description=", ".join(filter(None, said)),
        location=words.label("platform", control.platform),
    )


def _task(words: Wording, task: Task, term: Term | None) -> Entry | None:
    day = last_day(task, term)
    if not day:
        return None
    said = words("course.hard_due", day=words.full_date(task.hard_due)) if task.hard_due else ""
    summary = words("course.due", task=words.plain(task.title))
    return Entry(id=f"task-{task.id}", summary=summary, start=day, end=day, description=said)


def _event(entry: Entry, zone: timezone) -> Event:
    event = Event()
    event.add("dtstart", _moment(entry.start, zone))
    if not isinstance(entry.end, datetime):
        event.add("dtend", after(entry.end, 1))  # a calendar wants the day after the last one
    elif f"{entry.end:%F %T}" > f"{entry.start:%F %T}":  # a mere moment has no end
        event.add("dtend", _moment(entry.end, zone))
    event.add("transp", "OPAQUE" if entry.one_day else "TRANSPARENT")
    if entry.description:
        event.add("description", entry.description)
    if entry.location:
        event.add("location", entry.location)
    return event


def _moment(when: date | datetime, zone: timezone) -> date | datetime:
    return when.replace(tzinfo=zone).astimezone(UTC) if isinstance(when, datetime) else when


def _stamp(course: Course, term: Term | None) -> datetime:
    approval = course.syllabus.approval
    days = [course.syllabus.updated, approval.date if approval else None]
    known = [day for day in days if day] or [term.start if term else date(2000, 1, 1)]
    return datetime.combine(max(known), time(), UTC)
