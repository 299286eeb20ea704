"""Moodle XML files of a small bank, for the tests that look into them."""

from collections.abc import Mapping
from decimal import Decimal

from lxml import etree

from qoima.core.diagnostic import Diagnostics
from qoima.formats.moodle_xml.write import write_moodle_xml
from qoima.model.bank import Bank, BankId
from qoima.model.item import Choice, Item, Option, Response
from qoima.model.text import Markup, Text

FOLDER = "testbanks/databases/kk"


def choice(right: list[str], wrong: list[str], markup: Markup = "qoima") -> Choice:
    options = [Option(Text(text, markup), correct=True) for text in right]
    options += [Option(Text(text, markup), correct=False) for text in wrong]
    return Choice(tuple(options), several=len(right) > 1)


def item(id: str = "x-1", stem: str = "What?", response: Response | None = None, **fields: object) -> Item:
    fields.setdefault("difficulty", "easy")
    return Item(id=id, stem=Text(stem), response=response or choice(["yes"], ["no", "never"]), **fields)  # type: ignore[arg-type]  # fields by name


def written(
    *items: Item, pictures: Mapping[str, bytes] | None = None, penalty: bool = True
) -> tuple[bytes, Diagnostics]:
    bank = Bank(id=BankId("databases", "kk", "rk1"), items=items)
    file = write_moodle_xml(bank.for_moodle(), pictures or {}, penalty=penalty)
    return file.data, file.said


def quiz(*items: Item, pictures: Mapping[str, bytes] | None = None, penalty: bool = True) -> etree._Element:
    """The file read back; it must have been written without a word."""
    content, said = written(*items, pictures=pictures, penalty=penalty)
    assert said == ()
    return etree.fromstring(content)


def questions(root: etree._Element) -> list[etree._Element]:
    return [q for q in root.findall("question") if q.get("type") != "category"]


def fractions(question: etree._Element) -> dict[str, Decimal]:
    return {a.findtext("text") or "": Decimal(a.get("fraction", "")) for a in question.findall("answer")}


def codes(said: Diagnostics) -> list[str]:
    return [diagnostic.code for diagnostic in said]
