"""`qoima review verify`: reviews forged in many ways are caught, each for its reason; right ones are proved."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from signed_repository import (
    ADDRESSES,
    BANK,
    COMPILER,
    DAY,
    EXPERT,
    ITEMS,
    REVIEWS,
    SECOND,
    SHEET,
    commit,
    fill_in,
    git,
    review,
    who,
)

from processes import Done, edit, inside


def results(root: Path, *words: str) -> dict[str, tuple[str, str | None]]:
    """(result, why) of each sheet, by its path."""
    done = review(root, "verify", "--format", "json", *words)
    shown = json.loads(done.out)["sheets"]
    held = {one["path"]: (one["result"], one["why"]) for one in shown}
    found = {result for result, _ in held.values()}
    assert done.status == (1 if "not-proved" in found else 2 if found & {"shallow", "no-git"} else 0)
    return held


def why(root: Path, path: str = SHEET) -> str | None:
    """Why a sheet is not proved; None for one that is."""
    result, reason = results(root)[path]
    assert (result == "proved") == (reason is None)
    return reason


def sign(root: Path, **more: str) -> None:
    done = review(root, "sign", BANK, "--date", more.pop("on", DAY), **more)
    assert done.status == 0, done.out


def tracked(root: Path) -> str:
    return git(root, "rev-parse", "HEAD").strip()


# Forged


def by_the_compiler(root: Path) -> None:
    """The compiler lets the program sign in the expert's name, and commits it."""
    undone(root)
    commit(root, "Review", person=COMPILER)


def undone(root: Path) -> None:
    """Takes the expert's commit away; the signed sheet stays in the folder."""
    git(root, "reset", "-q", "--soft", "HEAD~1")


def right_name_wrong_address(root: Path) -> None:
    undone(root)
    commit(
        root, "Review", person=EXPERT, GIT_AUTHOR_EMAIL="kovaleva@mail.example", GIT_COMMITTER_EMAIL="k@mail.example"
    )


def a_verdict_edited_later(root: Path) -> None:
    edit(root / SHEET, "modes: [computer, written]", "modes: [computer]")
    commit(root, "Typo")


def edited_later_by_the_expert(root: Path) -> None:
    edit(root / SHEET, "verdict: possible", "verdict: impossible")
    commit(root, "Another thought", person=EXPERT)


def a_remark_edited_later(root: Path) -> None:
    edit(root / SHEET, "The mask could be shorter.", "The mask is fine.")
    commit(root, "Typo")


def a_digest_recomputed_later(root: Path) -> None:
    """Items are changed, and the sheet is signed anew for them, by the program even, in a commit of the compiler."""
    edit(root / ITEMS, "nw-exam-3", "nw-exam-33")
    text = (root / SHEET).read_text(encoding="utf-8")
    (root / SHEET).write_text(text[: text.index("digest:")], encoding="utf-8")
    commit(root, "An item")
    sign(root)
    commit(root, "Update")


def removed_and_added_again(root: Path) -> None:
    text = (root / SHEET).read_bytes()
    (root / SHEET).unlink()
    commit(root, "Clean up")
    (root / SHEET).write_bytes(text)
    commit(root, "Back")


def changed_in_a_merge(root: Path) -> None:
    git(root, "switch", "-q", "-c", "side", "HEAD~1")
    (root / "README.txt").write_text("x")
    commit(root, "Side")
    git(root, "merge", "-q", "--no-commit", "--no-ff", "main")
    edit(root / SHEET, "The mask could be shorter.", "Nothing.")
    commit(root, "Merge")


def taken_away_in_a_merge_and_put_back(root: Path) -> None:
    """A merge that keeps one side changes nothing by itself, and so stands in no list of changes."""
    git(root, "switch", "-q", "-c", "side", "HEAD~1")
    (root / "README.txt").write_text("x")
    commit(root, "Side")
    git(root, "merge", "-q", "-s", "ours", "main")
    git(root, "checkout", "main", "--", SHEET)
    commit(root, "Back")


def taken_away_and_put_back_by_a_merge(root: Path) -> None:
    git(root, "branch", "keep")
    (root / SHEET).unlink()
    commit(root, "Clean up")
    git(root, "switch", "-q", "keep")
    git(root, "merge", "-q", "-s", "ours", "main")


