"""Records that contradict themselves, adding to them byte for byte, and what a cached check knows of them."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from delivered_repository import RECORD
from hypothesis import given, settings
from hypothesis import strategies as st

from cached_checks import in_one_piece, shown
from processes import CASES
from qoima.cli.workspace import examine
from qoima.core.source import Source
from qoima.formats.repository import read_repository
from qoima.formats.yaml.deliveries import read_deliveries
from qoima.formats.yaml.deliveries_write import RETIRED, NotAppendable, first_deliveries, next_deliveries
from qoima.model.bank import BankId
from qoima.model.delivery import Deliveries, Release

BANK = BankId("networks", "en", "exam")
COMMIT = "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d"
GOOD = f"""\
releases:
  - {{release: one, date: 2026-12-01, commit: {COMMIT}, items: 2}}
  - {{release: two, date: 2026-12-05, commit: {COMMIT}, items: 1}}
items:
  a-1:
    - {{release: one, digest: 0123456789abcdef}}
    - {{release: two, digest: 00112233445566aa}}
  a-2:
    - {{release: one, digest: fedcba9876543210}}
    - {{release: two, retired: true}}
"""


def read(text: str) -> tuple[Deliveries | None, list[tuple[str, int, int]]]:
    """The record, and each finding with line and column."""
    held, said = read_deliveries(Source(RECORD, text), BANK[:2], BANK.control)
    return held, [(one.code, one.at.position.line, one.at.position.column) for one in said]


def test_a_record_says_what_was_handed_out() -> None:
    held, said = read(GOOD)
    assert held is not None
    assert said == []
    assert (held.bank, dict(held.handed_out)) == (BANK, {"a-1": "00112233445566aa"})
    assert {id: at.position.line for id, at in held.retired.items()} == {"a-2": 10}


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("{release: two, retired", "{release: tow, retired", ("DLV040", 10, 8)),
        ("{release: one, digest: fedcba9876543210}", "{release: one, retired: true}", ("DLV041", 8, 3)),
        ("{release: two, digest", "{release: one, digest", ("DLV042", 7, 8)),
        ("  a-2:", "  a-0:", ("DLV042", 8, 3)),
        ("release: two, date", "release: one, date", ("DLV043", 3, 6)),
        ("2026-12-05", "2026-11-30", ("DLV044", 3, 20)),
        ("0123456789abcdef", "0123456789abcdeg", ("DLV045", 6, 22)),
        (f"2026-12-05, commit: {COMMIT}", "2026-12-05, commit: 4f53cda", ("DLV045", 3, 38)),
        ("release: two", "release: t/o", ("DLV045", 3, 6)),
        ("00112233445566aa", "0123456789abcdef", ("DLV048", 7, 8)),
        ("retired: true", "retired: false", ("DLV048", 10, 8)),
        ("items: 1}", "items: 2}", ("DLV049", 3, 88)),
    ],
)
def test_what_contradicts_itself_is_found_where_it_stands(old: str, new: str, found: tuple[str, int, int]) -> None:
    _, said = read(GOOD.replace(old, new))
    assert found in said, said


def test_after_retired_comes_nothing() -> None:
    late = GOOD + "    - {release: three, digest: fedcba9876543210}\n"
    late = late.replace("items:\n", f"  - {{release: three, date: 2026-12-06, commit: {COMMIT}, items: 2}}\nitems:\n")
    assert read(late)[1][0] == ("DLV041", 12, 8)


@pytest.mark.parametrize("text", [GOOD.replace("items: 1}", "items: one}"), GOOD.replace("commit:", "comit:"), "a\n"])
def test_a_record_of_another_shape_is_no_record(text: str) -> None:
    held, said = read(text)
    assert held is None
    assert said


def release(name: str, day: int, items: int, why: str = "") -> Release:
    """One of December."""
    return Release(release=name, date=date(2026, 12, day), commit=COMMIT, items=items, unsealed=why)


IDS = st.sets(st.from_regex(r"[a-z0-9][a-z0-9._:#' -]{0,7}[a-z0-9]", fullmatch=True), min_size=1, max_size=5)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(first=IDS, second=IDS, third=IDS, why=st.text(st.characters(blacklist_categories=["C"]), max_size=12))
def test_what_was_recorded_is_read_again_and_stays(
    first: set[str], second: set[str], third: set[str], why: str
) -> None:
    text = first_deliveries(BANK, release("r1", 1, len(first)), dict.fromkeys(first, f"{1:016x}"))
    there, ever = first, set(first)
    for day, now in ((2, second - ever), (3, third - ever)):
        held, said = read(text)
        assert held is not None
        assert said == []
        gone = {id for id in there if hash_of(id) % 2}
        changed = {id for id in there - gone if hash_of(id) % 3}
        there, ever = (there - gone) | now, ever | now
        digests = dict.fromkeys(gone, RETIRED) | dict.fromkeys(changed | now, f"{day:016x}")
        made = next_deliveries(
            Source(RECORD, text), held, release(f"r{day}", day, len(there), " ".join(why.split())), digests
        )
        lines = iter(made.splitlines(keepends=True))
        assert all(line in lines for line in text.splitlines(keepends=True)), "a line went or moved"
        text = made
        assert set(read(text)[0].handed_out) == there  # type: ignore[union-attr]


def hash_of(id: str) -> int:
    """The same in every run."""
    return sum(id.encode())


def test_comments_and_other_layouts_stay() -> None:
    written = f"""\
