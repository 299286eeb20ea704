"""Banks and how papers are drawn from them: exact bounds, each reason, and silence where another code speaks."""

import pytest

from examples import run, said
from qoima.core.diagnostic import Diagnostics
from qoima.example import example
from qoima.formats.messages import say
from qoima.rules.bank.bank import bank_exists, bank_language_taught, difficulty_mix, enough_items, updated_every_year
from qoima.rules.bank.coverage import practice_covers_types, syllabus_covered, topics_in_syllabus
from qoima.rules.bank.draw import bank_exceeds_paper, paper_keeps_mix, random_draw
from qoima.rules.registry import Rule

MIX = {"easy": "40", "medium": "40", "hard": "20", "tolerance_points": "0"}


def bank(easy: int = 0, medium: int = 0, hard: int = 0) -> str:
    levels = [*["easy"] * easy, *["medium"] * medium, *["hard"] * hard]
    return "\n".join(["items:", *(f"  - {{stem: Question {n}?, difficulty: {d}}}" for n, d in enumerate(levels))])


def found(rule: Rule, block: str, **limits: object) -> Diagnostics:
    return run(rule, example(rule.node, block), limits)[0]


def test_99_items_are_one_too_few_and_100_are_enough() -> None:
    assert said(enough_items, bank(99), at_least="100") == [(1, "99 items, at least 100 required")]
    assert said(enough_items, bank(100), at_least="100") == []


def test_an_item_that_cannot_be_read_counts_as_one() -> None:
    assert said(enough_items, "- {stem: Which?}\n- {stem: Which?, answer: perhaps}", at_least="2") == []


@pytest.mark.parametrize(
    "counts", [(40, 40, 20), (39, 40, 20), (40, 39, 20), (40, 40, 19), (2, 2, 1), (1, 1, 0), (1, 1, 1)]
)
def test_a_mix_may_be_off_by_rounding(counts: tuple[int, int, int]) -> None:
    assert said(difficulty_mix, bank(*counts), **MIX) == []


def test_each_level_that_is_off_is_one_finding_with_what_to_do() -> None:
    off = found(difficulty_mix, bank(41, 40, 19), **MIX)
    assert {(say(d.message, "en"), say(d.help, "en")) for d in off if d.help} == {
        ("easy: 41 of 100 items, 40 required (40 %)", "remove 1 item of this level"),
        ("hard: 19 of 100 items, 20 required (20 %)", "add 1 item of this level"),
    }


def test_a_tolerance_widens_the_shares() -> None:
    assert len(said(difficulty_mix, bank(42, 40, 18), **MIX)) == 2
    assert said(difficulty_mix, bank(42, 40, 18), **{**MIX, "tolerance_points": "2"}) == []


@pytest.mark.parametrize("slip", ["- {stem: Which?, difficulty: simple}", "- {stem: Which?, corect: x}", "[]"])
def test_a_mix_waits_for_items_with_levels(slip: str) -> None:
    block = "items: []" if slip == "[]" else f"{slip}\n- {{stem: What?, difficulty: easy}}"
    assert said(difficulty_mix, block, **MIX) == []


CONTROLS = "controls: {exam: {kind: interim}, rk1: {kind: midterm, form: test}, rk2: {kind: midterm, form: oral}}"


def test_each_control_that_is_a_test_owes_a_bank() -> None:
    [missing] = found(bank_exists, CONTROLS)
    assert missing.at.text == "rk1"
    assert missing.message.values["path"] == "testbanks/demo/en/rk1.yaml"
    assert found(bank_exists, f"{CONTROLS}\n--- testbanks/demo/en/rk1.gift\n// nothing yet") == ()


def test_a_bank_is_owed_in_each_language_of_teaching() -> None:
    both = "teaching:\n" + "".join(f"  - {{language: {x}, term: autumn, teachers: [b-li]}}\n" for x in ("kk", "en"))
    assert [d.message.values["path"] for d in found(bank_exists, both)] == ["testbanks/demo/kk/exam.yaml"]


@pytest.mark.parametrize("broken", ["items: [", "", "item: []"])
def test_a_bank_that_cannot_be_read_is_not_missing(broken: str) -> None:
    block = example(bank_exists.node, CONTROLS)
    block.files["testbanks/demo/en/rk1.yaml"] = broken.encode()
    mine, others = run(bank_exists, block, {})
    assert mine == ()
    assert others


def test_the_languages_of_a_course_are_those_of_its_teaching() -> None:
    kazakh = "--- testbanks/demo/kk/exam.yaml\nitems:\n  - {stem: Қайсысы?}"
    [one] = found(bank_language_taught, kazakh)
    assert (one.at.source.path, one.message.values["taught"]) == ("testbanks/demo/kk/exam.yaml", "en")


def test_an_update_is_for_the_year_of_the_university() -> None:
    missing = [(2, "no update for the academic year 2026-2027")]
    assert said(updated_every_year, "course: demo\nupdates: [{academic_year: 2025-2026}]") == missing
    assert said(updated_every_year, "course: demo\nupdates: [{academic_year: 2026-2027}]") == []
    assert said(updated_every_year, "(absent)") == []


def test_an_academic_year_that_does_not_exist_is_no_missing_update() -> None:
    block = example(updated_every_year.node, "course: demo")
    university = block.files["content/university.yaml"]
    block.files["content/university.yaml"] = university.replace(b"2026-2027", b"2027-2028")
    mine, others = run(updated_every_year, block, {})
    assert mine == ()
    assert [d.code for d in others] == ["REF002"]