def squashed_by_another(root: Path) -> None:
    git(root, "switch", "-q", "-c", "squashed", "HEAD~1")
    git(root, "merge", "-q", "--squash", "main")
    git(root, "commit", "-q", "-m", "Squashed", f"--author=E <{ADDRESSES[EXPERT]}>")


def amended_by_another(root: Path) -> None:
    edit(root / SHEET, "The mask could be shorter.", "Nothing.")
    git(root, "add", "-A")
    more = {name: who(EXPERT)[name] for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL")}
    git(root, "commit", "-q", "--amend", "--no-edit", **more)


def with_a_mailmap(root: Path) -> None:
    (root / ".mailmap").write_text(f"E <{ADDRESSES[EXPERT]}> <{ADDRESSES[COMPILER]}>\n")
    undone(root)
    commit(root, "Review")
    for setting in ("log.mailmap", "log.showSignature"):
        git(root, "config", setting, "true")
    assert ADDRESSES[EXPERT] in git(root, "log", "-1", "--format=%aE")


def with_a_replaced_commit(root: Path) -> None:
    right = tracked(root)
    undone(root)
    wrong = commit(root, "Review")
    git(root, "replace", wrong, right)
    assert ADDRESSES[EXPERT] in git(root, "log", "-1", "--format=%ae")


def with_grafts(root: Path) -> None:
    right = tracked(root)
    removed_and_added_again(root)
    (root / "README.txt").write_text("x")
    last = commit(root, "More")
    (root / ".git/info").mkdir(exist_ok=True)
    (root / ".git/info/grafts").write_text(f"{last} {right}\n")
    assert "Clean up" not in git(root, "log", "--format=%s")


def of_another_day(root: Path) -> None:
    """A sheet of October that is committed in March."""
    undone(root)
    commit(root, "Review", person=EXPERT, day="2027-03-01")


def backdated(root: Path) -> None:
    """The commit claims October, but rests on one of March."""
    undone(root)
    git(root, "stash", "-q")
    (root / "README.txt").write_text("x")
    commit(root, "More", day="2027-03-01")
    git(root, "stash", "pop", "-q")
    commit(root, "Review", person=EXPERT)


def author_date_alone_backdated(root: Path) -> None:
    undone(root)
    commit(root, "Review", person=EXPERT, GIT_COMMITTER_DATE="2027-03-01T12:00:00+0500")


def items_changed_in_the_same_commit(root: Path) -> None:
    undone(root)
    edit(root / ITEMS, '["6", "16", "30", "62"]', '["7", "16", "30", "62"]')
    commit(root, "Review", person=EXPERT)


def a_picture_changed_in_the_same_commit(root: Path) -> None:
    undone(root)
    picture = root / "testbanks/networks/en/images/wall.svg"
    picture.write_bytes(picture.read_bytes() + b"<!-- -->")
    commit(root, "Review", person=EXPERT)


def seen_written_by_hand(root: Path) -> None:
    undone(root)
    edit(root / SHEET, "  nw-exam-1: ", "  nw-exam-9: 0123456789abcdef\n  nw-exam-1: ")
    commit(root, "Review", person=EXPERT)


def cyrillic_in_the_address(root: Path) -> None:
    undone(root)
    address = ADDRESSES[EXPERT].replace("e", "е", 1)
    commit(root, "Review", person=EXPERT, GIT_AUTHOR_EMAIL=address, GIT_COMMITTER_EMAIL=address)


def a_sign_that_folds_to_a_letter(root: Path) -> None:
    """The sign for kelvin is `k` for programs that fold case as Unicode does."""
    undone(root)
    address = ADDRESSES[EXPERT].replace("k", "\u212a", 1)
    assert address.casefold() == ADDRESSES[EXPERT]
    commit(root, "Review", person=EXPERT, GIT_AUTHOR_EMAIL=address, GIT_COMMITTER_EMAIL=address)


def two_authors_in_one_commit(root: Path) -> None:
    """A commit that git itself would not write: readers take the one line or the other."""
    text = git(root, "cat-file", "commit", "HEAD")
    line = next(line for line in text.split("\n") if line.startswith("author "))
    forged = text.replace(line, f"{line.replace(ADDRESSES[EXPERT], ADDRESSES[COMPILER])}\n{line}")
    words = ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"]
    made = subprocess.run(words, cwd=root, input=forged, capture_output=True, text=True, check=True).stdout.strip()
    git(root, "update-ref", "refs/heads/main", made)


def the_address_in_people_changed(root: Path) -> None:
    """The compiler gives the expert an e-mail of their own, and signs with it."""
    edit(root / "content/people.yaml", ADDRESSES[EXPERT], "other@example.kz")
    undone(root)
    git(root, "restore", "--staged", "content")
    git(root, "commit", "-q", "-m", "Review", person="other@example.kz")
    commit(root, "People")


def the_address_of_two_people(root: Path) -> None:
    edit(root / "content/people.yaml", ADDRESSES["b-li"], ADDRESSES[EXPERT].upper())
    commit(root, "People")


def a_second_name_added(root: Path) -> None:
    """Another expert's name is written under the sheet, by the first expert even."""
    edit(root / SHEET, "experts: [e-kovaleva]", "experts: [e-kovaleva, d-kim]")
    edit(root / SHEET, "signed_by: [e-kovaleva]", "signed_by: [e-kovaleva, d-kim]")
    commit(root, "Review", person=EXPERT)


def signers_left_out(root: Path) -> None:
    edit(root / SHEET, "experts: [e-kovaleva]", "experts: [e-kovaleva, d-kim]")
    edit(root / SHEET, "signed_by: [e-kovaleva]\n", "")
    commit(root, "Review", person=EXPERT)


def signed_by_no_expert(root: Path) -> None:
    edit(root / SHEET, "signed_by: [e-kovaleva]", "signed_by: [e-kovaleva, b-li]")
    commit(root, "Review", person="b-li")


def changed_here(root: Path) -> None:
    edit(root / SHEET, "The mask could be shorter.", "Nothing.")


def never_committed(root: Path) -> None:
    undone(root)
    git(root, "restore", "--staged", ".")


FORGED: dict[Callable[[Path], None], str] = {
    by_the_compiler: "author",
    right_name_wrong_address: "author",
    a_verdict_edited_later: "author",
    edited_later_by_the_expert: "edited",
    a_remark_edited_later: "author",
    a_digest_recomputed_later: "author",
    removed_and_added_again: "author",
    changed_in_a_merge: "author",
    taken_away_in_a_merge_and_put_back: "author",
    taken_away_and_put_back_by_a_merge: "touched",
    squashed_by_another: "committer",
    amended_by_another: "committer",
    with_a_mailmap: "author",
    with_a_replaced_commit: "author",
    with_grafts: "author",
    of_another_day: "day",
    backdated: "backdated",
    author_date_alone_backdated: "day",
    items_changed_in_the_same_commit: "other-items",
    a_picture_changed_in_the_same_commit: "other-items",
    seen_written_by_hand: "other-seen",
    cyrillic_in_the_address: "author",
    a_sign_that_folds_to_a_letter: "author",
    two_authors_in_one_commit: "malformed",
    the_address_in_people_changed: "other-address",
    the_address_of_two_people: "shared",
    a_second_name_added: "author",
    signers_left_out: "unnamed",
    signed_by_no_expert: "stranger",
    changed_here: "differs",
    never_committed: "absent",
}


@pytest.mark.parametrize("forge", FORGED, ids=lambda forge: forge.__name__)
def test_a_forged_review_is_caught_for_its_reason(root: Path, forge: Callable[[Path], None]) -> None:
    assert why(root) is None
    forge(root)
    assert why(root) == FORGED[forge]


def test_a_sheet_that_was_renamed_is_not_the_one_that_was_signed(root: Path) -> None:
    new = f"{REVIEWS}/2026-10-02-exam.yaml"
    git(root, "mv", SHEET, new)
    commit(root, "Rename")
    assert results(root) == {new: ("not-proved", "author"), SHEET: ("not-proved", "removed")}


def test_a_sheet_on_another_bank_does_not_speak_of_its_items_even_under_stolen_names(root: Path) -> None:
    """The expert's own sheet, copied to a bank of other items, with both names on the commit forged."""
    other = "testbanks/networks/ru"
    shutil.copytree(root / "testbanks/networks/en", root / other)
    edit(root / other / "exam.yaml", "nw-exam-3", "nw-ru-3")
    commit(root, "A copy", person=EXPERT)
    assert why(root, SHEET.replace("/en/", "/ru/")) == "other-items"
    assert why(root) is None


def test_a_refusal_that_is_taken_out_of_the_way_is_told(root: Path) -> None:
    edit(root / ITEMS, '["6", "16", "30", "62"]', '["7", "16", "30", "62"]')
    commit(root, "An item", day="2026-10-05")
    assert review(root, "start", BANK, "--date", "2026-10-05").status == 0
    second = f"{REVIEWS}/2026-10-05-exam.yaml"
    fill_in(root / second, "impossible")
    sign(root, on="2026-10-05")
    commit(root, "Review", person=EXPERT, day="2026-10-05")
    assert results(root) == {SHEET: ("proved", None), second: ("proved", None)}
    (root / second).unlink()
    commit(root, "Clean up", day="2026-10-06")
    assert results(root) == {SHEET: ("proved", None), second: ("not-proved", "removed")}


def digest_taken_out(root: Path) -> None:
    edit(root / SHEET, "\ndigest: ", "\n# digest: ")


def an_expert_more(root: Path) -> None:
    edit(root / SHEET, f"experts: [{EXPERT}]", f"experts: [{EXPERT}, {SECOND}]")


def a_folder_in_its_place(root: Path) -> None:
    (root / SHEET).unlink()
    (root / SHEET).mkdir()
    (root / SHEET / "readme.txt").write_text("x")


def another_control_said(root: Path) -> None:
    edit(root / SHEET, "controls: [exam]", "controls: [rk1]")


UNSIGNED_AGAIN: dict[Callable[[Path], None], str] = {
    digest_taken_out: "draft-again",
    an_expert_more: "draft-again",
    a_folder_in_its_place: "removed",
    another_control_said: "author",
}


@pytest.mark.parametrize("undo", UNSIGNED_AGAIN, ids=lambda undo: undo.__name__)
def test_a_conclusion_that_no_longer_counts_is_told_also_to_who_asks_for_its_bank(
    root: Path, undo: Callable[[Path], None]
) -> None:
    """A draft counts nowhere: otherwise a refusal would go by the hand of anybody who takes one line away."""
    undo(root)
    assert results(root, BANK)[SHEET][0] == "not-proved"
    commit(root, "Clean up")
    assert results(root, BANK) == results(root) == {SHEET: ("not-proved", UNSIGNED_AGAIN[undo])}


@pytest.mark.parametrize("undo", [digest_taken_out, lambda root: (root / SHEET).unlink()], ids=["draft", "gone"])
def test_a_conclusion_taken_away_here_alone_is_told_as_changed_here(root: Path, undo: Callable[[Path], None]) -> None:
    undo(root)
    assert results(root) == {SHEET: ("not-proved", "differs")}


def test_a_draft_in_place_of_a_conclusion_that_git_has_lost_is_told(root: Path) -> None:
    git(root, "rm", "-q", "--cached", SHEET)
    git(root, "commit", "-q", "-m", "Clean up")
    digest_taken_out(root)
    assert results(root) == {SHEET: ("not-proved", "removed")}


# Right


def merged(root: Path) -> None:
    git(root, "switch", "-q", "-c", "side", "HEAD~1")
    (root / "README.txt").write_text("x")
    commit(root, "Side")
    git(root, "switch", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "-m", "Merge", "side")


def merged_from_a_branch(root: Path) -> None:
    git(root, "branch", "-m", "main", "review")
    git(root, "switch", "-q", "-c", "main", "HEAD~1")
    (root / "README.txt").write_text("x")
    commit(root, "More")
    git(root, "merge", "-q", "--no-ff", "-m", "Merge", "review")


def later_commits_rebased(root: Path) -> None:
    right = tracked(root)
    for n in range(3):
        (root / "README.txt").write_text(f"{n}")
        commit(root, f"More {n}")
    git(root, "rebase", "-q", "--force-rebase", right, person="b-li", day="2026-12-01")
    assert git(root, "log", "-1", "--format=%ce").strip() == ADDRESSES["b-li"]


def items_changed_later(root: Path) -> None:
    edit(root / ITEMS, '["6", "16", "30", "62"]', '["7", "16", "30", "62"]')
    commit(root, "An item")


def turned_into_gift(root: Path) -> None:
    done = inside("convert", str(root / ITEMS), str(root / ITEMS.replace(".yaml", ".gift")), "--partial")
    assert done.status == 0, done.out
    (root / ITEMS).unlink()
    commit(root, "GIFT")


def capitals_in_the_address(root: Path) -> None:
    undone(root)
    address = "E.Kovaleva@Example.KZ"
    commit(root, "Review", person=EXPERT, GIT_AUTHOR_EMAIL=address, GIT_COMMITTER_EMAIL=address)


def sheet_begun_by_another(root: Path) -> None:
    """The compiler has committed the draft; what counts is the signature."""
    text = (root / SHEET).read_text(encoding="utf-8")
    undone(root)
    (root / SHEET).write_text(text[: text.index("digest:")], encoding="utf-8")
    commit(root, "A draft")
    (root / SHEET).write_text(text, encoding="utf-8")
    commit(root, "Review", person=EXPERT)


def brought_back_by_the_expert(root: Path) -> None:
    text = (root / SHEET).read_bytes()
    (root / SHEET).unlink()
    commit(root, "Clean up")
    (root / SHEET).write_bytes(text)
    commit(root, "Back", person=EXPERT)


RIGHT = [
    merged,
    merged_from_a_branch,
    later_commits_rebased,
    items_changed_later,
    turned_into_gift,
    capitals_in_the_address,
    sheet_begun_by_another,
    brought_back_by_the_expert,
]


@pytest.mark.parametrize("happens", RIGHT, ids=lambda happens: happens.__name__)
def test_a_right_review_stays_proved(root: Path, happens: Callable[[Path], None]) -> None:
    happens(root)
    assert why(root) is None


def test_two_experts_sign_one_after_the_other(waiting: Path) -> None:
    edit(waiting / SHEET, "experts: [e-kovaleva]", "experts: [e-kovaleva, d-kim]")
    sign(waiting)
    commit(waiting, "Review", person=EXPERT)
    assert results(waiting) == {}
    assert review(waiting, "status").status == 1
    done = review(waiting, "sign", BANK, person=SECOND)
    assert (done.status, "signed_by: [e-kovaleva, d-kim]" in (waiting / SHEET).read_text("utf-8")) == (0, True)
    commit(waiting, "Review", person=SECOND, day="2026-10-03")
    assert why(waiting) is None
    edit(waiting / SHEET, "The mask could be shorter.", "Nothing.")
    commit(waiting, "Typo", person=SECOND, day="2026-10-04")
    assert why(waiting) == "no-commit"


def test_a_second_signature_changes_nothing_else(waiting: Path) -> None:
    edit(waiting / SHEET, "experts: [e-kovaleva]", "experts: [e-kovaleva, d-kim]")
    sign(waiting)
    commit(waiting, "Review", person=EXPERT)
    assert review(waiting, "sign", BANK, person=SECOND).status == 0
    edit(waiting / SHEET, "The mask could be shorter.", "Nothing.")
    commit(waiting, "Review", person=SECOND)
    assert why(waiting) == "no-commit"


# Where nothing can be proved


def test_a_shallow_clone_is_a_result_of_its_own(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "shallow")
    assert results(tmp_path / "shallow") == {SHEET: ("shallow", "shallow")}
    done = review(tmp_path / "shallow", "verify")
    assert (done.status, "not provable: shallow clone" in done.out) == (2, True)
    git(tmp_path / "shallow", "fetch", "-q", "--unshallow")
    assert why(tmp_path / "shallow") is None


def test_without_git_nothing_is_proved(root: Path) -> None:
    shutil.rmtree(root / ".git")
    assert results(root) == {SHEET: ("no-git", "no-git")}


def test_banks_may_be_a_repository_of_their_own(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main", "banks")
    shutil.copytree(root / "testbanks", tmp_path / "banks", dirs_exist_ok=True)
    sheet = tmp_path / "banks" / SHEET.removeprefix("testbanks/")
    data = sheet.read_bytes()
    sheet.unlink()
    commit(tmp_path / "banks", "Banks")
    sheet.write_bytes(data)
    commit(tmp_path / "banks", "Review", person=EXPERT)
    shutil.rmtree(root / "testbanks")
    git(root, "rm", "-rq", "--cached", "testbanks")
    git(root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(tmp_path / "banks"), "testbanks")
    commit(root, "Banks apart")
    assert why(root) is None


# Cryptographic signatures


@pytest.fixture
def keys(tmp_path: Path) -> dict[str, str]:
    """A key each, and the file that says whose is whose; `nobody` has one that it does not name."""
    assert shutil.which("ssh-keygen"), "signatures are tested with keys of OpenSSH"
    for person in (EXPERT, COMPILER, "nobody"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / person)], check=True)
    lines = [f"{ADDRESSES[one]} {(tmp_path / f'{one}.pub').read_text()}" for one in (EXPERT, COMPILER)]
    (tmp_path / "allowed").write_text("".join(lines))
    return {person: str(tmp_path / person) for person in (EXPERT, COMPILER, "nobody")}


