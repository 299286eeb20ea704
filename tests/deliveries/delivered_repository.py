"""A small repository in git whose one bank was handed out on 1 December 2026; the exam closes on the 21st."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from processes import EXAM, Done, inside, small

BANK = "networks/en/exam"
RECORD = "testbanks/networks/en/deliveries/exam.yaml"
FIRST, SECOND, LATER = "2026-12-01", "2026-12-05", "2027-02-01"
APART = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "HOME": "/nonexistent",
    **{f"GIT_{role}_NAME": "Aigerim Omarova" for role in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{role}_EMAIL": "a.omarova@example.kz" for role in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{role}_DATE": "2026-12-01T12:00:00+0500" for role in ("AUTHOR", "COMMITTER")},
}
NEW = """\
  - id: nw-exam-6
    topic: routing
    difficulty: hard
    stem: Which field of a packet stops it from travelling for ever in a loop of routers?
    correct: TTL
    distractors: [Flags, Options, Header checksum, Protocol]
"""
REASON = "Two right answers: nw-exam-3, see #4"


def git(root: Path, *words: str) -> str:
    """What git prints."""
    done = subprocess.run(
        ["git", *words], cwd=root, env={**os.environ, **APART}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (words, done.stderr)
    return done.stdout


def commit(root: Path, message: str) -> str:
    """A commit of all that lies there; its number."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", message)
    return git(root, "rev-parse", "HEAD").strip()


def plan(root: Path, *words: str, day: str = SECOND) -> Done:
    """`qoima plan` on a day."""
    return inside("plan", *words, "--repo", str(root), "--date", day, "--lang", "en", **APART)


def planned(root: Path, *words: str, day: str = SECOND) -> dict[str, Any]:
    """What `qoima plan` says of the one control, for programs."""
    (control,) = json.loads(plan(root, *words, "--format", "json", day=day).out)["controls"]
    return control


def codes(root: Path, day: str = SECOND) -> list[str]:
    """The codes on deliveries that a check finds."""
    done = inside("check", "--repo", str(root), "--date", day, "--format", "json", "--lang", "en", **APART)
    return [one["code"] for one in json.loads(done.out)["diagnostics"] if one["code"].startswith("DLV")]


def delivered(root: Path) -> Path:
    """Begin the repository, hand its bank out, and commit the record."""
    small(root)
    git(root, "init", "-q", "-b", "main")
    (root / ".gitignore").write_text("build/\ndist/\nsite/\n", encoding="utf-8")
    commit(root, "The bank")
    done = plan(root, "--record", day=FIRST)
    assert done.status == 0, done.out
    commit(root, "Handed out")
    return root


def change_items(root: Path) -> None:
    """Another key in one item, another wording of the next, one item less and one more."""
    file = root / EXAM
    text = file.read_text(encoding="utf-8")
    text = text.replace('correct: "14"', 'correct: "16"').replace('["6", "16", "30", "62"]', '["6", "14", "30", "62"]')
    text = text.replace("Which of these protocols exchanges", "Which of the protocols below exchanges")
    file.write_text(text[: text.index("  - id: nw-exam-5")] + NEW, encoding="utf-8")
