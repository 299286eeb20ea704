"""The gate before a backup leaves: silent at what Moodle takes, and it finds each thing that is broken."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from backup_values import EASY, RED, SHAPES, backup, opened, packed
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from qoima.core.diagnostic import has_error
from qoima.formats.moodle.html import MoodleHtml
from qoima.formats.moodle.questions import question_of
from qoima.formats.moodle_backup.backup import Category, Slot
from qoima.formats.moodle_backup.problems import backup_problems
from qoima.formats.moodle_backup.sound.whole import unsound
from qoima.formats.moodle_backup.write.whole import write_backup
from qoima.model.item import Item
from strategies import FOLDER, PICTURES, items

COURSE, BANK = write_backup(SHAPES["several quizzes"]), write_backup(SHAPES["bank alone"])
Members = dict[str, bytes]
quickly = settings(
    max_examples=40,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # items are too large to be made smaller in a few seconds
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_is_found_in_a_good_file(shape: str) -> None:
    assert unsound(write_backup(SHAPES[shape])) == ()


@quickly
@given(st.lists(items(), min_size=1, max_size=4), st.booleans())
def test_what_no_problem_is_said_of_is_sound(held: list[Item], penalty: bool) -> None:
    """The law of the gate: of whatever items a backup is made, it is sound unless something has been said of it."""
    html = MoodleHtml(FOLDER, PICTURES, hashed_names=True)
    questions = [question_of(replace(item, id=f"x-{n}"), html, penalty=penalty) for n, item in enumerate(held)]
    one = [backup(bank=(Category(path=("A", "B"), questions=(question,)),)) for question in questions]
    for single in one:
        write_backup(single)
    good = tuple(q for q, single in zip(questions, one, strict=True) if not has_error(backup_problems(single)))
    assume(good)
    bank = (Category(path=("A", "B"), questions=good),)
    slots = tuple(Slot(question=question.idnumber) for question in good)
    quiz = replace(SHAPES["one quiz"].quizzes[0], categories=bank, slots=slots)
    for made in (backup(quiz), backup(bank=bank)):
        assert not has_error(backup_problems(made))
        assert unsound(write_backup(made)) == ()


def path_of(members: Mapping[str, bytes], ending: str) -> str:
    return next(name for name in members if name.endswith(ending))


def test_every_file_is_needed() -> None:
    for data in (COURSE, BANK):
        members = opened(data)
        assert [name for name in members if not unsound(packed({k: v for k, v in members.items() if k != name}))] == []


LEAVES = re.compile(rb"<(\w+)>[^<\n]*</\1>")


@pytest.mark.parametrize(
    "ending", ["questions.xml", "quiz.xml", "module.xml", "grades.xml", "files.xml", "section.xml"]
)
def test_every_column_is_needed(ending: str) -> None:
    """Each kind of column, at one of the places where it stands."""
    members = opened(COURSE)
    path = path_of(members, f"/{ending}" if "/" + ending in " ".join(members) else ending)
    data = members[path]
    spans = {match[1]: match.span() for match in LEAVES.finditer(data)}
    assert len(spans) > 8
    spared = {
        name.decode()
        for name, (start, end) in spans.items()
        if unsound(packed(members | {path: data[:start] + data[end:]})) == ()
    }
    assert spared == set()


def test_every_line_of_the_head_is_needed() -> None:
    members = opened(COURSE)
    data = members["moodle_backup.xml"]
    spared = {
        match[1].decode()
        for match in LEAVES.finditer(data)
        if unsound(packed(members | {"moodle_backup.xml": data[: match.start()] + data[match.end() :]})) == ()
    }
    assert spared == set()


def swap(ending: str, old: str, new: str, count: int = 1) -> Callable[[Members], None]:
    """Puts a text for another in the file of that name; the text must be there."""

    def change(members: Members) -> None:
        path = path_of(members, ending)
        changed = re.sub(old, new, members[path].decode(), count=count, flags=re.S)
        assert changed != members[path].decode()
        members[path] = changed.encode()

    return change


def no_bytes(members: Members) -> None:
    del members[path_of(members, hashlib.sha1(RED).hexdigest())]


def other_bytes(members: Members) -> None:
    members[path_of(members, hashlib.sha1(RED).hexdigest())] += b"!"


def stray_bytes(members: Members) -> None:
    members["files/00/" + "0" * 40] = b"x"


IDS = r'(?<=<question id=")[0-9]+'
DEFECTS: dict[str, Callable[[Members], None]] = {
    "something before the head": swap("moodle_backup.xml", r"<moodle_backup>", "<!-- x --><moodle_backup>" + " " * 200),
    "no declaration": swap("moodle_backup.xml", r"^<\?xml.*?\?>\n", ""),
    "another declaration": swap("questions.xml", r"UTF-8", "utf8"),
    "old Moodle": swap("moodle_backup.xml", r"<moodle_version>2022112800", "<moodle_version>2021051700"),
    "old layout": swap("moodle_backup.xml", r"<backup_release>4.1", "<backup_release>3.11"),
    "no site": swap("moodle_backup.xml", r"(?<=identifier_hash>)\w+", ""),
    "a course that has begun": swap("moodle_backup.xml", r"(?<=startdate>)0", "1577836800"),
    "no such kind": swap("moodle_backup.xml", r"<type>course", "<type>section"),
    "activities left out": swap("moodle_backup.xml", r"(<name>activities</name><value>)1", r"\g<1>0"),
    "setting of no activity": swap("moodle_backup.xml", r"<activity>quiz_[0-9]+</activity>(?=<name>)", ""),
    "small id": swap("moodle_backup.xml", r"(?<=course_contextid>)[0-9]+", "12"),
    "no XML": swap("questions.xml", r"</questions>", ""),
    "entity": swap("questions.xml", r"\?>\n", '?>\n<!DOCTYPE x [<!ENTITY a "b">]>\n'),
    "mark of Moodle": swap("questions.xml", r"<p>Сурет|&lt;p&gt;Сурет", "$@NULL@$"),
    "null in a column that has none": swap("questions.xml", r"<info>[^<]*", "<info>$@NULL@$"),
    "control character": swap("questions.xml", r"Сурет", "\x7f"),
    "carriage return": swap("questions.xml", r"Сурет", "&#13;"),
    "two at the top": swap("questions.xml", r"(?<=<parent>)[0-9]{2,}(?=</parent><sortorder>)", "0"),
    "nothing at the top": swap("questions.xml", r"(?<=<parent>)0(?=</parent><sortorder>)", "1999999999"),
    "name at the top": swap("questions.xml", r"<name>top", "<name>bank"),
    "context of nobody": swap("questions.xml", r"(?<=<contextid>)[0-9]+(?=</contextid><contextlevel>)", "1999999999"),
    "level of the course": swap("questions.xml", r"<contextlevel>70", "<contextlevel>50"),
    "category with a long name": swap("questions.xml", r"<name>easy", f"<name>{'x' * 256}"),
    "same stamp": swap("questions.xml", r"(?<=<stamp>)[^<]+", "qoima+x", count=2),
    "category not listed": swap("inforef.xml", r"<question_category>.*?</question_category>", ""),
    "category of nobody listed": swap("inforef.xml", r"(?<=<id>)[0-9]+", "1999999999"),
    "same number twice": swap("questions.xml", r"<idnumber>db-3", "<idnumber>DB-1"),
    "id twice": swap("questions.xml", IDS, "1999999999", count=2),
    "id too large": swap("questions.xml", IDS, "2147483648"),
    "question with a long name": swap("questions.xml", r"<name>db-1", f"<name>{'x' * 256}"),
    "unknown type": swap("questions.xml", r"<qtype>essay", "<qtype>ddwtos"),
    "unknown status": swap("questions.xml", r"<status>ready", "<status>gone"),
    "second version": swap("questions.xml", r"<version>1", "<version>2"),
    "no fields of the type": swap("questions.xml", r"plugin_qtype_essay_question", "plugin_qtype_x_question", count=2),
    "empty gap": swap("questions.xml", r"<question_hints>\n</question_hints>", "<question_hints></question_hints>"),
    "empty tag": swap("questions.xml", r"<rawname>easy", "<rawname>"),
    "weight of nobody": swap("questions.xml", r"<fraction>1.0000000", "<fraction>0.4321000"),
    "weight that is no number": swap("questions.xml", r"<fraction>1.0000000", "<fraction>1,0"),
    "no right answer": swap("questions.xml", r"<fraction>1.0000000", "<fraction>0.0000000"),
    "two right answers": swap("questions.xml", r"<fraction>0.0000000", "<fraction>1.0000000"),
    "less than all": swap("questions.xml", r"<fraction>0.3333333", "<fraction>0.2500000"),
    "one answer": swap("questions.xml", r"(</answer>\n).*?(?=</answers>)", r"\1"),
    "truth of nobody": swap("questions.xml", r"(?<=<trueanswer>)[0-9]+", "1999999999"),
    "tolerance of nobody": swap("questions.xml", r"(?<=<numerical_record id=)(.*?<answer>)[0-9]+", r"\g<1>1999999999"),
    "picture not listed": swap("files.xml", r"<file id.*?</file>", ""),
    "picture of nobody": swap("questions.xml", r"@@PLUGINFILE@@/fig.png", "fig.png"),
    "picture by another name": swap("files.xml", r"<filename>fig.png", "<filename>fig2.png"),
    "picture elsewhere": swap("files.xml", r"<filearea>hint", "<filearea>questiontext"),
    "picture of another context": swap("files.xml", r"(?<=<contextid>)[0-9]+", "1999999999"),
    "picture of another question": swap("files.xml", r"(?<=<itemid>)[0-9]+", "1999999999"),
    "picture in a folder": swap("files.xml", r"<filepath>/", "<filepath>/a/"),
    "size of another": swap("files.xml", r"(?<=<filesize>)[0-9]+", "1"),
    "other bytes": other_bytes,
    "bytes of nobody": stray_bytes,
    "no bytes": no_bytes,
    "quiz without a name": swap("quiz.xml", r"<name>[^<]*", "<name>"),
    "slot missing": swap("quiz.xml", r"<slot>2", "<slot>4"),
    "no slots": swap("quiz.xml", r"<question_instance id.*</question_instance>\n", ""),
    "page of another": swap("quiz.xml", r"<page>2", "<page>1"),
    "marks that do not add up": swap("quiz.xml", r"<maxmark>1.0000000", "<maxmark>2.0000000"),
    "slot of another quiz": swap("quiz.xml", r"(?<=<quizid>)[0-9]+", "1999999999"),
    "drawn from below too": swap("quiz.xml", r'"includingsubcategories": false', '"includingsubcategories": true'),
    "condition of new versions": swap("quiz.xml", r'{"questioncategoryid.*?}', '{"filter": {}}'),
    "condition that is none": swap("quiz.xml", r'{"questioncategoryid.*?}', "[" * 10_000),
    "category of nobody": swap("quiz.xml", r'(?<="questioncategoryid": ")[0-9]+', "1999999999"),
    "question of nobody": swap("quiz.xml", r"(?<=<questionbankentryid>)[0-9]+", "1999999999"),
    "other context of the questions": swap("quiz.xml", r"(?<=<questionscontextid>)[0-9]+", "1999999999"),
    "other context of the slot": swap("quiz.xml", r"(?<=<usingcontextid>)[0-9]+", "1999999999"),
    "question that is not ready": swap("questions.xml", r"<status>ready", "<status>draft", count=0),
    "no first section": swap("quiz.xml", r"<firstslot>1", "<firstslot>2"),
    "other module": swap("module.xml", r'(?<=<module id=")[0-9]+', "1999999999"),
    "old module": swap("module.xml", r'version="2022112800', 'version="2021051700'),
    "other section": swap("module.xml", r"(?<=<sectionid>)[0-9]+", "1999999999"),
    "other quiz in the gradebook": swap("grades.xml", r"(?<=<iteminstance>)[0-9]+", "1999999999"),
    "other grade in the gradebook": swap("grades.xml", r"<grademax>100", "<grademax>10"),
    "no gradebook": swap("grades.xml", r"<grade_item id.*</grade_item>\n", ""),
    "other course": swap("course.xml", r'(?<=contextid=")[0-9]+', "1999999999"),
    "other root": swap("scales.xml", r"scales_definition", "scales", count=2),
}


@pytest.mark.parametrize("what", DEFECTS)
def test_a_planted_defect_is_found(what: str) -> None:
    members = opened(COURSE)
    DEFECTS[what](members)
    assert unsound(packed(members)) != ()


HOSTILE = {
    "nothing": b"",
    "no archive": b"<quiz/>",
    "half an archive": COURSE[: len(COURSE) // 2],
    "its end alone": COURSE[-200:],
    "an empty archive": packed({}),
    "a bomb": packed({"questions.xml": b"x"}).replace(b"PK\x01\x02", b"PK\x01\x03"),
    "gzip of nothing": b"\x1f\x8b\x08\x00",
    "only a head": packed({"moodle_backup.xml": b"<moodle_backup/>"}),
    "deep XML": packed(opened(COURSE) | {"questions.xml": b"<a>" * 100_000}),
    "entities": packed(opened(COURSE) | {"questions.xml": b'<!DOCTYPE a [<!ENTITY a "&a;">]><a>&a;</a>'}),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_file_that_is_no_backup_is_a_finding(what: str) -> None:
    assert unsound(HOSTILE[what]) != ()


@quickly
@given(st.integers(0, len(COURSE) - 1), st.integers(1, 255))
def test_a_damaged_file_never_stops_the_gate(at: int, by: int) -> None:
    damaged = COURSE[:at] + bytes([COURSE[at] ^ by]) + COURSE[at + 1 :]
    assert isinstance(unsound(damaged), tuple)


def test_a_bank_of_one_category_is_enough() -> None:
    assert unsound(write_backup(backup(bank=(EASY,)))) == ()
