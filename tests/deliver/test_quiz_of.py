"""How a control of a course becomes a quiz: what is drawn, when it is open, what it says, and what stops it."""

from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from small_course import items, made, quiz

from qoima.core.words import LANGUAGES, Lang
from qoima.formats.messages import say
from qoima.formats.moodle_backup.backup import AFTER_CLOSE, DURING, Quiz

TIMES = "opens: 2026-12-21T09:00\ncloses: 2026-12-21T18:00"
PAPER = "questions: 3, minutes: 50, attempts: 1, draw: random, mix: same"


def exam(paper: str = PAPER, times: str = TIMES, more: str = "") -> str:
    return f"{times}\npaper: {{{paper}}}\n{more}"


def drawn(one: Quiz) -> dict[str, int]:
    """How many are drawn from each category, by its path below that of the bank."""
    return dict(Counter("/".join(slot.category[3:]) for slot in one.slots))


def codes(paper: str, bank: str = "", times: str = TIMES) -> list[str]:
    return [one.code for one in quiz(bank, exam=exam(paper, times))[1]]


def test_a_paper_keeps_the_shares_of_the_bank() -> None:
    found = made(items("e" * 40 + "m" * 40 + "h" * 20), exam=exam(PAPER.replace("3", "30", 1)))
    assert drawn(found) == {"easy": 12, "medium": 12, "hard": 6}
    assert {category.path: len(category.questions) for category in found.categories} == {
        ("databases", "en", "exam"): 0,
        ("databases", "en", "exam", "easy"): 40,
        ("databases", "en", "exam", "medium"): 40,
        ("databases", "en", "exam", "hard"): 20,
    }
    easy = found.categories[1]
    assert all(question.category == easy.path for question in easy.questions)
    assert easy.info == "<p>40 questions; a student gets 12</p>"
    assert found.categories[0].info == (
        "<p>CS2104 Databases: examination · EN: 100 questions (easy – 40, medium – 40, hard – 20)</p>"
    )


def test_without_a_mix_it_is_the_same() -> None:
    assert drawn(made(exam=exam("questions: 3, minutes: 50, attempts: 1"))) == {"easy": 1, "medium": 1, "hard": 1}


def test_a_mix_may_be_declared_in_numbers() -> None:
    paper = "questions: 3, minutes: 50, attempts: 1, mix: {easy: 2, hard: 1}"
    assert drawn(made(exam=exam(paper))) == {"easy": 2, "hard": 1}
    assert drawn(made(exam=exam(paper.replace("questions: 3, ", "")))) == {"easy": 2, "hard": 1}


def test_words_and_items_without_a_level_have_pools_of_their_own() -> None:
    found = made(items("eeoo--"), exam=exam())
    assert drawn(found) == {"easy": 1, "olympiad": 1, "": 1}
    assert len(found.categories[0].questions) == 2


def test_points_of_a_level_are_those_of_its_slots_and_unequal_ones_are_said() -> None:
    bank = items("eem").replace("  - id: d-000\n", "  - id: d-000\n    points: 2\n")
    both = bank.replace("  - id: d-001\n", "  - id: d-001\n    points: 2\n")
    paper = PAPER.replace("3", "2", 1)
    assert [slot.max_mark for slot in made(both, exam=exam(paper)).slots] == [Decimal(2), Decimal(1)]
    found, said = quiz(bank, exam=exam(paper))
    assert [one.code for one in said] == ["DLV039"]
    assert found is not None
    assert [slot.max_mark for slot in found.slots] == [Decimal(1), Decimal(1)]


def test_texts_without_a_question_are_in_the_bank_and_drawn_by_no_one() -> None:
    found, said = quiz(items("eemmhtt"), exam=exam())
    assert [one.code for one in said] == ["DLV037"]
    assert "2" in say(said[0].message, "en")
    assert found is not None
    assert [len(category.questions) for category in found.categories] == [0, 2, 2, 1, 2]
    assert found.categories[-1].path == ("databases", "en", "exam", "text-only")
    assert not any(slot.category == found.categories[-1].path for slot in found.slots)


def test_every_topic_has_a_question_where_a_control_asks() -> None:
    bank = items("eeeeeemmmmmmhh", topics="kkkkkjkkkkkkkf")
    paper = "questions: 5, minutes: 50, attempts: 1, mix: same"
    assert drawn(made(bank, exam=exam(paper))) == {"easy": 2, "medium": 2, "hard": 1}
    found = made(bank, exam=exam(f"{paper}, cover: topics"))
    assert drawn(found) == {"easy/keys": 1, "easy/joins": 1, "medium/keys": 2, "hard/forms": 1}
    held = {category.path[3:]: len(category.questions) for category in found.categories}
    assert held[("easy", "keys")] == 5
    assert "<p>Keys: 5 questions; a student gets 1</p>" in [category.info for category in found.categories]


