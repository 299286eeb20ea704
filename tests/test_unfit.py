"""What no file for Moodle can hold of an item is told by reading it, at its author's line, and not only by a build."""

import pytest

from qoima.formats.moodle_xml.write import write_moodle_xml
from qoima.formats.repository import read_repository

YAML = """\
items:
  - id: a-1
    stem: How many bits?
    correct: "4"
    distractors: ["5", "6"]
    points: 2
  - id: a-2
    stem: How many bytes?
    correct: "4"
    distractors: ["5", "6"]
"""
GIFT = """\
// [id:a-1] [tag:topic:bits] [tag:old]
::a-1::How many bits?{
	=4
	~5
	~6
}

// [id:a-2]
::a-2::How many bytes?{
	=4
	~5
	~6
}
"""


def said(text: str, path: str) -> tuple[list[tuple[str, int, int]], list[str]]:
    """What reading says, and the errors of writing for Moodle."""
    held, found = read_repository({path: text.encode()})
    written = [one.code for bank in held.banks for one in write_moodle_xml(bank.for_moodle(), {}, penalty=True).said]
    places = [(one.code, one.at.position.line, one.at.position.column) for one in found if one.at.source.path == path]
    return places, written


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("How many bits?", "How many $@ bits?", ("DLV002", 3, 11)),
        ('["5", "6"]\n    points', '["5", "6 $@"]\n    points', ("DLV002", 5, 24)),
        ("    points: 2", "    feedback: See $@.", ("DLV002", 6, 15)),
        ("    points: 2", "    name: A $@", ("DLV002", 6, 5)),
        ("How many bits?", '"How many \\x07 bits?"', ("FIL008", 3, 11)),
        ("stem: How many bits?", f"stem: How many bits?\n    topic: {'t' * 60}", ("DLV003", 4, 5)),
        ("points: 2", "points: 100000", ("DLV029", 6, 5)),
        ("id: a-2", "id: A-1", ("DLV009", 7, 5)),
    ],
)
def test_bank_yaml(old: str, new: str, found: tuple[str, int, int]) -> None:
    assert not [code for code, _, _ in said(YAML, "testbanks/nets/en/exam.yaml")[0]]
    places, written = said(YAML.replace(old, new, 1), "testbanks/nets/en/exam.yaml")
    assert places.count(found) == 1, places
    assert found[0] == "DLV029" or found[0] in written


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("How many bits?", "How many $@ bits?", ("DLV002", 2, 8)),
        ("=4", "=4 \x0b4", ("FIL008", 3, 3)),
        ("[tag:old]", f"[tag:{'x' * 60}]", ("DLV003", 1, 1)),
        ("[tag:old]", "[tag:a,b]", ("DLV028", 1, 1)),
        ("=4", "~%50%4", ("DLV006", 1, 1)),
        ("=4\n\t~5", "=4\n\t=5", ("DLV006", 1, 1)),
        ("[id:a-2]", "[id:A-1]", ("DLV009", 8, 8)),
    ],
)
def test_gift(old: str, new: str, found: tuple[str, int, int]) -> None:
    places, written = said(GIFT.replace(old, new, 1), "testbanks/nets/en/exam.gift")
    assert places.count(found) == 1, places
    assert found[0] == "DLV028" or found[0] in written


def test_what_moodle_takes_is_let_be() -> None:
    """A formula may begin with the sign; of an item without a right answer rules speak."""
    formula = YAML.replace("How many bits?", "How many $@x$ bits?")
    assert not [code for code, _, _ in said(formula, "testbanks/nets/en/exam.yaml")[0] if code == "DLV002"]
    none = GIFT.replace("=4", "~4", 1)
    assert not [code for code, _, _ in said(none, "testbanks/nets/en/exam.gift")[0] if code == "DLV006"]


def test_practice_is_looked_at_as_well() -> None:
    places, _ = said(YAML.replace("How many bits?", "How many $@ bits?"), "content/practice/nets/en.yaml")
    assert ("DLV002", 3, 11) in places
