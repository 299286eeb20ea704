"""`qoima fix` as it is typed: what it writes, says and asks, in three languages."""

import subprocess
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from processes import EXAM, ROOT, Done, edit, held, inside, small
from qoima.cli import fix_answers
from qoima.cli.commands import fix as command
from qoima.cli.main import cli
from qoima.fix.file import mended

REVIEW = "testbanks/networks/en/reviews/2026-09-01-exam.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small repository in order."""
    return small(tmp_path / "small")


@pytest.fixture
def slips(root: Path) -> Path:
    """The same with five slips in its bank, one of which only an author can decide on."""
    edit(root / EXAM, "How many bits", "How mаny bits")
    edit(root / EXAM, "  - id: nw-exam-3\n    topic", "  - topic")
    edit(root / EXAM, 'correct: "14"', 'correct: "14"   # sure  ')
    edit(root / EXAM, "stem: Which of these protocols", "stem: Note: which of these protocols")
    edit(root / EXAM, "correct: BGP", "correct: BGP # sure")
    return root


def fix(root: Path, *words: str, answers: str = "", lang: str = "en") -> Done:
    done = CliRunner().invoke(cli, ["fix", "--repo", str(root), "--lang", lang, *words], input=answers)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Done(done.exit_code, done.stdout, done.stderr)


def test_a_repository_in_order_stays_as_it_is(root: Path) -> None:
    before = held(root)
    for words in ((), ("--dry-run",), ("--unsafe",), ("--dry-run", "--unsafe")):
        assert fix(root, *words) == Done(0, "nothing to mend\n", "")
    assert held(root) == before


@pytest.mark.parametrize("where", [ROOT, ROOT / "tests" / "site_content", ROOT / "generator/qoima/examples/base"])
def test_the_files_of_this_project_have_no_slips(where: Path) -> None:
    assert fix(where, "--dry-run", "--unsafe").status == 0


def test_a_dry_run_shows_a_diff_that_git_can_apply_and_writes_nothing(slips: Path) -> None:
    before = held(slips)
    done = fix(slips, "--dry-run")
    assert held(slips) == before
    assert done.status == 1
    patch = done.out[: done.out.index(f"\n{EXAM}: what experts") + 1]
    subprocess.run(["git", "apply", "-"], cwd=slips, input=patch.encode(), check=True)
    applied = held(slips)
    for path, data in before.items():
        (slips / path).write_bytes(data)
    assert fix(slips).status == 0
    assert held(slips) == applied


def test_what_was_done_is_told_with_its_lines_and_whose_approval_is_lost(slips: Path) -> None:
    done = fix(slips)
    assert done == Done(
        0,
        f"""\
{EXAM}
  5: word in Latin letters only: mаny → many
  17: id given: nw-exam-6
  21: blanks at line ends removed
  26: put in quotes: 'Note: which of these protocols exchanges routes between au…
{EXAM}: what experts have approved has changed; the review no longer covers it: {REVIEW}
4 fixes, in files: 1; places that only their author can decide on: 1; --unsafe asks about each
""",
        "",
    )
    assert fix(slips).out == "places that only their author can decide on: 1; --unsafe asks about each\n"


@pytest.mark.parametrize(("lang", "word"), [("ru", "исправлени"), ("kk", "түзету саны: 4")])
def test_it_speaks_three_languages(slips: Path, lang: str, word: str) -> None:
    shown = fix(slips, lang=lang).out
    assert word in shown
    assert "letters of" not in shown


def test_paths_narrow_and_those_elsewhere_are_passed_over(slips: Path) -> None:
    (slips / "README.txt").write_text("Cлово  ", encoding="utf-8")
    for words in (["README.txt"], ["content"], [REVIEW], [str(slips / "content" / "people.yaml")]):
        assert fix(slips, *words) == Done(0, "nothing to mend\n", "")
    assert fix(slips, "--dry-run", "README.txt", EXAM).status == 1
    assert fix(slips, "nowhere.yaml").status == 2


def test_a_review_is_never_touched(root: Path) -> None:
    file = root / REVIEW
    file.write_bytes(file.read_bytes() + b"# note   \n")
    before = file.read_bytes()
    assert fix(root).status == 0
    assert file.read_bytes() == before


