"""A backup as Moodle takes it: in the shapes of the field, with every column, the same bytes for the same bank."""

import hashlib
import io
import json
import os
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from backup_values import (
    BLUE,
    EASY,
    FULL,
    HARD,
    RED,
    SHAPES,
    answer,
    backup,
    choice,
    exam,
    opened,
    rich,
    xml,
)  # fmt: skip

from qoima.formats.moodle.question import File, Question, Rich
from qoima.formats.moodle_backup.backup import Backup, Category, Slot
from qoima.formats.moodle_backup.write.whole import write_backup

GOLDEN = Path(__file__).parent / "small"


def test_the_small_exam_is_what_it_was() -> None:
    """Whoever changes this changes the stamps that Moodle knows banks by, on every site that has one."""
    small = exam(
        categories=(replace(EASY, questions=EASY.questions[:1]), HARD), slots=(Slot(EASY.path), Slot(HARD.path))
    )
    members = {
        name: data for name, data in opened(write_backup(backup(small))).items() if not name.startswith("files/")
    }
    if os.environ.get("QOIMA_GOLDEN") == "write":
        for name, data in members.items():
            (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name).write_bytes(data)
    kept = {path.relative_to(GOLDEN).as_posix(): path.read_bytes() for path in GOLDEN.rglob("*.xml")}
    assert members == kept


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_backup_gives_the_same_bytes(shape: str) -> None:
    first, second = write_backup(SHAPES[shape]), write_backup(replace(SHAPES[shape]))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        infos = archive.infolist()
    assert [info.filename for info in infos] == sorted(info.filename for info in infos)
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.compress_type for info in infos} == {zipfile.ZIP_DEFLATED}


def test_one_quiz_is_an_activity_several_are_a_course_and_a_bank_has_none() -> None:
    found = {}
    for shape, held in SHAPES.items():
        head = xml(held, "moodle_backup.xml").find("information")
        assert head is not None
        setting = head.xpath("string(settings/setting[name='activities']/value)")
        found[shape] = (
            head.findtext("details/detail/type"),
            len(head.findall("contents/activities/activity")),
            setting,
        )
    assert found == {
        "one quiz": ("activity", 1, "1"),
        "several quizzes": ("course", 2, "1"),
        "bank alone": ("course", 0, "0"),
    }


def test_a_quiz_has_its_bank_in_its_own_context_and_a_course_bank_stands_in_the_course() -> None:
    for shape in ("one quiz", "several quizzes"):
        quizzes = [d for n, d in opened(write_backup(SHAPES[shape])).items() if n.endswith("/quiz.xml")]
        contexts = {c.findtext("contextid") for c in xml(SHAPES[shape], "questions.xml")}
        assert {c.findtext("contextlevel") for c in xml(SHAPES[shape], "questions.xml")} == {"70"}
        assert len(contexts) == len(quizzes)
    head = xml(SHAPES["bank alone"], "moodle_backup.xml")
    categories = xml(SHAPES["bank alone"], "questions.xml")
    assert {c.findtext("contextlevel") for c in categories} == {"50"}
    assert {c.findtext("contextid") for c in categories} == {head.findtext("information/original_course_contextid")}


def test_categories_stand_below_one_top_with_those_between() -> None:
    categories = xml(SHAPES["one quiz"], "questions.xml")
    names = {c.get("id"): c.findtext("name") for c in categories}
    above = {c.findtext("name"): names.get(c.findtext("parent")) for c in categories}
    assert above == {"top": None, "Дерекқор": "top", "easy": "Дерекқор", "hard": "Дерекқор"}
    assert [c.findtext("info") for c in categories if c.findtext("name") == "easy"] == ["<p>30</p>"]


def test_slots_draw_by_the_condition_that_every_version_reads() -> None:
    held = SHAPES["one quiz"]
    ids = {c.findtext("name"): c.get("id") for c in xml(held, "questions.xml")}
    entries = {e.findtext("idnumber"): e.get("id") for e in xml(held, "questions.xml").iter("question_bank_entry")}
    slots = xml(held, "quiz.xml").findall("quiz/question_instances/question_instance")
    drawn = [json.loads(slot.findtext("question_set_reference/filtercondition") or "null") for slot in slots]
    assert drawn[:2] == [{"questioncategoryid": ids[n], "includingsubcategories": False} for n in ("easy", "hard")]
    assert slots[2].findtext("question_reference/questionbankentryid") == entries["db-3"]
    assert [slot.findtext("page") for slot in slots] == ["1", "2", "3"]


