"""`qoima build`: both folders whole and the same each time, or neither touched, whatever goes wrong and whenever."""

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from processes import COMMAND, DAY, ROOT, Done, edit, environment, held, inside, on_terminal, qoima, small
from qoima.cli.swap import GENERATED_IN_DIST, building
from qoima.formats.messages import catalogue

EXAM, COURSE = "testbanks/networks/en/exam.yaml", "content/courses/networks.yaml"
PRACTICE = "content/practice/networks/en.yaml"
FOLDERS = ("site", "dist")
DESCRIPTION = "The course follows a message from one program to another through the layers of a network."
ANOTHER = "The course follows a letter from one reader to another through the offices of a post."
LIVE_STEM = "A distance vector protocol counts to infinity after a link has failed. Which measure shortens the count?"

Trees = dict[str, dict[str, bytes]]


def trees(root: Path) -> Trees:
    return {name: held(root / name) for name in FOLDERS}


def build(root: Path, *words: str, **more: str) -> Done:
    done = qoima(root, "build", "--date", DAY, *words, **more)
    assert "Traceback" not in done.out + done.err
    return done


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small repository, built once in a folder that git knows nothing of; tests take copies."""
    root = small(tmp_path_factory.mktemp("built") / "repository")
    done = build(root, GIT_CEILING_DIRECTORIES=str(root.parent))
    assert (done.status, done.err) == (0, "")
    (root / "dist/letter.txt").write_text("not ours", encoding="utf-8")
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "repository")


# A build that goes well


def test_a_build_writes_both_folders_and_leaves_nothing_lying_about(root: Path) -> None:
    assert DESCRIPTION in (root / "site/en/courses/networks.html").read_text(encoding="utf-8")
    assert set(held(root / "dist/moodle")) == {"networks/en/exam.gift", "networks/en/exam.xml"}
    assert sorted(path.name for path in (root / "build").iterdir()) == ["lock", "next", "stage"]
    assert not list((root / "build/next").iterdir())


def test_the_manifest_vouches_for_every_file_beside_it(root: Path) -> None:
    manifest = json.loads((root / "dist/manifest.json").read_bytes())
    delivered = {f"moodle/{path}": data for path, data in held(root / "dist/moodle").items()}
    assert {path: one["sha256"] for path, one in manifest["files"].items()} == {
        path: hashlib.sha256(data).hexdigest() for path, data in delivered.items()
    }
    assert {path: one["bytes"] for path, one in manifest["files"].items()} == {p: len(d) for p, d in delivered.items()}
    assert {(one["items"], one["easy"], one["medium"], one["hard"]) for one in manifest["files"].values()} == {
        (5, 2, 2, 1)
    }


def test_a_second_build_without_git_from_files_that_only_can_be_read_gives_the_same_bytes(root: Path) -> None:
    before = trees(root)
    for file in (root / "mkdocs.yml", *(root / "content").rglob("*.yaml"), *(root / "testbanks").rglob("*.yaml")):
        file.chmod(0o444)
    done = build(root, PATH=str(root), TZ="Asia/Almaty", PYTHONHASHSEED="7")
    assert (done.status, done.err) == (0, "")
    assert trees(root) == before
    assert json.loads((root / "dist/manifest.json").read_bytes())["commit"] == "none"


def test_the_manifest_names_the_commit_and_says_when_files_differ_from_it(root: Path) -> None:
    author = ["-c", "user.name=A. Omarova", "-c", "user.email=a@example.kz"]
    for words in (["init", "-q"], ["add", "content"], [*author, "commit", "-q", "-m", "A course"]):
        subprocess.run(["git", *words], cwd=root, check=True)
    edit(root / COURSE, DESCRIPTION, ANOTHER)
    assert build(root).status == 0
    short = subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], cwd=root, text=True).strip()
    assert json.loads((root / "dist/manifest.json").read_bytes())["commit"] == f"{short}-dirty"


def test_from_a_checkout_without_testbanks_the_site_is_built_and_that_is_said(root: Path) -> None:
    before = trees(root)
    shutil.rmtree(root / "testbanks")
    assert build(root).status == 1
    (root / "testbanks").mkdir()  # as git leaves a submodule that has not been fetched
    edit(root / COURSE, DESCRIPTION, ANOTHER)
    done = build(root, "--published", "--lang", "ru")
    assert done.status == 0
    assert done.out.endswith("собрано без testbanks/: правила о банках не применялись\n")
    assert ANOTHER in (root / "site/en/courses/networks.html").read_text(encoding="utf-8")
    assert held(root / "dist") == before["dist"]


def test_our_own_repository_is_built_with_its_progress_on_a_terminal(tmp_path: Path) -> None:
    for folder in ("content", "testbanks"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    done = on_terminal(tmp_path, "build", "--lang", "kk", "--date", DAY, of="err")
    assert done.status == 0, done.out
    banks = re.findall(r"(?m)^(\S+/\S+/\S+) +100 +40/40/20 +40/40/20 +жарамды", done.out)
    assert len(banks) == 4
    assert set(json.loads((tmp_path / "dist/manifest.json").read_bytes())["files"]) == {
        f"moodle/{bank}.{ending}" for bank in banks for ending in ("xml", "gift")
    }
    assert {path.name for path in (tmp_path / "site").iterdir() if path.is_dir()} == {"kk", "ru", "en"}
    steps = [line.split("\r") for line in done.err.removesuffix("\n").split("\n")]
    titles = [str(catalogue("kk")[f"ui.step.{name}"]) for name in ("check", "site", "guard")]
    assert [shown[0] for shown in steps] == [f"{title} …" for title in titles]
    for title, shown in zip(titles, steps, strict=True):
        assert re.fullmatch(rf"{title}: \d+ с *", shown[-1])
    languages = steps[1][1:-1]
    assert [len(line.split(", ")) for line in languages] == [1, 2, 3]
    assert set(languages[-1].removeprefix(f"{titles[1]} … ").split(", ")) == {"kk", "ru", "en"}


# A build that is stopped


def four_options(root: Path) -> None:
    edit(root / EXAM, '["6", "16", "30", "62"]', '["6", "16", "30"]')


def no_university(root: Path) -> None:
    (root / "content/university.yaml").unlink()


def practice_equal_to_a_live_item(root: Path) -> None:
    stem = "A frame leaves a laptop for the nearest switch. Which address of the receiver does it carry in its head?"
    edit(root / PRACTICE, stem, LIVE_STEM)


def practice_equal_to_a_live_item_without_profiles(root: Path) -> None:
    practice_equal_to_a_live_item(root)
    file = root / "content/university.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("profiles:")] + "profiles: []\n", encoding="utf-8")


def live_text_in_a_description(root: Path) -> None:
    edit(root / COURSE, DESCRIPTION, f"{DESCRIPTION} For example, what counts to infinity after a link has failed?")


def live_picture_on_a_page(root: Path) -> None:
    (root / "content/practice/networks/images").mkdir()
    drawing = (root / "testbanks/networks/en/images/wall.svg").read_bytes()
    (root / "content/practice/networks/images/hosts.svg").write_bytes(drawing)
    edit(root / PRACTICE, "A switch knows nothing of IP.", "'![Hosts](images/hosts.svg)'")


def item_that_moodle_refuses(root: Path) -> None:
    edit(root / EXAM, "[Longer timers, Larger tables,", "[A price of $@ a day, Larger tables,")


STOPPED: dict[Callable[[Path], None], tuple[str, str]] = {
    four_options: ("ITM101", EXAM),
    no_university: ("FIL001", "content/university.yaml"),
    item_that_moodle_refuses: ("DLV002", EXAM),
    practice_equal_to_a_live_item: ("BNK112", PRACTICE),
    live_picture_on_a_page: ("BNK112", PRACTICE),
    practice_equal_to_a_live_item_without_profiles: ("BNK112", EXAM),
    live_text_in_a_description: ("BNK112", EXAM),
}


@pytest.mark.parametrize("wrong", STOPPED, ids=lambda wrong: wrong.__name__)
def test_an_error_stops_the_build_and_nothing_is_touched(root: Path, wrong: Callable[[Path], None]) -> None:
    before = trees(root)
    wrong(root)
    done = build(root)
    code, path = STOPPED[wrong]
    assert (done.status, done.err) == (1, "")
    assert re.search(rf"(?m)^{path}:\d+:\d+: error\[{code}\]", done.out)
    assert done.out.endswith("nothing was built: site/ and dist/ are as they were\n")
    assert trees(root) == before
    assert not (root / "build/swap.json").exists()


def test_where_live_items_are_the_site_is_not_built_without_looking_for_them(root: Path) -> None:
    before = trees(root)
    live_text_in_a_description(root)
    done = build(root, "--published")
    assert done.status == 2
    assert "testbanks/ is here: build without --published" in done.err
    assert trees(root) == before


def missing(file: Path) -> None:
    file.unlink()


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def a_link_to_itself(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.name)


@pytest.mark.parametrize("wrong", [missing, a_folder, a_link_to_itself])
def test_settings_of_the_site_that_cannot_be_read_are_named(root: Path, wrong: Callable[[Path], None]) -> None:
    before = trees(root)
    wrong(root / "mkdocs.yml")
    done = build(root)
    assert (done.status, done.out) == (2, "")
    assert re.fullmatch(r"Error: mkdocs\.yml cannot be read \(.+\): .*take it from Qoima's repository\n", done.err)
    assert trees(root) == before


@pytest.mark.parametrize("text", ["theme: [\n", "site_name: X\ntheme: {name: no-such-theme}\n", "hooks: [gone.py]\n"])
def test_what_mkdocs_says_of_wrong_settings_is_passed_on(root: Path, text: str) -> None:
    before = trees(root)
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    done = build(root)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("Error: mkdocs (en):\n")
    assert done.err.endswith("nothing was built: site/ and dist/ are as they were\n")
    assert trees(root) == before


# A build that is killed

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
    "a Moodle file is written": (r"^open \S+/next/dist/moodle/networks/en/exam\.xml w", "old"),
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


@pytest.fixture(scope="module")
def states(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Trees]:
    """The folders before and after the build that is going to be killed."""
    root = shutil.copytree(built, tmp_path_factory.mktemp("states") / "repository")
    old = trees(root)
    edit(root / COURSE, DESCRIPTION, ANOTHER)
    edit(root / EXAM, "Which of these protocols exchanges", "Which of the five protocols exchanges")
    assert build(root).status == 0
    new = trees(root)
    assert all(old[name] != new[name] for name in FOLDERS)
    return {"old": old, "new": new}


def generated(name: str, files: dict[str, bytes]) -> dict[str, bytes]:
    """What a build makes of a folder; the letter in dist/ is not ours, and is moved along."""
    return files if name == "site" else {p: d for p, d in files.items() if p.split("/")[0] in GENERATED_IN_DIST}


def assert_whole(root: Path, states: dict[str, Trees]) -> None:
    """Each folder is the old one or the new one; between two renames it is away."""
    for name, files in trees(root).items():
        known = [generated(name, states[state][name]) for state in ("old", "new")]
        assert generated(name, files) in (*known, {}), name


def assert_alone(process: "subprocess.Popen[bytes]") -> None:
    """No process that it started is left; the last ones have a moment to go."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    pytest.fail("a process outlives the build")


