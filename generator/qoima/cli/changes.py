"""What git says has changed since a revision: lines, and files that have moved."""

import re
import shutil
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from qoima.cli import git
from qoima.cli.files import TOPS

_HUNK = re.compile(r"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_BINARY = re.compile(r"Binary files .* and (?:b/)?(.+) differ")
_OPTIONS = (
    "--no-color", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", "--find-renames", "-l0", "--unified=0",
    "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/", "--relative",
)  # fmt: skip
"""Whatever the settings of git on this machine are."""

_MANY = 1 << 30
"""More lines than any file has."""


@dataclass(frozen=True, slots=True)
class Changes:
    """By path the ranges of lines (first, last) that are new or other; the old path of each file that has moved.

    `gaps` has, by path, the lines behind which lines have gone.
    """

    lines: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    gaps: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    moved: dict[str, str] = field(default_factory=dict)

    def touches(self, path: str, first: int, last: int) -> bool:
        """Whether a line from `first` to `last` is new or other, or some between two of them have gone."""
        changed = any(start <= last and end >= first for start, end in self.lines.get(path, ()))
        return changed or any(first <= line < last for line in self.gaps.get(path, ()))


def changes(root: Path, commit: str) -> Changes:
    """What differs from a commit in the files as they lie there now, those that git does not know yet included.

    A folder that is a submodule is followed. Raises GitFailure.
    """
    found = Changes()
    _read(_diff(root, commit, TOPS), found, "")
    for top in TOPS:
        if (root / top / ".git").exists() and (inside := _commit_of_submodule(root, commit, top)):
            _read(_diff(root / top, inside, (".",)), found, f"{top}/")
    return found


def _commit_of_submodule(root: Path, commit: str, folder: str) -> str | None:
    facts = git.run(root, "ls-tree", commit, "--", folder).decode().split()
    return facts[2] if facts and facts[1] == "commit" else None


def _diff(root: Path, commit: str, folders: tuple[str, ...]) -> str:
    """With files that nobody has added yet, so that one that was moved is known again: in a copy of the index, as empty
    entries, which leaves the repository as it is.
    """
    here = [folder for folder in folders if folder == "." or _is_ours(root / folder)]
    words = ("diff", *_OPTIONS, commit, "--", *folders)
    new = git.run(root, "ls-files", "--others", "--exclude-standard", "-z", "--", *here) if here else b""
    if not new:
        return git.run(root, *words).decode(errors="surrogateescape")
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        own = root / git.run(root, "rev-parse", "--git-path", "index").decode().strip()
        if own.is_file():
            shutil.copy(own, index)
        given = ("--pathspec-from-file=-", "--pathspec-file-nul")
        git.run(root, "--literal-pathspecs", "add", "--intent-to-add", *given, given=new, index=index)
        return git.run(root, *words, index=index).decode(errors="surrogateescape")


def _is_ours(folder: Path) -> bool:
    """Whether git looks into a folder: it is there, and no repository of its own."""
    return folder.is_dir() and not (folder / ".git").exists()


def _read(printed: str, found: Changes, folder: str) -> None:
    """The patch of git; what the files themselves say in it is passed over. `folder` is where its paths lie."""
    path = before = ""
    within = 0
    for line in printed.split("\n"):
        if within and not line.startswith("\\"):
            within -= 1
        elif line.startswith("rename from "):
            before = line.removeprefix("rename from ")
        elif line.startswith("rename to "):
            found.moved[folder + line.removeprefix("rename to ")] = folder + before
        elif line.startswith("+++ "):
            path = folder + line.removeprefix("+++ ").removeprefix("b/").rstrip("\t")
        elif hunk := _HUNK.match(line):
            start, count = int(hunk[2]), int(hunk[3] or 1)
            within = int(hunk[1] or 1) + count
            if count:
                found.lines[path].append((start, start + count - 1))
            else:
                found.gaps[path].append(start)
        elif binary := _BINARY.match(line):
            found.lines[folder + binary[1]].append((1, _MANY))
