"""Whole commands as a user types them: reports byte for byte, and the smaller commands."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import click
import pytest

from processes import CASES, COMMAND, COURSE, DAY, EXAM, SECONDS, Done, edit, environment, inside, qoima, small
from qoima import __version__
from qoima.cli.main import COMMANDS, cli
from qoima.formats.yaml.schemas import schema_files

FOUR = ('["6", "16", "30", "62"]', '["6", "16", "30"]')
STATUS = {"small": 0, "broken": 1, "waived": 1}
GOLDEN = sorted(path.relative_to(CASES).as_posix() for path in CASES.glob("*/out/*"))
"""`<case>/out/check.<language>.<txt or json>`; an empty file and `make golden` make a new one."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small repository in order."""
    return small(tmp_path / "small")


@pytest.mark.parametrize("path", GOLDEN)
def test_a_report_is_byte_for_byte_the_committed_one(path: str, tmp_path: Path) -> None:
    case, name = path.split("/out/")
    _, language, form = name.split(".")
    words = ["--format", "json"] if form == "json" else []
    done = qoima(small(tmp_path / case, case), "check", "--date", DAY, "--lang", language, *words)
    assert (done.status, done.err) == (STATUS[case], "")
    if os.environ.get("QOIMA_GOLDEN") == "write":
        (CASES / path).write_text(done.out, encoding="utf-8")
    assert done.out.encode() == (CASES / path).read_bytes(), "run make golden"


def test_export_writes_each_bank_beside_the_delivery(root: Path) -> None:
    done = qoima(root, "export", "--to", "gift")
    assert (done.status, done.err) == (0, "")
    assert done.out == "dist/export/moodle/networks/en/exam.gift\n"
    assert "::nw-exam-4::" in (root / "dist/export/moodle/networks/en/exam.gift").read_text(encoding="utf-8")


def test_export_writes_the_chosen_bank_where_it_is_told(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = inside("export", "--repo", str(root), "networks/en/exam", "--to", "moodle-xml", "--out", str(out))
    assert done.status == 0
    assert [path.name for path in out.rglob("*") if path.is_file()] == ["exam.xml"]
    assert not (root / "dist").exists()


@pytest.mark.parametrize(("form", "file"), [("json", "exam.json"), ("yaml", "exam.yaml"), ("moodle-xml", "exam.xml")])
def test_export_writes_every_format_that_can_carry_the_bank(root: Path, form: str, file: str) -> None:
    done = inside("export", "--repo", str(root), "--to", form, "--out", str(root / "out"))
    assert done.status == 0
    assert "nw-exam-4" in (root / "out/moodle/networks/en" / file).read_text(encoding="utf-8")


def test_export_of_an_unknown_bank_or_format_is_wrong_usage(root: Path) -> None:
    done = inside("export", "--repo", str(root), "networks/en/exams", "--to", "gift")
    assert done.status == 2
    assert "no such bank: networks/en/exams; there are networks/en/exam" in done.err
    assert inside("export", "--repo", str(root), "--to", "word").status == 2


@pytest.mark.parametrize("banks", [[], ["networks/en/exam"]])
@pytest.mark.parametrize("text", ["items: [\n", None])
def test_export_writes_nothing_of_a_bank_with_errors(root: Path, banks: list[str], text: str | None) -> None:
    if text is None:
        edit(root / EXAM, *FOUR)
    else:
        (root / EXAM).write_text(text, encoding="utf-8")
    done = inside("export", "--repo", str(root), *banks, "--to", "gift")
    assert done.status == 1
    assert f"{EXAM}:" in done.out
    assert not (root / "dist").exists()


def test_export_is_not_kept_back_by_errors_elsewhere(root: Path) -> None:
    edit(root / "content/programmes/6B06103.yaml", "course: networks", "course: netwroks")
    assert inside("export", "--repo", str(root), "--to", "gift").status == 0


def test_a_profile_that_is_not_there_is_wrong_usage() -> None:
    done = qoima(CASES, "profile", "kaznu", "--coverage")
    assert (done.status, done.out) == (2, "")
    assert "kaznu; known: almau, atu, eku, satbayev" in done.err


def test_schema_writes_the_schemas_of_the_formats(root: Path) -> None:
    done = inside("schema", "--repo", str(root))
    assert done.out.split() == list(schema_files())
    assert {path: (root / path).read_bytes() for path in schema_files()} == schema_files()


def test_the_version_is_that_of_the_package() -> None:
    assert qoima(CASES, "--version") == Done(0, f"qoima, version {__version__}\n", "")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_command_explains_itself_without_a_repository(name: str, tmp_path: Path) -> None:
    done = inside(name, "--help")
    assert done.status == 0
    assert done.out.startswith(f"Usage: cli {name} ")
    assert name in inside("--help").out
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert " ".join((command.help or "").split()).startswith(COMMANDS[name][1].removesuffix("."))
    for option in command.params:
        assert not option.opts[0].startswith("--") or getattr(option, "help", None), option.name


def test_qoima_alone_and_an_unknown_command_show_the_way(tmp_path: Path) -> None:
    assert "Commands:" in qoima(tmp_path, "--help").out
    alone, unknown = qoima(tmp_path), qoima(tmp_path, "biuld")
    assert alone.status == unknown.status == 2
    assert "Commands:" in alone.err
    assert "No such command 'biuld'" in unknown.err


@pytest.fixture
def port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def server(root: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    command = [*COMMAND, "serve", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=root, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        yield process
        process.kill()


def page(port: int, *, until: str) -> str:
    """The page of the course as soon as it holds a text; the page as it is when time is up."""
    text, end = "", time.monotonic() + SECONDS
    while until not in text and time.monotonic() < end:
        time.sleep(0.1)
        try:
            with urlopen(f"http://127.0.0.1:{port}/en/courses/networks.html", timeout=5) as answer:
                text = answer.read().decode()
        except OSError:  # not yet built, or not yet listening
            continue
    return text


def test_serve_shows_the_site_builds_it_again_and_ends_when_told(
    server: subprocess.Popen[str], root: Path, port: int
) -> None:
    assert "Computer Networks" in page(port, until="Computer Networks")
    edit(root / COURSE, "en: Computer Networks", "en: Networks of Computers")
    assert "Networks of Computers" in page(port, until="Networks of Computers")
    edit(root / COURSE, "minutes: 50", "minutes: 90")
    assert server.stdout is not None
    seen = ""
    while not seen.startswith("1 error"):
        seen = server.stdout.readline()
        assert seen, "serve has ended"
    assert "Networks of Computers" in page(port, until="Networks of Computers")
    server.send_signal(signal.SIGINT)
    server.communicate(timeout=SECONDS)
    assert server.returncode == 0


def test_serve_names_a_port_that_is_taken(root: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        done = qoima(root, "serve", "--port", str(taken))
    assert done.status == 2
    assert f"port {taken}: Address already in use; choose another with --port" in done.err
    assert not (root / "site").exists()


def test_the_program_is_found_when_it_is_installed(root: Path) -> None:
    installed = shutil.which("qoima", path=str(Path(sys.executable).parent))
    assert installed is not None, "run make build"
    done = subprocess.run([installed, "--version"], capture_output=True, text=True, check=False, cwd=root)
    assert done.stdout == f"qoima, version {__version__}\n"