def commit_with(root: Path, key: str, message: str = "Review", person: str = EXPERT) -> None:
    git(root, "add", "-A")
    allowed = os.path.join(os.path.dirname(key), "allowed")
    git(root, "config", "gpg.ssh.allowedSignersFile", allowed)
    signing = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={key}"]
    git(root, *signing, "commit", "-q", "-S", "-m", message, person=person)


def test_a_commit_that_the_expert_has_signed_is_proved(root: Path, keys: dict[str, str]) -> None:
    undone(root)
    commit_with(root, keys[EXPERT])
    assert git(root, "log", "-1", "--format=%G?").strip() == "G"
    assert why(root) is None


@pytest.mark.parametrize(("whose", "reason"), [(COMPILER, "key"), ("nobody", "signature")])
def test_a_key_of_another_proves_nothing(root: Path, keys: dict[str, str], whose: str, reason: str) -> None:
    undone(root)
    commit_with(root, keys[whose])
    assert why(root) == reason


def test_a_signature_that_git_cannot_look_at_proves_nothing(root: Path, keys: dict[str, str]) -> None:
    """Without the file of signers git says of a signed commit that it has no signature."""
    undone(root)
    commit_with(root, keys[EXPERT])
    git(root, "config", "--unset", "gpg.ssh.allowedSignersFile")
    assert why(root) == "signature"


