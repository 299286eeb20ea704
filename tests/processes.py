"""Running `qoima` as it is typed, in copies of the small repositories of `golden/commands`."""

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner

from qoima.cli.main import cli

HERE = Path(__file__).parent
ROOT = HERE.parent
CASES = HERE / "golden" / "commands"
DAY = "2026-10-01"
EXAM, COURSE = "testbanks/networks/en/exam.yaml", "content/courses/networks.yaml"
DESCRIPTION = "The course follows a message from one program to another through the layers of a network."
"""What COURSE says of itself."""

ANOTHER = "The course follows a letter from one reader to another through the offices of a post."
COMMAND = [sys.executable, "-m", "qoima"]
SECONDS = 300
"""What a command may take on a machine that has much to do."""

LEFT_OUT = {"LANG", "LANGUAGE", "LC_MESSAGES", "NO_COLOR", "SOURCE_DATE_EPOCH", "PYTHONIOENCODING", "PYTHONUTF8"}


Trees = dict[str, dict[str, bytes]]
"""The files of `site` and `dist`."""


class Done(NamedTuple):
    """How a command ended, and what it wrote."""

    status: int
    out: str
    err: str


class Finding(NamedTuple):
    """A line of a report, less its texts."""

    code: str
    severity: str
    path: str


def environment(**more: str) -> dict[str, str]:
    """That of an English terminal, with whatever else is asked for."""
    kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    return {**kept, "PYTHONPATH": str(ROOT / "generator"), "LC_ALL": "C.UTF-8", **more}


def small(target: Path, case: str = "small") -> Path:
    """The small repository that is in order, with the files of another case laid over it."""
    shutil.copytree(CASES / "small" / "in", target)
    shutil.copy(ROOT / "mkdocs.yml", target)
    if case != "small":
        shutil.copytree(CASES / case / "in", target, dirs_exist_ok=True)
    return target


def qoima(root: Path, *words: str, **more: str) -> Done:
    """A process of its own, started in `root`, its output in pipes."""
    done = subprocess.run(
        [*COMMAND, *words], cwd=root, env=environment(**more), capture_output=True, timeout=SECONDS, check=False,
        stdin=subprocess.DEVNULL, encoding="utf-8",
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)


def on_terminal(root: Path, *words: str, of: str = "out", **more: str) -> Done:
    """A process whose stdout (`of="out"`) or stderr (`of="err"`) is a terminal; the other is a pipe."""
    leader, follower = pty.openpty()
    out, err = (follower, subprocess.PIPE) if of == "out" else (subprocess.PIPE, follower)
    command = [*COMMAND, *words]
    with subprocess.Popen(
        command, cwd=root, env=environment(**more), encoding="utf-8", stdout=out, stderr=err
    ) as process:
        os.close(follower)
        shown = b""
        while part := _read(leader):
            shown += part
        os.close(leader)
        written, said = process.communicate(timeout=SECONDS)
    seen = shown.decode().replace("\r\n", "\n")
    return Done(process.returncode, seen, said) if of == "out" else Done(process.returncode, written, seen)


def _read(leader: int) -> bytes:
    try:
        return os.read(leader, 4096)
    except OSError:  # Linux says so where the last process has closed the terminal
        return b""


def inside(*words: str, **more: str) -> Done:
    """The command in this process, where a process adds nothing."""
    done = CliRunner().invoke(cli, words, env={"LC_ALL": "C.UTF-8", **more}, standalone_mode=True)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Done(done.exit_code, done.stdout, done.stderr)


def findings(root: Path, *words: str) -> tuple[int, list[Finding]]:
    """The exit status of a check, and what it found."""
    done = inside("check", "--repo", str(root), "--date", DAY, "--format", "json", *words)
    assert done.err == "", done.err
    found = json.loads(done.out)["diagnostics"]
    return done.status, [Finding(d["code"], d["severity"], d["path"]) for d in found]


def edit(file: Path, old: str, new: str) -> None:
    """Replace what stands in the file once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old)
    file.write_text(text.replace(old, new), encoding="utf-8")


def held(folder: Path) -> dict[str, bytes]:
    """Every file of a folder; nothing where there is no folder."""
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def trees(root: Path) -> Trees:
    """What a build writes."""
    return {name: held(root / name) for name in ("site", "dist")}


def build(root: Path, *words: str, **more: str) -> Done:
    """A build in a process of its own; never a traceback."""
    done = qoima(root, "build", "--date", DAY, *words, **more)
    assert "Traceback" not in done.out + done.err
    return done