# by hand
releases:
- release: one   # the first
  date: 2026-12-01
  commit: {COMMIT}
  items: 2
# of items
items:
    # b
    b-1:   # kept
    -   {{release: one, digest: 0123456789abcdef}}
    # d
    d-1: [{{release: one, digest: 0123456789abcdef}}]
# the end"""
    held, said = read(written)
    assert held is not None
    assert said == []
    new = {"b-1": "0" * 16, "c-1": "2" * 16}
    made = next_deliveries(Source(RECORD, written), held, release("two", 5, 3), new)
    assert made.count("\n") == written.count("\n") + 4
    assert f"  items: 2\n- {{release: two, date: 2026-12-05, commit: {COMMIT}, items: 3}}\n# of items\n" in made
    assert (
        "    -   {release: one, digest: 0123456789abcdef}\n    - {release: two, digest: 0000000000000000}\n    c-1:"
        in made
    )
    assert made.endswith("\n    # d\n    d-1: [{release: one, digest: 0123456789abcdef}]\n# the end")
    with pytest.raises(NotAppendable):
        next_deliveries(Source(RECORD, written), held, release("two", 5, 2), {"d-1": "0" * 16})


@pytest.mark.parametrize("name", ["exam.yml", "exam.yaml.orig", "old/exam.yaml", "exam.gift"])
def test_a_record_by_another_name_is_not_passed_over(name: str) -> None:
    path = f"testbanks/networks/en/deliveries/{name}"
    said = read_repository({path: GOOD.encode(), RECORD: GOOD.encode()})[1]
    assert [one.at.source.path for one in said if one.code == "FIL015"] == [path]


def test_a_cached_check_knows_of_other_parts_and_of_the_day(tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(CASES / "small" / "in", root)
    record = root / RECORD
    practice = root / "content/practice/other/en.yaml"
    day, later = date(2026, 12, 5), date(2027, 2, 1)

    def found(day: date) -> list[str]:
        cached = examine(root, day=day, cached=True)
        assert shown(cached.report, cached.rows) == shown(*in_one_piece(root, day))
        return sorted({one.code for one in cached.report.diagnostics if one.code.startswith("DLV")})

    assert found(day) == []
    record.parent.mkdir()
    record.write_text(GOOD, encoding="utf-8")
    assert found(day) == ["DLV047"]
    assert found(later) == []
    assert found(day) == ["DLV047"]
    practice.parent.mkdir()
    practice.write_text("items:\n  - {id: a-2, stem: Is fibre faster than copper?, answer: true}\n", encoding="utf-8")
    assert found(later) == ["DLV046"]
    record.write_text(
        GOOD.replace("    - {release: two, retired: true}\n", "").replace("items: 1}", "items: 2}"), "utf-8"
    )
    assert found(later) == []
