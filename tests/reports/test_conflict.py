"""A merge that git could not finish: one message a file, and nothing that follows from its wreck."""

from pathlib import Path

import pytest
from repository_in_git import check, codes, commit, git, report, small_under_git

from processes import COURSE, EXAM, edit, inside, qoima, small

BANK = "testbanks/networks/en/exam.gift"
ITEMS = "// [id:g-1]\n::g-1::Which one? {=a ~b ~c ~d ~e}\n\n// [id:g-2]\n::g-2::Which other one? {=a ~b ~c ~d ~e}\n"

FILES = [
    "content/university.yaml",
    "content/people.yaml",
    "content/calendar.yaml",
    "content/programmes/6B06103.yaml",
    COURSE,
    "content/practice/networks/en.yaml",
    "testbanks/experts.yaml",
    "testbanks/networks/en/passport.yaml",
    "testbanks/networks/en/reviews/2026-09-01-exam.yaml",
    EXAM,
]


def marked(text: str, *, base: bool) -> str:
    """A text in whose middle both sides have changed a line."""
    lines = text.splitlines()
    middle = len(lines) // 2
    line = lines[middle]
    both = [
        "<<<<<<< HEAD",
        f"{line} #1",
        *(["||||||| 1a2b3c4", line] * base),
        "=======",
        f"{line} #2",
        ">>>>>>> dana/keys",
    ]
    return "\n".join([*lines[:middle], *both, *lines[middle + 1 :]]) + "\n"


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("base", [False, True])
def test_each_file_gives_one_message(tmp_path: Path, path: str, base: bool) -> None:
    root = small(tmp_path / "small")
    (root / path).write_text(marked((root / path).read_text(encoding="utf-8"), base=base), encoding="utf-8")
    assert codes(root) == [("YML016", path)]


def test_the_message_names_the_lines_and_the_versions(tmp_path: Path) -> None:
    root = small_under_git(tmp_path / "small")
    git(root, "checkout", "-q", "-b", "dana/keys")
    edit(root / EXAM, 'correct: "128"', 'correct: "129"')
    commit(root)
    git(root, "checkout", "-q", "main")
    edit(root / EXAM, 'correct: "128"', 'correct: "127"')
    commit(root)
    git(root, "-c", "merge.conflictStyle=diff3", "merge", "dana/keys", fails=True)
    said = "git has not finished merging two versions of this file (“HEAD” and “dana/keys”): "
    (told,) = [one for one in report(root)["diagnostics"] if one["severity"] != "info"]
    assert (told["code"], told["line"], told["message"]) == (
        "YML016",
        6,
        f"{said}its marks stand in lines 6, 8, 10, 12",
    )
    done = check(root, "--changed-since", "HEAD")
    assert done.status == 1
    assert "error[YML016]" in done.out
    assert "cannot be read" in done.out


@pytest.mark.parametrize("base", [False, True])
def test_gift_has_a_message_of_its_own(tmp_path: Path, base: bool) -> None:
    root = small(tmp_path / "small")
    (root / EXAM).unlink()
    (root / BANK).write_text(marked(ITEMS, base=base), encoding="utf-8")
    assert codes(root) == [("GFT071", BANK)]
    assert "“HEAD” and “dana/keys”" in check(root).out


def test_an_open_practice_set_in_gift_too(tmp_path: Path) -> None:
    root = small(tmp_path / "small")
    (root / "content/practice/networks/en.yaml").unlink()
    (root / "content/practice/networks/en.gift").write_text(marked(ITEMS, base=False), encoding="utf-8")
    assert codes(root) == [("GFT071", "content/practice/networks/en.gift")]


@pytest.mark.parametrize("left", ["<<<<<<< HEAD", ">>>>>>> dana/keys", "||||||| 1a2b3c4", "<<<<<<<"])
@pytest.mark.parametrize(("path", "code"), [(EXAM, "YML016"), (BANK, "GFT071")])
def test_a_mark_that_was_forgotten_is_found(tmp_path: Path, left: str, path: str, code: str) -> None:
    root = small(tmp_path / "small")
    text = (root / EXAM).read_text(encoding="utf-8") if path == EXAM else ITEMS
    (root / EXAM).unlink()
    (root / path).write_text(f"{text}{left}\n", encoding="utf-8")
    assert (code, path) in codes(root)


def test_a_rule_of_a_text_is_no_mark(tmp_path: Path) -> None:
    root = small(tmp_path / "small")
    edit(root / EXAM, "      Which host", "      =======\n      <<<<<<< HEAD\n      Which host")
    assert "YML016" not in {code for code, _ in codes(root)}
    (root / EXAM).unlink()
    (root / BANK).write_text(ITEMS.replace("Which other", "=======\n <<<<<<< HEAD\nWhich other"), encoding="utf-8")
    assert "GFT071" not in {code for code, _ in codes(root)}


def test_dump_shows_what_moodle_would_read(tmp_path: Path) -> None:
    file = tmp_path / "bank.gift"
    file.write_text(marked(ITEMS, base=False), encoding="utf-8")
    assert "GFT071" not in qoima(tmp_path, "dump", str(file)).out


def test_no_other_command_takes_the_marks_for_text(tmp_path: Path) -> None:
    root = small_under_git(tmp_path / "small")
    (root / EXAM).unlink()
    (root / BANK).write_text(marked(ITEMS, base=False).replace("?", "?  "), encoding="utf-8")
    before = (root / BANK).read_bytes()
    fixed = inside("fix", "--repo", str(root), "--lang", "en")
    assert (fixed.status, f"{BANK}: left alone: a merge is unfinished" in fixed.err) == (1, True)
    assert (root / BANK).read_bytes() == before
    converted = inside("convert", str(root / BANK), str(root / "bank.yaml"), "--lang", "en")
    assert (converted.status, converted.err.count("error["), "[GFT071]" in converted.err) == (1, 1, True)
    assert not (root / "bank.yaml").exists()
    started = inside("review", "start", "networks/en/exam", "--repo", str(root), "--lang", "en")
    assert f"{BANK} cannot be read: `qoima check` says why" in started.err
