"""`qoima review start`, `sign` and `status`, and what `check` says of sheets on their way."""

import json
import re
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
)

from processes import edit, findings, inside
from qoima.core.source import Source
from qoima.core.words import LANGUAGES, Lang
from qoima.formats.messages import catalogue
from qoima.formats.yaml import nodes
from qoima.render.skeleton import comment, comments

CHANGED = ('["6", "16", "30", "62"]', '["7", "16", "30", "62"]')


def text(root: Path, path: str = SHEET) -> str:
    return (root / path).read_text(encoding="utf-8")


def state(root: Path) -> dict[str, object]:
    """What the status of the one bank is."""
    done = review(root, "status", "--format", "json")
    (one,) = json.loads(done.out)["banks"]
    assert done.status == (0 if one["state"] in ("approved", "changed", "not-asked") else 1)
    return dict(one)


def codes(root: Path) -> set[tuple[str, str]]:
    """(code, severity) of what `check` says of reviews."""
    return {(found.code, found.severity) for found in findings(root)[1] if found.code.startswith("REV")}


# start


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_new_sheet_has_each_item_and_is_read_without_an_error(waiting: Path, lang: Lang) -> None:
    (waiting / SHEET).unlink()
    assert review(waiting, "start", BANK, "--date", DAY, "--language", lang).status == 0
    new = text(waiting)
    assert nodes.read(Source("sheet.yaml", new))[1] == ()
    ids = re.findall(r"(?m)^  - id: (\S+)", text(waiting, ITEMS))
    assert re.findall(r"(?m)^  (nw-\S+):$", new) == ids
    assert len(re.findall(r"(?m)^  # «.+»$", new)) == len(ids) == 5
    assert re.findall(r"(?m)^  # — \S+: (\d) —$", new) == ["2", "2", "1"]
    assert "experts: [e-kovaleva]" in new
    said = (
        {key: str(catalogue(lang)[key]) for key in ("review.sheet.verdict", "review.sheet.modes")}
        if lang != "en"
        else {}
    )
    assert all(one in new for one in said.values())
    assert codes(waiting) == {("REV101", "error"), ("REV106", "warning"), ("REV111", "error")}


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_the_comments_of_a_sheet_are_translated(lang: Lang) -> None:
    english = {key: comment(line)[1] for line, key in comments("sheet", "review") if key}
    kept = {key for key in catalogue(lang) if key.startswith("review.")}
    assert kept == set(english)


def test_a_sheet_is_never_written_over(waiting: Path) -> None:
    before = text(waiting)
    done = review(waiting, "start", BANK, "--date", DAY)
    assert (done.status, text(waiting)) == (2, before)
    assert f"{SHEET} waits for its signature; nothing was written" in done.err


@pytest.mark.parametrize(("verdict", "kind"), [("possible", "additional"), ("impossible", "repeated")])
def test_the_kind_follows_from_what_is_there(root: Path, verdict: str, kind: str) -> None:
    assert "kind: primary" in text(root)
    edit(root / SHEET, "verdict: possible", f"verdict: {verdict}")
    done = review(root, "start", BANK, "--date", DAY)
    path = f"{REVIEWS}/{DAY}-exam-2.yaml"
    assert (done.status, done.out.split("\n")[0]) == (0, path)
    assert f"kind: {kind}" in text(root, path)
    edit(root / path, "academic_year: 2026-2027", "academic_year: 2027-2028")
    (root / path).unlink()
    edit(root / "content/university.yaml", "academic_year: 2026-2027", "academic_year: 2027-2028")
    assert review(root, "start", BANK, "--date", DAY).status == 0
    assert "kind: primary" in text(root, path)


@pytest.mark.parametrize(
    ("expert", "said"),
    [
        (COMPILER, "a-omarova is a compiler of these items"),
        ("c-new", "c-new is not on the order on experts of 2026-2027"),
    ],
)
def test_a_sheet_is_not_begun_for_who_may_not_review(waiting: Path, expert: str, said: str) -> None:
    (waiting / SHEET).unlink()
    done = review(waiting, "start", BANK, "--expert", expert)
    assert (done.status, (waiting / SHEET).exists()) == (2, False)
    assert said in done.err


