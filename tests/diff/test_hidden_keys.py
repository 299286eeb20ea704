"""Without `--keys` nothing that is printed depends on which answer of a live bank is right."""

import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from story import BANK, RK1, Story

from qoima.core.source import Source
from qoima.diff.change import Difference
from qoima.diff.hidden import hidden
from qoima.diff.items.sets import sets
from qoima.diff.json_form import as_json
from qoima.diff.markdown import markdown
from qoima.diff.page.html import html
from qoima.diff.text import text
from qoima.model.bank import Bank, BankId
from qoima.model.item import (
    Answer,
    Choice,
    Item,
    Matching,
    Number,
    Numerical,
    Option,
    Response,
    ShortAnswer,
    TrueFalse,
)
from qoima.model.repository import Repository
from qoima.model.text import Text
from qoima.render.terminal import Style

POOL = ["OSPF", "OSFP", "Border gateway", "The border gateway", "14", "16", "It is a key", "It is not a key", "Тәуелді"]
OPTIONS = st.lists(st.sampled_from(POOL), min_size=2, max_size=5, unique=True)
FILE = Source("testbanks/nets/en/rk1.yaml", "items:\n- id: n-1\n")


def repository(*items: Item) -> Repository:
    at = FILE.span(0, 5)
    placed = tuple(replace(item, at=FILE.span(7, 10)) for item in items)
    return Repository(banks=(Bank(id=BankId("nets", "en", "rk1"), items=placed, at=at),))


def printed(before: Sequence[Item], after: Sequence[Item]) -> tuple[str, ...]:
    shown = hidden(Difference(sets=sets(repository(*before), repository(*after))))
    return (
        text(shown, "en", Style(), keys=False),
        markdown(shown, "en", keys=False),
        json.dumps(as_json(shown, "en", keys=False)),
        html(shown, "en", keys=False, title="x"),
        repr(shown),
    )


def item(response: Response, stem: str = "Which of these routes packets?", **more: object) -> Item:
    return Item(id="n-1", stem=Text(stem), response=response, difficulty="easy", **more)  # type: ignore[arg-type]


def choice(options: Sequence[str], right: int, *, feedback: str = "") -> Item:
    made = (Option(Text(o), n == right, Text(feedback + o) if feedback else None) for n, o in enumerate(options))
    return item(Choice(tuple(made)), feedback=Text(f"Because of {options[right]}, who else."))


def pair(left: str, right: str) -> tuple[Text, Text]:
    return Text(left), Text(right)


@given(OPTIONS, OPTIONS, st.data())
@settings(max_examples=25, deadline=None)
def test_which_option_is_right_is_in_no_output(before: list[str], after: list[str], data: st.DataObject) -> None:
    """Only whether the key has changed may be told, and this only where no option was replaced."""
    seen: dict[object, tuple[str, ...]] = {}
    told = data.draw(st.sampled_from(["", "About "]))
    for old in range(len(before)):
        for new in range(len(after)):
            found = sets(repository(choice(before, old, feedback=told)), repository(choice(after, new, feedback=told)))
            one = found[0].items[0] if found else None
            fact = one and ("replaced" if one.options_replaced else one.key_changed)
            now = printed([choice(before, old, feedback=told)], [choice(after, new, feedback=told)])
            assert seen.setdefault(fact, now) == now


def test_options_that_are_equally_alike_are_paired_whichever_stands_first() -> None:
    """In YAML the right one does."""
    before, after = ["alpha beta delta", "beta alpha gamma", "External view"], ["alpha gamma beta", "External view"]
    turned = [before[1], before[0], before[2]]
    assert printed([choice(before, 0)], [choice(after, 0)]) == printed([choice(turned, 0)], [choice(after, 1)])


@given(OPTIONS)
@settings(max_examples=30, deadline=None)
def test_an_item_that_comes_or_goes_does_not_tell_its_key(options: list[str]) -> None:
    for sides in (([], [0]), ([0], [])):
        outputs = {
            printed(*([choice(options, right, feedback="x ") for _ in side] for side in sides))
            for right in range(len(options))
        }
        assert len(outputs) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TrueFalse(True, Text("Sure."), None), TrueFalse(False, None, Text("No."))),
        (ShortAnswer((Answer(Text("packet")),)), ShortAnswer((Answer(Text("frame")), Answer(Text("bit"))), True)),
        (Numerical((Number(Decimal(14)),)), Numerical((Number(Decimal(16)), Number(Decimal(17))))),
        (Matching((pair("A", "1"), pair("B", "2"))), Matching((pair("A", "2"), pair("B", "1")))),
    ],
)  # fmt: skip
def test_other_kinds_do_not_tell_their_answers(one: Response, other: Response) -> None:
    assert printed([], [item(one)]) == printed([], [item(other)])
    assert printed([item(one)], []) == printed([item(other)], [])
    assert printed([item(one)], [item(other)]) == printed([item(other)], [item(one)])
    moved = [item(held, stem="Which of these sends packets?") for held in (one, other)]
    assert printed([item(one)], moved[:1]) == printed([item(other)], moved[1:])


@pytest.mark.parametrize("form", ["text", "markdown", "json", "html"])
def test_a_whole_bank_that_comes_does_not_tell_its_keys(form: str, story: Story) -> None:
    """The same bank with one right and one wrong answer exchanged prints the same."""
    path = RK1.replace("rk1", "rk9")
    new = BANK.replace("id: n-", "id: m-")
    story.write(path, new)
    told = story.shown("--format", form)
    assert "m-1" in told
    story.write(path, new.replace("OSPF", "@").replace("Border gateway", "OSPF").replace("@", "Border gateway"))
    assert story.shown("--format", form) == told
    for secret in ("datagram", "horizon", "belong to the network", "443", "Think of the bits", "Nothing in an address"):
        assert secret not in told
        assert secret in story.shown("--format", form, "--keys")


@pytest.mark.parametrize("form", ["text", "markdown", "json", "html"])
def test_a_line_that_cannot_be_read_is_not_quoted(form: str, story: Story) -> None:
    story.edit(RK1, "correct: OSPF", "correct: OSPF # the secret one")
    story.edit(RK1, "answer: true", "answer: [secret, {a: b}]")
    told = story.shown("--format", form)
    assert "secret" not in told
    assert RK1 in told
