"""By its fingerprint a finding is known again, and no other one is taken for it."""

from pathlib import Path

import pytest
from repository_in_git import break_item, fingerprints, report

from processes import EXAM, edit, small


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = small(tmp_path / "small")
    break_item(root)
    return root


def test_a_fingerprint_stays_when_lines_move_and_numbers_change(root: Path) -> None:
    before = fingerprints(root, "ITM101")
    assert len(before) == 1
    edit(root / EXAM, "items:\n", "# two\n# lines more\nitems:\n")
    edit(root / EXAM, '["6", "16", "30"]', '["6", "16"]')
    edit(root / EXAM, "  - id: nw-exam-3\n", "  - id:   nw-exam-3\n")
    assert fingerprints(root, "ITM101") == before


def test_a_fingerprint_is_of_its_line_and_its_file(root: Path) -> None:
    before = fingerprints(root, "ITM101")
    edit(root / EXAM, "id: nw-exam-3", "id: nw-exam-33")
    assert fingerprints(root, "ITM101") != before
    edit(root / EXAM, "id: nw-exam-33", "id: nw-exam-3")
    (root / EXAM).rename((root / EXAM).with_name("exams.yaml"))
    assert not set(fingerprints(root, "ITM101")) & set(before)


def test_no_two_findings_share_one(tmp_path: Path) -> None:
    broken = report(small(tmp_path / "broken", "broken"))["diagnostics"]
    places = [(one["code"], one["path"], one["line"]) for one in broken]
    assert len(set(places)) < len(places), "some findings differ in nothing but their texts"
    assert len({one["fingerprint"] for one in broken}) == len(broken)


def test_a_waiver_changes_no_fingerprint(tmp_path: Path) -> None:
    root = small(tmp_path / "waived", "waived")
    held = report(root)
    (code,) = {one["code"] for one in held["waived"]}
    waived = [one["fingerprint"] for one in held["waived"]]
    university = root / "content" / "university.yaml"
    text = university.read_text(encoding="utf-8")
    university.write_text(
        "".join(line for line in text.splitlines(True) if f"code: {code}" not in line), encoding="utf-8"
    )
    assert fingerprints(root, code) == waived


def test_what_is_shown_changes_no_fingerprint(root: Path) -> None:
    one = report(root, EXAM)["diagnostics"]
    assert {held["fingerprint"] for held in one} < {held["fingerprint"] for held in report(root)["diagnostics"]}
