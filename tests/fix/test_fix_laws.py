"""Laws of `qoima fix`, on whatever a writer may write with slips sown over it, and on what no writer would write."""

import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qoima.core.source import Source
from qoima.fix.draft import Question
from qoima.fix.file import Fixed, mended
from qoima.fix.ids import Ids
from qoima.fix.seen import Seen, see, shown
from qoima.formats.gift.write import write_gift
from qoima.formats.yaml.bank_write import write_yaml
from qoima.model.bank import ItemSet
from qoima.model.lookalikes import skeleton
from strategies import PICTURES, item_sets

PATHS = {"yaml": "testbanks/demo/kk/rk1.yaml", "gift": "testbanks/demo/kk/rk1.gift"}
WRITERS = {"yaml": write_yaml, "gift": write_gift}
CHANGE_ITEMS = {"quotes", "tabs", "blank-line", "copy"}
PIECES = (
    *("items:\n", "  - ", "id: q-1\n", "    stem: ", "    correct: ", "    distractors:", " [a1, b1]\n", "- x\n"),
    *("|\n", ">-\n", "      ", "\n", "\n\n", "  ", "\t", " #", "# c\n", ": ", "'", '"', "\\", "$", "`", "{", "}", "="),
    *("~", "//", "::q::", "[id:x-1]", "[tag:topic:t]", "0\n", "\u00a0", "\u200b", "и\u0306", "cлово", "қаhар", "Oның"),
    *("a", "One"),
    *("\r\n", "\r", "&a ", "*a", "!t ", "%", "@", "{=a ~b}", "{=One ~Two ~One}", "```\n", "text\n", "  \n", "- ", ","),
)
modest = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow], deadline=None)
each_form = pytest.mark.parametrize("form", PATHS)


def fix(form: str, text: str, ask: Any = None) -> Fixed:
    return mended(PATHS[form], text.encode(errors="replace"), Ids({PATHS[form]: text}), ask)


def said(seen: Seen) -> list[object]:
    """What the items say to a reader, apart from their ids."""
    held: list[Any] = shown(seen.items, lambda text: skeleton(unicodedata.normalize("NFC", text)))
    return [{key: value for key, value in item.items() if key not in ("id", "name")} for item in held]


@st.composite
def sown(draw: st.DrawFn, form: str) -> str:
    """A file as our writers write it, with blanks at line ends, other line ends, letters in two pieces."""
    held: ItemSet = draw(item_sets())
    text = WRITERS[form](held, PICTURES, penalty=True).data.decode()
    lines = text.split("\n")
    for at in draw(st.sets(st.integers(0, len(lines) - 1), max_size=6)):
        lines[at] += draw(st.sampled_from([" ", "  ", "\t", "   "]))
    text = "\n".join(lines)
    if draw(st.booleans()):
        text = unicodedata.normalize("NFD", text)
    if draw(st.booleans()):
        text = text.removesuffix("\n")
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    return draw(st.sampled_from(["", "\ufeff"])) + text


@each_form
@modest
@given(data=st.data())
def test_a_mended_file_says_what_it_said(form: str, data: st.DataObject) -> None:
    result = fix(form, data.draw(sown(form)))
    if not {one.kind for one in result.done} & CHANGE_ITEMS:
        assert said(see(result.old)) == said(see(result.source))
    assert see(result.source).unread_items <= see(result.old).unread_items


@each_form
@modest
@given(data=st.data())
def test_mending_twice_is_mending_once(form: str, data: st.DataObject) -> None:
    once = fix(form, data.draw(sown(form)))
    again = fix(form, once.after.decode())
    assert (again.done, again.after) == ((), once.after)


@each_form
@modest
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=30))
def test_no_text_makes_it_fail_and_none_is_changed_twice(form: str, pieces: list[str]) -> None:
    head = "items:\n  - stem: " if form == "yaml" else ""
    once = fix(form, head + "".join(pieces))
    again = fix(form, once.after.decode())
    assert (again.done, again.after) == ((), once.after)
    assert len(see(once.source).items) >= len(see(once.old).items)


@each_form
@modest
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=30))
def test_ids_given_differ_from_each_other_and_from_all_that_stand(form: str, pieces: list[str]) -> None:
    head = "items:\n  - stem: " if form == "yaml" else ""
    text = head + "".join(pieces)
    result = fix(form, text)
    old = [item.id for item in see(Source(PATHS[form], text)).items if item.id]
    new = [item.id for item in see(result.source).items if item.id]
    given_ids = [id for id in new if id not in old]
    assert len(set(given_ids)) == len(given_ids)
    assert not any(id in text for id in given_ids)


@each_form
@modest
@given(data=st.data())
def test_nothing_that_must_be_asked_is_done_without_a_yes(form: str, data: st.DataObject) -> None:
    asked: list[Question] = []

    def no(question: Question) -> bool:
        asked.append(question)
        return False

    text = data.draw(sown(form))
    assert fix(form, text, no).after == fix(form, text).after
    assert len(asked) == fix(form, text).offered
