"""What git knows of the repository: which commit this is, what stood in another one."""

import os
import subprocess
from datetime import date
from pathlib import Path

_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""By these git tells a hook which repository calls it; ours is the one that a folder lies in, and may be another."""

_AS_WRITTEN = {"GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": os.devnull}


class GitFailure(Exception):
    """git is not there, or refuses; the text is what it said, for people."""


def run(root: Path, *words: str, given: bytes = b"", index: Path | None = None, bare: bool = False) -> bytes:
    """What `git` prints, as bytes: paths as they are, none quoted. `index` stands in for its own. Raises GitFailure.

    `bare` shows history as it was written: no object replaced, no commit given other parents.
    """
    command = ["git", "-c", "core.quotepath=off", "-C", str(root), *words]
    try:
        environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
        environment |= {"LC_ALL": "C", **({"GIT_INDEX_FILE": str(index)} if index else {})}
        environment |= _AS_WRITTEN if bare else {}
        done = subprocess.run(command, input=given, capture_output=True, check=False, env=environment)
    except OSError as error:
        raise GitFailure(f"git: {error.strerror}") from error
    if done.returncode:
        raise GitFailure(done.stderr.decode(errors="replace").strip() or f"git {words[0]}: {done.returncode}")
    return done.stdout


def commit(root: Path) -> str:
    """`git describe --always --dirty`, or `none`."""
    try:
        return run(root, "describe", "--always", "--dirty").decode().strip() or "none"
    except GitFailure:
        return "none"


def day_of_commit(root: Path) -> date | None:
    """The day of the commit, where the committer was; None without one, and where files differ from it."""
    described = commit(root)
    if described == "none" or described.endswith("-dirty"):
        return None
    return date.fromisoformat(run(root, "log", "-1", "--format=%cd", "--date=short").decode().strip())


def prefix(root: Path) -> str:
    """The way from the top of the work tree to `root`, with a slash at its end; empty at the top, and without git."""
    try:
        return run(root, "rev-parse", "--show-prefix").decode(errors="surrogateescape").removesuffix("\n")
    except GitFailure:
        return ""


def commit_of(root: Path, revision: str) -> str:
    """The full number of the commit that a revision names. Raises GitFailure."""
    return run(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").decode().strip()


def files_at(root: Path, revision: str, folders: tuple[str, ...]) -> dict[str, tuple[str, int]]:
    """Path below `root` -> (object, size in bytes) of the files in some folders, as they stood at a revision.

    A folder that is a submodule is followed where its commits are here. Links, which git holds as files, are left out.
    Raises GitFailure.
    """
    at = commit_of(root, revision)
    held: dict[str, tuple[str, int]] = {}
    for entry in (
        run(root, "ls-tree", "-r", "-l", "-z", at, "--", *folders).decode(errors="surrogateescape").split("\0")
    ):
        if not entry:
            continue
        facts, path = entry.split("\t", 1)
        mode, kind, object, size = facts.split()
        if kind == "commit":
            inside = files_at(root / path, object, (".",))
            held |= {f"{path}/{name}": found for name, found in inside.items()}
        elif mode != "120000":
            held[path] = (object, int(size))
    return held


def contents(root: Path, objects: list[str]) -> dict[str, bytes]:
    """The bytes of objects by their number; one process for all. Raises GitFailure."""
    printed = run(root, "cat-file", "--batch", given="\n".join(objects).encode() + b"\n") if objects else b""
    held: dict[str, bytes] = {}
    start = 0
    while start < len(printed):
        end = printed.index(b"\n", start)
        head = printed[start:end].decode().split()
        if len(head) != 3:
            raise GitFailure(" ".join(head))
        size = int(head[2])
        held[head[0]] = printed[end + 1 : end + 1 + size]
        start = end + 2 + size
    return held
