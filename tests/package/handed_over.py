"""A repository handed over in this process, as `qoima build` does it, without the site."""

import json
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

from processes import COURSE, DAY, edit
from qoima.cli.files import Files, files_here
from qoima.cli.handing_over import hand_over
from qoima.cli.workspace import examine
from qoima.core.diagnostic import Diagnostics
from qoima.deliver.parcel import Making

MADE = Making(commit="v1-2-gabcdef0", day=date(2026, 11, 22), version="1.2")
ZIP, DRAFT_ZIP = "moodle/networks/networks-en.zip", "moodle/networks/networks-en.draft.zip"
REVIEW = "testbanks/networks/en/reviews/2026-09-01-exam.yaml"
NAME = "en: Computer Networks}"


def handed(root: Path, out: Path, *, with_drafts: bool = False, files: Files | None = None) -> Diagnostics:
    """Write below `out` what the build of the repository would write into `dist/`."""
    checked = examine(root, day=date.fromisoformat(DAY), files=files)
    return hand_over(checked, out, MADE, with_drafts=with_drafts)


def in_another_order(root: Path) -> Files:
    """The files of a repository, the last first."""
    files = files_here(root)
    return Files(held=dict(reversed(files.held.items())), unread=files.unread, said=files.said)


def members(packed: bytes) -> dict[str, bytes]:
    """What a ZIP holds."""
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def refuse(root: Path) -> None:
    """Let the experts refuse the one bank."""
    edit(root / REVIEW, "verdict: possible", "verdict: impossible")


def rename(root: Path, name: str) -> None:
    """Give the course another English name."""
    edit(root / COURSE, NAME, f"en: {json.dumps(name)}}}")
