"""When an error of EKU is only a warning: while the course is a draft, on special grounds, in an emergency."""

from collections.abc import Mapping
from datetime import date

import pytest

from qoima.check import check
from qoima.cli.workspace import packaged_profiles
from qoima.core.diagnostic import Severity
from qoima.formats.repository import read_repository
from qoima.model.linking import link
from qoima.requirement_example import base_files, edited
from qoima.rules import RULES

REVIEW = "testbanks/demo/en/reviews/2026-09-01-exam.yaml"
ORDERS = "testbanks/experts.yaml"
COURSE = "content/courses/demo.yaml#"
PROGRAMME = "content/programmes/P1.yaml#"
EMERGENCY: dict[str, object] = {"content/university.yaml#profiles.0.emergency": "true"}
HALF: dict[str, object] = {f"{PROGRAMME}components.0.credits": "121", f"{PROGRAMME}components.1.credits": "91"}
FIFTH: dict[str, object] = {
    f"{PROGRAMME}field": "law",
    f"{PROGRAMME}components.0.credits": "49",
    f"{PROGRAMME}components.1.credits": "163",
}
DRAFT: dict[str, object] = {f"{COURSE}status": "draft"}


def severities(code: str, changed: Mapping[str, object], without: str = "") -> set[Severity]:
    """The severities of a requirement's findings in the repository in order, with some fields changed."""
    files = {path: held for path, held in base_files().items() if path != without}
    for place, value in changed.items():
        path, _, keys = place.partition("#")
        files[path] = edited(files[path], keys.split("."), value)
    repository, read = read_repository(files)
    assert repository.university
    linked, dangling = link(repository, repository.university)
    report = check(linked, packaged_profiles(), RULES, today=date(2026, 10, 1), read=(*read, *dangling))
    return {d.severity for d in report.diagnostics if d.code == code}


@pytest.mark.parametrize(("code", "without"), [("REV101", REVIEW), ("REV111", REVIEW), ("REV104", ORDERS)])
def test_a_conclusion_and_an_order_may_be_missing_as_long_as_the_course_is_a_draft(code: str, without: str) -> None:
    assert severities(code, {}, without) == {Severity.ERROR}
    assert severities(code, DRAFT, without) == {Severity.WARNING}


def test_a_conclusion_that_exists_is_checked_in_full_in_a_draft_too() -> None:
    assert severities("REV111", DRAFT | {f"{REVIEW}#verdict": "impossible"}) == {Severity.ERROR}
    assert severities("REV104", DRAFT | {f"{ORDERS}#orders.0.number": None}) == {Severity.ERROR}


@pytest.mark.parametrize(("code", "over"), [("CRD101", FIFTH), ("CRD102", HALF)])
def test_too_much_at_a_distance_only_warns_on_special_grounds_and_in_an_emergency(
    code: str, over: dict[str, object]
) -> None:
    assert severities(code, over) == {Severity.ERROR}
    assert severities(code, over | EMERGENCY) == {Severity.WARNING}
    assert severities(code, over | {f"{PROGRAMME}grounds": ["exchange"]}) == {Severity.WARNING}
    assert severities(code, over | EMERGENCY | {f"{PROGRAMME}grounds": ["exchange"]}) == {Severity.WARNING}
    assert severities(code, over | {f"{PROGRAMME}grounds": ["exchange", "general"]}) == {Severity.ERROR}
