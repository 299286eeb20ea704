"""The small repository under git, and a course beside it whose texts are as hostile as reports must bear."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from processes import DAY, EXAM, Done, edit, inside, small

FOUR = ('["6", "16", "30", "62"]', '["6", "16", "30"]')
"""An item loses an option: ITM101 at its first line."""

WRONG_TOPIC = ("topic: routing\n    difficulty: hard", "topic: routes\n    difficulty: hard")
"""BNK108 at the topic of the last item."""

_WHO = {
    "GIT_AUTHOR_NAME": "Dana", "GIT_AUTHOR_EMAIL": "dana@example.org", "GIT_AUTHOR_DATE": "2026-10-01T09:00:00Z",
    "GIT_COMMITTER_NAME": "Dana", "GIT_COMMITTER_EMAIL": "dana@example.org",
    "GIT_COMMITTER_DATE": "2026-10-01T09:00:00Z",
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_ALLOW_PROTOCOL": "file",
}  # fmt: skip


def git(folder: Path, *words: str, fails: bool = False) -> str:
    """What git prints."""
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *words],
        cwd=folder, env={**os.environ, **_WHO}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert fails or done.returncode == 0, done.stderr
    return done.stdout


def commit(folder: Path) -> None:
    """Everything as a commit."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "a change")


def under_git(folder: Path) -> Path:
    """The folder with what lies in it as its first commit; what commands make is no part of it."""
    (folder / ".gitignore").write_text("build/\n", encoding="utf-8")
    git(folder, "init", "-q")
    commit(folder)
    return folder


def small_under_git(target: Path) -> Path:
    """The small repository, in order, as a first commit."""
    return under_git(small(target))


def check(root: Path, *words: str, lang: str = "en") -> Done:
    """A check in this process."""
    return inside("check", "--repo", str(root), "--date", DAY, "--lang", lang, *words)


def report(root: Path, *words: str) -> Any:
    """What `--format json` prints."""
    done = check(root, "--format", "json", *words)
    assert done.err == "", done.err
    return json.loads(done.out)


def codes(root: Path, *words: str) -> list[tuple[str, str]]:
    """Code and path of what is shown, less what is only noted."""
    shown = report(root, *words)["diagnostics"]
    return [(one["code"], one["path"]) for one in shown if one["severity"] != "info"]


def fingerprints(root: Path, code: str) -> list[str]:
    """Those of a code, in the order of the report."""
    return [one["fingerprint"] for one in report(root)["diagnostics"] if one["code"] == code]


def break_item(root: Path) -> None:
    """Take an option from an item."""
    edit(root / EXAM, *FOUR)
