"""What Moodle would restore by half is said before, with the place of the item or the control."""

from dataclasses import replace
from decimal import Decimal

import pytest
from backup_values import (
    BANK,
    BLUE,
    COURSE,
    EASY,
    FULL,
    HARD,
    HERE,
    NOTHING,
    RED,
    SHAPES,
    THERE,
    TYPES,
    answer,
    backup,
    choice,
    exam,
    rich,
)  # fmt: skip

from qoima.core.diagnostic import Severity
from qoima.core.problems import problem
from qoima.core.source import Span
from qoima.formats.moodle.question import File, Question, Rich, StoredPair
from qoima.formats.moodle_backup.backup import Backup, Category, Quiz, Slot
from qoima.formats.moodle_backup.problems import backup_problems

Q = choice("db-1")
TEXT = Rich("<p>x</p>")


def said(held: Backup) -> list[tuple[str, Span]]:
    return [(d.code, d.at) for d in backup_problems(held)]


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_is_said_of_what_moodle_takes(shape: str) -> None:
    assert said(SHAPES[shape]) == []


def shows(*names: str) -> Rich:
    return Rich("".join(f'<img src="@@PLUGINFILE@@/{name}">' for name in names))


def weights(*percents: str, several: bool = False) -> Question:
    answers = tuple(answer(f"a{n}", Decimal(percent)) for n, percent in enumerate(percents))
    return replace(Q, answers=answers, settings={"single": "0" if several else "1"})


def of_type(qtype: str, *answers: str, **values: object) -> Question:
    held = tuple(answer(text, NOTHING if n else FULL) for n, text in enumerate(answers))
    return replace(Q, qtype=qtype, answers=held, settings={}, **values)


QUESTIONS = {
    "name too long": (replace(Q, name="x" * 256), ["DLV020"]),
    "id too long": (replace(Q, idnumber="x" * 101), ["DLV001"]),
    "mark of Moodle": (replace(Q, text=Rich("$@NULL@$")), ["DLV002"]),
    "mark in an answer": (replace(Q, answers=(*Q.answers, answer("$@x", NOTHING))), ["DLV002"]),
    "mark in a pair": (of_type("match", pairs=(StoredPair(TEXT, "$@"), StoredPair(TEXT, "b"))), ["DLV002"]),
    "control character": (replace(Q, general_feedback=Rich("a\x07b\x7f\x07")), ["FIL008", "FIL008"]),
    "picture missing": (replace(Q, text=shows("a.png")), ["DLV005"]),
    "picture of nobody": (replace(Q, text=Rich("", (File("a.png", RED),))), ["DLV025"]),
    "pictures confused": (replace(Q, text=replace(shows("a.png"), files=(File("b.png", RED),))), ["DLV005", "DLV025"]),
    "picture twice": (
        replace(Q, text=replace(rich("", a_png=RED), files=(File("a.png", RED), File("a.png", BLUE)))),
        ["DLV026"],
    ),
    "picture in a folder": (replace(Q, text=Rich(shows("a/b.png").html, (File("a/b.png", RED),))), ["DLV026"]),
    "picture in a hint": (replace(Q, hints=(shows("a.png"),)), ["DLV005"]),
    "picture on a right side": (
        of_type("match", pairs=(StoredPair(TEXT, shows("a").html), StoredPair(TEXT, "b"))),
        ["DLV005"],
    ),
    "empty tag": (replace(Q, tags=("<b>",)), ["DLV004"]),
    "tag of signs": (replace(Q, tags=("<>",)), ["DLV028"]),
    "tag with a comma": (replace(Q, tags=("a, b",)), ["DLV028"]),
    "tag too long": (replace(Q, tags=("x" * 51,)), ["DLV003"]),
    "weight of nobody": (weights("100", "-33.3"), ["YML018"]),
    "weight cut short": (weights("33.33", "33.33", "33.34", several=True), ["YML018", "YML018"]),
    "no right answer": (weights("50", "0"), ["DLV006"]),
    "two right answers": (weights("100", "100"), ["DLV006"]),
    "less than all": (weights("50", "40", several=True), ["DLV006"]),
    "more than all": (weights("100", "50", several=True), ["DLV006"]),
    "one answer": (weights("100"), ["DLV007"]),
    "empty answer": (replace(Q, answers=(*Q.answers, answer(" "))), ["DLV007"]),
    "no word": (of_type("shortanswer"), ["DLV007", "DLV006"]),
    "half a truth": (of_type("truefalse", "True"), ["DLV007"]),
    "truth of another kind": (of_type("truefalse", "Иә", "Жоқ"), ["DLV007"]),
    "one pair": (of_type("match", pairs=(StoredPair(TEXT, "a"),)), ["DLV007"]),
    "unknown type": (of_type("ddwtos"), ["DLV029"]),
    "unknown status": (replace(HARD.questions[0], status="gone"), ["DLV029"]),
    "unknown setting": (replace(Q, settings={"single": "1", "colour": "red"}), ["DLV029"]),
    "setting that is no number": (replace(Q, settings={"single": "1", "shuffleanswers": "true"}), ["DLV029"]),
    "numbering of nobody": (replace(Q, settings={"single": "1", "answernumbering": "abcdefghijk"}), ["DLV029"]),
    "feedback of nobody": (replace(Q, combined={"feedback": TEXT}), ["DLV029"]),
    "penalty over all": (replace(Q, penalty=Decimal(2)), ["DLV029"]),
    "marks that no column holds": (replace(Q, default_mark=Decimal(10) ** 30), ["DLV029"]),
}


