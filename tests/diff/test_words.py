"""Two texts as runs: laws that hold for any texts, and how some read."""

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qoima.diff.change import Mark
from qoima.diff.words import runs, words

PARTS = ["кілт", "каждый", "the key", " ", "\n", ".", "$x^2$", "`a b`", "а\u0301", "3,14"]
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PARTS), max_size=25).map("".join))


def shown(before: str, after: str) -> str:
    marks = {Mark.SAME: "{}", Mark.REMOVED: "[-{}-]", Mark.ADDED: "{{+{}+}}"}
    return "".join(marks[run.mark].format(run.text) for run in runs(before, after))


@given(TEXTS, TEXTS)
def test_the_runs_of_one_side_are_its_text(before: str, after: str) -> None:
    found = runs(before, after)
    assert "".join(run.text for run in found if run.mark is not Mark.ADDED) == before
    assert "".join(run.text for run in found if run.mark is not Mark.REMOVED) == after
    assert all(run.text for run in found)
    assert all(one.mark is not other.mark for one, other in pairwise(found))


@given(TEXTS)
def test_a_text_has_not_changed_into_itself(text: str) -> None:
    assert {run.mark for run in runs(text, text)} <= {Mark.SAME}


@given(TEXTS)
def test_words_are_the_text_and_never_begin_with_what_combines(text: str) -> None:
    found = words(text)
    assert "".join(found) == text
    for before, token in pairwise(found):
        assert before.isspace() or not unicodedata.category(token[0]).startswith("M")


@pytest.mark.parametrize(
    ("before", "after", "marks"),
    [
        ("Which kye identifies a row?", "Which key identifies a row?", "Which [-kye-]{+key+} identifies a row?"),
        ("Қай кілт әр жолды табады?", "Қай кілт әрбір жолды табады?", "Қай кілт [-әр-]{+әрбір+} жолды табады?"),
        ("Замо\u0301к и ключ", "За\u0301мок и ключ", "[-Замо\u0301к-]{+За\u0301мок+} и ключ"),
        ("Find $x^2$ and `a b`.", "Find $x^3$ and `a c`.", "Find [-$x^2$-]{+$x^3$+} and [-`a b`-]{+`a c`+}."),
        ("It takes 3,14 s", "It takes 3,15 s", "It takes [-3,14-]{+3,15+} s"),
        ("one two three", "one 2 3", "one [-two three-]{+2 3+}"),
        ("", "new", "{+new+}"),
        ("What is the capital of the largest state?", "Name one river that flows to no sea at all, please.",
         "[-What is the capital of the largest state?-]{+Name one river that flows to no sea at all, please.+}"),
    ],
)  # fmt: skip
def test_marks_read_well(before: str, after: str, marks: str) -> None:
    assert shown(before, after) == marks


@pytest.mark.parametrize("sign", ["word ", "a line of it\n", "A sentence. "])
def test_a_text_of_the_largest_size_takes_no_minutes(sign: str) -> None:
    size = 256 * 1024 // len(sign)
    before = [f"{n % 991} {sign}" for n in range(size)]
    after = [f"{n % 997} {sign}" for n in range(size)]
    started = time.process_time()
    found = runs("".join(before), "".join(after))
    assert time.process_time() - started < 5
    assert "".join(run.text for run in found if run.mark is not Mark.REMOVED) == "".join(after)
