"""Baselines: what is known is left out, what is new counts, what was mended goes, and some things are never hidden."""

import json
import os
import shutil
from pathlib import Path

import pytest
from repository_in_git import FOUR, WRONG_TOPIC, break_item, check, codes, commit, report, small_under_git

from processes import EXAM, edit, small
from qoima.cli.files import write_files

PRACTICE = "content/practice/networks/en.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = small(tmp_path / "small")
    break_item(root)
    edit(root / EXAM, *WRONG_TOPIC)
    return root


def written(root: Path, *words: str, lang: str = "en") -> Path:
    """A baseline of what is found."""
    file = root / "known.jsonl"
    check(root, "--write-baseline", str(file), *words, lang=lang)
    return file


def test_a_baseline_leaves_out_what_is_known_and_counts_it(root: Path) -> None:
    found = codes(root)
    file = root / "known.jsonl"
    first = check(root, "--write-baseline", str(file))
    again = check(root, "--baseline", str(file))
    assert first == again
    assert first.status == 0
    assert first.out.splitlines()[-1] == f"0 errors, 0 warnings, {len(found)} known from the baseline"
    assert report(root, "--baseline", str(file))["counts"]["in_baseline"] == len(found)


def test_a_reviewer_can_read_it_and_everyone_writes_the_same(root: Path) -> None:
    text = written(root).read_text(encoding="utf-8")
    head, *lines = text.splitlines()
    assert head == '{"qoima-baseline": 1}'
    held = [json.loads(line) for line in lines]
    assert [list(entry) for entry in held] == [["path", "code", "fingerprint", "says"]] * len(held)
    assert [(entry["path"], entry["code"]) for entry in held] == sorted((path, code) for code, path in codes(root))
    assert {"path": EXAM, "code": "ITM101", "says": "4 options, 5 required"}.items() <= held[1].items()
    assert written(root, lang="kk").read_text(encoding="utf-8") == text


def test_what_is_new_counts(root: Path) -> None:
    file = written(root)
    edit(root / EXAM, "items:\n", "# a line more\nitems:\n")
    assert codes(root, "--baseline", str(file)) == []
    edit(root / EXAM, "[OSPF, RIP, EIGRP, IS-IS]", "[OSPF, RIP, EIGRP]")
    assert codes(root, "--baseline", str(file)) == [("ITM101", EXAM)]
    assert check(root, "--baseline", str(file)).status == 1


def test_what_was_mended_can_go(root: Path) -> None:
    file = written(root)
    edit(root / EXAM, *reversed(FOUR))
    number = next(n for n, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if "ITM101" in line)
    done = check(root, "--baseline", str(file))
    assert done.status == 0
    assert (
        f"known.jsonl:{number}:1: warning[PRF021] 1 finding of the baseline no longer occurs: line {number}" in done.out
    )
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[: number - 1] + lines[number:]), encoding="utf-8")
    assert codes(root, "--baseline", str(file)) == []


def test_with_paths_only_what_lies_there_is_written(root: Path) -> None:
    edit(root / PRACTICE, "items:\n", "items:\n  # one more\n")
    file = written(root, "content")
    assert EXAM not in file.read_text(encoding="utf-8")
    assert ("ITM101", EXAM) in codes(root, "--baseline", str(file))


def test_leaks_and_what_cannot_be_read_are_never_hidden(root: Path) -> None:
    shutil.copy(root / EXAM, root / PRACTICE)
    (root / "testbanks/networks/en/passport.yaml").write_text("course: [\n", encoding="utf-8")
    told = {code for code, _ in codes(root)}
    assert {"BNK112", "YML001"} <= told
    file = written(root)
    assert {"BNK112", "YML001"} <= {code for code, _ in codes(root, "--baseline", str(file))}
    assert "ITM101" not in {code for code, _ in codes(root, "--baseline", str(file))}
    entries = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()[1:]]
    assert not {"BNK112", "YML001"} & {entry["code"] for entry in entries}
    for one in report(root)["diagnostics"]:
        entries.append({key: one[key] for key in ("path", "code", "fingerprint")})
    lines = [json.dumps(entry) + "\n" for entry in ({"qoima-baseline": 1}, *entries)]
    file.write_text("".join(lines), encoding="utf-8")
    assert {"BNK112", "YML001"} <= {code for code, _ in codes(root, "--baseline", str(file))}, "entered by hand"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (None, "FIL001", 1),
        ("", "FIL005", 1),
        ("items: []\n", "PRF020", 1),
        ('{"qoima-baseline": 2}\n', "PRF020", 1),
        ('{"qoima-baseline": 1}\n[]\n', "PRF020", 2),
        ('{"qoima-baseline": 1}\n\n{"path": 1, "code": "A", "fingerprint": ""}\n', "PRF020", 3),
        ('{"qoima-baseline": 1}\n' + "[" * 9999 + "\n", "PRF020", 2),
        ('{"qoima-baseline": 1}\n<<<<<<< HEAD\n=======\n>>>>>>> dana\n', "PRF020", 2),
        ("\udcff\n", "FIL002", 1),
    ],
)
def test_a_baseline_that_cannot_be_read_is_told(root: Path, text: str | None, code: str, line: int) -> None:
    file = root / "known.jsonl"
    if text is not None:
        file.write_text(text, encoding="utf-8", errors="surrogateescape")
    found = report(root, "--baseline", str(file), "content")["diagnostics"]
    told = [(one["code"], one["line"]) for one in found if one["path"] == "known.jsonl"]
    assert told == [(code, line)]
    assert check(root, "--baseline", str(file)).status == 1


def test_a_line_that_is_none_hides_no_other(root: Path) -> None:
    file = written(root)
    file.write_text(file.read_text(encoding="utf-8") + "]\n", encoding="utf-8")
    assert codes(root, "--baseline", str(file)) == [("PRF020", "known.jsonl")]


def test_no_other_file_is_written_over(root: Path) -> None:
    before = (root / EXAM).read_bytes()
    done = check(root, "--write-baseline", str(root / EXAM))
    assert done.status == 2
    assert "is no baseline" in done.err
    assert (root / EXAM).read_bytes() == before


def test_options_that_undo_each_other_are_wrong_usage(root: Path) -> None:
    file = written(root)
    assert check(root, "--baseline", str(file), "--write-baseline", str(file)).status == 2
    assert check(root, "--write-baseline", str(file), "--changed-since", "HEAD").status == 2


def test_it_goes_with_what_a_change_answers_for(tmp_path: Path) -> None:
    root = small_under_git(tmp_path / "small")
    break_item(root)
    file = written(root)
    commit(root)
    edit(root / EXAM, *WRONG_TOPIC)
    held = report(root, "--baseline", str(file), "--changed-since", "HEAD")
    assert ("BNK108", EXAM) in [(one["code"], one["path"]) for one in held["diagnostics"]]
    assert held["counts"]["in_baseline"] == 2
    assert held["counts"]["older"] == held["counts"]["info"] + len(
        [o for o in report(root)["diagnostics"] if o["severity"] == "info"]
    )


def test_a_device_stays_a_device() -> None:
    master, slave = os.openpty()
    device = Path(os.ttyname(slave))
    write_files(device.parent, {device.name: b"a report"})
    assert (os.read(master, 100), device.is_char_device()) == (b"a report", True)
    os.close(master)
    os.close(slave)
