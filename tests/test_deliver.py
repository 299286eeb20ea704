"""The delivery: the files that leave for Moodle, and the manifest that says what they hold."""

import hashlib
import json
from datetime import date
from decimal import Decimal

from lxml import etree

from qoima.core.source import Source
from qoima.deliver.manifest import file_facts, manifest
from qoima.deliver.moodle import moodle_files
from qoima.deliver.parcel import Making
from qoima.model.bank import Bank, BankId
from qoima.model.item import Choice, Item, Option
from qoima.model.text import Text

SOURCE = Source("testbanks/databases/kk/rk1.yaml", "items:\n  - id: x-1\n")


def making(commit: str) -> Making:
    return Making(commit=commit, day=date(2026, 11, 22), version="1.2")


def bank(control: str, levels: str, stem: str = "Қай кілт дұрыс?") -> Bank:
    """A bank with an item a letter: e(asy), m(edium), h(ard)."""
    names = {"e": "easy", "m": "medium", "h": "hard"}
    response = Choice(
        (Option(Text("бастапқы"), True), Option(Text("сыртқы"), True), Option(Text("бөгде"), False)), True
    )
    items = tuple(
        Item(
            id=f"{control}-{n}",
            stem=Text(f"{stem} {n}", at=SOURCE.span(9, 10)),
            response=response,
            difficulty=names[level],
            at=SOURCE.span(9, 16),
        )
        for n, level in enumerate(levels)
    )
    return Bank(id=BankId("databases", "kk", control), items=items)


def test_each_bank_leaves_as_xml_and_as_gift() -> None:
    files, said = moodle_files([bank("rk2", "eh"), bank("rk1", "m")], {}, penalty=True)
    assert said == ()
    assert list(files) == [
        "moodle/databases/kk/rk1.gift",
        "moodle/databases/kk/rk1.xml",
        "moodle/databases/kk/rk2.gift",
        "moodle/databases/kk/rk2.xml",
    ]
    assert len(etree.fromstring(files["moodle/databases/kk/rk2.xml"]).findall("question[idnumber]")) == 2
    assert files["moodle/databases/kk/rk2.gift"].decode().count("[id:rk2-") == 2


def test_the_university_decides_what_a_wrong_tick_costs() -> None:
    def weights(penalty: bool) -> list[Decimal]:
        files, _ = moodle_files([bank("rk1", "e")], {}, penalty=penalty)
        answers = etree.fromstring(files["moodle/databases/kk/rk1.xml"]).iterfind("question/answer")
        return sorted(Decimal(answer.get("fraction", "")) for answer in answers)

    assert weights(penalty=True) == [-100, 50, 50]
    assert weights(penalty=False) == [0, 50, 50]


def test_the_order_of_banks_changes_nothing() -> None:
    banks = [bank("rk1", "ee"), bank("exam", "mh")]
    first, _ = moodle_files(banks, {}, penalty=True)
    second, _ = moodle_files(banks[::-1], {}, penalty=True)
    assert list(first.items()) == list(second.items())


def test_what_is_wrong_in_both_files_is_said_once() -> None:
    _, said = moodle_files([bank("rk1", "e", stem="`$@X`")], {}, penalty=True)
    assert [(d.code, d.at.source.path) for d in said] == [("DLV002", SOURCE.path)]


def test_the_manifest_says_what_each_file_holds() -> None:
    banks = [bank("rk1", "eemmhe")]
    files, _ = moodle_files(banks, {}, penalty=True)
    files["forms/алгоритм.docx"] = b"form"
    told = json.loads(manifest(file_facts(files, banks), making=making("v1-3-gabc-dirty")))
    assert (told["qoima"], told["commit"]) == ("1.2", "v1-3-gabc-dirty")
    assert told["files"]["forms/алгоритм.docx"] == {"sha256": hashlib.sha256(b"form").hexdigest(), "bytes": 4}
    for suffix in ("xml", "gift"):
        path = f"moodle/databases/kk/rk1.{suffix}"
        content = files[path]
        facts = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        assert told["files"][path] == {**facts, "items": 6, "easy": 3, "medium": 2, "hard": 1}


def test_the_manifest_has_one_form() -> None:
    files = {"b.xml": b"", "ә.xml": b"", "a.xml": b"1"}
    text = manifest(file_facts(files), making=making("none")).decode()
    assert text == manifest(file_facts(dict(reversed(files.items()))), making=making("none")).decode()
    assert text.startswith('{\n  "commit": "none",\n  "files": {\n    "a.xml": {\n      "bytes": 1,')
    assert '"ә.xml"' in text
    assert text.endswith("}\n")
