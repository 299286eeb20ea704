"""From the first delivery to the second: what `qoima plan` says, refuses, and writes down."""

import csv
import io
import re
from pathlib import Path

import pytest
from delivered_repository import (
    BANK,
    FIRST,
    LATER,
    NEW,
    REASON,
    RECORD,
    SECOND,
    change_items,
    codes,
    commit,
    git,
    plan,
    planned,
)

from processes import EXAM, edit, inside
from qoima.core.source import Source
from qoima.formats.moodle_xml.read import read_moodle_xml


def test_the_first_release_holds_every_item(root: Path) -> None:
    text = (root / RECORD).read_text(encoding="utf-8")
    first = git(root, "rev-parse", "HEAD~1").strip()
    head, releases, release, items, *entries = text.splitlines()
    assert (head, releases, items) == (
        "# yaml-language-server: $schema=../../../../schemas/deliveries.json",
        "releases:",
        "items:",
    )
    assert release == f"  - {{release: {FIRST}, date: {FIRST}, commit: {first}, items: 5}}"
    assert entries[::2] == [f"  nw-exam-{n}:" for n in range(1, 6)]
    assert all(re.fullmatch(rf"    - \{{release: {FIRST}, digest: [0-9a-f]{{16}}\}}", entry) for entry in entries[1::2])
    said = planned(root)
    assert said["last_release"] == {"release": FIRST, "date": FIRST, "commit": first}
    assert (said["sealed_until"], said["unchanged"], said["refused"]) == ("2026-12-21", 5, [])


def test_a_bank_that_was_never_handed_out(root: Path) -> None:
    (root / RECORD).unlink()
    commit(root, "No record")
    done = plan(root)
    assert done.status == 0
    assert re.search(rf"(?m)^{BANK}  never delivered  – +– +5 +0 +0 +0$", done.out)
    assert done.out.count("nw-exam") == 0


def test_where_nothing_has_changed_nothing_is_written(root: Path) -> None:
    before = (root / RECORD).read_bytes()
    done = plan(root, "--record")
    assert (done.status, (root / RECORD).read_bytes()) == (0, before)
    assert "nothing has changed since the last release" in done.out


def test_the_same_items_may_be_handed_out_once_more_by_name(root: Path) -> None:
    before = (root / RECORD).read_text(encoding="utf-8")
    done = plan(root, BANK, "--record", "--release", "again")
    assert done.status == 0
    after = (root / RECORD).read_text(encoding="utf-8")
    (line,) = set(after.splitlines()) - set(before.splitlines())
    assert line.startswith(f"  - {{release: again, date: {SECOND}, commit: ")
    assert codes(root) == []
    assert "a release again already" in plan(root, "--record", "--release", "again").out


def test_a_plan_names_items_and_fields_but_no_keys(changed: Path) -> None:
    done = plan(changed)
    assert done.status == 1
    assert re.search(rf"(?m)^{BANK}  {FIRST} +{FIRST}  2026-12-21 +1 +2 +1 +2$", done.out)
    assert "  ~ nw-exam-3: KEY CHANGED; right answers or what they pay\n" in done.out
    assert "  ~ nw-exam-4: question\n" in done.out
    assert "  + added: nw-exam-6\n  - to be retired: nw-exam-5\n" in done.out
    assert "! sealed until 2026-12-21" in done.out
    assert "[-14-]{+16+}" not in done.out
    assert "[-14-]{+16+}" in plan(changed, "--keys").out
    said = planned(changed)
    assert said["changed"] == [{"id": "nw-exam-3", "fields": ["key"]}, {"id": "nw-exam-4", "fields": ["stem"]}]
    assert (said["added"], said["retired"]) == (["nw-exam-6"], ["nw-exam-5"])
    assert [one["key"] for one in said["refused"]] == ["plan.why.sealed"]


def test_a_seal_holds_until_a_reason_is_told(changed: Path) -> None:
    before = (changed / RECORD).read_text(encoding="utf-8")
    done = plan(changed, "--record", "--delta", str(changed / "delta"))
    assert (done.status, (changed / "delta").exists()) == (1, False)
    assert (changed / RECORD).read_text(encoding="utf-8") == before
    assert codes(changed) == ["DLV047"]
    done = inside("export", "--repo", str(changed), "--to", "gift", "--date", SECOND, "--lang", "en")
    assert (done.status, done.out.endswith(f"not exported: {BANK}\n"), "DLV047" in done.out) == (1, True, True)
    done = inside("export", "--repo", str(changed), "--to", "gift", "--date", SECOND, "--lang", "en", "--draft")
    assert (changed / "dist/export/moodle/networks/en/exam.draft.gift").is_file()

    done = plan(changed, "--record", "--unseal", f"{REASON}\n", "--release", "second")
    assert done.status == 0, done.out
    after = (changed / RECORD).read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line in before.splitlines()] == before.splitlines()
    head = git(changed, "rev-parse", "HEAD").strip()
    assert after[3] == (
        f"  - {{release: second, date: {SECOND}, commit: {head}, items: 5, unsealed: '{REASON}'}}"
    )  # fmt: skip
    assert after[after.index("  nw-exam-5:") + 2] == "    - {release: second, retired: true}"
    assert [line for line in after if line.startswith("  nw-")] == [f"  nw-exam-{n}:" for n in range(1, 7)]
    assert "git -C testbanks commit -m 'Delivery second' -- networks/en/deliveries/exam.yaml" in done.out
    assert (codes(changed), planned(changed)["changed"]) == ([], [])


