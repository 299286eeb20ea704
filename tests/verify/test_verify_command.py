"""`qoima verify` as an administrator types it, in a repository of git."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from backup_made import backup
from moodle_made import as_restored
from moodle_xml_made import moodle_xml
from plants import BACKUP_PLANTS, PLANTS, given, rewritten, settled
from verified_repository import BANK_PATH, files

from processes import Done, edit, inside
from qoima.core.words import Lang, fill
from qoima.diff.verify.finding import WHAT, Finding, values
from qoima.diff.verify.ignored import IGNORED
from qoima.diff.verify.report import report
from qoima.diff.verify.whole import Copy, Verified
from qoima.formats.moodle.question import Rich

RECORD = "testbanks/demo/en/deliveries/exam.yaml"


def git(root: Path, *words: str) -> str:
    names = {f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2026-12-01T10:00:00+05:00")
    done = subprocess.run(
        ["git", "-C", str(root), *words],
        env={**os.environ, **names, **dates},
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout.strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The repository, committed."""
    for path, data in files().items():
        file = tmp_path / "r" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    git(tmp_path, "init", "-q", "-b", "main", "r")
    git(tmp_path / "r", "add", "-A")
    git(tmp_path / "r", "commit", "-qm", "The bank")
    return tmp_path / "r"


def verify(root: Path, data: bytes, *words: str) -> Done:
    export = root.parent / "export"
    export.write_bytes(data)
    return inside("verify", str(export), "--repo", str(root), *words)


def test_an_untouched_backup_is_as_delivered(root: Path) -> None:
    done = verify(root, backup(as_restored()))
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "compared with the files as they are: demo/en/exam"
    assert lines[1] == "backup of Moodle 4.5.6 (Build: 20250811), questions: 9, quizzes: 1"
    assert lines[-1] == "all 9 items as delivered"


def test_a_change_is_shown_word_by_word_with_what_to_do(root: Path) -> None:
    done = verify(root, moodle_xml(rewritten("d-1", "identifies", "describes")(as_restored())))
    assert done.status == 1
    assert "  d-1\n    ! text changed: Which key [-identifies-]{+describes+} each row" in done.out
    assert "    → put it right in Moodle as it was delivered; if Moodle is right, change the bank" in done.out
    assert done.out.splitlines()[-1] == "as delivered: 8 of 9 items; differences: 1"


def test_of_the_draw_only_the_places_that_changed_are_shown(root: Path) -> None:
    changed = next(plant for plant in BACKUP_PLANTS if plant.said == [("quiz-draw", "")])
    done = verify(root, backup(changed.change(as_restored())))
    line = next(line for line in done.out.splitlines() if "draws from another place" in line)
    assert line.count(" / easy: ") == line.count(" / hard: ") == 1
    assert " / medium: " not in line


def test_a_setting_is_called_as_a_teacher_knows_it(root: Path) -> None:
    done = verify(root, backup(settled("d-1", shuffleanswers="0")(as_restored())))
    assert "! setting “options in random order” changed: yes → no" in done.out


def test_of_feedback_that_came_it_is_shown_that_it_came(root: Path) -> None:
    done = verify(root, backup(given("d-2", general_feedback=Rich("Read lecture 3."))(as_restored())))
    assert "{+Read lecture 3.+}" in done.out


def test_of_a_file_that_cannot_be_read_nothing_but_that_is_said(root: Path) -> None:
    done = verify(root, backup(as_restored())[:2000])
    assert done.status == 1
    assert "error[DLV05" in done.out
    assert not [word for word in ("compared", "questions: 0", "holds no question") if word in done.out]


def test_it_is_compared_with_the_last_recorded_delivery(root: Path) -> None:
    handed_out = git(root, "rev-parse", "HEAD")
    record = root / RECORD
    record.parent.mkdir()
    record.write_text(
        f"releases:\n  - {{release: first, date: 2026-12-01, commit: {handed_out}, items: 9}}\n"
        "items:\n  d-1:\n    - {release: first, digest: 0123456789abcdef}\n",
        encoding="utf-8",
    )
    edit(root / BANK_PATH, "Which key identifies", "Which column identifies")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Another word")
    data = backup(as_restored())
    done = verify(root, data)
    first = f"compared with the delivery first of 2026-12-01 (commit {handed_out[:12]}): demo/en/exam"
    assert (done.status, done.out.splitlines()[0]) == (0, first)
    asked = verify(root, data, "--revision", "HEAD")
    assert asked.status == 1
    assert asked.out.startswith("compared with commit ")
    record.unlink()
    assert verify(root, data).status == 1


def test_the_form_for_programs(root: Path) -> None:
    done = verify(root, backup(PLANTS[0].change(as_restored())), "--format", "json")
    held = json.loads(done.out)
    assert (done.status, held["as_delivered"], held["form"], held["version"]) == (1, False, "mbz", 1)
    assert held["compared_with"] == {"demo/en/exam": "the files as they are"}
    (bank,) = held["banks"]
    assert (bank["delivered"], bank["right"]) == (9, 8)
    assert [(one["what"], one["item"], one["remedy"]) for one in bank["findings"]] == [("missing", "d-1", "restore")]


def test_what_is_not_there_is_wrong_usage(root: Path) -> None:
    data = backup(as_restored())
    assert verify(root, data, "--bank", "demo/en/none").status == 2
    assert verify(root, data, "--revision", "none").status == 2
    assert inside("verify", "--repo", str(root)).status == 2
    assert inside("verify", str(root / "none.mbz"), "--repo", str(root)).status == 2


def test_a_file_of_another_kind_and_an_export_of_others_end_with_1(root: Path) -> None:
    other = verify(root, b"items: []\n")
    assert other.status == 1
    assert "DLV050" in other.out
    others = moodle_xml(as_restored()).replace(b"<idnumber>d-", b"<idnumber>e-")
    strange = re.sub(rb'(<questiontext format="html">\s*<text>(?:<!\[CDATA\[)?)', rb"\1Of others: ", others)
    done = verify(root, strange)
    assert done.status == 1
    assert "more questions in the export, none of ours: 9" in done.out
    asked = verify(root, strange, "--bank", "demo/en/exam")
    assert "! missing in Moodle: 9" in asked.out


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_all_that_can_be_said_is_said_in_the_language_that_was_asked_for(lang: Lang) -> None:
    given = values(count=2, version=2, versions=3, name="n")
    findings = tuple(Finding(what=what, item=f"d-{what}", values=given) for what in WHAT)
    said = report(Verified(copies=(Copy(bank="b", delivered=1, right=0, quiz="", findings=findings),)), lang)
    english = [fill(what.text, "en", given) for what in WHAT.values()]
    assert [text for text in english if text in said and text != "n changed"] == []


def test_the_list_of_what_is_ignored_is_shown(root: Path) -> None:
    done = inside("verify", "--ignored", "--repo", str(root))
    assert done.status == 0
    assert [one.key for group in IGNORED.values() for one in group if str(one.template) not in done.out] == []
