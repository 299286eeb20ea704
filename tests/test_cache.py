"""What the cache holds, what makes it work anew, and that nothing which befalls its file changes a report."""

import json
import os
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.cached_checks import DAYS, DECISIONS, UNIVERSITY, repository, shown
from tests.processes import inside

from qoima.cli.checking import store as cache_module
from qoima.cli.checking import whole as whole_check
from qoima.cli.checking.store import Cache
from qoima.cli.workspace import CACHE, Checked, examine

DEMO, NETWORKS = "courses/demo", "courses/networks"
PRACTICE = "content/practice/networks/en.yaml"
EXAM = "testbanks/networks/en/exam.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = repository(tmp_path / "repository")
    examine(made, day=DAYS[0], cached=True)
    return made


def again(root: Path, day: date = DAYS[0]) -> Checked:
    checked = examine(root, day=day, cached=True)
    anew = examine(root, day=day)
    assert shown(checked.report, checked.rows) == shown(anew.report, anew.rows)
    return checked


def add(root: Path, path: str, text: str) -> None:
    file = root / path
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def test_nothing_changed_nothing_is_checked_again(root: Path) -> None:
    assert again(root).evaluated == ()


CHANGES: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "a bank": (lambda root: add(root, EXAM, "\n# later\n"), {NETWORKS}),
    "a picture": (lambda root: add(root, "testbanks/networks/en/images/wall.svg", "<!-- -->"), {NETWORKS}),
    "a review": (lambda root: add(root, "testbanks/demo/en/reviews/2026-09-01-exam.yaml", "\n# x\n"), {DEMO}),
    "a passport": (lambda root: add(root, "testbanks/demo/en/passport.yaml", "\n# x\n"), {DEMO}),
    "practice that is like no live item": (
        lambda root: add(root, PRACTICE, "  - {stem: What is a queue of 17 jobs?, correct: it waits}\n"),
        {NETWORKS},
    ),
    "a course that blended learning and a map name": (
        lambda root: add(root, "content/courses/blended-course.yaml", "\n# x\n"),
        {"courses/blended-course", "maps/blended-course", "blended/blended"},
    ),
    "an integration map": (
        lambda root: add(root, "content/maps/blended-course.yaml", "\n# x\n"),
        {"maps/blended-course", "courses/blended-course", DEMO},  # both courses use outside courses, so they owe one
    ),
    "somebody whom no other file names": (
        lambda root: add(root, "content/people.yaml", "z-new: {name: Zarina New}\n"),
        {""},
    ),
    "a waiver": (lambda root: add(root, UNIVERSITY, DECISIONS[0]), {""}),
    "a new course": (lambda root: (root / "content/courses/new.yaml").write_text("name: {en: New}\n"), {"courses/new"}),
}


@pytest.mark.parametrize("what", CHANGES)
def test_one_change_has_exactly_its_parts_checked_again(root: Path, what: str) -> None:
    change, expected = CHANGES[what]
    change(root)
    assert set(again(root).evaluated) == expected
    assert again(root).evaluated == ()


def test_practice_like_a_live_item_of_another_course_is_found_there(root: Path) -> None:
    target = root / "content/practice/demo/en.yaml"
    target.parent.mkdir(parents=True)
    target.write_bytes((root / EXAM).read_bytes())
    checked = again(root)
    assert set(checked.evaluated) == {DEMO, NETWORKS}
    leaks = {one.at.source.path for one in checked.report.diagnostics if one.code == "BNK112"}
    assert leaks == {EXAM, "content/practice/demo/en.yaml"}
    target.unlink()
    assert again(root).evaluated == ()  # as on another branch: what was found before that is still there


def test_another_day_has_only_those_checked_again_that_ask_for_it(root: Path) -> None:
    evaluated = set(again(root, DAYS[1]).evaluated)
    assert "" in evaluated
    assert NETWORKS not in evaluated


def test_another_program_has_everything_checked_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_check, "program", lambda: "another one")
    assert NETWORKS in again(root).evaluated


def test_the_command_without_cache_neither_reads_nor_writes_it(tmp_path: Path) -> None:
    root = repository(tmp_path / "repository")
    words = ("check", "--repo", str(root), "--date", "2026-10-01")
    plain = inside(*words, "--no-cache")
    assert not (root / CACHE).exists()
    assert inside(*words) == plain
    assert (root / CACHE).exists()
    assert inside(*words) == inside(*words, "--no-cache") == plain


def _of_another_format(file: Path) -> None:
    with sqlite3.connect(file) as held:
        held.execute("PRAGMA user_version = 999")


def _without_a_table(file: Path) -> None:
    with sqlite3.connect(file) as held:
        held.execute("DROP TABLE entries")


def _with_other_values(file: Path) -> None:
    with sqlite3.connect(file) as held:
        held.execute("UPDATE entries SET value = ?", (b"\x80\x04no pickle is read",))


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


DAMAGE: tuple[Callable[[Path], object], ...] = (
    lambda file: file.write_bytes(b""),
    lambda file: file.write_bytes(b"no database" * 1000),
    _cut,
    _of_another_format,
    _without_a_table,
    _with_other_values,
)


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_broken_cache_is_made_anew(root: Path, damage: Callable[[Path], object]) -> None:
    damage(root / CACHE)
    assert NETWORKS in again(root).evaluated
    assert again(root).evaluated == ()


def test_where_there_can_be_no_cache_everything_is_checked(root: Path) -> None:
    (root / CACHE).unlink()
    (root / CACHE).mkdir()
    assert NETWORKS in again(root).evaluated
    assert NETWORKS in again(root).evaluated


def test_a_cache_that_another_command_holds_is_not_waited_for(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "_WAIT_SECONDS", 0.01)
    with sqlite3.connect(root / CACHE, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert NETWORKS in again(root).evaluated
        other.execute("ROLLBACK")
    assert again(root).evaluated == ()


def test_two_commands_at_once_and_one_that_is_killed(tmp_path: Path) -> None:
    root = repository(tmp_path / "repository")
    words = [sys.executable, "-m", "qoima", "check", "--repo", str(root), "--date", "2026-10-01", "--format", "json"]
    held = [subprocess.Popen(words, stdout=subprocess.PIPE, env=dict(os.environ)) for _ in range(3)]
    held[2].kill()
    one, other, _ = (command.communicate()[0] for command in held)
    assert one == other
    assert json.loads(one)["diagnostics"]
    assert again(root).evaluated == ()


def test_an_entry_that_no_run_asks_for_is_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "KEPT_RUNS", 2)
    held = Cache(tmp_path / "build" / "cache.sqlite")
    held.keep({"old": 1, "asked": [2], "asked:live": 3})
    for number in range(4):
        held.close()
        held = Cache(tmp_path / "build" / "cache.sqlite")
        assert held.find(["asked"]) == {"asked": [2]}
        held.used("asked:live")
        held.keep({f"new {number}": number})
    assert held.find(["old", "asked", "asked:live", "new 3"]) == {"asked": [2], "asked:live": 3, "new 3": 3}
    held.close()


def test_the_file_holds_json_alone(root: Path) -> None:
    with sqlite3.connect(root / CACHE) as held:
        values = [value for (value,) in held.execute("SELECT value FROM entries")]
    assert values
    assert all(isinstance(json.loads(zlib.decompress(value)), (dict, list)) for value in values)
