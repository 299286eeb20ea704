"""Which item was which, and which option is still the same answer."""

import re
import time

import pytest
from story import BANK, EXAM, PRACTICE, RK1, Story

from qoima.core.source import Source
from qoima.diff.change import ItemChange
from qoima.diff.items.answers import same_answer
from qoima.diff.items.sets import sets
from qoima.diff.readable import State
from qoima.model.bank import Bank, BankId
from qoima.model.item import Choice, Item, Option
from qoima.model.repository import Repository
from qoima.model.text import Text

NOWHERE = State("", {})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Primry key", "Primary key"), ("primary key", "Primary key."), ("The primary key", "A primary key"),
        ("data base", "database"), ("Нормалзация", "Нормализация"), ("Қауіпсіздк саясаты", "Қауіпсіздік саясаты"),
        ("Cafe\u0301", "Café"), ("*Primary* key", "Primary key"), ("About 5 metres of rope", "about 5 meters of rope"),
        ("The index speeds up the reads of whole rows", "The index speeds up the frequent reads of whole rows"),
    ],
)  # fmt: skip
def test_a_slip_or_a_better_wording_is_the_same_answer(before: str, after: str) -> None:
    said = NOWHERE.said(Text(before)), NOWHERE.said(Text(after))
    assert same_answer(*said)
    assert same_answer(*reversed(said))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Primary key", "Foreign key"), ("14", "16"), ("3.1", "3.10"), ("-5", "5"), ("x > 0", "x < 0"),
        ("[0; 1)", "(0; 1)"), ("5 kB", "5 KB"), ("$x^2$", "$x^3$"), ("`a == b`", "`a = b`"), ("a + b", "a - b"),
        ("TCP", "UDP"), ("HTTP", "HTTPS"),
        ("It is in the third form", "It is not in the third form"), ("All of the rows", "Some of the rows"),
        ("increases", "decreases"), ("typical", "atypical"), ("possible", "impossible"),
        ("Симметричный", "Асимметричный"),
        ("верно", "неверно"), ("тәуелді", "тәуелсіз"), ("жауап болады", "жауап болмайды"),
        ("Бұл дұрыс", "Бұл дұрыс емес"),
        ("It is in the table", "Only it is in the table"), ("IPv4", "IPv6"), ("![A](a.svg)", "![A](b.svg)"),
        ("First the client, then the server", "First the server, then the client"),
        ("The index speeds up the reads of whole rows", "The index slows down the reads of whole rows"),
    ],
)  # fmt: skip
def test_any_doubt_makes_another_answer(before: str, after: str) -> None:
    said = NOWHERE.said(Text(before)), NOWHERE.said(Text(after))
    assert not same_answer(*said)
    assert not same_answer(*reversed(said))


def without_ids(text: str) -> str:
    """Each item begins with its topic instead."""
    return re.sub(r"- id: .*\n    topic:", "- topic:", text)


def test_items_without_ids_are_known_by_what_they_say(story: Story) -> None:
    story.write(RK1, without_ids(BANK))
    story.commit()
    story.edit(RK1, "finds the shortest path", "finds the cheapest path")
    story.edit(RK1, "    answer: true", "    answer: false")
    told = story.shown("--keys")
    assert told.startswith("KEY CHANGED: 1; items changed: 2\n")
    assert f"~ changed  {RK1}:2\n" in told


def test_ids_that_are_given_make_no_new_items(story: Story) -> None:
    story.write(RK1, without_ids(BANK))
    story.commit()
    story.write(RK1, BANK)
    told = story.shown()
    assert told.startswith("items moved or given another id: 10\n")
    assert "another id, the same item (10): — → n-1, — → n-2" in told


def test_a_bank_that_is_split_and_one_that_is_merged(story: Story) -> None:
    head, first, *rest = BANK.split("  - id: ")
    half = len(rest) // 2
    other = RK1.replace("rk1", "rk2")
    story.write(RK1, "  - id: ".join([head, first, *rest[:half]]))
    story.write(other, "  - id: ".join([head, *rest[half:]]))
    told = story.shown()
    assert told.startswith(f"items moved or given another id: {len(rest) - half}\n")
    story.commit()
    story.write(EXAM, story.read(EXAM) + story.read(other).removeprefix("items:\n"))
    (story.root / other).unlink()
    told = story.shown()
    assert told.startswith(f"items moved or given another id: {len(rest) - half}\n")
    assert "removed" not in told
    assert "added" not in told


def test_an_id_that_stands_twice_is_told_by_its_items(story: Story) -> None:
    story.write(RK1, BANK.replace("id: n-4", "id: n-1"))
    story.commit()
    story.edit(RK1, "A switch forwards", "A bridge forwards")
    told = story.shown()
    assert told.startswith("items changed: 1\n")
    assert "A [-switch-]{+bridge+} forwards" in told


SWITCH = BANK[BANK.index("  - id: n-4") : BANK.index("  - id: n-5")]


def test_a_copy_in_another_bank_is_an_addition(story: Story) -> None:
    story.write(EXAM, story.read(EXAM) + SWITCH.replace("n-4", "e-4"))
    assert story.shown().startswith("items added: 1\n")


def test_an_item_is_not_lost_with_its_unreadable_file(story: Story) -> None:
    """It is unknown what the bank holds now; the item that has moved out of it is known."""
    story.write(PRACTICE, story.read(PRACTICE) + SWITCH)
    story.write(RK1, "items: [")
    told = story.shown("--keys")
    assert "! NO LONGER SECRET  n-4" in told
    assert "removed" not in told
    assert "the file is gone" not in told
    story.commit()
    story.write(RK1, BANK.replace(SWITCH, ""))
    told = story.shown("--keys")
    assert "as it was: " in told
    assert "added" not in told


def bank(items: list[Item]) -> Repository:
    at = Source("testbanks/a/en/rk1.yaml", "items:").whole()
    return Repository(banks=(Bank(id=BankId("a", "en", "rk1"), items=tuple(items), at=at),))


def numbered(count: int, prefix: str, **more: str) -> list[Item]:
    """Items of one pattern, as teachers make them: nothing but numbers tells them apart."""
    return [
        Item(
            id=f"{prefix}{n}",
            stem=Text(f"What is the mean of {n}, {n + 7} and {n * 3} {more.get('unit', 'metres')}?"),
            response=Choice(tuple(Option(Text(str(n * k)), k == 1) for k in range(1, 6))),
        )
        for n in range(count)
    ]


def test_thousands_of_items_with_other_ids_take_seconds() -> None:
    started = time.process_time()
    (one,) = sets(bank(numbered(800, "a-")), bank(numbered(800, "b-")))
    (other,) = sets(bank(numbered(500, "a-")), bank(numbered(500, "b-", unit="feet")))
    assert time.process_time() - started < 20

    def same_number(item: ItemChange) -> bool:
        return bool(item.before and item.after and item.before.id[2:] == item.after.id[2:])

    assert all(map(same_number, one.items))
    assert sum(map(same_number, other.items)) > 490