def test_a_question_shows_place_and_lines_and_waits_for_an_answer(slips: Path) -> None:
    assert fix(slips).status == 0
    done = fix(slips, "--unsafe", answers="what?\ny\n")
    assert (
        f"""
{EXAM}:27: does “# sure” belong to the text? Then all of “BGP # sure” is put in quotes
-     correct: BGP # sure
+     correct: 'BGP # sure'
               ^^^^^^^^^^^^
"""
        in done.out
    )
    assert done.out.count("[y yes, n no, a yes to all of this kind, q stop asking]") == 2
    assert "    correct: 'BGP # sure'\n" in (slips / EXAM).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("lang", "question", "left"),
    [
        (
            "en",
            "replace “Oны” with “Оны”, all of its letters Cyrillic?",
            "places left as they are, since nobody said yes: 1",
        ),
        ("ru", "Заменить „Oны“ на „Оны“ — все буквы кириллицей?", "оставлено как есть, без согласия автора, мест: 1"),
        ("kk", "„Oны“ сөзі „Оны“ сөзіне ауыстырылсын ба", "автор келіспегендіктен сол күйінде қалған орын саны: 1"),
    ],
)
@pytest.mark.parametrize("answer", ["n\n", "q\n", ""])
def test_letters_that_look_alike_are_named_and_a_no_is_counted(
    root: Path, lang: str, question: str, left: str, answer: str
) -> None:
    edit(root / EXAM, "stem: How many", "stem: Oны how many")
    shown = fix(root, "--unsafe", answers=answer, lang=lang).out
    assert f"{EXAM}:5: {question}" in shown
    assert "+     stem: Оны how many" in shown
    assert "\n            ^  O U+004F → О U+041E\n" in shown
    assert shown.splitlines()[-1] == left
    assert "Oны" in (root / EXAM).read_text(encoding="utf-8")


def test_a_wrong_option_that_may_go_is_named(root: Path) -> None:
    edit(root / EXAM, 'distractors: ["6"', 'distractors: ["14"')
    shown = fix(root, "--unsafe", answers="n\n" * 9).out
    assert 'remove the wrong option “"14"”, which repeats the right one?' in shown


def test_an_id_with_a_sign_of_yaml_is_told_and_stays(root: Path) -> None:
    for sign in ("&a ", "!b ", "*c ", "%"):
        text = (root / EXAM).read_text(encoding="utf-8")
        edit(root / EXAM, "- id: nw-exam-3", f"- id: {sign}nw-exam-3")
        before = held(root)
        done = fix(root, "--unsafe", answers="y\n" * 9)
        assert (done.status, done.out) == (1, "nothing mended\n")
        assert f"{EXAM}:17: a sign of YAML in a value that is no text for readers: left as it is" in done.err
        assert held(root) == before
        (root / EXAM).write_text(text, encoding="utf-8")


