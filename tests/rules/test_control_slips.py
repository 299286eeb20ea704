"""One slip in a control plan that is right gives exactly one code of the EKU profile, at the line of the slip."""

from dataclasses import replace
from datetime import date

import pytest

from qoima.check import check
from qoima.cli.workspace import packaged_profiles
from qoima.example import FILES
from qoima.formats.repository import read_repository
from qoima.model.linking import link
from qoima.rules import RULES

COURSE = """\
name: Databases
status: approved
teaching: [{language: en, term: autumn, teachers: [a-omarova]}]
topics: {keys: Keys, joins: Joins, locks: Locks}
syllabus:
  weeks:
    - {week: 1, topics: [keys]}
    - {week: 6, topics: [joins]}
    - {week: 14, topics: [locks]}
tasks:
  - id: lab-1
    title: First
    control: current
    form: laboratory
    release: 2
    week: 3
    topics: [keys]
    difficulty: medium
    approval: {body: department, number: 1, date: 2026-08-28}
  - id: lab-2
    title: Second
    control: current
    form: laboratory
    release: 7
    week: 9
    topics: [joins]
    difficulty: hard
    approval: {body: department, number: 1, date: 2026-08-28}
  - id: shop
    title: Shop
    control: rk2
    form: project
    release: 13
    week: 14
    topics: [locks]
    difficulty: hard
    approval: {body: department, number: 1, date: 2026-08-28}
controls:
  rk1:
    kind: midterm
    form: test
    week: 6
    opens: 2026-10-06T09:00
    closes: 2026-10-12T18:00
    conduct: [lms_quiz]
    paper: {questions: 20, minutes: 40, attempts: 2, draw: random, mix: same}
    approval: {body: department, number: 1, date: 2026-08-28}
  rk2:
    kind: midterm
    form: project
    week: 14
    opens: 2026-12-01T09:00
    closes: 2026-12-07T18:00
    conduct: [lms_assignment]
    approval: {body: department, number: 1, date: 2026-08-28}
  exam:
    kind: interim
    form: test
    opens: 2026-12-21T09:00
    closes: 2026-12-21T18:00
    conduct: [proctored_test]
    proctoring: [verify, screen, behaviour, record]
    requires: [lab-1, lab-2, rk1, rk2]
    approval: {body: department, number: 2, date: 2026-09-11}
    paper:
      questions: 30
      minutes: 50
      attempts: 1
      draw: random
      mix: same
"""

EKU = packaged_profiles()["eku"]
CONTROL = replace(
    EKU, requirements=tuple(r for r in EKU.requirements if r.code.startswith(("CTL", "BNK", "ITM", "PAS")))
)
"""The profile without what it asks of the package around the plan."""

SLIPS = [
    ("    week: 3\n", "    week: 9\n", "CTL102", "week: 9"),
    ("    release: 7\n", "    release: 2\n", "CTL103", "release: 2"),
    ("    release: 7\n", "", "CTL103", "- id: lab-2"),
    ("    control: rk2\n", "    control: none\n", "CTL104", "rk2:"),
    ("    control: rk2\n", "    control: rk9\n", "REF002", "control: rk9"),
    ("    week: 6\n", "    week: 7\n", "CTL105", "week: 7"),
    ("    week: 6\n", "    week: 5\n", "CTL105", "week: 5"),
    ("    week: 14\n    opens", "    week: 6\n    opens", "CTL105", "week: 6"),
    ("opens: 2026-10-06", "opens: 2026-09-29", "CTL105", "opens: 2026-09-29T09:00"),
    ("opens: 2026-10-06", "opens: 2026-10-13", "CTL105", "opens: 2026-10-13T09:00"),
    ("    form: test\n    opens", "    form: oral\n    opens", "CTL106", "form: oral"),
    ("questions: 30", "questions: 31", "CTL107", "questions: 31"),
    ("      questions: 30\n", "", "CTL107", "minutes: 50"),
    (COURSE[COURSE.index("    paper:\n") :], "", "CTL107", "exam:"),
    ("attempts: 1", "attempts: 3", "CTL108", "attempts: 3"),
    ("      attempts: 1\n", "", "CTL108", "questions: 30"),
    ("minutes: 50", "minutes: 49", "CTL109", "minutes: 49"),
    ("minutes: 50", "minutes: 51", "CTL109", "minutes: 51"),
    ("      minutes: 50\n", "", "CTL109", "questions: 30"),
    ("conduct: [proctored_test]", "conduct: [lms_assignment]", "CTL110", "conduct: [lms_assignment]"),
    ("difficulty: medium", "difficulty: easy", "CTL111", "difficulty: easy"),
    ("[keys]\n    difficulty", "[joins]\n    difficulty", "CTL112", "topics: [joins]"),
    ("[keys]\n    difficulty", "[keyz]\n    difficulty", "REF002", "topics: [keyz]"),
    ("    approval: {body: department, number: 2, date: 2026-09-11}\n", "", "CTL113", "exam:"),
    ("{body: department, number: 2", "{body: faculty, number: 2", "CTL113", "approval: {body: faculty, number: 2"),
    ("    form: laboratory\n    release: 2\n", "    release: 2\n", "CTL114", "- id: lab-1"),
    ("conduct: [lms_quiz]", "conduct: [lms_quizz]", "CTL115", "conduct: [lms_quizz]"),
    ("conduct: [lms_assignment]", "conduct: [written_case]", "CTL115", "conduct: [written_case]"),
    ("behaviour, record]", "behaviour]", "CTL116", "proctoring: [verify, screen, behaviour]"),
    ("    proctoring: [verify, screen, behaviour, record]\n", "", "CTL116", "exam:"),
    ("[lab-1, lab-2, rk1, rk2]", "[lab-1, rk1, rk2]", "CTL117", "requires: [lab-1, rk1, rk2]"),
    ("[lab-1, lab-2, rk1, rk2]", "[lab-1, lab-9, rk1, rk2]", "REF002", "requires: [lab-1, lab-9, rk1, rk2]"),
    ("    requires: [lab-1, lab-2, rk1, rk2]\n", "", "CTL117", "exam:"),
    ("closes: 2026-10-12", "closes: 2026-10-13", "CTL118", "closes: 2026-10-13T18:00"),
    ("closes: 2026-10-12", "closes: 2027-10-12", "CTL118", "closes: 2027-10-12T18:00"),
    ("    closes: 2026-10-12T18:00\n", "", "CTL118", "rk1:"),
    ("opens: 2026-10-06", "opens: 2025-10-06", "CTL119", "opens: 2025-10-06T09:00"),
    ("opens: 2026-10-06", "opens: 2027-10-06", "CTL119", "opens: 2027-10-06T09:00"),
    ("closes: 2026-10-12", "closes: 2025-10-12", "CTL119", "closes: 2025-10-12T18:00"),
    ("closes: 2026-10-12T18:00", "closes: 2026-10-06T08:00", "CTL119", "closes: 2026-10-06T08:00"),
    ("opens: 2026-12-21", "opens: 2026-12-14", "CTL119", "opens: 2026-12-14T09:00"),
    ("closes: 2026-12-21", "closes: 2027-01-01", "CTL119", "closes: 2027-01-01T18:00"),
    ("    week: 9\n", "    week: 19\n", "CTL119", "week: 19"),
]


