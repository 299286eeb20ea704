"""Changes of courses, programmes, people and decisions read the way a person would say them."""

import pytest

from edited import COURSE, before, difference, edited, files, line, lines, repository
from qoima.diff.change import Mark
from qoima.diff.records.read import records

UNIVERSITY = "content/university.yaml"
PEOPLE = "content/people.yaml"
WEEK_1 = "    - week: 1\n      topics: [keys]\n"

ONE_LINE = [
    (COURSE, "status: approved", "status: running", "status: approved -> running"),
    (COURSE, "credits: 5\n", "credits: 6\n", "credits: 5 -> 6"),
    (COURSE, "closes: 2026-12-21T18:00", "closes: 2026-12-22T18:00",
     "control exam › closing: 21 December 2026, 18:00 -> 22 December 2026, 18:00"),
    (COURSE, "minutes: 50", "minutes: 60", "control exam › paper › time limit in minutes: 50 -> 60"),
    (COURSE, "form: project\n    week: 6", "form: oral\n    week: 6",
     "control rk1 › form: Project -> Oral examination"),
    (COURSE, "teachers: [a-omarova, b-li]", "teachers: [a-omarova]",
     "teaching Autumn › teachers: Aigerim Omarova, Boris Li -> Aigerim Omarova"),
    (COURSE, "number: 1\n    date: 2026-08-28\n  content", "number: 2\n    date: 2026-09-04\n  content",
     "syllabus › approval: department, № 1, 28 August 2026 -> department, № 2, 4 September 2026"),
    (COURSE, "topics: [keys, joins]", "topics: [keys]", "working programme › topics: Keys, Joins -> Keys"),
    (COURSE, "  keys: Keys\n", "  keys: Keys and tables\n", "topics › keys (in English): Keys -> Keys and tables"),
    (COURSE, "title: Outer joins\n    week: 9\n    pages: 3", "title: Outer joins\n    week: 9\n    pages: 7",
     "lecture “Outer joins” › pages: 3 -> 7"),
    (COURSE, "  - id: siw-1\n", "  - id: siw-one\n",
     "task “Independent work on keys” › identifier: siw-1 -> siw-one"),
    (COURSE, "weekday: friday", "weekday: monday",
     "classes: form: laboratory class; mode: in the classroom; day of the week: Friday; time: 09:00"
     " -> form: laboratory class; mode: in the classroom; day of the week: Monday; time: 09:00"),
    (UNIVERSITY, "approved_moocs:", "waivers:\n  - {code: BNK104, files: [testbanks/*], reason: new course,"
     " by: c-seitov, until: 2027-01-31}\napproved_moocs:",
     "waiver BNK104: - -> files: testbanks/*; reason: new course; who allows it: Chingiz Seitov;"
     " valid until: 31 January 2027"),
    (UNIVERSITY, "- use: eku\n    courses: [demo]", "- use: eku\n    courses: all",
     "profile eku › what it applies to: courses: demo; programmes: all -> courses: all; programmes: all"),
    ("content/programmes/P1.yaml", "level: bachelor", "level: master", "level: Bachelor's -> Master's"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "said"), ONE_LINE)
def test_an_edit_is_one_line_that_says_what_has_changed(path: str, old: str, new: str, said: str) -> None:
    (record,) = difference(edited(path, (old, new)))
    assert (record.happened, record.path, lines(record)) == ("changed", path, [said])


