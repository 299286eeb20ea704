"""Backups for tests: a small exam with a picture, questions of every type, and their files opened again."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from urllib.parse import quote

from lxml import etree

from qoima.core.source import Source, Span
from qoima.formats.moodle.question import File, Question, Rich, StoredAnswer, StoredPair
from qoima.formats.moodle_backup.backup import AFTER_CLOSE, DURING, Backup, Category, Quiz, Slot
from qoima.formats.moodle_backup.write.whole import write_backup

BANK = Source("testbanks/databases/kk/exam.yaml", "items:\n- id: db-1\n- id: db-2\n")
HERE, THERE = BANK.span(9, 15), BANK.span(18, 24)
COURSE = Source("content/courses/databases.yaml", "exam:\n  form: test\n").whole()
RED = b"\x89PNG a red square"
BLUE = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
FULL, NOTHING, THIRD = Decimal(100), Decimal(0), Decimal("33.33333")


def rich(text: str, **pictures: bytes) -> Rich:
    """A text that shows each picture; `a_png` is the file `a.png`."""
    files = tuple(File(name.replace("_", "."), data) for name, data in pictures.items())
    shown = "".join(f'<img src="@@PLUGINFILE@@/{quote(file.name)}" alt="">' for file in files)
    return Rich(f"<p>{text}{shown}</p>", files)


def answer(text: str, percent: Decimal = NOTHING, said: str = "", tolerance: str = "") -> StoredAnswer:
    return StoredAnswer(Rich(text), percent, Rich(said), Decimal(tolerance) if tolerance else None)


def choice(idnumber: str, text: Rich | None = None, *, at: Span = HERE, several: bool = False) -> Question:
    """A question with one right answer of three, or with three of four."""
    weights = [THIRD, THIRD, THIRD, -FULL] if several else [FULL, NOTHING, NOTHING]
    answers = tuple(answer(f"<p>{idnumber} {n}</p>", weight) for n, weight in enumerate(weights))
    shown = rich(f"Сұрақ {idnumber}") if text is None else text
    settings = {"single": "0" if several else "1"}
    return Question(
        qtype="multichoice", name=idnumber, idnumber=idnumber, text=shown, answers=answers, settings=settings, at=at
    )


def every_type() -> tuple[Question, ...]:
    """A question of each type, with all that it may have."""

    def question(qtype: str, **values: object) -> Question:
        return replace(Question(qtype=qtype, name=qtype, idnumber=f"x-{qtype}", text=rich(qtype), at=HERE), **values)

    words = (answer("SELECT*", FULL, "иә"), answer("sel*", Decimal(50)))
    numbers = (answer("3.14", FULL, tolerance="0.005"), answer("*", NOTHING, "жоқ", "0"))
    pairs = (StoredPair(rich("one", one_png=RED), "1"), StoredPair(rich("two"), "2"), StoredPair(Rich(), "3"))
    return (
        replace(
            choice("x-choice", rich("which", a_png=RED), several=True),
            general_feedback=rich("because", b_svg=BLUE),
            combined={"correctfeedback": rich("yes", c_png=RED), "incorrectfeedback": rich("no")},
            hints=(rich("look", h_png=BLUE), rich("again")),
            tags=("easy", "topic:joins"),
        ),
        question("truefalse", answers=(answer("True", FULL), answer("False", NOTHING, "no")), penalty=Decimal(1)),
        question("shortanswer", answers=words, settings={"usecase": "1"}),
        question("numerical", answers=numbers, tags=("Easy",)),
        question("match", pairs=pairs, settings={"shuffleanswers": "0"}),
        question("essay", notes=rich("criteria", d_png=RED), settings={"responsefieldlines": "20", "minwordlimit": ""}),
        question("description", default_mark=NOTHING, penalty=NOTHING),
    )


EASY = Category(
    path=("Дерекқор", "easy"), questions=(choice("db-1", rich("Сурет", fig_png=RED)), choice("db-3")), info="<p>30</p>"
)
HARD = Category(path=("Дерекқор", "hard"), questions=(choice("db-2", at=THERE, several=True),))
TYPES = Category(path=("Types",), questions=every_type(), idnumber="types")


def exam(**values: object) -> Quiz:
    """A quiz of three slots: one of two easy questions, the hard one twice in the places of chance."""
    held = Quiz(
        key="databases/kk/exam",
        name="Емтихан",
        idnumber="db-exam",
        slots=(Slot(EASY.path), Slot(HARD.path), Slot(question="db-3")),
        categories=(EASY, HARD),
        intro="<p>Калькулятор</p>",
        time_limit_seconds=3000,
        attempts=1,
        grade_to_pass=Decimal(50),
        review={"reviewattempt": DURING, "reviewmaxmarks": DURING | AFTER_CLOSE, "reviewmarks": AFTER_CLOSE},
        at=COURSE,
    )
    return replace(held, **values)


def practice() -> Quiz:
    """A quiz with a question of every type in a slot of its own, two a page."""
    slots = tuple(Slot(question=q.idnumber, max_mark=q.default_mark) for q in TYPES.questions)
    return exam(key="databases/kk/more", idnumber="db-more", slots=slots, categories=(TYPES,), questions_per_page=2)


def backup(*quizzes: Quiz, bank: tuple[Category, ...] = ()) -> Backup:
    names = {"file_name": "exam.mbz", "course_name": "Дерекқорлар", "short_name": "DB"}
    return Backup(key="databases/kk", quizzes=quizzes, bank=bank, **names)


SHAPES: Mapping[str, Backup] = {
    "one quiz": backup(exam()),
    "several quizzes": backup(exam(), practice()),
    "bank alone": backup(bank=(EASY, HARD, TYPES)),
}


def opened(data: bytes) -> dict[str, bytes]:
    """The files of a backup by their path, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: Mapping[str, bytes]) -> bytes:
    """The opposite of `opened`."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def xml(held: Backup, ending: str) -> etree._Element:
    """The root of the file with that name in a backup."""
    members = opened(write_backup(held))
    return etree.fromstring(next(data for name, data in members.items() if name.endswith(ending)))