def test_after_the_exam_nothing_is_sealed(changed: Path) -> None:
    assert codes(changed, LATER) == []
    assert planned(changed, day=LATER)["sealed_until"] is None
    assert plan(changed, "--record", "--unseal", REASON, day=LATER).out.endswith(
        "no seal was broken: the reason was not written down\n"
        "the record counts once it is committed:\n"
        "  git -C testbanks add networks/en/deliveries/exam.yaml\n"
        f"  git -C testbanks commit -m 'Delivery {LATER}' -- networks/en/deliveries/exam.yaml\n"
    )
    assert "unsealed" not in (changed / RECORD).read_text(encoding="utf-8")


def test_a_release_of_last_year_seals_nothing_and_a_new_term_is_a_new_delivery(root: Path) -> None:
    for path in ("content/calendar.yaml", "content/university.yaml", "content/courses/networks.yaml"):
        file = root / path
        text = file.read_text(encoding="utf-8").replace("2027", "2028").replace("2026", "2027")
        file.write_text(text, encoding="utf-8")
    said = planned(root, day="2027-12-01")
    assert (said["sealed_until"], said["new_term"], said["unchanged"]) == (None, True, 5)
    assert "for the new term it is handed out anew" in plan(root, day="2027-12-01").out


def test_the_commit_must_have_the_items(root: Path) -> None:
    change_items(root)
    done = plan(root, "--record", "--unseal", REASON)
    assert (done.status, "commit the bank first" in done.out) == (1, True)
    assert "nw-exam-3, nw-exam-4, nw-exam-5, nw-exam-6" in done.out


def test_what_is_not_exported_cannot_be_handed_out(changed: Path) -> None:
    edit(changed / "testbanks/networks/en/reviews/2026-09-01-exam.yaml", "verdict: possible", "verdict: impossible")
    done = plan(changed, "--record", "--unseal", REASON)
    assert (done.status, "not exported (REV111)" in done.out) == (1, True)
    edit(changed / EXAM, "[OSPF, RIP, EIGRP, IS-IS]", "[OSPF]")
    commit(changed, "Few options")
    assert f"! {EXAM} has errors (ITM101 …)" in plan(changed, "--delta", str(changed / "delta"), "--unseal", REASON).out
    assert not (changed / "delta").exists()


def test_delta_files_have_what_is_new_and_say_what_goes(changed: Path) -> None:
    folder = changed / "delta"
    done = plan(changed, "networks", "--delta", str(folder), "--unseal", REASON, "--release", "second")
    assert done.status == 0, done.out
    assert "unsealed" not in (changed / RECORD).read_text(encoding="utf-8")
    xml = (folder / f"{BANK}.delta.xml").read_text(encoding="utf-8")
    reading = read_moodle_xml(Source("delta.xml", xml))
    held = {item.id: item.category for item in reading.items}
    medium, hard = (("networks", "en", "exam second", level) for level in ("medium", "hard"))
    assert held == {"nw-exam-3": medium, "nw-exam-4": medium, "nw-exam-6": hard}
    assert (folder / f"{BANK}.delta.gift").read_text(encoding="utf-8").count("::nw-exam-") == 3
    rows = [*csv.DictReader(io.StringIO((folder / "replace.csv").read_bytes().decode("utf-8-sig")))]
    assert [(row["act"], row["id"], row["category"], row["goes to"]) for row in rows] == [
        ("replace", "nw-exam-3", "networks/en/exam/medium", "networks/en/exam/medium"),
        ("replace", "nw-exam-4", "networks/en/exam/medium", "networks/en/exam/medium"),
        ("retire", "nw-exam-5", "networks/en/exam/hard", ""),
        ("add", "nw-exam-6", "", "networks/en/exam/hard"),
    ]
    text = (folder / "replace.txt").read_text(encoding="utf-8")
    assert "Delete; nothing comes in its place:\n  nw-exam-5: networks/en/exam/hard\n" in text