def test_who_begins_a_sheet_and_may_not_review_is_not_its_expert(waiting: Path) -> None:
    (waiting / SHEET).unlink()
    assert review(waiting, "start", BANK, "--date", DAY, person=COMPILER).status == 0
    assert "experts: []" in text(waiting)


def test_a_bank_that_is_not_there_is_wrong_usage(waiting: Path) -> None:
    for words in (["start", "networks/en/exams"], ["sign", "networks"], ["status", "x/y/z"], ["verify", "../x"]):
        done = review(waiting, *words)
        assert (done.status, "there are networks/en/exam" in done.err) == (2, True), words


# sign


def test_signing_changes_what_it_writes_and_nothing_else(waiting: Path) -> None:
    own = "# my own note; it's mine\n"
    (waiting / SHEET).write_text(text(waiting).replace("verdict:", f"{own}verdict:"), encoding="utf-8")
    before = text(waiting).split("\n")
    done = review(waiting, "sign", SHEET, "--date", "2026-10-02")
    assert done.status == 0
    after = text(waiting).split("\n")
    kept = [line for line in before if line in after or line.startswith("date:")]
    gone = [line for line in before if line not in kept]
    assert after[: len(kept) - 1] == [
        line.replace(DAY, "2026-10-02") if line.startswith("date:") else line for line in kept[:-1]
    ]
    assert all(re.fullmatch(r"  nw-exam-\d:|  # «.*»|  # — \w+: \d —", line) for line in gone)
    assert own.strip() in after
    assert sum(line.startswith("  nw-exam-3: ") for line in after) == 2
    tail = "\n".join(after[len(kept) - 1 :])
    assert re.fullmatch(
        r"digest: [0-9a-f]{64}\nsigned_by: \[e-kovaleva\]\nseen:\n(  nw-exam-\d: [0-9a-f]{16}\n){5}", tail
    )


def test_the_commands_that_it_prints_make_the_signature(waiting: Path) -> None:
    done = review(waiting, "sign", BANK, "--date", DAY)
    commands = re.findall(r"(?m)^  git (.+)$", done.out)
    assert len(commands) == 2
    for command in commands:
        git(waiting, *(word.strip("'") for word in re.findall(r"'[^']*'|\S+", command)), person=EXPERT)
    assert review(waiting, "verify").status == 0


@pytest.mark.parametrize("remarks", ["", "remarks: {}\n", "remarks: {nw-exam-1: Shorter.}\n"])
def test_a_sheet_without_remarks_line_by_line_is_signed_too(waiting: Path, remarks: str) -> None:
    held = text(waiting)
    (waiting / SHEET).write_text(held[: held.index("# remarks")] + remarks + "digest:\nseen:\n", encoding="utf-8")
    assert review(waiting, "sign", BANK, "--date", DAY).status == 0
    assert ("REV106", "warning") not in codes(waiting)
    assert text(waiting).count("digest:") == text(waiting).count("seen:") == 1


def test_line_ends_and_byte_order_mark_stay(waiting: Path) -> None:
    (waiting / SHEET).write_bytes(b"\xef\xbb\xbf" + text(waiting).replace("\n", "\r\n").encode())
    assert review(waiting, "sign", BANK, "--date", DAY).status == 0
    data = (waiting / SHEET).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf# yaml")
    assert data.count(b"\r\n") == data.count(b"\n") > 30


def nobody(root: Path) -> None:
    edit(root / "content/people.yaml", ADDRESSES[EXPERT], "another@example.kz")


def twice(root: Path) -> None:
    edit(root / "content/people.yaml", ADDRESSES["b-li"], ADDRESSES[EXPERT].upper())


def no_expert(root: Path) -> None:
    edit(root / SHEET, "experts: [e-kovaleva]", "experts: [d-kim]")


def compiler(root: Path) -> None:
    edit(root / "testbanks/networks/en/passport.yaml", "compilers: [", "compilers: [e-kovaleva, ")


