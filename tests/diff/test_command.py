"""`qoima diff` as it is typed: revisions, paths, forms, what cannot be."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from story import BANK, EXAM, PRACTICE, RK1, Story

from processes import inside, qoima, small
from qoima.core.words import LANGUAGES


def changed(story: Story, word: str) -> bool:
    return f"{{+{word}+}}" in story.shown()


def branched(story: Story) -> None:
    """`main` and `work` have parted: one says `cheapest`, the other `quickest`, in different items."""
    story.git("checkout", "-q", "-b", "work")
    story.edit(RK1, "finds the shortest", "finds the cheapest")
    story.commit()
    story.git("checkout", "-q", "main")
    story.edit(RK1, "A switch forwards", "A bridge forwards")
    story.commit()


def test_revisions_are_named_as_in_git(story: Story) -> None:
    branched(story)
    assert story.shown() == "nothing has changed\n"
    two = story.shown("main..work")
    assert "{+cheapest+}" in two
    assert "[-bridge-]{+switch+}" in two
    since = story.shown("main...work")
    assert "{+cheapest+}" in since
    assert "switch" not in since
    assert story.shown("..work") == two
    assert "[-cheapest-]{+shortest+}" in story.shown("work")
    assert story.shown("work..") == story.shown("work..main")
    assert story.shown("HEAD~1") == story.shown("main~1..main")


def test_files_that_git_does_not_know_yet_count(story: Story) -> None:
    story.write(RK1.replace("rk1", "rk2"), BANK.replace("id: n-", "id: m-"))
    told = story.shown()
    assert "networks/en/rk2  testbanks/networks/en/rk2.yaml\n  a new file\n  items: 0 → 10" in told
    assert "items added: 10" in told


def test_paths_narrow(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    story.edit(RK1, "finds the shortest", "finds the cheapest")
    story.edit(EXAM, "topic: routing\n    difficulty: hard", "topic: routing\n    difficulty: easy")
    story.edit(PRACTICE, "Routers work", "Routers live")
    assert "n-1" in story.shown("--", "testbanks")
    assert "practice" not in story.shown("--", "testbanks")
    assert "nw-exam" not in story.shown("HEAD", "--", RK1, "content")
    assert story.shown("--", "testbanks/networks/ru") == "nothing has changed\n"
    monkeypatch.chdir(story.root / "testbanks/networks/en")
    done = inside("diff", "--", "exam.yaml")
    assert "nw-exam-5" in done.out
    assert "n-1 " not in done.out
    assert inside("diff", "--", "../../../../..").status == 2


def test_a_repository_below_that_of_git(tmp_path: Path) -> None:
    story = Story(small(tmp_path / "faculty" / "courses"))
    outer = Story(tmp_path / "faculty")
    outer.git("init", "-q", "-b", "main")
    outer.commit()
    story.edit(EXAM, 'correct: "14"', 'correct: "16"')
    assert "KEY MAY HAVE CHANGED  nw-exam-3" in story.shown()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere",), "git knows no revision nowhere"),
        (("main..nowhere",), "git knows no revision nowhere"),
        (("--keys", RK1), f"a path stands after --: qoima diff -- {RK1}"),
        (("main", "work"), "unexpected extra argument"),
    ],
)  # fmt: skip
def test_what_git_does_not_know_is_wrong_usage(words: tuple[str, ...], said: str, story: Story) -> None:
    done = story.diff(*words)
    assert done.status == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_two_histories_have_no_base(story: Story) -> None:
    story.git("checkout", "-q", "--orphan", "other")
    story.commit()
    done = story.diff("main...other")
    assert (done.status, "no commit in common" in done.err) == (2, True)
    assert story.shown("main..other") == "nothing has changed\n"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_folder_without_git_is_told_so(lang: str, tmp_path: Path) -> None:
    root = small(tmp_path / "plain")
    done = inside("diff", "--repo", str(root), "--lang", lang, GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert done.status == 2
    assert str(root) in done.err
    assert "git" in done.err
    assert done.out == ""


def test_a_machine_without_git_is_told_so(story: Story) -> None:
    done = inside("diff", "--repo", str(story.root), PATH=str(story.root))
    assert done.status == 2
    assert "git" in done.err
    assert "Traceback" not in done.err


def test_a_shallow_clone_is_told_so(story: Story, tmp_path: Path) -> None:
    story.commit("second")
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{story.root}", str(clone)], check=True, env=os.environ
    )
    done = Story(clone).diff("HEAD~1")
    assert (done.status, "git fetch --unshallow" in done.err) == (2, True)


def test_a_revision_without_any_content(story: Story) -> None:
    """The first commit of a repository often has a README alone."""
    story.git("checkout", "-q", "--orphan", "empty")
    story.git("rm", "-rq", "--cached", ".")
    story.git("commit", "-q", "--allow-empty", "-m", "empty")
    told = story.shown("empty", "--format", "json")
    sets = json.loads(told)["sets"]
    assert [(one["path_before"], len(one["items"])) for one in sets] == [(None, 5), (None, 10), (None, 1)]


def test_a_submodule_with_the_banks(story: Story, tmp_path: Path) -> None:
    """`testbanks/` may be a private repository of its own."""
    private = Story(tmp_path / "private")
    shutil.copytree(story.root / "testbanks", private.root)
    private.git("init", "-q", "-b", "main")
    private.commit()
    story.git("rm", "-rq", "testbanks")
    story.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(private.root), "testbanks")
    story.commit()
    story.edit(RK1, "finds the shortest", "finds the cheapest")
    assert changed(story, "cheapest")
    inner = Story(story.root / "testbanks")
    inner.commit()
    story.commit()
    assert "{+cheapest+}" in story.shown("HEAD~1..HEAD")


def test_json_is_as_the_documentation_says(story: Story) -> None:
    story.edit(RK1, "correct: OSPF", "correct: RIP")
    told = json.loads(story.shown("--format", "json", "--keys"))
    assert (told["version"], told["keys"], told["unread"], told["rewritten"]) == (1, True, [], [])
    (bank,) = told["sets"]
    assert (bank["name"], bank["live"], bank["path_before"]) == ("networks/en/rk1", True, RK1)
    assert bank["mix_before"] == bank["mix_after"] == {"easy": 4, "medium": 3, "hard": 3}
    (item,) = bank["items"]
    assert {key: item[key] for key in ("happened", "key", "moved", "renamed")} == {
        "happened": "changed", "key": "changed", "moved": False, "renamed": False,
    }  # fmt: skip
    assert item["was"] == item["now"] == {"path": RK1, "line": 2, "id": "n-1"}
    assert item["changes"][0] == {
        "field": "correct", "label": "right answer", "before": "OSPF", "after": "RIP",
        "runs": [["removed", "OSPF"], ["added", "RIP"]], "hidden": False,
    }  # fmt: skip
    (item,) = json.loads(story.shown("--format", "json"))["sets"][0]["items"]
    assert item["key"] == "hidden"
    documentation = (Path(__file__).parents[2] / "docs" / "diff.md").read_text(encoding="utf-8")
    for one in (told, bank, item, item["changes"][0]):
        assert all(f"`{key}`" in documentation for key in one)


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_form_goes_into_a_file(form: str, lang: str, story: Story, tmp_path: Path) -> None:
    story.edit(RK1, "answer: true", "answer: false")
    words = ("--format", form, "--lang", lang, "--keys")
    out = tmp_path / "reports" / f"diff.{form}"
    assert story.shown(*words, "--out", str(out)) == ""
    assert out.read_text(encoding="utf-8") == story.shown(*words)
    loud = {"en": "KEY CHANGED", "ru": "ИЗМЕНЁН КЛЮЧ", "kk": "КІЛТ ӨЗГЕРДІ"}[lang]
    assert form in ("html", "json") or loud in out.read_text(encoding="utf-8")


def test_the_same_input_gives_the_same_bytes(story: Story) -> None:
    story.edit(RK1, "correct: OSPF", "correct: RIP")
    story.edit(RK1, "id: n-7", "id: n-77")
    told = {qoima(story.root, "diff", "--format", "json", PYTHONHASHSEED=seed).out for seed in ("1", "2")}
    assert len(told) == 1
    assert "n-77" in told.pop()


def test_a_terminal_gets_colours_but_no_commands(story: Story) -> None:
    story.edit(RK1, "A switch forwards", '"A switch \\u0085\\u202e forwards"')
    told = story.shown()
    assert "\x85" not in told
    assert "\u202e" not in told


def test_a_picture_alone_makes_a_change(story: Story) -> None:
    """The file of the bank is as before, so that nothing but the picture leads to its items."""
    story.write("testbanks/networks/en/images/wall.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    told = story.shown()
    assert "~ changed  n-9" in told
    assert "~ changed  nw-exam-2" in told