def test_a_retired_id_is_never_used_again(changed: Path) -> None:
    assert plan(changed, "--record", "--unseal", REASON).status == 0
    with (changed / EXAM).open("a", encoding="utf-8") as file:
        file.write(NEW.replace("nw-exam-6", "nw-exam-5"))
    done = inside("check", "--repo", str(changed), "--date", SECOND, "--lang", "en")
    line = (
        (changed / RECORD).read_text(encoding="utf-8").splitlines().index("    - {release: 2026-12-05, retired: true}")
    )
    assert (done.status, "error[DLV046] the id nw-exam-5 is retired" in done.out) == (1, True)
    assert f"= retired here: {RECORD}:{line + 1}:8" in done.out


def test_an_item_that_moves_needs_a_new_id(root: Path) -> None:
    text = (root / EXAM).read_text(encoding="utf-8")
    start = text.index("  - id: nw-exam-5")
    (root / EXAM).write_text(text[:start], encoding="utf-8")
    (root / "testbanks/networks/en/rk1.yaml").write_text(f"items:\n{text[start:]}", encoding="utf-8")
    commit(root, "Moved")
    before = (root / RECORD).read_bytes()
    done = plan(root, BANK, "--record", "--unseal", REASON)
    assert (done.status, (root / RECORD).read_bytes()) == (1, before)
    assert "! nw-exam-5 was handed out with this control and now stands in testbanks/networks/en/rk1.yaml" in done.out
    assert planned(root, BANK)["elsewhere"] == {"nw-exam-5": "testbanks/networks/en/rk1.yaml"}
    assert plan(root, BANK, day=LATER).status == 1


def test_a_record_that_lost_something_is_not_added_to(changed: Path) -> None:
    edit(changed / RECORD, "items: 5}", "items: 4}")
    lines = (changed / RECORD).read_text(encoding="utf-8").splitlines(keepends=True)
    place = lines.index("  nw-exam-2:\n")
    (changed / RECORD).write_text("".join((*lines[:place], *lines[place + 2 :])), encoding="utf-8")
    assert codes(changed) == ["DLV047"]  # it contradicts itself nowhere
    done = plan(changed, "--record", "--unseal", REASON)
    assert (done.status, f"{FIRST}, nw-exam-2 ({FIRST}); bring the file back from git" in done.out) == (1, True)
    (changed / RECORD).unlink()
    assert "is only added to" in plan(changed, "--record").out


def test_names_that_are_none_are_refused(root: Path) -> None:
    assert plan(root, "--release", "1/2").status == 2
    done = plan(root, "networks/kk")
    assert (done.status, f"there are {BANK}" in done.err) == (2, True)


@pytest.mark.parametrize("place", ["site", "content/practice", "testbanks/networks"])
def test_a_delta_goes_where_nobody_sees_it(changed: Path, place: str) -> None:
    done = plan(changed, "--delta", str(changed / place), "--unseal", REASON)
    assert (done.status, "keys of live items" in done.err) == (2, True)
    assert not [*changed.rglob("*.delta.*")]


def test_a_delta_does_not_lie_beside_another_one(changed: Path) -> None:
    folder = changed / "delta"
    for _ in range(2):
        assert plan(changed, "--delta", str(folder), "--unseal", REASON).status == 0
    before = (changed / RECORD).read_bytes()
    (folder / "networks/en/rk1.delta.xml").write_text("of last week", encoding="utf-8")
    done = plan(changed, "--delta", str(folder), "--record", "--unseal", REASON)
    assert (done.status, "(networks/en/rk1.delta.xml)" in done.err) == (1, True)
    assert (changed / RECORD).read_bytes() == before


def test_what_no_file_for_moodle_can_hold_is_not_handed_out(changed: Path) -> None:
    edit(changed / EXAM, "How many bits", "How many $@ bits")
    commit(changed, "A mark of Moodle")
    done = plan(changed, "--record", "--delta", str(changed / "delta"), "--unseal", REASON)
    assert (done.status, f"{EXAM} has errors (DLV002" in done.out) == (1, True)
    assert not (changed / "delta").exists()


def test_a_seal_that_cannot_be_read_lets_nothing_out(changed: Path) -> None:
    edit(changed / RECORD, "commit:", "comit:")
    done = inside("export", "--repo", str(changed), "--to", "gift", "--date", SECOND, "--lang", "en")
    assert (done.status, "YML004" in done.out, (changed / "dist").exists()) == (1, True, False)
    done = inside("export", "--repo", str(changed), "--to", "gift", "--out", str(changed / "site"), "--lang", "en")
    assert (done.status, "keys of live items" in done.err) == (2, True)


def test_of_a_bank_that_cannot_be_read_nobody_says_that_it_has_changed(root: Path) -> None:
    edit(root / EXAM, 'correct: "14"', 'corect: "14"')
    said = planned(root, "--record")
    assert [one["key"] for one in said["refused"]] == ["plan.why.unread", "plan.why.error"]
