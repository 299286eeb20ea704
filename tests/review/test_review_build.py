"""A bank that no expert allows is not delivered, it alone; as a draft it is marked wherever it can be met."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from processes import DAY, EXAM, build, edit, held, inside, small
from qoima.cli.workspace import examine
from qoima.core.diagnostic import Severity
from qoima.core.source import Source
from qoima.deliver.blocked import blocked_banks
from qoima.deliver.moodle import moodle_files
from qoima.formats.gift.read import read_gift
from qoima.formats.moodle_xml.read import read_moodle_xml
from qoima.formats.yaml.bank import read_items

REVIEW = "testbanks/networks/en/reviews/2026-09-01-exam.yaml"
BANK = "networks/en/exam"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small repository whose one bank experts have refused."""
    root = small(tmp_path / "root")
    edit(root / REVIEW, "verdict: possible", "verdict: impossible")
    return root


def blocked(root: Path) -> dict[str, set[str]]:
    """The codes that keep each bank from being exported."""
    checked = examine(root, day=date.fromisoformat(DAY))
    assert checked.university is not None
    found = blocked_banks(checked.report.diagnostics, checked.profiles, checked.university.overrides)
    return {str(id): {one.code for one in held} for id, held in found.items()}


def test_a_build_goes_on_without_a_refused_bank(root: Path) -> None:
    done = build(root, GIT_CEILING_DIRECTORIES=str(root.parent))
    assert (done.status, done.err) == (0, "")
    assert re.search(rf"(?m)^{BANK} .* not exported: REV111$", done.out)
    assert done.out.endswith(f"built without these banks: {BANK}\n")
    assert (root / "site/en/courses/networks.html").is_file()
    assert not [
        path for path in held(root / "dist/moodle") if "exam" in path
    ]  # the practice of the course is delivered
    manifest = json.loads((root / "dist/manifest.json").read_bytes())
    assert "moodle/networks/en/networks.course.mbz" in manifest["files"]
    assert "draft" not in manifest
    assert manifest["blocked"][BANK]["codes"] == ["REV111"]
    assert "the verdict on the bank of exam is impossible" in manifest["blocked"][BANK]["reasons"][0]
    done = build(root, "--draft", GIT_CEILING_DIRECTORIES=str(root.parent))
    assert (done.status, done.out.endswith(f"built; marked as drafts: {BANK}\n")) == (0, True)
    manifest = json.loads((root / "dist/manifest.json").read_bytes())
    assert set(manifest["files"]) == set(held(root / "dist")) - {"manifest.json"}
    assert manifest["draft"] is True
    drafts = {path for path, one in manifest["files"].items() if "draft" in one}
    folder = f"moodle/{BANK.rpartition('/')[0]}"
    cards = {f"{folder}/card.{lang}.draft.html" for lang in ("kk", "ru", "en")}
    banks = {f"moodle/{BANK}.{ending}" for ending in ("draft.xml", "draft.gift", "draft.mbz", "bank.draft.mbz")}
    assert drafts == {"moodle/networks/networks-en.draft.zip"} | cards | banks
    assert {path for path, one in manifest["files"].items() if one.get("items") == 5} == banks
    assert list(manifest["blocked"]) == [BANK]


def test_an_error_in_the_items_still_stops_everything(root: Path) -> None:
    edit(root / EXAM, '["6", "16", "30", "62"]', '["6", "16", "30"]')
    done = build(root)
    assert (done.status, (root / "dist").exists(), (root / "site").exists()) == (1, False, False)
    assert re.search(rf"(?m)^{BANK} .* errors: ITM101, REV111$", done.out)


@pytest.mark.parametrize("banks", [[], [BANK]])
def test_export_leaves_it_out_too(root: Path, banks: list[str]) -> None:
    done = inside("export", "--repo", str(root), *banks, "--to", "gift", "--lang", "en")
    assert (done.status, (root / "dist").exists()) == (1, False)
    assert f"{EXAM}:1:1: error[REV111]" in done.out
    assert done.out.endswith(f"not exported: {BANK}\n")


