"""What university.yaml may change: profiles, overrides, waivers, and what it may not."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from processes import CASES, DAY, EXAM, Finding, edit, findings, inside, qoima, small

FOUR = ('["6", "16", "30", "62"]', '["6", "16", "30"]')


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small repository in order."""
    return small(tmp_path / "small")


@pytest.fixture
def university(root: Path) -> Path:
    """Its university.yaml without the lines of profiles, overrides and waivers."""
    file = root / "content/university.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("profiles:")], encoding="utf-8")
    return file


def add(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_a_profile_is_added_for_one_run(university: Path) -> None:
    root = university.parent.parent
    add(university, "profiles: []\n")
    assert findings(root) == (0, [])
    status, found = findings(root, "--profile", "eku")
    assert status == 1
    assert Finding("BNK101", "error", EXAM) in found


@pytest.mark.parametrize("lines", ["{use: eku, banks: all}", "{use: eku, courses: [networks]}"])
def test_a_profile_that_binds_a_thing_twice_speaks_once(root: Path, lines: str) -> None:
    edit(root / EXAM, '["6", "16", "30", "62"]', '["6", "16", "30"]')
    once = findings(root)
    assert [one.code for one in once[1]].count("ITM101") == 1
    added = [one for one in findings(root, "--profile", "eku")[1] if not one.path.startswith("content/programmes/")]
    assert (1, added) == once
    edit(root / "content/university.yaml", "overrides:", f"  - {lines}\noverrides:")
    assert findings(root) == once


def test_an_unknown_profile_on_the_command_line_is_wrong_usage(root: Path) -> None:
    done = qoima(root, "check", "--profile", "eku2", EXAM)
    assert done.status == 2
    assert "no such profile: eku2; known: almau, atu, eku, satbayev" in done.err
    assert done.out == ""


def test_an_unknown_profile_of_the_university_is_named_at_its_line(university: Path) -> None:
    add(university, "profiles:\n  - {use: eku2, courses: all}\n")
    done = inside("check", "--repo", str(university.parent.parent))
    assert done.status == 1
    assert "university.yaml:8:6: error[PRF001] the profile eku2 does not exist (did you mean “eku”?)" in done.out


EKU = "profiles:\n  - {use: eku, courses: all}\n"
SIZE = (
    "  - {code: BNK101, limits: {at_least: 5}, reason: small}\n  - {code: DOC101, severity: info, reason: asked for}\n"
)


def ruled(university: Path, text: str) -> list[tuple[str, str]]:
    """(code, severity) of what is found under these lines when an item has four options; infos left out.

    So is that the items have changed since their review, which is right.
    """
    root = university.parent.parent
    add(university, EKU + text)
    edit(root / EXAM, *FOUR)
    return [(one.code, one.severity) for one in findings(root)[1] if one.severity != "info" and one.code != "REV113"]


def test_an_override_changes_a_severity(university: Path) -> None:
    line = "  - {code: ITM101, severity: warning, reason: agreed}\n"
    assert ruled(university, f"overrides:\n{SIZE}{line}") == [("ITM101", "warning")]


def test_an_override_changes_limits(university: Path) -> None:
    line = "  - {code: ITM101, limits: {exactly: 4}, reason: agreed}\n"
    found = ruled(university, f"overrides:\n{SIZE}{line}")
    assert found == [("ITM101", "error")] * 4  # now the four others have one too many


def test_the_table_shows_the_mix_that_an_override_asks_for(university: Path) -> None:
    mix = "  - {code: BNK104, limits: {easy: 60, medium: 20, hard: 20}, reason: agreed}\n"
    add(university, f"{EKU}overrides:\n{SIZE}{mix}")
    done = inside("check", "--repo", str(university.parent.parent))
    assert re.search(r"networks/en/exam +5 +2/2/1 +60/20/20 +errors: BNK104", done.out)


@pytest.mark.parametrize(
    ("limits", "code"),
    [("{exact: 4}", "PRF004"), ("{exactly: four}", "PRF005")],
)
def test_a_limit_that_does_not_fit_is_said_once(university: Path, limits: str, code: str) -> None:
    line = f"  - {{code: ITM101, limits: {limits}, reason: agreed}}\n"
    assert ruled(university, f"overrides:\n{SIZE}{line}") == [(code, "error"), ("ITM101", "error")]


def test_a_waiver_takes_findings_of_its_files_and_the_summary_counts_them(university: Path) -> None:
    line = f"  - {{code: ITM101, files: ['testbanks/networks/*'], reason: agreed, by: dean, until: {DAY}}}\n"
    assert ruled(university, f"overrides:\n{SIZE}waivers:\n{line}") == []
    root = university.parent.parent
    done = inside("check", "--repo", str(root), "--date", DAY)
    assert done.status == 0
    assert done.out.endswith("0 errors, 1 warning, 1 waived\n")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "{code: ITM101, files: ['testbanks/*'], reason: agreed, by: dean, until: 2026-09-30}",
            [("PRF010", "warning"), ("ITM101", "error")],
        ),
        (
            "{code: ITM101, files: ['testbanks/signals/*'], reason: agreed, by: dean, until: 2026-12-31}",
            [("PRF011", "warning"), ("ITM101", "error")],
        ),
        (
            "{code: ITM1001, files: ['testbanks/*'], reason: agreed, by: dean, until: 2026-12-31}",
            [("PRF008", "error"), ("PRF011", "warning"), ("ITM101", "error")],
        ),
    ],
)
def test_a_waiver_that_is_over_or_of_no_use_is_named(
    university: Path, line: str, expected: list[tuple[str, str]]
) -> None:
    assert sorted(ruled(university, f"overrides:\n{SIZE}waivers:\n  - {line}\n")) == sorted(expected)


