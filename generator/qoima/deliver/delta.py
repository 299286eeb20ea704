"""Files for whoever brings a bank in Moodle up to date by hand: what is new, and which ids go or are replaced."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import StringIO
from typing import Literal

from qoima.core.diagnostic import Diagnostic, Diagnostics, Message, ordered
from qoima.core.words import Lang
from qoima.deliver.moodle import DELIVERED
from qoima.deliver.plan import BankPlan
from qoima.formats.item_files import ENDINGS, WRITERS
from qoima.formats.messages import say
from qoima.formats.moodle.limits import category_path, in_categories
from qoima.model.bank import Bank, BankId, ItemSet

Act = Literal["replace", "retire", "add"]
_HEAD = Message(
    "delta.head", "To be done by hand in the question bank of Moodle. The names are the ID numbers of the questions."
)
_SAID: Mapping[Act, Message] = {
    "replace": Message(
        "delta.replace", "Delete the old question, then move the new one into the category that stands last"
    ),
    "retire": Message("delta.retire", "Delete; nothing comes in its place"),
    "add": Message("delta.add", "New; move it into the category that stands last"),
}
COLUMNS = ("course", "language", "control", "act", "id", "category", "file", "category in the file", "goes to")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is to be done with one id; an item that is added is nowhere yet, one that is retired comes in no file.

    `category` is where Moodle has the item; of an item whose old version nobody has, as far as it is known. The new
    version arrives from `file` in `arrives`, a category that names the release, and belongs into `goes_to`.
    """

    bank: BankId
    act: Act
    id: str
    category: str = ""
    file: str = ""
    arrives: str = ""
    goes_to: str = ""

    def row(self) -> tuple[str, ...]:
        """The step as a row of the table."""
        return (*self.bank, self.act, self.id, self.category, self.file, self.arrives, self.goes_to)


def delta_files(
    plan: BankPlan, release: str, pictures: Mapping[str, bytes], *, penalty: bool
) -> tuple[dict[str, bytes], Diagnostics]:
    """Added and changed items in the formats of a build, by path; nothing where there are none."""
    held = _delta(plan, release)
    files: dict[str, bytes] = {}
    said: list[Diagnostic] = []
    for form in DELIVERED if held.items else ():
        written = WRITERS[form](held, pictures, penalty=penalty)
        files[_path(plan.id, ENDINGS[form])] = written.data
        said += written.said
    return files, ordered({one.sort_key(): one for one in said}.values())


def _path(bank: BankId, ending: str) -> str:
    return f"{bank}.delta{ending}"


def _delta(plan: BankPlan, release: str) -> ItemSet:
    """The items that come, in categories of their own that name the release."""
    wanted = {*plan.changes.changed, *plan.changes.added}
    bank = plan.delivery.bank
    category = (plan.id.course, plan.id.language, f"{plan.id.control} {release}")
    if bank is None:
        return ItemSet(items=(), category=category)
    items = tuple(item for item in bank.items if item.id in wanted)
    return replace(bank.for_moodle(), items=items, category=category)


def steps(plan: BankPlan, release: str, before: Bank | None) -> Iterator[Step]:
    """What is to be done in Moodle, replacing first; `before` is the bank as it was handed out, where that is known."""
    arrives = _categories(_delta(plan, release))
    goes_to = _categories(plan.delivery.bank.for_moodle()) if plan.delivery.bank else {}
    old = _categories(before.for_moodle()) if before else {}
    file = _path(plan.id, ENDINGS[DELIVERED[0]])
    top = category_path(tuple(plan.id))
    for id in plan.changes.changed:
        moved = {"file": file, "arrives": arrives[id], "goes_to": goes_to[id]}
        yield Step(bank=plan.id, act="replace", id=id, category=old.get(id, top), **moved)
    for id in plan.changes.removed:
        yield Step(bank=plan.id, act="retire", id=id, category=old.get(id, top))
    for id in plan.changes.added:
        yield Step(bank=plan.id, act="add", id=id, file=file, arrives=arrives[id], goes_to=goes_to[id])


def _categories(held: ItemSet) -> dict[str, str]:
    return {item.id: category_path(category) for category, items in in_categories(held) for item in items}


def as_csv(held: Iterable[Step]) -> bytes:
    """The steps as a table for a spreadsheet, which knows UTF-8 by the mark at its beginning."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows((COLUMNS, *(one.row() for one in held)))
    return text.getvalue().encode("utf-8-sig")


def as_text(held: Iterable[Step], lang: Lang) -> bytes:
    """The steps for people, control by control."""
    lines = [say(_HEAD, lang)]
    groups: dict[tuple[BankId, Act], list[Step]] = {}
    for one in held:
        groups.setdefault((one.bank, one.act), []).append(one)
    told: BankId | None = None
    for (bank, act), mine in groups.items():
        if bank != told:
            lines += ["", str(bank), "=" * len(str(bank))]
            told = bank
        lines += ["", f"{say(_SAID[act], lang)}:"]
        lines += [f"  {one.id}: {_way(one)}" for one in mine]
    return "".join(f"{line}\n" for line in lines).encode()


def _way(step: Step) -> str:
    arrives = f"{step.arrives} [{step.file}]" if step.file else ""
    return " → ".join(filter(None, (step.category, arrives, step.goes_to)))
