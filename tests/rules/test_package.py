"""What the examples of the package rules leave open: severities by stage, term and emergency, several languages."""

import pytest

from examples import said
from qoima.check import check
from qoima.cli.workspace import packaged_profiles
from qoima.core.diagnostic import Severity
from qoima.formats.repository import read_repository
from qoima.model.linking import link
from qoima.model.nodes import facts
from qoima.model.views import Thing
from qoima.requirement_example import TODAY, base_files, edited
from qoima.rules import RULES
from qoima.rules.course.lectures import lecture_length

COURSE, UNIVERSITY = "content/courses/demo.yaml", "content/university.yaml"
EMERGENCY = (UNIVERSITY, "profiles.0.emergency", "true")
SUMMER = ("content/calendar.yaml", "years.0.terms.0.kind", "summer")
NO_SYLLABUS = (COURSE, "syllabus.content", None)
Change = tuple[str, str, object]


def severities(code: str, *changes: Change) -> set[Severity]:
    """How severe the findings of a code are in the repository of the examples after some changes."""
    files = base_files()
    for path, place, value in changes:
        files[path] = edited(files[path], place.split("."), value)
    repository, _ = read_repository(files)
    assert repository.university is not None
    report = check(link(repository, repository.university)[0], packaged_profiles(), RULES, today=TODAY)
    return {d.severity for d in report.diagnostics if d.code == code}


@pytest.mark.parametrize(
    ("code", "changes", "severity"),
    [
        ("EMC102", [(COURSE, "syllabus.approval", None)], Severity.ERROR),
        ("EMC102", [(COURSE, "syllabus.approval", None), (COURSE, "status", "draft")], Severity.WARNING),
        ("EMC107", [(COURSE, "lectures.14", None)], Severity.ERROR),
        ("EMC107", [(COURSE, "lectures.14", None), SUMMER], Severity.WARNING),
        ("EMC118", [NO_SYLLABUS], Severity.WARNING),
        ("EMC118", [NO_SYLLABUS, EMERGENCY], Severity.ERROR),
        ("MOC102", [(COURSE, "moocs.0.credits", 3)], Severity.WARNING),
        ("MOC102", [(COURSE, "moocs.0.credits", 3), EMERGENCY], Severity.ERROR),
    ],
)
def test_stage_term_and_emergency_decide_how_severe_it_is(code: str, changes: list[Change], severity: Severity) -> None:
    assert severities(code, *changes) == {severity}


def test_a_profile_may_ask_for_the_mode_of_a_session() -> None:
    repository, _ = read_repository(base_files())
    assert repository.university is not None
    nodes = link(repository, repository.university)[0].nodes
    modes = {facts(node)["mode"] for node in nodes if isinstance(node, Thing) and node.kind == "session"}
    assert modes >= {"off-line", "on-line", "classroom"}


def test_the_shortest_language_of_a_lecture_decides() -> None:
    block = "lectures: [{title: Keys, text: {en: A key identifies a row., ru: Ключ}}]"
    assert said(lecture_length, block, pages_at_least="1", characters_per_page="5") == [
        (1, "lecture 1 has 4 characters, at least 5 required for 1 pages")
    ]
    assert not said(lecture_length, block, pages_at_least="1", characters_per_page="4")