@pytest.mark.parametrize("what", QUESTIONS)
def test_a_question_is_pointed_at(what: str) -> None:
    question, codes = QUESTIONS[what]
    held = replace(EASY, questions=(replace(question, at=THERE), choice("db-3")))
    assert said(backup(bank=(held,))) == [(code, THERE) for code in codes]


def category(**values: object) -> Category:
    return replace(EASY, **values)


BANKS = {
    "same id twice": ((EASY, replace(HARD, questions=(replace(choice("db-1", at=THERE)),))), ["REF001"]),
    "ids alike": ((EASY, replace(HARD, questions=(choice("DB-1", at=THERE),))), ["DLV009"]),
    "equal questions without an id": ((category(questions=(choice(""), choice("", at=THERE))),), ["DLV023"]),
    "same category twice": ((EASY, replace(HARD, path=EASY.path)), ["DLV023"]),
    "same number of two categories": ((category(idnumber="db"), replace(HARD, idnumber="DB")), ["DLV023"]),
    "number of a category too long": ((EASY, replace(HARD, idnumber="x" * 101)), ["DLV001"]),
    "category `top`": ((EASY, replace(HARD, path=("Top",))), ["DLV027"]),
    "category without a name": ((EASY, replace(HARD, path=("a", " "))), ["DLV027"]),
    "questions in no category": ((EASY, replace(HARD, path=())), ["DLV027"]),
    "name of a category too long": ((EASY, replace(HARD, path=("x" * 256,))), ["DLV020"]),
    "mark of Moodle": ((EASY, replace(HARD, info="$@x")), ["DLV002"]),
    "picture beside a category": ((EASY, replace(HARD, info=shows("a").html)), ["DLV005"]),
}


@pytest.mark.parametrize("what", BANKS)
def test_a_category_is_pointed_at_by_its_first_question(what: str) -> None:
    bank, codes = BANKS[what]
    assert said(backup(bank=bank)) == [(code, THERE) for code in codes]


def slots(*names: tuple[str, ...] | str) -> tuple[Slot, ...]:
    return tuple(Slot(question=name) if isinstance(name, str) else Slot(name) for name in names)


