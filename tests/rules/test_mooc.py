"""MOOCs: exact bounds that the cases of the requirements do not show, and silence where another code speaks."""

from collections import Counter
from dataclasses import fields
from datetime import date

import pytest

from examples import run, said
from qoima.core.source import Placed
from qoima.example import example
from qoima.formats.repository import read_repository
from qoima.model.blended import BlendedLearning
from qoima.model.course import Course
from qoima.model.integration import IntegrationMap
from qoima.model.linking import link
from qoima.model.mooc import Mooc
from qoima.model.nodes import facts
from qoima.model.profile import FACTS
from qoima.model.programme import Programme
from qoima.model.views import MoocInYear, kind_of
from qoima.rules.mooc.items import enough_mooc_items, items_from_course, one_line_texts
from qoima.rules.mooc.tasks import outcomes_verified
from qoima.rules.registry import Rule
from qoima.rules.things.amounts import characters
from qoima.rules.things.dates import days_between
from qoima.rules.things.presence import fields_filled

ITEMS = {"at_least": "100", "count_other_types": "false"}


def mooc(live: int, practice: int, *, language: str = "en") -> str:
    banks = {f"testbanks/mooc/{language}/final.yaml": live, f"content/practice/mooc/{language}.yaml": practice}
    held = "\n".join(
        "\n".join([f"--- {path}", "items:", *(f"  - {{stem: Question {path} {n}?}}" for n in range(count))])
        for path, count in banks.items()
    )
    return f"language: en\n{held}"


def test_99_items_are_one_too_few_and_100_are_enough() -> None:
    assert len(said(enough_mooc_items, mooc(60, 39), **ITEMS)) == 1
    assert said(enough_mooc_items, mooc(60, 40), **ITEMS) == []


def test_items_in_another_language_are_not_those_of_the_course() -> None:
    [(line, text)] = said(enough_mooc_items, mooc(100, 1, language="ru"), **ITEMS)
    assert (line, text.split()[0]) == (1, "0")


def test_other_kinds_count_where_the_university_says_so() -> None:
    block = "language: en\n--- testbanks/mooc/en/final.yaml\n- {stem: Is it?, answer: true}"
    assert len(said(enough_mooc_items, block, at_least="1", count_other_types="false")) == 1
    assert said(enough_mooc_items, block, at_least="1", count_other_types="true") == []


MODULES = "language: en\nmodules: {m1: {title: First, outcomes: {o1: name keys}}}"


@pytest.mark.parametrize(
    ("rule", "limits"),
    [(enough_mooc_items, {"at_least": 100, "count_other_types": False}), (outcomes_verified, {"practice_only": False})],
)
def test_nothing_is_said_of_items_where_the_repository_comes_without_its_banks(
    rule: Rule, limits: dict[str, object]
) -> None:
    held = example(rule.node, MODULES).files
    for with_testbanks in (True, False):
        repository, _ = read_repository(held, with_testbanks=with_testbanks)
        assert repository.university is not None
        nodes = link(repository, repository.university)[0].nodes
        [node] = [node for node in nodes if isinstance(node, MoocInYear)]
        assert bool(list(rule.find(node, limits, date(2026, 10, 1)))) is with_testbanks


@pytest.mark.parametrize(
    ("stem", "fits"),
    [
        ("Which *key* is `unique` for $R$?", True),
        ("Which key?\n\nChoose one.", False),
        ("Which key?\n\n- one", False),
        ("![Keys](images/k.png) Which key?", False),
        ("Which key?\non two lines of the file", True),
    ],
)
def test_a_text_fits_on_one_line(stem: str, fits: bool) -> None:
    block = "\n".join(["- stem: |", *(f"    {line}".rstrip() for line in stem.split("\n"))])
    assert (said(one_line_texts, block) == []) is fits


def test_an_item_without_topic_is_pointed_at() -> None:
    block = "language: en\n--- testbanks/mooc/en/final.yaml\n- {stem: Which?, topic: ''}"
    [found] = run(items_from_course, example(items_from_course.node, block), {})[0]
    assert found.at.source.path == "testbanks/mooc/en/final.yaml"


def launched(start: str, news: str, holidays: str = "[]") -> list[tuple[int, str]]:
    calendar = (
        f"years:\n- year: 2026-2027\n  terms: [{{id: autumn, start: 2026-09-01, weeks: 15}}]\n  holidays: {holidays}"
    )
    block = f"""on: launch
limits: {{earlier: start, later: news.done, at_most: -10, workdays: true}}
--- content/moocs/mooc.yaml
name: Mooc
language: en
status: draft
launch: {{start: {start}, news: {{done: {news}}}}}
--- content/calendar.yaml
{calendar}"""
    return said(days_between, block)


@pytest.mark.parametrize(("start", "last"), [("2026-10-05", "2026-09-21"), ("2026-10-10", "2026-09-28")])
def test_ten_working_days_before_a_launch_on_any_day_of_the_week(start: str, last: str) -> None:
    assert launched(start, last) == []
    late = f"{last[:-1]}{int(last[-1]) + 1}"
    [(_, message)] = launched(start, late)
    assert f"must be ≤ {last} " in message
    assert "lists no holidays" in message


def test_a_holiday_makes_ten_working_days_longer() -> None:
    [(_, message)] = launched("2026-10-05", "2026-09-21", "[2026-09-30]")
    assert "must be ≤ 2026-09-18 " in message
    assert "lists no holidays" not in message


@pytest.mark.parametrize(("hours", "over"), [("100", "false"), ("100.5", "true")])
def test_whether_a_mooc_is_longer_than_100_hours_is_a_fact(hours: str, over: str) -> None:
    repository, _ = read_repository(example(MoocInYear, f"hours_total: {hours}").files)
    assert repository.university is not None
    linked, _ = link(repository, repository.university)
    node = next(node for node in linked.nodes if isinstance(node, MoocInYear))
    assert facts(node)["hours_over_100"] == over
    assert "hours_over_100" in FACTS


def test_a_text_that_is_too_long_in_one_language_is_named_with_it() -> None:
    block = "on: course\nlimits: {field: name, at_most: 4}\nname: {ru: Курсы, en: Demo}"
    assert [message for _, message in said(characters, block)] == [
        "course demo: `name.ru` has 5 characters; ≤ 4 required"
    ]


def test_of_a_record_that_is_absent_the_wanted_field_is_named() -> None:
    mooc = "--- content/moocs/mooc.yaml\nname: M\nlanguage: en\nstatus: draft"
    block = f"on: mooc\nlimits: {{fields: [description.purpose]}}\n{mooc}"
    [(_, message)] = said(fields_filled, block)
    assert "`description.purpose` is missing" in message


def test_each_kind_of_record_is_one_class() -> None:
    """A profile names records by kind; two classes of one kind would be checked for each other's fields."""
    classes: set[type] = set()
    seen: list[type] = [Course, Programme, Mooc, IntegrationMap, BlendedLearning]
    while seen:
        one = seen.pop()
        if one in classes or not issubclass(one, Placed):
            continue
        classes.add(one)
        seen += [part for field in fields(one) for part in _parts(field.type)]
    names = Counter(f"{one.__name__}" for one in classes)
    assert [name for name, times in names.items() if times > 1] == []
    assert kind_of(Mooc.__new__(Mooc)) == "mooc"


def _parts(hint: object) -> list[type]:
    args = getattr(hint, "__args__", ())
    return [hint] if isinstance(hint, type) and not args else [part for arg in args for part in _parts(arg)]
