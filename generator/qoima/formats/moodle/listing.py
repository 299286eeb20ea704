"""A bank, or a file that somebody imports, as a list of what Moodle will hold of each item."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from qoima.core.diagnostic import Diagnostic, Diagnostics, Severity, ordered
from qoima.formats.exchange import Reading
from qoima.formats.moodle.differences import Change, of_delivery, of_import
from qoima.formats.moodle.html import MoodleHtml
from qoima.formats.moodle.imported import imported
from qoima.formats.moodle.limits import in_categories
from qoima.formats.moodle.own_facts import own_facts
from qoima.formats.moodle.question import Question, Rich
from qoima.formats.moodle.questions import kept, question_of
from qoima.formats.moodle_xml.pictures import in_moodle
from qoima.formats.moodle_xml.write import write_moodle_xml
from qoima.formats.moodle_xml.written import Written
from qoima.model.bank import ItemSet
from qoima.model.item import Item

Way = Literal["delivery", "import"]
"""How it comes into Moodle: by the files that Qoima writes, or by importing the very file."""

OF_QOIMA = frozenset(("MXL029",))
"""What a reader says of Qoima and not of Moodle: that an item has no place for a thing that Moodle has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An item: its number in the file, itself, the question that Moodle holds, what differs, and what was said of it.

    `stays` names the facts that are for Qoima alone and reach no Moodle.
    """

    number: int
    item: Item
    question: Question
    changes: tuple[Change, ...] = ()
    stays: tuple[str, ...] = ()
    said: Diagnostics = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The whole: `said` is what belongs to no item that Moodle stores. `refused` counts the items of the file that it
    does not store.
    """

    way: Way
    listed: tuple[Listed, ...]
    refused: int = 0
    said: Diagnostics = ()

    @property
    def all_said(self) -> Diagnostics:
        """Everything that was said, of items too."""
        return ordered((*self.said, *(one for listed in self.listed for one in listed.said)))


def of_bank(held: ItemSet, pictures: Mapping[str, bytes], *, penalty: bool, unread: int = 0) -> Listing:
    """What the Moodle XML and the backups of a set bring into Moodle, in the order of the file."""
    numbers = {id(item): number for number, item in enumerate(held.items, start=1)}
    listed = []
    spelt: dict[str, str] = {}
    for category, items in in_categories(held):  # as they come into Moodle, which spells a tag as it has met it first
        for item in items:
            html = MoodleHtml(held.folder, pictures)
            asked = question_of(item, html, penalty=penalty, category=category)
            question = kept(asked)
            question = replace(question, tags=tuple(spelt.setdefault(tag.lower(), tag) for tag in question.tags))
            one = Listed(
                number=numbers[id(item)],
                item=item,
                question=question,
                changes=tuple(of_delivery(item, asked, question, penalty=penalty)),
                stays=tuple(name for name, fact in own_facts(item).items() if fact),
                said=_each_once(html.said),
            )
            listed.append(one)
    known = {said.sort_key() for one in listed for said in one.said}
    whole = write_moodle_xml(held, pictures, penalty=penalty).said
    said = tuple(one for one in whole if one.sort_key() not in known)
    in_order = tuple(sorted(listed, key=lambda one: one.number))
    return Listing(way="delivery", listed=in_order, refused=unread, said=said)


def of_file(reading: Reading, written: Mapping[int, Written] = MappingProxyType({})) -> Listing:
    """What Moodle makes of a file that is imported as it is; `written` is what a Moodle XML file says besides."""
    items = reading.items[: reading.stored]
    shown = in_moodle(items, reading.pictures)
    questions = [
        _with_settings(question, written.get(question.at.start))
        for question in imported(shown, penalty=True, named_by_id=reading.named_by_id)
    ]
    of_items, others = _placed(items, tuple(one for one in reading.said if one.code not in OF_QOIMA))
    listed = tuple(
        Listed(
            number=number,
            item=item,
            question=question,
            changes=tuple(of_import(item, question)),
            said=of_items.get(number - 1, ()),
        )
        for number, (item, question) in enumerate(zip(items, questions, strict=True), start=1)
    )
    refused = reading.unread_items + len(reading.items) - len(items)
    return Listing(way="import", listed=listed, refused=refused, said=others)


def _each_once(said: list[Diagnostic]) -> Diagnostics:
    """Several texts of an item may say the same."""
    return ordered({one.sort_key(): one for one in said}.values())


def _with_settings(question: Question, written: Written | None) -> Question:
    """The question with what its file says besides, or Moodle sets where a format has no word for it."""
    if written is not None:
        question = _with_files(replace(question, penalty=written.penalty), written.question)
    if question.qtype not in ("multichoice", "match"):
        return question
    settings = {**question.settings, "shuffleanswers": "1" if written is None or written.is_shuffled else "0"}
    if question.qtype == "multichoice":
        settings["answernumbering"] = written.numbering if written is not None else "abc"
    return replace(question, settings=settings)


def _with_files(question: Question, written: Question) -> Question:
    """The question with the pictures that stand beside its texts in the file."""
    answers = question.answers
    if len(answers) == len(written.answers):
        answers = tuple(
            replace(one, text=_beside(one.text, other.text), feedback=_beside(one.feedback, other.feedback))
            for one, other in zip(answers, written.answers, strict=True)
        )
    text = _beside(question.text, written.text)
    feedback = _beside(question.general_feedback, written.general_feedback)
    return replace(question, text=text, general_feedback=feedback, answers=answers)


def _beside(text: Rich, other: Rich) -> Rich:
    return replace(text, files=other.files)


def _placed(items: tuple[Item, ...], said: Diagnostics) -> tuple[dict[int, Diagnostics], Diagnostics]:
    """What was said by the item that it stands in; errors refuse what they stand in, so they belong to none."""
    starts = [item.at.start for item in items]
    of_items: dict[int, Diagnostics] = {}
    others: list[Diagnostic] = []
    for one in said:
        place = bisect_right(starts, one.at.start) - 1
        if place < 0 or one.severity is Severity.ERROR:
            others.append(one)
        else:
            of_items[place] = (*of_items.get(place, ()), one)
    return of_items, tuple(others)