def paper(paper: str, kind: str = "midterm") -> str:
    return f"controls:\n  exam:\n    kind: {kind}\n    paper: {{{paper}}}"


def test_a_draw_is_random_or_found() -> None:
    assert said(random_draw, paper("questions: 30"), needs_paper="false") == [
        (4, "nothing says how the items of a paper are chosen")
    ]
    assert said(random_draw, paper("draw: fixed"), needs_paper="false") == [
        (4, "the items of a paper are chosen so: fixed")
    ]
    assert said(random_draw, paper("draw: random"), needs_paper="true") == []


def test_a_test_without_a_paper_is_found_only_where_no_other_rule_does() -> None:
    without = "controls:\n  exam: {kind: midterm}"
    assert len(said(random_draw, without, needs_paper="true")) == 1
    assert said(random_draw, without, needs_paper="false") == []
    assert said(random_draw, "controls:\n  exam: {kind: midterm, form: oral}", needs_paper="true") == []


def test_a_paper_of_all_items_is_no_draw() -> None:
    def says(items: int, questions: int) -> list[tuple[int, str]]:
        block = f"{bank(items)}\n--- content/courses/demo.yaml\n{paper(f'questions: {questions}')}"
        return said(bank_exceeds_paper, block, at_least="3")

    assert says(4, 3) == []
    assert says(3, 3) == [(4, "a paper takes 3 of 3 items: every student gets the same")]
    assert says(2, 3) == []


def test_a_paper_keeps_the_mix_only_if_it_says_so() -> None:
    assert said(paper_keeps_mix, paper("draw: random, mix: same")) == []
    assert len(said(paper_keeps_mix, paper("draw: random"))) == 1
    assert said(paper_keeps_mix, "controls:\n  exam: {kind: midterm}") == []


def test_a_topic_is_one_of_the_weeks_and_not_only_of_the_course() -> None:
    topics = "--- content/courses/demo.yaml\ntopics: {keys: Keys, views: Views, joins: Joins}"
    block = f"- {{stem: Which?, topic: views}}\n{topics}"
    assert said(topics_in_syllabus, block) == [(2, "the topic views is not in the syllabus")]
    assert said(topics_in_syllabus, "- {stem: Which?, topic: join}") == [
        (2, "the topic join is not in the syllabus (did you mean “joins”?)")
    ]
    assert said(topics_in_syllabus, "- {stem: Which?, topic: }") == []


def test_a_week_that_names_no_topic_of_the_course_is_the_only_finding() -> None:
    week = "--- content/courses/demo.yaml\nsyllabus: {weeks: [{week: 1, topics: [key]}, {week: 2, topics: [joins]}]}"
    block = f"- {{stem: Which?, topic: keys}}\n- {{stem: What?, topic: joins}}\n{week}"
    assert said(topics_in_syllabus, block) == []
    assert said(syllabus_covered, block, at_least="1") == []


def test_a_topic_without_items_is_found_with_its_week() -> None:
    keys = "- {stem: Which?, topic: keys}\n- {stem: What?, topic: keys}"
    lacks = "0 items on the topic joins (week 8), at least 1 expected"
    assert said(syllabus_covered, keys, at_least="1") == [(1, lacks)]
    assert len(said(syllabus_covered, keys, at_least="3")) == 2


@pytest.mark.parametrize("other", ["topic: ", "topic: key", "topic: keys, corect: x"])
def test_coverage_waits_for_items_with_valid_topics(other: str) -> None:
    assert said(syllabus_covered, f"- {{stem: Which?, topic: keys}}\n- {{stem: What?, {other}}}", at_least="1") == []
    assert said(syllabus_covered, "items: []", at_least="1") == []


PRACTICE = "--- content/practice/demo/en.yaml\nitems:\n  - {stem: Which table?, topic: keys}"


def test_practice_is_missed_at_the_first_item_of_each_type() -> None:
    items = ["topic: joins", "topic: keys", "topic: joins", "topic: keys, sample_of: composite-key"]
    block = "\n".join([*(f"- {{stem: Question {n}?, {i}}}" for n, i in enumerate(items)), PRACTICE])
    missed = found(practice_covers_types, block, at_least="1")
    assert [(d.at.position.line, d.message.values["type"]) for d in missed] == [(2, "joins"), (5, "composite-key")]
    assert len(found(practice_covers_types, block, at_least="2")) == 3


def test_practice_in_another_language_does_not_count() -> None:
    block = f"- {{stem: Which?, topic: keys}}\n{PRACTICE.replace('en.yaml', 'ru.yaml')}"
    [missed] = found(practice_covers_types, block, at_least="1")
    assert missed.message.values["path"] == "content/practice/demo/en.yaml"


@pytest.mark.parametrize("slip", ["topic: ", "topic: key"])
def test_an_item_without_a_valid_topic_asks_for_no_practice(slip: str) -> None:
    assert found(practice_covers_types, f"- {{stem: Which?, {slip}}}", at_least="1") == ()


@pytest.mark.parametrize("broken", ["items: [", "items: [{stem: Which?, answer: perhaps}]"])
def test_a_practice_set_that_cannot_be_read_is_not_missing(broken: str) -> None:
    block = example(practice_covers_types.node, "- {stem: Which?, topic: keys}")
    block.files["content/practice/demo/en.yaml"] = broken.encode()
    mine, others = run(practice_covers_types, block, {"at_least": "1"})
    assert mine == ()
    assert others
