"""Items that say the same: in one bank, in two banks, and in the open."""

import pytest

from examples import run, said
from qoima.core.diagnostic import Diagnostics
from qoima.example import example
from qoima.rules.bank.likeness import distinct_items, practice_unlike_live, unshared_items

LIMITS = {"alike_percent": "90", "short_stem_words": "4", "shared_options": "2"}
SAME = "the same question with the same answers as in another item"


def two(first: str, second: str) -> str:
    return f"- {{{first}}}\n- {{{second}}}"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("stem: Which key?", "stem: 'which  KEY?'"),
        ("stem: Which key?, correct: a, distractors: [b, c]", "stem: Which key?, correct: C, distractors: [B, A]"),
        ("stem: Which key?", "stem: Which *key*?"),
        ("stem: What is `x`?", "stem: What  is `x`?"),
        ("stem: 2 + 2?, number: {value: 4}", "stem: 2 + 2?, number: {value: 4.0}"),
        ("stem: So?, answer: true", "stem: so?, answer: true"),
    ],
)
def test_a_copy_is_found_at_the_second_with_the_first_beside_it(first: str, second: str) -> None:
    [copy], _ = run(distinct_items, example(distinct_items.node, two(first, second)), {})
    assert copy.at.position.line == 3
    assert [r.at.position.line for r in copy.related] == [2]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("stem: Which key?, correct: a", "stem: Which key?, correct: b"),
        ("stem: What is `x`?", "stem: What is `X`?"),
        ("stem: What is $x$?", "stem: What is $y$?"),
        ("stem: 'Who? ![](images/a.svg)'", "stem: 'Who? ![](images/b.svg)'"),
        ("stem: How long?, correct: 5 kB", "stem: How long?, correct: 5 KB"),
        ("stem: So?, answer: true", "stem: So?, answer: false"),
        ("stem: ", "stem: "),
    ],
)
def test_another_question_or_another_answer_makes_another_item(first: str, second: str) -> None:
    assert said(distinct_items, two(first, second)) == []


def test_two_copies_are_two_findings() -> None:
    block = "\n".join(["- {stem: Which key?}"] * 3)
    assert said(distinct_items, block) == [(3, SAME), (4, SAME)]


def test_an_item_that_stands_twice_with_its_id_is_left_to_the_references() -> None:
    block = example(distinct_items.node, "\n".join(["- {stem: Which key?, id: k-1}"] * 2))
    mine, others = run(distinct_items, block, {})
    assert mine == ()
    assert [d.code for d in others] == ["REF001", "REF001"]


def test_shared_items_are_counted_in_both_banks() -> None:
    courses = "--- content/courses/demo.yaml\ncontrols: {rk1: {kind: midterm}, exam: {kind: interim}}"
    exam = "- {stem: Which key?}\n- {stem: Which row?}\n- {stem: Which table?}"
    rk1 = "--- testbanks/demo/en/rk1.yaml\nitems:\n  - {stem: which row?}\n  - {stem: which  key?}"
    block = example(unshared_items.node, f"{exam}\n{rk1}\n{courses}")
    shared, _ = run(unshared_items, block, {})
    counts = {d.at.source.path: (d.message.values["shared"], d.message.values["left"]) for d in shared}
    assert counts == {"testbanks/demo/en/exam.yaml": (2, 1), "testbanks/demo/en/rk1.yaml": (2, 0)}
    exam_finding = next(d for d in shared if d.at.source.path.endswith("exam.yaml"))
    assert [(r.at.source.path, r.at.position.line) for r in exam_finding.related] == [
        ("testbanks/demo/en/rk1.yaml", 3),
        ("testbanks/demo/en/rk1.yaml", 2),
    ]


def twins(live: str, practice: str, **limits: str) -> Diagnostics:
    block = f"- {{{live}}}\n--- content/practice/demo/en.yaml\nitems:\n  - {{{practice}}}"
    return run(practice_unlike_live, example(practice_unlike_live.node, block), {**LIMITS, **limits})[0]


LONG = "Which of these keys identifies each row of the table"


