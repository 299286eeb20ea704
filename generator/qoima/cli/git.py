"""What git knows of the repository: which commit this is."""

import subprocess
from pathlib import Path


def _git(root: Path, *words: str) -> str | None:
    """What `git` prints; None where there is no git, no repository or no commit."""
    try:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def commit(root: Path) -> str:
    """`git describe --always --dirty`, or `none`."""
    return _git(root, "describe", "--always", "--dirty") or "none"
