"""How authors write the mix of a paper, and what is told of a slip in it."""

import pytest
from small_course import COURSE, UNIVERSITY, items, repository

from qoima.core.diagnostic import Diagnostics
from qoima.diff.records.read import records
from qoima.formats.messages import say
from qoima.formats.repository import read_repository
from qoima.model.control_plan import Mix
from qoima.model.linking import link

NUMBERS = "{questions: 3, mix: {easy: 1, medium: 1, hard: 1}}"


def mix(paper: str) -> Mix | None:
    read, _ = repository(exam=f"paper: {paper}")
    control = read.courses[0].control("exam")
    return control.paper.mix if control and control.paper else None


def wrong(paper: str) -> Diagnostics:
    """What is wrong with the course file, read and linked."""
    course = COURSE.replace("LANGUAGE", "en").replace("PAPER", "").replace("EXAM", f"paper: {paper}")
    files = {"content/university.yaml": UNIVERSITY, "content/courses/databases.yaml": course}
    read, said = read_repository({path: text.encode() for path, text in files.items()})
    assert read.university is not None
    linked = link(read, read.university)[1]
    return tuple(one for one in (*said, *linked) if one.at.source.path == "content/courses/databases.yaml")


def test_a_mix_is_a_word_or_numbers() -> None:
    assert mix("{mix: same}") == Mix(word="same")
    assert mix("{mix: {easy: 12, hard: 6}}") == Mix(easy=12, hard=6)
    assert mix("{questions: 3}") is None


@pytest.mark.parametrize(
    ("paper", "code", "at"),
    [
        ("{questions: 30, mix: {easy: 12, medium: 12, hard: 5}}", "YML026", "mix"),
        ("{questions: 3, mix: {easy: 1, medium: 1, difficult: 1}}", "YML003", "difficult"),
        ("{questions: 3, mix: {easy: many}}", "YML005", "many"),
        ("{questions: 3, mix: {easy: -1, hard: 4}}", "YML005", "-1"),
        ("{questions: 3, cover: themes}", "YML006", "themes"),
    ],
)
def test_a_slip_is_told_at_its_place(paper: str, code: str, at: str) -> None:
    said = [one for one in wrong(paper) if one.code.startswith("YML")]
    assert [one.code for one in said] == [code]
    assert said[0].at.text.startswith(at)


def test_numbers_that_come_to_the_questions_are_right() -> None:
    assert [one.code for one in wrong(NUMBERS) if one.code.startswith("YML")] == []


def test_the_sum_is_told() -> None:
    (said,) = (one for one in wrong("{questions: 30, mix: {easy: 12, medium: 12, hard: 5}}") if one.code == "YML026")
    assert say(said.message, "en") == "the levels of `mix` come to 29, and `questions` says 30"


@pytest.mark.parametrize(
    ("lang", "before", "after"),
    [("en", "as in the bank", "easy 1, medium 1, hard 1"), ("ru", "как в банке", "простой 1, средний 1, сложный 1")],
)
def test_diff_says_a_mix_in_words(lang: str, before: str, after: str) -> None:
    sides = [repository(items("emh"), exam=f"paper: {paper}")[0] for paper in ("{questions: 3, mix: same}", NUMBERS)]
    (record,) = records(*sides, lang=lang)  # type: ignore[arg-type]  # a language by name
    (change,) = record.changes
    assert (change.before, change.after) == (before, after)


def test_local_time_is_written_as_a_distance() -> None:
    files = {"content/university.yaml": f"{UNIVERSITY}utc_offset: 5 hours\n".encode()}
    (said,) = (one for one in read_repository(files)[1] if one.code == "YML006")
    assert "+05:00" in say(said.message, "en")
