"""Weeks and dates by the academic calendar of the examples: 15 weeks from 1 September, exams from 15 December."""

import pytest

from examples import said
from qoima.rules.course.schedule import dates_in_calendar, midterm_closes, midterm_weeks, task_in_term

TWO_TERMS = "teaching: [{language: en, term: autumn, teachers: []}, {language: ru, term: spring, teachers: []}]"
CALENDAR = """\
--- content/calendar.yaml
years:
  - year: 2026-2027
    terms:
      - id: autumn
        start: 2026-09-01
        weeks: 15
        midterms: [{week: 6, from: 2026-10-06, to: 2026-10-12}]
        exam_session: {from: 2026-12-15, to: 2026-12-31}
      - {id: spring, start: 2027-01-18, weeks: 15, midterms: [{week: 6, from: 2027-02-22, to: 2027-02-28}]}
"""


def plan(**controls: str) -> str:
    return "\n".join(["controls:", *(f"  {id}: {{{fields}}}" for id, fields in controls.items())])


def midterms(*fields: str) -> str:
    return plan(**{f"rk{n}": f"kind: midterm, {text}" for n, text in enumerate(fields, 1)}, exam="kind: interim")


def weeks(block: str) -> list[tuple[int, str]]:
    return said(midterm_weeks, block, weeks=["6", "14"])


def test_the_order_of_midterms_in_the_file_does_not_matter() -> None:
    assert weeks(midterms("week: 14", "week: 6")) == []


def test_a_week_that_is_given_twice_leaves_the_other_one_open() -> None:
    assert weeks(midterms("week: 6", "week: 6")) == [
        (3, "the midterm control rk2 stands in week 6, required: 14"),
    ]


def test_missing_and_surplus_midterms_are_found_one_by_one() -> None:
    assert weeks(plan(exam="kind: interim")) == [
        (1, "there is no midterm control in week 14"),
        (1, "there is no midterm control in week 6"),
    ]
    assert [line for line, _ in weeks(midterms("week: 6", "week: 14", "week: 10", "week: 12"))] == [4, 5]


def test_the_day_of_opening_says_the_week_where_none_is_written() -> None:
    assert weeks(midterms("opens: 2026-10-12T23:00", "week: 14")) == []
    assert weeks(midterms("opens: 2026-10-13T00:00", "week: 14")) == [
        (2, "the midterm control rk1 stands in week 7, required: 6"),
    ]
    assert weeks(midterms("form: test", "week: 14")) == [(2, "the midterm control rk1 names no week, required: 6")]


@pytest.mark.parametrize(("day", "found"), [("10-05", 1), ("10-06", 0), ("10-12", 0), ("10-13", 1), ("08-31", 0)])
def test_a_midterm_opens_on_a_day_of_its_week(day: str, found: int) -> None:
    assert len(weeks(midterms(f"week: 6, opens: 2026-{day}T09:00", "week: 14"))) == found


def test_a_course_of_two_terms_may_open_in_the_week_of_either() -> None:
    block = midterms("week: 6, opens: 2027-02-22T09:00", "week: 14")
    assert weeks(f"{TWO_TERMS}\n{block}\n{CALENDAR}") == []
    late = block.replace("2027-02-22", "2027-03-01")
    [(_, message)] = weeks(f"{TWO_TERMS}\n{late}\n{CALENDAR}")
    assert message.endswith("outside its week 6 (2027-02-22 to 2027-02-28)")


def test_a_midterm_may_close_on_the_last_day_of_its_period() -> None:
    assert said(midterm_closes, midterms("week: 6, closes: 2026-10-12T23:59")) == []
    assert said(midterm_closes, midterms("week: 6, closes: 2026-10-13T00:00")) == [
        (2, "the midterm control rk1 closes on 2026-10-13, its period ends on 2026-10-12")
    ]


def test_a_midterm_without_a_period_in_the_calendar_may_stay_open() -> None:
    assert said(midterm_closes, midterms("week: 7")) == []
    assert said(midterm_closes, midterms("form: test")) == []


def test_the_period_is_that_of_the_term_in_which_the_midterm_opens() -> None:
    block = midterms("week: 6, opens: 2026-10-06T09:00, closes: 2026-10-13T09:00")
    assert len(said(midterm_closes, f"{TWO_TERMS}\n{block}\n{CALENDAR}")) == 1


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("kind: interim, opens: 2026-12-15T00:00, closes: 2026-12-31T23:59", 0),
        ("kind: interim, opens: 2026-12-14T23:59, closes: 2027-01-01T00:00", 2),
        ("kind: interim, closes: 2026-11-01T09:00, opens: 2026-12-15T09:00", 1),
        ("kind: interim, opens: 2026-12-21T09:00, closes: 2026-12-21T09:00", 1),
        ("kind: interim, opens: 2026-12-21T09:00, closes: 2026-12-21T09:01", 0),
        ("kind: interim, opens: 2026-12-21T09:00, closes: 2026-12-21T18:00+05:00", 0),
        ("kind: current, opens: 2026-09-01T00:00, closes: 2026-12-14T23:59", 0),
        ("kind: current, opens: 2026-08-31T23:59, closes: 2026-12-15T00:00", 2),
        ("kind: final_attestation, opens: 2027-06-01T09:00, closes: 2027-06-02T09:00", 0),
        ("kind: final_attestation, opens: 2027-06-02T09:00, closes: 2027-06-01T09:00", 1),
    ],
)
def test_controls_keep_to_their_days(fields: str, found: int) -> None:
    assert len(said(dates_in_calendar, plan(exam=fields))) == found


def test_a_term_without_exam_session_does_not_judge_exams() -> None:
    spring = TWO_TERMS.replace("term: autumn", "term: spring")
    block = plan(exam="kind: interim, opens: 2027-05-10T09:00")
    assert said(dates_in_calendar, f"{spring}\n{block}\n{CALENDAR}") == []


def test_a_course_whose_term_does_not_exist_is_left_to_the_reference() -> None:
    nowhere = "teaching: [{language: en, term: winter, teachers: []}]\n" + midterms(
        "week: 6, opens: 2026-11-01T09:00", "week: 14, closes: 2030-01-01T09:00"
    )
    assert weeks(nowhere) == []
    assert said(midterm_closes, nowhere) == []
    assert said(dates_in_calendar, nowhere) == []


@pytest.mark.parametrize(("release", "week", "found"), [(1, 15, 0), (0, 15, 1), (1, 16, 1), (0, 16, 2)])
def test_the_weeks_of_a_task_are_weeks_of_the_term(release: int, week: int, found: int) -> None:
    block = f"tasks:\n  - {{id: a, title: A, control: none, release: {release}, week: {week}}}"
    assert len(said(task_in_term, block)) == found
