"""One thing broken at a time in a copy of this repository: exactly the expected codes, each at the right line."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from qoima.cli.workspace import examine
from qoima.core.diagnostic import Severity

ROOT = Path(__file__).parent.parent
RK1, EXAM = "testbanks/databases/en/rk1.yaml", "testbanks/databases/en/exam.yaml"
PASSPORT, COURSE = "testbanks/databases/en/passport.yaml", "content/courses/databases.yaml"

PEOPLE, CALENDAR = "content/people.yaml", "content/calendar.yaml"

Edit = Callable[[str], str]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in ("content", "testbanks"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def blocks(text: str) -> list[str]:
    """The head of a bank file, then each item."""
    return re.split(r"(?m)^(?=  - id: )", text)


def without_item(difficulty: str) -> Edit:
    def edit(text: str) -> str:
        head, *items = blocks(text)
        gone = next(i for i in items if f"difficulty: {difficulty}\n" in i and "images/" not in i and "uses:" not in i)
        return head + "".join(i for i in items if i is not gone)

    return edit


def change(pattern: str, replacement: str, count: int = 1) -> Edit:
    def edit(text: str) -> str:
        changed, n = re.subn(pattern, replacement, text, count=count, flags=re.M)
        assert n, pattern
        return changed

    return edit


def second_id_as_first(text: str) -> str:
    first = re.search(r"- id: (\S+)", text)
    assert first
    ids = list(re.finditer(r"- id: (\S+)", text))
    return text[: ids[1].start(1)] + first[1] + text[ids[1].end(1) :]


# what is broken: (file, edit, the codes of severity error by file and a text that stands on the line pointed at)
BROKEN: dict[str, tuple[str, Edit, list[tuple[str, str, str]]]] = {
    "99 items": (EXAM, without_item("easy"), [("BNK101", EXAM, "items:")]),
    "four options": (
        EXAM,
        change(r"(    distractors:\n(?:      - [^\n]*\n){3})      - [^\n]*\n", r"\1"),
        [("ITM101", EXAM, "- id: db-exam-01")],
    ),
    "a wrong mix": (
        EXAM,
        change("difficulty: easy", "difficulty: hard"),
        [("BNK104", EXAM, "items:"), ("BNK104", EXAM, "items:")],
    ),
    "no right answer": (
        EXAM,
        change(r"    correct: [^\n]*\n", "", 1),
        [("ITM102", EXAM, "- id: db-exam-01")],
    ),
    "an unknown key": (EXAM, change("    correct: ", "    corect: "), [("YML003", EXAM, "corect:")]),
    "an id twice": (
        EXAM,
        second_id_as_first,
        [("REF001", EXAM, "- id: db-exam-01"), ("REF001", EXAM, "- id: db-exam-01")],
    ),
    "a topic that the syllabus lacks": (
        EXAM,
        change("topic: data-models", "topic: data-modells"),
        [("BNK108", EXAM, "topic: data-modells")],
    ),
    "no topic": (EXAM, change("    topic: data-models\n", ""), [("ITM104", EXAM, "- id: db-exam-01")]),
    "no difficulty": (EXAM, change("    difficulty: easy\n", ""), [("ITM103", EXAM, "- id: db-exam-01")]),
    "an unknown difficulty": (
        EXAM,
        change("difficulty: easy", "difficulty: simple"),
        [("ITM103", EXAM, "difficulty: simple")],
    ),
    "a material that the passport lacks": (
        EXAM,
        change(r"uses: \[sql-card\]", "uses: [sql-book]"),
        [("ITM105", EXAM, "uses: [sql-book]")],
    ),
    "passport without course": (PASSPORT, change("course: databases\n", ""), [("PAS102", PASSPORT, "programmes:")]),
    "passport without programme": (PASSPORT, change(r"programmes: .*\n", ""), [("PAS103", PASSPORT, "course:")]),
    "passport of an unknown programme": (
        PASSPORT,
        change("6B06103", "6B06104"),
        [("PAS103", PASSPORT, "programmes:")],
    ),
    "passport without language": (PASSPORT, change("language: en\n", ""), [("PAS104", PASSPORT, "course:")]),
    "passport without compilers": (PASSPORT, change(r"compilers: .*\n", ""), [("PAS105", PASSPORT, "course:")]),
    "a compiler who does not exist": (PASSPORT, change(r"b-li\]", "b-lee]"), [("REF002", PASSPORT, "compilers:")]),
    "a person with an unknown key": (
        PEOPLE,
        change("  degree:", "  degre:"),
        [("YML003", PEOPLE, "degre:")],
    ),
    "a term that begins on no day": (
        CALENDAR,
        change("start: 2026-09-01", "start: 2026-09-31"),
        [("YML005", CALENDAR, "start: 2026-09-31")],
    ),
    "exam for 60 minutes": (
        COURSE,
        change(r"(exam:(?:.|\n)*?minutes: )50", r"\g<1>60"),
        [("CTL109", COURSE, "minutes: 60")],
    ),
    "exam with two attempts": (
        COURSE,
        change(r"(exam:(?:.|\n)*?attempts: )1", r"\g<1>2"),
        [("CTL108", COURSE, "attempts: 2")],
    ),
    "31 questions": (
        COURSE,
        change(r"(exam:(?:.|\n)*?questions: )30", r"\g<1>31"),
        [("CTL107", COURSE, "questions: 31")],
    ),
    "midterm in week 7": (
        COURSE,
        change(r"(rk1:(?:.|\n)*?week: )6", r"\g<1>7"),
        [("CTL105", COURSE, "week: 7")],
    ),
    "a picture that is missing": (
        EXAM,
        change(r"images/w01-levels\.svg", "images/w01-level.svg"),
        [("FIL010", EXAM, "stem: |")],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_exactly_the_expected_finding(copy: Path, name: str) -> None:
    path, edit, expected = BROKEN[name]
    file = copy / path
    file.write_text(edit(file.read_text(encoding="utf-8")), encoding="utf-8")
    report = examine(copy, day=date(2026, 10, 1)).report
    errors = [d for d in report.diagnostics if d.severity is Severity.ERROR]
    found = [(d.code, d.at.source.path) for d in errors]
    assert found == [(code, where) for code, where, _ in expected], [(d.code, d.at.position, d.message) for d in errors]
    for one, (_, _, shown) in zip(errors, expected, strict=True):
        assert shown in one.at.source.line(one.at.position.line)


def test_the_repository_itself_has_no_error(copy: Path) -> None:
    report = examine(copy, day=date(2026, 10, 1)).report
    assert [d.code for d in report.diagnostics if d.severity is Severity.ERROR] == []
