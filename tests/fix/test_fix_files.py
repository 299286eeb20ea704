"""Files with comments and odd layouts: the slips are mended, and no other line moves by a byte."""

import difflib
import os
import re

import pytest
from fix_cases import BEFORE, HERE, fix, path_of

from qoima.core.source import Source
from qoima.fix.seen import see
from qoima.formats.decode import decode

ALONE = {"25-merge-marks.en.yaml": "merge", "26-not-utf8.ru.yaml": "encoding"}
each_file = pytest.mark.parametrize("name", BEFORE)


def test_there_are_fifty_files_and_nearly_all_have_slips() -> None:
    assert len(BEFORE) >= 50
    unchanged = {name for name, data in BEFORE.items() if not fix(name, data).is_changed}
    assert unchanged == {*ALONE, "15-ambiguous-letters.ru.yaml", "52-clean.kk.yaml"}


@each_file
def test_a_file_becomes_the_committed_one(name: str) -> None:
    after = fix(name, BEFORE[name]).after
    if os.environ.get("QOIMA_GOLDEN") == "write":
        (HERE / "after" / name).write_bytes(after)
    assert after == (HERE / "after" / name).read_bytes(), "run make golden"


@each_file
def test_lines_that_are_not_reported_are_the_same(name: str) -> None:
    """Seen from outside: each line that differs is one that the report names, or stood where something was removed."""
    result = fix(name, BEFORE[name])
    old, new = result.old.text.split("\n"), result.source.text.split("\n")
    named = {result.source.position(fix.at).line for fix in result.done}
    for fixed in result.done:
        start = result.source.position(fixed.at).line
        named |= set(range(start, start + fixed.new.count("\n") + 2))
    for kind, _, _, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            assert set(range(start + 1, end + 1)) <= named, (kind, new[start:end])


@each_file
def test_comments_stay_in_their_order(name: str) -> None:
    result = fix(name, BEFORE[name])
    before, after = (re.findall(r"^\s*(?:#|//).*?(?=\s*$)", s.text, re.M) for s in (result.old, result.source))
    bare = [re.sub(r"^\s*// (?:\[id:[^\]]*\] ?)?", "// ", line.expandtabs()).strip() for line in after]
    expected = [re.sub(r"^\s*// (?:\[id:[^\]]*\] ?)?", "// ", line.expandtabs()).strip() for line in before]
    assert [line for line in bare if line != "//"] == [line for line in expected if line != "//"]


@each_file
def test_a_second_run_does_nothing(name: str) -> None:
    once = fix(name, BEFORE[name])
    again = fix(name, once.after)
    assert (again.done, again.after) == ((), once.after)


@each_file
def test_what_is_told_of_a_file_is_no_more_than_before(name: str) -> None:
    """But for advice on items that could not be read before, and what a broken item had hidden."""
    result = fix(name, BEFORE[name])
    before, after = see(result.old), see(result.source)
    assert after.unread_items <= before.unread_items
    assert len(after.items) >= len(before.items)
    if not any(one.kind in ("quotes", "tabs", "blank-line") for one in result.done):
        assert after.codes <= before.codes


@each_file
def test_only_what_is_left_alone_is_left_alone(name: str) -> None:
    result = fix(name, BEFORE[name])
    assert result.left == ALONE.get(name)
    assert not result.refused


def test_line_ends_and_marks_are_gone() -> None:
    for name, data in BEFORE.items():
        if name not in ALONE:
            after = fix(name, data).after
            assert b"\r" not in after
            assert not after.startswith(b"\xef\xbb\xbf")
            assert after.endswith(b"\n")
            assert decode(path_of(name), after)[1] == ()


def test_everything_that_can_be_decided_by_asking_is_asked_once() -> None:
    """A file answered with yes throughout has nothing left to offer."""
    for name, data in BEFORE.items():
        asked: list[str] = []

        def yes(question: object, asked: list[str] = asked) -> bool:
            asked.append(repr(question))
            return True

        first = fix(name, data)
        result = fix(name, data, yes)
        assert len(asked) >= (first.offered > 0)
        assert len(set(asked)) == len(asked)
        again = fix(name, result.after)
        assert (again.offered, again.is_changed) == (0, False), name
        assert see(Source(path_of(name), result.source.text)).unread_items <= see(result.old).unread_items


def test_a_no_leaves_the_file_as_without_asking() -> None:
    for name, data in BEFORE.items():
        assert fix(name, data, lambda _question: False).after == fix(name, data).after


def test_more_slips_than_the_reader_lists_are_mended_too() -> None:
    items = "".join(f"  - stem: Ответ {n}: верно?\n    correct: a1\n    distractors: [b1]\n" for n in range(90))
    result = fix("many.ru.yaml", f"items:\n{items}".encode())
    assert result.left is None
    assert len(see(result.source).items) == 90
    assert result.source.text.count("stem: 'Ответ") == 90


def test_a_list_of_many_gaps_is_parted_at_each() -> None:
    """The one gap inside of a question stays, as it would part it from its answers."""
    items = "".join(f"Q{n}?{{=a1 ~b1}}\n\u00a0\n" for n in range(30))
    result = fix("gaps.gift", f"{items}A question\n\u00a0\nwith a gap?{{=a1 ~b1}}\n".encode())
    assert len(see(result.source).items) == 31
    assert result.source.text.count("\u00a0") == 1


@pytest.mark.parametrize(
    "answers",
    ["correct: Apple\n    distractors: [Аpple, Orange]", "answers: [cache, сache]"],
)
def test_answers_that_differ_in_look_alikes_only_still_differ(answers: str) -> None:
    data = f"items:\n  - id: a-1\n    stem: Which one?\n    {answers}\n".encode()
    assert fix("1-a.en.yaml", data).after == data


def test_a_list_inside_of_a_list_is_left_to_its_author() -> None:
    data = b"items:\n  - id: a-1\n    stem: Which one?\n    correct: a\n    distractors:\n      - - plus\n      - b\n"
    assert fix("1-a.en.yaml", data).after == data