def test_a_file_that_would_take_too_long_is_named_and_left_alone(slips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = (slips / EXAM).stat().st_size
    monkeypatch.setattr(command, "mended", partial(mended, most_bytes=size - 1))
    before = held(slips)
    done = fix(slips, EXAM)
    assert (done.status, done.out) == (1, "nothing mended\n")
    assert done.err.startswith(f"{EXAM}: left alone: larger than 1 MiB")
    assert held(slips) == before
    monkeypatch.setattr(command, "mended", partial(mended, most_bytes=size))
    assert fix(slips, EXAM).status == 0


@pytest.mark.parametrize(
    ("answers", "quoted"),
    [("", 0), ("n\nn\n", 0), ("q\ny\n", 0), ("y\n", 1), ("n\ny\n", 1), ("a\n", 2), ("Y\nYES\n", 2)],
)
def test_answers_come_a_line_each_and_nothing_is_done_without_one(slips: Path, answers: str, quoted: int) -> None:
    edit(slips / EXAM, "correct: Split horizon", "correct: Split horizon # sure")
    fix(slips, "--unsafe", answers=answers)
    assert (slips / EXAM).read_text(encoding="utf-8").count(" # sure'") == quoted


def test_a_file_that_cannot_be_mended_is_named_and_left_alone(slips: Path) -> None:
    edit(slips / EXAM, "items:\n", "items:\n<<<<<<< HEAD\n")
    before = held(slips)
    done = fix(slips)
    assert (done.status, done.out) == (1, "nothing mended\n")
    assert done.err == f"{EXAM}: left alone: a merge is unfinished here; choose one of the versions first\n"
    assert held(slips) == before


def test_a_file_that_changes_meanwhile_is_not_written(slips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(self: fix_answers.Answers, question: object) -> bool:
        edit(slips / EXAM, "# sure  \n", "# another hand  \n")
        return True

    monkeypatch.setattr(fix_answers.Answers, "ask", answer)
    done = fix(slips, "--unsafe")
    assert done.status == 1
    assert "the file has changed meanwhile" in done.err
    assert "How mаny bits" in (slips / EXAM).read_text(encoding="utf-8")


def test_rights_and_links_of_a_file_stay(slips: Path) -> None:
    real = slips / "testbanks" / "real.txt"
    (slips / EXAM).rename(real)
    real.chmod(0o640)
    (slips / EXAM).symlink_to(real)
    fix(slips)
    assert (slips / EXAM).is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert "How many bits" in real.read_text(encoding="utf-8")


def test_an_id_that_was_delivered_or_reviewed_once_is_not_given_again(root: Path) -> None:
    folder = root / "testbanks" / "networks" / "en" / "deliveries"
    folder.mkdir()
    (folder / "2026-10-01.json").write_text('{"retired": ["nw-exam-41"]}', encoding="utf-8")
    (folder / "2026-11-01.yaml").write_text("retired: [nw-exam-0042]\n", encoding="utf-8")
    edit(root / EXAM, "  - id: nw-exam-3\n    topic", "  - topic")
    fix(root)
    assert "  - id: nw-exam-43\n" in (root / EXAM).read_text(encoding="utf-8")


def test_ids_of_a_new_bank_follow_the_pattern_beside_it(root: Path) -> None:
    folder = root / "testbanks" / "networks" / "en"
    bare = "items:\n  - stem: One\n    correct: a1\n    distractors: [b1]\n"
    (folder / "rk1.yaml").write_text(bare + bare.removeprefix("items:\n"), encoding="utf-8")
    (folder / "rk2.gift").write_text("One?{=a1 ~b1}\n", encoding="utf-8")
    other = root / "testbanks" / "networks" / "kk"
    other.mkdir()
    (other / "rk3.yaml").write_text(bare, encoding="utf-8")
    fix(root)
    text = (folder / "rk1.yaml").read_text(encoding="utf-8")
    assert "  - id: nw-rk1-1\n    stem" in text
    assert "  - id: nw-rk1-2\n    stem" in text
    assert (folder / "rk2.gift").read_text(encoding="utf-8") == "// [id:nw-rk2-1]\nOne?{=a1 ~b1}\n"
    assert "  - id: networks-rk3-001\n" in (other / "rk3.yaml").read_text(encoding="utf-8")


def test_windows_line_ends_are_told_above_the_diff(root: Path) -> None:
    file = root / "content" / "people.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    done = fix(root, "--dry-run")
    assert done.out.splitlines()[:2] == [
        "# content/people.yaml: byte order mark removed",
        "# content/people.yaml: line ends set to LF",
    ]
    assert done.status == 1
    assert fix(root).status == 0
    assert file.read_bytes().startswith(b"a")
    assert b"\r" not in file.read_bytes()


def test_help_says_what_the_exit_status_means() -> None:
    shown = " ".join(inside("fix", "--help").out.split())
    assert "with --dry-run 1 if any file would change" in shown
    assert command.fix.name == "fix"


def test_a_diff_at_the_end_of_a_file_can_be_applied(root: Path) -> None:
    for end in ("# end  \n", "# end"):
        bank = root / EXAM
        bank.write_text(bank.read_text() + end)
        done = fix(root, "--dry-run")
        patch = done.out[: done.out.rindex("\n", 0, -1) + 1]
        subprocess.run(["git", "apply", "--check", "-"], cwd=root, input=patch.encode(), check=True)
        assert fix(root).status == 0


def test_a_link_out_of_the_repository_is_named_and_not_followed(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("items: []  \n")
    link = (root / EXAM).with_name("link.yaml")
    link.symlink_to(outside)
    for words in ((), (str(link),)):
        done = fix(root, *words)
        assert done.status == 1
        assert "link.yaml" in done.err
    assert outside.read_text() == "items: []  \n"


def test_a_dot_is_the_folder_that_the_command_runs_in(slips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(slips / "content")
    before = held(slips)
    assert fix(slips, ".") == Done(0, "nothing to mend\n", "")
    assert held(slips) == before