def test_topics_that_cannot_all_come_are_named_with_their_levels() -> None:
    bank = items("eehhh", topics="kkkjf")
    _, said = quiz(bank, exam=exam("questions: 3, minutes: 9, attempts: 1, cover: topics, mix: {easy: 2, hard: 1}"))
    assert [one.code for one in said] == ["DLV035"]
    assert say(said[0].message, "en").startswith(
        "no quiz is made: not every topic can have a question; 2 topics (joins, forms)"
    )
    assert said[0].at.text.startswith("cover")
    assert codes("questions: 2, minutes: 9, attempts: 1, cover: topics", items("eee", topics="kjf")) == ["DLV038"]


@pytest.mark.parametrize(
    ("paper", "code", "place"),
    [
        ("questions: 6, minutes: 50, attempts: 1", "DLV032", "questions: 6"),
        ("questions: 0, minutes: 50, attempts: 1", "DLV032", "questions: 0"),
        ("questions: 4, minutes: 50, attempts: 1, mix: {easy: 3, medium: 1}", "DLV033", "mix"),
        ("questions: 4, minutes: 50, attempts: 1, draw: by hand", "DLV031", "draw: by hand"),
        ("questions: 4, minutes: 50, attempts: 1, mix: free", "DLV031", "mix: free"),
        ("minutes: 50, attempts: 1", "DLV030", ""),
    ],
)
def test_what_cannot_be_drawn_gives_no_quiz_and_is_said_in_the_course_file(paper: str, code: str, place: str) -> None:
    found, said = quiz(exam=exam(paper))
    assert found is None
    assert [one.code for one in said] == [code]
    assert said[0].at.source.path == "content/courses/databases.yaml"
    assert said[0].at.text.startswith(place)


def test_the_same_for_everybody_is_a_fixed_choice_of_the_levels() -> None:
    bank = items("e" * 4 + "m" * 4 + "h" * 2)
    found = made(bank, exam=exam("questions: 5, minutes: 50, attempts: 1, draw: all"))
    levels = {question.idnumber: category.path[-1] for category in found.categories for question in category.questions}
    assert Counter(levels[slot.question] for slot in found.slots) == {"easy": 2, "medium": 2, "hard": 1}
    assert found == made(bank, exam=exam("questions: 5, minutes: 50, attempts: 1, draw: all"))
    whole = made(bank, exam=exam("minutes: 50, attempts: 1, draw: all"))
    assert [slot.question for slot in whole.slots] == [f"d-{n:03}" for n in range(10)]


def utc(moment: int) -> str:
    return f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%d %H:%M}" if moment else "none"


@pytest.mark.parametrize(
    ("times", "opens", "closes", "said"),
    [
        (TIMES, "2026-12-21 04:00", "2026-12-21 13:00", []),
        ("", "2026-12-14 19:00", "2026-12-31 18:59", []),  # the exam session, in whole days of +05:00
        ("opens: 2026-12-21T09:00", "2026-12-21 04:00", "2026-12-31 18:59", []),
        ("closes: 2026-12-01T09:00", "none", "2026-12-01 04:00", ["DLV036"]),
        ("opens: 2026-12-21T09:00\ncloses: 2026-12-20T18:00", "2026-12-21 04:00", "none", ["DLV036"]),
        ("week: 6", "2026-10-05 19:00", "2026-10-12 18:59", []),
    ],
)
def test_it_is_open_when_the_course_says_else_the_calendar(
    times: str, opens: str, closes: str, said: list[str]
) -> None:
    found, wrong = quiz(exam=exam(times=times))
    assert found is not None
    assert (utc(found.opens), utc(found.closes)) == (opens, closes)
    assert [one.code for one in wrong] == said
    assert found.is_visible == (opens != "none")


def test_local_time_is_that_of_the_university() -> None:
    from small_course import UNIVERSITY

    other = {"content/university.yaml": f"{UNIVERSITY}utc_offset: -03:30\n"}
    assert utc(made(exam=exam(), more=other).opens) == "2026-12-21 12:30"


