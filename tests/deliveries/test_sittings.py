"""A seal and the quiz in Moodle have each its own notion of when a control closes: the seal never ends first."""

from datetime import date, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from qoima.model.calendar import MidtermPeriod, Period, Term
from qoima.model.control_days import window
from qoima.model.control_plan import Control
from qoima.model.sealing import sittings

WEEKS = st.integers(1, 15)
MOMENTS = st.none() | st.datetimes(datetime(2026, 9, 1), datetime(2026, 12, 13))

TERM = Term(id="autumn", start=date(2026, 9, 1), weeks=15)


@st.composite
def terms(draw: st.DrawFn) -> Term:
    week = draw(WEEKS)
    days = draw(st.tuples(st.integers(1, 28), st.integers(1, 28)).map(sorted))
    return Term(
        id="autumn",
        start=date(2026, 9, 1),
        weeks=15,
        midterms=(MidtermPeriod(week=week, first=date(2026, 10, days[0]), last=date(2026, 10, days[1])),),
        exam_session=draw(st.sampled_from((None, Period(date(2026, 12, 15), date(2026, 12, 31))))),
    )


@settings(max_examples=150, deadline=None, derandomize=True)
@example(TERM, "midterm", 5, datetime(2026, 11, 2, 9), None).via("the week is an earlier one than the date")
@given(terms(), st.sampled_from(("current", "midterm", "interim")), st.none() | WEEKS, MOMENTS, MOMENTS)
def test_a_seal_lasts_as_long_as_the_quiz(
    term: Term, kind: str, week: int | None, opens: datetime | None, closes: datetime | None
) -> None:
    control = Control(id="rk1", kind=kind, week=week, opens=opens, closes=closes)  # type: ignore[arg-type]
    (held,) = sittings(control, [term])
    _, end = window(control, term)
    assert end is None or end.date() <= held.closes
    if opens and (closes is None or opens <= closes):
        assert opens.date() <= held.closes