def test_pages_and_marks_follow_the_quiz() -> None:
    marks = (Decimal(2), Decimal("0.5"), Decimal(1))
    slots = tuple(replace(slot, max_mark=mark) for slot, mark in zip(exam().slots, marks, strict=True))
    for per_page, pages in ((0, ["1", "1", "1"]), (2, ["1", "1", "2"])):
        quiz = xml(backup(exam(slots=slots, questions_per_page=per_page)), "quiz.xml").find("quiz")
        assert quiz is not None
        assert [slot.findtext("page") for slot in quiz.iter("question_instance")] == pages
        assert (quiz.findtext("sumgrades"), quiz.findtext("grade")) == ("3.50000", "100.00000")


def test_an_exam_shows_what_its_review_says_and_nothing_else() -> None:
    quiz = xml(SHAPES["one quiz"], "quiz.xml").find("quiz")
    assert quiz is not None
    shown = {e.tag: int(e.text or "") for e in quiz if str(e.tag).startswith("review") and e.text != "0"}
    assert shown == {"reviewattempt": 0x10000, "reviewmaxmarks": 0x10010, "reviewmarks": 0x10}
    fields = ("timelimit", "attempts_number", "preferredbehaviour", "shuffleanswers")
    assert [quiz.findtext(f) for f in fields] == ["3000", "1", "deferredfeedback", "1"]


def test_a_draft_is_hidden() -> None:
    shown = {
        is_visible: xml(backup(exam(is_visible=is_visible)), "module.xml").findtext("visible")
        for is_visible in (True, False)
    }
    assert shown == {True: "1", False: "0"}


def test_each_picture_is_kept_once_and_listed_wherever_it_is_shown() -> None:
    held = SHAPES["several quizzes"]
    members = opened(write_backup(held))
    for data in (RED, BLUE):
        digest = hashlib.sha1(data).hexdigest()
        assert members[f"files/{digest[:2]}/{digest}"] == data
    assert sum(name.startswith("files/") for name in members) == 2
    rows = [(r.findtext("component"), r.findtext("filearea"), r.findtext("filename")) for r in xml(held, "files.xml")]
    assert sorted(rows) == [
        ("qtype_essay", "graderinfo", "d.png"),
        ("qtype_match", "subquestion", "one.png"),
        ("question", "correctfeedback", "c.png"),
        ("question", "generalfeedback", "b.svg"),
        ("question", "hint", "h.png"),
        ("question", "questiontext", "a.png"),
        ("question", "questiontext", "fig.png"),
    ]


def test_a_picture_of_an_answer_belongs_to_the_answer() -> None:
    """In Moodle each answer has its files, and so has what is said of it."""
    shown = Rich('<img src="@@PLUGINFILE@@/%D1%81%201.png">', (File("с 1.png", RED),))
    wrong = replace(answer("", said=""), text=shown, feedback=shown)
    question = choice("db-1")
    held = backup(bank=(replace(EASY, questions=(replace(question, answers=(*question.answers, wrong)),)),))
    answers = [a.get("id") for a in xml(held, "questions.xml").iter("answer")]
    rows = {(r.findtext("filearea"), r.findtext("itemid"), r.findtext("filename")) for r in xml(held, "files.xml")}
    assert rows == {("answer", answers[-1], "с 1.png"), ("answerfeedback", answers[-1], "с 1.png")}


def test_every_type_says_what_its_tables_hold() -> None:
    root = xml(SHAPES["bank alone"], "questions.xml")
    plugin = {q.findtext("qtype"): q for q in root.iter("question") if q.findtext("name") != "db-1"}
    right = plugin["truefalse"].findtext(".//truefalse/trueanswer")
    assert plugin["truefalse"].xpath("string(.//answer[@id=$id]/answertext)", id=right) == "True"
    records = plugin["numerical"].findall(".//numerical_record")
    assert [r.findtext("tolerance") for r in records] == ["0.005", "0"]
    assert [r.findtext("answer") for r in records] == [
        a.get("id") for a in plugin["numerical"].findall(".//answers/answer")
    ]
    assert [m.findtext("answertext") for m in plugin["match"].iter("match")] == ["1", "2", "3"]
    essay = plugin["essay"].find(".//essay")
    assert essay is not None
    fields = ("responsefieldlines", "minwordlimit", "responseformat")
    assert [essay.findtext(f) for f in fields] == ["20", "$@NULL@$", "editor"]
    assert {t: q.findtext("length") for t, q in plugin.items() if q.findtext("length") != "1"} == {"description": "0"}
    assert [a.findtext("fraction") for a in plugin["shortanswer"].iter("answer")] == ["1.0000000", "0.5000000"]


