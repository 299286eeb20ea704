"""A course with a bank as it stands in a repository, small enough to be changed in each test."""

from collections.abc import Mapping

from qoima.core.diagnostic import Diagnostics, has_error
from qoima.deliver.held_banks import HeldBank, streams
from qoima.deliver.quiz.control import quiz_of
from qoima.formats.moodle.html import MoodleHtml
from qoima.formats.moodle_backup.backup import Quiz
from qoima.formats.repository import read_repository
from qoima.model.repository import Repository
from qoima.model.university import University

UNIVERSITY = """\
id: steppe
name: Steppe University
languages: [en]
default_language: en
site_url: https://example.org
academic_year: 2026-2027
profiles: []
"""
CALENDAR = """\
years:
  - year: 2026-2027
    terms:
      - id: autumn
        start: 2026-09-01
        weeks: 15
        midterms:
          - {week: 6, from: 2026-10-06, to: 2026-10-19}
        exam_session: {from: 2026-12-15, to: 2026-12-31}
"""
COURSE = """\
code: CS2104
name: {kk: Дерекқорлар, ru: Базы данных, en: Databases}
status: draft
teaching:
  - {language: LANGUAGE, term: autumn, teachers: []}
topics: {keys: Keys, joins: Joins, forms: Forms}
reference_materials: {card: Card, table: Table}
controls:
  rk1: {kind: midterm, form: test, week: 6, PAPER}
  rk2: {kind: midterm, form: test, week: 14}
  exam:
    kind: interim
    form: test
    EXAM
"""
PASSPORT = """\
course: databases
programmes: []
language: en
compilers: []
responsible: a
reference_materials: [{id: card, title: SQL syntax card <1>}, {id: other, title: Not of this exam}]
updates: []
"""
LEVELS = {"e": "easy", "m": "medium", "h": "hard", "o": "olympiad", "-": ""}


def items(levels: str, prefix: str = "d", topics: str = "") -> str:
    """Items as a bank has them: a letter each for its level, one for its topic; `t` is a text without a question."""
    lines = ["items:"]
    names = {"k": "keys", "j": "joins", "f": "forms"}
    for n, level in enumerate(levels):
        lines.append(f"  - id: {prefix}-{n:03}")
        lines += [f"    difficulty: {LEVELS[level]}"] if LEVELS.get(level) else []
        lines += [f"    topic: {names[topics[n]]}"] if topics[n : n + 1] in names else []
        lines.append(f"    stem: Question {prefix} {n}")
        lines += (
            ["    text_only: true"] if level == "t" else [f"    correct: Right {n}", "    distractors: [No, Never]"]
        )
    return "\n".join(lines) + "\n"


def repository(
    bank: str = "", *, exam: str = "", language: str = "en", more: Mapping[str, str] | None = None
) -> tuple[Repository, University]:
    """The course with one bank, `exam`; `exam` are more lines of its control."""
    course = COURSE.replace("LANGUAGE", language).replace("EXAM", exam.strip().replace("\n", "\n    "))
    files = {
        "content/university.yaml": UNIVERSITY,
        "content/calendar.yaml": CALENDAR,
        "content/people.yaml": "a: {name: A}\n",
        "content/courses/databases.yaml": course.replace("PAPER", "paper: {questions: 1, minutes: 5, attempts: 2}"),
        f"testbanks/databases/{language}/passport.yaml": PASSPORT.replace("language: en", f"language: {language}"),
        f"testbanks/databases/{language}/exam.yaml": bank or items("eemmh"),
        **(more or {}),
    }
    read, said = read_repository({path: text.encode() for path, text in files.items() if text})
    # What a check says as well is left to the files.
    assert not has_error(one for one in said if one.code != "DLV002"), said
    assert read.university is not None
    return read, read.university


def held(bank: str = "", **change: object) -> HeldBank:
    """The bank `exam` in its course."""
    found = streams(*repository(bank, **change))  # type: ignore[arg-type]  # passed on by name
    return next(one for _, banks in found for one in banks if one.bank.id.control == "exam")


def quiz(bank: str = "", *, draft: bool = False, **change: object) -> tuple[Quiz | None, Diagnostics]:
    """What becomes of the exam."""
    one = held(bank, **change)
    return quiz_of(one, MoodleHtml(one.bank.folder, {}), draft=draft)


def made(bank: str = "", **change: object) -> Quiz:
    """The exam as a quiz, made without a word."""
    found, said = quiz(bank, **change)  # type: ignore[arg-type]  # passed on by name
    assert said == ()
    assert found is not None
    return found
