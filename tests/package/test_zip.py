"""The ZIP of a course and language: whole, checkable with `sha256sum`, the same each time, drafts apart."""

import hashlib
import json
import subprocess
from pathlib import Path

import pytest
from handed_over import DRAFT_ZIP, MADE, REVIEW, ZIP, handed, in_another_order, members, refuse

from processes import EXAM, edit, held, small
from qoima.deliver.package import sums
from qoima.model.item import DIFFICULTIES


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small(tmp_path / "root")


def packed(root: Path, out: Path) -> dict[str, bytes]:
    assert handed(root, out) == ()
    return members((out / ZIP).read_bytes())


def test_the_sums_are_those_that_sha256sum_checks(root: Path, tmp_path: Path) -> None:
    files = packed(root, tmp_path / "out")
    for name, data in files.items():
        (tmp_path / "unpacked" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "unpacked" / name).write_bytes(data)
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    done = subprocess.run(command, cwd=tmp_path / "unpacked", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert {line.removesuffix(": OK") for line in done.stdout.splitlines()} == set(files) - {"SHA256SUMS"}
    (tmp_path / "unpacked/exam.mbz").write_bytes(b"another")
    assert subprocess.run(command, cwd=tmp_path / "unpacked", capture_output=True, check=False).returncode == 1


def test_sums_of_names_that_would_break_a_line(tmp_path: Path) -> None:
    files = {"a\nb": b"1", "c\\d": b"2", "қ ә": b"3"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    done = subprocess.run(["sha256sum", "-c", "-"], cwd=tmp_path, input=sums(files), capture_output=True, check=False)
    assert (done.returncode, done.stdout.decode().count("OK")) == (0, 3)


def test_the_zip_has_the_files_beside_it_and_what_the_department_keeps(root: Path, tmp_path: Path) -> None:
    files = packed(root, tmp_path / "out")
    beside = held(tmp_path / "out/moodle/networks/en")
    assert {name: files[name] for name in beside} == beside
    assert files["approvals/2026-09-01-exam.yaml"] == (root / REVIEW).read_bytes()
    rest = set(files) - set(beside)
    assert {name.split("/")[0] for name in rest} == {"approvals", "forms", "manifest.json", "SHA256SUMS"}
    assert {f"approvals/summary.{lang}.html" for lang in ("kk", "ru", "en")} < rest
    assert {f"forms/passport.{lang}.html" for lang in ("kk", "ru", "en")} < rest


def test_the_manifest_of_the_zip_says_what_is_in_it_and_who_approved_it(root: Path, tmp_path: Path) -> None:
    files = packed(root, tmp_path / "out")
    told = json.loads(files["manifest.json"])
    assert (told["qoima"], told["commit"], told["date"]) == (MADE.version, MADE.commit, "2026-11-22")
    assert (told["course"]["id"], told["language"], told["academic_year"]) == ("networks", "en", "2026-2027")
    assert {name: one["sha256"] for name, one in told["files"].items()} == {
        name: hashlib.sha256(data).hexdigest()
        for name, data in files.items()
        if name not in ("manifest.json", "SHA256SUMS")
    }
    assert told["files"]["exam.mbz"]["what"] == "Moodle backup: a quiz with its bank"
    bank = told["banks"]["exam"]
    assert [bank[level] for level in DIFFICULTIES] == [2, 2, 1]
    approval = bank["approval"]
    assert (approval["experts"], approval["verdict"], approval["date"]) == (["e-kovaleva"], "possible", "2026-09-01")
    assert approval["digest"] == bank["digest"]
    assert approval["is_of_these_items"] is True
    drawn = told["quizzes"]["exam"]
    assert (drawn["questions"], drawn["drawn"], drawn["minutes"], drawn["attempts"]) == (5, 5, 50, 1)
    assert drawn["categories"]["easy"] == {"questions": 2, "drawn": 2}


def test_items_changed_after_the_conclusion_are_not_said_to_be_those(root: Path, tmp_path: Path) -> None:
    edit(root / EXAM, "Longer timers", "Much longer timers")
    files = packed(root, tmp_path / "out")
    told = json.loads(files["manifest.json"])["banks"]["exam"]
    assert told["approval"]["is_of_these_items"] is False
    assert told["approval"]["digest"] != told["digest"]
    summary = files["approvals/summary.ru.html"].decode()
    assert "С тех пор задания изменились" in summary
    assert "Елена Ковалёва" in summary


def test_the_same_repository_gives_the_same_bytes_in_whatever_order_its_files_come(root: Path, tmp_path: Path) -> None:
    refuse(root)
    handed(root, tmp_path / "first", with_drafts=True)
    handed(root, tmp_path / "second", with_drafts=True, files=in_another_order(root))
    first = held(tmp_path / "first")
    assert first == held(tmp_path / "second")
    assert DRAFT_ZIP in first


def test_a_bank_that_may_not_be_used_is_not_in_the_zip_and_the_manifest_says_why(root: Path, tmp_path: Path) -> None:
    refuse(root)
    files = packed(root, tmp_path / "out")
    assert not [name for name in files if name.startswith("exam.")]
    told = json.loads(files["manifest.json"])
    assert told["banks"] == {}
    assert told["kept_back"]["exam"]["codes"] == ["REV111"]


def test_drafts_have_a_zip_of_their_own_whose_name_says_so(root: Path, tmp_path: Path) -> None:
    refuse(root)
    handed(root, tmp_path / "out", with_drafts=True)
    plain = members((tmp_path / "out" / ZIP).read_bytes())
    draft = members((tmp_path / "out" / DRAFT_ZIP).read_bytes())
    assert not [name for name in plain if "draft" in name]
    assert "draft" not in json.loads(plain["manifest.json"])
    top = {name for name in draft if "/" not in name} - {"manifest.json", "SHA256SUMS"}
    assert {"exam.draft.mbz", "exam.bank.draft.mbz", "card.kk.draft.html"} < top
    assert all(".draft." in name for name in top)
    assert json.loads(draft["manifest.json"])["draft"] is True
    assert "DRAFT." in draft["card.en.draft.html"].decode()