def test_tags_that_differ_in_case_are_one_for_moodle() -> None:
    tags = [(t.findtext("rawname"), t.get("id")) for t in xml(SHAPES["bank alone"], "questions.xml").iter("tag")]
    assert [name for name, _ in tags] == ["easy", "topic:joins", "Easy"]
    assert tags[0][1] == tags[2][1] != tags[1][1]


def test_texts_arrive_as_they_are_but_for_what_xml_cannot_hold() -> None:
    text = "  ]]> &amp; <b>ә</b> \u200b😀 \u00a0\n\t"
    held = replace(choice("db-1", Rich(f"{text}\x0b\r\nx\ry")), name=' a < b & "c"')
    question = next(xml(backup(bank=(replace(EASY, questions=(held,)),)), "questions.xml").iter("question"))
    assert question.findtext("questiontext") == f"{text}\nx\ny"
    assert question.findtext("name") == ' a < b & "c"'


def stamps(held: Backup) -> tuple[set[str | None], dict[str | None, str | None]]:
    """The stamps of the categories, and those of the questions by name."""
    root = xml(held, "questions.xml")
    return {c.findtext("stamp") for c in root}, {q.findtext("name"): q.findtext("stamp") for q in root.iter("question")}


def changed() -> dict[str, Question]:
    """A question, changed in one thing each."""
    first = choice("db-1", rich("Сурет", fig_png=RED))
    return {
        "text": replace(first, text=replace(first.text, html="<p>x</p>")),
        "bytes of the picture": replace(first, text=rich("Сурет", fig_png=BLUE)),
        "key": replace(first, answers=(answer("<p>db-1 0</p>"), answer("<p>db-1 1</p>", FULL), *first.answers[2:])),
        "feedback": replace(first, general_feedback=rich("x")),
        "tag": replace(first, tags=("x",)),
        "hint": replace(first, hints=(rich("x"),)),
        "setting": replace(first, settings={"single": "1", "answernumbering": "none"}),
        "points": replace(first, default_mark=Decimal(2)),
        "id": replace(first, idnumber="db-9"),
    }


@pytest.mark.parametrize("what", changed())
def test_a_change_makes_a_new_question_and_a_new_tree(what: str) -> None:
    """Moodle updates nothing that it knows, so what has changed must be new to it; what has not keeps its stamp."""
    before, after = (
        backup(bank=(EASY, HARD)),
        backup(bank=(replace(EASY, questions=(changed()[what], EASY.questions[1])), HARD)),
    )
    (old_trees, old), (trees, new) = stamps(before), stamps(after)
    assert {name for name in old if old[name] != new[name]} == {"db-1"}
    assert not old_trees & trees


def test_a_bank_that_moved_a_question_is_a_new_tree_with_the_same_questions() -> None:
    moved = (replace(EASY, questions=EASY.questions[:1]), replace(HARD, questions=(*HARD.questions, EASY.questions[1])))
    (old_trees, old), (trees, new) = stamps(backup(bank=(EASY, HARD))), stamps(backup(bank=moved))
    assert old == new
    assert not old_trees & trees


def test_two_quizzes_share_no_stamp_though_their_banks_are_equal() -> None:
    root = xml(backup(exam(), exam(key="databases/ru/exam", idnumber="")), "questions.xml")
    found = [e.text for e in root.iter("stamp")]
    assert len(found) == len(set(found)) > 0


def test_many_ids_are_all_different() -> None:
    """A thousand questions have ten thousand ids or so; that two of them fall together is what is to be expected."""
    many = tuple(choice(f"x-{n}") for n in range(1000))
    root = xml(backup(bank=(Category(path=("Many",), questions=many),)), "questions.xml")
    ids = [e.get("id") for e in root.iter("*") if "id" in e.attrib]
    assert len(ids) == len(set(ids)) > 7000


def test_a_gap_is_never_empty() -> None:
    """Moodle 4.5 stops at `<question_hints></question_hints>` of some questions: a line must end in it."""
    root = xml(SHAPES["several quizzes"], "questions.xml")
    names = ("question_hints", "tags", "numerical_units", "plugin_qtype_description_question", "question_bank_entries")
    empty = [e for name in names for e in root.iter(name) if not len(e)]
    assert {str(e.tag) for e in empty} == set(names)
    assert {e.text for e in empty} == {"\n"}
