"""Dates of a record: which comes first, and by how many days."""

from datetime import date, timedelta

from qoima.model.calendar import after
from qoima.model.nodes import course_of
from qoima.model.views import MoocInYear, Thing
from qoima.rules.registry import Findings, Say, finding, rule
from qoima.rules.things.reach import day, label, name_of, one, reach


@rule(
    "days-between",
    Thing,
    "{thing}: `{later}` ({have}) must be {wanted} ({label})",
    help="correct the date",
    variants={
        "no-holidays": Say(
            "{thing}: `{later}` ({have}) must be {wanted} ({label}); Monday to Friday were counted, as calendar.yaml"
            " lists no holidays",
            "correct the date, and list the holidays in calendar.yaml",
        )
    },
)
def days_between(
    node: Thing,
    *,
    earlier: str,
    later: str,
    at_least: int | None = None,
    at_most: int | None = None,
    workdays: bool = False,
    unless: str = "",
) -> Findings:
    """From one date to another are so many days, bounds allowed. A date that is not written is no finding.

    Negative days are days before. Working days are Monday to Friday without the holidays of calendar.yaml; they are
    counted from the day after the earlier date up to the later one, and backwards from the day before it.

    Why: a step that comes too late, or too early, is as good as not taken.

    Wrong:
        on: control
        limits: {earlier: opens, later: closes, at_least: 0, at_most: 7}
        controls:
          exam:
            kind: interim
            opens: 2026-10-06T09:00
            closes: 2026-10-14T09:00   # <-

    Wrong:
        on: control
        limits: {earlier: opens, later: closes, at_most: 5, workdays: true}
        controls:
          exam:
            kind: interim
            opens: 2026-10-05T09:00
            closes: 2026-10-13T09:00   # <-

    Right:
        on: control
        limits: {earlier: opens, later: closes, at_least: 0, at_most: 7}
        controls:
          exam: {kind: interim, opens: 2026-10-06T09:00, closes: 2026-10-13T09:00}

    Limits:
        earlier: the field with the date to count from, by path.
        later: the field with the date to count to, by path.
        at_least: the fewest days.
        at_most: the most days.
        workdays: whether working days are counted.
        unless: a field, by path; where it is filled in, nothing is checked.
    """
    start, found = day(one(node.value, earlier).value), one(node.value, later)
    end = day(found.value)
    if start is None or end is None or (unless and one(node.value, unless).value is not None):
        return
    off = holidays(node) if workdays else None
    have = (end - start).days if off is None else working_days(start, end, off)
    if (at_least is not None and have < at_least) or (at_most is not None and have > at_most):
        wanted, say = _wanted(start, at_least, at_most, off), "no-holidays" if off == frozenset() else ""
        called = label(node, later)
        yield finding(found.at, say, thing=name_of(node), later=later, have=end, wanted=wanted, label=called)


@rule(
    "dates-in-order",
    Thing,
    "{thing}: `{later}` ({have}) comes before `{earlier}` ({first})",
    help="correct one of the two dates",
)
def dates_in_order(node: Thing, *, fields: tuple[str, ...]) -> Findings:
    """Dates follow each other in the order of the steps; two steps on one day are in order.

    Why: a later step rests on the one before it.

    Wrong:
        on: control
        limits: {fields: [opens, approval.date, closes]}
        controls:
          exam:
            kind: interim
            opens: 2026-10-06T09:00
            closes: 2026-10-05T09:00   # <-

    Right:
        on: control
        limits: {fields: [opens, approval.date, closes]}
        controls:
          exam: {kind: interim, opens: 2026-10-06T09:00, closes: 2026-10-06T18:00}

    Limits:
        fields: the dates in the order in which they must come, by path; those not written are passed over.
    """
    before: tuple[str, date] | None = None
    for path in fields:
        shown = path.replace("[]", "")
        for held in reach(node.value, path):
            now = day(held.value)
            if now is None:
                continue
            if before is not None and now < before[1]:
                (earlier, first), thing = before, name_of(node)
                yield finding(held.at, thing=thing, later=shown, have=now, earlier=earlier, first=first)
            before = (shown, now)


def holidays(node: Thing) -> frozenset[date]:
    """The holidays of the academic year in which the record is used."""
    course = course_of(node)
    year = node.owner.year if isinstance(node.owner, MoocInYear) else course.year if course else None
    return frozenset(year.holidays) if year else frozenset()


def working_days(start: date, end: date, off: frozenset[date]) -> int:
    """Working days after `start` up to `end`; negative, and counted backwards from `start`, where `end` comes first."""
    step = 1 if start <= end else -1
    days = (start + timedelta(days=step * n) for n in range(1, abs((end - start).days) + 1))
    return step * sum(d.weekday() < 5 and d not in off for d in days)


def _wanted(start: date, least: int | None, most: int | None, off: frozenset[date] | None) -> str:
    """The allowed days as dates: `2026-09-01`, `2026-09-01 – 2026-09-15`, `≤ 2026-09-15`."""
    first = None if least is None else shifted(start, least, off)
    last = None if most is None else shifted(start, most, off)
    if first and last:
        return str(first) if first == last else f"{first} – {last}"
    return f"≥ {first}" if first else f"≤ {last}"


def shifted(start: date, days: int, off: frozenset[date] | None) -> date:
    """So many days later, or earlier where `days` is negative; working days where the days off are given."""
    if off is None:
        return after(start, days)
    step, left, at = (1 if days > 0 else -1), abs(days), start
    while left and date.min < at < date.max:
        at = after(at, step)
        left -= at.weekday() < 5 and at not in off
    return at


RULES = (days_between, dates_in_order)
