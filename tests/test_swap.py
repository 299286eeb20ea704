"""`site/` and `dist/` are replaced whole, whenever the process dies."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from qoima.cli import swap as swapping
from qoima.cli.swap import SwapError, building, finish, swap

OLD, NEW = "old", "new"
PAGES = ("index.html", "en/index.html", "en/courses/databases/index.html")
DELIVERED = ("manifest.json", "moodle/databases/en/rk1.xml", "forms/passport.docx", "reports/check.json")
README = "What appears here, by which command.\n"
NOTE = "kept by a teacher"

DIES_AT = """
import os, signal, sys
from pathlib import Path
from qoima.cli import swap as swapping

left = int(sys.argv[3])

def step(done):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

getattr(swapping, sys.argv[2])(Path(sys.argv[1]), step)
"""


def write(root: Path, folder: str, names: tuple[str, ...], text: str) -> None:
    for name in names:
        file = root / folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with an old site and an old dist in place, and new ones made whole under build/next."""
    write(tmp_path, "site", (*PAGES, "gone.html"), OLD)
    (tmp_path / "site/README.md").write_text(README, encoding="utf-8")
    write(tmp_path, "dist", (*DELIVERED, "moodle/gone.xml"), OLD)
    write(tmp_path, "dist", ("notes/letter.txt", "wheel.whl"), NOTE)
    write(tmp_path, "build/next/site", (*PAGES, "added.html"), NEW)
    write(tmp_path, "build/next/dist", DELIVERED, NEW)
    return tmp_path


def held(folder: Path) -> dict[str, str]:
    files = (f for f in folder.rglob("*") if f.is_file())
    return {f.relative_to(folder).as_posix(): f.read_text(encoding="utf-8") for f in files}


SITES = {
    OLD: {**dict.fromkeys((*PAGES, "gone.html"), OLD), "README.md": README},
    NEW: {**dict.fromkeys((*PAGES, "added.html"), NEW), "README.md": README},
}
DISTS = {
    OLD: dict.fromkeys((*DELIVERED, "moodle/gone.xml"), OLD),
    NEW: dict.fromkeys(DELIVERED, NEW),
}
NOTES = dict.fromkeys(("notes/letter.txt", "wheel.whl"), NOTE)


def generated(files: dict[str, str]) -> dict[str, str]:
    return {path: text for path, text in files.items() if path.split("/")[0] in swapping.GENERATED_IN_DIST}


def assert_wholly_new(root: Path) -> None:
    assert held(root / "site") == SITES[NEW]
    assert held(root / "dist") == {**DISTS[NEW], **NOTES}
    assert not (root / "build/swap.json").exists()
    assert not (root / "build/old").exists()
    assert not list((root / "build/next").iterdir())


def kill(root: Path, function: str, step: int) -> bool:
    """Run `swap` or `finish` in a process that kills itself after that many steps; False where it has fewer."""
    done = subprocess.run([sys.executable, "-c", DIES_AT, str(root), function, str(step)], check=False)
    assert done.returncode in (0, -signal.SIGKILL)
    return done.returncode != 0


def test_a_swap_puts_the_new_folders_in_place_and_leaves_what_it_did_not_make(root: Path) -> None:
    swap(root)
    assert_wholly_new(root)


def test_nothing_is_left_to_finish_after_a_swap(root: Path) -> None:
    swap(root)
    assert finish(root) is False
    assert_wholly_new(root)


STEPS = range(1, 12)


def test_every_step_of_a_swap_is_tried(root: Path) -> None:
    steps: list[str] = []
    swap(root, steps.append)
    assert len(steps) == len(STEPS)


