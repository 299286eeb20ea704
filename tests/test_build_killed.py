"""`qoima build` killed or interrupted at any moment: each folder is wholly old or wholly new, and nobody is left."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from processes import (
    ANOTHER,
    COMMAND,
    COURSE,
    DAY,
    DESCRIPTION,
    EXAM,
    SECONDS,
    Trees,
    build,
    edit,
    environment,
    inside,
    trees,
)
from qoima.cli.swap import GENERATED_IN_DIST, building


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "repository")


DIES_BEFORE = """
import os, re, signal, sys

moment = re.compile(sys.argv.pop(1))

def watch(event, values):
    if event in EVENTS and moment.search(" ".join([event, *map(str, values)])):
        os.kill(os.getpid(), signal.SIGKILL)

EVENTS = {"open", "os.rename", "os.remove", "shutil.rmtree", "shutil.copytree", "shutil.copyfile", "subprocess.Popen"}
sys.addaudithook(watch)
from qoima.cli.main import main
main()
"""

MOMENTS = {
    "the build has begun": (r"^open \S+/content/university\.yaml r", "old"),
    "a Moodle file is written": (r"^open \S+/next/dist/moodle/networks/en/\.exam\.xml\.\d+\.part w", "old"),
    "a page is staged": (r"^open \S+/stage/docs/en/courses/networks\.md w", "old"),
    "MkDocs begins": (r"^subprocess\.Popen .*mkdocs", "old"),
    "the site is half put together": (r"^shutil\.copyfile .* \S+/next/site/en/courses/networks\.html", "old"),
    "the guard is reading": (r"^open \S+/next/site/en/index\.html r", "old"),
    "the journal is drafted": (r"^os\.rename \S+/swap\.json\.new", "old"),
    "the journal stands": (r"^os\.rename \S+/repository/dist \S+/old/dist", "new"),
    "dist is away": (r"^os\.rename \S+/next/dist ", "new"),
    "dist is in place": (r"^os\.rename \S+/repository/site \S+/old/site", "new"),
    "site is away": (r"^os\.rename \S+/next/site ", "new"),
    "both are in place": (r"^os\.remove \S+/swap\.json ", "new"),
    "the journal is gone": (r"^shutil\.rmtree \S+/build/old", "new"),
}


def rewrite(root: Path) -> None:
    """Change something that is published, and something that is delivered."""
    edit(root / COURSE, DESCRIPTION, ANOTHER)
    edit(root / EXAM, "Which of these protocols exchanges", "Which of the five protocols exchanges")


@pytest.fixture(scope="module")
def states(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Trees]:
    """The folders before and after the build that is going to be killed."""
    root = shutil.copytree(built, tmp_path_factory.mktemp("states") / "repository")
    old = trees(root)
    rewrite(root)
    assert build(root).status == 0
    new = trees(root)
    assert all(old[name] != new[name] for name in old)
    return {"old": old, "new": new}


def generated(name: str, files: dict[str, bytes]) -> dict[str, bytes]:
    """What a build makes of a folder; the letter in dist/ is not ours, and is moved along."""
    return files if name == "site" else {p: d for p, d in files.items() if p.split("/")[0] in GENERATED_IN_DIST}


def assert_whole(root: Path, states: dict[str, Trees]) -> None:
    """Each folder is the old one or the new one; between two renames it is away."""
    for name, files in trees(root).items():
        known = [generated(name, states[state][name]) for state in ("old", "new")]
        assert generated(name, files) in (*known, {}), name


def start(root: Path, command: list[str], env: dict[str, str]) -> "subprocess.Popen[bytes]":
    words = [*command, "build", "--date", DAY]
    return subprocess.Popen(words, cwd=root, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def assert_goes_on(root: Path, states: dict[str, Trees], state: str) -> None:
    """The next command, whichever, finishes what was begun; the one after that may build."""
    assert inside("check", "--repo", str(root)).status == 0
    assert trees(root) == states[state]
    assert not (root / "build/swap.json").exists()
    assert not (root / "build/old").exists()
    with building(root) as following:
        assert not list(following.iterdir())


@pytest.fixture
def changed(root: Path) -> Path:
    """The built repository, with a course and a bank changed since."""
    rewrite(root)
    return root


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_build_killed_at_any_moment_leaves_whole_folders(
    changed: Path, states: dict[str, Trees], moment: str
) -> None:
    pattern, state = MOMENTS[moment]
    with start(changed, [sys.executable, "-c", DIES_BEFORE, pattern], environment()) as process:
        out, err = process.communicate(timeout=SECONDS)
    assert process.returncode == -signal.SIGKILL, (out, err)
    assert_whole(changed, states)
    assert_goes_on(changed, states, state)


FALLS_ASLEEP = """
import fcntl, os, sys, time

def watch(event, values):
    if event == "open" and str(values[0]).endswith("/out/en/index.html"):
        held = open("../../falling", "w")
        fcntl.flock(held, fcntl.LOCK_EX)
        os.rename("../../falling", "../../asleep")
        time.sleep(60)

if "mkdocs.en.yml" in sys.orig_argv:
    sys.addaudithook(watch)
"""


@contextmanager
def asleep(root: Path, tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A build whose MkDocs has begun to write and would go on in a minute; until then it holds a lock."""
    (tmp_path / "sitecustomize.py").write_text(FALLS_ASLEEP, encoding="utf-8")
    env = environment()
    env["PYTHONPATH"] = os.pathsep.join((str(tmp_path), env["PYTHONPATH"]))
    with start(root, COMMAND, env) as process:
        while not (root / "asleep").exists():
            assert process.poll() is None
            time.sleep(0.01)
        yield process


def assert_nobody_writes(root: Path) -> None:
    """MkDocs has ended, after a moment at most."""
    end = time.monotonic() + 20
    with (root / "asleep").open() as file:
        while time.monotonic() < end:
            with suppress(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            time.sleep(0.02)
    pytest.fail("MkDocs outlives the build")


def test_a_build_killed_while_mkdocs_writes_leaves_nobody_writing(
    changed: Path, states: dict[str, Trees], tmp_path: Path
) -> None:
    with asleep(changed, tmp_path) as process:
        process.kill()
    assert_nobody_writes(changed)
    assert trees(changed) == states["old"]
    assert_goes_on(changed, states, "old")
    assert build(changed).status == 0
    assert trees(changed) == states["new"]


def test_an_interrupted_build_ends_with_130_and_touches_nothing(
    changed: Path, states: dict[str, Trees], tmp_path: Path
) -> None:
    with asleep(changed, tmp_path) as process:
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert (out, err.strip()) == (b"", b"")
    assert_nobody_writes(changed)
    assert trees(changed) == states["old"]
    assert_goes_on(changed, states, "old")


def test_a_second_build_beside_the_first_is_refused_and_the_first_goes_on(root: Path) -> None:
    with building(root):
        done = build(root)
        assert done.status == 2
        assert f"another build is at work here (process {os.getpid()})" in done.err
        assert inside("check", "--repo", str(root)).status == 0