def not_on_the_order(root: Path) -> None:
    edit(root / "testbanks/experts.yaml", "experts: [e-kovaleva, d-kim]", "experts: [d-kim]")


def no_verdict(root: Path) -> None:
    edit(root / SHEET, "verdict: possible", "verdict:")


def no_finding(root: Path) -> None:
    edit(root / SHEET, "  wording: Each item has one reading.", "  wording:")


def wrong_verdict(root: Path) -> None:
    edit(root / SHEET, "verdict: possible", "verdict: yes")


def another_control(root: Path) -> None:
    edit(root / SHEET, "controls: [exam]", "controls: [exam, rk1]")


def items_not_committed(root: Path) -> None:
    edit(root / ITEMS, *CHANGED)


def picture_not_committed(root: Path) -> None:
    (root / "testbanks/networks/en/images/wall.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")


REFUSED: dict[Callable[[Path], None], str] = {
    nobody: "nobody in content/people.yaml has the e-mail e.kovaleva@example.kz",
    twice: "gives this e-mail to several: b-li, e-kovaleva",
    no_expert: "e-kovaleva is none of its experts (d-kim)",
    compiler: "e-kovaleva is a compiler of these items",
    not_on_the_order: "no order on the experts of 2026-2027 names e-kovaleva",
    no_verdict: "it lacks: verdict",
    no_finding: "it lacks: findings.wording",
    wrong_verdict: "`verdict` is yes; it can be: possible, impossible",
    another_control: "there is no bank with items of: rk1",
    items_not_committed: "commit these first, as they are not in git as you see them: testbanks/networks/en/exam.yaml",
    picture_not_committed: "testbanks/networks/en/images/wall.svg",
}


@pytest.mark.parametrize("wrong", REFUSED, ids=lambda wrong: wrong.__name__)
def test_a_sheet_is_not_signed_as_long_as_something_is_wrong(waiting: Path, wrong: Callable[[Path], None]) -> None:
    wrong(waiting)
    before = text(waiting)
    done = review(waiting, "sign", SHEET)
    assert (done.status, text(waiting)) == (1, before)
    assert REFUSED[wrong] in done.out


def test_who_commits_in_the_name_of_another_does_not_sign(waiting: Path) -> None:
    done = review(waiting, "sign", BANK, GIT_COMMITTER_EMAIL=ADDRESSES[COMPILER])
    assert (done.status, f"git would name {ADDRESSES[COMPILER]} as committer" in done.out) == (1, True)


@pytest.mark.parametrize("broken", [ITEMS, SHEET])
def test_what_cannot_be_read_is_not_signed(waiting: Path, broken: str) -> None:
    file = waiting / broken
    file.write_text(file.read_text(encoding="utf-8") + "nonsense: [\n", encoding="utf-8")
    before = text(waiting)
    done = review(waiting, "sign", SHEET)
    assert (done.status, text(waiting)) == (1, before)
    assert re.search(rf"(?m)^{broken}:\d+:\d+: error\[YML", done.out)
    assert done.out.endswith("was not signed: the errors come first\n")


def test_a_signed_sheet_is_not_signed_again(root: Path) -> None:
    for person in (EXPERT, SECOND):
        done = review(root, "sign", SHEET, person=person)
        assert (done.status, "it is signed already; a new conclusion is a new sheet" in done.out) == (1, True)
    done = review(root, "sign", BANK)
    assert (done.status, "has no sheet that waits for a signature" in done.err) == (2, True)


def test_the_second_expert_does_not_sign_for_other_items(waiting: Path) -> None:
    edit(waiting / SHEET, "experts: [e-kovaleva]", "experts: [e-kovaleva, d-kim]")
    done = review(waiting, "sign", BANK, "--date", DAY)
    assert "these sign as well: d-kim" in done.out
    edit(waiting / ITEMS, *CHANGED)
    commit(waiting, "An item")
    done = review(waiting, "sign", BANK, person=SECOND)
    assert (done.status, "the items have changed since e-kovaleva signed: remove this sheet" in done.out) == (1, True)
    assert "waits for its signature" in review(waiting, "start", BANK, "--date", DAY).err
    (waiting / SHEET).unlink()
    assert review(waiting, "start", BANK, "--date", DAY).status == 0