FIXED = {
    "FIL010": ("images/wall.svg", "images/walls.svg"),
    "YML003": ("correct: BGP", "corect: BGP"),
    "REF001": ("id: nw-exam-4", "id: nw-exam-3"),
}


@pytest.mark.parametrize("code", [*FIXED, "BNK112"])
@pytest.mark.parametrize("silencer", ["overrides", "waivers"])
def test_what_no_university_may_switch_off_stays(root: Path, code: str, silencer: str) -> None:
    """Not even where the finding about the silencer is silenced as well."""
    file = root / "content/university.yaml"
    if code == "BNK112":
        shutil.copy(CASES / "broken/in/content/practice/networks/en.yaml", root / "content/practice/networks")
    else:
        edit(root / EXAM, *FIXED[code])
    before = [one for one in findings(root)[1] if one.code == code]
    assert before
    if silencer == "waivers":
        rest = "files: ['*'], reason: agreed, by: dean, until: 2027-12-31"
        add(file, f"waivers:\n  - {{code: {code}, {rest}}}\n  - {{code: PRF009, {rest}}}\n")
    else:
        rest = "severity: info, reason: agreed"
        add(file, f"  - {{code: {code}, {rest}}}\n  - {{code: PRF009, {rest}}}\n")
    status, found = findings(root)
    assert status == 1
    assert [one for one in found if one.code == code] == before
    assert [one.code for one in found if one.code.startswith("PRF")] == ["PRF009", "PRF009"]


def test_the_day_is_the_given_one_else_that_of_the_environment(university: Path) -> None:
    add(university, f"{EKU}overrides:\n{SIZE}waivers:\n")
    add(university, "  - {code: ITM101, files: ['testbanks/*'], reason: r, by: b, until: 2026-10-10}\n")
    root = university.parent.parent
    edit(root / EXAM, *FOUR)
    assert inside("check", "--repo", str(root), "--date", "2026-10-10").status == 0
    assert inside("check", "--repo", str(root), "--date", "2026-10-11").status == 1
    for day, status in ((10, 0), (11, 1)):
        seconds = (date(2026, 10, day) - date(1970, 1, 1)).days * 86400
        assert inside("check", "--repo", str(root), SOURCE_DATE_EPOCH=str(seconds)).status == status