@pytest.mark.parametrize("form", ["moodle-xml", "gift", "yaml", "json", "aiken"])
def test_a_draft_says_what_it_is(root: Path, form: str) -> None:
    before = small(root.parent / "approved")
    for one in (root, before):
        assert inside("export", "--repo", str(one), "--to", form, "--draft", "--out", str(one / "out")).status == 0
    drafts = {path: data for path, data in held(root / "out").items() if "images/" not in path}
    approved = {path: data for path, data in held(before / "out").items() if "images/" not in path}
    assert [re.fullmatch(rf"moodle/{BANK}\.draft\.\w+", path) is not None for path in drafts] == [True]
    assert set(approved) == {path.replace(".draft.", ".") for path in drafts}
    (text,), (plain,) = ([data.decode() for data in files.values()] for files in (drafts, approved))
    if form == "aiken":
        assert text == plain
        return
    assert "draft" in text[:150].lower()
    assert "draft" not in plain.lower()
    readers = {"moodle-xml": read_moodle_xml, "gift": read_gift, "yaml": read_items}
    if form == "json":
        assert json.loads(text)["draft"] is True
        assert len(json.loads(text)["items"]) == 5
    else:
        reading = readers[form](Source(f"x.{form}", text))
        assert ([d.code for d in reading.said if d.severity is Severity.ERROR], len(reading.items)) == ([], 5)
        if form != "yaml":
            assert {item.category[0] for item in reading.items} == {"DRAFT networks"}


def test_a_bank_without_any_conclusion_is_blocked_also_while_its_course_is_a_draft(root: Path) -> None:
    (root / REVIEW).unlink()
    assert blocked(root) == {BANK: {"REV101", "REV111"}}
    edit(root / "content/courses/networks.yaml", "status: approved", "status: draft")
    assert blocked(root) == {BANK: {"REV101", "REV111"}}
    assert inside("export", "--repo", str(root), "--to", "gift").status == 1


def test_a_conclusion_of_another_year_blocks(root: Path) -> None:
    edit(root / REVIEW, "verdict: impossible", "verdict: possible")
    assert blocked(root) == {}
    edit(root / REVIEW, "academic_year: 2026-2027", "academic_year: 2025-2026")
    assert blocked(root) == {BANK: {"REV101"}}


def test_a_sheet_that_waits_allows_nothing(root: Path) -> None:
    edit(root / REVIEW, "verdict: impossible", "verdict: possible")
    text = (root / REVIEW).read_text(encoding="utf-8")
    (root / REVIEW).write_text(text[: text.index("digest:")], encoding="utf-8")
    assert blocked(root) == {BANK: {"REV101", "REV111"}}


def test_what_the_university_has_decided_counts(root: Path) -> None:
    file = root / "content/university.yaml"
    text = file.read_text(encoding="utf-8")
    override = "  - {code: REV111, severity: warning, reason: a trial year}\n"
    file.write_text(text.replace("overrides:\n", f"overrides:\n{override}"), encoding="utf-8")
    assert blocked(root) == {}
    waiver = f"waivers:\n  - {{code: REV111, files: [{EXAM}], reason: x, by: the dean, until: 2026-12-31}}\n"
    file.write_text(f"{text}{waiver}", encoding="utf-8")
    assert blocked(root) == {}
    assert inside("export", "--repo", str(root), "--to", "gift", "--date", DAY).status == 0


def test_other_banks_are_delivered(root: Path) -> None:
    repository = examine(root, day=date.fromisoformat(DAY)).repository
    (bank,) = repository.banks
    other = type(bank)(id=bank.id._replace(control="rk1"), items=bank.items, at=bank.at)
    files, said = moodle_files([bank, other], repository.pictures, penalty=True, drafts={bank.id})
    assert said == ()
    assert {path.removeprefix("moodle/networks/en/") for path in files} == {
        "exam.draft.gift", "exam.draft.xml", "rk1.gift", "rk1.xml",
    }  # fmt: skip
    assert all((b"DRAFT" in data) == (".draft." in path) for path, data in files.items())