@pytest.mark.parametrize("step", STEPS)
def test_a_swap_killed_at_any_step_leaves_whole_folders_and_is_finished(root: Path, step: int) -> None:
    assert kill(root, "swap", step)
    # Between two renames a folder is out of its place; it is never a mixture.
    assert held(root / "site") in (SITES[OLD], SITES[NEW], {})
    assert generated(held(root / "dist")) in (DISTS[OLD], DISTS[NEW], {})
    journal = root / "build/swap.json"
    interrupted = journal.exists()
    if interrupted:
        assert json.loads(journal.read_text(encoding="utf-8")) == {"whole": ["dist", "site"]}
    begun = held(root / "site") != SITES[OLD] or generated(held(root / "dist")) != DISTS[OLD]
    assert finish(root) is interrupted
    if interrupted or begun:
        assert_wholly_new(root)
    else:
        assert held(root / "site") == SITES[OLD]
        assert held(root / "dist") == {**DISTS[OLD], **NOTES}


@pytest.mark.parametrize("step", STEPS)
def test_finishing_may_be_killed_as_well(root: Path, step: int) -> None:
    assert kill(root, "swap", 2)
    kill(root, "finish", step)
    finish(root)
    assert_wholly_new(root)


def test_no_finished_swap_is_begun_again_by_what_an_unfinished_build_left(root: Path) -> None:
    assert finish(root) is False
    assert held(root / "site") == SITES[OLD]
    assert held(root / "dist") == {**DISTS[OLD], **NOTES}


def test_a_site_made_anew_by_git_while_the_swap_lay_dead_is_replaced_too(root: Path) -> None:
    assert kill(root, "swap", 8)
    assert not (root / "site").exists()
    write(root, "site", ("README.md",), "A newer text.\n")
    assert finish(root) is True
    assert held(root / "site") == {**SITES[NEW], "README.md": "A newer text.\n"}


def test_a_file_put_into_dist_while_the_swap_lay_dead_stays(root: Path) -> None:
    assert kill(root, "swap", 2)
    write(root, "dist", ("late.txt",), NOTE)
    assert finish(root) is True
    assert held(root / "dist") == {**DISTS[NEW], **NOTES, "late.txt": NOTE}


def test_the_first_build_of_a_fresh_checkout_has_nothing_to_replace(tmp_path: Path) -> None:
    write(tmp_path, "site", ("README.md",), README)
    with building(tmp_path) as following:
        write(following, "site", PAGES, NEW)
        write(following, "dist", DELIVERED, NEW)
        swap(tmp_path)
    assert held(tmp_path / "site") == {**dict.fromkeys(PAGES, NEW), "README.md": README}
    assert held(tmp_path / "dist") == DISTS[NEW]


def test_a_build_begins_with_an_empty_folder_and_with_no_swap_open(root: Path) -> None:
    assert kill(root, "swap", 2)
    with building(root) as following:
        assert following == root / "build/next"
        assert not list(following.iterdir())
        assert_wholly_new(root)


def test_a_second_build_is_told_who_is_at_work(root: Path) -> None:
    said = rf"another build is at work here \(process {os.getpid()}\)"
    with building(root), pytest.raises(SwapError, match=said), building(root):
        pass


def test_a_command_beside_a_build_leaves_its_swap_alone(root: Path) -> None:
    assert kill(root, "swap", 2)
    with swapping._locked(root) as free:
        assert free
        assert finish(root) is False
        assert held(root / "site") == SITES[OLD]
    assert finish(root) is True


def test_the_lock_of_a_killed_build_does_not_stay(root: Path) -> None:
    script = "import os, signal, sys; from pathlib import Path; from qoima.cli.swap import building\n"
    script += "with building(Path(sys.argv[1])): os.kill(os.getpid(), signal.SIGKILL)"
    done = subprocess.run([sys.executable, "-c", script, str(root)], check=False)
    assert done.returncode == -signal.SIGKILL
    with building(root) as following:
        assert following.is_dir()


def test_a_folder_that_cannot_be_replaced_is_named_and_the_old_one_stays(root: Path) -> None:
    (root / "build/old").write_text("in the way", encoding="utf-8")
    with pytest.raises(SwapError, match="cannot be replaced"):
        swap(root)
    assert held(root / "site") == SITES[OLD]
    (root / "build/old").unlink()
    assert finish(root) is True
    assert_wholly_new(root)