# status, and what check says


def test_a_bank_goes_from_missing_to_approved(waiting: Path) -> None:
    sheet = text(waiting)
    (waiting / SHEET).unlink()
    assert state(waiting)["state"] == "missing"
    assert codes(waiting) == {("REV101", "error"), ("REV111", "error")}
    (waiting / SHEET).write_text(sheet, encoding="utf-8")
    assert state(waiting)["state"] == "waiting"
    assert codes(waiting) == {("REV101", "error"), ("REV106", "warning"), ("REV111", "error")}
    review(waiting, "sign", BANK, "--date", DAY)
    assert state(waiting)["state"] == "approved"
    assert codes(waiting) == {("REV114", "info")}


def test_what_has_changed_since_is_named_item_by_item(root: Path) -> None:
    items = text(root, ITEMS)
    first = items[items.index("  - id: nw-exam-1") : items.index("  - id: nw-exam-2")]
    changed = items.replace(first, "").replace(*CHANGED).replace("nw-exam-5", "nw-exam-6")
    (root / ITEMS).write_text(changed, encoding="utf-8")
    held = state(root)
    assert held["state"] == "changed"
    expected = {"changed": ["nw-exam-3"], "added": ["nw-exam-6"], "removed": ["nw-exam-1", "nw-exam-5"]}
    assert held["changes"] == expected
    said = inside("check", "--repo", str(root), "--date", DAY, "--lang", "en").out
    assert "changed nw-exam-3; added nw-exam-6; removed nw-exam-1, nw-exam-5 (review-seen-items)" in said
    line = next(line for line in review(root, "status").out.split("\n") if line.startswith(BANK))
    assert line.endswith("changed: nw-exam-3; added: nw-exam-6; removed: nw-exam-1, nw-exam-5")


def test_a_sheet_whose_parts_contradict_each_other_is_wrong(root: Path) -> None:
    held = text(root)
    short = re.findall(r"nw-exam-1: ([0-9a-f]{16})", held)[0]
    (root / SHEET).write_text(held.replace(short, "0" * 16), encoding="utf-8")
    assert ("REV112", "error") in codes(root)
    whole = re.findall(r"digest: ([0-9a-f]{64})", held)[0]
    (root / SHEET).write_text(held.replace(whole, "0" * 64), encoding="utf-8")
    assert ("REV112", "error") in codes(root)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("verdict: possible", "verdict: impossible", "refused"),
        ("modes: [computer, written]", "modes: [written]", "other-mode"),
        ("academic_year: 2026-2027", "academic_year: 2025-2026", "expired"),
        ("controls: [exam]", "controls: [", "unreadable"),
    ],
)
def test_each_state_is_told(root: Path, old: str, new: str, expected: str) -> None:
    edit(root / SHEET, old, new)
    assert state(root)["state"] == expected
    for lang in LANGUAGES:
        assert len(inside("review", "status", "--repo", str(root), "--lang", lang).out.strip().split("\n")) == 3


def test_the_kind_of_a_conclusion_is_said_in_the_language_of_the_reader(root: Path) -> None:
    for lang, kind in {"en": "primary", "ru": "первичная", "kk": "бастапқы"}.items():
        assert f"  {kind}  " in inside("review", "status", BANK, "--repo", str(root), "--lang", lang).out


def test_a_new_sheet_that_waits_takes_nothing_from_the_old_one(root: Path) -> None:
    assert review(root, "start", BANK, "--date", DAY).status == 0
    held = state(root)
    assert held["state"] == "approved"
    assert [draft["waits_for"] for draft in held["drafts"]] == [["e-kovaleva"]]  # type: ignore[attr-defined]
    fill_in(root / f"{REVIEWS}/{DAY}-exam-2.yaml", "impossible")
    assert state(root)["state"] == "approved"
    assert review(root, "sign", BANK, "--date", DAY).status == 0
    assert state(root)["state"] == "refused"
    assert ("REV111", "error") in codes(root)
