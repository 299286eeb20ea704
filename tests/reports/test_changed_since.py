"""`--changed-since`: a change answers for what it brings and touches, and for nothing else."""

import shutil
from pathlib import Path

import pytest
from repository_in_git import WRONG_TOPIC, break_item, check, codes, commit, git, report, small_under_git, under_git

from processes import COURSE, EXAM, edit

ITEM = ("ITM101", EXAM)
TOPIC = ("BNK108", EXAM)
SINCE = ("--changed-since", "HEAD")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two older findings of its own, in two items."""
    root = small_under_git(tmp_path / "small")
    break_item(root)
    edit(root / EXAM, *WRONG_TOPIC)
    commit(root)
    assert {ITEM, TOPIC} <= set(codes(root))
    return root


def test_a_change_of_nothing_answers_for_nothing(root: Path) -> None:
    assert codes(root, *SINCE) == []
    done = check(root, *SINCE)
    assert done.status == 0
    assert done.out.splitlines()[-1].startswith("0 errors, 0 warnings, ")
    assert done.out.splitlines()[-1].endswith(" older findings left out")
    assert report(root, *SINCE)["counts"]["older"] == len(report(root)["diagnostics"])


def test_what_only_moves_is_not_new(root: Path) -> None:
    edit(root / EXAM, "items:\n", "# a remark\n\nitems:\n")
    assert codes(root, *SINCE) == []


def test_what_the_change_brings_is_shown(root: Path) -> None:
    edit(root / EXAM, "[OSPF, RIP, EIGRP, IS-IS]", "[OSPF, RIP, EIGRP]")
    done = check(root, *SINCE)
    assert done.status == 1
    assert codes(root, *SINCE).count(ITEM) == 1
    assert f"{EXAM}:23:5: error[ITM101]" in done.out
    assert TOPIC not in codes(root, *SINCE)


def test_who_touches_an_item_answers_for_its_older_findings(root: Path) -> None:
    edit(root / EXAM, "How many hosts can it hold?", "How many hosts fit in?")
    assert ITEM in codes(root, *SINCE)
    assert TOPIC not in codes(root, *SINCE)


def test_who_touches_the_item_above_does_not(root: Path) -> None:
    edit(root / EXAM, "    correct: The one before the wall\n", "    correct: The one that stands before the wall\n")
    edit(root / EXAM, "  - id: nw-exam-3\n", "  # the next one is about masks\n  - id: nw-exam-3\n")
    assert ITEM not in codes(root, *SINCE)


def test_a_line_that_has_gone_from_an_item_touches_it(root: Path) -> None:
    edit(root / EXAM, "    topic: addressing\n    difficulty: medium\n", "    difficulty: medium\n")
    assert ITEM in codes(root, *SINCE)


def test_an_item_that_has_gone_touches_no_other(root: Path) -> None:
    text = (root / EXAM).read_text(encoding="utf-8")
    start, end = text.index("  - id: nw-exam-4"), text.index("  - id: nw-exam-5")
    (root / EXAM).write_text(text[:start] + text[end:], encoding="utf-8")
    assert not {ITEM, TOPIC} & set(codes(root, *SINCE))


def test_a_paragraph_of_gift_is_an_item(root: Path) -> None:
    items = "// [id:g-1]\n::g-1::Which one? {=a ~b ~c}\n\n// [id:g-2]\n::g-2::Which other one? {=a ~b ~c}\n"
    bank = root / "testbanks/networks/en/rk1.gift"
    bank.write_text(items, encoding="utf-8")
    commit(root)
    here = ("ITM101", "testbanks/networks/en/rk1.gift")
    assert codes(root).count(here) == 2
    edit(bank, "Which other one?", "Which other one is it?")
    assert codes(root, *SINCE).count(here) == 1


def test_far_effects_of_a_change_are_its_own(root: Path) -> None:
    (root / EXAM).unlink()
    assert ("BNK102", COURSE) in codes(root, *SINCE)
    assert check(root, *SINCE).status == 1


def test_one_fault_in_place_of_a_like_one_is_new(root: Path) -> None:
    edit(root / COURSE, "    additional: [", "    additional_: [")
    commit(root)
    edit(root / COURSE, "    additional_: [", "    additional: [")
    edit(root / COURSE, "description: ", "descriptions: ")
    found = report(root, *SINCE)["diagnostics"]
    assert any("description" in one["message"] for one in found)


def test_a_warning_that_becomes_an_error_is_new(root: Path) -> None:
    edit(root / COURSE, "status: approved", "status: draft")
    edit(root / COURSE, "{person: a-omarova, by: e-kovaleva, date: 2026-08-25}", "{person: a-omarova}")
    commit(root)
    edit(root / COURSE, "status: draft", "status: approved")
    before = {one["code"] for one in report(root)["diagnostics"] if one["path"] == COURSE}
    found = [one for one in report(root, *SINCE)["diagnostics"] if one["path"] == COURSE]
    assert found
    assert {one["code"] for one in found} <= before
    assert {one["severity"] for one in found} == {"error"}


@pytest.mark.parametrize("known", [True, False])
def test_a_file_that_moves_takes_its_findings_along(root: Path, known: bool) -> None:
    edit(root / EXAM, "Which of these protocols", "Which of \\(these\\) protocols")
    commit(root)
    new = Path(EXAM).with_name("rk9.yaml").as_posix()
    if known:
        git(root, "mv", EXAM, new)
    else:
        (root / EXAM).rename(root / new)
    state = git(root, "status", "--porcelain")
    found = codes(root, *SINCE)
    assert ("REF002", new) in found, "a new control that no course has"
    assert ("YML022", new) in codes(root)
    assert ("YML022", new) not in found
    assert git(root, "status", "--porcelain") == state, "the index of the user is left alone"


def test_a_new_file_is_touched_from_end_to_end_also_when_git_does_not_know_it(root: Path) -> None:
    shutil.copy(root / EXAM, root / Path(EXAM).with_name("rk9.yaml"))
    found = codes(root, *SINCE)
    assert found.count(("REF001", Path(EXAM).with_name("rk9.yaml").as_posix())) == 5


def test_what_a_file_says_is_not_taken_for_what_git_says(root: Path) -> None:
    lines = ("++ b/testbanks/networks/en/passport.yaml", "-- a/x", "@@ -1 +1,900 @@", "rename to content/people.yaml")
    text = "".join(f"      {line}\n" for line in lines)
    edit(root / EXAM, "    correct: BGP\n", f"    feedback: |\n{text}    correct: BGP\n")
    (root / EXAM).write_text((root / EXAM).read_text(encoding="utf-8").replace("      ++", "++"), encoding="utf-8")
    assert ITEM not in codes(root, *SINCE)


def test_three_dots_are_where_the_branch_has_left(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "mine")
    edit(root / EXAM, "[OSPF, RIP, EIGRP, IS-IS]", "[OSPF, RIP, EIGRP]")
    commit(root)
    git(root, "checkout", "-q", "main")
    edit(root / EXAM, "How many hosts can it hold?", "How many hosts fit in?")
    commit(root)
    git(root, "checkout", "-q", "mine")
    assert codes(root, "--changed-since", "main...").count(ITEM) == 1
    assert codes(root, "--changed-since", "main...HEAD").count(ITEM) == 1
    assert codes(root, "--changed-since", "main").count(ITEM) == 2


def test_paths_and_info_choose_among_what_is_new(root: Path) -> None:
    edit(root / EXAM, "[OSPF, RIP, EIGRP, IS-IS]", "[OSPF, RIP, EIGRP]")
    assert check(root, *SINCE, EXAM).status == 1
    elsewhere = check(root, *SINCE, "content")
    assert elsewhere.status == 0
    assert elsewhere.out.splitlines()[-1] == "0 errors, 0 warnings"


def test_banks_in_a_submodule_are_followed(root: Path, tmp_path: Path) -> None:
    banks = tmp_path / "banks"
    shutil.copytree(root / "testbanks", banks)
    under_git(banks)
    shutil.rmtree(root / "testbanks")
    commit(root)
    git(root, "submodule", "--quiet", "add", str(banks), "testbanks")
    commit(root)
    assert codes(root, *SINCE) == []
    edit(root / EXAM, "How many hosts can it hold?", "How many hosts fit in?")
    assert ITEM in codes(root, *SINCE)
    assert TOPIC not in codes(root, *SINCE)


def test_the_repository_may_lie_below_the_top_of_git(tmp_path: Path) -> None:
    top = tmp_path / "top"
    root = small_under_git(top / "Сұрақтар қоймасы")
    shutil.rmtree(root / ".git")
    under_git(top)
    break_item(root)
    assert ITEM in codes(root, *SINCE)
    assert f"file=Сұрақтар қоймасы/{EXAM},line=" in check(root, *SINCE, "--format", "github").out


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_a_revision_that_is_not_there_is_wrong_usage(root: Path, lang: str) -> None:
    done = check(root, "--changed-since", "nope", lang=lang)
    assert (done.status, done.out) == (1, "") or done.status == 2
    assert "nope" in done.err
    assert len(done.err.splitlines()) == 1


def test_a_shallow_clone_says_how_to_get_the_rest(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", "shallow")
    done = check(tmp_path / "shallow", "--changed-since", "HEAD~1")
    assert done.out == ""
    assert "git fetch --unshallow" in done.err


def test_branches_without_a_common_commit_are_told(root: Path) -> None:
    git(root, "checkout", "-q", "--orphan", "other")
    commit(root)
    assert "no commit in common" in check(root, "--changed-since", "main...").err


def test_without_git_there_is_one_sentence(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(root / ".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    assert check(root, *SINCE).err == "Error: --changed-since: this is no git repository\n"
    monkeypatch.setenv("PATH", str(root))
    assert check(root, *SINCE).err == "Error: --changed-since: the program git is not here\n"


def test_a_hook_of_another_repository_changes_nothing(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    edit(root / EXAM, 'correct: "128"', 'correct: "129"')
    alone = report(root, "--changed-since", "HEAD")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git/index"))
    assert report(root, "--changed-since", "HEAD") == alone
