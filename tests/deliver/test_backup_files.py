"""The backups of a course: which files there are, what is in them, and that a half one never leaves."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from small_course import items, repository

from processes import findings, inside, small
from qoima.core.diagnostic import Severity
from qoima.deliver.backups import BackupFile, backup_files
from qoima.formats.moodle_backup.backup import REVIEW_FIELDS
from qoima.model.bank import BankId

EXAM = BankId("databases", "en", "exam")
CONTROL = """\
opens: 2026-12-21T09:00
closes: 2026-12-21T18:00
paper: {questions: 3, minutes: 50, attempts: 1}
"""
PRACTICE = """\
items:
  - {id: p-1, topic: joins, stem: Which join?, correct: Inner, distractors: [Outer], hints: [Look inside]}
  - {id: p-2, topic: keys, stem: Which key?, correct: Primary, distractors: [Foreign], points: 2}
  - {topic: keys, stem: Who made me?, answer: true}
  - {topic: keys, stem: Read this first., text_only: true}
"""


def files(
    bank: str = "", *, drafts: tuple[BankId, ...] = (), control: str = CONTROL, **more: str
) -> Iterator[BackupFile]:
    read, university = repository(
        bank,
        exam=control,
        more={
            "content/practice/databases/en.yaml": PRACTICE,
            "testbanks/databases/en/rk1.yaml": items("eem", "r"),
            **more,
        },
    )
    return backup_files(read, university, banks={one.id for one in read.banks}, drafts=drafts)


def members(data: bytes | None) -> zipfile.ZipFile:
    assert data is not None
    return zipfile.ZipFile(BytesIO(data))


def quizzes(data: bytes | None) -> list[etree._Element]:
    archive = members(data)
    names = [name for name in archive.namelist() if name.endswith("/quiz.xml")]
    return [etree.fromstring(archive.read(name)).find("quiz") for name in names]  # type: ignore[misc]  # always there


def test_each_control_each_bank_and_the_whole_course_have_a_file() -> None:
    made = {one.path: one for one in files()}
    folder = "moodle/databases/en"
    assert list(made) == [
        f"{folder}/rk1.mbz", f"{folder}/rk1.bank.mbz",
        f"{folder}/exam.mbz", f"{folder}/exam.bank.mbz",
        f"{folder}/databases.course.mbz",
    ]  # fmt: skip
    assert [one.said for one in made.values()] == [()] * 5
    counts = [len(quizzes(one.data)) for one in made.values()]
    assert counts == [1, 0, 1, 0, 3]
    names = {quiz.findtext("name") for quiz in quizzes(made[f"{folder}/databases.course.mbz"].data)}
    assert names == {
        "CS2104 Databases: midterm control 1 · EN",
        "CS2104 Databases: examination · EN",
        "CS2104 Databases: practice · EN",
    }
    assert b"Question d 4" in members(made[f"{folder}/exam.bank.mbz"].data).read("questions.xml")


def test_the_same_repository_gives_the_same_bytes() -> None:
    assert [one.data for one in files()] == [one.data for one in files()]


def test_one_file_is_made_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    monkeypatch.setattr("qoima.deliver.backups.write_backup", lambda backup: written.append(backup.key) or b"")
    monkeypatch.setattr("qoima.deliver.backups.unsound", lambda data: ())
    made = files()
    next(made)
    assert written == ["moodle/databases/en/rk1.mbz"]


def test_practice_weighs_nothing_in_the_total_of_the_course() -> None:
    archive = members(list(files())[-1].data)
    items = [etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith("/grades.xml")]
    held = {str(one.findtext(".//itemname")): one.findtext(".//weightoverride") for one in items}
    assert {name.partition(": ")[2]: fixed for name, fixed in held.items()} == {
        "midterm control 1 · EN": "0",
        "examination · EN": "0",
        "practice · EN": "1",
    }


def test_practice_is_open_to_all_explains_at_once_and_shows_hints() -> None:
    last = list(files())[-1]
    practice = next(quiz for quiz in quizzes(last.data) if "practice" in str(quiz.findtext("name")))
    settings = {name: practice.findtext(name) for name in ("attempts_number", "timelimit", "timeopen", "grademethod")}
    assert settings == {"attempts_number": "0", "timelimit": "0", "timeopen": "0", "grademethod": "1"}
    # In Moodle's "immediatefeedback" no student ever sees a hint.
    assert practice.findtext("preferredbehaviour") == "interactive"
    # Its column of the gradebook has no weight, so that its words must not promise that it counts.
    assert "nothing here counts" in str(practice.findtext("intro"))
    assert {practice.findtext(name) for name in REVIEW_FIELDS} == {str(0x11110)}
    assert [float(mark.text or 0) for mark in practice.iter("maxmark")] == [2, 1, 0, 1]
    assert practice.find(".//question_reference") is not None
    questions = etree.fromstring(members(last.data).read("questions.xml"))
    ids = [entry.findtext("idnumber") for entry in questions.iter("question_bank_entry")]
    assert {"p-1", "p-2"} < set(ids)
    assert len([id for id in ids if id and id.startswith("without-id-")]) == 2
    assert "Look inside" in "".join(hint.findtext("hint") or "" for hint in questions.iter("question_hint"))


def test_a_draft_is_marked_and_stays_out_of_the_file_of_the_course() -> None:
    made = {one.path: one.data for one in files(drafts=(EXAM,))}
    assert {"moodle/databases/en/exam.draft.mbz", "moodle/databases/en/exam.bank.draft.mbz"} < set(made)
    assert "moodle/databases/en/exam.mbz" not in made
    assert "examination" not in str([quiz.findtext("name") for quiz in quizzes(list(made.values())[-1])])
    archive = members(made["moodle/databases/en/exam.draft.mbz"])
    module = next(name for name in archive.namelist() if name.endswith("/module.xml"))
    assert etree.fromstring(archive.read(module)).findtext("visible") == "0"


def test_a_file_with_an_error_is_not_there_and_the_error_is_said_once() -> None:
    wrong = items("eem").replace("Question d 1", "What is $@ here?")
    made = {one.path.rpartition("/")[2]: one for one in files(wrong)}
    assert made["exam.mbz"].data is made["exam.bank.mbz"].data is None
    assert "databases.course.mbz" not in made
    assert made["rk1.mbz"].data
    said = [one for file in made.values() for one in file.said if one.severity is Severity.ERROR]
    assert [one.code for one in said] == ["DLV002"]


def test_a_name_is_what_moodle_would_make_of_it() -> None:
    """A restore neither shortens names nor takes tags out, as an import of Moodle XML does."""
    named = items("eem").replace(
        "    stem: Question d 1", f"    name: <b>Name</b> {'n ' * 150}\n    stem: Question d 1"
    )
    made = {one.path.rpartition("/")[2]: one for one in files(named)}
    assert {one.code for file in made.values() for one in file.said} == {"DLV008", "DLV010"}
    questions = etree.fromstring(members(made["exam.bank.mbz"].data).read("questions.xml"))
    (name,) = (name for one in questions.iter("question") if (name := one.findtext("name") or "").startswith("Name n"))
    assert len(name) <= 255
    assert name.endswith("...")


def test_check_tells_that_nobody_could_begin_the_quiz(tmp_path: Path) -> None:
    root = small(tmp_path / "small")
    course = root / "content/courses/networks.yaml"
    text = course.read_text(encoding="utf-8")
    assert "mix: same" in text
    course.write_text(text.replace("mix: same", "mix: {easy: 3, medium: 1, hard: 1}"), encoding="utf-8")
    status, found = findings(root)
    assert (status, [one for one in found if one.code.startswith("DLV")]) == (
        0,
        [("DLV033", "warning", "content/courses/networks.yaml")],
    )


@pytest.mark.parametrize(
    ("paper", "code"), [("{minutes: 50}", "DLV030"), ("{questions: 30, minutes: 50, attempts: 1}", "DLV032")]
)
def test_a_control_that_gives_no_quiz_gives_its_bank_and_stops_nothing(paper: str, code: str) -> None:
    made = {one.path.rpartition("/")[2]: one for one in files(control=f"paper: {paper}")}
    assert made["exam.mbz"].data is None
    assert [(one.code, one.severity) for one in made["exam.mbz"].said] == [(code, Severity.WARNING)]
    assert made["exam.bank.mbz"].data
    assert len(quizzes(made["databases.course.mbz"].data)) == 2


def drawing(root: Path, questions: int) -> None:
    """The paper of the exam asks for so many."""
    course = root / "content/courses/networks.yaml"
    text = re.sub(r"questions: \d+", f"questions: {questions}", course.read_text(encoding="utf-8"))
    course.write_text(text, encoding="utf-8")


def test_export_writes_the_quiz_and_the_bank(tmp_path: Path) -> None:
    root, out = small(tmp_path / "small"), tmp_path / "out"
    drawing(root, 4)
    done = inside("export", "--repo", str(root), "networks/en/exam", "--to", "mbz", "--out", str(out))
    assert done.status == 0, done.out
    assert sorted(path.name for path in out.rglob("*.mbz")) == ["exam.bank.mbz", "exam.mbz"]
    name = quizzes((out / "moodle/networks/en/exam.mbz").read_bytes())[0].findtext("name")
    assert name == "Computer Networks: examination · EN"


def test_export_fails_where_nobody_could_begin_the_quiz_and_writes_the_bank(tmp_path: Path) -> None:
    root, out = small(tmp_path / "small"), tmp_path / "out"
    drawing(root, 30)
    done = inside("export", "--repo", str(root), "--to", "mbz", "--out", str(out))
    assert done.status == 1
    assert "DLV032" in done.out
    assert "no quiz was made of: networks/en/exam" in done.out
    assert [path.name for path in out.rglob("*.mbz")] == ["exam.bank.mbz"]


def test_export_says_that_the_course_of_a_quiz_cannot_be_read(tmp_path: Path) -> None:
    root, out = small(tmp_path / "small"), tmp_path / "out"
    (root / "content/courses/networks.yaml").write_text("name: [\n", encoding="utf-8")
    done = inside("export", "--repo", str(root), "networks/en/exam", "--to", "mbz", "--out", str(out))
    assert done.status == 1
    assert "content/courses/networks.yaml" in done.out
    assert not out.exists()