def start(root: Path, command: list[str], env: dict[str, str]) -> "subprocess.Popen[bytes]":
    """A build as the leader of a group of processes."""
    words = [*command, "build", "--date", DAY]
    return subprocess.Popen(
        words, cwd=root, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )


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
    edit(root / COURSE, DESCRIPTION, ANOTHER)
    edit(root / EXAM, "Which of these protocols exchanges", "Which of the five protocols exchanges")
    return root


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_build_killed_at_any_moment_leaves_whole_folders(
    changed: Path, states: dict[str, Trees], moment: str
) -> None:
    pattern, state = MOMENTS[moment]
    with start(changed, [sys.executable, "-c", DIES_BEFORE, pattern], environment()) as process:
        out, err = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, (out, err)
    assert_alone(process)
    assert_whole(changed, states)
    assert_goes_on(changed, states, state)


FALLS_ASLEEP = """
import sys, time
from pathlib import Path

def watch(event, values):
    if event == "open" and str(values[0]).endswith("/out/en/index.html"):
        Path("../../asleep").touch()
        time.sleep(60)

if "mkdocs.en.yml" in sys.orig_argv:
    sys.addaudithook(watch)
"""


@contextmanager
def asleep(root: Path, tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A build whose MkDocs has begun to write and would go on in a minute."""
    (tmp_path / "sitecustomize.py").write_text(FALLS_ASLEEP, encoding="utf-8")
    env = environment()
    env["PYTHONPATH"] = os.pathsep.join((str(tmp_path), env["PYTHONPATH"]))
    with start(root, COMMAND, env) as process:
        while not (root / "asleep").exists():
            assert process.poll() is None
            time.sleep(0.01)
        yield process


def test_a_build_killed_while_mkdocs_writes_leaves_nobody_writing(
    changed: Path, states: dict[str, Trees], tmp_path: Path
) -> None:
    with asleep(changed, tmp_path) as process:
        process.kill()
    assert_alone(process)
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
    assert_alone(process)
    assert trees(changed) == states["old"]
    assert_goes_on(changed, states, "old")


def test_a_second_build_beside_the_first_is_refused_and_the_first_goes_on(root: Path) -> None:
    with building(root):
        done = build(root)
        assert done.status == 2
        assert f"another build is at work here (process {os.getpid()})" in done.err
        assert inside("check", "--repo", str(root)).status == 0
