"""`qoima build`: both folders whole and the same each time, or neither touched, whatever goes wrong and whenever."""

import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from processes import ANOTHER, COURSE, DAY, DESCRIPTION, EXAM, ROOT, build, edit, held, on_terminal, trees
from qoima.formats.messages import catalogue

PRACTICE = "content/practice/networks/en.yaml"
WRITTEN = {
    "exam.mbz", "exam.bank.mbz", "exam.xml", "exam.gift", "networks.course.mbz",
    "card.kk.html", "card.ru.html", "card.en.html",
}  # fmt: skip
KEPT = {"letter.txt", "manifest.json"}
"""What the manifest does not speak of: a file of somebody else, and itself."""

LIVE_STEM = "A distance vector protocol counts to infinity after a link has failed. Which measure shortens the count?"


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "repository")


# A build that goes well


def test_a_build_writes_both_folders_and_leaves_nothing_lying_about(root: Path) -> None:
    assert DESCRIPTION in (root / "site/en/courses/networks.html").read_text(encoding="utf-8")
    assert set(held(root / "dist/moodle")) == {"networks/networks-en.zip", *(f"networks/en/{name}" for name in WRITTEN)}
    assert sorted(p.name for p in (root / "build").iterdir()) == ["cache", "cache.sqlite", "lock", "next", "stage"]
    assert not list((root / "build/next").iterdir())


def test_the_manifest_vouches_for_every_file_beside_it(root: Path) -> None:
    manifest = json.loads((root / "dist/manifest.json").read_bytes())
    delivered = {path: data for path, data in held(root / "dist").items() if path not in KEPT}
    assert {path: one["sha256"] for path, one in manifest["files"].items()} == {
        path: hashlib.sha256(data).hexdigest() for path, data in delivered.items()
    }
    assert {path: one["bytes"] for path, one in manifest["files"].items()} == {p: len(d) for p, d in delivered.items()}
    counted = {
        path: (one["items"], one["easy"], one["medium"], one["hard"])
        for path, one in manifest["files"].items()
        if "items" in one
    }
    assert counted == {
        f"moodle/networks/en/exam.{ending}": (5, 2, 2, 1) for ending in ("mbz", "bank.mbz", "xml", "gift")
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
    banks = re.findall(r"(?m)^(\S+/\S+/\S+) +100 +40/40/20 +(?:40/40/20|–) +жарамды", done.out)
    assert len(banks) == 8
    delivered = json.loads((tmp_path / "dist/manifest.json").read_bytes())["files"]
    assert {path for path, one in delivered.items() if "items" in one} == {
        f"moodle/{bank}.{ending}" for bank in banks for ending in ("mbz", "bank.mbz", "xml", "gift")
    }
    assert sum(path.endswith(".zip") for path in delivered) == 5
    assert {path.name for path in (tmp_path / "site").iterdir() if path.is_dir()} == {"kk", "ru", "en", "cards"}
    steps = [line.split("\r") for line in done.err.removesuffix("\n").split("\n")]
    titles = [str(catalogue("kk")[f"ui.step.{name}"]) for name in ("check", "moodle", "site", "guard")]
    assert [shown[0] for shown in steps] == [f"{title} …" for title in titles]
    for title, shown in zip(titles, steps, strict=True):
        assert re.fullmatch(rf"{title}: \d+ с *", shown[-1])
    languages = steps[2][1:-1]
    assert [len(line.split(", ")) for line in languages] == [1, 2, 3]
    assert set(languages[-1].removeprefix(f"{titles[2]} … ").split(", ")) == {"kk", "ru", "en"}


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