@pytest.mark.parametrize(
    ("live", "practice"),
    [
        (f"{LONG}?", f"{LONG.upper()}?"),
        (f"{LONG}?", f"{LONG.replace('these', 'those')} ?"),
        (f"{LONG} with `n` rows?", f"{LONG.replace('these', 'those')} with `n` rows?"),
        (f"{LONG} of 12 rows – all?", f"{LONG} of 12 rows - all?"),
    ],
)
def test_a_nearly_equal_stem_is_found_at_both_places(live: str, practice: str) -> None:
    here, there = sorted(twins(f"stem: '{live}'", f"stem: '{practice}'"), key=lambda d: d.at.source.path)
    assert (here.at.source.path, there.at.source.path) == (
        "content/practice/demo/en.yaml",
        "testbanks/demo/en/exam.yaml",
    )
    assert here.related[0].at is there.at
    assert there.related[0].at is here.at


@pytest.mark.parametrize(
    ("live", "practice"),
    [
        (f"{LONG} of 12 rows?", f"{LONG} of 13 rows?"),
        (f"{LONG} with 3 rows of 4?", f"{LONG} with 4 rows of 3?"),
        (f"{LONG} after `n`?", f"{LONG} after `m`?"),
        (f"{LONG} after $n$?", f"{LONG} after $m$?"),
        (f"{LONG} by the sign % alone?", f"{LONG} by the sign ! alone?"),
        (f"{LONG} in C#?", f"{LONG} in C+?"),
        ("Which key is unique in a table?", "Which lock is shared by two readers?"),
    ],
)
def test_other_numbers_signs_formulas_and_code_make_another_task(live: str, practice: str) -> None:
    assert twins(f"stem: '{live}'", f"stem: '{practice}'") == ()


def test_the_bound_of_likeness_is_included() -> None:
    live, practice = "stem: abcdefghij abcd efg hi", "stem: abcdefghij abcd efg zz"
    assert len(twins(live, practice, alike_percent="90")) == 2
    assert twins(live, practice, alike_percent="92") == ()


def test_a_short_stem_counts_only_together_with_its_options() -> None:
    live = "stem: Choose the answer, correct: a, distractors: [b, c]"
    assert twins(live, "stem: Choose the answer, correct: a, distractors: [d, e]") == ()
    assert len(twins(live, "stem: Choose the answer, correct: B, distractors: [A, e]")) == 2
    assert len(twins(live, "stem: Choose the answer, correct: x", short_stem_words="3")) == 2


PICTURES = """\
- {stem: 'What does it show? ![A](images/a.svg)'}
--- testbanks/demo/en/images/a.svg
<svg/>
--- content/practice/demo/en.yaml
items:
  - {stem: Which edge?, correct: '![B](images/b.svg)'}
--- content/practice/demo/images/b.svg
"""


def test_the_same_picture_is_found_under_another_name_and_in_an_option() -> None:
    live, practice = "testbanks/demo/en/exam.yaml", "content/practice/demo/en.yaml"
    same, _ = run(practice_unlike_live, example(practice_unlike_live.node, PICTURES + "<svg/>"), LIMITS)
    assert {(d.at.source.path, d.message.key.rpartition(".")[2]) for d in same} == {
        (live, "picture"),
        (practice, "open-picture"),
    }
    assert run(practice_unlike_live, example(practice_unlike_live.node, PICTURES + "<svg></svg>"), LIMITS)[0] == ()


def test_the_same_picture_is_found_inside_the_text_of_a_gift_bank() -> None:
    gift = (
        "--- testbanks/demo/en/exam.yaml\n(absent)\n--- testbanks/demo/en/exam.gift\n"
        '// [id:g-1]\n[html]What? <img src="data\\:image/svg+xml;base64,PHN2Zy8+Cg\\=\\=" alt="A"> {\\=a ~b}\n'
    ).replace("{\\=a", "{=a")
    practice = PICTURES.partition("--- content/practice")[2]
    block = f"{gift}--- content/practice{practice}<svg/>"
    same, _ = run(practice_unlike_live, example(practice_unlike_live.node, block), LIMITS)
    assert {d.at.source.path for d in same} == {"testbanks/demo/en/exam.gift", "content/practice/demo/en.yaml"}