HIDDEN = category(questions=(EASY.questions[0], replace(EASY.questions[1], status="draft")))
READING = category(questions=(EASY.questions[0], replace(TYPES.questions[-1], idnumber="db-3")))
ABOVE = category(path=EASY.path[:1], questions=())
QUIZZES: dict[str, tuple[Quiz, list[str]]] = {
    "name too long": (exam(name="x" * 256), ["DLV020"]),
    "id too long": (exam(idnumber="x" * 101), ["DLV001"]),
    "mark of Moodle": (exam(intro="$@"), ["DLV002"]),
    "picture of the introduction": (exam(intro=shows("a").html), ["DLV005"]),
    "no slots": (exam(slots=()), ["DLV024"]),
    "no marks": (exam(slots=(Slot(EASY.path, max_mark=NOTHING),)), ["DLV024"]),
    "marks below nothing": (exam(slots=(Slot(EASY.path), Slot(HARD.path, max_mark=Decimal(-1)))), ["DLV024"]),
    "to pass more than there is": (exam(grade_to_pass=Decimal(101)), ["DLV024"]),
    "no grade": (exam(grade=NOTHING, grade_to_pass=NOTHING), ["DLV024"]),
    "too few": (exam(slots=slots(*(3 * [EASY.path]))), ["DLV021"]),
    "too few beside a named one": (exam(slots=slots("db-1", EASY.path, EASY.path)), ["DLV021"]),
    "too few ready": (exam(categories=(HIDDEN,), slots=slots(EASY.path, EASY.path)), ["DLV021"]),
    "too few that ask": (exam(categories=(READING,), slots=slots(EASY.path, EASY.path)), ["DLV021"]),
    "those below do not count": (exam(categories=(EASY, ABOVE), slots=slots(ABOVE.path)), ["DLV021"]),
    "unknown category": (exam(slots=slots(("Дерекқор", "medium"))), ["DLV022"]),
    "unknown question": (exam(slots=slots("db-9")), ["DLV022"]),
    "question that is not ready": (exam(categories=(HIDDEN,), slots=slots("db-3")), ["DLV022"]),
    "question twice": (exam(slots=slots("db-1", "db-1")), ["DLV023"]),
}  # fmt: skip


@pytest.mark.parametrize("what", QUIZZES)
def test_a_control_is_pointed_at(what: str) -> None:
    quiz, codes = QUIZZES[what]
    assert said(backup(quiz)) == [(code, COURSE) for code in codes]


def test_quizzes_of_one_file_are_told_apart() -> None:
    other = exam(categories=(replace(TYPES, idnumber=""),), slots=slots("x-choice"))
    assert said(backup(exam(), other)) == [("DLV023", COURSE), ("DLV023", COURSE)]
    apart = replace(other, key="databases/kk/rk1", idnumber="db-rk1")
    assert said(backup(exam(), apart)) == []
    numbered = [replace(EASY, idnumber="bank"), replace(HARD, idnumber="bank")]
    first, second = exam(categories=(numbered[0], HARD)), replace(apart, categories=(TYPES, numbered[1]))
    assert said(backup(first, second)) == [("DLV023", THERE)]


def test_all_are_errors_but_what_moodle_mends_itself() -> None:
    held = [backup(bank=(replace(EASY, questions=(q,)),)) for q, _ in QUESTIONS.values()]
    held += [*(backup(bank=bank) for bank, _ in BANKS.values()), *(backup(quiz) for quiz, _ in QUIZZES.values())]
    found = [d for one in held for d in backup_problems(one)]
    assert {d.code for d in found if d.severity is not Severity.ERROR} == {"DLV004"}
    assert {f"DLV{n:03}" for n in range(20, 30)} <= {d.code for d in found}


def test_what_the_items_have_told_already_is_not_said_again() -> None:
    """The texts of an item stand behind its first line, which is where a question is pointed at."""
    wrong = replace(choice("db-1"), text=Rich("$@"), idnumber="x" * 101)
    other = replace(choice("db-3", at=THERE), text=Rich("$@"))
    held = backup(bank=(replace(EASY, questions=(wrong, other)),))
    inside = BANK.span(HERE.end, HERE.end)

    def left(*heard: Span) -> list[tuple[str, Span]]:
        return [(d.code, d.at) for d in backup_problems(held, [problem("DLV002", at) for at in heard])]

    assert left() == [("DLV001", HERE), ("DLV002", HERE), ("DLV002", THERE)]
    assert left(inside) == [("DLV001", HERE), ("DLV002", THERE)]
    assert left(inside, BANK.span(len(BANK.text), len(BANK.text))) == [("DLV001", HERE)]
    assert left(COURSE) == left()
