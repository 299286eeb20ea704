"""Whole commands as a user types them: what they print, where, and how they end."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.request import urlopen

import pytest

import qoima.cli.commands.check as checking
from processes import CASES, COMMAND, DAY, Done, Finding, edit, environment, findings, inside, on_terminal, qoima, small
from qoima import __version__
from qoima.cli.main import cli, main
from qoima.core.words import LANGUAGES, Lang
from qoima.formats.messages import catalogue
from qoima.formats.schemas import schema_files

EXAM, COURSE = "testbanks/networks/en/exam.yaml", "content/courses/networks.yaml"
STATUS = {"small": 0, "broken": 1, "waived": 1}
GOLDEN = sorted(path.relative_to(CASES).as_posix() for path in CASES.glob("*/out/*"))
"""`<case>/out/check.<language>.<txt or json>`; an empty file and `make golden` make a new one."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small repository in order."""
    return small(tmp_path / "small")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The same with several files wrong at once."""
    return small(tmp_path / "broken", "broken")


@pytest.fixture
def university(root: Path) -> Path:
    """Its university.yaml without the lines of profiles, overrides and waivers."""
    file = root / "content/university.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("profiles:")], encoding="utf-8")
    return file


def add(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


# Reports


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


def test_the_language_is_that_of_the_locale_where_none_is_asked_for(root: Path) -> None:
    assert "0 ошибок" in inside("check", "--repo", str(root), LC_ALL="ru_RU.UTF-8").out
    assert "0 қате" in inside("check", "--repo", str(root), LC_ALL="", LANG="kk_KZ.UTF-8").out
    assert "0 errors" in inside("check", "--repo", str(root), LC_ALL="C").out


def test_paths_choose_what_is_shown_and_counted(broken: Path) -> None:
    status, found = findings(broken, str(broken / "content/programmes"))
    assert status == 1
    assert found == [Finding("REF002", "error", "content/programmes/6B06103.yaml")]
    assert "1 error, 0 warnings" in inside("check", "--repo", str(broken), str(broken / "content/programmes")).out
    assert findings(broken, str(broken / "content/calendar.yaml")) == (0, [])


def test_several_paths_are_shown_together(broken: Path) -> None:
    passport, people = broken / "testbanks/networks/en/passport.yaml", broken / "content/people.yaml"
    _, found = findings(broken, str(passport), str(people))
    assert {one.path for one in found} == {p.relative_to(broken).as_posix() for p in (passport, people)}


def test_the_whole_is_read_whatever_is_shown(root: Path) -> None:
    edit(root / COURSE, "topics: {addressing: Addressing, routing: Routing}", "topics: {addressing: Addressing}")
    edit(root / COURSE, "    - {week: 8, topics: [routing], hours: {lecture: 2}}\n", "")
    assert {one.code for one in findings(root, str(root / EXAM))[1]} == {"BNK108"}


def test_a_path_is_read_from_where_the_command_stands_or_as_a_report_names_it(broken: Path) -> None:
    there = qoima(broken / "content", "check", "programmes", "--date", DAY)
    assert there.out == inside("check", "--repo", str(broken), "content/programmes", "--date", DAY).out
    assert "REF002" in there.out


@pytest.mark.parametrize("path", ["content/programmes/6B06199.yaml", ".."])
def test_a_path_that_is_not_of_the_repository_is_wrong_usage(root: Path, path: str) -> None:
    done = qoima(root, "check", path)
    assert done.status == 2
    assert path in done.err
    assert done.out == ""


def test_json_has_what_the_text_has(broken: Path) -> None:
    text = inside("check", "--repo", str(broken), "--date", DAY, "--lang", "ru").out
    done = inside("check", "--repo", str(broken), "--date", DAY, "--lang", "ru", "--format", "json")
    listed = json.loads(done.out)["diagnostics"]
    for one in listed:
        assert f"{one['path']}:{one['line']}:{one['column']}: " in text
        assert f"[{one['code']}] {one['message']}" in text
    assert len(re.findall(r"(?m)^\S+:\d+:\d+: ", text)) == len(listed)


def test_findings_to_note_are_shown_on_request_and_change_nothing(root: Path) -> None:
    plain = inside("check", "--repo", str(root))
    noted = inside("check", "--repo", str(root), "--info")
    assert "PAS109" not in plain.out
    assert "info[PAS109]" in noted.out
    assert findings(root) == (0, [Finding("PAS109", "info", "testbanks/networks/en/passport.yaml")])
    assert plain.status == noted.status == 0
    assert plain.out.splitlines()[-1] == noted.out.splitlines()[-1] == "0 errors, 0 warnings"


def test_a_bank_that_cannot_be_read_is_not_called_missing(root: Path) -> None:
    (root / EXAM).write_text("items: [\n", encoding="utf-8")
    assert re.search(r"networks/en/exam +– .*cannot be read", inside("check", "--repo", str(root)).out)
    (root / EXAM).unlink()
    assert re.search(r"networks/en/exam +0 .*missing", inside("check", "--repo", str(root)).out)


# Profiles


def test_a_profile_is_added_for_one_run(university: Path) -> None:
    root = university.parent.parent
    add(university, "profiles: []\n")
    assert findings(root) == (0, [])
    status, found = findings(root, "--profile", "eku")
    assert status == 1
    assert Finding("BNK101", "error", EXAM) in found


@pytest.mark.parametrize("lines", ["{use: eku, banks: all}", "{use: eku, courses: [networks]}"])
def test_a_profile_that_binds_a_thing_twice_speaks_once(root: Path, lines: str) -> None:
    edit(root / EXAM, '["6", "16", "30", "62"]', '["6", "16", "30"]')
    once = findings(root)
    assert [one.code for one in once[1]].count("ITM101") == 1
    assert findings(root, "--profile", "eku") == once
    edit(root / "content/university.yaml", "overrides:", f"  - {lines}\noverrides:")
    assert findings(root) == once


def test_an_unknown_profile_on_the_command_line_is_wrong_usage(root: Path) -> None:
    done = qoima(root, "check", "--profile", "eku2", EXAM)
    assert done.status == 2
    assert "no such profile: eku2; known: eku" in done.err
    assert done.out == ""


def test_an_unknown_profile_of_the_university_is_named_at_its_line(university: Path) -> None:
    add(university, "profiles:\n  - {use: eku2, courses: all}\n")
    done = inside("check", "--repo", str(university.parent.parent))
    assert done.status == 1
    assert "university.yaml:8:6: error[PRF001] the profile eku2 does not exist (did you mean “eku”?)" in done.out


# Overrides and waivers

FOUR = ('["6", "16", "30", "62"]', '["6", "16", "30"]')
EKU = "profiles:\n  - {use: eku, courses: all}\n"
SIZE = "  - {code: BNK101, limits: {at_least: 5}, reason: small}\n"


def ruled(university: Path, text: str) -> list[tuple[str, str]]:
    """(code, severity) of what is found under these lines when an item has four options; infos left out."""
    root = university.parent.parent
    add(university, EKU + text)
    edit(root / EXAM, *FOUR)
    return [(one.code, one.severity) for one in findings(root)[1] if one.severity != "info"]


def test_an_override_changes_a_severity(university: Path) -> None:
    line = "  - {code: ITM101, severity: warning, reason: agreed}\n"
    assert ruled(university, f"overrides:\n{SIZE}{line}") == [("ITM101", "warning")]


def test_an_override_changes_limits(university: Path) -> None:
    line = "  - {code: ITM101, limits: {exactly: 4}, reason: agreed}\n"
    found = ruled(university, f"overrides:\n{SIZE}{line}")
    assert found == [("ITM101", "error")] * 4  # now the four others have one too many


def test_the_table_shows_the_mix_that_an_override_asks_for(university: Path) -> None:
    mix = "  - {code: BNK104, limits: {easy: 60, medium: 20, hard: 20}, reason: agreed}\n"
    add(university, f"{EKU}overrides:\n{SIZE}{mix}")
    done = inside("check", "--repo", str(university.parent.parent))
    assert re.search(r"networks/en/exam +5 +2/2/1 +60/20/20 +errors: BNK104", done.out)


@pytest.mark.parametrize(
    ("limits", "code"),
    [("{exact: 4}", "PRF004"), ("{exactly: four}", "PRF005")],
)
def test_a_limit_that_does_not_fit_is_said_once(university: Path, limits: str, code: str) -> None:
    line = f"  - {{code: ITM101, limits: {limits}, reason: agreed}}\n"
    assert ruled(university, f"overrides:\n{SIZE}{line}") == [(code, "error"), ("ITM101", "error")]


def test_a_waiver_takes_findings_of_its_files_and_the_summary_counts_them(university: Path) -> None:
    line = f"  - {{code: ITM101, files: ['testbanks/networks/*'], reason: agreed, by: dean, until: {DAY}}}\n"
    assert ruled(university, f"overrides:\n{SIZE}waivers:\n{line}") == []
    root = university.parent.parent
    done = inside("check", "--repo", str(root), "--date", DAY)
    assert done.status == 0
    assert done.out.endswith("0 errors, 0 warnings, 1 waived\n")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "{code: ITM101, files: ['testbanks/*'], reason: agreed, by: dean, until: 2026-09-30}",
            [("PRF010", "warning"), ("ITM101", "error")],
        ),
        (
            "{code: ITM101, files: ['testbanks/signals/*'], reason: agreed, by: dean, until: 2026-12-31}",
            [("PRF011", "warning"), ("ITM101", "error")],
        ),
        (
            "{code: ITM1001, files: ['testbanks/*'], reason: agreed, by: dean, until: 2026-12-31}",
            [("PRF008", "error"), ("PRF011", "warning"), ("ITM101", "error")],
        ),
    ],
)
def test_a_waiver_that_is_over_or_of_no_use_is_named(
    university: Path, line: str, expected: list[tuple[str, str]]
) -> None:
    assert sorted(ruled(university, f"overrides:\n{SIZE}waivers:\n  - {line}\n")) == sorted(expected)


FIXED = {
    "FIL010": ("images/wall.svg", "images/walls.svg"),
    "YML003": ("correct: BGP", "corect: BGP"),
    "REF001": ("id: nw-exam-4", "id: nw-exam-3"),
}


@pytest.mark.parametrize("code", [*FIXED, "BNK112"])
@pytest.mark.parametrize("silencer", ["overrides", "waivers"])
def test_what_no_university_may_switch_off_stays(root: Path, code: str, silencer: str) -> None:
    """Not even where the finding about the silencer is silenced as well."""
    file = root / "content/university.yaml"
    if code == "BNK112":
        shutil.copy(CASES / "broken/in/content/practice/networks/en.yaml", root / "content/practice/networks")
    else:
        edit(root / EXAM, *FIXED[code])
    before = [one for one in findings(root)[1] if one.code == code]
    assert before
    if silencer == "waivers":
        rest = "files: ['*'], reason: agreed, by: dean, until: 2027-12-31"
        add(file, f"waivers:\n  - {{code: {code}, {rest}}}\n  - {{code: PRF009, {rest}}}\n")
    else:
        rest = "severity: info, reason: agreed"
        add(file, f"  - {{code: {code}, {rest}}}\n  - {{code: PRF009, {rest}}}\n")
    status, found = findings(root)
    assert status == 1
    assert [one for one in found if one.code == code] == before
    assert [one.code for one in found if one.code.startswith("PRF")] == ["PRF009", "PRF009"]


# Colour, terminals, pipes


def test_colours_are_for_a_terminal_that_wants_them(broken: Path) -> None:
    plain = qoima(broken, "check", "--date", DAY).out
    coloured = on_terminal(broken, "check", "--date", DAY).out
    assert "\x1b" not in plain
    assert "\x1b[1;31merror[REF002]\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain
    assert on_terminal(broken, "check", "--date", DAY, NO_COLOR="1").out == plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_terminal_is_told_what_goes_on_and_a_pipe_is_not(root: Path, language: Lang) -> None:
    title = catalogue(language).get("ui.step.check", "check")
    done = on_terminal(root, "check", "--lang", language, of="err")
    assert re.fullmatch(rf"{title} …\r{title}: \d+ [sс] *\n", done.err)
    piped = inside("check", "--repo", str(root), "--lang", language)
    assert (done.out, "") == (piped.out, piped.err)


def test_a_reader_who_goes_away_is_no_reason_for_a_traceback(broken: Path) -> None:
    command = [*COMMAND, "check"]
    with subprocess.Popen(
        command, cwd=broken, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (1, b"")


def test_a_terminal_without_kazakh_letters_shows_what_it_can(root: Path) -> None:
    done = qoima(root, "check", "--lang", "kk", PYTHONIOENCODING="latin-1")
    assert (done.status, done.err) == (0, "")
    assert done.out.endswith("0 ????, 0 ???????\n")


# Time and exit status


def test_the_day_is_the_given_one_else_that_of_the_environment(university: Path) -> None:
    add(university, f"{EKU}overrides:\n{SIZE}waivers:\n")
    add(university, "  - {code: ITM101, files: ['testbanks/*'], reason: r, by: b, until: 2026-10-10}\n")
    root = university.parent.parent
    edit(root / EXAM, *FOUR)
    assert inside("check", "--repo", str(root), "--date", "2026-10-10").status == 0
    assert inside("check", "--repo", str(root), "--date", "2026-10-11").status == 1
    for day, status in ((10, 0), (11, 1)):
        seconds = (date(2026, 10, day) - date(1970, 1, 1)).days * 86400
        assert inside("check", "--repo", str(root), SOURCE_DATE_EPOCH=str(seconds)).status == status


@pytest.mark.parametrize("words", [["--date", "tomorrow"], ["--date", "2026-02-30"], ["--format", "xml"], ["--no"]])
def test_wrong_usage_ends_with_2(root: Path, words: list[str]) -> None:
    done = qoima(root, "check", *words)
    assert done.status == 2
    assert words[0] in done.err
    assert "Traceback" not in done.err


def test_no_day_in_the_environment_is_wrong_usage_too(root: Path) -> None:
    done = qoima(root, "check", SOURCE_DATE_EPOCH="9" * 30)
    assert done.status == 2
    assert "--date" in done.err


def test_warnings_do_not_change_the_exit_status(root: Path) -> None:
    edit(root / COURSE, "form: test", "form: written")
    done = inside("check", "--repo", str(root))
    assert "warning[CTL106]" in done.out
    assert done.status == 0


def test_a_bug_of_ours_ends_with_3_and_a_log_to_paste(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_words: object, **_more: object) -> None:
        raise KeyError("a thing that cannot happen")

    monkeypatch.setattr(checking, "examine", broken)
    monkeypatch.setattr(sys, "argv", ["qoima", "check", "--repo", str(root)])
    with pytest.raises(SystemExit) as stopped:
        main()
    said = capsys.readouterr()
    assert stopped.value.code == 3
    assert said.out == ""
    assert said.err.startswith(f"qoima {__version__} has failed; this is a bug of ours")
    assert "KeyError: 'a thing that cannot happen'" in said.err


@pytest.mark.parametrize(("words", "path"), [(["schema"], "schemas"), (["build"], "build")])
def test_a_place_that_cannot_be_written_is_named(root: Path, words: list[str], path: str) -> None:
    (root / path).write_text("in the way", encoding="utf-8")
    done = qoima(root, *words)
    assert done.status == 2
    assert f"{root / path}" in done.err
    assert "Traceback" not in done.err


# Export


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


# The smaller commands


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_profile_counts_what_it_lists(language: str) -> None:
    done = inside("profile", "eku", "--coverage", "--lang", language)
    head, *rows = done.out.splitlines()
    assert head.startswith("ШҚУ Е 022-21: ")
    listed = [row for row in rows if re.match(r"[A-Z]{3}\d{3} ", row)]
    numbers = [int(number) for number in re.findall(r"\d+", rows[-1])]
    assert sum(numbers[:-1]) == numbers[-1] == len(listed)
    assert len(numbers) == 4
    assert inside("profile", "eku", "--lang", language).out.splitlines() == [head, rows[-1]]


def test_a_profile_that_is_not_there_is_wrong_usage() -> None:
    done = qoima(CASES, "profile", "kaznu", "--coverage")
    assert (done.status, done.out) == (2, "")
    assert "kaznu; known: eku" in done.err


def test_schema_writes_the_schemas_of_the_formats(root: Path) -> None:
    done = inside("schema", "--repo", str(root))
    assert done.out.split() == list(schema_files())
    assert {path: (root / path).read_bytes() for path in schema_files()} == schema_files()


def test_the_version_is_that_of_the_package() -> None:
    assert qoima(CASES, "--version") == Done(0, f"qoima, version {__version__}\n", "")


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_each_command_explains_itself_without_a_repository(name: str, tmp_path: Path) -> None:
    done = inside(name, "--help")
    assert done.status == 0
    assert done.out.startswith(f"Usage: cli {name} ")
    assert name in inside("--help").out
    for option in cli.commands[name].params:
        assert not option.opts[0].startswith("--") or getattr(option, "help", None), option.name


def test_qoima_alone_and_an_unknown_command_show_the_way(tmp_path: Path) -> None:
    assert "Commands:" in qoima(tmp_path, "--help").out
    alone, unknown = qoima(tmp_path), qoima(tmp_path, "biuld")
    assert alone.status == unknown.status == 2
    assert "Commands:" in alone.err
    assert "No such command 'biuld'" in unknown.err


# serve


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
    """The page of the course as soon as it holds a text; the page as it is after 30 seconds."""
    text, end = "", time.monotonic() + 30
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
    while "nothing was built" not in seen:
        seen = server.stdout.readline()
        assert seen, "serve has ended"
    assert "Networks of Computers" in page(port, until="Networks of Computers")
    server.send_signal(signal.SIGINT)
    _, said = server.communicate(timeout=30)
    assert server.returncode == 130
    assert said == "\n"


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
