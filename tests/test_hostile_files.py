"""Files that nobody should have made: a clear diagnostic each, no traceback, no hang, no crash of the interpreter."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from qoima.example import FILES, complete

BANK = "testbanks/demo/en/exam.yaml"
ITEM = """\
items:
  - id: q-1
    topic: keys
    difficulty: easy
    stem: {}
    correct: primary
    distractors: [a, b, c, d]
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(complete(path, text), encoding="utf-8")
    (tmp_path / "content/university.yaml").write_text(
        FILES["content/university.yaml"].replace("use: example", "use: eku")
    )
    return tmp_path


def check(root: Path) -> list[tuple[str, str, int]]:
    command = [sys.executable, "-m", "qoima", "check", "--repo", str(root), "--format", "json", "--date", "2026-10-01"]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=env)
    assert done.returncode in (0, 1), done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    return [(d["code"], d["path"], d["line"]) for d in json.loads(done.stdout)["diagnostics"]]


CASES = {
    "byte order mark": (b"\xef\xbb\xbf" + ITEM.format("Which?").encode(), "FIL003", 1),
    "CRLF": (ITEM.format("Which?").replace("\n", "\r\n").encode(), "FIL004", 1),
    "Windows-1251": (ITEM.format("Какой ключ?").encode("cp1251"), "FIL002", 5),
    "UTF-16": (ITEM.format("Which?").encode("utf-16"), "FIL002", 1),
    "empty": (b"", "FIL005", 1),
    "blank": (b"\n\n  \n", "FIL005", 1),
    "comment only": (b"# nothing here\n", "FIL005", 1),
    "a null byte": (ITEM.format("Wh\0ich?").encode(), "FIL008", 5),
    "100,000 brackets": (b"[" * 100_000, "YML010", 1),
    "100,000 braces": (b"{a: " * 100_000, "YML010", 1),
    "deep blocks": ("\n".join(" " * n + "-" for n in range(400)).encode(), "YML010", None),
    "alias bomb": (
        b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(b"b%d: &b%d [*a,*a,*a,*a,*a,*a,*a,*a]\n" % (n, n) for n in range(30)),
        "YML007",
        1,
    ),
    "an object": (b"items: !!python/object/apply:os.system ['true']\n", "YML008", 1),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "FIL002", 1),
    "a text of 300 KiB": (ITEM.format("x" * 300_000).encode(), "YML019", 5),
    "100,000 open quotes": (ITEM.format('"' * 100_001).encode(), None, None),
    "a million stars": (ITEM.format("a" + "*b" * 100_000).encode(), None, None),
    "markup nested 10,000 deep": (ITEM.format("|\n      " + ">" * 10_000 + " x").encode(), None, None),
}


@pytest.mark.parametrize("name", CASES)
def test_a_strange_file_is_named(repository: Path, name: str) -> None:
    data, code, line = CASES[name]
    (repository / BANK).write_bytes(data)
    found = check(repository)
    if code is not None:
        assert (code, BANK) in [(c, p) for c, p, _ in found]
        assert line is None or (code, BANK, line) in found


def test_a_file_of_100_mib_is_not_read(repository: Path) -> None:
    with (repository / BANK).open("wb") as file:
        file.truncate(100 << 20)
    assert ("FIL007", BANK, 1) in check(repository)


def test_a_missing_folder_is_named(repository: Path) -> None:
    (repository / BANK).unlink()
    (repository / "testbanks/demo/en/passport.yaml").unlink()
    (repository / "testbanks/demo/en").rmdir()
    (repository / "testbanks/demo").rmdir()
    (repository / "testbanks").rmdir()
    assert ("FIL006", "testbanks", 1) in check(repository)


def test_a_folder_named_as_a_bank_and_a_link_outside_are_named(repository: Path) -> None:
    (repository / BANK).unlink()
    (repository / BANK).symlink_to("/etc/passwd")
    assert ("FIL012", BANK, 1) in check(repository)


def test_without_a_repository_the_usage_is_wrong(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "qoima", "check"]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False, env=env)
    assert done.returncode == 2
    assert "--repo" in done.stderr