def test_what_nobody_has_said_is_told() -> None:
    found, said = quiz(exam=exam("questions: 3", ""), more={"content/calendar.yaml": "years: []"})
    assert found is not None
    assert [one.code for one in said] == ["DLV036"] * 3
    assert (found.opens, found.closes, found.time_limit_seconds, found.attempts) == (0, 0, 0, 1)


def test_the_settings_are_those_of_an_exam() -> None:
    found = made(exam=exam())
    assert (found.key, found.idnumber) == ("databases/en/exam", "databases/en/exam")
    assert (found.time_limit_seconds, found.attempts, found.grade, found.grade_to_pass) == (3000, 1, 100, 0)
    assert (found.behaviour, found.shuffle_questions, found.is_visible) == ("deferredfeedback", True, True)
    shown = {name: bits for name, bits in found.review.items() if bits & ~DURING}
    assert shown == {
        "reviewmaxmarks": DURING | AFTER_CLOSE, "reviewmarks": AFTER_CLOSE, "reviewoverallfeedback": AFTER_CLOSE,
    }  # fmt: skip
    assert {question.settings["shuffleanswers"] for c in found.categories for question in c.questions} == {"1"}


def test_a_draft_is_hidden_and_says_so_everywhere() -> None:
    found, _ = quiz(exam=exam(), draft=True)
    assert found is not None
    assert not found.is_visible
    assert found.name == "DRAFT CS2104 Databases: examination · EN"
    assert "DRAFT" in found.intro
    assert {category.path[0] for category in found.categories} == {"DRAFT databases"}
    assert {slot.category[0] for slot in found.slots} == {"DRAFT databases"}
    assert found.key != made(exam=exam()).key
    assert found.idnumber != made(exam=exam()).idnumber


@pytest.mark.parametrize(
    ("lang", "name", "second"),
    [
        ("kk", "CS2104 Дерекқорлар: емтихан · KK", "2-аралық бақылау"),
        ("ru", "CS2104 Базы данных: экзамен · RU", "рубежный контроль 2"),
        ("en", "CS2104 Databases: examination · EN", "midterm control 2"),
    ],
)
def test_streams_of_one_course_cannot_be_mistaken(lang: Lang, name: str, second: str) -> None:
    from small_course import held

    from qoima.deliver.quiz.words import control_name

    assert made(exam=exam(), language=lang).name == name
    one = held(exam=exam(), language=lang)
    rk2 = one.stream.course.control("rk2")
    assert rk2 is not None
    assert control_name(one.stream, rk2) == second


def test_a_name_that_is_too_long_keeps_its_end() -> None:
    from small_course import COURSE

    course = COURSE.replace("LANGUAGE", "en").replace("en: Databases", f"en: {'Databases ' * 40}")
    course = course.replace("PAPER", "").replace("EXAM", exam().strip().replace("\n", "\n    "))
    found = made(more={"content/courses/databases.yaml": course})
    assert len(found.name) == 255
    assert found.name.endswith("…: examination · EN")


def test_the_introduction_lists_what_the_passport_and_the_control_permit() -> None:
    allowed = made(exam=exam(more="materials: [card, table]")).intro
    assert "<li>SQL syntax card &lt;1&gt;</li>" in allowed  # and not the table, which the passport lacks
    assert allowed.count("<li>") == 4
    assert "none" in made(exam=exam()).intro


@pytest.mark.parametrize(("materials", "said"), [("[table]", ["DLV034"]), ("[card]", []), ("[]", ["DLV034"])])
def test_a_material_that_items_need_and_students_may_not_have_is_told(materials: str, said: list[str]) -> None:
    bank = items("eem").replace("stem: Question d 1", "uses: [card]\n    stem: Question d 1")
    _, wrong = quiz(bank, exam=exam("questions: 3, minutes: 50, attempts: 1", more=f"materials: {materials}"))
    assert [one.code for one in wrong] == said
    assert all("card" in str(one.message.values["materials"]) for one in wrong)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_introduction_says_how_it_goes_in_the_language_of_the_bank(lang: Lang) -> None:
    several = items("eem").replace("correct: Right 0", "correct: [Right 0, Right too]")
    intro = made(several, exam=exam(), language=lang).intro
    said = {
        "kk": ("3 сұрақ", "50 минут", "1 әрекет", "бірнеше жауап дұрыс"),
        "ru": ("3 случайно выбранных вопроса", "50 минут", "1 попытка", "несколько верных ответов"),
        "en": ("3 questions", "50 minutes", "1 attempt", "several right answers"),
    }
    assert [part for part in said[lang] if part not in intro] == []
    assert said[lang][3] not in made(exam=exam(), language=lang).intro
