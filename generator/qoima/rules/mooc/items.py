"""Rules on the items of a MOOC."""

import re
from collections.abc import Iterator

from qoima.model.item import Choice, Item, response_texts
from qoima.model.links import ItemInBank
from qoima.model.markup import to_html
from qoima.model.text import Text
from qoima.model.views import MoocInYear
from qoima.rules.registry import Findings, finding, rule


@rule(
    "enough-mooc-items",
    MoocInYear,
    {
        "count": "have",
        "one": "{have} single-choice item in the bank and the practice set, at least {at_least} required",
        "other": "{have} single-choice items in the bank and the practice set, at least {at_least} required",
    },
    help={"count": "missing", "one": "write {missing} more item", "other": "write {missing} more items"},
)
def enough_mooc_items(node: MoocInYear, *, at_least: int, count_other_types: bool) -> Findings:
    """A MOOC has a least number of items, live ones and open ones together, in the language of the course.

    Items of the bank that cannot be read count as well: they have errors of their own.

    Why: a bank that is exhausted after two runs is known to everybody.

    Wrong:
        limits: {at_least: 2, count_other_types: false}
        language: en   # <-
        --- testbanks/mooc/en/final.yaml
        - {stem: Which key is unique?}
        - {stem: Which keys are unique?, correct: [primary, candidate], distractors: [foreign, sort, none]}

    Right:
        limits: {at_least: 2, count_other_types: false}
        language: en
        --- testbanks/mooc/en/final.yaml
        - {stem: Which key is unique?}
        --- content/practice/mooc/en.yaml
        - {stem: Which key is foreign?}

    Limits:
        at_least: items of the course (count).
        count_other_types: whether items that are no single choice count.
    """
    if not node.has_testbanks:
        return
    banks = [bank for bank in node.banks if bank.id.language == node.mooc.language]
    items = [*(item for bank in banks for item in bank.items), *node.practice]
    have = sum(count_other_types or is_single_choice(item) for item in items)
    have += sum(bank.unread_items for bank in banks)
    if have < at_least:
        yield finding(node.mooc.at, have=have, missing=at_least - have)


def is_single_choice(item: Item) -> bool:
    """Whether the item has the form F-05: options, one of them right."""
    return isinstance(item.response, Choice) and not item.response.several


@rule(
    "one-line-texts",
    ItemInBank,
    "“{what}” does not fit on one line: lists, tables, code, pictures and paragraphs have no place in the template",
    help="say it in one line, or hand the item in outside the template",
)
def one_line_texts(node: ItemInBank) -> Findings:
    """The question and the options of a single-choice item fit on one line each, as the template has it.

    The template is the Aiken format: the question, options with letters, a line with the letter of the right one. It is
    written from the bank, so that only the texts can break it. Other kinds of items are handed in outside of it.

    Why: what has no place in the template is lost when the items are imported.

    Wrong:
        - stem: |   # <-
            Which key is unique?

            - primary
            - foreign

    Right:
        - stem: Which *key* is unique?
          correct: primary
          distractors: [foreign, composite, sort, candidate]
        - stem: |
            Which keys are unique?

            Choose all.
          correct: [primary, candidate]
          distractors: [foreign, composite, sort]
    """
    item = node.item
    if not is_single_choice(item):
        return
    for text in (item.stem, *response_texts(item.response)):
        if _BLOCKS.search(to_html(text)):
            yield finding(text.at, what=_start(text))


_BLOCKS = re.compile(r"<(?:img|pre|ul|ol|table|blockquote|hr|br|h[1-6])\b|</p>\s*<p\b", re.IGNORECASE)
_SHOWN = 40


def _start(text: Text) -> str:
    words = " ".join(text.source.split())
    return f"{words[:_SHOWN]}…" if len(words) > _SHOWN else words


@rule(
    "items-from-course",
    MoocInYear,
    "the item {item} is linked neither to a lesson nor to the literature of the course",
    help="name the lesson under `topic`, or an entry of `literature` under `uses`",
)
def items_from_course(node: MoocInYear) -> Findings:
    """Each item belongs to a lesson of the course (`topic`) or to an entry of its literature (`uses`).

    Why: a quiz asks for what the course has taught, and for nothing else.

    Wrong:
        modules: {m1: {title: First, lessons: {l01: {title: Keys}}}}
        --- testbanks/mooc/en/final.yaml
        - {stem: Which key is unique?, topic: l02}   # <-

    Right:
        modules: {m1: {title: First, lessons: {l01: {title: Keys}}}}
        literature: {codd: {title: A relational model}}
        --- testbanks/mooc/en/final.yaml
        - {stem: Which key is unique?, topic: l01}
        - {stem: Which key is foreign?, topic: "", uses: [codd]}
    """
    known = {lesson.id for lesson in node.mooc.lessons} | {entry.id for entry in node.mooc.literature}
    for item in _items(node):
        if known.isdisjoint((item.topic, *item.uses)):
            yield finding(item.place("topic"), item=item.id)


def _items(node: MoocInYear) -> Iterator[Item]:
    for bank in node.banks:
        yield from bank.items
    yield from node.practice


RULES = (enough_mooc_items, one_line_texts, items_from_course)