SAME = [
    (COURSE, "teachers: [a-omarova, b-li]", "teachers: [b-li, a-omarova]"),
    (COURSE, "code: D1\nname: Databases\n", "name: 'Databases'\ncode: D1\n"),
    (COURSE, "Relations, keys and joins; how a database", "|\n    Relations, keys and joins;\n    how a database"),
    (COURSE, f"  weeks:\n{WEEK_1}    - week: 2\n      topics: [joins]\n",
     f"  weeks:\n    - week: 2\n      topics: [joins]\n{WEEK_1}"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new"), SAME)
def test_another_order_or_spelling_of_the_same_says_nothing(path: str, old: str, new: str) -> None:
    assert difference(edited(path, (old, new))) == ()


def test_a_repository_does_not_differ_from_itself() -> None:
    assert records(before(), repository(files())) == ()


def test_a_week_put_in_is_the_only_new_one() -> None:
    new = f"{WEEK_1}    - {{week: 2, topics: [keys], hours: {{lecture: 2, lab: 1}}}}\n    - week: 3\n"
    (record,) = difference(edited(COURSE, (f"{WEEK_1}    - week: 2\n", new)))
    assert lines(record) == [
        "syllabus › calendar-thematic plan › place in the course: week 2 -> week 3",
        "week 2: - -> topics: Keys; hours: Lectures 2, Laboratory classes 1",
    ]


def test_lectures_that_move_together_are_one_line() -> None:
    text = files()[COURSE]
    head, tail = text.split("lectures:\n", 1)
    body, rest = tail.split("materials:\n", 1)
    for week in range(15, 4, -1):
        body = body.replace(f"week: {week}\n", f"week: {week + 1}\n")
    new = "  - {title: Algebra, week: 5, pages: 3}\n"
    (record,) = difference({**files(), COURSE: f"{head}lectures:\n{new}{body}materials:\n{rest}"})
    assert lines(record) == [
        "lectures › place in the course: weeks 5–15 -> weeks 6–16",
        "lecture “Algebra”: - -> week: 5; pages: 3",
    ]


def test_what_matters_stands_first() -> None:
    edits = [("code: D1", "code: D2"), ("status: approved", "status: draft"), ("credits: 5\n", "credits: 4\n"),
             ("form: project\n    week: 6\n", "form: project\n    week: 7\n"),
             ("lms_url: https://edu", "lms_url: https://lms")]  # fmt: skip
    (record,) = difference(edited(COURSE, *edits))
    assert [one.field for one in record.changes] == ["status", "controls.rk1.week", "credits", "code", "lms_url"]


def test_only_the_language_that_changed_is_told_with_its_words_marked() -> None:
    texts = {**files(), COURSE: files()[COURSE].replace("name: Databases", "name: {ru: Базы данных, en: Databases}", 1)}
    after = {**texts, COURSE: texts[COURSE].replace("Базы данных", "Современные базы данных")}
    (record,) = records(repository(texts), repository(after), lang="ru")
    (one,) = record.changes
    assert (one.field, line(one, "ru")) == ("name.ru", "название (на русском): Базы данных -> Современные базы данных")
    assert "".join(run.text for run in one.runs if run.mark is not Mark.REMOVED) == one.after


def test_a_course_that_came_or_went_is_told_by_a_handful_of_facts() -> None:
    without = {path: text for path, text in files().items() if path != COURSE}
    (gone,) = (one for one in difference(without) if one.path == COURSE)
    assert (gone.happened, gone.kind, gone.name) == ("removed", "course", "Databases (demo)")
    assert {"status: approved -> -", "credits: 5 -> -", "controls: rk1, rk2, exam -> -"} <= set(lines(gone))
    assert len(gone.changes) <= 10
    (came,) = (one for one in records(repository(without), before()) if one.path == COURSE)
    assert (came.happened, len(came.changes)) == ("added", len(gone.changes))


def test_a_file_with_another_name_is_renamed() -> None:
    texts = {path.replace(COURSE, "content/courses/data.yaml"): text for path, text in files().items()}
    (record,) = (one for one in difference(texts) if one.kind == "course")
    assert (record.happened, lines(record)) == ("changed", ["identifier: demo -> data"])


def test_two_courses_of_one_name_are_told_apart_by_their_ids() -> None:
    other = files()[COURSE].replace("code: D1", "code: D2")
    texts = {**files(), "content/courses/two.yaml": other}
    map_file = "content/maps/blended-course.yaml"
    texts[map_file] = texts[map_file].replace("course: blended-course", "course: demo", 1)
    after = {**texts, map_file: texts[map_file].replace("course: demo", "course: two", 1)}
    (record,) = records(repository(texts), repository(after))
    assert lines(record) == ["course: Databases (demo) -> Databases (two)"]


def test_nothing_is_said_of_a_file_that_cannot_be_read() -> None:
    broken = {**files(), COURSE: "name: [\n", PEOPLE: "a-omarova: [\n"}
    assert {one.path for one in difference(broken)} == set()


REVIEW = "testbanks/demo/en/reviews/2026-09-01-exam.yaml"
SHEET = """\
date: 2026-09-01
academic_year: 2026-2027
kind: primary
controls: [exam]
experts: [c-seitov]
remarks: {d-1: The second option is right too.}
verdict: possible
digest: %s
seen: {d-1: %s, d-2: bbbb}
"""


def test_what_experts_say_of_items_and_their_digests_are_secret() -> None:
    """Who knows the text of an item tries out its few keys until the digest fits."""
    old, new = SHEET % ("1" * 64, "aaaa"), SHEET % ("2" * 64, "cccc")
    new = new.replace("possible", "impossible").replace("second", "third")
    sides = (repository({**files(), REVIEW: text}) for text in (old, new))
    (record,) = records(*sides)
    assert lines(record)[0] == "verdict: may be used -> may not be used"
    assert {one.field.split(".")[0] for one in record.changes if one.secret} == {"remarks", "digest"}
    shown = " ".join(line(one) for one in record.changes if not one.secret)
    assert "d-1" in shown
    assert not any(told in shown for told in ("aaaa", "cccc", "bbbb", "1111"))