def found(course: str, calendar: str = FILES["content/calendar.yaml"]) -> list[tuple[str, str, str]]:
    """(code, severity, line) of what is said of the plan under the EKU profile, banks and papers left aside."""
    files = {path: text for path, text in FILES.items() if not path.startswith("testbanks/")}
    files |= {"content/courses/demo.yaml": course, "content/calendar.yaml": calendar}
    files["content/university.yaml"] = FILES["content/university.yaml"].replace("use: example", "use: eku")
    repository, read = read_repository({path: text.encode() for path, text in files.items()}, with_testbanks=False)
    assert repository.university is not None
    linked, dangling = link(repository, repository.university)
    report = check(linked, {"eku": CONTROL}, RULES, today=date(2026, 10, 1), read=(*read, *dangling))
    return [
        (one.code, str(one.severity), one.at.source.line(one.at.position.line).strip())
        for one in report.diagnostics
        if one.code.startswith(("CTL", "REF", "YML"))
    ]


def test_the_course_without_a_slip_has_no_finding() -> None:
    assert found(COURSE) == []


@pytest.mark.parametrize(("right", "slip", "code", "line"), SLIPS, ids=[f"{s[2]} {s[3]}" for s in SLIPS])
def test_a_slip_gives_one_code(right: str, slip: str, code: str, line: str) -> None:
    assert COURSE.count(right) >= 1
    [(have, _, where)] = found(COURSE.replace(right, slip, 1))
    assert have == code
    assert where.startswith(line)


def test_a_seventh_task_of_current_control_is_too_many() -> None:
    task = COURSE[COURSE.index("  - id: lab-2") : COURSE.index("  - id: shop")]
    more = [
        task.replace("lab-2", f"lab-{n}")
        .replace("release: 7", f"release: {n + 5}")
        .replace("week: 9", f"week: {n + 7}")
        for n in range(3, 8)
    ]
    named = COURSE.replace("requires: [lab-1,", "requires: [lab-3, lab-4, lab-5, lab-6, lab-7, lab-1,")
    assert found(named.replace(task, task + "".join(more))) == [("CTL101", "error", "tasks:")]
    assert found(named.replace("lab-7, ", "").replace(task, task + "".join(more[:4]))) == []


def test_a_draft_is_only_warned_that_approvals_are_missing() -> None:
    unapproved = COURSE.replace("    approval: {body: department, number: 2, date: 2026-09-11}\n", "")
    assert found(unapproved) == [("CTL113", "error", "exam:")]
    assert found(unapproved.replace("status: approved", "status: draft")) == [("CTL113", "warning", "exam:")]


def test_a_summer_term_is_only_warned_of_other_midterm_weeks() -> None:
    summer = FILES["content/calendar.yaml"].replace("- id: autumn", "- id: autumn\n        kind: summer")
    moved = COURSE.replace("    week: 6\n", "    week: 7\n")
    assert found(COURSE, summer) == []
    assert found(moved, summer) == [("CTL105", "warning", "week: 7")]


def test_another_form_of_exam_warns_and_its_paper_is_not_judged() -> None:
    written = COURSE.replace("    form: test\n    opens: 2026-12", "    form: written\n    opens: 2026-12")
    written = written.replace("attempts: 1", "attempts: 5").replace("minutes: 50", "minutes: 180")
    assert found(written) == [("CTL106", "warning", "form: written")]


def test_the_papers_of_midterm_tests_are_not_limited() -> None:
    assert found(COURSE.replace("questions: 20, minutes: 40, attempts: 2", "questions: 90, minutes: 120")) == []


def test_a_test_with_a_task_beside_it_is_two_tasks() -> None:
    task = COURSE[COURSE.index("  - id: shop") : COURSE.index("controls:")]
    beside = COURSE.replace("controls:", task.replace("shop", "essay").replace("rk2", "rk1") + "controls:")
    beside = beside.replace("topics: [locks]\n    difficulty", "topics: [keys]\n    difficulty")
    assert found(beside) == [("CTL104", "error", "control: rk1")]
    assert found(beside.replace("control: rk1\n    form: project", "control: rk1\n    form: test")) == []
