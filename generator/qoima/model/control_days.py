"""When a control is held: as its author says, else as the calendar does."""

from datetime import datetime, time

from qoima.model.calendar import AcademicYear, Period, Term
from qoima.model.control_plan import Control
from qoima.model.course import Course

LAST_MINUTE = time(23, 59)


def term_of(year: AcademicYear | None, course: Course, language: str = "") -> Term | None:
    """The term of the first teaching, of those in `language` if there is one: dates of the syllabus follow it."""
    taught = sorted(course.teaching, key=lambda one: one.language != language)
    return next((term for one in taught if year and (term := year.term(one.term))), None)


def calendar_days(control: Control, term: Term | None) -> Period | None:
    """The days that the calendar gives: the midterm period of its week, else the week; for an exam the session."""
    if term is None:
        return None
    if control.week and 1 <= control.week <= term.weeks:
        if control.kind == "midterm":
            held = (Period(one.first, one.last) for one in term.midterms if one.week == control.week)
            return next(held, term.week(control.week))
        return term.week(control.week)
    return term.exam_session if control.kind == "interim" else None


def days_of(control: Control, term: Term | None) -> Period | None:
    """The days of a control: as typed, else those of the calendar."""
    first, last = control.opens or control.closes, control.closes or control.opens
    if first and last:
        return Period(first.date(), max(first, last).date())
    return calendar_days(control, term)


def window(control: Control, term: Term | None) -> tuple[datetime | None, datetime | None]:
    """The moments, in local time, between which it may be taken: days of the calendar are meant whole.

    A moment that is typed stands; the calendar gives the other one where it lies on the right side.
    """
    days = calendar_days(control, term)
    opens, closes = control.opens, control.closes
    if opens is None and days and (closes is None or days.first <= closes.date()):
        opens = datetime.combine(days.first, time())
    if closes is None and days and (opens is None or opens.date() <= days.last):
        closes = datetime.combine(days.last, LAST_MINUTE)
    return opens, closes