def test_a_signature_of_another_text_is_bad(root: Path, keys: dict[str, str]) -> None:
    undone(root)
    commit_with(root, keys[EXPERT])
    forged = git(root, "cat-file", "commit", "HEAD").replace("\n\nReview", "\n\nAnother review")
    words = ["git", "hash-object", "-t", "commit", "-w", "--stdin"]
    made = subprocess.run(words, cwd=root, input=forged, capture_output=True, text=True, check=True).stdout.strip()
    git(root, "update-ref", "refs/heads/main", made)
    assert why(root) == "signature"


def test_an_unsigned_commit_among_signed_ones_is_told(root: Path, keys: dict[str, str]) -> None:
    edit(root / ITEMS, '["6", "16", "30", "62"]', '["7", "16", "30", "62"]')
    commit(root, "An item")
    assert review(root, "start", BANK, "--date", "2026-10-02").status == 0
    fill_in(root / REVIEWS / "2026-10-02-exam.yaml")
    sign(root, on="2026-10-02")
    commit_with(root, keys[EXPERT])
    done: Done = review(root, "verify")
    assert done.status == 0
    assert re.search(r"2026-10-01-exam\.yaml .* proved .*carries no cryptographic signature", done.out)
    assert not re.search(r"2026-10-02-exam\.yaml .* cryptographic", done.out)
