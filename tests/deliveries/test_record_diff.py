"""`qoima diff` on records of deliveries: releases in words, and an alarm where something is said no longer."""

import json
from pathlib import Path

from delivered_repository import FIRST, REASON, RECORD, commit, git, plan

from processes import Done, edit, inside

ALARM = "RECORD OF DELIVERIES ALTERED"


def diff(root: Path, *words: str) -> Done:
    return inside("diff", *words, "--repo", str(root), "--lang", "en")


def test_a_release_is_told_in_words(changed: Path) -> None:
    assert plan(changed, "--record", "--unseal", REASON).status == 0
    done = diff(changed)
    number = git(changed, "rev-parse", "--short=12", "HEAD").strip()
    assert f"~ changed: record of deliveries  networks/en/exam  {RECORD}:" in done.out
    assert (
        f"release 2026-12-05: {{+5 December 2026; items: 5; {number}; changed under seal: {REASON}; added: nw-exam-6; "
        "changed: nw-exam-3, nw-exam-4; retired: nw-exam-5+}"
    ) in done.out
    assert ALARM not in done.out
    (told,) = json.loads(diff(changed, "--format", "json").out)["records"]
    assert (told["kind"], told["altered"], len(told["changes"])) == ("deliveries", False, 1)


def test_a_new_record_is_no_alarm(root: Path) -> None:
    done = diff(root, "HEAD~1..HEAD")
    assert "+ added: record of deliveries  networks/en/exam" in done.out
    assert f"release {FIRST}: {{+1 December 2026; items: 5; " in done.out
    assert ALARM not in done.out


def test_what_is_said_no_longer_stands_at_the_top(root: Path) -> None:
    text = (root / RECORD).read_text(encoding="utf-8")
    digest = text.splitlines()[5][-17:-1]
    edit(root / RECORD, digest, "0123456789abcdef")
    for form in ("text", "markdown", "html"):
        said = diff(root, "--format", form).out
        assert digest not in said
        assert "0123456789abcdef" not in said
    shown = diff(root).out
    assert shown.startswith(f"{ALARM}: 1; ")
    assert f"! {ALARM}; changed: record of deliveries" in shown
    assert f"item nw-exam-1: {FIRST}: handed out{{+ as something else+}}" in shown
    assert f"<summary><b>⚠ {ALARM}</b></summary>" in diff(root, "--format", "markdown").out
    assert 'id="alarm-altered"' in diff(root, "--format", "html").out
    (root / RECORD).unlink()
    commit(root, "Nobody will notice")
    assert f"! {ALARM}; removed: record of deliveries" in diff(root, "HEAD~1..HEAD").out


def test_another_layout_is_no_other_record(root: Path) -> None:
    file = root / RECORD
    file.write_text(f"# by hand\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    assert f"{RECORD}: rewritten, means the same" in diff(root).out
