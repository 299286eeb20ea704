"""Maps, tutors and blended learning: what their nodes are a part of, their facts and stages, ids that name nothing."""

from datetime import date

import pytest

from examples import said
from qoima.cli.workspace import packaged_profiles
from qoima.formats.messages import say
from qoima.formats.repository import read_repository
from qoima.model.calendar import Term
from qoima.model.linking import link
from qoima.model.nodes import Node, facts, scopes, stage
from qoima.model.profile import FACTS
from qoima.model.views import BlendedInYear, CourseInBlended, MapInYear, OwedMap, Thing
from qoima.requirement_example import base_files, edited
from qoima.rules.blended.terms import class_recorded
from qoima.rules.map.schedule import row_after_week, schedule_weeks
from qoima.rules.map.tutoring import load_reviewed

MAP, BLENDED = "content/maps/blended-course.yaml", "content/blended/blended.yaml"
TODAY = date(2026, 10, 1)


def linked(**changes: object) -> tuple[tuple[Node, ...], list[tuple[str, str]]]:
    """The nodes of the base repository with changes `path#field=value`, and (code, message) of what is wrong."""
    files = base_files()
    for place, value in changes.items():
        path, _, keys = place.partition("#")
        files[path] = edited(files[path], keys.split("."), value)
    repository, read = read_repository(files)
    assert repository.university is not None
    held, dangling = link(repository, repository.university)
    return held.nodes, [(d.code, say(d.message, "en")) for d in (*read, *dangling)]


def first(nodes: tuple[Node, ...], kind: type) -> Node:
    return next(node for node in nodes if isinstance(node, kind))


def test_a_course_that_uses_outside_courses_owes_a_map_of_its_name() -> None:
    nodes, _ = linked()
    owed = [node for node in nodes if isinstance(node, OwedMap)]
    assert [(node.course.course.id, node.map is not None) for node in owed] == [
        ("blended-course", True),
        ("demo", False),
    ]
    assert [scopes(node) for node in owed] == [(("maps", "blended-course"),), (("maps", "demo"),)]


def test_what_blended_learning_says_are_facts_of_all_that_belongs_to_it() -> None:
    nodes, _ = linked(**{f"{BLENDED}#learners": 0})
    wanted = {"format": "0/0/100", "platform": "ms_teams", "learners": "false"}
    inside = [node for node in nodes if isinstance(node, Thing) and node.kind == "blended-task"]
    for node in (first(nodes, BlendedInYear), first(nodes, CourseInBlended), *inside):
        assert {name: facts(node)[name] for name in wanted} == wanted
        assert scopes(node) == (("programmes", "M1"),)
    assert len(inside) == 3
    assert set(wanted) <= set(FACTS)
    assert not set(wanted) & set(facts(first(nodes, MapInYear)))


def test_the_stage_of_a_map_and_of_blended_learning_is_their_own() -> None:
    nodes, _ = linked(**{f"{MAP}#status": "submitted", f"{BLENDED}#status": "draft"})
    assert stage(first(nodes, MapInYear), TODAY) == "submitted"
    assert stage(first(nodes, BlendedInYear), TODAY) == "draft"
    assert stage(first(nodes, CourseInBlended), TODAY) == "running"
    row = next(node for node in nodes if isinstance(node, Thing) and node.kind == "schedule-row")
    assert stage(row, TODAY) == "submitted"


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (f"{MAP}#course", "demo2", "course demo2 does not exist (did you mean “demo”?)"),
        (f"{MAP}#schedule.0.topics", ["streamz"], "topic streamz does not exist (did you mean “streams”?)"),
        (f"{MAP}#schedule.4.uses", ["pipes"], "course of this file pipes does not exist (did you mean “pipelines”?)"),
        (f"{MAP}#signatures.teacher.person", "x-y", "person x-y does not exist"),
        (f"{MAP}#tutoring.person", "x-y", "person x-y does not exist"),
        (f"{MAP}#tutoring.term", "autum", "term autum does not exist (did you mean “autumn”?)"),
        (f"{BLENDED}#programme", "master", "programme master does not exist"),
        (f"{BLENDED}#courses", ["blended-course", "nothing"], "course nothing does not exist"),
        (
            f"{BLENDED}#umkd",
            {"blended-course": "https://teams.microsoft.com/x", "old": "x"},
            "course of this file old does not exist",
        ),
    ],
)
def test_an_id_that_names_nothing_is_found(place: str, value: object, message: str) -> None:
    _, wrong = linked(**{place: value})
    assert ("REF002", message) in wrong


def test_midterm_weeks_of_two_universities_do_not_exclude_each_other() -> None:
    """CTL105 says when a control is posted, MAP318 after which week it stands; the second only warns."""
    almau = packaged_profiles()["almau"]
    for code in ("MAP318", "MAP319"):
        one = almau.requirement(code)
        assert one is not None
        assert one.excludes == ()
        assert {c.severity for c in one.checks if c.rule == "row-after-week"} == {"warning"}


def test_a_week_that_neither_map_nor_syllabus_has_is_a_gap() -> None:
    block = "schedule: [{kind: lecture, week: 1, topics: [keys]}, {kind: lecture, week: 3, topics: [joins]}]"
    course = (
        "\n--- content/courses/demo.yaml\nsyllabus: {weeks: [{week: 1, topics: [keys]}, {week: 3, topics: [joins]}]}"
    )
    assert said(schedule_weeks, block + course) == [(1, "the schedule has no lecture in week 2")]


def test_a_row_with_a_week_of_its_own_stands_where_it_stands() -> None:
    rows = "{kind: lecture, week: 7, topics: [keys]}, {kind: control, event: rk1, week: 7}"
    assert said(row_after_week, f"schedule: [{rows}]", row="control rk1", week="7") == []
    assert len(said(row_after_week, f"schedule: [{rows}]", row="control rk1", week="8")) == 1


def test_a_review_in_the_month_and_on_the_day_before_is_young_enough() -> None:
    block = "tutoring: {term: autumn, load_review: %s}"
    assert said(load_reviewed, block % "2026-08-01", months="1") == []
    assert len(said(load_reviewed, block % "2026-07-31", months="1")) == 1
    assert said(load_reviewed, block % "2026-06-30", months="24") == []


def test_a_class_of_a_course_without_a_term_has_no_day_to_judge_by() -> None:
    block = "teaching: []\nsessions: [{kind: lecture, week: 1}]"
    assert said(class_recorded, block, kinds="lecture") == []


def test_a_week_beyond_all_calendars_is_no_crash() -> None:
    term = Term(id="autumn", start=date(2026, 9, 1), weeks=15)
    assert term.week(15).last == date(2026, 12, 14)
    assert term.week(99_999_999).last == date.max
    assert term.week(-99_999_999).first == date.min
